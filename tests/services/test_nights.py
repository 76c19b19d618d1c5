"""What time brings: late notices once, lapses, dates that follow the calendar; twice changes nothing."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from pytest import MonkeyPatch

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile, Message, PublicBody, Snapshot
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import a_body, a_case, instant


def kinds(case: CaseFile) -> list[E]:
    """What happened to the case."""
    return [row.kind for row in case.events]


def night(body: PublicBody, when: str) -> sweep.Night:
    """One night, committed."""
    swept = sweep.sweep(body, instant(when, body.zone))
    db.session.commit()
    return swept


def test_we_say_that_we_are_late_on_the_first_working_day_and_once(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()  # due Friday 17 April
        assert night(body, "2026-04-17 23:59:59").told_late == 0
        assert night(body, "2026-04-18 00:15").told_late == 0  # Saturday
        assert night(body, "2026-04-20 00:15").told_late == 1
        assert night(body, "2026-04-20 00:20").told_late == 0
        assert night(body, "2026-04-21 00:15").told_late == 0
        assert kinds(case).count(E.LATE_NOTICE) == 1
        told = db.session.scalars(sa.select(Message).where(Message.template == "n11_late")).all()
        assert len(told) == 1


def test_a_missed_night_is_made_good(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()
        assert night(body, "2026-05-12 00:15").told_late == 1


def test_an_answer_in_the_last_minute_is_not_late(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").answered("2026-04-17 23:59").built()
        assert night(body, "2026-04-20 00:15").told_late == 0
        assert E.LATE_NOTICE not in kinds(case)


def test_what_was_not_repaired_lapses_and_is_no_refusal(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-09-22", complete=False).found_lacking("2026-09-23").built()
        assert night(body, "2026-09-28 23:59:59").lapsed == 0
        assert night(body, "2026-09-29 00:15").lapsed == 1
        assert (case.stage, case.outcome, case.ended_on) == (Stage.NOT_CONTINUED, None, date(2026, 9, 29))
        assert night(body, "2026-09-30 00:15").lapsed == 0
        assert verifying.verify().difference == ""


def test_after_three_working_days_a_request_is_in_process(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        assert case.stage is Stage.RECEIVED
        night(body, "2026-04-09 00:15")
        assert case.stage is Stage.IN_PROCESS


def test_a_decree_moves_open_dates_later_once_and_leaves_late_and_answered_ones(app: Flask) -> None:
    decree = Decree(
        "Keputusan Gubernur 1/2026", "Libur daerah", 2026, None, None, frozenset(),
        (ClosedDay(date(2026, 4, 16), DayKind.LOCAL, "Libur daerah", "Keputusan Gubernur 1/2026"),),
    )  # fmt: skip
    with app.app_context():
        body = a_body()
        late = a_case(body).filed("2026-03-12").built()  # due 2 April
        answered = a_case(body).filed("2026-04-01").answered("2026-04-08").built()
        running = a_case(body).filed("2026-04-02").built()
        before = (late.due_on, answered.due_on)
        calendars.enter_decree(decree, instant("2026-04-10"))
        assert moving.refresh_dates(body, instant("2026-04-10")) == 2  # the running one, and the right of the answered
        assert moving.refresh_dates(body, instant("2026-04-10 10:00")) == 0
        db.session.commit()
        assert running.due_on == date(2026, 4, 20)
        assert (late.due_on, answered.due_on) == before
        assert kinds(running)[-1] is E.DUE_DATE_MOVED
        with pytest.raises(calendars.DecreeKnown):
            calendars.enter_decree(decree, instant("2026-04-11"))
        assert verifying.verify().difference == ""


def test_nightly_twice_writes_the_same_figures_once(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()
    clock.move_to(instant("2026-04-20 00:15"))
    runner = app.test_cli_runner()
    first = runner.invoke(args=["nightly", "--as-of", "2026-04-20T00:15:00+09:00"])
    assert first.exit_code == 0, first.output
    second = runner.invoke(args=["nightly"])
    assert "0 diberi tahu terlambat, 0 atasan belum menjawab, 0 catatan angka" in second.output
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Snapshot.id)).where(Snapshot.unit_code == "")) == 1


def test_one_body_s_failure_does_not_stop_the_others(app: Flask, clock: FrozenClock, monkeypatch: MonkeyPatch) -> None:
    with app.app_context():
        a_case(a_body("aaa")).filed("2026-04-02").built()
        good = a_case(a_body("maluku")).filed("2026-04-02").built()
        broken = "UPDATE public_body SET zone = 'Tidak/Ada' WHERE code = 'aaa'"
        db.session.execute(sa.text(broken))
        db.session.commit()
        number = good.number
    clock.move_to(instant("2026-04-20 00:15"))
    result = app.test_cli_runner().invoke(args=["nightly", "--as-of", "2026-04-20T00:15:00+09:00"])
    assert result.exit_code == 1 and "GAGAL" in result.output
    with app.app_context():
        case = db.session.scalars(sa.select(CaseFile).where(CaseFile.number == number)).one()
        assert E.LATE_NOTICE in kinds(case)
