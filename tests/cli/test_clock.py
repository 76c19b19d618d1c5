"""`pid-tracker clock`: stateless, needs no configuration, prints every term, refuses what cannot be read with exit
2."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = {"zone": "Asia/Makassar", "events": [{"kind": "FILED", "at": "2026-05-22T09:00:00+08:00"}]}
_COMMAND = [sys.executable, "-c", "import sys; from pid_tracker.app import main; sys.argv[0] = 'pid-tracker'; main()"]


def run(tmp_path: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The command in an empty environment: no secret, no database, no instance."""
    file = tmp_path / "history.json"
    file.write_text(text, encoding="utf-8")
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()}
    return subprocess.run(
        [*_COMMAND, "clock", str(file), *options],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )


def test_the_example_of_the_issue(tmp_path: Path) -> None:
    result = run(tmp_path, json.dumps(EXAMPLE), "--as-of", "2026-05-25T09:00:00+08:00")
    assert result.returncode == 0
    found: dict[str, Any] = json.loads(result.stdout)
    answer = next(row for row in found["deadlines"] if row["duty"] == "ANSWER")
    assert (answer["due_on"], answer["extendable_to"]) == ("2026-06-10", "2026-06-22")
    assert len(answer["counted"]) == 10
    weekend = {row["decree"] for row in answer["skipped"] if row["why"] in ("Sabtu", "Minggu")}
    assert weekend == {"Perpres 21/2023 Pasal 3"}
    assert all(row["decree"] for row in answer["skipped"])
    assert sorted(os.listdir(tmp_path)) == ["history.json"]  # nothing was made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps(EXAMPLE | {"zone": "Ambon"}),
        json.dumps(EXAMPLE | {"events": []}),
        json.dumps(EXAMPLE | {"events": [{"kind": "FILED", "at": "2026-05-22T09:00:00"}]}),
        json.dumps(EXAMPLE | {"events": [{"kind": "LOST", "at": "2026-05-22T09:00:00+08:00"}]}),
        json.dumps(EXAMPLE | {"events": [{"kind": "ANSWERED", "at": "2026-05-22T09:00:00+08:00"}]}),
        json.dumps(
            EXAMPLE | {"events": [{"kind": "OBJECTED", "at": "2026-05-22T09:00:00+08:00", "grounds": ["b", "c"]}]}
        ),
        json.dumps(EXAMPLE | {"events": [{"kind": "FILED", "at": "9999-12-31T20:00:00+00:00"}]}),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_line(tmp_path: Path, text: str) -> None:
    result = run(tmp_path, text)
    assert result.returncode == 2
    assert result.stdout == "" and len(result.stderr.strip().splitlines()) == 1


def test_an_as_of_without_offset_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, json.dumps(EXAMPLE), "--as-of", "2026-05-25").returncode == 2
