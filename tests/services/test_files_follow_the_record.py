"""Bytes come and go with the record: what is refused leaves nothing in the store, what is undone loses nothing."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Actor
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.answer import referring
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.dispute import disputing
from pid_tracker.services.examining.answer_files import AnswerFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import objecting
from pid_tracker.services.request import completing, drafts, withdrawing
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files
from tests.builders import CaseBuilder, a_body, a_case, instant, the_desk, the_officer, the_requester
from tests.services.test_disputing import before_the_commission

CSV = b"nama;isi\nruas;12\n"
COPY = Copy(b"\xff\xd8\xff gambar", "image/jpeg", "surat.jpg")
NOW = instant("2026-06-20")


def stored(folder: Path) -> int:
    return sum(path.is_file() for path in (folder / "files").rglob("*"))


def ruled() -> CaseBuilder:
    return before_the_commission().ruling("2026-06-17", execute_by="2026-06-30")


def lacking() -> CaseBuilder:
    return a_case(a_body()).filed("2026-06-15", complete=False).found_lacking("2026-06-17", "IDENTITY")


def execute(case: CaseFile, seq: int | None) -> None:
    """The file first: whatever the order, nothing is left behind."""
    kept = files.keep(CSV, kind="EXECUTION", name="tabel.csv", media_type="text/csv", now=NOW, case=case)
    hand = Hand(the_officer(case.body), NOW, calendar_of(case.body), seq)
    disputing.execute_ruling(case, "Tabelnya kami berikan.", hand, files=[kept.sha256])


def inspect(case: CaseFile, seq: int | None) -> None:
    disputing.keep_closed_document(
        case, AnswerFile("text/csv", "uji.csv", CSV), Hand(the_officer(case.body), NOW, calendar_of(case.body), seq)
    )


def withdraw(case: CaseFile, seq: int | None) -> None:
    withdrawing.withdraw_for_requester(
        case, COPY, "Lewat surat, kemarin", Hand(the_desk(case.body), NOW, calendar_of(case.body), seq)
    )


def hand_in(case: CaseFile, seq: int | None) -> None:
    handed = completing.HandIn(("IDENTITY",), [("IDENTITY", COPY)])
    completing.hand_in(case, handed, Hand(the_requester(case), NOW, calendar_of(case.body), seq))


def object_with_file(case: CaseFile, seq: int | None) -> None:
    """The file first: whatever the order, nothing is left behind."""
    objecting.attach(case, CSV, "tabel.csv", NOW)
    objecting.lodge_objection(
        case, ["d"], "Berikan", "Lalu", Hand(the_requester(case), NOW, calendar_of(case.body), seq)
    )


USE_CASES: tuple[tuple[Callable[[], CaseBuilder], Callable[[CaseFile, int | None], None]], ...] = (
    (ruled, execute),
    (before_the_commission, inspect),
    (lambda: a_case(a_body()).filed("2026-06-15"), withdraw),
    (lacking, hand_in),
    (lambda: a_case(a_body()).filed("2026-06-01").answered("2026-06-12"), object_with_file),
)


@pytest.mark.parametrize(("begin", "act"), USE_CASES, ids=[act.__name__ for _, act in USE_CASES])
def test_a_file_stays_with_the_act_and_goes_with_its_refusal(
    app: Flask, tmp_path: Path, begin: Callable[[], CaseBuilder], act: Callable[[CaseFile, int | None], None]
) -> None:
    with app.app_context():
        case = begin().built()
        before = stored(tmp_path)
        with pytest.raises(casefile.CaseChanged):
            act(case, 0 if case.last_seq else 7)
        db.session.rollback()
        assert stored(tmp_path) == before and db.session.query(Document).count() == before
        act(case, case.last_seq)
        db.session.commit()
        assert stored(tmp_path) == before + 1 == db.session.query(Document).count()


def test_what_is_passed_on_to_another_body_goes_with_the_refusal(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        body = a_body()
        other = a_body("buru", name="Pemerintah Kabupaten Buru", short_name="Kabupaten Buru", prefix="BUR")
        case, opened = a_case(body).filed("2026-06-15").built(), a_case(other).filed("2026-06-15").built()
        files.keep(b"kartu", kind="IDENTITY", name="kartu.jpg", media_type="image/jpeg", now=NOW, case=case)
        db.session.commit()
        referring._copy_proofs(case, opened, NOW)
        assert stored(tmp_path) == 2
        db.session.rollback()
        assert stored(tmp_path) == 1


@pytest.mark.parametrize("how", ["rollback", "remove"])
def test_an_upload_that_is_never_recorded_leaves_nothing(app: Flask, tmp_path: Path, how: str) -> None:
    with app.app_context():
        draft, _ = drafts.start(NOW)
        drafts.attach(draft, "IDENTITY", COPY, NOW)
        assert stored(tmp_path) == 1
        getattr(db.session, how)()
        assert stored(tmp_path) == 0


def test_bytes_go_when_their_row_is_surely_gone(app: Flask, tmp_path: Path) -> None:
    def kept(now: datetime, who: Actor | None = None) -> Document:
        return files.keep(b"kartu", kind="IDENTITY", name="kartu.jpg", media_type="image/jpeg", now=now)

    with app.app_context():
        document = kept(NOW)
        db.session.commit()
        files.erase(document)
        db.session.flush()
        db.session.rollback()
        assert stored(tmp_path) == 1 and files.read(document) == b"kartu"
        files.erase(document)
        db.session.commit()
        assert stored(tmp_path) == 0
