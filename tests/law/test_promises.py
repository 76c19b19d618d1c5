"""A date that was told never moves earlier (ruling R13), also when a decree opens a day again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pid_tracker.law.deadlines import reckon
from pid_tracker.law.decrees import built_in_calendar
from pid_tracker.law.events import CaseEvent, EventKind
from pid_tracker.law.rules import BOOKS, Duty

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
