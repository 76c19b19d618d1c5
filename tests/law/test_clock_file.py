"""The clock file: what cannot be read is told in one line that names the place; what is read is shown with reasons."""

from datetime import datetime
from typing import Any

import pytest

from pid_tracker.law.clock_file import BadHistory, answer

AS_OF = datetime.fromisoformat("2026-07-20T09:00:00+09:00")
AT = "2026-07-13T09:00:00+09:00"
FILED = {"kind": "FILED", "at": AT}
FILE: dict[str, Any] = {"zone": "Asia/Jayapura", "events": [FILED]}
NO_EVENTS = "events: a list with at least one event is needed"
RULES = "rules: first_day is next or same, joint_leave is closed or open"
EXTRA_DAY = "extra_days[0]: a day and a kind (holiday, joint_leave, local, poll) are needed"
LOCAL = {"day": "2026-07-24", "kind": "local"}


def with_event(**event: Any) -> dict[str, Any]:
    """A file whose second event is this one."""
    return {**FILE, "events": [FILED, {"at": AT, **event}]}


def with_day(*days: Any, **more: Any) -> dict[str, Any]:
    """A file with these extra days."""
    return {**FILE, "extra_days": list(days), **more}


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("FILED", "the file is not a JSON object"),
        ({**FILE, "zone": "WIT"}, "zone: 'WIT' is not an IANA zone"),
        ({**FILE, "zone": 9}, "zone: 9 is not an IANA zone"),
        ({**FILE, "events": []}, NO_EVENTS),
        ({**FILE, "events": "FILED"}, NO_EVENTS),
        ({**FILE, "events": 1}, NO_EVENTS),
        ({**FILE, "events": [FILED, "FILED"]}, "events[1]: not an object"),
        (with_event(kind="PAUSED"), "events[1]: unknown kind 'PAUSED'"),
        (with_event(kind="NOTE_ADDED"), "events[1]: unknown kind 'NOTE_ADDED'"),
        (with_event(kind="EXTENDED", at=None), "events[1].at: an instant with an offset is needed, not None"),
        (with_event(kind="EXTENDED", at="later"), "events[1].at: an instant with an offset is needed, not 'later'"),
        (
            with_event(kind="EXTENDED", at="0001-01-01T00:00:00+09:00"),
            "events[1].at: '0001-01-01T00:00:00+09:00' is outside the calendar",
        ),
        (
            with_event(kind="EXTENDED", received_at="2026-07-14"),
            "events[1].received_at: an instant with an offset is needed, not '2026-07-14'",
        ),
        (
            with_event(kind="EXTENDED", registered_at="2026-07-14"),
            "events[1].registered_at: an instant with an offset is needed, not '2026-07-14'",
        ),
        (with_event(kind="ANSWERED", outcome="MAYBE"), "events[1].outcome: unknown outcome 'MAYBE'"),
        (with_event(kind="OBJECTED", grounds=["h"]), "events[1].grounds: letters a to g are needed, not ['h']"),
        (
            {**FILE, "events": [{**FILED, "kind": "EXTENDED"}]},
            "events[0]: the first event is FILED, or OBJECTED with ground b",
        ),
        ({**FILE, "rules": "same"}, "rules: not an object"),
        ({**FILE, "rules": {"first_day": "last"}}, RULES),
        ({**FILE, "rules": {"joint_leave": "maybe"}}, RULES),
        ({**FILE, "years": 2026}, "years: a list of years is needed"),
        ({**FILE, "years": ["2026"]}, "years: a list of years is needed"),
        ({**FILE, "extra_days": "2026-07-24"}, "extra_days: not a list"),
        ({**FILE, "extra_days": 24}, "extra_days: not a list"),
        (with_day(LOCAL, "2026-07-24"), "extra_days[1]: not an object"),
        (with_day({"day": "24 July", "kind": "local"}), EXTRA_DAY),
        (with_day({"day": "2026-07-24", "kind": "feast"}), EXTRA_DAY),
        (
            with_day({**LOCAL, "entered_at": "2026-07-14"}),
            "extra_days[0].entered_at: an instant with an offset is needed, not '2026-07-14'",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line_that_names_the_place(document: object, says: str) -> None:
    with pytest.raises(BadHistory) as turned_away:
        answer(document, AS_OF)
    assert str(turned_away.value) == says


@pytest.mark.parametrize("grounds", [["b", "c"], ["b", "a"], ["f"], ["c"], [], None, "bg"])
def test_a_first_objection_that_needs_a_request_opens_nothing(grounds: object) -> None:
    objected = {"kind": "OBJECTED", "at": AT, "grounds": grounds}
    with pytest.raises(BadHistory) as turned_away:
        answer({**FILE, "events": [objected, {**FILED, "at": "2026-07-14T09:00:00+09:00"}]}, AS_OF)
    assert str(turned_away.value) == "events[0]: the first event is FILED, or OBJECTED with ground b"


def test_an_objection_heard_before_any_request_is_refused_with_its_reason() -> None:
    later = {"kind": "FILED", "at": "2026-07-21T09:00:00+09:00"}
    printed: Any = answer({**FILE, "events": [later, {"kind": "OBJECTED", "at": AT, "grounds": ["b", "c"]}]}, AS_OF)
    [refused] = printed["refused"]
    assert refused["event"] == 1 and "UU 14/2008 Pasal 35 ayat (1) huruf b" in refused["why"]


@pytest.mark.parametrize("grounds", [["b"], ["b", "f"]])
def test_ground_b_needs_no_request(grounds: list[str]) -> None:
    printed: Any = answer({**FILE, "events": [{"kind": "OBJECTED", "at": AT, "grounds": grounds}]}, AS_OF)
    assert (printed["stage"], printed["refused"]) == ("UNDER_OBJECTION", [])


def test_outcome_and_grounds_are_read_only_where_they_belong() -> None:
    told = {**FILE, "events": [{**FILED, "outcome": "MAYBE", "grounds": ["h"]}]}
    assert answer(told, AS_OF) == answer(FILE, AS_OF)


def test_grounds_that_are_no_list_are_none() -> None:
    printed: Any = answer(with_event(kind="OBJECTED", grounds=5), AS_OF)
    assert [refused["event"] for refused in printed["refused"]] == [1]


def test_a_refused_act_is_printed_with_its_reason() -> None:
    printed: Any = answer(with_event(kind="FILED"), AS_OF)
    [refused] = printed["refused"]
    assert refused["event"] == 1
    assert "sudah tercatat sejak Senin, 13 Juli 2026" in refused["why"]
    assert "UU 14/2008 Pasal 22 ayat (4)" in refused["why"]


@pytest.mark.parametrize(
    ("day", "why", "decree"),
    [
        ({"kind": "holiday"}, "Hari libur", None),
        ({"kind": "joint_leave"}, "Cuti bersama", None),
        ({"kind": "local", "decree": "Keputusan Gubernur 7"}, "Libur daerah", "Keputusan Gubernur 7"),
        ({"kind": "poll", "decree": 12}, "Hari pemungutan suara", "12"),
        ({"kind": "local", "name": "Hari Pattimura"}, "Hari Pattimura", None),
    ],
)
def test_an_extra_day_without_entry_is_known_from_the_start_and_shown_with_its_decree(
    day: dict[str, Any], why: str, decree: str | None
) -> None:
    printed: Any = answer(with_day({"day": "2026-07-24", **day}), AS_OF)
    row = next(row for row in printed["deadlines"] if row["duty"] == "ANSWER")
    assert {"day": "2026-07-24", "why": why, "decree": decree} in row["skipped"]
    assert row["due_on"] == "2026-07-28", "the tenth day was Mon 27 July"


def test_extra_joint_leave_is_worked_where_joint_leave_is_worked() -> None:
    leave = {"day": "2026-07-24", "kind": "joint_leave"}
    for entered in ({}, {"entered_at": AT}):
        printed: Any = answer(with_day({**leave, **entered}, rules={"joint_leave": "open"}), AS_OF)
        row = next(row for row in printed["deadlines"] if row["duty"] == "ANSWER")
        assert row["due_on"] == "2026-07-27"
