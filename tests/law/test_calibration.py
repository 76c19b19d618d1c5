"""The published calibration vectors and the examples that every implementation of the clock file must give."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from pid_tracker.law.clock_file import answer

THREE_TEN_SEVENTEEN = [
    ("2026-03-02", "2026-03-05", "2026-03-16", "2026-04-01"),
    ("2026-04-02", "2026-04-08", "2026-04-17", "2026-04-28"),
    ("2026-04-20", "2026-04-23", "2026-05-05", "2026-05-18"),
    ("2026-05-22", "2026-05-29", "2026-06-10", "2026-06-22"),
    ("2026-06-10", "2026-06-15", "2026-06-25", "2026-07-06"),
    ("2026-07-13", "2026-07-16", "2026-07-27", "2026-08-05"),
    ("2026-09-12", "2026-09-16", "2026-09-25", "2026-10-06"),
    ("2026-10-05", "2026-10-08", "2026-10-19", "2026-10-28"),
]
FOURTEEN_THIRTY = [
    ("2026-01-29", "2026-02-20", "2026-03-16"),
    ("2026-04-30", "2026-05-25", "2026-06-22"),
    ("2026-08-03", "2026-08-24", "2026-09-16"),
    ("2026-11-06", "2026-11-26", "2026-12-18"),
]
WEEKEND_DECREE = "Perpres 21/2023 Pasal 3"


def rows(zone: str, *events: Mapping[str, Any], as_of: str, **settings: Any) -> dict[str, Any]:
    printed = answer({"zone": zone, "events": list(events), **settings}, datetime.fromisoformat(as_of))
    assert printed["refused"] == []
    return {row["duty"]: row for row in printed["deadlines"]}


@pytest.mark.parametrize(("filed", "third", "tenth", "seventeenth"), THREE_TEN_SEVENTEEN)
def test_three_ten_and_seventeen_working_days_from_filing(filed: str, third: str, tenth: str, seventeenth: str) -> None:
    filing = {"kind": "FILED", "at": f"{filed}T10:00:00+09:00"}
    of = rows("Asia/Jayapura", filing, as_of=f"{filed}T10:00:00+09:00")
    assert of["CHECK_COMPLETENESS"]["due_on"] == third
    assert (of["ANSWER"]["due_on"], of["ANSWER"]["extendable_to"]) == (tenth, seventeenth)
    extension = {"kind": "EXTENDED", "at": f"{tenth}T23:59:59+09:00"}
    extended = rows("Asia/Jayapura", filing, extension, as_of=f"{seventeenth}T10:00:00+09:00")["ANSWER"]
    assert (extended["due_on"], extended["working_days"], extended["extendable_to"]) == (seventeenth, 17, None)


@pytest.mark.parametrize(("day", "fourteenth", "thirtieth"), FOURTEEN_THIRTY)
def test_fourteen_and_thirty_working_days_from_the_answer_the_objection_and_the_decision(
    day: str, fourteenth: str, thirtieth: str
) -> None:
    of = rows(
        "Asia/Jayapura",
        {"kind": "FILED", "at": f"{day}T08:00:00+09:00"},
        {"kind": "ANSWERED", "at": f"{day}T09:00:00+09:00", "outcome": "GRANTED"},
        {"kind": "OBJECTED", "at": f"{day}T10:00:00+09:00", "grounds": ["d"]},
        {"kind": "OBJECTION_DECIDED", "at": f"{day}T11:00:00+09:00"},
        as_of=f"{day}T12:00:00+09:00",
    )
    assert of["OBJECT"]["due_on"] == thirtieth
    assert of["DECIDE_OBJECTION"]["due_on"] == thirtieth
    assert of["GO_TO_COMMISSION"]["due_on"] == fourteenth


def test_a_request_of_22_may_2026_in_makassar_explains_every_day() -> None:
    filing = {"kind": "FILED", "at": "2026-05-22T09:00:00+08:00"}
    printed = rows("Asia/Makassar", filing, as_of="2026-05-22T10:00:00+08:00")["ANSWER"]
    assert (printed["due_on"], printed["extendable_to"]) == ("2026-06-10", "2026-06-22")
    assert printed["counted"] == [
        *("2026-05-25", "2026-05-26", "2026-05-29", "2026-06-02", "2026-06-03"),
        *("2026-06-04", "2026-06-05", "2026-06-08", "2026-06-09", "2026-06-10"),
    ]
    decrees = {skipped["day"]: skipped["decree"] for skipped in printed["skipped"]}
    assert list(decrees) == sorted(decrees)
    decreed = ["2026-05-27", "2026-05-28", "2026-05-31", "2026-06-01"]
    weekends = ["2026-05-23", "2026-05-24", "2026-05-30", "2026-06-06", "2026-06-07"]
    assert sorted(decrees) == sorted(decreed + weekends)
    assert all(decrees[day].startswith("SKB") for day in decreed)
    assert {decrees[day] for day in weekends} == {WEEKEND_DECREE}
    assert {date.fromisoformat(day).weekday() for day in weekends} == {5, 6}


def test_the_example_of_the_clock_file() -> None:
    printed = answer(
        {
            "zone": "Asia/Jayapura",
            "events": [{"kind": "FILED", "at": "2026-03-17T23:50:00+09:00", "complete": True}],
            "rules": {"first_day": "next", "joint_leave": "closed"},
            "extra_days": [
                {"day": "2026-12-09", "kind": "poll", "decree": "Keppres", "entered_at": "2026-12-04T10:00:00+09:00"}
            ],
            "years": [2026],
        },
        datetime.fromisoformat("2026-03-18T09:00:00+09:00"),
    )
    assert (printed["stage"], printed["refused"]) == ("RECEIVED", [])
    row = printed["deadlines"][2]
    assert row["counted"][0] == "2026-03-25"
    assert row["skipped"][0]["day"] == "2026-03-18"
    assert row["skipped"][0]["decree"].startswith("SKB")
    expected = {
        "duty": "ANSWER",
        "whose": "body",
        "opens_on": "2026-03-17",
        "due_on": "2026-04-08",
        "safe_on": "2026-04-08",
        "extendable_to": "2026-04-17",
        "certain": True,
        "standing": "RUNNING",
        "working_days": 10,
        "basis": "UU 14/2008 Pasal 22 ayat (7)",
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("rules", "due_on"),
    [
        ({}, "2026-04-02"),
        ({"first_day": "next", "joint_leave": "closed"}, "2026-04-02"),
        ({"first_day": "same"}, "2026-04-01"),
        ({"joint_leave": "open"}, "2026-03-27"),
    ],
)
def test_the_worked_example_of_march_2026_on_three_readings(rules: dict[str, str], due_on: str) -> None:
    filing = {"kind": "FILED", "at": "2026-03-12T10:00:00+07:00"}
    printed = rows("Asia/Jakarta", filing, as_of="2026-03-12T10:00:00+07:00", rules=rules)["ANSWER"]
    assert printed["due_on"] == due_on
    if due_on == "2026-04-02":
        assert printed["extendable_to"] == "2026-04-14"


@pytest.mark.parametrize("first_day", ["next", "same"])
@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_counted_and_skipped_cover_each_day_of_the_term_once(zone: str, first_day: str) -> None:
    filing = {"kind": "FILED", "at": "2026-03-17T10:00:00+00:00"}
    of = rows(zone, filing, as_of="2026-03-18T00:00:00+00:00", rules={"first_day": first_day})
    for duty in ("CHECK_COMPLETENESS", "ANSWER", "OBJECT"):
        row = of[duty]
        days = sorted(row["counted"] + [skipped["day"] for skipped in row["skipped"]])
        start = date.fromisoformat(row["opens_on"]).toordinal() + (first_day == "next")
        end = date.fromisoformat(row["due_on"]).toordinal()
        assert days == [date.fromordinal(day).isoformat() for day in range(start, end + 1)]
        assert len(row["counted"]) == row["working_days"]
        assert row["counted"][-1] == row["due_on"]
