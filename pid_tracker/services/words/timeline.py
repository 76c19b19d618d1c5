"""What happened, newest first, in the sentences of the tellings: for the requester's page and the officer's alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pid_tracker.law.facts import OfPart, PartRouted
from pid_tracker.services.words.tellings import TELLINGS, Happened, say


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when, what, and what more there is to say."""

    at: datetime
    what: str
    text: str
    seq: int


def entries(events: Iterable[Happened], *, for_officer: bool = False) -> tuple[Entry, ...]:
    """The history of a case from its events, oldest first; internal notes only for officers."""
    offices: dict[int, str] = {}
    lines: list[Happened] = []
    for event in events:
        telling, facts = TELLINGS[event.kind], event.facts
        if telling.is_inside and not for_officer:
            continue
        if isinstance(facts, PartRouted):
            offices[facts.part] = facts.unit_name
        if isinstance(facts, OfPart) and facts.part in offices:
            event = replace(event, offices=(offices[facts.part],))
        if lines and lines[-1].kind is event.kind and event.at - lines[-1].at <= telling.sitting:
            before = lines.pop()
            event = replace(event, offices=tuple(dict.fromkeys(before.offices + event.offices)))
        lines.append(event)
    return tuple(_entry(event, for_officer=for_officer) for event in reversed(lines))


def _entry(event: Happened, *, for_officer: bool) -> Entry:
    telling = TELLINGS[event.kind]
    more = [say(telling.more, event), say(telling.more_inside, event) if for_officer else ""]
    return Entry(event.at, say(telling.sentence, event), "\n".join(filter(None, more)), event.seq)
