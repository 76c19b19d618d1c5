"""Everything Indonesian about display: dates, times, days left, counts, sizes and the words for stages and outcomes.

Pure functions over ready values; `register_filters` hands them to Jinja. What a citizen is told about the law is not
here but in the templates and messages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.law.words import terbilang, zona

LOCALE = "id"

#: Below this many cases no percentage is shown: one case more or less would turn the picture.
PERCENT_FROM = 10


@dataclass(frozen=True, slots=True)
class Status:
    """One of the eight statuses a citizen reads: a word, a sign, a tone, and the line under it."""

    word: str
    sign: str
    tone: str
    line: str


#: Stage of the case -> the status a citizen reads. An extension changes only what is still in process.
STATUSES: Mapping[Stage, Status] = MappingProxyType(
    {
        Stage.RECEIVED: Status(Stage.RECEIVED.words, "dot", "muted", "Kami memeriksa kelengkapannya"),
        Stage.INCOMPLETE: Status(Stage.INCOMPLETE.words, "bang", "wait", "Giliran Anda"),
        Stage.IN_PROCESS: Status(Stage.IN_PROCESS.words, "ellipsis", "info", "Informasinya sedang dicari"),
        Stage.ANSWERED: Status(Stage.ANSWERED.words, "check", "ok", "Surat jawaban sudah dikirim"),
        Stage.NOT_CONTINUED: Status(Stage.CLOSED.words, "square", "muted", Stage.NOT_CONTINUED.words),
        Stage.WITHDRAWN: Status(Stage.CLOSED.words, "square", "muted", Stage.WITHDRAWN.published.capitalize()),
        Stage.UNDER_OBJECTION: Status(Stage.UNDER_OBJECTION.words, "scales", "info", "Diperiksa atasan PPID"),
        Stage.OBJECTION_DECIDED: Status(Stage.ANSWERED.words, "check", "ok", "Keberatan sudah diputus atasan PPID"),
        Stage.IN_DISPUTE: Status(Stage.IN_DISPUTE.words, "scales", "info", "Sengketa sudah terdaftar"),
        Stage.CLOSED: Status(Stage.CLOSED.words, "square", "muted", "Perkara selesai"),
    }
)
EXTENDED = Status("Waktu ditambah", "plus", "info", "Ada tenggat baru")


def tanggal(day: date) -> str:
    """Weekday, day, month and year: "Jumat, 17 April 2026"."""
    return format_date(day, "EEEE, d MMMM y", locale=LOCALE)


def tanggal_pendek(day: date) -> str:
    """For tables: "17 Apr 2026"."""
    return format_date(day, "d MMM y", locale=LOCALE)


def hari(day: date) -> str:
    """The name of the weekday: "Jumat"."""
    return format_date(day, "EEEE", locale=LOCALE)


def bulan(day: date) -> str:
    """Month and year: "April 2026"."""
    return format_date(day, "MMMM y", locale=LOCALE)


def jam(moment: datetime, zone: str) -> str:
    """Clock time in the public body's zone: "21.15 WIT". `moment` is aware."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H.%M} {zona(zone)}"


def waktu_lengkap(moment: datetime, zone: str) -> str:
    """Date and clock time: "Kamis, 2 April 2026 pukul 21.15 WIT"."""
    return f"{tanggal(moment.astimezone(ZoneInfo(zone)).date())} pukul {jam(moment, zone)}"


def sisa_hari(days_left: int) -> str:
    """Working days (hari kerja) left in words; negative means late."""
    if days_left > 0:
        return f"tinggal {days_left} hari kerja"
    if days_left == 0:
        return "hari ini hari terakhir"
    return f"lewat {-days_left} hari kerja"


def angka(number: float, decimals: int = 0) -> str:
    """A number the Indonesian way: "1.234" and "4,5"."""
    return format_decimal(number, "#,##0" + ("." + "#" * decimals if decimals else ""), locale=LOCALE)


def dari(count: int, total: int) -> str:
    """A count with its denominator: "38 dari 41"."""
    return f"{angka(count)} dari {angka(total)}"


def persen(count: int, total: int) -> str | None:
    """The percentage, "92,7%", or None under ten cases, where the count and its denominator must do.

    Never rounded up to 100 nor down to 0 when it is neither.
    """
    if total < PERCENT_FROM:
        return None
    share = round(100 * count / total, 1)
    if share >= 100 and count < total:
        share = 99.9
    if share <= 0 and count > 0:
        share = 0.1
    return f"{angka(share, 1)}%"


def ukuran(size: int) -> str:
    """A file size from bytes: "38 KB", "1,4 MB"."""
    if size < 1024:
        return f"{size} bita"
    if size < 1024 * 1024:
        return f"{angka(round(size / 1024))} KB"
    return f"{angka(size / (1024 * 1024), 1)} MB"


def status(stage: str, extended: bool = False) -> Status:
    """The status a citizen reads for a stage (tahap); "Waktu ditambah" while an extended case is in process."""
    return EXTENDED if extended and stage in (Stage.RECEIVED, Stage.IN_PROCESS) else STATUSES[Stage(stage)]


def tahap(stage: str, extended: bool = False) -> str:
    """The word of the status alone."""
    return status(stage, extended).word


def hasil(outcome: str | None) -> str:
    """The words for an outcome; an empty outcome gives "belum ada"."""
    return Outcome(outcome).words if outcome else "belum ada"


def tel(number: str) -> str:
    """A telephone number as a dialler takes it: digits and a leading plus only."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def wa(number: str) -> str:
    """A WhatsApp number as wa.me takes it: country code first, digits only."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return "62" + digits[1:] if digits.startswith("0") else digits


def huruf_besar(text: str) -> str:
    """The first letter upper case, the rest untouched (Jinja's own `capitalize` would lower names)."""
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            tanggal, tanggal_pendek, hari, bulan, zona, jam, waktu_lengkap, sisa_hari, angka, dari, persen, ukuran,
            status, tahap, hasil, tel, wa, huruf_besar, terbilang,
        )
    }
)  # fmt: skip


def register_filters(environment: Environment) -> None:
    """Make every filter of this module known to the templates."""
    environment.filters.update(FILTERS)
