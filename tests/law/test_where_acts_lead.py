"""The records of the acts and the fold are one truth: after each admitted act a case stands where its record says.

Random walks through the whole procedure, also of the acts that the clock file does not know, each with its own kept
seed; a step that no walk has taken yet is preferred. Time alone ends the days to look at a request and to repair it, so
nothing here arrives before it was sent. Budget: `WALKS` walks, about five seconds.
"""

import random
from datetime import date, timedelta

import pytest

from pid_tracker.law.acts import ACTS, open_steps
from pid_tracker.law.admission import admit
from pid_tracker.law.decrees import built_in_calendar
from pid_tracker.law.events import TO_BE_TOLD, CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision, DisputeEnd, DisputeStage, Outcome, Ruling
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import IllegalStep, Stage

from .acts import an_act

WALKS = 650
STEPS = 25
MONDAY = date(2026, 7, 13)
#: How a walk begins; the corners that a walk would seldom see by itself are among them.
OPENINGS = (
    *[(E.FILED,)] * 3,
    (E.FILED, E.RELABELLED, E.DRAFT_SUBMITTED, E.QUESTION_ASKED),
    *[(E.FILED, E.DEFICIENCY_NOTIFIED), (E.FILED, E.DEFICIENCY_NOTIFIED, E.OBJECTED)] * 2,
    (E.FILED, E.ANSWERED, E.OBJECTED),
    (E.OBJECTED,),
    (E.IMPORTED,),
)
GAPS = (*[0] * 12, 1, 1, 3, 11)
GROUNDS = (["c"], ["f"], ["b"], ["b", "f"], ["a", "d", "f"])
RESULTS: dict[E, tuple[str, ...]] = {
    E.DEFICIENCY_NOTIFIED: ("", TO_BE_TOLD),
    E.DRAFT_CLEARED: ("NEXT", "DONE"),
    E.OBJECTION_DECIDED: tuple(Decision),
    E.DISPUTE_STAGED: tuple(DisputeStage),
    E.DISPUTE_CLOSED: tuple(DisputeEnd),
    E.RULING_RECEIVED: tuple(Ruling),
}

Step = tuple[Stage | None, E]
#: Open in the record, so that the refusal can say which of the things that show completeness closed it (ruling R30).
NEVER: set[Step] = {(Stage.IN_PROCESS, E.DEFICIENCY_NOTIFIED)}


def walk(number: int, taken: set[Step]) -> None:
    """One case from its first act; the steps that were admitted come into `taken`."""
    dice, case, on = random.Random(number), Procedure(built_in_calendar()), MONDAY
    opening = list(dice.choice(OPENINGS))
    while sum(case.counts.values()) < STEPS:
        stage = case.stage_on(on)
        kind = opening.pop(0) if opening else _chosen(dice, stage or Stage.RECEIVED, taken)
        try:
            admit(case, _act(dice, kind, on))
        except IllegalStep:
            on = _later(dice, case, on)
            continue
        taken.add((stage, kind))
        leads = ACTS[kind].leads[stage] if stage else ACTS[kind].begins
        assert case.stage_on(on) is leads, f"walk {number}: {kind} at {stage}, after {[*case.newest]}"
        on = _later(dice, case, on)


def _chosen(dice: random.Random, stage: Stage, taken: set[Step]) -> E:
    fitting = sorted(open_steps(stage))
    new = [kind for kind in fitting if (stage, kind) not in taken]
    moving = [kind for kind in fitting if ACTS[kind].leads[stage] is not stage]
    return dice.choice(dice.choice((new or fitting, moving or fitting, fitting)))


def _act(dice: random.Random, kind: E, on: date) -> CaseEvent:
    grounds = dice.choice(GROUNDS) if kind is E.OBJECTED else []
    result = dice.choice(RESULTS.get(kind, ("",)))
    received = on - timedelta(days=dice.choice((0, 0, 21))) if kind is E.FILED else on  # a letter that lay for weeks
    outcome = dice.choice(list(Outcome))
    return an_act(kind, on, outcome=outcome, grounds=grounds, result=result, received_on=received, registered_on=on)


def _later(dice: random.Random, case: Procedure, on: date) -> date:
    """Some days later, or the last day of a term, or the day after it."""
    span = dice.choice((Procedure.check_span, Procedure.complete_span, Procedure.answer_span, Procedure.decide_span))
    if dice.random() < 0.2 and (edge := span(case)) is not None and edge.due_on >= on:
        return edge.due_on + timedelta(days=dice.choice((0, 1)))
    return on + timedelta(days=dice.choice(GAPS))


@pytest.mark.walk
def test_each_act_leads_where_its_record_says_and_each_step_can_be_taken() -> None:
    taken = set[Step]()
    for number in range(WALKS):
        walk(number, taken)
    assert {(stage, kind) for kind, act in ACTS.items() for stage in act.leads} - taken == NEVER
