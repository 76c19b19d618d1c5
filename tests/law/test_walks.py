"""The random walks say what they cost, and fail for no other reason than what they hold."""

import ast
from pathlib import Path

from .walking import BUDGET, stated

TESTS = Path(__file__).resolve().parent.parent


def test_every_random_walk_is_marked_and_states_its_budget() -> None:
    """`@given` alone would draw anew on each run, and fail when the machine is slow."""
    found, wild = [], []
    sources = {
        path.relative_to(TESTS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py"))
    }
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)) if "hypothesis" in source else ():
            marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", ())]
            if any(mark.startswith(("given(", "hypothesis.given(")) for mark in marks):
                walks = any(mark.startswith("walk(") for mark in marks)
                (found if walks else wild).append(f"{name}: {node.name}")  # type: ignore[attr-defined]  # a function
    assert found and not wild


def test_a_walk_is_ended_by_its_budget_and_by_no_clock_and_draws_the_same_again() -> None:
    for said, drawn in ((300, min(300, BUDGET)), (BUDGET + 1, BUDGET)):
        budget = stated(said)
        assert (budget.max_examples, budget.deadline, budget.derandomize, budget.database) == (drawn, None, True, None)
