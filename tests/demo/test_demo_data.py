"""The demo province's data files and the decrees hold together."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "pid_tracker"
DEMO = PACKAGE / "demo"
DECREES = PACKAGE / "law" / "decrees"
PURPOSES = {"CITIZEN", "STUDY", "PRESS", "RIGHTS", "BUSINESS", "OTHER"}
WHO = {"PERSON", "GROUP", "ENTITY", "PROXY"}
TEXT_FILES = sorted(path for path in DEMO.iterdir() if path.suffix in {".toml", ".jsonl"})

Row = dict[str, Any]


def read(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(name: str, table: str) -> list[Row]:
    found = read(DEMO / name)[table]
    assert isinstance(found, list)
    return found


def valid_urusan() -> set[str]:
    return {row["code"] for row in rows("urusan.toml", "urusan")}


def urusan_by_body() -> dict[str, set[str]]:
    carried: dict[str, set[str]] = {}
    for unit in rows("units.toml", "unit"):
        carried.setdefault(unit["body"], set()).update(unit["urusan"])
    return carried


def days_of(year: int) -> dict[date, str]:
    """The days of one year after all its decrees, as day -> kind."""
    files = [read(path) for path in sorted(DECREES.glob(f"{year}-*.toml"))]
    written = [row["day"] for decree in files for row in decree["day"]]
    assert len(written) == len(set(written)), f"a day of {year} stands in two decrees"
    numbers = {decree["number"] for decree in files}
    days = {row["day"]: row["kind"] for decree in files for row in decree["day"]}
    for decree in files:
        assert decree["year"] == year
        assert "amends" not in decree or decree["amends"] in numbers
        for day in decree.get("removes", []):
            del days[day]
    assert all(day.year == year for day in days)
    return days


@pytest.mark.parametrize(
    ("year", "holidays", "joint_leave", "polls"),
    [(2023, 16, 11, 0), (2024, 17, 10, 2), (2025, 17, 11, 0), (2026, 17, 8, 0), (2027, 18, 8, 0)],
)
def test_decrees_of_a_year_give_the_counts_of_the_joint_decree(
    year: int, holidays: int, joint_leave: int, polls: int
) -> None:
    kinds = Counter(days_of(year).values())
    assert (kinds["holiday"], kinds["joint_leave"], kinds["poll"]) == (holidays, joint_leave, polls)
    assert sum(kinds.values()) == holidays + joint_leave + polls


def test_amendments_move_the_days_they_should() -> None:
    assert {day for day, kind in days_of(2023).items() if kind == "joint_leave" and day.month == 4} == {
        date(2023, 4, number) for number in (19, 20, 21, 24, 25)
    }
    assert days_of(2025)[date(2025, 8, 18)] == "joint_leave"
    assert date(2025, 8, 18) not in {row["day"] for row in read(DECREES / "2025-skb-1017-2024.toml")["day"]}


def test_the_province_and_its_eleven_have_codes_prefixes_and_zones_of_their_own() -> None:
    bodies = rows("bodies.toml", "body")
    beside = rows("bodies_three_zones.toml", "body")
    assert Counter(body["level"] for body in bodies) == {"province": 1, "city": 2, "regency": 9}
    for field in ("code", "name", "prefix", "region_code", "phone", "email"):
        values = [body[field] for body in bodies + beside]
        assert len(values) == len(set(values)), field
    assert all(re.fullmatch(r"[A-Z]{3}", body["prefix"]) for body in bodies + beside)
    assert {ZoneInfo(body["zone"]).key for body in bodies} == {"Asia/Jayapura"}
    assert {ZoneInfo(body["zone"]).key for body in beside} == {"Asia/Makassar", "Asia/Jakarta"}
    assert all("(contoh)" in body["address"] and "-000-" in body["phone"] for body in bodies + beside)


@pytest.mark.parametrize("name", ["units.toml", "bodies_three_zones.toml"])
def test_units_are_unique_in_their_body_and_name_known_urusan(name: str) -> None:
    units = rows(name, "unit")
    for field in ("code", "name", "short_name"):
        doubles = [key for key, count in Counter((unit["body"], unit[field]) for unit in units).items() if count > 1]
        assert doubles == []
    known = valid_urusan()
    assert [unit for unit in units if not unit["urusan"] or not set(unit["urusan"]) <= known] == []
    assert {unit["source"] for unit in units} == {"listed", "completed"}


def test_every_body_has_a_full_set_of_agencies() -> None:
    bodies = {body["code"] for body in rows("bodies.toml", "body")}
    units = rows("units.toml", "unit")
    assert {unit["body"] for unit in units} == bodies
    agencies = Counter(unit["body"] for unit in units if unit["urusan"] != ["7.01"])
    assert agencies.pop("maluku") >= 38
    assert all(25 <= count <= 32 for count in agencies.values()), agencies
    for body in bodies:
        carried = urusan_by_body()[body]
        assert {"1.01", "1.02", "1.03", "2.16", "4.01", "4.02", "5.01", "5.02", "5.03", "6.01"} <= carried, body


def test_every_request_has_a_home_and_each_line_its_office_and_answer() -> None:
    carried = urusan_by_body()
    requests = rows("requests.toml", "request")
    assert len(requests) >= 160
    assert len({request["id"] for request in requests}) == len(requests)
    assert len({tuple(request["text"]) for request in requests}) == len(requests)
    for request in requests:
        where = request["id"]
        assert 1 <= len(request["text"]) <= 4, where
        assert len(request["text"]) == len(request["urusan"]) == len(request["answer"]), where
        assert len("\n".join(request["text"])) >= 15, where
        assert not any("\n" in line or not line.strip() for line in request["text"]), where
        assert request["purpose"] in PURPOSES, where
        assert request["who"] in WHO, where
        assert set(request["urusan"]) <= carried["maluku"] | {"7.01"}, where
        for body in [request["body"], *request.get("also", [])]:
            assert set(request["urusan"]) <= carried[body], (where, body)


def test_outcome_hints_bring_what_they_need() -> None:
    requests = rows("requests.toml", "request")
    for request in requests:
        hint = request["outcome_hint"]
        assert hint in {"GRANTED", "NOT_HELD", "REFERRED"}, request["id"]
        assert ("searched" in request) == (hint == "NOT_HELD"), request["id"]
        assert ("referred_to" in request) == (hint == "REFERRED"), request["id"]
        if hint == "NOT_HELD":
            assert len(request["searched"]) >= 2, request["id"]
        if hint == "REFERRED":
            assert request["referred_to"]["name"], request["id"]
            assert request["referred_to"]["address"], request["id"]
    hints = Counter(request["outcome_hint"] for request in requests)
    assert hints["GRANTED"] > 0.8 * len(requests)
    assert min(hints.values()) >= 8


def test_people_are_complete_for_their_kind() -> None:
    people = rows("people.toml", "person")
    assert len(people) >= 120
    assert {person["who"] for person in people} == WHO
    assert len({person["name"] for person in people}) == len(people)
    for person in people:
        who = person["who"]
        assert "Contoh" in person["address"], person["id"]
        assert {"phone", "email", "pick_up"} & set(person), person["id"]
        assert ("organisation" in person) == (who in {"GROUP", "ENTITY"}), person["id"]
        assert ("members" in person) == (who == "GROUP"), person["id"]
        assert ("legal_number" in person) == (who == "ENTITY"), person["id"]
        assert ("represents" in person) == ("represents_address" in person) == (who == "PROXY"), person["id"]


def test_sample_file_has_the_shape_of_the_real_ones() -> None:
    lines = (DEMO / "sample_requests.jsonl").read_text(encoding="utf-8").splitlines()
    samples = [json.loads(line) for line in lines]
    assert Counter(sample["kind"] for sample in samples) == {"foi_request": 12, "complaint": 28}
    assert len({sample["id"] for sample in samples}) == len(samples)
    fields = {"id", "text", "agency_label_as_given", "urusan_code", "urusan_ok", "source", "kind", "agency_in_text"}
    known = valid_urusan()
    for sample in samples:
        assert set(sample) == fields, sample["id"]
        assert sample["urusan_code"] in sample["urusan_ok"], sample["id"]
        assert set(sample["urusan_ok"]) <= known, sample["id"]
        assert (sample["agency_label_as_given"] is None) == (sample["kind"] == "foi_request"), sample["id"]


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_no_identity_number_no_real_address_on_the_net_in_the_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\d{10,}", text) == []
    domains = set(re.findall(r"@([\w.-]+)", text))
    assert all(domain.endswith("example.id") for domain in domains), domains
    assert re.findall(r"https?://\S+", text) == []
    phones = set(re.findall(r"\b0\d{2,3}-\d{3}-\d{4}\b", text))
    assert all("-000-" in phone for phone in phones), phones
