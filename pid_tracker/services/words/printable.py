"""Which signs a letter can be printed with, and what becomes of the others.

A letter is PDF/A with the fonts inside it: a sign that no font has would stop its making for ever. What an office fixes
by an act is refused with such a sign in it, before it is fixed; what a requester wrote, or what was fixed long ago, is
printed with a box in its place.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pid_tracker.law.incomplete import Missing

#: First and last code point of what the fonts of the letters have, as far as letters need it: Latin, Greek, Cyrillic,
#: marks, punctuation, currencies, arrows, mathematics, shapes. Scripts written from right to left are left out.
_RANGES = (
    *((0x20, 0x7E), (0xA0, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2027)),
    *((0x2030, 0x2040), (0x2044, 0x2052), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2122, 0x2122)),
    *((0x2126, 0x214F), (0x2153, 0x2184), (0x2190, 0x23FF), (0x2460, 0x2606), (0x2609, 0x262F), (0x2638, 0x268B)),
    *((0x270C, 0x2714), (0x2717, 0x2726), (0xFB00, 0xFB06)),
)
PRINTABLE = frozenset("\n\t") | {
    sign
    for first, last in _RANGES
    for sign in map(chr, range(first, last + 1))
    if not unicodedata.category(sign).startswith("C")  # controls, and what is no sign yet
}
#: Ask for the coloured or the plain form of the sign before them, and are nothing themselves.
_FORMS = str.maketrans("", "", "\ufe0e\ufe0f")
_BOX = "□"
_BASIS = "aturan sistem: surat disimpan sebagai PDF/A"


def unprintable(text: str) -> tuple[str, ...]:
    """The signs that a letter cannot be printed with, each once, in order."""
    return tuple(dict.fromkeys(sign for sign in text.translate(_FORMS) if sign not in PRINTABLE))


def printed(value: Any) -> Any:
    """A value of a letter (text, or lists and mappings of it) as it can be printed."""
    if isinstance(value, str):
        return "".join(sign if sign in PRINTABLE else _BOX for sign in value.translate(_FORMS))
    if isinstance(value, Mapping):
        return {name: printed(item) for name, item in value.items()}
    return [printed(item) for item in value] if isinstance(value, list | tuple) else value


def lacking(texts: Iterable[tuple[str, str]]) -> list[Missing]:
    """What has to be written otherwise before it is fixed in a letter; `texts` are names of fields with their text."""
    return [
        Missing(field, f"Tanda {' '.join(signs[:5])} tidak dapat dicetak di surat. Ganti dengan kata", _BASIS)
        for field, text in texts
        if (signs := unprintable(text))
    ]
