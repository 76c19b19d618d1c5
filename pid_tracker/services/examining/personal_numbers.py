"""Numbers in a text that look personal: NIK (16 digits) and mobile telephone numbers.

It points a person to them and never decides: a bank account may have 16 digits too.
"""

import re

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining.findings import Finding

_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
#: The same in groups. Years and prices in a row look alike, so that here the number has to be possible.
_GROUPED_NIK = re.compile(r"(?<![\d.,-])\d{2,6}(?:[ .\u00a0-]\d{2,6}){1,6}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62[ \u00a0-]?|0)8\d[\d .\u00a0\-]{6,12}\d(?!\d)")
_SHOWN = 3


def flagged(text: str) -> list[str]:
    """What in a text looks like personal data, with some digits hidden."""
    grouped = (re.sub(r"\D", "", item) for item in _GROUPED_NIK.findall(text))
    found = [*_NIK.findall(text), *filter(_is_possible, grouped), *_PHONE.findall(text)]
    return [f"{item[:4]}…{item[-2:]}" for item in dict.fromkeys(found)]


def in_text(text: str, place: str = "") -> list[Finding]:
    """The finding for a text at a place, if there is one."""
    numbers = flagged(text)
    if not numbers:
        return []
    more = f", dan {len(numbers) - _SHOWN} lagi" if len(numbers) > _SHOWN else ""
    return [Finding(FindingKind.PERSONAL, place, ", ".join(numbers[:_SHOWN]) + more)]


def _is_possible(digits: str) -> bool:
    """Sixteen digits with a province, a day (women: plus 40) and a month in their places."""
    if len(digits) != 16 or not digits.isascii():
        return False
    day = int(digits[6:8])
    return 11 <= int(digits[:2]) <= 97 and 1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= int(digits[8:10]) <= 12
