"""What every event can carry, and the facts of those that carry nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pid_tracker.law.events import CaseEvent, EventKind
from pid_tracker.law.facts.codec import JSONValue, Record

F = TypeVar("F", bound="Facts")


class _OfKind:
    """Every type of facts belongs to a kind; the type of those that carry nothing is told its kind."""

    __slots__ = ()
    kind: EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Record, _OfKind):
    """What an event says, and nothing personal. The gate adds what stands here, each where it applies.

    `received_on`: the civil date on which the other side had it, when that is not the event's own date. `promised_on`:
    the due date that was told with it (ruling R13). `texts`: name -> salted fingerprint of what was written with it.
    """

    received_on: date | None = None
    promised_on: date | None = None
    texts: Mapping[str, str] | None = None

    @property
    def enclosed(self) -> tuple[str, ...]:
        """Fingerprints (SHA-256) of the files that were given or handed in with it, where it can have any (`files`)."""
        return getattr(self, "files", None) or ()

    @property
    def came_to(self) -> str:
        """What the act came to, where it can come to several things: the code of its `result`; else empty."""
        return str(getattr(self, "result", None) or "")

    def told(self, of: type[F]) -> F:
        """These facts, which are of this type; TypeError when they are not."""
        if not isinstance(self, of):
            raise TypeError(f"{self.kind} has no {of.__name__}")
        return self

    def event(self, at: datetime, on: date) -> CaseEvent:
        """The law's view of an event that says this, done at the instant `at`, on the civil date `on`."""
        return CaseEvent(
            kind=self.kind,
            at=at,
            on=on,
            received_on=self.received_on or on,
            registered_on=on,
            promised_on=self.promised_on,
            result=self.came_to,
        )


@dataclass(frozen=True, slots=True)
class Bare(Facts):
    """The facts of an event that says no more than that it happened."""

    kind: EventKind

    def to_json(self) -> dict[str, JSONValue]:
        """What the gate added; the kind stands beside an event's facts, not in them."""
        told = Facts.to_json(self)
        del told["kind"]
        return told
