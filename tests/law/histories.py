"""Random histories for the property test: legal and illegal acts mixed, and moments that fall on the edges of terms.

A draw walks through a case: it asks the reckoner where the case stands, picks the next act (mostly one that fits the
stage, sometimes any), and lets it happen a few days later or just before, on or after the end of some term. So the deep
stages are reached and the days that matter are hit, which dates drawn blindly hardly ever do.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from .reckoner import reckon

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
ALL_KINDS = (
    *("FILED", "DEFICIENCY_NOTIFIED", "COMPLETED", "EXTENDED", "ANSWERED", "WITHDRAWN"),
    *("OBJECTED", "OBJECTION_DECIDED", "DISPUTE_REGISTERED", "DISPUTE_CLOSED"),
)
FITTING = {
    None: ("FILED",),
    "RECEIVED": ("DEFICIENCY_NOTIFIED", "DEFICIENCY_NOTIFIED", "COMPLETED", "EXTENDED", "ANSWERED", "OBJECTED"),
    "INCOMPLETE": ("COMPLETED", "COMPLETED", "COMPLETED", "ANSWERED", "OBJECTED", "OBJECTED", "EXTENDED"),
    "IN_PROCESS": (
        *("EXTENDED", "EXTENDED", "DEFICIENCY_NOTIFIED", "ANSWERED", "ANSWERED", "OBJECTED", "OBJECTED", "WITHDRAWN"),
    ),
    "ANSWERED": ("OBJECTED",),
    "UNDER_OBJECTION": (
        *("OBJECTION_DECIDED", "OBJECTION_DECIDED", "ANSWERED", "COMPLETED", "DISPUTE_REGISTERED", "WITHDRAWN"),
    ),
    "OBJECTION_DECIDED": ("DISPUTE_REGISTERED", "DISPUTE_REGISTERED", "COMPLETED", "WITHDRAWN"),
    "IN_DISPUTE": ("DISPUTE_CLOSED", "OBJECTION_DECIDED", "ANSWERED", "COMPLETED"),
}
OUTCOMES = ("GRANTED", "PARTLY_GRANTED", "REFUSED", "REFUSED", "NOT_HELD", "REFERRED")
GROUNDS = (["c"], ["a"], ["d", "g"], ["f"], ["b", "f"], ["b"], ["c", "f"], [])
HOURS = (time(0, 0, 0), time(8, 30), time(13, 0), time(23, 59, 59))
GAPS = (0, 0, 1, 1, 2, 3, 4, 5, 9, 14, 30, 60)
STARTS = (
    *(date(2026, 3, 9), date(2026, 5, 20), date(2025, 3, 24), date(2024, 2, 5), date(2024, 11, 19), date(2026, 12, 14)),
    *(
        date(2022, 12, 20),
        date(2027, 8, 16),
        date(2027, 11, 1),
        date(2027, 12, 13),
        date(2028, 1, 3),
        date(2023, 4, 10),
    ),
)

Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def histories(draw: Draw) -> tuple[dict[str, Any], datetime]:
    """A document of the clock file and an as-of that is never before the first event."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    start = draw(st.sampled_from(STARTS)) + timedelta(days=draw(st.integers(0, 40)))
    document: dict[str, Any] = {"zone": zone.key, "events": [], **draw(_settings(start, zone))}
    now = _moment(draw, start, zone)
    first = {"kind": "FILED"} if draw(st.integers(0, 9)) else {"kind": "OBJECTED", "grounds": ["b"]}
    document["events"].append(_with_receipt(draw, {**first, "at": now.isoformat()}, now))
    for _ in range(draw(st.integers(0, 8))):
        stage, edges = _where_it_stands(document, now, zone)
        now = _next_moment(draw, now, edges, zone)
        document["events"].append(_event(draw, stage, now))
    _, edges = _where_it_stands(document, now, zone)
    as_of = draw(st.sampled_from([datetime.fromisoformat(event["at"]) for event in document["events"]] + [now] * 8))
    return document, max(_next_moment(draw, as_of, edges, zone), datetime.fromisoformat(document["events"][0]["at"]))


