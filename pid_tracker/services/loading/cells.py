"""Cells of tables that people keep: text, dates as Indonesia and Excel write them, whole numbers, yes and no.

Each reader gives the value or raises BadCell with an Indonesian sentence; an empty cell is "" or None, never a guess.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta

from pid_tracker.services.words.typed_text import paragraphs

#: What a reader of tables may hand over: what CSV, XLSX, JSON and TOML know.
Cell = str | int | float | bool | date | datetime | None

_MONTHS = {
    "jan": 1, "januari": 1, "feb": 2, "februari": 2, "pebruari": 2, "peb": 2, "mar": 3, "maret": 3, "mrt": 3, "apr": 4,
    "april": 4, "mei": 5, "jun": 6, "juni": 6, "jul": 7, "juli": 7, "agu": 8, "agt": 8, "ags": 8, "agust": 8,
    "agustus": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10, "nov": 11, "november": 11,
    "nopember": 11, "nop": 11, "des": 12, "desember": 12,
}  # fmt: skip
_WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b[\s,.]*", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_BY_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: \d{1,2}[:.]\d{2}.*)?$")
_BY_NAME = re.compile(r"^(\d{1,2})[\s\-]+([A-Za-z]+)\.?[\s\-]+(\d{4})$")
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(30_000, 80_000)  # 1982 to 2119: other numbers are no dates
#: The quotes that `sheets.harmless` puts before what looks like a formula.
_GUARD = re.compile(r"(^|[;\n])'(?=[=+\-@])")
_YES = frozenset({"ya", "y", "true", "1", "aktif", "benar"})
_NO = frozenset({"tidak", "t", "n", "false", "0", "nonaktif", "salah"})


class BadCell(ValueError):
    """A cell that cannot be read; the message says why, in Indonesian."""


def text(cell: Cell) -> str:
    """The cell as text: no controls, whole numbers without ".0", and without the quote that guards a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if not isinstance(cell, str):
        return str(cell)
    try:
        cell.encode()
    except UnicodeEncodeError:
        raise BadCell("berisi huruf yang rusak") from None
    return paragraphs(_GUARD.sub(r"\1", cell))


def day(cell: Cell) -> date | None:
    """A civil date: 31/12/2023, 31-12-2023, 2023-12-31, "31 Desember 2023", a date of Excel; None for an empty cell.

    The day stands before the month, as it is written in Indonesia; a year has four digits.
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _EXCEL_DAYS:
            return _plausible(_EXCEL_ZERO + timedelta(days=int(cell)))
        raise BadCell(f"'{text(cell)}' bukan tanggal")
    written = _WEEKDAY.sub("", " ".join(text(cell).split()))
    if not written:
        return None
    if match := _ISO.match(written):
        year, month, number = int(match[1]), int(match[2]), int(match[3])
    elif match := _BY_DAY.match(written):
        number, month, year = int(match[1]), int(match[2]), int(match[3])
    elif (match := _BY_NAME.match(written)) and match[2].lower() in _MONTHS:
        number, month, year = int(match[1]), _MONTHS[match[2].lower()], int(match[3])
    else:
        raise BadCell(f"'{_short(written)}' bukan tanggal; tulis misalnya 31/12/2023 atau 31 Desember 2023")
    try:
        return _plausible(date(year, month, number))
    except ValueError as error:
        if isinstance(error, BadCell):
            raise
        raise BadCell(f"'{_short(written)}' tidak ada di kalender; hari ditulis sebelum bulan") from None


def _plausible(found: date) -> date:
    if not 1990 <= found.year <= 2100:
        raise BadCell(f"tahun {found.year} tidak masuk akal")
    return found


def whole_number(cell: Cell) -> int | None:
    """A whole number, or None for an empty cell."""
    written = text(cell)
    if not written:
        return None
    if not re.fullmatch(r"-?[0-9]{1,9}", written):
        raise BadCell(f"'{_short(written)}' bukan bilangan bulat")
    return int(written)


def yes_or_no(cell: Cell, default: bool) -> bool:
    """ "ya" or "tidak" (also true, false, 1, 0); `default` for an empty cell."""
    if isinstance(cell, bool):
        return cell
    written = text(cell).casefold()
    if not written:
        return default
    if written not in _YES | _NO:
        raise BadCell(f"'{_short(written)}' bukan ya atau tidak")
    return written in _YES


def key(written: str) -> str:
    """How two names of one thing are compared: without case, accents and repeated blanks."""
    plain = unicodedata.normalize("NFKD", written)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().split())


def _short(written: str) -> str:
    return written if len(written) <= 40 else written[:39] + "…"
