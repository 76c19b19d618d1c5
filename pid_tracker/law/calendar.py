"""Working days (hari kerja): which days an office is closed, and on which day the n-th working day falls.

A calendar is a value. It is made from decrees (`law/decrees.py`) and never changes; `closing` gives another one.
Adding days costs two look-ups in a table of the year, not a walk over days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

#: Saturday and Sunday are closed by this; offices work Monday to Friday (Pasal 3).
WEEKEND_DECREE = "Perpres 21/2023 Pasal 3"
_WEEKEND_NAMES = {5: "Sabtu", 6: "Minggu"}

#: Days that are closed every year by their own rules, also in a year whose decree is not out yet (ruling R14).
FIXED_DAYS: Mapping[tuple[int, int], str] = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan Republik Indonesia",
    (12, 25): "Natal",
}


class DayKind(StrEnum):
    """Why a day is closed: libur nasional, cuti bersama, libur daerah, hari pemungutan suara."""

    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    LOCAL = "local"
    POLL = "poll"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day closed by decree. `decree` is None only for the fixed days of a year without a decree.

    `entered_at` is None for what was known from the start; otherwise the instant from which the day is known, and
    `entered_on` its civil date at the office.
    """

    day: date
    kind: DayKind
    name: str
    decree: str | None
    entered_at: datetime | None = None
    entered_on: date | None = None


class DueDate(NamedTuple):
    """The day on which a term ends (inclusive), and whether every year it touches has its decree."""

    day: date
    certain: bool


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was not counted, and why."""

    day: date
    why: str
    decree: str | None


def _entry_order(row: ClosedDay) -> tuple[datetime, date]:
    if row.entered_at is None:
        raise ValueError("a later day carries the instant at which it was entered")
    return row.entered_at, row.day


@dataclass(frozen=True, slots=True)
class _Year:
    first: int  # ordinal of 1 January
    upto: tuple[int, ...]  # working days from 1 January up to and including each day
    days: tuple[date, ...]  # the working days


class WorkingCalendar:
    """The working days of one public body.

    `known` are the days known from the start; `later` those entered afterwards, which move only open terms;
    `decreed` the years whose decree is in force; with `joint_leave_open` joint leave counts as worked (ruling R5);
    with `counts_first_day` the day of the event is day 1 (ruling R2, the reading of West Java).
    """

    def __init__(
        self,
        known: Iterable[ClosedDay],
        decreed: Iterable[int],
        *,
        later: Iterable[ClosedDay] = (),
        joint_leave_open: bool = False,
        counts_first_day: bool = False,
    ) -> None:
        """Put the days together; of two rows for one day the first given wins."""
        self.joint_leave_open = joint_leave_open
        self.counts_first_day = counts_first_day
        self.decreed = frozenset(decreed)
        self._closed: dict[date, ClosedDay] = {}
        for row in known:
            if self._closes(row):
                self._closed.setdefault(row.day, row)
        self.later = tuple(sorted((row for row in later if self._closes(row)), key=_entry_order))
        self._years: dict[int, _Year] = {}

    def _closes(self, row: ClosedDay) -> bool:
        return not (self.joint_leave_open and row.kind is DayKind.JOINT_LEAVE)

    def closing(self, row: ClosedDay) -> "WorkingCalendar":
        """This calendar with one day more closed; years that it does not touch are shared, not built again."""
        other = WorkingCalendar(
            (), self.decreed, joint_leave_open=self.joint_leave_open, counts_first_day=self.counts_first_day
        )
        other._closed = {**self._closed, row.day: self._closed.get(row.day, row)}
        other.later = self.later
        other._years = {number: year for number, year in self._years.items() if number != row.day.year}
        return other

    def _year(self, number: int) -> _Year:
        found = self._years.get(number)
        if found is None:
            upto, days, day = [], [], date(number, 1, 1)
            first = day.toordinal()
            while day.year == number:
                if self.is_working_day(day):
                    days.append(day)
                upto.append(len(days))
                if day == date.max:
                    break
                day += timedelta(days=1)
            found = self._years[number] = _Year(first, tuple(upto), tuple(days))
        return found

    def is_working_day(self, day: date) -> bool:
        """True on Monday to Friday when no decree closes the day."""
        if day.weekday() >= 5 or day in self._closed:
            return False
        return day.year in self.decreed or (day.month, day.day) not in FIXED_DAYS

    def why_closed(self, day: date) -> SkippedDay | None:
        """Why `day` is not counted, or None on a working day; a decreed day wins over Saturday and Sunday."""
        row = self._closed.get(day)
        if row is not None:
            return SkippedDay(day, row.name, row.decree)
        if day.year not in self.decreed and (day.month, day.day) in FIXED_DAYS:
            return SkippedDay(day, FIXED_DAYS[day.month, day.day], None)
        if day.weekday() >= 5:
            return SkippedDay(day, _WEEKEND_NAMES[day.weekday()], WEEKEND_DECREE)
        return None

    def count(self, start: date, working_days: int) -> DueDate:
        """The `working_days`-th working day (hari kerja) after `start`, which is day zero; at least 1.

        UU 14/2008 Pasal 22 ayat (7) "sejak diterimanya permintaan": the day of receipt is not counted (ruling R2),
        except in a calendar with `counts_first_day`, where a working `start` is itself day 1.
        """
        if working_days < 1:
            raise ValueError("a term has at least one working day")
        number = start.year
        year = self._years.get(number) or self._year(number)
        place = year.upto[start.toordinal() - year.first] + working_days - 1
        if self.counts_first_day and self.is_working_day(start):
            place -= 1
        certain = number in self.decreed
        while place >= len(year.days):
            place -= len(year.days)
            number += 1
            year = self._year(number)
            certain = certain and number in self.decreed
        return DueDate(year.days[place], certain)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        first, last = self._year(start.year), self._year(end.year)
        whole = sum(len(self._year(number).days) for number in range(start.year, end.year))
        return whole + last.upto[end.toordinal() - last.first] - first.upto[start.toordinal() - first.first]

    def ledger(self, start: date, end: date) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
        """Every day of a term, once: the counted ones and the skipped ones, each ascending.

        From the day after `start`, or from `start` itself in a calendar with `counts_first_day`, to `end` inclusive.
        """
        counted: list[date] = []
        skipped: list[SkippedDay] = []
        day = start if self.counts_first_day else start + timedelta(days=1)
        while day <= end:
            reason = self.why_closed(day)
            if reason is None:
                counted.append(day)
            else:
                skipped.append(reason)
            day += timedelta(days=1)
        return tuple(counted), tuple(skipped)

    def as_known_for(self, start: date, working_days: int, closed_at: datetime | None) -> "WorkingCalendar":
        """The calendar that governs one term: a day entered later moves it only while the term is open.

        A later day counts when it was entered before the closing event and no later than the due date as it stood then
        (ruling R13: closed and already late terms are left alone).
        """
        governing = self
        for row in self.later:
            if closed_at is not None and row.entered_at is not None and row.entered_at >= closed_at:
                break
            if row.entered_on is not None and row.entered_on <= governing.count(start, working_days).day:
                governing = governing.closing(row)
        return governing

    def in_force(self, at: datetime | None = None) -> "WorkingCalendar":
        """The calendar with every day known at `at` (default: all): safe dates always follow it (ruling R13)."""
        governing = self
        for row in self.later:
            if at is None or (row.entered_at is not None and row.entered_at <= at):
                governing = governing.closing(row)
        return governing
