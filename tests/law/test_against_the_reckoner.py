"""The engine against the slow second reckoner, on thousands of random histories.

`LAW_EXAMPLES=300` makes a quick run.
"""

from datetime import datetime
from typing import Any

from hypothesis import given

from pid_tracker.law.clock_file import answer

from .histories import histories
from .reckoner import reckon
from .walking import walk


@walk()
@given(histories())
def test_engine_and_reckoner_agree_on_every_history(drawn: tuple[dict[str, Any], datetime]) -> None:
    document, as_of = drawn
    assert differences(answer(document, as_of), reckon(document, as_of)) == []


def differences(engine: dict[str, Any], reckoner: dict[str, Any]) -> list[str]:
    """Where the two differ, free texts (why, basis, decree) left aside; those need only be there."""
    ours, theirs = _comparable(engine), _comparable(reckoner)
    return [
        f"{name}: engine {ours.get(name, '-')}, reckoner {theirs.get(name, '-')}"
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name, "-") != theirs.get(name, "-")
    ]


def _comparable(printed: dict[str, Any]) -> dict[str, Any]:
    assert set(printed) == {"stage", "deadlines", "refused"}
    assert all(refused["why"] for refused in printed["refused"])
    flat: dict[str, Any] = {
        "stage": str(printed["stage"]),
        "refused": [refused["event"] for refused in printed["refused"]],
        "duties": [str(row["duty"]) for row in printed["deadlines"]],
    }
    for row in printed["deadlines"]:
        assert row["basis"]
        assert all(skipped["why"] and "decree" in skipped for skipped in row["skipped"])
        days = {"skipped": [skipped["day"] for skipped in row["skipped"]]}
        flat |= {f"{row['duty']}.{name}": value for name, value in {**row, **days}.items() if name != "basis"}
    return flat
