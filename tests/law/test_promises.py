"""A date that was told never moves earlier (ruling R13), also when a decree opens a day again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.deadlines import reckon
from pid_tracker.law.decrees import built_in_calendar, built_in_decrees, days_in_force
from pid_tracker.law.events import CaseEvent, EventKind
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import BOOKS, Duty

from .acts import an_act

FILED = datetime(2026, 4, 2, 3, tzinfo=UTC)
MOVED = datetime(2026, 4, 7, 3, tzinfo=UTC)


def filed(promised_on: date | None) -> CaseEvent:
    """A request filed on 2 April 2026, with the date that was told."""
    day = FILED.date()
    return CaseEvent(EventKind.FILED, FILED, day, day, day, promised_on=promised_on)


def due_on(event: CaseEvent) -> date | None:
    """The due date of the answer."""
    return reckon([event], built_in_calendar(), BOOKS[0], date(2026, 4, 3))[Duty.ANSWER].due_on


def test_a_promised_date_that_is_later_stands() -> None:
    assert due_on(filed(date(2026, 4, 20))) == date(2026, 4, 20)


def test_a_promised_date_that_is_earlier_does_not_shorten_the_term() -> None:
    assert due_on(filed(date(2026, 4, 16))) == date(2026, 4, 17)


def test_without_a_promise_the_calendar_alone_counts() -> None:
    assert due_on(replace(filed(None))) == date(2026, 4, 17)


def test_a_date_that_a_decree_moved_later_is_a_promise_too() -> None:
    moved = CaseEvent(
        EventKind.DUE_DATE_MOVED, MOVED, MOVED.date(), MOVED.date(), MOVED.date(), promised_on=date(2026, 4, 21)
    )
    history = [filed(date(2026, 4, 17)), moved]
    assert reckon(history, built_in_calendar(), BOOKS[0], date(2026, 4, 8))[Duty.ANSWER].due_on == date(2026, 4, 21)


def test_the_date_told_with_an_extension_stands_when_it_is_later() -> None:
    told = an_act("EXTENDED", date(2026, 4, 3), promised_on=date(2026, 4, 30))
    history = [filed(date(2026, 4, 17)), told]
    found = reckon(history, built_in_calendar(), BOOKS[0], date(2026, 4, 8))[Duty.ANSWER]
    assert (found.due_on, found.certain) == (date(2026, 4, 30), True)


def test_the_date_told_with_a_completion_stands_when_it_is_later() -> None:
    told = an_act("COMPLETED", date(2026, 4, 6), promised_on=date(2026, 4, 24))
    history = [filed(date(2026, 4, 17)), told]
    assert reckon(history, built_in_calendar(), BOOKS[0], date(2026, 4, 8))[Duty.ANSWER].due_on == date(2026, 4, 24)


def test_the_last_of_two_moves_is_the_promise() -> None:
    moves = [
        an_act("DUE_DATE_MOVED", date(2026, 4, on), promised_on=date(2026, 4, to)) for on, to in ((7, 21), (8, 22))
    ]
    history = [filed(date(2026, 4, 17)), *moves]
    assert reckon(history, built_in_calendar(), BOOKS[0], date(2026, 4, 8))[Duty.ANSWER].due_on == date(2026, 4, 22)


def test_a_move_in_the_second_of_filing_comes_after_it() -> None:
    moved = replace(filed(date(2026, 4, 21)), kind=EventKind.DUE_DATE_MOVED)
    history = [filed(date(2026, 4, 17)), moved]
    assert reckon(history, built_in_calendar(), BOOKS[0], date(2026, 4, 8))[Duty.ANSWER].due_on == date(2026, 4, 21)


def test_the_safe_date_follows_what_was_known_at_the_moment_that_is_asked() -> None:
    entered = datetime(2026, 4, 7, 3, tzinfo=UTC)
    local = ClosedDay(date(2026, 4, 9), DayKind.LOCAL, "Libur daerah", "Keputusan", entered, entered.date())
    case = Procedure(WorkingCalendar(days_in_force(built_in_decrees()), {2026}, later=[local]))
    case.take(filed(None))
    assert case.safe_on() == date(2026, 4, 20)
    assert case.safe_on(entered - timedelta(seconds=1)) == date(2026, 4, 17)
