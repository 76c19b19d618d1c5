"""The objection (keberatan) and what the superior (atasan PPID) makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.facts.codec import or_null
from pid_tracker.law.grounds import Decision, ObjectionGround


@dataclass(frozen=True, slots=True)
class Objected(Facts):
    """Grounds, number and channel. Without a request also the body and the fingerprint of what is missed (`asked`)."""

    kind = E.OBJECTED
    grounds: tuple[ObjectionGround, ...]
    number: str
    channel: str
    body: str | None = None
    asked: str | None = None

    def event(self, at: datetime, on: date) -> CaseEvent:
        """See `Facts.event`."""
        return replace(Facts.event(self, at, on), grounds=frozenset(self.grounds))


@dataclass(frozen=True, slots=True)
class TalksHeld(Facts):
    """AGREED or NOT_AGREED."""

    kind = E.TALKS_HELD
    result: str


@dataclass(frozen=True, slots=True)
class ObjectionDecided(Facts):
    """The decision and its letter. `execute_by` when something is ordered; `tests` the consequence tests, by place of
    a part, that what stays closed rests on. `decider_acting`: decided by a substitute, of the user `substitute_for`."""

    kind = E.OBJECTION_DECIDED
    result: Decision
    letter: str
    decider_acting: bool | None = None
    substitute_for: int | None = or_null("decider_acting")
    execute_by: date | None = None
    tests: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class RequesterResponded(Facts):
    """ACCEPTS or NOT_SATISFIED."""

    kind = E.REQUESTER_RESPONDED
    result: str


@dataclass(frozen=True, slots=True)
class DecisionExecuted(Facts):
    """Fingerprints of what was given."""

    kind = E.DECISION_EXECUTED
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuperiorSilent(Facts):
    """The date by which the superior had to decide."""

    kind = E.SUPERIOR_SILENT
    due_on: date | None = None
