"""What was asked, without the one who asks: for whoever may not see names (journeys 2.1).

A citizen may write "Saya Yohana ..." into the question; it is the request, and stays as it was written. Whoever may not
see names reads the PPID's own wording of the parts, the one that the offices read, or else the question with the
requester's name, address, NIK, e-mail and telephone closed.
"""

import re
from collections.abc import Iterable

from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, Part, Requester

HIDDEN = "(tertutup)"
#: Roles that may see who asks.
MAY_SEE_NAMES: frozenset[Role] = frozenset({Role.DESK, Role.OFFICER})
#: Words in the name of a group or an entity that name nobody.
_COMMON = frozenset({"kelompok", "lembaga", "nelayan", "perkumpulan", "petani", "tani", "warga", "yayasan"})
_NUMBERS = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)|(?<![\d])(?:\+?62|0)[ .\-]?8\d[\d .\-]{5,14}\d(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def asked(case: CaseFile) -> str:
    """What a case asks for, in words that do not tell who asks."""
    worded = [part.text_for_unit for part in case.parts]
    if worded and all(worded):
        return masked("\n".join(worded), case.requester)
    return masked(case.question, case.requester)


def asked_of(case: CaseFile, actor: Actor) -> str:
    """What a case asks for, as `actor` may read it."""
    return case.question if actor.role in MAY_SEE_NAMES else asked(case)


def part_of(part: Part, actor: Actor) -> str:
    """What a part asks for, as `actor` may read it."""
    if actor.role in MAY_SEE_NAMES:
        return part.text
    return masked(part.text_for_unit or part.text, part.case.requester)


def text_of(text: str, case: CaseFile, actor: Actor) -> str:
    """A text that quotes the question, as `actor` may read it."""
    return text if actor.role in MAY_SEE_NAMES else masked(text, case.requester)


def masked(text: str, person: Requester | None) -> str:
    """A text with what could tell who asks closed: every long number, telephone and address of mail, and the names and
    addresses of `person`, also single words of them."""
    text = _NUMBERS.sub(HIDDEN, _MAIL.sub(HIDDEN, text))
    if person is None:
        return text
    if digits := re.findall(r"\d", person.phone):
        text = re.sub(r"(?<!\d)" + r"[ .\-]?".join(digits) + r"(?!\d)", HIDDEN, text)
    addresses = (person.address, person.principal_address)
    streets = (street for address in addresses if " " in (street := address.partition(",")[0].strip()))
    for whole in filter(None, (*addresses, person.entity_number, *streets)):
        text = re.sub(_spaced(whole.split()), HIDDEN, text, flags=re.IGNORECASE)
    for name in names_in(person):
        text = _without(text, name)
    return text


def names_in(person: Requester) -> tuple[str, ...]:
    """Every name that a requester goes by, longest first."""
    names = {person.name, person.group_name, person.entity_name, person.principal_name} - {""}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _without(text: str, name: str) -> str:
    """The text without any run of words of `name`; a short word counts beside another word of it only."""
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _COMMON]
    if not words:
        return text
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    run = re.compile(rf"(?<!\w)(?:{any_word})(?:[\s.,'-]+(?:{any_word}))*(?!\w)", re.IGNORECASE)

    def close(found: re.Match[str]) -> str:
        told = re.findall(r"\w+", found[0])
        is_name = len(words) == 1 or len(told) > 1 or len(told[0]) > 3
        return HIDDEN if is_name else found[0]

    return run.sub(close, text)


def _spaced(words: Iterable[str]) -> str:
    return r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
