"""The recipe for a new act (CONTRIBUTING) is true: a toy act put into just the places that it names works."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.recipe.toy_act import PLACES
from tests.sabotage import ROOT, copy


def named_places() -> list[str]:
    """The files of the recipe, in its order: the first of each numbered line."""
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## A new act")[1].split("\n## ")[0]
    return re.findall(r"^\d\. [^`]*(?:`casefile[^`]*`[^`]*)?(?:`acting[^`]*`[^`]*)?`([^`]+)`", recipe, re.MULTILINE)


def test_the_toy_act_stands_in_the_places_of_the_recipe_and_in_no_other() -> None:
    named = [re.compile(re.sub(r"<\w+>", r"[a-z_]+", name.replace(".", r"\."))) for name in named_places()]
    assert len(named) == len(PLACES)
    for pattern, place in zip(named, PLACES, strict=True):
        assert pattern.fullmatch(place.path), (pattern.pattern, place.path)


def test_a_new_act_works_from_its_form_to_its_message_when_the_places_are_filled(tmp_path: Path) -> None:
    copy(tmp_path)
    for place in PLACES:
        place.write(tmp_path)
    (tmp_path / "toy").mkdir()
    environ = os.environ | {"PYTHONPATH": str(tmp_path)}
    for command in (
        ["-m", "tests.recipe.try_it"],
        ["-m", "ruff", "check", "--no-cache", *(place.path for place in PLACES if place.path.endswith(".py"))],
        ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/test_tables_agree.py"],
    ):
        result = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-3000:]
