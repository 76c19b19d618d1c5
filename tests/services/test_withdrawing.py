"""Withdrawal: by the requester at will; by staff only with the requester's own attached statement."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.publishing import reporting
from pid_tracker.services.request import filing, withdrawing
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_statement, instant, the_desk, the_officer, the_requester, the_superior

NOW = instant("2026-04-09 10:00")  # the fourth working day of a request of Thursday, 2 April


def untouched(case: CaseFile) -> None:
    db.session.rollback()
    assert (case.last_seq, case.stage) == (0, Stage.RECEIVED)


def test_a_request_withdrawn_on_its_fourth_working_day_counts_as_filed_and_not_as_due(app: Flask) -> None:
    """Scenario 23: in I1, not in I2."""
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02 10:00").withdrawn("2026-04-09").built()
        assert calendar_of(body).between(date(2026, 4, 2), date(2026, 4, 9)) == 4
        assert (case.stage, case.ended_on, case.withdrawn_by_staff) == (Stage.WITHDRAWN, date(2026, 4, 9), False)
        found = reporting.figures_of([body], date(2026, 1, 1), date(2026, 12, 31), instant("2026-06-01"))[body.id].whole
        assert (found.filed, found.due) == (1, 0)


def test_a_reason_is_kept_sealed_and_never_needed(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        filing.withdraw(case, Hand(the_requester(case), NOW, calendar_of(body)), reason="Sudah dapat dari kantor desa")
        row = case.events[-1]
        assert casefile.text_of(case, row.seq, "reason") == "Sudah dapat dari kantor desa"
        assert "desa" not in str(row.details)


@pytest.mark.parametrize("details", [{}, {"statement": ""}, {"statement": "0" * 64}])
def test_the_gate_refuses_staff_without_an_attached_statement(app: Flask, details: dict[str, str]) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        for actor in (the_desk(body), the_officer(body)):
            with pytest.raises(Incomplete, match="Lampirkan pernyataan pemohon"):
                casefile.record(case, read(E.WITHDRAWN, dict(details)), Hand(actor, NOW, calendar_of(body)))
            untouched(case)
        with pytest.raises(Incomplete, match="Lampirkan pernyataan pemohon"):
            withdrawing.withdraw_for_requester(
                case, None, "Lewat surat, kemarin", Hand(the_desk(body), NOW, calendar_of(body))
            )
        untouched(case)


def test_the_statement_of_another_case_does_not_serve(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").withdrawn_by_staff("2026-04-08").built()
        case = a_case(body).filed("2026-04-02").built()
        digest = hashlib.sha256(a_statement().content).hexdigest()
        with pytest.raises(Incomplete):
            casefile.record(
                case, read(E.WITHDRAWN, {"statement": digest}), Hand(the_desk(body), NOW, calendar_of(body))
            )
        untouched(case)


def test_another_file_of_the_case_is_no_statement(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        card = files.keep(
            b"%PDF-1.7 kartu", kind="IDENTITY", name="identitas.pdf", media_type="application/pdf", now=NOW, case=case
        )
        db.session.commit()
        with pytest.raises(Incomplete, match="Lampirkan pernyataan pemohon"):
            casefile.record(
                case, read(E.WITHDRAWN, {"statement": card.sha256}), Hand(the_desk(body), NOW, calendar_of(body))
            )
        untouched(case)


def test_with_the_statement_staff_write_the_withdrawal_down(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").withdrawn_by_staff("2026-04-09").built()
        document = db.session.scalars(sa.select(Document).where(Document.kind == "STATEMENT")).one()
        assert (case.stage, case.withdrawn_by_staff) == (Stage.WITHDRAWN, True)
        assert document.is_sealed and document.sha256 == case.events[-1].details["statement"]
        assert files.read(document) == a_statement().content
        assert not verifying.verify().difference


def test_a_withdrawal_that_is_refused_leaves_no_file_behind(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-08")
        history.built()
        with pytest.raises(IllegalStep, match="Surat jawaban sudah dikirim pada Rabu, 8 April 2026"):
            history.withdrawn_by_staff("2026-04-09")
        db.session.rollback()
        assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
        assert db.session.scalar(sa.select(sa.func.count(Document.id))) == 0


def test_those_who_supervise_see_what_staff_withdrew_and_nothing_else(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        below = a_body("buru", prefix="BUR", parent_id=body.id)
        mine = a_case(body).filed("2026-04-02").withdrawn_by_staff("2026-04-08").built()
        theirs = a_case(below).filed("2026-04-02").withdrawn_by_staff("2026-04-09").built()
        a_case(body).filed("2026-04-02").withdrawn("2026-04-08").built()
        supervisor = Actor(Role.SUPERVISOR, "Pengawas", body_id=body.id)

        def seen(actor: Actor) -> list[str]:
            return [case.number for case in withdrawing.withdrawn_by_staff(actor)]

        assert seen(supervisor) == [theirs.number, mine.number]
        assert seen(the_superior(body)) == [mine.number] and seen(the_superior(below)) == [theirs.number]
        assert withdrawing.statement_of(mine) == ("Meja layanan PPID Provinsi Maluku", "Surat, diterima di meja")
