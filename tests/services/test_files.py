"""Stored files: random keys, sealed where they are personal, broken ones are named."""

from pathlib import Path

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case
from tests.conftest import THE_MOMENT

SECRET = b"%PDF-1.7 KTP 8171014503740001"


def _stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_a_personal_file_is_sealed_and_its_name_stays_out_of_the_store(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        document = files.keep(
            SECRET, kind="IDENTITY", name="../../ktp siti.pdf", media_type="application/pdf", now=THE_MOMENT
        )
        db.session.commit()
        (stored,) = _stored(tmp_path)
        assert b"8171014503740001" not in stored.read_bytes()
        assert "ktp" not in str(stored.relative_to(tmp_path))
        assert files.read(document) == SECRET


def test_an_answer_is_stored_as_it_is(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        document = files.keep(b"a;b\n1;2\n", kind="ANSWER", name="tabel.csv", media_type="text/csv", now=THE_MOMENT)
        assert _stored(tmp_path)[0].read_bytes() == b"a;b\n1;2\n"
        assert files.read(document) == b"a;b\n1;2\n"


@pytest.mark.parametrize("kind", ["IDENTITY", "ANSWER"])
def test_a_file_that_was_changed_or_is_gone_is_named_by_verify(app: Flask, tmp_path: Path, kind: str) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").built()
        document = files.keep(SECRET, kind=kind, name="a.pdf", media_type="application/pdf", now=THE_MOMENT, case=case)
        db.session.commit()
        assert verifying.verify().difference == ""
        (stored,) = _stored(tmp_path)
        stored.write_bytes(stored.read_bytes()[:-1] + b"!")
        assert document.public_id in verifying.verify().difference
        stored.unlink()
        assert "tidak ada di penyimpanan" in verifying.verify().difference


def test_an_erased_file_leaves_neither_bytes_nor_row(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        document = files.keep(SECRET, kind="IDENTITY", name="a", media_type="image/jpeg", now=THE_MOMENT)
        db.session.commit()
        files.erase(document)
        db.session.commit()
        assert _stored(tmp_path) == []
