"""A wrong clock: no event before its predecessor, no flood of late notices; and the edges of days in three zones."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseEventRow, Installation, Message, PublicBody, Snapshot
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, timekeeping
from pid_tracker.services.gate.hand import Hand
from tests.builders import a_body, a_case, instant, the_requester

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def written(app: Flask) -> tuple[int, int, int]:
    """How many events, messages and snapshots there are."""
    with app.app_context():
        counts = [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES]
        return tuple(map(int, counts))  # type: ignore[return-value,arg-type]  # three counts


TABLES = (CaseEventRow, Message, Snapshot)


# -- the check ---------------------------------------------------------------------------------------------------------


def test_an_empty_register_believes_any_clock(app: Flask) -> None:
    with app.app_context():
        a_body()
        timekeeping.check(instant("1999-01-01"))


@pytest.mark.parametrize(("behind", "is_believed"), [(0, True), (2, True), (2.001, False), (3600, False)])
def test_two_seconds_behind_the_newest_event_are_believed_and_no_more(
    app: Flask, behind: float, is_believed: bool
) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02 21:15").built()
        moment = instant("2026-04-02 21:15") - timedelta(seconds=behind)
        if is_believed:
            timekeeping.check(moment)
        else:
            with pytest.raises(timekeeping.ClockWrong):
                timekeeping.check(moment)


def test_the_newest_event_is_that_of_the_whole_register(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02 21:15").built()
        a_case(a_body("buru", prefix="BUR")).filed("2026-04-09 08:00").built()
        assert timekeeping.newest_event() == instant("2026-04-09 08:00")


def test_the_gate_refuses_an_event_before_its_predecessor(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02 21:15")
        with pytest.raises(IllegalStep, match="lebih awal daripada peristiwa sebelumnya"):
            history.declared_complete("2026-04-02 20:15")


# -- the night ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def a_night(app: Flask) -> Iterator[Flask]:
    """A register with an open case, an incomplete one, and last night's snapshot."""
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02 10:00").built()
        a_case(body).filed("2026-04-02 11:00", complete=False).found_lacking("2026-04-06").built()
    assert app.test_cli_runner().invoke(args=["nightly", "--as-of", "2026-04-07T00:15:00+09:00"]).exit_code == 0
    yield app


def test_a_clock_a_year_ahead_tells_nobody_that_we_are_late(a_night: Flask, clock: FrozenClock) -> None:
    before = written(a_night)
    clock.move_to(instant("2027-04-07 00:15"))
    result = a_night.test_cli_runner().invoke(args=["nightly"])
    assert result.exit_code == 1 and len(result.output.strip().splitlines()) == 1
    assert "periksa jam server" in result.output.lower() and "--as-of" in result.output
    assert written(a_night) == before


