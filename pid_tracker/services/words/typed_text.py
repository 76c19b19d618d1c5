"""What people type, made safe and even: one form of each letter, no invisible signs, digits of any script as 0 to 9.

Pure functions on strings. Limits and error words belong to the forms.
"""

import re
import unicodedata

#: Controls of writing direction and signs without width: they can make a text look like another one.
_INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")
#: What text processors put at the start of a line of a list (signs of the fonts Symbol and Wingdings), and their own
#: signs for the end of a line.
_PASTED = {ord(sign): "•" for sign in "\uf0b7\uf0a7\uf0d8\uf0a8\uf076\uf0fc\uf0e8"} | {
    ord(sign): "\n" for sign in "\v\f\x85\u2028\u2029"
}


def paragraphs(text: str | None) -> str:
    """A text of several lines: NFC, line ends as \\n, no controls, no blanks at the ends of lines or of the text."""
    ends = (text or "").replace("\r\n", "\n").replace("\r", "\n").translate(_PASTED)
    whole = unicodedata.normalize("NFC", ends)
    kept = "".join(sign for sign in whole if _stays(sign))
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str | None) -> str:
    """A text of one line: as `paragraphs`, with line ends as blanks."""
    return " ".join(paragraphs(text).split())


def ascii_digits(text: str | None) -> str:
    """The text with the digits of every script (full-width, Arabic-Indic) written 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text or "")


def compact_number(text: str | None) -> str:
    """A number as people write it, without blanks, dots, dashes and brackets: "0812-3456 789" gives "08123456789"."""
    return re.sub(r"[\s.()\-–—/]", "", ascii_digits(one_line(text)))


def phone_number(text: str | None) -> str:
    """A telephone number in one form: "+62 812-3456-789" and "0812 3456 789" are the same person."""
    number = compact_number(text)
    for country in ("+62", "0062"):
        if number.startswith(country):
            return "0" + number.removeprefix(country).lstrip("0")
    return "0" + number[2:] if number.startswith("628") else number


def letters_over(text: str, limit: int) -> int:
    """How many letters the text is too long; 0 when it fits."""
    return max(0, len(text) - limit)


def looks_like_nik(nik: str) -> bool:
    """Whether it has the shape of a NIK: 16 digits, a plausible area and birth date (women: day + 40).

    A NIK of another shape is accepted with a warning: real ones differ now and then.
    """
    if not re.fullmatch(r"[0-9]{16}", nik) or not 11 <= int(nik[:2]) <= 97:
        return False
    day, month = int(nik[6:8]), int(nik[8:10])
    return 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12


def _stays(sign: str) -> bool:
    if sign in _KEPT:
        return True
    return sign not in _INVISIBLE and sign not in _BIDI and unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co")


def whole_number(text: str, most_digits: int = 9) -> int | None:
    """A number that was typed, or sent by a form, in digits alone; None for anything else, and for more digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None
