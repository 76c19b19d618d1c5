"""The decrees on holidays and joint leave of 2023 to 2027, one TOML file each, and the calendar made from them.

They are the law's own tables and come with the package. The clock file knows them all from the start, as last amended.
An installation knows those that were signed before it was made; a later one is entered like any other, is data of the
installation (`services/calendar/calendars.py`), and reaches the engine with the instant of its entry.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind


class BadDecree(ValueError):
    """A decree file that cannot be read; the message says which field, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Decree:
    """One decree (SKB, Keppres): its number, the days it closes, and the days of the amended one that it opens again.

    `completes_year` says that it is the year's own, so that the year's dates are no longer provisional (ruling R14).
    """

    number: str
    title: str
    year: int
    signed_on: date | None
    amends: str | None
    removes: frozenset[date]
    days: tuple[ClosedDay, ...]
    completes_year: bool = False


def parse(document: Mapping[str, object]) -> Decree:
    """The decree in a TOML document (`number`, `title`, `year`, `[[day]]` with `day`, `kind`, `name`); BadDecree
    otherwise."""
    number = str(document.get("number") or "").strip()
    title = str(document.get("title") or "").strip()
    year = document.get("year")
    if not number or not title or not isinstance(year, int):
        raise BadDecree("Nomor, judul, dan tahun keputusan harus diisi (number, title, year)")
    rows = document.get("day", [])
    if not isinstance(rows, list):
        raise BadDecree("Hari libur ditulis sebagai [[day]]")
    days = []
    for place, row in enumerate(rows, start=1):
        try:
            day, kind = row["day"], DayKind(row["kind"])
            name = str(row["name"]).strip()
        except (KeyError, TypeError, ValueError):
            raise BadDecree(f"Hari ke-{place}: isi day, kind (holiday, joint_leave, local, poll), dan name") from None
        if type(day) is not date or not name:
            raise BadDecree(f"Hari ke-{place}: day harus tanggal dan name tidak boleh kosong")
        if day.year != year:
            raise BadDecree(f"Hari ke-{place}: {day} bukan di tahun {year}")
        days.append(ClosedDay(day, kind, name, number))
    signed_on, amends, removes = document.get("signed_on"), document.get("amends"), document.get("removes", [])
    if not isinstance(removes, list) or any(type(day) is not date for day in removes):
        raise BadDecree("removes harus daftar tanggal")
    return Decree(
        number=number,
        title=title,
        year=year,
        signed_on=signed_on if type(signed_on) is date else None,
        amends=str(amends) if amends else None,
        removes=frozenset(removes),
        days=tuple(days),
        completes_year=document.get("completes_year") is True,
    )


def days_in_force(decrees: Iterable[Decree]) -> tuple[ClosedDay, ...]:
    """The closed days of decrees given in order of signing: an amendment's `removes` opens days of the decree it
    amends."""
    in_force: list[ClosedDay] = []
    for decree in decrees:
        if decree.removes:
            in_force = [row for row in in_force if row.decree != decree.amends or row.day not in decree.removes]
        in_force.extend(decree.days)
    return tuple(in_force)


@cache
def built_in_decrees() -> tuple[Decree, ...]:
    """The decrees that come with the package, by year and in order of amendment."""
    folder = resources.files(__name__)
    found = [
        parse(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    return tuple(
        sorted(found, key=lambda decree: (decree.year, decree.amends is not None, decree.signed_on or date.min))
    )


@cache
def built_in_calendar() -> WorkingCalendar:
    """The national calendar of the built-in decrees: joint leave closed, day of the event not counted."""
    decrees = built_in_decrees()
    return WorkingCalendar(days_in_force(decrees), {decree.year for decree in decrees})
