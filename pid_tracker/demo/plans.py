"""What will happen in the demo, drawn before it happens: who asks which body what, on which day, and how it goes.

Texts and people come from `pid_tracker/demo/`; the same seed and the same moment give the same plans.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from pid_tracker.clock import civil_date
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.vocabulary.asking import Channel, PhoneChannel, Rating, RequesterKind
from pid_tracker.services.request.filing import NewRequester

_MALUKU, _AMBON = 0.55, 0.13
#: How each body keeps its terms: the share answered late, and the share never answered.
_HABITS: Mapping[str, tuple[float, float]] = {
    "maluku": (0.15, 0.03), "ambon": (0.07, 0.01), "tual": (0.20, 0.07), "maluku-tengah": (0.11, 0.03),
    "maluku-tenggara": (0.24, 0.08), "kepulauan-tanimbar": (0.28, 0.10), "buru": (0.09, 0.02),
    "buru-selatan": (0.34, 0.16), "seram-bagian-barat": (0.20, 0.06), "seram-bagian-timur": (0.27, 0.10),
    "kepulauan-aru": (0.31, 0.12), "maluku-barat-daya": (0.16, 0.05),
}  # fmt: skip
_USUAL_HABIT = (0.15, 0.05)
_EVERY_LAPSED, _EVERY_WITHDRAWN = 29, 33  # one in so many
_CHANNELS = (
    (Channel.WEB, 58), (Channel.WALK_IN, 13), (Channel.WHATSAPP, 9), (Channel.EMAIL, 8), (Channel.LETTER, 7),
    (Channel.PHONE, 4), (Channel.SMS, 1),
)  # fmt: skip
_SHOWN_UNITS = frozenset({"1.03", "3.25"})  # the two units with a demo account have something on their desk


class Fate(StrEnum):
    """How a request goes."""

    ON_TIME = "ON_TIME"
    LATE = "LATE"
    SILENT = "SILENT"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of our own making: one text, urusan and answer for each part."""

    body: str
    texts: tuple[str, ...]
    urusan: tuple[str, ...]
    answers: tuple[str, ...]
    purpose: str
    who: str
    hint: str
    period: str
    place: str
    also: tuple[str, ...]
    searched: tuple[str, ...]
    holder: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """One case to come. `working_days` is when the answer is meant to go out, counted from day zero."""

    body: str
    asked: Asked
    requester: NewRequester
    channel: str
    filed_at: datetime
    fate: Fate
    is_complete: bool
    found_lacking: bool
    extended: bool
    working_days: int
    handed_back: bool
    last_not_held: bool
    rating: str
    seed: int


def _read(name: str, table: str) -> list[dict[str, Any]]:
    text = (resources.files("pid_tracker") / "demo" / name).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[table]
    return rows


@cache
def asked() -> tuple[Asked, ...]:
    """The packaged requests."""
    return tuple(
        Asked(
            body=row["body"],
            texts=tuple(row["text"]),
            urusan=tuple(row["urusan"]),
            answers=tuple(_without_closed(answer) for answer in row["answer"]),
            purpose=row["purpose"],
            who=row["who"],
            hint=row["outcome_hint"],
            period=row.get("period", ""),
            place=row.get("place", ""),
            also=tuple(row.get("also", ())),
            searched=tuple(row.get("searched", ())),
            holder=(row.get("referred_to", {}).get("name", ""), row.get("referred_to", {}).get("address", "")),
        )
        for row in _read("requests.toml", "request")
    )


def _without_closed(answer: str) -> str:
    """The answer without sentences about closed pieces: a closed piece needs a consequence test, which is to come."""
    sentences = answer.split(". ")
    kept = [sentence for sentence in sentences if not sentence.rstrip(".").endswith(("ditutup", "ditutup sebagian"))]
    return (". ".join(kept) or answer).rstrip(".") + "."


@cache
def people() -> tuple[NewRequester, ...]:
    """The packaged people and organisations, all invented."""
    return tuple(
        NewRequester(
            kind=row["who"],
            name=row["name"],
            address=row["address"],
            group_name=row["organisation"] if row["who"] == RequesterKind.GROUP else "",
            group_size=row.get("members"),
            entity_name=row["organisation"] if row["who"] == RequesterKind.ENTITY else "",
            entity_number=row.get("legal_number", ""),
            principal_name=row.get("represents", ""),
            principal_address=row.get("represents_address", ""),
            phone=row.get("phone", ""),
            phone_channel=(PhoneChannel.WHATSAPP, PhoneChannel.SMS)[place % 3 == 0] if row.get("phone") else "",
            email=row.get("email", ""),
        )
        for place, row in enumerate(_read("people.toml", "person"))
    )


def plans(count: int, seed: int, now: datetime, calendars: Mapping[str, WorkingCalendar], zone: str) -> list[Plan]:
    """`count` plans over the twelve months before `now`, in order of filing."""
    dice = random.Random(seed)
    today = civil_date(now, zone)
    moments = sorted(_moments(count, dice, now, today, ZoneInfo(zone), calendars["maluku"]), key=lambda item: item[0])
    bodies = _bodies(count, sorted(calendars), dice)
    dice.shuffle(bodies)
    next_asked = {code: _round(code, dice) for code in calendars}
    return [
        _plan("maluku" if is_due_soon else body, moment, is_due_soon, next_asked, dice, today, calendars, number)
        for number, ((moment, is_due_soon), body) in enumerate(zip(moments, bodies, strict=True))
    ]


