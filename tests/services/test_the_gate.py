"""The one gate, tried by every forbidden road: no right, an old form, a refusal without a test, a form sent twice."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import ANYONE, SYSTEM, NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile, CaseText
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing, triage
from tests.builders import a_body, a_case, a_lawful_notice, a_requester, a_unit, instant, the_officer, the_unit
from tests.samples import sample

NOW = instant("2026-04-07")


def untouched(case: CaseFile) -> None:
    """Nothing was written."""
    db.session.rollback()
    assert case.last_seq == 0 and len(case.events) == 1


def test_who_has_no_right_changes_nothing(app: Flask) -> None:
    with app.app_context():
        body, other = a_body(), a_body("ambon", prefix="AMB")
        case = a_case(body).filed("2026-04-02").built()
        with pytest.raises(NotAllowed):
            triage.declare_complete(case, Hand(the_officer(other), NOW, calendar_of(body)))
        with pytest.raises(NotAllowed):
            triage.declare_complete(case, Hand(ANYONE, NOW, calendar_of(body)))
        untouched(case)


def test_what_the_database_refuses_is_no_quicker_colleague(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").built()
        db.session.execute(sa.insert(CaseText).values(case_id=case.id, seq=1, name="reason", text="dari mana?"))
        with pytest.raises(IntegrityError):
            casefile.record(
                case,
                sample(E.NOTE_ADDED),
                Hand(the_officer(case.body), NOW, calendar_of(case.body)),
                texts={"reason": "Catatan"},
            )
        untouched(case)


def test_an_old_form_is_told_what_changed(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").declared_complete("2026-04-06").built()
        with pytest.raises(casefile.CaseChanged) as changed:
            answering.extend_term(
                case, "NOT_YET_HELD", "Datanya masih dikumpulkan.", Hand(the_officer(body), NOW, calendar_of(body), 0)
            )
        assert [row.kind for row in changed.value.events] == [E.DECLARED_COMPLETE]


def test_a_unit_acts_on_the_part_that_it_holds_and_no_other(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-04-02", question="Jalan lingkar tahun 2025\nPuskesmas di Seram 2025")
        case = history.routed("2026-04-06", pupr, 1).routed("2026-04-06", dinkes, 2).built()
        with pytest.raises(NotAllowed):
            triage.accept_part(case, history.part(2), Hand(the_unit(pupr), NOW, calendar_of(body)))
        db.session.rollback()
        history.handed_back("2026-04-07", 1).built()
        with pytest.raises(NotAllowed):
            triage.accept_part(case, history.part(1), Hand(the_unit(pupr), NOW, calendar_of(body)))


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY_GRANTED])
def test_nothing_is_closed_before_there_is_a_consequence_test(app: Flask, outcome: Outcome) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        whole = a_lawful_notice(case)
        closed = replace(whole, parts=tuple(replace(part, outcome=outcome) for part in whole.parts))
        officer, calendar = the_officer(body), calendar_of(body)
        with pytest.raises(Incomplete, match="Uji konsekuensi"):
            answering.send_notice(case, closed, Hand(officer, NOW, calendar))
        untouched(case)
        with pytest.raises(IllegalStep, match="uji konsekuensi"):
            casefile.record(case, read(E.ANSWERED, {"outcome": outcome.value}), Hand(officer, NOW, calendar))
        untouched(case)


def test_a_notice_that_lacks_something_is_not_sent(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        lacking: NoticeContents = replace(a_lawful_notice(case), redaction="")
        with pytest.raises(Incomplete, match="dihitamkan"):
            answering.send_notice(case, lacking, Hand(the_officer(body), NOW, calendar_of(body)))
        untouched(case)


def test_a_form_sent_twice_is_one_case(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        new = filing.NewRequest("satu-formulir", a_requester(), "Daftar penerima bantuan nelayan 2025")
        first = filing.file_request(body, new, Hand(ANYONE, NOW, calendar_of(body)))
        db.session.commit()
        again = filing.file_request(body, new, Hand(ANYONE, NOW, calendar_of(body)))
        db.session.commit()
        assert again.number == first.number and db.session.query(CaseFile).count() == 1


def test_a_number_has_no_gap_after_a_filing_that_failed(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()
        new = filing.NewRequest("gagal", a_requester(), "Daftar penerima bantuan nelayan 2025")
        filing.file_request(body, new, Hand(ANYONE, NOW, calendar_of(body)))
        db.session.rollback()
        assert a_case(body).filed("2026-04-08").built().number == "MAL-26-00002"


def test_a_receipt_in_the_future_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(IllegalStep, match="masa depan"):
        a_case(a_body()).filed("2026-04-02", received_on="2026-04-03")


def test_a_date_that_was_told_stays_when_another_term_of_the_case_moves(app: Flask) -> None:
    with app.app_context():
        body, noon = a_body(), "2026-04-09 12:00"
        history = a_case(body).filed("2026-04-07")
        closed = ClosedDay(date(2026, 4, 15), DayKind.LOCAL, "Libur daerah", "KEP 1/2026")
        decree = Decree("KEP 1/2026", "Libur daerah", 2026, None, None, frozenset(), (closed,))
        calendars.enter_decree(decree, instant(noon), body=body)
        moving.refresh_dates(body, instant(noon))
        told = history.case.due_on
        case = history.answered(noon).built()
        details = {"old": "2026-05-22", "new": "2026-05-25", "duty": "OBJECT"}
        moment = instant("2026-04-20")
        casefile.record(case, read(E.DUE_DATE_MOVED, details), Hand(SYSTEM, moment, calendar_of(body)))
        assert case.due_on == told == date(2026, 4, 22)
