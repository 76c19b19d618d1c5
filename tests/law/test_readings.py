"""The requester's own terms on every reading (ruling R2): the safest last day, and the latest."""

from datetime import UTC, date, datetime

import pytest

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind, LaterDecree
from pid_tracker.law.decrees import built_in_decrees, days_in_force
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import Duty

DECREED = {decree.year for decree in built_in_decrees()}


def a_calendar(*, counts_first_day: bool = False) -> WorkingCalendar:
    return WorkingCalendar(days_in_force(built_in_decrees()), DECREED, counts_first_day=counts_first_day)


def happened(*events: tuple[E, str], counts_first_day: bool = False) -> Procedure:
    case = Procedure(a_calendar(counts_first_day=counts_first_day))
    for kind, text in events:
        day = date.fromisoformat(text)
        case.take(CaseEvent(kind, datetime(day.year, day.month, day.day, tzinfo=UTC), day, day, day))
    return case


def days(case: Procedure, duty: Duty) -> tuple[str, str]:
    found = last_days(case, duty)
    assert found is not None
    return found[0].isoformat(), found[1].isoformat()


def test_after_an_answer_the_safest_day_counts_its_day_as_the_first() -> None:
    case = happened((E.FILED, "2026-10-22"), (E.ANSWERED, "2026-11-06"))
    assert days(case, Duty.OBJECT) == ("2026-12-17", "2026-12-18")  # 30 working days after Friday, 6 November: Friday


def test_an_answer_on_a_closed_day_is_the_same_on_every_reading() -> None:
    case = happened((E.FILED, "2026-10-22"), (E.ANSWERED, "2026-11-07"))
    assert days(case, Duty.OBJECT) == ("2026-12-18", "2026-12-18")


def test_where_the_office_counts_the_first_day_the_latest_reading_is_still_accepted() -> None:
    case = happened((E.FILED, "2026-10-22"), (E.ANSWERED, "2026-11-06"), counts_first_day=True)
    assert days(case, Duty.OBJECT) == ("2026-12-17", "2026-12-18")


def test_after_silence_the_safest_day_also_counts_from_receipt() -> None:
    complete_later = happened(
        (E.FILED, "2026-04-02"), (E.DEFICIENCY_NOTIFIED, "2026-04-06"), (E.COMPLETED, "2026-04-08")
    )
    at_once = happened((E.FILED, "2026-04-02"))
    assert days(complete_later, Duty.OBJECT)[0] == days(at_once, Duty.OBJECT)[0]
    assert days(complete_later, Duty.OBJECT)[1] > days(at_once, Duty.OBJECT)[1]


def test_a_day_that_was_closed_after_the_due_date_makes_no_later_day_of_silence() -> None:
    """Due on Monday, 27 July 2026; afterwards that Monday is closed, so counting from receipt would now end later."""
    entered = datetime(2026, 7, 30, tzinfo=UTC)
    closed = ClosedDay(date(2026, 7, 27), DayKind.LOCAL, "Libur daerah", "SK 1")
    later = LaterDecree(entered, entered.date(), (closed,))
    case, same = happened((E.FILED, "2026-07-13")), happened((E.FILED, "2026-07-13"))
    case.calendar = WorkingCalendar(days_in_force(built_in_decrees()), DECREED, decrees=[later])
    assert case.safe_on() == date(2026, 7, 28)
    assert days(case, Duty.OBJECT) == days(same, Duty.OBJECT)


def test_after_the_superiors_silence_both_terms_are_read_both_ways() -> None:
    case = happened((E.FILED, "2026-07-13"), (E.ANSWERED, "2026-07-24"), (E.OBJECTED, "2026-08-03"))
    assert days(case, Duty.GO_TO_COMMISSION) == ("2026-10-02", "2026-10-06")


def test_after_a_decision_only_its_own_day_is_read_both_ways() -> None:
    case = happened(
        (E.FILED, "2026-07-13"), (E.ANSWERED, "2026-07-24"), (E.OBJECTED, "2026-08-03"),
        (E.OBJECTION_DECIDED, "2026-09-10"),
    )  # fmt: skip
    assert days(case, Duty.GO_TO_COMMISSION) == ("2026-09-29", "2026-09-30")


@pytest.mark.parametrize("duty", [Duty.OBJECT, Duty.GO_TO_COMMISSION])
def test_what_cannot_be_foreseen_has_no_last_day(duty: Duty) -> None:
    case = happened((E.FILED, "2026-04-02"), (E.DEFICIENCY_NOTIFIED, "2026-04-06"))
    assert last_days(case, duty) is None