def test_a_person_may_state_the_time(a_night: Flask, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-05-04 00:15"))
    runner = a_night.test_cli_runner()
    assert runner.invoke(args=["nightly"]).exit_code == 1
    result = runner.invoke(args=["nightly", "--as-of", "2026-05-04T00:15:00+09:00"])
    assert result.exit_code == 0 and "1 diberi tahu terlambat" in result.output
    assert runner.invoke(args=["nightly"]).exit_code == 0


def test_three_days_of_silence_are_no_leap(a_night: Flask, clock: FrozenClock) -> None:
    with a_night.app_context():
        assert timekeeping.leapt_from(instant("2026-04-10 00:15")) is None
        assert timekeeping.leapt_from(instant("2026-04-10 00:16")) == instant("2026-04-07 00:15")


def test_a_leap_that_would_tell_nobody_anything_is_let_pass(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02 10:00").answered("2026-04-07").built()
    clock.move_to(instant("2026-05-04 00:15"))
    assert app.test_cli_runner().invoke(args=["nightly"]).exit_code == 0


def test_requests_do_not_lapse_by_a_leap_either(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02 11:00", complete=False).found_lacking("2026-04-06").built()
    clock.move_to(instant("2026-04-16 00:15"))
    assert app.test_cli_runner().invoke(args=["nightly"]).exit_code == 1


@pytest.mark.parametrize("arguments", [[], ["--as-of", "2026-04-05T00:15:00+09:00"]])
def test_a_night_before_the_newest_event_is_refused_also_when_it_is_stated(
    a_night: Flask, clock: FrozenClock, arguments: list[str]
) -> None:
    clock.move_to(instant("2026-04-05 00:15"))
    before = written(a_night)
    result = a_night.test_cli_runner().invoke(args=["nightly", *arguments])
    assert result.exit_code == 1 and "lebih awal daripada peristiwa terakhir" in result.output
    assert written(a_night) == before


# -- evidence that a leap cannot make itself ---------------------------------------------------------------------------


def test_a_request_filed_under_the_leap_does_not_disarm_the_guard(a_night: Flask, clock: FrozenClock) -> None:
    with a_night.app_context():
        a_case(db.session.query(PublicBody).one()).filed("2026-05-04 00:10").built()
    before = written(a_night)
    clock.move_to(instant("2026-05-04 00:15"))
    runner = a_night.test_cli_runner()
    for _ in range(2):
        result = runner.invoke(args=["nightly"])
        assert result.exit_code == 1 and len(result.output.strip().splitlines()) == 1
        assert "2026-04-06 15:15 UTC" in result.output and "--as-of" in result.output
    assert written(a_night) == before
    result = runner.invoke(args=["nightly", "--as-of", "2026-05-04T00:15:00+09:00"])
    assert result.exit_code == 0 and "1 diberi tahu terlambat" in result.output


def test_days_of_work_under_the_leap_do_not_disarm_it_either(a_night: Flask, clock: FrozenClock) -> None:
    with a_night.app_context():
        for day in range(4, 20):
            a_case(db.session.query(PublicBody).one()).filed(f"2026-05-{day:02} 10:00").built()
    clock.move_to(instant("2026-05-20 00:15"))
    assert a_night.test_cli_runner().invoke(args=["nightly"]).exit_code == 1


def test_no_night_is_worked_under_a_leap_even_when_nobody_would_be_told_yet(app: Flask, clock: FrozenClock) -> None:
    """Else that night would be the evidence, and the next ones would tell."""
    with app.app_context():
        a_case(a_body()).filed("2026-04-07 10:00").built()
    runner = app.test_cli_runner()
    clock.move_to(instant("2026-04-08 00:15"))
    assert runner.invoke(args=["nightly"]).exit_code == 0
    before = written(app)
    clock.move_to(instant("2026-04-12 00:15"))
    result = runner.invoke(args=["nightly"])
    assert result.exit_code == 1 and "0 pemohon akan diberi tahu" in result.output
    assert written(app) == before


def test_where_nights_stopped_and_events_went_on_daily_the_night_is_worked(a_night: Flask, clock: FrozenClock) -> None:
    with a_night.app_context():
        body = db.session.query(PublicBody).one()
        for day in ("04-09", "04-11", "04-14", "04-16", "04-18"):
            a_case(body).filed(f"2026-{day} 10:00").built()
    clock.move_to(instant("2026-04-20 00:15"))
    result = a_night.test_cli_runner().invoke(args=["nightly"])
    assert result.exit_code == 0 and "1 diberi tahu terlambat" in result.output


def test_where_no_night_ever_was_daily_events_are_evidence_and_a_gap_among_them_is_a_leap(
    app: Flask, clock: FrozenClock
) -> None:
    with app.app_context():
        body = a_body()
        for day in ("02", "05", "08", "11", "14", "17"):
            a_case(body).filed(f"2026-04-{day} 10:00").built()
        assert timekeeping.leapt_from(instant("2026-04-20 00:15")) is None
        a_case(body).filed("2026-05-20 10:00").built()
        assert timekeeping.leapt_from(instant("2026-05-21 00:15")) == instant("2026-04-17 10:00")
    clock.move_to(instant("2026-05-21 00:15"))
    runner = app.test_cli_runner()
    assert runner.invoke(args=["nightly"]).exit_code == 1
    assert runner.invoke(args=["nightly", "--as-of", "2026-05-21T00:15:00+09:00"]).exit_code == 0
    assert runner.invoke(args=["nightly"]).exit_code == 0  # a stated night is evidence for the next ones


def test_the_first_night_of_an_empty_installation_is_worked(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_body()
    clock.move_to(instant("2030-01-01"))
    assert "1 catatan angka" in app.test_cli_runner().invoke(args=["nightly"]).output


# -- forms far ahead ---------------------------------------------------------------------------------------------------


def test_forms_are_taken_up_to_fifteen_days_after_the_last_evidence(a_night: Flask) -> None:
    with a_night.app_context():
        timekeeping.check_leap(instant("2026-04-22 00:15"))
        with pytest.raises(timekeeping.ClockWrong):
            timekeeping.check_leap(instant("2026-04-22 00:16"))
        a_case(db.session.query(PublicBody).one()).filed("2026-04-08 10:00").built()
        timekeeping.check_leap(instant("2026-04-22 00:16"))


def test_an_event_under_the_leap_does_not_open_the_forms(a_night: Flask) -> None:
    with a_night.app_context():
        a_case(db.session.query(PublicBody).one()).filed("2026-05-04 10:00").built()  # an import, say
        with pytest.raises(timekeeping.ClockWrong):
            timekeeping.check_leap(instant("2026-05-04 10:01"))


def test_a_stated_night_opens_the_forms_again(a_night: Flask, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-06-01"))
    with a_night.app_context(), pytest.raises(timekeeping.ClockWrong):
        timekeeping.check_leap(instant("2026-06-01"))
    assert a_night.test_cli_runner().invoke(args=["nightly", "--as-of", "2026-06-01T09:00:00+09:00"]).exit_code == 0
    with a_night.app_context():
        timekeeping.check_leap(instant("2026-06-01 09:01"))


@pytest.mark.parametrize("filed", [False, True])
def test_where_no_night_ever_was_forms_are_taken_at_any_later_time(app: Flask, filed: bool) -> None:
    with app.app_context():
        body = a_body()
        if filed:
            a_case(body).filed("2026-04-02").built()
        timekeeping.check_leap(instant("2027-04-02"))


def test_the_demo_takes_forms_however_long_it_stood_still(a_night: Flask) -> None:
    with a_night.app_context():
        db.session.query(Installation).one().mode = "demo"
        db.session.commit()
        timekeeping.check_leap(instant("2027-04-02"))


# -- midnight in WIB, WITA and WIT ------------------------------------------------------------------------------------


@pytest.fixture(params=ZONES)
def office(request: pytest.FixtureRequest, app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body(zone=request.param)


def test_the_last_second_of_a_day_and_the_first_of_the_next_file_on_two_dates(office: PublicBody) -> None:
    last = a_case(office).filed("2026-04-08 23:59:59").built()
    first = a_case(office).filed("2026-04-09 00:00:00").built()
    assert (last.filed_on, first.filed_on) == (date(2026, 4, 8), date(2026, 4, 9))
    assert (last.due_on, first.due_on) == (date(2026, 4, 22), date(2026, 4, 23))


def test_an_extension_is_in_time_until_the_last_second_of_the_due_date(office: PublicBody) -> None:
    assert a_case(office).filed("2026-04-02").extended("2026-04-17 23:59:59").built().extended_on == date(2026, 4, 17)
    with pytest.raises(IllegalStep, match="Waktu perpanjangan sudah lewat"):
        a_case(office).filed("2026-04-02").extended("2026-04-18 00:00:00")


def test_an_answer_is_in_time_until_the_last_second_of_the_due_date(office: PublicBody) -> None:
    in_time = a_case(office).filed("2026-04-02").answered("2026-04-17 23:59:59").built()
    late = a_case(office).filed("2026-04-02").answered("2026-04-18 00:00:00", Outcome.NOT_HELD).built()
    assert (in_time.answered_on, late.answered_on) == (date(2026, 4, 17), date(2026, 4, 18))
    assert in_time.answered_on <= (in_time.due_on or date.min) < late.answered_on


def test_an_objection_for_silence_begins_with_the_first_second_after_the_due_date(office: PublicBody) -> None:
    case = a_case(office).filed("2026-04-02").built()

    def object_at(when: str) -> None:
        details = {"grounds": ["c"], "number": "KBR-MAL-26-00001", "channel": "WEB"}
        casefile.record(
            case, read(E.OBJECTED, details), Hand(the_requester(case), instant(when, office.zone), calendar_of(office))
        )

    with pytest.raises(IllegalStep, match="waktu menjawab belum habis"):
        object_at("2026-04-17 23:59:59")
    db.session.rollback()
    object_at("2026-04-18 00:00:00")
    assert case.stage is Stage.UNDER_OBJECTION and case.objected_on == date(2026, 4, 18)


def test_the_year_of_a_number_is_that_of_the_office(office: PublicBody) -> None:
    old = a_case(office).filed("2026-12-31 23:59:59").built()
    new = a_case(office).filed("2027-01-01 00:00:00").built()
    assert (old.number, new.number) == ("MAL-26-00001", "MAL-27-00001")
    assert old.due_on == new.due_on  # 1 January is closed: both count from the same working day


def test_one_instant_has_another_year_east_and_west(app: Flask) -> None:
    with app.app_context():
        west, east = a_body("banyumas", zone="Asia/Jakarta"), a_body("maluku", zone="Asia/Jayapura")
        moment = datetime.fromisoformat("2026-12-31T15:00:00+00:00")  # 22.00 WIB, midnight in WIT
        numbers = [a_case(body).filed(moment).built().number for body in (west, east)]
        assert numbers == ["BAN-26-00001", "MAL-27-00001"]
