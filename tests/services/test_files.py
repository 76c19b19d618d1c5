"""Stored files: random keys, sealed where they are personal, broken ones are named."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from pid_tracker.clock import SystemClock
from pid_tracker.extensions import db
from pid_tracker.services.store import files, orphans
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


def test_a_file_that_does_not_match_its_print_is_never_handed_out(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        document = files.keep(b"a;b\n1;2\n", kind="ANSWER", name="tabel.csv", media_type="text/csv", now=THE_MOMENT)
        _stored(tmp_path)[0].write_bytes(b"a;b\n1;3\n")
        with pytest.raises(files.BrokenFile, match="sidik tidak cocok"):
            files.read(document)


def test_bytes_that_no_record_names_are_swept_after_a_day_and_others_stay(app: Flask, tmp_path: Path) -> None:
    now = SystemClock().now()
    with app.app_context():
        document = files.keep(SECRET, kind="ANSWER", name="a.pdf", media_type="application/pdf", now=now)
        db.session.commit()
        (kept,) = _stored(tmp_path)
        lost = [tmp_path / "files" / f"{folder:02x}" / ("f" * 32) for folder in range(0, 256, 15)]
        for path in lost:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"half a record")
        nights = [now + timedelta(days=days) for days in range(orphans.SHARE)]
        assert [orphans.sweep(night - timedelta(days=orphans.SHARE)) for night in nights] == [0] * orphans.SHARE
        assert orphans.sweep(now) == 0  # not a day old
        assert sum(orphans.sweep(night + timedelta(days=2)) for night in nights) == len(lost)
        assert _stored(tmp_path) == [kept]
        assert files.read(document) == SECRET


def test_a_file_and_its_folder_are_on_the_disk_before_its_row(tmp_path: Path) -> None:
    """As the system sees it: every upload syncs the file, its folder and the store before the row is written."""
    trace = tmp_path / "trace"
    subprocess.run(
        ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace), sys.executable, "-m", "tests.one_file"],
        env={**os.environ, "ONE_FILE": str(tmp_path / "store"), "PYTHONPATH": os.getcwd()},
        check=True,
    )
    synced = re.findall(r"f(?:data)?sync\(\d+<([^>]+)>\)", trace.read_text())
    (stored,) = (path for path in (tmp_path / "store" / "files").rglob("*") if path.is_file())
    wanted = [str(stored), str(stored.parent), str(stored.parent.parent)]
    places = [synced.index(path) for path in wanted]
    assert places == sorted(places)
    assert any(path.endswith((".db-wal", ".db")) for path in synced[places[-1] :]), synced