@st.composite
def _settings(draw: Draw, start: date, zone: ZoneInfo) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    if not draw(st.integers(0, 2)):
        chosen["rules"] = {
            "first_day": draw(st.sampled_from(["next", "same"])),
            "joint_leave": draw(st.sampled_from(["closed", "open"])),
        }
    if not draw(st.integers(0, 3)):
        chosen["years"] = sorted(draw(st.sets(st.integers(2022, 2029))))
    if not draw(st.integers(0, 1)):
        chosen["extra_days"] = draw(st.lists(_extra_day(start, zone), min_size=1, max_size=5))
    return chosen


@st.composite
def _extra_day(draw: Draw, start: date, zone: ZoneInfo) -> dict[str, Any]:
    day = start + timedelta(days=draw(st.integers(-2, 60)))
    extra = {
        "day": day.isoformat(),
        "kind": draw(st.sampled_from(["holiday", "joint_leave", "local", "poll"])),
        "decree": draw(st.sampled_from(["Keputusan Gubernur", None])),
    }
    if draw(st.integers(0, 3)):
        entered_on = start + timedelta(days=draw(st.integers(-5, 70)))
        extra["entered_at"] = _moment(draw, entered_on, zone).isoformat()
    return extra


def _where_it_stands(document: dict[str, Any], now: datetime, zone: ZoneInfo) -> tuple[str | None, list[date]]:
    answer = reckon(document, now)
    today = now.astimezone(zone).date()
    ends = [date.fromisoformat(row["due_on"]) for row in answer["deadlines"] if row["due_on"]]
    return answer["stage"], [day for day in ends if day >= today]


def _next_moment(draw: Draw, now: datetime, edges: list[date], zone: ZoneInfo) -> datetime:
    if edges and draw(st.booleans()):
        day = draw(st.sampled_from(edges)) + timedelta(days=draw(st.sampled_from([-1, 0, 0, 1, 1, 2])))
    else:
        day = now.astimezone(zone).date() + timedelta(days=draw(st.sampled_from(GAPS)))
    moment = _moment(draw, day, zone)
    return moment if moment >= now or not draw(st.integers(0, 9)) else now


def _event(draw: Draw, stage: str | None, now: datetime) -> dict[str, Any]:
    fitting = FITTING.get(stage, ())
    kind = draw(st.sampled_from(fitting if fitting and draw(st.integers(0, 4)) else ALL_KINDS))
    event: dict[str, Any] = {"kind": kind, "at": now.isoformat()}
    if kind == "ANSWERED" and draw(st.integers(0, 19)):
        event["outcome"] = draw(st.sampled_from(OUTCOMES))
    if kind == "OBJECTED" and draw(st.integers(0, 19)):
        event["grounds"] = draw(st.sampled_from(GROUNDS))
    return _with_receipt(draw, event, now)


def _with_receipt(draw: Draw, event: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Now and then the other side receives it some days later, or the desk had the letter earlier."""
    takes_receipt = event["kind"] in ("FILED", "DEFICIENCY_NOTIFIED", "ANSWERED", "OBJECTED", "OBJECTION_DECIDED")
    if takes_receipt and not draw(st.integers(0, 3)):
        event["received_at"] = (now + timedelta(days=draw(st.sampled_from([-3, 0, 1, 2, 5])))).isoformat()
    if event["kind"] == "FILED":
        event["complete"] = draw(st.booleans())
        if not draw(st.integers(0, 4)):
            event["registered_at"] = (now + timedelta(days=draw(st.sampled_from([0, 1, 3])))).isoformat()
    return event


def _moment(draw: Draw, day: date, zone: ZoneInfo) -> datetime:
    """A moment of that day in the zone, written with the offset of that zone or of another."""
    moment = datetime.combine(day, draw(st.sampled_from(HOURS)), zone)
    return moment.astimezone(ZoneInfo(draw(st.sampled_from((zone.key, "Asia/Jakarta", "UTC")))))
