"""How long a consequence test stands, what may rest on it on a day, and when it has to be looked at again.

UU 14/2008 Pasal 19, 20 and 22 ayat (7) huruf e; PP 61/2010 Pasal 3 and 11; PERKI 1/2021 Pasal 52 and 53.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.consequence import CLOSING, TestResult
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.rules import EXEMPTION_REVIEW
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FinishedTest:
    """A test that was finished and approved, as far as others may rest on it.

    `valid_from` is the day of the approval; `ends_on` the last day (inclusive), None when nothing was closed;
    `superseded_on` the day from which a newer test stands in its place.
    """

    number: str
    result: TestResult
    articles: tuple[str, ...]
    valid_from: date | None
    ends_on: date | None
    superseded_on: date | None = None


def in_force(test: FinishedTest, day: date) -> bool:
    """Whether the test stands on `day`: approved by then, not ended, not superseded."""
    begun = test.valid_from is not None and test.valid_from <= day
    ended = test.ends_on is not None and day > test.ends_on
    return begun and not ended and (test.superseded_on is None or day < test.superseded_on)


def why_not_rest_on(test: FinishedTest, outcome: Outcome, articles: Collection[str], day: date) -> str:
    """Why a part with `outcome` may not rest on the test on `day`; empty when it may.

    What is only partly exempt is blacked out and never refused whole (UU 14/2008 Pasal 22 ayat (7) huruf e; ruling R8).
    """
    if test.valid_from is None:
        return f"Uji {test.number} belum selesai dan disetujui Atasan PPID (PP 61/2010 Pasal 3)."
    if test.valid_from > day:
        return f"Uji {test.number} baru berlaku sejak {tanggal(test.valid_from)} (UU 14/2008 Pasal 19)."
    if test.ends_on is not None and day > test.ends_on:
        return (
            f"Uji {test.number} berakhir {tanggal(test.ends_on)}, jadi informasinya terbuka (PERKI 1/2021 Pasal 52 "
            "ayat (2)). Uji yang sudah berakhir tidak dapat dipakai lagi."
        )
    if test.superseded_on is not None and day >= test.superseded_on:
        return f"Uji {test.number} sudah diganti uji yang lebih baru (PERKI 1/2021 Pasal 53)."
    if test.result not in CLOSING:
        return f"Uji {test.number} berkesimpulan terbuka, jadi tidak dapat menutup informasi (UU 14/2008 Pasal 19)."
    if outcome is Outcome.REFUSED and test.result is TestResult.PARTLY:
        return (
            f"Uji {test.number} hanya menutup sebagian. Hitamkan bagian itu dan berikan sisanya (UU 14/2008 Pasal 22 "
            "ayat (7) huruf e)."
        )
    uncovered = [code for code in articles if code not in test.articles]
    if uncovered:
        return f"Uji {test.number} tidak menguji {articles_of(uncovered) or 'pasal itu'}."
    return ""


def review_from(ends_on: date, calendar: WorkingCalendar) -> date:
    """The day from which the exemption has to be opened or tested anew: 30 working days before its end.

    PP 61/2010 Pasal 11; PERKI 1/2021 Pasal 52 ayat (1). The latest working day with that many up to `ends_on`.
    """
    day = ends_on
    while calendar.between(day, ends_on) < EXEMPTION_REVIEW.working_days or not calendar.is_working_day(day):
        day -= _ONE_DAY
    return day
