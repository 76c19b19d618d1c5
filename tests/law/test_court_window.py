"""The days to go to court after a ruling (UU 14/2008 Pasal 48 ayat (1)): a term like the others."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.deadlines import FurtherDeadline, court_window, further
from pid_tracker.law.decrees import built_in_decrees, days_in_force
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import COURT_WINDOW

from .acts import an_act

RULING = an_act("RULING_RECEIVED", date(2026, 8, 26), received_on=date(2026, 8, 24))


def window(*acts: CaseEvent, closed_on: date | None = None, entered: date = date(2026, 9, 2)) -> FurtherDeadline | None:
    """The window of a case with these acts; a decree of the day `entered` closes `closed_on`."""
    later: Sequence[ClosedDay] = ()
    if closed_on:
        at = datetime(entered.year, entered.month, entered.day, 3, tzinfo=UTC)
        later = [ClosedDay(closed_on, DayKind.HOLIDAY, "Libur", "Keppres 9/2026", at, entered)]
    case = Procedure(WorkingCalendar(days_in_force(built_in_decrees()), {2026}, later=later))
    for act in acts:
        case.take(act)
    return court_window(case)


def due(found: FurtherDeadline | None) -> date:
    assert found is not None
    return found.due_on


def test_without_a_ruling_there_is_none() -> None:
    assert window() is None


def test_it_ends_on_the_fourteenth_working_day_after_the_receipt() -> None:
    found = window(RULING)
    assert found is not None
    assert (found.opens_on, found.due_on, found.certain) == (date(2026, 8, 24), date(2026, 9, 14), True)
    assert (found.working_days, found.basis) == (14, "UU 14/2008 Pasal 48 ayat (1)")
    counted, skipped = found.ledger()
    assert len(counted) == 14 and counted[-1] == found.due_on
    assert [day.day for day in skipped if day.day.weekday() < 5] == [date(2026, 8, 25)]


def test_a_decree_moves_it_later_while_it_is_open() -> None:
    assert due(window(RULING, closed_on=date(2026, 9, 4))) == date(2026, 9, 15)
    assert due(window(RULING, closed_on=date(2026, 9, 14), entered=date(2026, 9, 14))) == date(2026, 9, 15)


def test_what_comes_after_its_end_or_after_the_court_was_gone_to_moves_nothing() -> None:
    late = date(2026, 9, 15)
    assert due(window(RULING, closed_on=date(2026, 9, 4), entered=late)) == date(2026, 9, 14)
    filed = an_act("COURT_FILED", date(2026, 9, 1))
    assert due(window(RULING, filed, closed_on=date(2026, 9, 4))) == date(2026, 9, 14)


def test_it_never_ends_before_the_day_that_was_told() -> None:
    told = an_act("RULING_RECEIVED", date(2026, 8, 24), promised_on=date(2026, 9, 16))
    assert due(window(told)) == date(2026, 9, 16)
    told = an_act("RULING_RECEIVED", date(2026, 8, 24), promised_on=date(2026, 9, 10))
    assert due(window(told)) == date(2026, 9, 14)


def test_a_further_term_in_a_year_without_its_decree_is_not_certain() -> None:
    calendar = WorkingCalendar((), {2026})
    assert not further(COURT_WINDOW, date(2026, 12, 28), calendar).certain
