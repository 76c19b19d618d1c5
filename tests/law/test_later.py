"""What comes later (ruling R13): another reading of the law, a decree, a year completed; no date ever moves earlier."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pid_tracker.law.calendar import FormerReading, Reading, WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind, LaterDecree
from pid_tracker.law.deadlines import reckon
from pid_tracker.law.decrees import built_in_decrees, days_in_force
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.rules import BOOKS, Duty

from .walking import walk

DECREES = built_in_decrees()
KNOWN, YEARS = days_in_force(DECREES), {decree.year for decree in DECREES}
READINGS = st.builds(Reading, st.booleans(), st.booleans())
DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def under(readings: list[Reading], changed: list[date], decrees: list[LaterDecree]) -> WorkingCalendar:
    """Readings in order, each but the last until the day of the change."""
    former = [FormerReading(noon(day), day, was) for day, was in zip(changed, readings, strict=False)]
    last = readings[-1]
    return WorkingCalendar(
        KNOWN, YEARS, decrees=decrees, former=former,
        joint_leave_open=last.joint_leave_open, counts_first_day=last.counts_first_day,
    )  # fmt: skip


def a_decree(entered: date, day: date) -> LaterDecree:
    return LaterDecree(noon(entered), entered, (ClosedDay(day, DayKind.LOCAL, "Libur daerah", "SK 1"),))


@walk(100)
@given(
    start=DAYS,
    term=st.sampled_from([3, 10, 14, 17, 30]),
    readings=st.lists(READINGS, min_size=2, max_size=4),
    gaps=st.lists(st.integers(0, 40), min_size=3, max_size=3),
    news=st.lists(st.tuples(st.integers(-10, 60), st.integers(-10, 60)), max_size=3),
)
def test_no_later_reading_and_no_decree_moves_a_date_earlier(
    start: date, term: int, readings: list[Reading], gaps: list[int], news: list[tuple[int, int]]
) -> None:
    first = start - timedelta(days=5)
    changed = [first + timedelta(days=sum(gaps[: place + 1])) for place in range(len(readings) - 1)]
    decrees = [
        a_decree(start + timedelta(days=entered), start + timedelta(days=closed)) for entered, closed in sorted(news)
    ]
    before = date.min
    for known in range(1, len(readings) + 1):  # the same history as it was known after each change
        at = changed[known - 2] if known > 1 else date.min
        entered = [decree for decree in decrees if decree.on <= at]
        calendar = under(readings[:known], changed[: known - 1], entered)
        due = calendar.as_known_for(start, term, None).count(start, term).day
        if at >= start:
            assert due >= before
        before = due
        later = under(readings[:known], changed[: known - 1], decrees)
        assert later.as_known_for(start, term, None).count(start, term).day >= due


@walk(100)
@given(start=DAYS, readings=st.lists(READINGS, min_size=2, max_size=2), after=st.integers(0, 60))
def test_what_is_closed_or_late_keeps_its_date_whatever_comes(start: date, readings: list[Reading], after: int) -> None:
    old = under(readings[:1], [], [])
    due = old.as_known_for(start, 10, None).count(start, 10).day
    change = start + timedelta(days=after)
    new = under(readings, [change], [a_decree(change, start + timedelta(days=4))])
    closed = new.as_known_for(start, 10, noon(change) - timedelta(hours=1)).count(start, 10)
    if change >= start:
        assert closed.day == due
    if change > due:
        assert new.as_known_for(start, 10, None).count(start, 10).day == due


def test_a_reading_with_a_later_date_moves_what_is_open() -> None:
    """Joint leave that was worked and is no more: 18 August 2025 is not counted from then on."""
    calendar = under([Reading(joint_leave_open=True), Reading()], [date(2025, 8, 12)], [])
    assert calendar.as_known_for(date(2025, 8, 4), 10, None).count(date(2025, 8, 4), 10).day == date(2025, 8, 19)
    assert calendar.as_known_for(date(2025, 7, 28), 10, None).count(date(2025, 7, 28), 10).day == date(2025, 8, 11)


def test_the_requesters_own_terms_do_not_shrink_with_a_reading() -> None:
    """The right to object that was open when the office began to count the first day keeps its last day."""

    def event(kind: E, day: date) -> CaseEvent:
        return CaseEvent(kind, noon(day), day, day, day, Outcome.GRANTED if kind is E.ANSWERED else None)

    told = [event(E.FILED, date(2026, 6, 2)), event(E.ANSWERED, date(2026, 6, 10))]
    new = Reading(counts_first_day=True)
    before = reckon(told, under([Reading()], [], []), BOOKS[0], date(2026, 6, 20))
    after = reckon(told, under([Reading(), new], [date(2026, 6, 15)], []), BOOKS[0], date(2026, 6, 20))
    for duty in (Duty.ANSWER, Duty.OBJECT, Duty.CHECK_COMPLETENESS):
        assert (after[duty].due_on, after[duty].ledger()) == (before[duty].due_on, before[duty].ledger())
    opened = reckon([event(E.FILED, date(2026, 6, 17))], under([Reading(), new], [date(2026, 6, 15)], []), BOOKS[0],
                    date(2026, 6, 20))  # fmt: skip
    assert opened[Duty.ANSWER].due_on == date(2026, 6, 30)  # the 17th is itself day 1


def test_the_calendar_of_a_day_is_the_one_known_then() -> None:
    calendar = under(
        [Reading(joint_leave_open=True), Reading()],
        [date(2025, 8, 12)],
        [a_decree(date(2025, 8, 20), date(2025, 8, 22))],
    )
    day = date(2025, 8, 18)
    assert calendar.in_force(noon(date(2025, 8, 11))).is_working_day(day)
    assert not calendar.in_force(noon(date(2025, 8, 13))).is_working_day(day)
    assert calendar.in_force(noon(date(2025, 8, 13))).is_working_day(date(2025, 8, 22))
    assert not calendar.is_working_day(date(2025, 8, 22)) and calendar.in_force() is calendar


def test_a_year_is_certain_only_for_terms_that_knew_its_decree() -> None:
    complete = LaterDecree(noon(date(2028, 1, 12)), date(2028, 1, 12), completes=2028)
    calendar = WorkingCalendar(KNOWN, YEARS, decrees=[complete])
    late = calendar.as_known_for(date(2027, 12, 20), 10, None).count(date(2027, 12, 20), 10)
    open_then = calendar.as_known_for(date(2027, 12, 30), 10, None).count(date(2027, 12, 30), 10)
    assert (late.certain, open_then.certain) == (False, True)


def test_what_came_in_the_second_of_an_act_did_not_govern_it() -> None:
    calendar = under([Reading()], [], [a_decree(date(2025, 8, 20), date(2025, 8, 22))])
    entered, day = noon(date(2025, 8, 20)), date(2025, 8, 22)
    assert not calendar.in_force(entered).is_working_day(day) and calendar.known_before(entered).is_working_day(day)
    changed = under([Reading(joint_leave_open=True), Reading()], [date(2025, 8, 12)], [])
    assert not changed.in_force(noon(date(2025, 8, 12))).joint_leave_open
    assert changed.known_before(noon(date(2025, 8, 12))).joint_leave_open


def test_a_decree_that_opens_a_day_opens_it_for_terms_that_begin_after_it_and_for_no_other() -> None:
    """18 August 2025 is worked again by an amendment of the 12th: a term of the 4th keeps its 19 August."""
    day = date(2025, 8, 18)
    (closing,) = {row.decree for row in KNOWN if row.day == day}
    opening = LaterDecree(noon(date(2025, 8, 12)), date(2025, 8, 12), opens=frozenset({(closing, day)}))
    calendar = WorkingCalendar(KNOWN, YEARS, decrees=[opening])
    assert calendar.is_working_day(day) and day not in {row.day for row in calendar.closed_days()}
    assert len(calendar.closed_days()) == len(KNOWN) - 1
    assert not calendar.in_force(noon(date(2025, 8, 11))).is_working_day(day)
    assert calendar.in_force(noon(date(2025, 8, 13))).is_working_day(day)

    def due(start: date) -> date:
        return calendar.as_known_for(start, 10, None).count(start, 10).day

    assert due(date(2025, 8, 4)) == date(2025, 8, 19)
    assert due(date(2025, 8, 12)) == date(2025, 8, 27)  # begun on the day of the decree: as it was told that day
    assert due(date(2025, 8, 13)) == date(2025, 8, 27)  # begun after it: the 18th counts


def test_a_reading_on_the_last_day_still_moves_what_is_open_and_none_that_was_answered_that_moment() -> None:
    start, last = date(2025, 8, 4), date(2025, 8, 18)
    worked = Reading(joint_leave_open=True)
    assert under([worked], [], []).count(start, 10).day == last
    changed = under([worked, Reading()], [last], [])
    assert changed.as_known_for(start, 10, None).count(start, 10).day == date(2025, 8, 19)
    assert changed.as_known_for(start, 10, noon(last)).count(start, 10).day == last


def test_a_reading_that_leaves_the_date_where_it_is_governs_too() -> None:
    changed = under([Reading(), Reading(joint_leave_open=True)], [date(2026, 7, 15)], [])
    assert changed.as_known_for(date(2026, 7, 13), 10, None).joint_leave_open


def test_a_decree_after_the_answer_does_not_move_the_term_under_another_reading_either() -> None:
    start, closed_at = date(2025, 8, 4), noon(date(2025, 8, 13))
    changed = under(
        [Reading(joint_leave_open=True), Reading()],
        [date(2025, 8, 12)],
        [a_decree(date(2025, 8, 14), date(2025, 8, 15))],
    )
    assert changed.as_known_for(start, 10, closed_at).count(start, 10).day == date(2025, 8, 19)
    assert changed.as_known_for(start, 10, None).count(start, 10).day == date(2025, 8, 20)


def test_each_decree_keeps_what_the_ones_before_it_closed_in_years_that_it_does_not_touch() -> None:
    """From Monday, 21 December 2026: two days closed in December, one in January, each by a decree of its own."""
    start = date(2026, 12, 21)
    closed = [date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 4)]
    decrees = [a_decree(date(2026, 12, 21) + timedelta(days=place), day) for place, day in enumerate(closed)]
    calendar = WorkingCalendar((), YEARS | {2027}, decrees=decrees)
    assert WorkingCalendar((), YEARS | {2027}).count(start, 10).day == date(2027, 1, 4)
    # 22, 23, 24, 25, 28, 31 December, 1, 5, 6, 7 January
    assert calendar.as_known_for(start, 10, None).count(start, 10).day == date(2027, 1, 7)
