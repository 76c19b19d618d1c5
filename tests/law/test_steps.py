"""Which act is refused and why, and which is allowed by a hair: the table `steps.toml`, row by row."""

import tomllib
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pid_tracker.law.acts import open_steps
from pid_tracker.law.admission import admit
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import IllegalStep, Stage

from .acts import a_case, an_act

STEPS = tomllib.loads((Path(__file__).parent / "steps.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", STEPS["refused"], ids=lambda row: row["rule"])
def test_a_refusal_says_why_in_a_sentence_and_leaves_no_trace(row: dict[str, Any]) -> None:
    case = a_case(*(an_act(**act) for act in row["before"]))
    accepted, last = copy(case.accepted), case.last
    with pytest.raises(IllegalStep) as refused:
        admit(case, an_act(**row["act"]))
    assert refused.value.why == str(refused.value) == row["says"]
    assert (refused.value.kind, refused.value.stage or "") == (row["act"]["kind"], row["stage"])
    assert (case.accepted, case.last) == (accepted, last)


@pytest.mark.parametrize("row", STEPS["allowed"], ids=lambda row: row["rule"])
def test_an_act_is_allowed_by_a_hair(row: dict[str, Any]) -> None:
    acts = [an_act(**act) for act in row["acts"]]
    assert a_case(*acts).stage_on(acts[-1].on) == row["stage"]


def test_an_answer_is_among_the_open_steps_of_a_running_request_and_not_of_a_withdrawn_one() -> None:
    assert E.ANSWERED in open_steps(Stage.IN_PROCESS)
    assert E.ANSWERED not in open_steps(Stage.WITHDRAWN)


def test_each_act_is_counted_once() -> None:
    asked = [an_act(kind, date(2026, 7, 13)) for kind in ("FILED", "QUESTION_ASKED", "NOTE_ADDED", "NOTE_ADDED")]
    assert a_case(*asked).counts == {E.FILED: 1, E.QUESTION_ASKED: 1, E.NOTE_ADDED: 2}
