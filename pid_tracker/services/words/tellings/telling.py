"""What a telling is: one record, in which the house says once how it tells a kind of event, to whom and where."""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Facts
from pid_tracker.law.rules import Days

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as its sentences see it: what it says, when, and little beside it.

    `by_staff`: not done by the requester. `body` is the name of the public body, `days` those of the case's rule book.
    `text` reads what somebody wrote with the event, by its name; empty when nothing was, or when it was erased.
    `offices` have the part it is about, as they were named when it went there: several when told together.
    """

    facts: Facts
    seq: int
    at: datetime
    on: date
    by_staff: bool
    body: str
    days: Days
    text: Callable[[str], str]
    offices: tuple[str, ...] = ()

    @property
    def kind(self) -> E:
        """The kind of event."""
        return self.facts.kind

    @property
    def received_on(self) -> date:
        """The civil date on which the other side had it."""
        return self.facts.received_on or self.on

    def told(self, of: type[F]) -> F:
        """The facts, which are of this type; TypeError when they are not."""
        return self.facts.told(of)


#: What is said of an event: always the same, or from what it holds; "" for nothing.
Said = str | Callable[[Happened], str]


def say(said: Said, event: Happened) -> str:
    """What is said of this event."""
    return said if isinstance(said, str) else said(event)


def written(**names: str) -> Callable[[Happened], str]:
    """What was written with an event, a line each: name of the text -> words before it."""

    def lines(event: Happened) -> str:
        found = ((before, event.text(name)) for name, before in names.items())
        return "\n".join(f"{before}{text}" for before, text in found if text)

    return lines


@dataclass(frozen=True, slots=True)
class Telling:
    """How one kind of event is told. What is told otherwise is a field here, never an `if` elsewhere."""

    kind: E
    sentence: Said  # in the history, for the requester and officers alike; a message that brings news quotes it
    _: KW_ONLY
    more: Said = ""  # below the sentence
    more_inside: Said = ""  # below that, for officers only
    is_inside: bool = False  # the requester sees nothing of it
    chronology: Said = ""  # as the requester tells it in an objection (kasus posisi)
    messages: Mapping[str, str] = field(default_factory=dict)  # to the requester: template -> what officers call it
    which: Callable[[Facts], str] | None = None  # which of the messages, "" for none; without it the first
    sitting: timedelta = timedelta()  # several within this time are told as one

    def message_for(self, facts: Facts) -> str:
        """The template of the message to the requester; "" when nobody is told."""
        return self.which(facts) if self.which else next(iter(self.messages), "")
