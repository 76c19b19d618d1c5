"""Which days an office is closed, and why: weekends, fixed days, the days of decrees (SKB) and what came later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pid_tracker.law.vocabulary.worded import Worded

#: Saturday and Sunday are closed by this; offices work Monday to Friday (Pasal 3).
WEEKEND_DECREE = "Perpres 21/2023 Pasal 3"
_WEEKEND_NAMES = {5: "Sabtu", 6: "Minggu"}
#: Days that are closed every year by their own rules, also in a year whose decree is not out yet (ruling R14).
FIXED_DAYS: Mapping[tuple[int, int], str] = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan Republik Indonesia",
    (12, 25): "Natal",
}


class DayKind(Worded):
    """Why a day is closed; `sign` marks it in a small calendar."""

    sign: str

    HOLIDAY = "holiday", "libur nasional", "L"
    JOINT_LEAVE = "joint_leave", "cuti bersama", "C"
    LOCAL = "local", "libur daerah", "D"
    POLL = "poll", "hari pemungutan suara", "P"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day closed by decree. `decree` is None only for the fixed days of a year without a decree.

    `entered_at` is None for what was known from the start; otherwise the instant from which the day is known, and
    `entered_on` its civil date at the office.
    """

    day: date
    kind: DayKind
    name: str
    decree: str | None
    entered_at: datetime | None = None
    entered_on: date | None = None


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that was not counted, and why."""

    day: date
    why: str
    decree: str | None


@dataclass(frozen=True, slots=True)
class LaterDecree:
    """What became known at the instant `at` (civil date `on` at the office), after the calendar was first used.

    `closes` are the days closed; `opens` the days that an amendment opens again, as (number of the amended decree,
    day): they count as worked only for terms whose day zero is later than `on`, so that no date moves earlier (ruling
    R13). `completes` is the year whose own decree this is.
    """

    at: datetime
    on: date
    closes: tuple[ClosedDay, ...] = ()
    opens: frozenset[tuple[str | None, date]] = frozenset()
    completes: int | None = None


def _by_instant(rows: Iterable[ClosedDay]) -> list[LaterDecree]:
    """Single later days, put together by the instant at which they were entered."""
    found: dict[datetime, list[ClosedDay]] = {}
    for row in rows:
        if row.entered_at is None or row.entered_on is None:
            raise ValueError("a later day carries the instant at which it was entered")
        found.setdefault(row.entered_at, []).append(row)
    return [
        LaterDecree(at, group[0].entered_on or at.date(), tuple(sorted(group, key=lambda row: row.day)))
        for at, group in found.items()
    ]
