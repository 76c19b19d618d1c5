"""Registration numbers (nomor pendaftaran) and tracking codes (kode lacak): their form, and reading what people
type."""

import re
from collections.abc import Callable

#: No 0 O 1 I L: what is read out over the telephone cannot be misheard.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 6
_OBJECTION = "KBR"  # keberatan
_NUMBER = re.compile(r"^(?:(KBR)(?=[A-Z]{3}))?([A-Z]{3})(\d{2})(\d{5,})$")


def format_number(prefix: str, year: int, serial: int) -> str:
    """The number of the `serial`-th case of a body in a calendar year: MAL-26-00417 (UU 14/2008 Pasal 22 ayat (4))."""
    return f"{prefix}-{year % 100:02d}-{serial:05d}"


def format_objection_number(prefix: str, year: int, serial: int) -> str:
    """The number of the `serial`-th objection of a body in a calendar year: KBR-MAL-26-00031 (PERKI 1/2021 Pasal
    41)."""
    return f"{_OBJECTION}-{format_number(prefix, year, serial)}"


def read_number(text: str) -> str | None:
    """The number that somebody typed, of a request or of an objection, in its own form; None when it cannot be one.
    Case, spaces and dashes do not matter."""
    match = _NUMBER.match(re.sub(r"[\s.\-–—/]", "", text).upper())
    return "-".join(part for part in match.groups() if part) if match else None


def objection_in(number: str) -> tuple[str, int, int] | None:
    """Prefix, year and serial of the number of an objection; None for the number of a request."""
    match = _NUMBER.match(number.replace("-", ""))
    return (match[2], 2000 + int(match[3]), int(match[4])) if match and match[1] else None


def new_code(choice: Callable[[str], str]) -> str:
    """A tracking code such as 7KQ4-M2; `choice` draws one character from a string (use `secrets.choice`)."""
    drawn = "".join(choice(CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def read_code(text: str) -> str:
    """The code that somebody typed, in its own form: case, spaces and dashes do not matter."""
    plain = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return f"{plain[:4]}-{plain[4:]}"
