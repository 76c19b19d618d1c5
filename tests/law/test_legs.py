"""The leg clock: every working day after receipt in exactly one leg, and the sum is the elapsed time, always.

Random histories are held against a slow reckoner, which asks for each day anew who held the case when it began.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.events import TO_BE_TOLD
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision, DisputeEnd, Ruling
from pid_tracker.law.legs import Holder, Leg, LegEvent, holder_now, last_day, legs

from .walking import walk

OPEN = WorkingCalendar((), range(2020, 2035))
MONDAY = date(2026, 4, 6)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def told(*rows: tuple[Any, ...], until: str, received: str = "04-06", calendar: WorkingCalendar = OPEN) -> list[Any]:
    """Legs as (holder or unit, working days), from rows (kind, day, part or result, unit)."""
    events = [LegEvent(E.FILED, day(received), added=(1, 2))]
    for kind, on, *more in rows:
        part = more[0] if more and isinstance(more[0], int) else None
        word = more[0] if more and isinstance(more[0], str) else ""
        events.append(LegEvent(kind, day(on), part, more[1] if len(more) > 1 else "", word))
    found = legs(events, calendar, day(received), day(until))
    return [(leg.unit or leg.holder.value, leg.working_days) for leg in found]


def test_day_zero_belongs_to_nobody_and_the_first_day_to_the_desk() -> None:
    assert told(until="04-06") == []
    assert told(until="04-07") == [("DESK", 1)]


def test_the_day_of_an_act_still_belongs_to_who_acted() -> None:
    rows = [(E.PART_ROUTED, "04-08", 1, "pupr"), (E.PART_ROUTED, "04-08", 2, "dkp"), (E.PART_ANSWERED, "04-10", 1)]
    assert told(*rows, until="04-08") == [("DESK", 2)]
    assert told(*rows, until="04-10") == [("DESK", 2), ("pupr", 2)]
    assert told(*rows, until="04-14") == [("DESK", 2), ("pupr", 2), ("dkp", 2)]


def test_a_part_that_nobody_announced_is_with_its_unit_all_the_same() -> None:
    routed = LegEvent(E.PART_ROUTED, day("04-07"), 1, "pupr")
    assert [leg.unit for leg in legs([routed], OPEN, day("04-06"), day("04-08"))] == ["", "pupr"]


def test_one_part_that_lies_with_the_desk_keeps_the_case_there() -> None:
    assert told((E.PART_ROUTED, "04-07", 1, "pupr"), until="04-10") == [("DESK", 4)]
    handed = [(E.PART_ROUTED, "04-07", 1, "a"), (E.PART_ROUTED, "04-07", 2, "b"), (E.PART_HANDED_BACK, "04-08", 1)]
    assert told(*handed, until="04-10") == [("DESK", 1), ("a", 1), ("DESK", 2)]
    confirmed = [*handed, (E.PART_CONFIRMED, "04-09", 1, "a")]
    assert told(*confirmed, until="04-10") == [("DESK", 1), ("a", 1), ("DESK", 1), ("b", 1)]


def test_a_notice_that_did_not_arrive_leaves_the_case_with_the_desk_until_it_is_told() -> None:
    assert told((E.DEFICIENCY_NOTIFIED, "04-07"), until="04-10") == [("DESK", 1), ("REQUESTER", 3)]
    assert told((E.DEFICIENCY_NOTIFIED, "04-07", TO_BE_TOLD), until="04-10") == [("DESK", 4)]
    rows = [(E.DEFICIENCY_NOTIFIED, "04-07"), (E.NOTICE_FAILED, "04-07"), (E.NOTICE_DELIVERED, "04-09")]
    assert told(*rows, until="04-10") == [("DESK", 3), ("REQUESTER", 1)]


def test_when_every_part_is_ready_the_desk_writes_the_letter() -> None:
    rows = [(E.PART_ROUTED, "04-07", 1, "a"), (E.PART_ROUTED, "04-07", 2, "a"), (E.PART_ANSWERED, "04-08", 1)]
    rows += [(E.REFERRED_ON, "04-09", 2)]
    assert told(*rows, until="04-13") == [("DESK", 1), ("a", 2), ("DESK", 2)]


def test_a_part_routed_again_to_its_own_unit_is_held_on_and_to_another_begins_anew() -> None:
    rows = [(E.PART_ROUTED, "04-07", 1, "a"), (E.PART_ROUTED, "04-08", 2, "b")]
    assert told(*rows, (E.PART_ROUTED, "04-09", 1, "a"), until="04-10") == [("DESK", 2), ("a", 2)]
    assert told(*rows, (E.PART_ROUTED, "04-09", 1, "c"), until="04-10") == [("DESK", 2), ("a", 1), ("b", 1)]


def test_the_requester_holds_what_has_to_be_completed() -> None:
    rows = [(E.DEFICIENCY_NOTIFIED, "04-07"), (E.COMPLETED, "04-09")]
    assert told(*rows, until="04-10") == [("DESK", 1), ("REQUESTER", 2), ("DESK", 1)]
    assert told((E.DEFICIENCY_NOTIFIED, "04-07"), (E.LAPSED, "04-10"), until="05-29") == [("DESK", 1), ("REQUESTER", 3)]


def test_a_draft_under_clearance_lies_with_its_approvers_until_the_last_has_cleared_it() -> None:
    rows = [(E.DRAFT_SUBMITTED, "04-07"), (E.DRAFT_CLEARED, "04-08", "NEXT"), (E.DRAFT_CLEARED, "04-09", "DONE")]
    assert told(*rows, until="04-10") == [("DESK", 1), ("APPROVER", 2), ("DESK", 1)]
    rows = [(E.DRAFT_SUBMITTED, "04-07"), (E.DRAFT_RETURNED, "04-08")]
    assert told(*rows, until="04-10") == [("DESK", 1), ("APPROVER", 1), ("DESK", 2)]


def test_after_the_answer_requester_superior_desk_requester_commission() -> None:
    rows: list[tuple[Any, ...]] = [(E.ANSWERED, "04-07"), (E.OBJECTED, "04-09"), (E.QUESTION_ASKED, "04-10")]
    rows += [(E.OBJECTION_DECIDED, "04-14", Decision.REVERSED.value), (E.DECISION_EXECUTED, "04-16")]
    rows += [(E.DISPUTE_REGISTERED, "04-20"), (E.DISPUTE_CLOSED, "04-22")]
    assert told(*rows, until="05-29") == [
        ("DESK", 1), ("REQUESTER", 2), ("SUPERIOR", 3), ("DESK", 2), ("REQUESTER", 2), ("COMMISSION", 2),
    ]  # fmt: skip


def test_what_a_ruling_orders_is_the_desk_s_until_it_is_carried_out() -> None:
    rows: list[tuple[Any, ...]] = [(E.ANSWERED, "04-07"), (E.OBJECTED, "04-08"), (E.DISPUTE_REGISTERED, "04-09")]
    ruled = [*rows, (E.RULING_RECEIVED, "04-10", Ruling.ORDERS_RELEASE.value)]
    before = [("DESK", 1), ("REQUESTER", 1), ("SUPERIOR", 1), ("COMMISSION", 1)]
    assert told(*ruled, until="04-14") == [*before, ("DESK", 2)]
    closed = [*ruled, (E.DISPUTE_CLOSED, "04-13", DisputeEnd.RULED.value)]
    assert told(*closed, until="04-24") == [*before, ("DESK", 10)]
    executed = [*closed, (E.RULING_EXECUTED, "04-16")]
    assert told(*executed, until="05-29") == [*before, ("DESK", 4)]
    early = [*ruled, (E.RULING_EXECUTED, "04-13"), (E.DISPUTE_CLOSED, "04-15", DisputeEnd.RULED.value)]
    assert told(*early, until="05-29") == [*before, ("DESK", 3)]


def test_a_ruling_that_orders_nothing_ends_with_the_dispute() -> None:
    rows: list[tuple[Any, ...]] = [(E.OBJECTED, "04-07"), (E.DISPUTE_REGISTERED, "04-08")]
    rows += [(E.RULING_RECEIVED, "04-09", Ruling.CONFIRMS.value), (E.DISPUTE_CLOSED, "04-13", DisputeEnd.RULED.value)]
    assert told(*rows, until="05-29") == [("DESK", 1), ("SUPERIOR", 1), ("COMMISSION", 1), ("DESK", 2)]


def test_an_agreement_in_mediation_is_the_desk_s_until_it_is_carried_out() -> None:
    rows: list[tuple[Any, ...]] = [(E.OBJECTED, "04-07"), (E.DISPUTE_REGISTERED, "04-08")]
    rows += [(E.DISPUTE_CLOSED, "04-10", DisputeEnd.MEDIATED.value)]
    before = [("DESK", 1), ("SUPERIOR", 1), ("COMMISSION", 2)]
    assert told(*rows, until="04-20") == [*before, ("DESK", 6)]
    assert told(*rows, (E.RULING_EXECUTED, "04-14"), until="04-20") == [*before, ("DESK", 2)]


def test_the_superior_s_order_outlives_a_dispute_that_ended_without_a_ruling() -> None:
    rows: list[tuple[Any, ...]] = [(E.OBJECTED, "04-07"), (E.OBJECTION_DECIDED, "04-08", Decision.CHANGED.value)]
    rows += [(E.DISPUTE_REGISTERED, "04-09"), (E.DISPUTE_CLOSED, "04-10", DisputeEnd.WITHDRAWN.value)]
    before = [("DESK", 1), ("SUPERIOR", 1), ("DESK", 1), ("COMMISSION", 1)]
    assert told(*rows, until="04-14") == [*before, ("DESK", 2)]
    assert told(*rows, (E.DECISION_EXECUTED, "04-13"), until="05-29") == [*before, ("DESK", 1)]


def test_what_the_superior_ordered_may_be_done_and_the_ruling_still_be_owed() -> None:
    rows: list[tuple[Any, ...]] = [(E.OBJECTED, "04-07"), (E.OBJECTION_DECIDED, "04-08", Decision.CHANGED.value)]
    rows += [(E.DISPUTE_REGISTERED, "04-09"), (E.RULING_RECEIVED, "04-10", Ruling.ORDERS_RELEASE.value)]
    rows += [(E.DISPUTE_CLOSED, "04-13", DisputeEnd.RULED.value), (E.DECISION_EXECUTED, "04-14")]
    before = [("DESK", 1), ("SUPERIOR", 1), ("DESK", 1), ("COMMISSION", 1)]
    assert told(*rows, until="04-20") == [*before, ("DESK", 6)]
    assert told(*rows, (E.RULING_EXECUTED, "04-15"), until="04-20") == [*before, ("DESK", 3)]


def test_a_ruling_that_was_taken_to_court_waits_there() -> None:
    rows: list[tuple[Any, ...]] = [(E.OBJECTED, "04-07"), (E.DISPUTE_REGISTERED, "04-08")]
    rows += [(E.RULING_RECEIVED, "04-09", Ruling.ORDERS_RELEASE.value)]
    before = [("DESK", 1), ("SUPERIOR", 1), ("COMMISSION", 1)]
    closing = (E.DISPUTE_CLOSED, "04-14", DisputeEnd.RULED.value)
    assert told(*rows, (E.COURT_FILED, "04-10"), closing, until="05-29") == [*before, ("DESK", 1), ("COURT", 2)]
    late = [*rows, closing, (E.COURT_FILED, "04-16")]
    assert told(*late, until="04-20") == [*before, ("DESK", 5), ("COURT", 2)]
    assert told(*late, (E.RULING_EXECUTED, "04-17"), until="05-29") == [*before, ("DESK", 5), ("COURT", 1)]


def test_who_holds_it_now_is_told_after_every_act_and_nobody_after_the_end() -> None:
    filed = LegEvent(E.FILED, MONDAY, added=(1,))
    routed = LegEvent(E.PART_ROUTED, MONDAY, 1, "pupr")
    assert holder_now([filed]) == (Holder.DESK, "")
    assert holder_now([filed, routed]) == (Holder.AGENCY, "pupr")
    assert holder_now([filed, routed, LegEvent(E.WITHDRAWN, MONDAY)]) is None


def test_a_decision_that_orders_nothing_leaves_the_case_with_the_requester() -> None:
    rows = [(E.ANSWERED, "04-07"), (E.OBJECTED, "04-08"), (E.OBJECTION_DECIDED, "04-09", Decision.UPHELD.value)]
    assert told(*rows, until="04-13") == [("DESK", 1), ("REQUESTER", 1), ("SUPERIOR", 1), ("REQUESTER", 2)]


def test_a_withdrawal_ends_the_clock_on_its_day() -> None:
    assert told((E.WITHDRAWN, "04-08"), until="05-29") == [("DESK", 2)]


def test_days_before_the_register_date_are_the_desk_s() -> None:
    events = [LegEvent(E.FILED, day("04-09"), added=(1,))]
    assert [(leg.holder, leg.working_days) for leg in legs(events, OPEN, MONDAY, day("04-10"))] == [(Holder.DESK, 4)]


def test_a_leg_names_the_event_that_began_it() -> None:
    events = [LegEvent(E.FILED, MONDAY, added=(1,)), LegEvent(E.PART_ROUTED, day("04-10"), 1, "pupr")]
    desk, unit = legs(events, OPEN, MONDAY, day("04-14"))
    assert (desk.began, unit.began) == (None, events[1])
    assert (unit.first, unit.last) == (day("04-13"), day("04-14"))


# -- random histories, held against the slow reckoner ------------------------------------------------------------------


def holder_at(events: list[LegEvent], morning: date) -> tuple[str, str]:
    """Who held the case when `morning` began, found by looking through the whole history each time."""
    seen = [event for event in events if event.on < morning]

    def last(*kinds: E) -> LegEvent | None:
        return next((event for event in reversed(seen) if event.kind in kinds), None)

    if last(E.DISPUTE_REGISTERED):
        if is_in_court(seen):
            return "COURT", ""
        return ("DESK" if last(E.RULING_RECEIVED, E.DISPUTE_CLOSED) else "COMMISSION"), ""
    if last(E.OBJECTION_DECIDED):
        latest = last(E.OBJECTION_DECIDED, E.DECISION_EXECUTED)
        orders = latest is not None and latest.result in ("CHANGED", "REVERSED")
        return ("DESK" if orders else "REQUESTER"), ""
    if last(E.OBJECTED):
        return "SUPERIOR", ""
    asking = last(E.DEFICIENCY_NOTIFIED, E.COMPLETED, E.NOTICE_FAILED, E.NOTICE_DELIVERED)
    asks = asking and asking.kind not in (E.COMPLETED, E.NOTICE_FAILED) and asking.result != "TO_BE_TOLD"
    if last(E.ANSWERED) or asks:
        return "REQUESTER", ""
    draft = last(E.DRAFT_SUBMITTED, E.DRAFT_RETURNED, E.DRAFT_CLEARED)
    if draft and (draft.kind is E.DRAFT_SUBMITTED or draft.result == "NEXT"):
        return "APPROVER", ""
    running = []
    for place in {place for event in seen for place in event.added}:
        held = [event for event in seen if event.part == place and event.kind in PART_KINDS]
        if not held or held[-1].kind is E.PART_HANDED_BACK:
            return "DESK", ""
        if held[-1].kind in (E.PART_ANSWERED, E.REFERRED_ON):
            continue
        since = held[-1].on
        for earlier in reversed(held):
            if earlier.kind not in (E.PART_ROUTED, E.PART_CONFIRMED) or earlier.unit != held[-1].unit:
                break
            since = earlier.on
        running.append((since, place, held[-1].unit))
    return ("AGENCY", min(running)[2]) if running else ("DESK", "")


def end_of(events: list[LegEvent]) -> date | None:
    """The day after which nobody has to act any more, found by asking anew after each event; None while it runs."""
    for count, event in enumerate(events, start=1):
        seen = events[:count]
        kinds = {before.kind for before in seen}
        court_is_done = event.kind is E.DISPUTE_CLOSED and is_in_court(seen)
        if kinds & {E.WITHDRAWN, E.LAPSED} or court_is_done or (E.DISPUTE_CLOSED in kinds and not is_owed(seen)):
            return event.on
    return None


def is_in_court(seen: list[LegEvent]) -> bool:
    """Whether a ruling was taken to court and nobody has carried it out since."""
    turns = [event.kind for event in seen if event.kind in (E.COURT_FILED, E.RULING_EXECUTED)]
    return turns[-1:] == [E.COURT_FILED]


def is_owed(seen: list[LegEvent]) -> bool:
    """Whether something that a decision, a ruling or an agreement orders has still to be given."""
    kinds = [event.kind for event in seen]
    done = E.RULING_EXECUTED in kinds
    since = seen[len(kinds) - kinds[::-1].index(E.RULING_EXECUTED) :] if done else seen
    rulings = [event.result for event in since if event.kind is E.RULING_RECEIVED or event.result == "MEDIATED"]
    orders = [event.result for event in since if event.kind in (E.OBJECTION_DECIDED, E.DECISION_EXECUTED)]
    return rulings[-1:] in (["ORDERS_RELEASE"], ["MEDIATED"]) or orders[-1:] in (["CHANGED"], ["REVERSED"])


PART_KINDS = (E.PART_ROUTED, E.PART_CONFIRMED, E.PART_HANDED_BACK, E.PART_ANSWERED, E.REFERRED_ON)
OTHERS = (
    *(E.NOTICE_FAILED, E.NOTICE_DELIVERED),
    *(E.DEFICIENCY_NOTIFIED, E.COMPLETED, E.EXTENDED, E.QUESTION_ASKED, E.NOTE_ADDED, E.DRAFT_SUBMITTED),
    *(E.DRAFT_RETURNED, E.DRAFT_CLEARED, E.ANSWERED, E.OBJECTED, E.OBJECTION_DECIDED, E.DECISION_EXECUTED),
    *(E.PARTS_SPLIT, E.WITHDRAWN, E.LAPSED),
    *(E.DISPUTE_REGISTERED, E.RULING_RECEIVED, E.COURT_FILED, E.DISPUTE_CLOSED, E.RULING_EXECUTED),
)
#: Disputes in an order that the gate allows, to be drawn whole: what is owed after them the clock must not lose.
DISPUTES = (
    (E.DISPUTE_REGISTERED, E.RULING_RECEIVED, E.DISPUTE_CLOSED, E.RULING_EXECUTED),
    (E.DISPUTE_REGISTERED, E.RULING_RECEIVED, E.DISPUTE_CLOSED, E.COURT_FILED, E.RULING_EXECUTED),
    (E.DISPUTE_REGISTERED, E.RULING_RECEIVED, E.COURT_FILED, E.DISPUTE_CLOSED, E.RULING_EXECUTED),
    (E.OBJECTION_DECIDED, E.DISPUTE_REGISTERED, E.DISPUTE_CLOSED, E.DECISION_EXECUTED),
    (E.OBJECTION_DECIDED, E.DISPUTE_REGISTERED, E.RULING_RECEIVED, E.RULING_EXECUTED, E.DISPUTE_CLOSED),
)
RESULTS: dict[E, list[str]] = {
    E.DEFICIENCY_NOTIFIED: ["", "TO_BE_TOLD"],
    E.DRAFT_CLEARED: ["NEXT", "DONE"],
    E.OBJECTION_DECIDED: [decision.value for decision in Decision],
    E.RULING_RECEIVED: [ruling.value for ruling in Ruling],
    E.DISPUTE_CLOSED: [end.value for end in DisputeEnd],
}
Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def histories(draw: Draw) -> tuple[list[LegEvent], date, date]:
    received = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    on = received + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 3])))
    places = draw(st.integers(1, 3))
    events = [LegEvent(E.FILED, on, added=tuple(range(1, places + 1)))]
    for _ in range(draw(st.integers(0, 14))):
        on += timedelta(days=draw(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 11, 40])))
        if draw(st.integers(0, 3)):
            part = draw(st.integers(1, places))
            kind = draw(st.sampled_from((*PART_KINDS, E.PART_ROUTED, E.PART_ROUTED)))
            unit = draw(st.sampled_from("abc")) if kind in (E.PART_ROUTED, E.PART_CONFIRMED) else ""
            events.append(LegEvent(kind, on, part, unit))
            continue
        kind = draw(st.sampled_from(OTHERS if not draw(st.integers(0, 2)) else OTHERS[:11]))
        added: tuple[int, ...] = ()
        if kind is E.PARTS_SPLIT:
            places += 1
            added = (places,)
        events.append(LegEvent(kind, on, result=draw(st.sampled_from(RESULTS.get(kind, [""]))), added=added))
    for kind in draw(st.sampled_from(((), *DISPUTES))):
        on += timedelta(days=draw(st.sampled_from([0, 1, 2, 5, 11])))
        events.append(LegEvent(kind, on, result=draw(st.sampled_from(RESULTS.get(kind, [""])))))
    return events, received, on + timedelta(days=draw(st.integers(-5, 30)))


def closed_on(days: set[date], *, first: bool = False) -> WorkingCalendar:
    closed = [ClosedDay(found, DayKind.HOLIDAY, "Libur", "SKB") for found in sorted(days)]
    return WorkingCalendar(closed, range(2020, 2035), counts_first_day=first)


HOLIDAYS = st.sets(st.integers(0, 480).map(lambda number: date(2026, 1, 1) + timedelta(days=number)), max_size=40)


@walk(400)
@given(histories(), HOLIDAYS, st.booleans())
def test_every_working_day_is_in_exactly_one_leg_as_the_slow_reckoner_says(
    drawn: tuple[list[LegEvent], date, date], days: set[date], first: bool
) -> None:
    events, received, until = drawn
    calendar = closed_on(days, first=first)
    found = legs(events, calendar, received, until)
    ended_on = end_of(events)
    end = until if ended_on is None else min(until, ended_on)
    assert last_day(events, until) == end
    assert (holder_now(events) is None) == (ended_on is not None)
    expected: dict[date, tuple[str, str]] = {}
    morning = received + timedelta(days=1)
    while morning <= end:
        if calendar.is_working_day(morning):
            expected[morning] = holder_at(events, morning)
        morning += timedelta(days=1)
    assert by_day(found, calendar) == expected
    assert sum(leg.working_days for leg in found) == max(0, calendar.between(received, end))
    assert all(before.last < after.first for before, after in pairwise(found))
    assert all((before.holder, before.unit) != (after.holder, after.unit) for before, after in pairwise(found))


def by_day(found: tuple[Leg, ...], calendar: WorkingCalendar) -> dict[date, tuple[str, str]]:
    """Each working day with its holder; a day in two legs would be an error here."""
    days: dict[date, tuple[str, str]] = {}
    for leg in found:
        morning, counted = leg.first, 0
        while morning <= leg.last:
            if calendar.is_working_day(morning):
                assert morning not in days
                days[morning] = (leg.holder.value, leg.unit)
                counted += 1
            morning += timedelta(days=1)
        assert counted == leg.working_days
    return days


@walk(400)
@given(histories(), HOLIDAYS, HOLIDAYS)
def test_a_day_that_is_closed_later_leaves_its_own_leg_and_moves_no_other(
    drawn: tuple[list[LegEvent], date, date], days: set[date], more: set[date]
) -> None:
    events, received, until = drawn
    before = by_day(legs(events, closed_on(days), received, until), closed_on(days))
    after = by_day(legs(events, closed_on(days | more), received, until), closed_on(days | more))
    assert after == {morning: holder for morning, holder in before.items() if morning not in more}


@walk(400)
@given(histories(), st.integers(0, 400))
def test_what_was_so_far_stays_whatever_comes_after(drawn: tuple[list[LegEvent], date, date], cut: int) -> None:
    events, received, until = drawn
    earlier = min(until, received + timedelta(days=cut))
    so_far = by_day(legs([event for event in events if event.on < earlier], OPEN, received, earlier), OPEN)
    whole = by_day(legs(events, OPEN, received, until), OPEN)
    assert {morning: holder for morning, holder in whole.items() if morning <= earlier} == so_far


@pytest.mark.parametrize("kind", [E.PART_ROUTED, E.PARTS_SPLIT, E.PART_HANDED_BACK])
def test_moving_parts_neither_makes_nor_loses_a_day(kind: E) -> None:
    events = [LegEvent(E.FILED, MONDAY, added=(1, 2)), LegEvent(E.PART_ROUTED, day("04-08"), 1, "a")]
    moved = [*events, LegEvent(kind, day("04-09"), 1, "b", added=(3,) if kind is E.PARTS_SPLIT else ())]
    sums = {sum(leg.working_days for leg in legs(rows, OPEN, MONDAY, day("05-29"))) for rows in (events, moved)}
    assert sums == {OPEN.between(MONDAY, day("05-29"))}
