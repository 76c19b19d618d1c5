"""Histories counted by hand (`worked_examples.toml`): engine and reckoner must both come to the same dates."""

import tomllib
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pid_tracker.law.clock_file import BadHistory, answer

from .reckoner import DUTIES, BadDocument, reckon

EXAMPLES = tomllib.loads((Path(__file__).parent / "worked_examples.toml").read_text(encoding="utf-8"))["example"]
INSTANTS = ("at", "received_at", "registered_at", "entered_at")
FILED = {"kind": "FILED", "at": "2026-07-13T09:00:00+07:00"}
NO_HISTORIES = {
    "an instant without offset": {"zone": "Asia/Jakarta", "events": [{"kind": "FILED", "at": "2026-07-13T09:00:00"}]},
    "an event without instant": {"zone": "Asia/Jakarta", "events": [{"kind": "FILED"}]},
    "an unknown kind": {"zone": "Asia/Jakarta", "events": [FILED, {**FILED, "kind": "PAUSED"}]},
    "a zone that is not IANA": {"zone": "WIT", "events": [FILED]},
    "an offset for a zone": {"zone": "+09:00", "events": [FILED]},
    "no zone": {"events": [FILED]},
    "no events": {"zone": "Asia/Jakarta", "events": []},
    "an answer first": {"zone": "Asia/Jakarta", "events": [{**FILED, "kind": "ANSWERED", "outcome": "GRANTED"}]},
    "an objection to silence first": {
        "zone": "Asia/Jakarta",
        "events": [{**FILED, "kind": "OBJECTED", "grounds": ["c"]}],
    },
    "a receipt without offset": {"zone": "Asia/Jakarta", "events": [{**FILED, "received_at": "2026-07-13T09:00:00"}]},
    "a day entered without offset": {
        "zone": "Asia/Jakarta",
        "events": [FILED],
        "extra_days": [{"day": "2026-07-14", "kind": "local", "decree": "x", "entered_at": "2026-07-13T09:00:00"}],
    },
}


@pytest.mark.parametrize("counted_by", [answer, reckon], ids=["engine", "reckoner"])
@pytest.mark.parametrize("example", EXAMPLES, ids=[example["rule"] for example in EXAMPLES])
def test_worked_example(example: dict[str, Any], counted_by: Callable[..., dict[str, Any]]) -> None:
    zone = ZoneInfo(example.get("zone", "Asia/Jayapura"))
    printed = counted_by(_document(example, zone), _instant(example["as_of"], zone))
    rows = {row["duty"]: row for row in printed["deadlines"]}
    assert printed["stage"] == example["stage"]
    assert [refused["event"] for refused in printed["refused"]] == example.get("refused", [])
    for duty in DUTIES:
        expected = {name: value if value != "" else None for name, value in example.get(duty, {}).items()}
        assert {name: rows[duty].get(name) for name in expected} == expected, f"{duty}: {example['why']}"


@pytest.mark.parametrize("wrong", NO_HISTORIES)
def test_what_is_no_history_is_turned_away(wrong: str) -> None:
    as_of = datetime.fromisoformat("2026-07-20T09:00:00+07:00")
    with pytest.raises(BadHistory):
        answer(NO_HISTORIES[wrong], as_of)
    with pytest.raises(BadDocument):
        reckon(NO_HISTORIES[wrong], as_of)


def _document(example: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    document = {name: example[name] for name in ("rules", "years") if name in example}
    for name in ("events", "extra_days"):
        if name in example:
            document[name] = [_with_offsets(entry, zone) for entry in example[name]]
    return {"zone": zone.key, **document}


def _with_offsets(entry: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    instants = {name: _instant(entry[name], zone).isoformat() for name in INSTANTS if name in entry}
    return {**entry, **instants}


def _instant(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-07-13"):
        moment = datetime.combine(moment, time(9))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
