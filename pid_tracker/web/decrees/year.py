"""A year as twelve small months: which days are worked, which are closed and why. A view-model without HTTP."""

from calendar import Calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import FIXED_DAYS, ClosedDay, DayKind
from pid_tracker.law.words import MONTHS


@dataclass(frozen=True, slots=True)
class Day:
    """One cell. `sign` and `why` are of a day that a decree closes; `worked` is what the terms of the law count."""

    day: date
    worked: bool
    sign: str
    why: str
    is_today: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name, its weeks from Monday to Sunday (None outside the month), and its closed days in words."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    closed: tuple[tuple[date, str, str], ...]  # day, sign, what for
    working: int


def months(year: int, calendar: WorkingCalendar, today: date, proposed: Iterable[ClosedDay] = ()) -> tuple[Month, ...]:
    """The twelve months of a year; days of `proposed` are marked as new."""
    rows: dict[date, ClosedDay] = {}
    new = {row.day: row for row in proposed}
    for row in (*calendar.closed_days(), *new.values()):
        rows.setdefault(row.day, row)
    return tuple(_month(year, number, calendar, today, rows, set(new)) for number in range(1, 13))


def _month(
    year: int, number: int, calendar: WorkingCalendar, today: date, rows: Mapping[date, ClosedDay], new: set[date]
) -> Month:
    def cell(day: date) -> Day | None:
        if day.month != number:
            return None
        row = rows.get(day)
        fixed = FIXED_DAYS.get((day.month, day.day)) if row is None and year not in calendar.decreed else None
        sign = row.kind.sign if row else DayKind.HOLIDAY.sign if fixed else ""
        why = row.name if row else f"{fixed} (tanggal tetap)" if fixed else ""
        worked = calendar.is_working_day(day) and day not in new
        return Day(day, worked, sign, why, day == today, day in new)

    weeks = tuple(tuple(cell(day) for day in week) for week in Calendar().monthdatescalendar(year, number))
    days = [day for week in weeks for day in week if day is not None]
    closed = tuple((day.day, day.sign, day.why) for day in days if day.sign)
    return Month(MONTHS[number - 1], weeks, closed, sum(day.worked for day in days))
