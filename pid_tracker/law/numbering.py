"""Registration numbers (nomor pendaftaran) and tracking codes (kode lacak): their form, and reading what people
type."""

import re
from collections.abc import Callable

#: No 0 O 1 I L: what is read out over the telephone cannot be misheard.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 6
_NUMBER = re.compile(r"^([A-Z]{3})(\d{2})(\d{5,})$")


def format_number(prefix: str, year: int, serial: int) -> str:
    """The number of the `serial`-th case of a body in a calendar year: MAL-26-00417 (UU 14/2008 Pasal 22 ayat (4))."""
    return f"{prefix}-{year % 100:02d}-{serial:05d}"


def read_number(text: str) -> str | None:
    """The number that somebody typed, in its own form; None when it cannot be one. Case, spaces and dashes do not
    matter."""
    match = _NUMBER.match(re.sub(r"[\s.\-–—/]", "", text).upper())
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def new_code(choice: Callable[[str], str]) -> str:
    """A tracking code such as 7KQ4-M2; `choice` draws one character from a string (use `secrets.choice`)."""
    drawn = "".join(choice(CODE_ALPHABET) for _ in range(_CODE_LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def read_code(text: str) -> str:
    """The code that somebody typed, in its own form: case, spaces and dashes do not matter."""
    plain = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    return f"{plain[:4]}-{plain[4:]}"
