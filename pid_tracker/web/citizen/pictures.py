"""The day strip of a case that a requester looks at."""

from datetime import date

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.services.dispute.dispute_seen import Way
from pid_tracker.services.telling.case_seen import Seen
from pid_tracker.web.day_strip import DayStrip, strip_of_term


def strip_of(seen: Seen, calendar: WorkingCalendar) -> DayStrip | None:
    """The picture of the term that counts now: to answer, or to complete; None when there is none to draw."""
    if seen.term is None:
        return None
    return strip_of_term(
        seen.term, seen.today, seen.ended_on, seen.ended_word, calendar=calendar, first_due_on=seen.first_due_on
    )


def strip_of_commission(way: Way, today: date) -> DayStrip | None:
    """The picture of the requester's own days to go to the commission; None while they are not open."""
    due_on = way.term.due_on
    return strip_of_term(way.term, min(today, due_on), None, "") if way.is_open and due_on else None
