"""What README and CONTRIBUTING promise of the tree: whoever follows a path that they name finds something there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Made by running the program, not shipped.
_MADE = {"instance/"}


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_leads_somewhere(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    named = {path for path in re.findall(r"`([a-z_]+/[a-z_./]*|[a-z_]+\.py)`", text) if path not in _MADE}
    assert len(named) > 5
    assert sorted(p for p in named if not (ROOT / p).exists() and not (ROOT / "pid_tracker" / p).exists()) == []


def test_where_is_it_answers_in_one_step() -> None:
    """A question leads to one place; what is beside it stands after a semicolon, with its own word."""
    text = (ROOT / "README.md").read_text("utf-8").split("## Where is it?")[1].split("\n## ")[0]
    answers = [line.split("|")[2] for line in text.splitlines() if line.startswith("| ") and "`" in line]
    assert len(answers) > 20
    assert [answer for answer in answers if answer.split(";")[0].count("`") != 2] == []
