"""Which acts a page may offer on a day, before their contents are known, and when a request lapses."""

from datetime import date, timedelta

import pytest

from pid_tracker.law.admission import admit, is_step
from pid_tracker.law.deadlines import read
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import IllegalStep, Stage

from .acts import a_case, an_act
from .test_refusals import FILED, HISTORIES, LACKING

REPAIRED_UNTIL = date(2026, 7, 17)  # three working days after the notice of Tuesday, 14 July
DAY = timedelta(days=1)


@pytest.mark.parametrize("name", HISTORIES)
def test_no_act_is_offered_that_its_stage_or_an_earlier_act_closed(name: str) -> None:
    """What is offered may still be refused for its contents; what is not offered is always refused."""
    history, day, stage, _ = HISTORIES[name]
    assert a_case(*history).stage_on(day) is stage
    for kind in E:
        if not is_step(a_case(*history), kind, day):
            with pytest.raises(IllegalStep):
                admit(a_case(*history), an_act(kind, day, outcome="GRANTED", grounds=["b"]))


@pytest.mark.parametrize(
    ("name", "offered", "closed"),
    [
        ("received", {E.PART_ROUTED, E.EXTENDED, E.ANSWERED, E.DEFICIENCY_NOTIFIED}, {E.OBJECTION_DECIDED, E.RATED}),
        ("incomplete", {E.COMPLETED, E.PART_ROUTED, E.WITHDRAWN}, {E.EXTENDED, E.RATED}),
        ("not continued", {E.NOTE_ADDED}, {E.COMPLETED, E.PART_ROUTED, E.ANSWERED, E.EXTENDED}),
        ("answered", {E.OBJECTED, E.RATED, E.HANDED_OVER}, {E.PART_ROUTED, E.QUESTION_ASKED, E.ANSWERED}),
        ("under objection", {E.OBJECTION_DECIDED, E.TALKS_HELD}, {E.PART_ROUTED, E.PART_ANSWERED}),
        ("withdrawn", {E.NOTE_ADDED}, {E.ANSWERED, E.PART_ROUTED, E.OBJECTED}),
    ],
)
def test_what_is_offered_where(name: str, offered: set[E], closed: set[E]) -> None:
    history, day, _, _ = HISTORIES[name]
    assert {kind for kind in offered | closed if is_step(a_case(*history), kind, day)} == offered


def test_what_was_asked_for_lapses_with_the_day_after_the_last_one_to_repair() -> None:
    case = a_case(FILED, LACKING)
    assert is_step(case, E.COMPLETED, REPAIRED_UNTIL) and not is_step(case, E.COMPLETED, REPAIRED_UNTIL + DAY)
    assert not read(case, REPAIRED_UNTIL).lapsed and read(case, REPAIRED_UNTIL + DAY).lapsed


@pytest.mark.parametrize(
    "ending",
    [
        (an_act("COMPLETED", REPAIRED_UNTIL),),
        (an_act("WITHDRAWN", REPAIRED_UNTIL),),
        (
            an_act("OBJECTED", date(2026, 7, 15), grounds=["b"]),
            an_act("OBJECTION_DECIDED", date(2026, 7, 15), hour=10, result="UPHELD"),
            an_act("DISPUTE_REGISTERED", date(2026, 7, 16)),
            an_act("DISPUTE_CLOSED", REPAIRED_UNTIL),
        ),
    ],
    ids=lambda acts: acts[-1].kind.value,
)
def test_what_ended_by_the_last_day_to_repair_does_not_lapse(ending: tuple[CaseEvent, ...]) -> None:
    case = a_case(FILED, LACKING, *ending)
    assert not case.lapsed_by(REPAIRED_UNTIL + DAY) and not read(case, REPAIRED_UNTIL + 30 * DAY).lapsed


def test_an_objection_beside_it_does_not_keep_a_request_from_lapsing() -> None:
    """Ruling R25: the objection goes on, and with it the stage; the request itself is over."""
    case = a_case(FILED, LACKING, an_act("OBJECTED", date(2026, 7, 15), grounds=["b"]))
    later = REPAIRED_UNTIL + DAY
    assert read(case, later).lapsed and case.stage_on(later) is Stage.UNDER_OBJECTION
    assert not is_step(case, E.PART_ROUTED, later) and is_step(case, E.OBJECTION_DECIDED, later)
    assert not case.lapsed_by(REPAIRED_UNTIL)