def _bodies(count: int, codes: Sequence[str], dice: random.Random) -> list[str]:
    others = [code for code in codes if code not in ("maluku", "ambon")]
    found = ["maluku"] * round(count * _MALUKU) + ["ambon"] * round(count * _AMBON)
    every = others * (count // 60)
    return [*every, *found, *dice.choices(others, k=count)][:count]


def _round(body: str, dice: random.Random) -> Iterator[Asked]:
    """The requests that make sense at a body, shuffled, again and again."""
    own = [one for one in asked() if one.body == body]
    own += [replace(one, place="") for one in asked() if body in one.also]
    while True:
        yield from dice.sample(own, len(own))


def _moments(
    count: int, dice: random.Random, now: datetime, today: date, zone: ZoneInfo, calendar: WorkingCalendar
) -> list[tuple[datetime, bool]]:
    """When requests are filed: more on working days, a little more each month, and some that are due about now."""
    days = [today - timedelta(days=back) for back in range(1, 365)]
    weights = [
        (1.0 if calendar.is_working_day(day) else 0.3) * (1.35 - place / 500) * (1.5 if place < 16 else 1)
        for place, day in enumerate(days)
    ]
    due_soon = [day for day in days[:30] if -2 <= calendar.between(today, calendar.count(day, 10).day) <= 2]
    forced = due_soon[: min(len(due_soon), count // 40)]
    chosen = [(day, True) for day in forced] + [
        (day, False) for day in dice.choices(days, weights, k=count - len(forced))
    ]
    moments = []
    for day, soon in chosen:
        hour = dice.choice((8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 21, 22, 23, 5, 6))
        moment = datetime.combine(day, time(hour, dice.randrange(60), dice.randrange(60)), zone)
        moments.append((min(moment, now - timedelta(minutes=20)), soon))
    return moments


def _plan(
    body: str,
    filed_at: datetime,
    is_due_soon: bool,
    next_asked: Mapping[str, Iterator[Asked]],
    dice: random.Random,
    today: date,
    calendars: Mapping[str, WorkingCalendar],
    number: int,
) -> Plan:
    one = next(next_asked[body])
    if body == "maluku" and (today - filed_at.date()).days <= 12 and number % 2:
        one = next(
            (other for other in (next(next_asked[body]) for _ in range(60)) if _SHOWN_UNITS & {*other.urusan}), one
        )
    channel = dice.choices([name for name, _ in _CHANNELS], [weight for _, weight in _CHANNELS])[0]
    if not calendars[body].is_working_day(filed_at.date()):
        channel = Channel.WEB
    if channel != Channel.WEB:
        filed_at = filed_at.replace(hour=dice.randint(8, 14))
    late, silent = _HABITS.get(body, _USUAL_HABIT)
    fate = dice.choices([Fate.LATE, Fate.SILENT, Fate.ON_TIME], [late, silent, 1 - late - silent])[0]
    if is_due_soon:
        fate = Fate.LATE
    elif number % _EVERY_LAPSED == 4:
        fate = Fate.LAPSED
    elif number % _EVERY_WITHDRAWN == 8:
        fate = Fate.WITHDRAWN
    found_lacking = fate is Fate.LAPSED or (not is_due_soon and dice.random() < 0.1)
    extended = fate in (Fate.ON_TIME, Fate.LATE) and not is_due_soon and dice.random() < 0.13
    first, last = (11, 17) if extended else (4, 10)
    if fate is Fate.LATE:
        first, last = (19, 29) if extended else (12, 24)
    return Plan(
        body=body,
        asked=one,
        requester=_requester(one.who, channel, dice, with_nik=not found_lacking and dice.random() < 0.75),
        channel=channel,
        filed_at=filed_at,
        fate=fate,
        is_complete=not found_lacking and (channel == Channel.WALK_IN or dice.random() < 0.85),
        found_lacking=found_lacking,
        extended=extended,
        working_days=20 if is_due_soon else round(dice.triangular(first, last, first + 0.7 * (last - first))),
        handed_back=dice.random() < 0.09,
        last_not_held=one.hint == Outcome.GRANTED and len(one.texts) > 1 and dice.random() < 0.22,
        rating=dice.choices(["", *Rating], [60, 26, 10, 4])[0],
        seed=dice.randrange(1 << 30),
    )


def _requester(who: str, channel: str, dice: random.Random, *, with_nik: bool) -> NewRequester:
    reached = [
        person
        for person in people()
        if person.kind == who
        and (channel not in (Channel.WEB, Channel.EMAIL) or person.email or (channel == Channel.WEB and person.phone))
        and (channel not in (Channel.WHATSAPP, Channel.SMS, Channel.PHONE) or person.phone)
    ]
    person = dice.choice(reached or [person for person in people() if person.email])
    born = f"{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}{dice.randint(60, 99)}"
    return replace(person, nik=f"819901{born}{dice.randint(1, 9999):04d}" if with_nik else "")
