"""The night: what only days change, once, also after a missed night, and at every body for itself."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select, text

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseEventRow, CaseFile, ChainHead, Message, PublicBody, Snapshot
from pid_tracker.services.calendar import calendars
from pid_tracker.services.looking import registers
from pid_tracker.services.telling import message_texts
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_unit

WIT = ZoneInfo("Asia/Jayapura")


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


def the_night(body: PublicBody, when: str) -> sweep.Night:
    night = sweep.sweep(body, instant(when, body.zone))
    db.session.commit()
    return night


def kinds(case: CaseFile) -> list[E]:
    rows = select(CaseEventRow.kind).where(CaseEventRow.case_id == case.id).order_by(CaseEventRow.seq)
    return list(db.session.scalars(rows))


def late_messages(case: CaseFile) -> list[Message]:
    found = select(Message).where(Message.case_id == case.id, Message.template == "n11_late")
    return list(db.session.scalars(found))


def test_an_unrepaired_request_lapses_once_and_is_no_refusal(body: PublicBody) -> None:
    case = a_case(body).filed("2026-09-22", complete=False).found_lacking("2026-09-23").built()
    assert the_night(body, "2026-09-28 23:30").lapsed == 0
    assert the_night(body, "2026-09-29 00:15").lapsed == 1
    assert (case.stage, case.ended_on, case.outcome) == (Stage.NOT_CONTINUED, date(2026, 9, 29), None)
    assert the_night(body, "2026-09-30 00:15").lapsed == 0
    assert kinds(case).count(E.LAPSED) == 1


def test_an_early_objection_stops_neither_the_days_to_repair_nor_the_night(body: PublicBody) -> None:
    """Objected on ground b while something is missing: repaired in time it goes on, else the request lapses, and the
    objection goes on to its own end (ruling R25)."""
    late = a_case(body).filed("2026-09-21").built()

    def lacking() -> CaseBuilder:
        return a_case(body).filed("2026-09-22", complete=False).found_lacking("2026-09-23").objected("2026-09-24", "b")

    repaired = lacking().completed("2026-09-25").built()
    left = lacking().built()
    assert (repaired.stage, repaired.due_on) == (Stage.UNDER_OBJECTION, date(2026, 10, 9))
    night = the_night(body, "2026-09-29 00:15")
    assert (night.lapsed, left.stage, repaired.stage) == (1, Stage.UNDER_OBJECTION, Stage.UNDER_OBJECTION)
    assert (left.ended_on, left.is_unanswered, left.awaits_repair) == (date(2026, 9, 29), False, False)
    officer = Actor(Role.OFFICER, "PPID", body_id=body.id)
    queue = registers.queue(officer, "terbuka", "", 1, date(2026, 9, 29), calendars.calendar_of(body))
    assert {row.id for row in queue.cases} == {late.id, repaired.id}
    assert the_night(body, "2026-10-06 00:15").told_late == 1 and late_messages(late)
    night = the_night(body, "2026-12-01 00:15")
    assert night.told_silent == 2 and kinds(left).count(E.SUPERIOR_SILENT) == 1
    assert kinds(left).count(E.LAPSED) == 1 and kinds(left).count(E.LATE_NOTICE) == 0
    assert verifying.verify().difference == ""


def test_a_request_stays_owed_and_is_told_late_while_an_early_objection_waits(body: PublicBody) -> None:
    unit = a_unit(body)
    case = a_case(body).filed("2026-09-01").routed("2026-09-02", unit).objected("2026-09-03", "f").built()
    officer = Actor(Role.OFFICER, "PPID", body_id=body.id)
    queue = registers.queue(officer, "terbuka", "", 1, date(2026, 9, 4), calendars.calendar_of(body))
    assert [row.number for row in queue.cases] == [case.number]
    assert [part.case.number for part in registers.parts_of_unit(the_unit(unit))] == [case.number]
    assert case.due_on == date(2026, 9, 15)
    assert [the_night(body, f"2026-09-{day} 00:15").told_late for day in (15, 16, 17)] == [0, 1, 0]
    (message,) = late_messages(case)
    _, text = message_texts.email_text(message)
    assert f"Keberatan Anda {case.objection_number} tetap diperiksa" in text and "mengajukan keberatan" not in text


def test_who_objected_to_the_silence_is_not_told_of_it(body: PublicBody) -> None:
    case = a_case(body).filed("2026-09-01").objected("2026-09-16 00:05", "c").built()
    assert the_night(body, "2026-09-16 00:15").told_late == 0 and case.is_unanswered


def test_after_the_days_to_check_a_request_is_in_process(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-07").built()
    the_night(body, "2026-04-10 23:00")
    assert case.stage is Stage.RECEIVED
    assert the_night(body, "2026-04-11 00:15").in_process == 1
    assert case.stage is Stage.IN_PROCESS
    assert kinds(case) == [E.FILED]


def test_the_confession_goes_out_at_seven_on_the_first_working_morning_after_the_due_date(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02 21:15").built()
    assert case.due_on == date(2026, 4, 17)  # a Friday
    for night in ("2026-04-17 23:50", "2026-04-18 00:15", "2026-04-19 00:15"):
        assert the_night(body, night).told_late == 0
    assert the_night(body, "2026-04-20 00:15").told_late == 1
    (message,) = late_messages(case)
    assert message.due_at == datetime(2026, 4, 20, 7, tzinfo=WIT)
    assert the_night(body, "2026-04-20 00:15").told_late == 0
    assert the_night(body, "2026-04-21 00:15").told_late == 0
    assert kinds(case).count(E.LATE_NOTICE) == 1


def test_a_missed_night_is_made_good(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02 21:15").built()
    assert the_night(body, "2026-04-25 00:15").told_late == 1
    assert late_messages(case)[0].due_at == datetime(2026, 4, 25, 7, tzinfo=WIT)


def test_nobody_is_disturbed_in_the_evening(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02 21:15").built()
    the_night(body, "2026-04-20 21:00")
    assert late_messages(case)[0].due_at == datetime(2026, 4, 21, 7, tzinfo=WIT)


def test_who_was_answered_in_the_last_minute_or_late_hears_no_confession(body: PublicBody) -> None:
    in_time = a_case(body).filed("2026-04-02 21:15").answered("2026-04-17 23:59").built()
    late = a_case(body).filed("2026-04-02 21:15").answered("2026-04-19 10:00").built()
    withdrawn = a_case(body).filed("2026-04-02 21:15").withdrawn("2026-04-08").built()
    assert the_night(body, "2026-04-20 00:15").told_late == 0
    assert [late_messages(case) for case in (in_time, late, withdrawn)] == [[], [], []]


def a_decree(day: str, number: str = "SKB 1/2026") -> Decree:
    closed = date.fromisoformat(day)
    return Decree(
        number=number,
        title="Hari libur yang ditetapkan belakangan",
        year=closed.year,
        signed_on=None,
        amends=None,
        removes=frozenset(),
        days=(ClosedDay(closed, DayKind.HOLIDAY, "Hari pemungutan suara", number),),
    )


def test_a_later_decree_moves_open_dates_later_and_leaves_closed_and_late_ones_alone(body: PublicBody) -> None:
    late = a_case(body).filed("2026-03-02").built()
    answered = a_case(body).filed("2026-04-02 20:00").answered("2026-04-08").built()
    case = a_case(body).filed("2026-04-02 21:15").built()
    the_night(body, "2026-04-10 00:15")
    before = (late.due_on, answered.due_on)
    calendars.enter_decree(a_decree("2026-04-15"), instant("2026-04-10 10:00"))
    db.session.commit()
    night = the_night(body, "2026-04-11 00:15")
    assert night.moved == 3  # with the rights to object: of the late case, told that night, and of the answered one
    assert case.due_on == date(2026, 4, 20)
    assert (late.due_on, answered.due_on) == before
    moved = db.session.scalars(select(CaseEventRow).where(CaseEventRow.kind == E.DUE_DATE_MOVED)).all()
    assert [row.details["duty"] for row in moved if row.case_id != case.id] == ["OBJECT", "OBJECT"]
    assert [(row.details["old"], row.details["new"]) for row in moved if row.case_id == case.id] == [
        ("2026-04-17", "2026-04-20")
    ]
    assert the_night(body, "2026-04-12 00:15").moved == 0
    assert verifying.verify().difference == ""


def test_twice_in_one_night_changes_nothing(body: PublicBody) -> None:
    unit = a_unit(body)
    a_case(body).filed("2026-04-02 21:15").routed("2026-04-07", unit).built()
    a_case(body).filed("2026-04-07", complete=False).found_lacking("2026-04-08").built()
    first = the_night(body, "2026-04-27 00:15")
    assert (first.lapsed, first.told_late, first.snapshots) == (1, 1, 2)
    head = db.session.scalars(select(ChainHead.hash)).one()
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (CaseEventRow, Message, Snapshot)]
    second = the_night(body, "2026-04-27 03:00")
    assert (second.lapsed, second.told_late, second.in_process, second.snapshots) == (0, 0, 0, 0)
    assert db.session.scalars(select(ChainHead.hash)).one() == head
    again = [db.session.scalar(select(func.count()).select_from(table)) for table in (CaseEventRow, Message, Snapshot)]
    assert again == counts


def test_a_snapshot_stays_as_it_was_written(body: PublicBody) -> None:
    the_night(body, "2026-04-27 00:15")
    a_case(body).filed("2026-04-27 09:00").built()
    the_night(body, "2026-04-27 23:00")
    snapshot = db.session.scalars(select(Snapshot)).one()
    assert (snapshot.day, snapshot.figures["filed"]) == (date(2026, 4, 27), 0)


def test_a_year_without_a_decree_is_named(body: PublicBody) -> None:
    assert the_night(body, "2026-09-30 00:15").years_without_decree == ()
    assert the_night(body, "2027-09-30 00:15").years_without_decree == ()
    assert the_night(body, "2027-10-01 00:15").years_without_decree == (2028,)


def test_an_open_term_that_touches_an_undecreed_year_is_named_at_any_time(body: PublicBody) -> None:
    a_case(body).filed("2027-12-28").built()
    assert the_night(body, "2027-12-29 00:15").years_without_decree == (2028,)


def test_the_command_tells_a_line_for_each_body(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        a_body(), a_body("buru", prefix="BUR")
    result = runner.invoke(args=["nightly", "--as-of", "2026-04-27T00:15:00+09:00"])
    assert result.exit_code == 0, result.output
    assert len(re.findall("catatan angka", result.output)) == 2


@pytest.mark.parametrize("moment", ["kemarin", "2026-04-27T00:15:00"])
def test_a_moment_without_a_zone_is_refused(runner: FlaskCliRunner, moment: str) -> None:
    assert runner.invoke(args=["nightly", "--as-of", moment]).exit_code == 2


def test_one_body_failing_does_not_stop_the_others(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        broken, sound = a_body("ambon", zone="Asia/Jayapura"), a_body("maluku")
        cases = [a_case(body).filed("2026-04-02 21:15").built().id for body in (broken, sound)]
        db.session.execute(text("UPDATE public_body SET zone = 'Nowhere/Nothing' WHERE code = 'ambon'"))
        db.session.commit()
    result = runner.invoke(args=["nightly", "--as-of", "2026-04-27T00:15:00+09:00"])
    assert result.exit_code == 1
    assert "Provinsi Ambon: GAGAL" in result.output
    assert "1 diberi tahu terlambat" in result.output
    with app.app_context():
        told = select(CaseEventRow.case_id).where(CaseEventRow.kind == E.LATE_NOTICE)
        assert list(db.session.scalars(told)) == [cases[1]]


def test_a_missing_decree_ends_the_command_with_one(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        a_body()
    result = runner.invoke(args=["nightly", "--as-of", "2027-11-01T00:15:00+09:00"])
    assert result.exit_code == 1
    assert "belum ada keputusan hari libur 2028" in result.output
