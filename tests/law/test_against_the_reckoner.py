"""The engine against the slow second reckoner, on thousands of random histories.

`LAW_EXAMPLES=300` makes a quick run. The draws are the same on every machine (derandomize).
"""

import os
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings

from pid_tracker.law.clock_file import answer

from .histories import histories
from .reckoner import reckon

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "3000"))


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(histories())
def test_engine_and_reckoner_agree_on_every_history(drawn: tuple[dict[str, Any], datetime]) -> None:
    document, as_of = drawn
    assert without_free_texts(answer(document, as_of)) == without_free_texts(reckon(document, as_of))


def without_free_texts(printed: dict[str, Any]) -> dict[str, Any]:
    """What two honest implementations must print alike. Of the free texts only that they are there."""
    assert set(printed) == {"stage", "deadlines", "refused"}
    assert all(refused["why"] for refused in printed["refused"])
    return {
        "stage": printed["stage"],
        "refused": [refused["event"] for refused in printed["refused"]],
        "deadlines": [_row(row) for row in printed["deadlines"]],
    }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    assert row["basis"]
    assert all(skipped["why"] and "decree" in skipped for skipped in row["skipped"])
    kept = {name: value for name, value in row.items() if name != "basis"}
    return {**kept, "skipped": [skipped["day"] for skipped in row["skipped"]]}
