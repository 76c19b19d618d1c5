"""What was asked, without the one who asks: for whoever may not see names (journeys 2.1).

A citizen may write "Saya Yohana ..." into the question; it is the request, and stays as it was written. Whoever may not
see names reads the PPID's own wording of the parts, the one that the offices read, or else the question with the
requester's name, address, NIK, e-mail and telephone closed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, Part, Requester

HIDDEN = "(tertutup)"
#: Roles that may see who asks.
MAY_SEE_NAMES: frozenset[Role] = frozenset({Role.DESK, Role.OFFICER})
#: Words in the name of a group or an entity that name nobody.
_COMMON = frozenset({"kelompok", "lembaga", "nelayan", "perkumpulan", "petani", "tani", "warga", "yayasan"})
_NUMBERS = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)|(?<![\d])(?:\+?62|0)[ .\-]?8\d[\d .\-]{5,14}\d(?!\d)")
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
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
    """A text with what could tell who asks closed: every long number, telephone and address of mail, and what is known
    of `person`."""
    text = _NUMBERS.sub(HIDDEN, _MAIL.sub(HIDDEN, text))
    return closing([person])(text) if person is not None else text


def closing(people: Iterable[Requester]) -> Callable[[str], str]:
    """What closes in a text everything that identifies `people`, as it is written now and as it was before it was
    corrected: names, also single words of them, addresses, telephones, e-mail, numbers; and every NIK."""
    marks = [mark for person in people for mark in _marks_of(person)]

    def close(text: str) -> str:
        text = _NIK.sub(HIDDEN, text)
        for mark in marks:
            text = mark(text)
        return text

    return close


def _marks_of(person: Requester) -> Iterator[Callable[[str], str]]:
    """One closer for each thing that identifies somebody, whole things before their words."""

    def known(name: str) -> list[str]:
        return [value for value in (getattr(person, name), *(person.former or {}).get(name, ())) if value]

    for phone in known("phone"):
        core = re.sub(r"^(62|0)", "", "".join(re.findall(r"\d", phone)))
        if core:
            yield partial(re.compile(r"(?<!\d)(?:\+?62[ .\-]?|0)?" + r"[ .\-]?".join(core) + r"(?!\d)").sub, HIDDEN)
    addresses = [*known("address"), *known("principal_address")]
    streets = [street for address in addresses if " " in (street := address.partition(",")[0].strip())]
    for whole in (*known("email"), *addresses, *known("entity_number"), *streets):
        yield partial(re.compile(_spaced(whole.split()), re.IGNORECASE).sub, HIDDEN)
    for name in names_in(person):
        if (run := _run_of(name)) is not None:
            yield run


def names_in(person: Requester) -> tuple[str, ...]:
    """Every name that a requester goes by or was once written with, longest first."""
    names = {person.name, person.group_name, person.entity_name, person.principal_name}
    names = {*names, *(person.former or {}).get("name", ())} - {""}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _run_of(name: str) -> Callable[[str], str] | None:
    """What closes any run of words of `name`; a short word counts beside another word of it only."""
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _COMMON]
    if not words:
        return None
    any_word = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    run = re.compile(rf"(?<!\w)(?:{any_word})(?:[\s.,'-]+(?:{any_word}))*(?!\w)", re.IGNORECASE)

    def close(found: re.Match[str]) -> str:
        told = re.findall(r"\w+", found[0])
        is_name = len(words) == 1 or len(told) > 1 or len(told[0]) > 3
        return HIDDEN if is_name else found[0]

    return partial(run.sub, close)


def _spaced(words: Iterable[str]) -> str:
    return r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
