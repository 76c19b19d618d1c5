"""The document of a clock file read once more, and the days counted by hand: one day after the other, no tables.

Belongs to the second reckoner (`reckoner.py`) and may not import from `pid_tracker`. The closed days come from the list
typed by hand beside it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

Doc = Mapping[str, Any]
Row = dict[str, Any]

KINDS = frozenset(
    {
        *("FILED", "DEFICIENCY_NOTIFIED", "COMPLETED", "EXTENDED", "ANSWERED", "WITHDRAWN"),
        *("OBJECTED", "OBJECTION_DECIDED", "DISPUTE_REGISTERED", "DISPUTE_CLOSED"),
    }
)
OUTCOMES = frozenset({"GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_HELD", "REFERRED"})
WITHOUT_DECREE = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
ONE_DAY = timedelta(days=1)
ZONES = available_timezones()
WEEKEND = ("Sabtu", "Minggu")


class BadDocument(ValueError):
    """The document is no history at all: the command ends with exit code 2."""


# The document


@dataclass
class Event:
    kind: str
    at: datetime
    day: date
    received: date
    registered: date
    outcome: object
    grounds: tuple[object, ...]


@dataclass
class ExtraDay:
    day: date
    kind: str
    decree: object
    entered_at: datetime | None
    entered_on: date | None


@dataclass
class History:
    zone: ZoneInfo
    events: list[Event] = field(default_factory=list)
    extra: list[ExtraDay] = field(default_factory=list)
    years: frozenset[int] = frozenset(range(2023, 2028))
    same: bool = False
    leave_is_closed: bool = True


def read(document: Doc) -> History:
    zone_name = document.get("zone") if isinstance(document, Mapping) else None
    if not isinstance(zone_name, str) or zone_name not in ZONES:
        raise BadDocument(f"no IANA zone: {zone_name!r}")
    history = History(ZoneInfo(zone_name))
    for raw in document.get("events") or ():
        history.events.append(_read_event(raw, history.zone))
    if not history.events:
        raise BadDocument("no events")
    first = history.events[0]
    # Reading: b among other grounds will do for a document; whether the objection is in time is for rule 10 to say.
    if first.kind != "FILED" and not (first.kind == "OBJECTED" and "b" in first.grounds):
        raise BadDocument(f"a history does not begin with {first.kind}")
    rules = document.get("rules") or {}
    if rules.get("first_day", "next") not in ("next", "same"):
        raise BadDocument("first_day is next or same")
    if rules.get("joint_leave", "closed") not in ("closed", "open"):
        raise BadDocument("joint_leave is closed or open")
    history.same = rules.get("first_day") == "same"
    history.leave_is_closed = rules.get("joint_leave") != "open"
    for raw in document.get("extra_days") or ():
        history.extra.append(_read_extra(raw, history.zone))
    if document.get("years") is not None:
        # Reading (R14): a year outside the built-in decrees stays provisional, also when it is named.
        history.years &= frozenset(document["years"])
    return history


def _read_event(raw: Doc, zone: ZoneInfo) -> Event:
    if not isinstance(raw, Mapping) or raw.get("kind") not in KINDS:
        raise BadDocument(f"unknown event: {raw!r}")
    at = _instant(raw.get("at"))
    received = _instant(raw["received_at"]) if raw.get("received_at") is not None else at
    registered = _instant(raw["registered_at"]) if raw.get("registered_at") is not None else received
    return Event(
        kind=raw["kind"],
        at=at,
        day=at.astimezone(zone).date(),
        received=received.astimezone(zone).date(),
        registered=registered.astimezone(zone).date(),
        outcome=raw.get("outcome"),
        grounds=tuple(raw.get("grounds") or ()),
    )


def _read_extra(raw: Doc, zone: ZoneInfo) -> ExtraDay:
    if raw.get("kind") not in ("holiday", "joint_leave", "local", "poll"):
        raise BadDocument(f"unknown kind of day: {raw!r}")
    try:
        day = date.fromisoformat(raw["day"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadDocument(f"no date: {raw!r}") from error
    entered = _instant(raw["entered_at"]) if raw.get("entered_at") is not None else None
    return ExtraDay(day, raw["kind"], raw.get("decree"), entered, entered.astimezone(zone).date() if entered else None)


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text)  # type: ignore[arg-type]  # a wrong type raises, which is the point
    except (TypeError, ValueError) as error:
        raise BadDocument(f"no instant: {text!r}") from error
    if instant.tzinfo is None or not MINYEAR < instant.year < MAXYEAR:
        raise BadDocument(f"an instant without offset: {text!r}")
    return instant


# The days

_BY_HAND = tomllib.loads((Path(__file__).parent / "holidays_by_hand.toml").read_text(encoding="utf-8"))
CLOSED_BY_HAND: dict[date, tuple[str, str]] = {}
for _year in _BY_HAND.values():
    for _kind in ("holiday", "joint_leave"):
        CLOSED_BY_HAND |= dict.fromkeys(_year[_kind], (_kind, _year["decree"]))
    for _day, _decree in zip(_year.get("poll", ()), _year.get("poll_decrees", ()), strict=True):
        CLOSED_BY_HAND[_day] = ("poll", _decree)


def why_closed(day: date, history: History, extra: Sequence[ExtraDay]) -> tuple[str, object] | None:
    """Why `day` is no working day, with its decree; None for a working day. A decreed day wins over the weekend."""
    for added in extra:
        if added.day == day and (added.kind != "joint_leave" or history.leave_is_closed):
            return added.kind, added.decree
    if day.year in history.years:
        if day in CLOSED_BY_HAND:
            kind, decree = CLOSED_BY_HAND[day]
            if kind != "joint_leave" or history.leave_is_closed:
                return kind, decree
    elif (day.month, day.day) in WITHOUT_DECREE:
        return "libur tetap", None
    if day.weekday() >= 5:
        return WEEKEND[day.weekday() - 5], "Perpres 21/2023 Pasal 3"
    return None


@dataclass
class Walk:
    """A walk from `opens_on` to the last of so many working days, with every day passed on the way."""

    opens_on: date
    due_on: date
    counted: list[date]
    skipped: list[Row]
    certain: bool
    extra: list[ExtraDay]


def walk(opens_on: date, days: int, history: History, extra: Sequence[ExtraDay]) -> Walk:
    counted: list[date] = []
    skipped: list[Row] = []
    day = opens_on if history.same else opens_on + ONE_DAY
    while True:
        closed = why_closed(day, history, extra)
        if closed is None:
            counted.append(day)
            if len(counted) == days:
                break
        else:
            skipped.append({"day": day.isoformat(), "why": closed[0], "decree": closed[1]})
        day += ONE_DAY
    # Reading: the span of a row runs from opens_on to due_on, both inclusive.
    certain = all(year in history.years for year in range(opens_on.year, day.year + 1))
    return Walk(opens_on, day, counted, skipped, certain, list(extra))


def term(opens_on: date, days: int, history: History, closed_at: datetime | None) -> Walk:
    """The term with each extra day that may move it (rule 16), taken in the order in which they were entered."""
    usable = [day for day in history.extra if day.entered_at is None]
    stands = walk(opens_on, days, history, usable)
    entered_later = [day for day in history.extra if day.entered_at is not None]
    for added in sorted(entered_later, key=lambda day: day.entered_at):  # type: ignore[arg-type,return-value]
        if closed_at is not None and added.entered_at >= closed_at:  # type: ignore[operator]  # filtered above
            continue
        if added.entered_on > stands.due_on:  # type: ignore[operator]  # filtered above
            continue
        usable.append(added)
        stands = walk(opens_on, days, history, usable)
    return stands
