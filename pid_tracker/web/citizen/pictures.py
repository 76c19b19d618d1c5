"""The day strip of a case that a requester looks at."""

from datetime import date, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.services.calendar.told_dates import Term
from pid_tracker.services.dispute.dispute_seen import Way
from pid_tracker.services.telling.case_seen import Seen
from pid_tracker.web.day_strip import DayStrip, strip


def strip_of(seen: Seen, calendar: WorkingCalendar) -> DayStrip | None:
    """The picture of the term that counts now: to answer, or to complete; None when there is none to draw."""
    if seen.term is None:
        return None
    return strip_of_term(
        seen.term, seen.today, seen.ended_on, seen.ended_word, calendar=calendar, first_due_on=seen.first_due_on
    )


def strip_of_term(
    term: Term,
    today: date,
    ended_on: date | None,
    ended_word: str,
    *,
    calendar: WorkingCalendar | None = None,
    first_due_on: date | None = None,
) -> DayStrip | None:
    """The picture of any term; None when it cannot be foreseen. A term that has not begun is drawn as all ahead."""
    governing = term.calendar or calendar
    if term.opens_on is None or term.due_on is None or governing is None:
        return None
    counted, skipped = term.ledger()
    last = ended_on or today
    late = governing.ledger(term.due_on, last)[0] if last > term.due_on else ()
    return strip(
        term.opens_on,
        term.due_on,
        max(today, term.opens_on - timedelta(days=1)),
        counted,
        [(day.day, day.why, day.decree) for day in skipped],
        first_due_on=first_due_on,
        ended_on=ended_on,
        late=[day for day in late if day > term.due_on],
        ended_word=ended_word,
    )


def strip_of_commission(way: Way, today: date) -> DayStrip | None:
    """The picture of the requester's own days to go to the commission; None while they are not open."""
    due_on = way.term.due_on
    return strip_of_term(way.term, min(today, due_on), None, "") if way.is_open and due_on else None
