"""Working days (hari kerja): which days an office is closed, and on which day the n-th working day falls.

A calendar is a value, made from decrees (`law/decrees.py`). Asked directly it knows everything that is in force;
`as_known_for` gives the calendar that governs one term, in which what came later moved nothing that was closed or late
(ruling R13). Adding days costs two look-ups in a table of the year, not a walk over days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pid_tracker.law.closed_days import (
    _WEEKEND_NAMES,
    FIXED_DAYS,
    WEEKEND_DECREE,
    ClosedDay,
    DayKind,
    LaterDecree,
    SkippedDay,
    _by_instant,
)


class DueDate(NamedTuple):
    """The day on which a term ends (inclusive), and whether every year it touches has its decree."""

    day: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How an office counts: whether joint leave is worked (ruling R5), whether the day of the event is day 1 (R2)."""

    joint_leave_open: bool = False
    counts_first_day: bool = False


@dataclass(frozen=True, slots=True)
class FormerReading:
    """How the office counted before the instant `until` (civil date `until_on`)."""

    until: datetime
    until_on: date
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Year:
    first: int  # ordinal of 1 January
    upto: tuple[int, ...]  # working days from 1 January up to and including each day
    days: tuple[date, ...]  # the working days


#: Which of the later decrees govern, by place, and whether the days that each opens are open.
_Applied = tuple[tuple[int, bool], ...]


class WorkingCalendar:
    """The working days of one public body.

    `known` are the days known from the start and `decreed` the years whose decree was; `later` single days, `decrees`
    whole decrees that became known afterwards: they move only open terms. With `joint_leave_open` joint leave counts as
    worked (ruling R5); with `counts_first_day` the day of the event is day 1 (ruling R2, the reading of West Java);
    `former` is how the office counted before, oldest first.
    """

    def __init__(
        self,
        known: Iterable[ClosedDay],
        decreed: Iterable[int],
        *,
        later: Iterable[ClosedDay] = (),
        decrees: Iterable[LaterDecree] = (),
        former: Iterable[FormerReading] = (),
        joint_leave_open: bool = False,
        counts_first_day: bool = False,
    ) -> None:
        """Put the days together; of two rows for one day the first given wins."""
        self.joint_leave_open = joint_leave_open
        self.counts_first_day = counts_first_day
        self._known = tuple(known)
        self._decreed_from_start = frozenset(decreed)
        self._entered = tuple(sorted([*_by_instant(later), *decrees], key=lambda decree: decree.at))
        changes = tuple(former)
        self._readings = (*(row.reading for row in changes), Reading(joint_leave_open, counts_first_day))
        self._since = tuple((row.until, row.until_on) for row in changes)  # when the next reading came
        everything = tuple((place, True) for place in range(len(self._entered)))
        self.decreed = self._years_of(everything)
        self._closed: dict[date, ClosedDay] = {}
        for row in self._days_of(everything):
            if self._closes(row):
                self._closed.setdefault(row.day, row)
        self._years: dict[int, _Year] = {}
        self._variants: dict[tuple[int, _Applied], WorkingCalendar] = {}

    def _closes(self, row: ClosedDay) -> bool:
        return not (self.joint_leave_open and row.kind is DayKind.JOINT_LEAVE)

    def _days_of(self, applied: _Applied) -> tuple[ClosedDay, ...]:
        """The days known from the start and those of the decrees applied, without the ones that were opened again."""
        days = list(self._known)
        for place, opens in applied:
            decree = self._entered[place]
            if opens and decree.opens:
                days = [row for row in days if (row.decree, row.day) not in decree.opens]
            days.extend(decree.closes)
        return tuple(days)

    def _years_of(self, applied: _Applied) -> frozenset[int]:
        completed = (self._entered[place].completes for place, _ in applied)
        return self._decreed_from_start | {year for year in completed if year is not None}

    def closed_days(self) -> tuple[ClosedDay, ...]:
        """Every day that a decree in force closes, by date; joint leave too where it counts as worked."""
        days = self._days_of(tuple((place, True) for place in range(len(self._entered))))
        return tuple(sorted(days, key=lambda row: row.day))

    def _variant(self, reading: int, applied: _Applied) -> "WorkingCalendar":
        """The calendar under one of the readings with some of the later decrees; made once."""
        found = self._variants.get((reading, applied))
        if found is None:
            counts = self._readings[reading]
            found = self._variants[reading, applied] = WorkingCalendar(
                self._days_of(applied),
                self._years_of(applied),
                joint_leave_open=counts.joint_leave_open,
                counts_first_day=counts.counts_first_day,
            )
            if applied:  # years that the last decree does not touch are not built again
                last, before = self._entered[applied[-1][0]], self._variant(reading, applied[:-1])
                touched = {last.completes, *(row.day.year for row in last.closes), *(day.year for _, day in last.opens)}
                found._years.update((number, year) for number, year in before._years.items() if number not in touched)
        return found

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
        """The calendar that governs one term: what came later moves it only while it is open, and only later.

        A later decree counts when it was entered before the closing event and no later than the due date as it stood
        then; another reading when, besides, the due date under it is no earlier (ruling R13: closed and already late
        terms are left alone, a date that was told never moves earlier).
        """
        if not self._entered and not self._since:
            return self
        place = sum(on < start for _, on in self._since)  # a change on the day zero itself came while the term was open
        governing = self._under(place, start, working_days, closed_at)
        for number, (at, on) in enumerate(self._since[place:], start=place + 1):
            due = governing.count(start, working_days).day
            if (closed_at is not None and at >= closed_at) or on > due:
                break
            other = self._under(number, start, working_days, closed_at)
            if other.count(start, working_days).day >= due:
                governing = other
        return governing

    def _under(self, reading: int, start: date, working_days: int, closed_at: datetime | None) -> "WorkingCalendar":
        applied: _Applied = ()
        governing = self._variant(reading, applied)
        for place, decree in enumerate(self._entered):
            if closed_at is not None and decree.at >= closed_at:
                break
            if decree.on <= governing.count(start, working_days).day:
                applied = (*applied, (place, bool(decree.opens) and decree.on < start))
                governing = self._variant(reading, applied)
        return governing

    def in_force(self, at: datetime | None = None) -> "WorkingCalendar":
        """The calendar as it was at `at` (default: as it is): safe dates always follow it (ruling R13)."""
        if at is None:
            return self
        return self._as_of(sum(since <= at for since, _ in self._since), [row.at <= at for row in self._entered])

    def known_before(self, at: datetime) -> "WorkingCalendar":
        """The calendar as it was until `at`: an act of that instant fixed its dates by it, whatever came with it."""
        return self._as_of(sum(since < at for since, _ in self._since), [row.at < at for row in self._entered])

    def _as_of(self, reading: int, entered: Sequence[bool]) -> "WorkingCalendar":
        if not self._entered and not self._since:
            return self
        known = tuple((place, bool(self._entered[place].opens)) for place, is_known in enumerate(entered) if is_known)
        return self._variant(reading, known)
