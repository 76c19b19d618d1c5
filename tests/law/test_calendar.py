"""The working calendar's table look-ups against a walk from day to day, for every start from 2015 to 2030."""

from datetime import date, timedelta

import pytest

from pid_tracker.law.calendar import WorkingCalendar
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
