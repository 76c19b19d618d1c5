"""The list of surviving mutants is true: each names a function of the law that is there, its line, and a reason."""

import ast
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.mutants import LIST, Mutant, judge, listed

LAW = Path(__file__).resolve().parent.parent / "pid_tracker" / "law"
ROWS = tomllib.loads(LIST.read_text(encoding="utf-8"))["survivor"]
ONE, OTHER = Mutant("calendar.f", "a", "b"), Mutant("calendar.f", "a", "c")


def source_of(function: str) -> list[str]:
    """The lines of `module.function`, `package.module.function` or `module.Class.method`, without indent."""
    path, names = LAW, function.split(".")
    while path.is_dir():
        inner = [path / names[0], path / f"{names[0]}.py"]
        path = next((found for found in inner if found.exists()), path / "__init__.py")
        names = names if path.name == "__init__.py" else names[1:]
    text = path.read_text(encoding="utf-8")
    node: Any = ast.parse(text)
    for name in names:
        node = next(inner for inner in node.body if getattr(inner, "name", None) == name)
    return [line.strip() for line in text.splitlines()[node.lineno - 1 : node.end_lineno]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['function']}: {row['now']}")
def test_a_listed_survivor_stands_in_the_law_and_has_its_reason(row: dict[str, Any]) -> None:
    assert set(row) <= {"function", "was", "now", "why", "times"}
    assert row["why"].strip().endswith("."), "a sentence"
    assert row["was"] != row["now"]
    assert set(row["was"].split("\n")) <= set(source_of(row["function"])), "edited: run `make mutants`"


@pytest.mark.parametrize(
    "row", tomllib.loads(LIST.read_text(encoding="utf-8"))["at_import"], ids=lambda row: row["function"]
)
def test_what_runs_at_import_is_there_and_has_its_reason(row: dict[str, str]) -> None:
    assert source_of(row["function"]) and row["why"].endswith(".")


def test_a_survivor_is_listed_once() -> None:
    assert len(listed()) == len(ROWS)


def test_a_survivor_that_is_not_listed_and_a_listed_one_that_no_longer_survives_are_both_wrong() -> None:
    assert judge(Counter({ONE: 2}), {ONE: 2}) == []
    assert [line.splitlines()[0] for line in judge(Counter({ONE: 2, OTHER: 1}), {ONE: 1})] == [
        "TIDAK TERDAFTAR (1x)",
        "TIDAK TERDAFTAR (1x)",
    ]
    assert judge(Counter({ONE: 2}), {}, frozenset({"calendar.f"})) == []
    assert [line.splitlines()[0] for line in judge(Counter(), {ONE: 1})] == ["USANG, TIDAK LAGI LOLOS (1x)"]
