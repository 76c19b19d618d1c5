"""How many working days a term has stands in `law/rules.py` and nowhere else: not in a template, not in a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: Where numbers may be typed, and why.
ALLOWED = {
    "pid_tracker/law/rules.py": "the one place of them",
    "templates/public/components.html": "the page of all components shows made-up figures: a median, a longest delay",
}

_UNITS = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_NUMBER = rf"\d+|(?:{_UNITS}) (?:belas|puluh)(?: (?:{_UNITS}))?|sepuluh|sebelas|{_UNITS}"
#: "10 hari kerja", "sepuluh hari kerja", "hari kerja ke-10".
LITERAL = re.compile(rf"\b(?:{_NUMBER})\s+hari\s+kerja\b|\bhari\s+kerja\s+ke-\d+", re.IGNORECASE)


def sentences_of(source: str) -> Iterator[tuple[int, str]]:
    """Every string of a module but its docstrings: (line, text); of an f-string what is typed around its values."""
    tree = ast.parse(source)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def literals_in(path: Path) -> list[str]:
    """The numbers of working days that stand typed in a file, with their line."""
    source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    lines = sentences_of(source) if path.suffix == ".py" else enumerate(source.splitlines(), start=1)
    return [f"{name}:{line}: {found.group()}" for line, text in lines for found in LITERAL.finditer(text)]


FILES = sorted(
    path
    for folder in ("templates", "pid_tracker")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".html", ".txt", ".typ", ".py") and path.relative_to(ROOT).as_posix() not in ALLOWED
)


def test_no_template_and_no_sentence_types_a_number_of_working_days() -> None:
    assert [found for path in FILES for found in literals_in(path)] == []


def test_what_is_allowed_is_there_and_needed() -> None:
    """An exception that is not needed any more goes."""
    for name in set(ALLOWED) - {"pid_tracker/law/rules.py"}:
        assert literals_in(ROOT / name), name


@pytest.mark.parametrize(
    "text",
    [
        "paling lambat 10 hari kerja",
        "Waktu tiga hari kerja",
        "dua puluh satu hari kerja",
        "Hari kerja ke-17",
        "7\nhari kerja",
    ],
)
def test_the_search_finds_digits_and_words(text: str) -> None:
    assert LITERAL.search(text)


@pytest.mark.parametrize(
    "text", ["{{ days().answer }} hari kerja", "hari kerja ke-{{ n }}", "berapa hari kerja", "10 hari"]
)
def test_the_search_leaves_values_alone(text: str) -> None:
    assert not LITERAL.search(text)
