"""The working calendar's table look-ups against a walk from day to day, for every start from 2015 to 2030."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import WEEKEND_DECREE, ClosedDay, DayKind, SkippedDay
from pid_tracker.law.decrees import built_in_calendar

from .by_hand import CLOSED_BY_HAND, WITHOUT_DECREE

TERMS = (1, 3, 10, 14, 17, 30)
DECREED = range(2023, 2028)
ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2015, 1, 1), date(2030, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=passed) for passed in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return built_in_calendar()


@cache
def is_worked(day: date) -> bool:
    fixed = (day.month, day.day) in WITHOUT_DECREE
    closed = day in CLOSED_BY_HAND if day.year in DECREED else fixed
    return day.weekday() < 5 and not closed


def test_every_day_is_worked_or_closed_as_the_list_typed_by_hand_says(calendar: WorkingCalendar) -> None:
    assert [day for day in EVERY_DAY if calendar.is_working_day(day) != is_worked(day)] == []


def test_the_nth_working_day_equals_a_walk_from_day_to_day(calendar: WorkingCalendar) -> None:
    for start in EVERY_DAY:
        day, worked = start, 0
        while worked < max(TERMS):
            day += ONE_DAY
            if is_worked(day):
                worked += 1
                if worked in TERMS:
                    due = calendar.count(start, worked)
                    assert due.day == day, f"{worked} working days after {start}"
                    assert due.certain == (start.year in DECREED and day.year in DECREED), f"{start} to {day}"


def test_working_days_between_two_days_leave_out_the_first_and_take_in_the_last(calendar: WorkingCalendar) -> None:
    for start in EVERY_DAY:
        day, worked = start, 0
        for passed in range(46):
            if passed in (0, 1, 7, 45):
                assert calendar.between(start, day) == worked, f"{start} to {day}"
            day += ONE_DAY
            worked += is_worked(day)


@pytest.mark.parametrize(
    ("year", "holidays", "joint_leave"), [(2023, 16, 11), (2024, 17, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)]
)
def test_the_list_typed_by_hand_has_as_many_days_as_the_decree(year: int, holidays: int, joint_leave: int) -> None:
    kinds = [kind for day, (kind, _) in CLOSED_BY_HAND.items() if day.year == year]
    assert (kinds.count("holiday"), kinds.count("joint_leave")) == (holidays, joint_leave)


def test_2026_has_240_working_days(calendar: WorkingCalendar) -> None:
    assert calendar.between(date(2025, 12, 31), date(2026, 12, 31)) == 240


NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
FRIDAY = ClosedDay(date(2026, 6, 12), DayKind.LOCAL, "Libur daerah", "Keputusan Gubernur", NOON, NOON.date())
LEAVE = ClosedDay(date(2026, 6, 11), DayKind.JOINT_LEAVE, "Cuti bersama", "SKB", NOON, NOON.date())


def test_a_fixed_day_is_closed_by_itself_only_in_a_year_without_a_decree() -> None:
    undecreed, decreed = WorkingCalendar((), ()), WorkingCalendar((), {2026})
    assert undecreed.why_closed(date(2026, 6, 1)) == SkippedDay(date(2026, 6, 1), "Hari Lahir Pancasila", None)
    assert decreed.why_closed(date(2026, 6, 1)) is None
    assert decreed.is_working_day(date(2026, 6, 1)) and not undecreed.is_working_day(date(2026, 6, 1))


def test_a_closed_day_is_shown_with_its_name_and_decree() -> None:
    calendar = WorkingCalendar([FRIDAY], {2026})
    assert calendar.why_closed(FRIDAY.day) == SkippedDay(FRIDAY.day, "Libur daerah", "Keputusan Gubernur")
    for day, name in ((date(2026, 6, 13), "Sabtu"), (date(2026, 6, 14), "Minggu")):
        assert calendar.why_closed(day) == SkippedDay(day, name, WEEKEND_DECREE)


def test_a_term_has_at_least_one_day_and_a_later_day_its_moment() -> None:
    with pytest.raises(ValueError, match=r"^a term has at least one working day$"):
        WorkingCalendar((), ()).count(date(2026, 6, 10), 0)
    with pytest.raises(ValueError, match=r"^a later day carries the instant at which it was entered$"):
        WorkingCalendar((), (), later=[replace(FRIDAY, entered_at=None)])


def test_the_last_year_that_dates_know_ends_with_a_working_day() -> None:
    assert WorkingCalendar((), ()).count(date(9999, 12, 30), 1).day == date(9999, 12, 31)


class Asked(WorkingCalendar):
    """A calendar that notes how often it was asked about a single day."""

    times = 0

    def is_working_day(self, day: date) -> bool:
        self.times += 1
        return super().is_working_day(day)


def test_the_days_of_a_year_are_looked_at_once() -> None:
    calendar = Asked((), {2026})
    for _ in range(3):
        calendar.count(date(2026, 6, 10), 10)
        calendar.between(date(2026, 6, 10), date(2026, 6, 17))
    assert calendar.times == 365


def test_working_days_backwards_are_negative(calendar: WorkingCalendar) -> None:
    assert calendar.between(date(2026, 6, 17), date(2026, 6, 10)) == -4, "16 June 2026 is a holiday"


def test_a_later_day_governs_a_term_that_was_open_and_changes_nothing_else() -> None:
    calendar = WorkingCalendar((), {2026}, later=[LEAVE, FRIDAY], counts_first_day=True)
    opened = calendar.as_known_for(date(2026, 6, 8), 10, None)
    closed = calendar.as_known_for(date(2026, 6, 8), 10, NOON)
    late = calendar.as_known_for(date(2026, 5, 4), 3, None)
    for governing in (opened, closed, late):
        assert (governing.counts_first_day, governing.joint_leave_open, governing.decreed) == (True, False, {2026})
    assert not opened.is_working_day(FRIDAY.day) and not opened.is_working_day(LEAVE.day)
    assert closed.is_working_day(FRIDAY.day) and late.is_working_day(FRIDAY.day)
    shown = SkippedDay(FRIDAY.day, "Libur daerah", "Keputusan Gubernur")
    assert opened.why_closed(FRIDAY.day) == calendar.why_closed(FRIDAY.day) == shown
    again = WorkingCalendar([FRIDAY], {2026}, later=[replace(FRIDAY, name="Lain")])
    assert again.why_closed(FRIDAY.day) == shown, "of two rows for one day the first wins"
    assert WorkingCalendar([FRIDAY], ()).as_known_for(date(2026, 6, 8), 10, None).is_working_day(LEAVE.day)


def test_joint_leave_entered_later_is_worked_where_joint_leave_is_worked() -> None:
    calendar = WorkingCalendar((), {2026}, later=[LEAVE, FRIDAY], joint_leave_open=True)
    for governing in (calendar, calendar.as_known_for(date(2026, 6, 8), 10, None), calendar.in_force(NOON)):
        assert governing.is_working_day(LEAVE.day) and not governing.is_working_day(FRIDAY.day)
    assert calendar.closed_days() == (LEAVE, FRIDAY)


def test_a_day_is_in_force_from_the_second_in_which_it_was_entered() -> None:
    calendar = WorkingCalendar((), {2026}, later=[FRIDAY])
    assert not calendar.in_force().is_working_day(FRIDAY.day)
    assert not calendar.in_force(NOON).is_working_day(FRIDAY.day)
    assert calendar.in_force(NOON - timedelta(seconds=1)).is_working_day(FRIDAY.day)
