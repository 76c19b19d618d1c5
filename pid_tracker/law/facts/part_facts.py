"""The parts of a request (bagian) on their way through the units and to other bodies. `part` is a place, from 1."""

from dataclasses import dataclass
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.facts.codec import or_null


@dataclass(frozen=True, slots=True)
class PartsSplit(Facts):
    """`added` are the places of the parts that are new."""

    kind = E.PARTS_SPLIT
    added: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfPart(Facts):
    """What is about one part."""

    part: int


@dataclass(frozen=True, slots=True)
class AtUnit(OfPart):
    """A part and the unit that has it from now on, as it was named then; `internal_due_on` is the body's own date
    (ruling R12)."""

    unit_id: int
    unit: str
    unit_name: str
    internal_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PartRouted(AtUnit):
    """The unit that gets the part."""

    kind = E.PART_ROUTED


@dataclass(frozen=True, slots=True)
class PartConfirmed(AtUnit):
    """The unit at which the part stays, after it handed it back; without `internal_due_on` the old date holds."""

    kind = E.PART_CONFIRMED


@dataclass(frozen=True, slots=True)
class PartAccepted(OfPart):
    """The part that its unit took."""

    kind = E.PART_ACCEPTED


@dataclass(frozen=True, slots=True)
class PartHandedBack(OfPart):
    """`reason` is a code of why the unit does not have it."""

    kind = E.PART_HANDED_BACK
    unit_id: int | None = or_null("part")
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PartAnswered(OfPart):
    """`result` is a code of what the unit proposes; `files` are fingerprints (SHA-256) of what it attached."""

    kind = E.PART_ANSWERED
    result: str
    unit_id: int | None = or_null("part")
    files: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PartlyDelivered(Facts):
    """Parts given ahead of the notice, and the fingerprints of their files."""

    kind = E.PARTLY_DELIVERED
    delivered: tuple[int, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferredOn(OfPart):
    """A part that was passed on: body, its name, the number there; `consent` says how the requester agreed."""

    kind = E.REFERRED_ON
    to_body: str
    to_name: str
    to_number: str
    consent: str
