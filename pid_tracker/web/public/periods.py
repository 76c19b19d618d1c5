"""The period of the figures: the last twelve months, a month, a quarter or a year, as the address writes it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pid_tracker.law.words import MONTHS
from pid_tracker.services.publishing.snapshots import twelve_months

TWELVE_MONTHS = "12-bulan"
_SHAPE = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<month>0[1-9]|1[0-2])|t(?P<quarter>[1-4])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """`key` stands in the address, `word` on the page ("November 2026"); the days are inclusive."""

    key: str
    word: str
    start: date
    end: date

    @property
    def is_long(self) -> bool:
        """Whether the period spans several months, so that a line by month says something."""
        return (self.start.year, self.start.month) != (self.end.year, self.end.month)

    def months(self, today: date) -> tuple[date, ...]:
        """The first day of every month that the period touches, up to the month of `today`."""
        found, day, last = [], self.start.replace(day=1), min(self.end, today)
        while day <= last:
            found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return tuple(found)


def read(key: str, today: date) -> Period | None:
    """The period that the address names; None when it names none. Empty means the last twelve months."""
    if key in ("", TWELVE_MONTHS):
        return Period(TWELVE_MONTHS, "12 bulan terakhir", *twelve_months(today))
    found = _SHAPE.fullmatch(key)
    if found is None:
        return None
    year = int(found["year"])
    if found["month"]:
        month = int(found["month"])
        return _months(key, f"{MONTHS[month - 1]} {year}", year, month, 1)
    if found["quarter"]:
        quarter = int(found["quarter"])
        return _months(key, f"triwulan {quarter} tahun {year}", year, 3 * quarter - 2, 3)
    return _months(key, f"tahun {year}", year, 1, 12)


def _months(key: str, word: str, year: int, month: int, count: int) -> Period:
    start, after = date(year, month, 1), month + count
    end = (date(year + 1, 1, 1) if after > 12 else date(year, after, 1)) - timedelta(days=1)
    return Period(key, word, start, end)


def choices(today: date) -> tuple[tuple[str, tuple[Period, ...]], ...]:
    """What the page offers: groups of periods, newest first."""
    months, quarters = 12 * today.year + today.month - 1, 4 * today.year + (today.month - 1) // 3
    groups = (
        ("Terakhir", [TWELVE_MONTHS]),
        ("Bulan", [f"{place // 12}-{place % 12 + 1:02d}" for place in range(months, months - 12, -1)]),
        ("Triwulan", [f"{place // 4}-t{place % 4 + 1}" for place in range(quarters, quarters - 5, -1)]),
        ("Tahun", [str(today.year - back) for back in range(4)]),
    )
    return tuple((word, tuple(found for key in keys if (found := read(key, today)))) for word, keys in groups)
