"""The dispute (sengketa) before the commission, and the way to court."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.grounds import DisputeEnd, DisputeStage, Ruling


@dataclass(frozen=True, slots=True)
class DisputeRegistered(Facts):
    """The commission's number and name; `by` is who told: REQUESTER or BODY."""

    kind = E.DISPUTE_REGISTERED
    number: str
    commission: str
    by: str


@dataclass(frozen=True, slots=True)
class DisputeStaged(Facts):
    """The stage (`result`), and the day of its session, which may lie ahead."""

    kind = E.DISPUTE_STAGED
    result: DisputeStage
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RulingReceived(Facts):
    """What the ruling says and its number, the last day to go to court as it was told, and by when to carry it out."""

    kind = E.RULING_RECEIVED
    result: Ruling
    number: str
    court_due_on: date | None = None
    execute_by: date | None = None

    def event(self, at: datetime, on: date) -> CaseEvent:
        """See `Facts.event`: the last day to go to court is a promise too."""
        return replace(Facts.event(self, at, on), promised_on=self.court_due_on)


@dataclass(frozen=True, slots=True)
class CourtFiled(Facts):
    """Which court, which party (`by`: BODY or REQUESTER), and the number of the case there, once it is known."""

    kind = E.COURT_FILED
    court: str
    by: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RulingExecuted(Facts):
    """Fingerprints of what was given."""

    kind = E.RULING_EXECUTED
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeClosed(Facts):
    """How the dispute ended (`result`), and by when an agreement is carried out."""

    kind = E.DISPUTE_CLOSED
    result: DisputeEnd
    execute_by: date | None = None
