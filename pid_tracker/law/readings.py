"""The requester's own terms on every reading of the law (ruling R2): the earliest last day, which is safest, and the
latest, which is what is accepted.

The readings: whether the day of the event is day 1 (West Java) or not (central commission); and, when the ground is
silence, whether the answer was due from the day the request was complete or from receipt (ruling R1). Nothing here
decides whether an act is taken: pages name the safest day, and a late act is flagged after the latest only.
"""

from datetime import date, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.procedure import Procedure, Span
from pid_tracker.law.rules import Duty

_ONE_DAY = timedelta(days=1)


def last_days(case: Procedure, duty: Duty) -> tuple[date, date] | None:
    """The earliest and the latest last day of OBJECT or GO_TO_COMMISSION; None while the term cannot be foreseen."""
    span = case.object_span() if duty is Duty.OBJECT else case.commission_span()
    if span is None:
        return None
    days = case.rules[duty].working_days
    found = {span.due_on}
    for opens_on in (_found_on if duty is Duty.OBJECT else _free_on)(case, span):
        found |= set(_both(span.calendar, opens_on, days))
    return min(found), max(found)


def _both(calendar: WorkingCalendar, opens_on: date, days: int) -> tuple[date, date]:
    """The last day when a working day zero is day 1, and when it is not; `days` is two or more."""
    if not calendar.is_working_day(opens_on):
        return (calendar.count(opens_on, days).day,) * 2
    if calendar.counts_first_day:
        return calendar.count(opens_on, days).day, calendar.count(opens_on, days + 1).day
    return calendar.count(opens_on, days - 1).day, calendar.count(opens_on, days).day


def _found_on(case: Procedure, span: Span) -> tuple[date, ...]:
    """When the ground of the objection was found: at the answer; by silence also after the safe date."""
    answered, safe_on = case.accepted.get(E.ANSWERED), case.safe_on()
    if answered is not None and span.opens_on == answered.received_on:
        return (span.opens_on,)
    return (span.opens_on, *([safe_on + _ONE_DAY] if safe_on and safe_on + _ONE_DAY < span.opens_on else []))


def _free_on(case: Procedure, span: Span) -> tuple[date, ...]:
    """When the way to the commission opened: at the decision; by silence at the end of the superior's days."""
    decide, decided = case.decide_span(), case.accepted.get(E.OBJECTION_DECIDED)
    if decide is None or (decided is not None and span.opens_on == decided.received_on):
        return (span.opens_on,)
    return _both(decide.calendar, decide.opens_on, case.rules[Duty.DECIDE_OBJECTION].working_days)
