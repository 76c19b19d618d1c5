"""The leg clock of real cases: every working day once, whatever was moved, and each office by its name."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.grounds import Decision
from pid_tracker.law.legs import Holder
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.answer import approval, clearing
from pid_tracker.services.calendar import calendars, leg_clock
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from tests.builders import a_body, a_case, a_unit, instant, the_officer

ASKED = "Daftar ruas jalan rusak\nAnggaran pemeliharaannya"


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


def lines(case: CaseFile, today: str) -> list[tuple[str, int]]:
    table = leg_clock.table_of(case, calendar_of(case.body), date.fromisoformat(today))
    assert table is not None
    calendar = calendar_of(case.body).in_force()
    assert table.total == sum(line.working_days for line in table.lines)
    assert table.total == max(0, calendar.between(table.received_on, table.until))
    return [(line.unit or line.holder.value, line.working_days) for line in table.lines]


def test_a_case_on_its_straight_way(body: PublicBody) -> None:
    pupr, dkp = a_unit(body, "pupr"), a_unit(body, "dkp")
    history = a_case(body).filed("2026-04-02 21:15", question=ASKED)  # 3 April is closed
    history.routed("2026-04-07", pupr, 1).routed("2026-04-07 10:00", dkp, 2)
    history.answered_by_unit("2026-04-09", 1).answered_by_unit("2026-04-10", 2)
    case = history.answered("2026-04-14").built()
    assert lines(case, "2026-04-14") == [("DESK", 2), ("pupr", 2), ("dkp", 1), ("DESK", 2)]
    assert lines(case, "2026-04-16") == [("DESK", 2), ("pupr", 2), ("dkp", 1), ("DESK", 2), ("REQUESTER", 2)]
    table = leg_clock.table_of(case, calendar_of(body), date(2026, 4, 16))
    assert table is not None
    assert [line.who for line in table.lines][1] == "Dinas Pekerjaan Umum dan Penataan Ruang"
    assert (table.lines[1].why, table.lines[1].since) == ("diteruskan", date(2026, 4, 7))
    assert [line.unit for line in table.of_unit("dkp")] == ["dkp"]


def test_moving_and_handing_back_never_make_or_lose_a_day(body: PublicBody) -> None:
    pupr, dkp = a_unit(body, "pupr"), a_unit(body, "dkp")
    history = a_case(body).filed("2026-04-02").routed("2026-04-06", pupr)
    assert lines(history.case, "2026-04-16") == [("DESK", 1), ("pupr", 8)]
    history.handed_back("2026-04-08").routed("2026-04-09", dkp).split("2026-04-13", "Satu lagi")
    assert lines(history.case, "2026-04-16") == [("DESK", 1), ("pupr", 2), ("DESK", 1), ("dkp", 2), ("DESK", 3)]


def test_the_requester_s_days_and_a_lapse_that_no_night_has_noticed(body: PublicBody) -> None:
    history = a_case(body).filed("2026-09-22", complete=False).found_lacking("2026-09-23")
    assert lines(history.case, "2026-09-25") == [("DESK", 1), ("REQUESTER", 2)]
    before = lines(history.case, "2026-11-02")
    assert before == [("DESK", 1), ("REQUESTER", 3)]
    history.looked_at("2026-11-02").built()
    assert lines(history.case, "2026-11-02") == before


def test_a_letter_received_earlier_counts_from_its_receipt(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-08", received_on="2026-04-06", channel="LETTER").built()
    assert lines(case, "2026-04-10") == [("DESK", 4)]


def test_the_approvers_have_a_draft_until_they_decide(body: PublicBody) -> None:
    approval.add_level(body, "Sekda", "SUPERIOR", "ALL", the_officer(body), instant("2026-04-01"))
    history = a_case(body).filed("2026-04-06")
    contents, calendar = history.lawful_notice(), calendar_of(body)
    clearing.submit_draft(history.case, contents, Hand(the_officer(body), instant("2026-04-07"), calendar))
    assert lines(history.case, "2026-04-09") == [("DESK", 1), ("APPROVER", 2)]


def test_a_decree_that_comes_later_takes_its_day_out_of_its_own_leg(body: PublicBody) -> None:
    pupr = a_unit(body)
    case = a_case(body).filed("2026-04-02").routed("2026-04-07", pupr).built()
    assert lines(case, "2026-04-16") == [("DESK", 2), ("pupr", 7)]
    closed = ClosedDay(date(2026, 4, 15), DayKind.LOCAL, "Libur daerah", "Keputusan Gubernur 1/2026")
    decree = Decree("Keputusan Gubernur 1/2026", "Libur", 2026, None, None, frozenset(), (closed,))
    calendars.enter_decree(decree, instant("2026-04-10"))
    db.session.commit()
    assert lines(case, "2026-04-16") == [("DESK", 2), ("pupr", 6)]


def test_nobody_holds_a_right_that_ran_out(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02").answered("2026-04-07").built()
    assert case.object_due_on is not None
    table = leg_clock.table_of(case, calendar_of(body), date(2026, 12, 1))
    assert table is not None and table.until == case.object_due_on and not table.runs
    assert table.lines[-1].holder is Holder.REQUESTER


def test_a_withdrawn_case_stops(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02").withdrawn("2026-04-08").built()
    assert lines(case, "2026-11-01") == [("DESK", 3)]


def test_what_a_ruling_orders_is_the_ppid_s_until_it_is_carried_out(body: PublicBody) -> None:
    history = a_case(body).filed("2026-01-05").answered("2026-01-07").objected("2026-01-08", "d")
    history.decided("2026-01-12", Decision.UPHELD).disputed("2026-01-14")
    history.ruling("2026-03-09", execute_by="2026-04-30").dispute_closed("2026-03-11")
    table = leg_clock.table_of(history.built(), calendar_of(body), date(2026, 4, 20))
    assert table is not None and (table.until, table.runs) == (date(2026, 4, 20), True)
    assert (table.lines[-1].holder, table.lines[-1].last) == (Holder.DESK, date(2026, 4, 20))
    assert table.lines[-1].why == "putusan Komisi Informasi diterima"
    history.ruling_executed("2026-04-22")
    table = leg_clock.table_of(history.built(), calendar_of(body), date(2026, 12, 1))
    assert table is not None and (table.until, table.runs, table.now) == (date(2026, 4, 22), False, None)
