"""The request itself: filed, completed, extended, late, withdrawn, and what a row of an older register claims."""

from dataclasses import dataclass
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.facts.codec import Record
from pid_tracker.law.grounds import ExtensionGround, Outcome


@dataclass(frozen=True, slots=True)
class Filed(Facts):
    """`asked` is the salted fingerprint of what was asked; `parts` how many there are; `complete` whether the proof of
    identity came with it. `referred_from` and `referred_by`: the number at the body that passed it on, and its name."""

    kind = E.FILED
    number: str
    body: str
    channel: str
    parts: int
    complete: bool
    asked: str
    resent_from: int | None = None
    referred_from: str | None = None
    referred_by: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed(Record):
    """What a row of an older register says happened (ruling R18)."""

    number: str | None = None
    outcome: Outcome | None = None
    unit: str | None = None
    filed_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Imported(Facts):
    """A row of an older register: `file` is the fingerprint of the register, `line` the row's place in it."""

    kind = E.IMPORTED
    number: str
    body: str
    file: str
    line: int
    claimed: Claimed
    asked: str


@dataclass(frozen=True, slots=True)
class DeficiencyNotified(Facts):
    """`lacks` are codes of what is missing; `result` is `events.TO_BE_TOLD` when no machine brings the notice."""

    kind = E.DEFICIENCY_NOTIFIED
    lacks: tuple[str, ...]
    note: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Completed(Facts):
    """`handed_in` are codes of what had been missing."""

    kind = E.COMPLETED
    handed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extended(Facts):
    """The ground of an extension, and the sentence that gives it to the requester (PERKI 1/2021 Pasal 36)."""

    kind = E.EXTENDED
    ground: ExtensionGround
    sentence: str


@dataclass(frozen=True, slots=True)
class DueDateMoved(Facts):
    """A told date that moved later: `duty` names the term (none: the answer), `decree` what moved it, or `because` is
    READING. `told_with` is the seq of the event whose message tells this move too."""

    kind = E.DUE_DATE_MOVED
    old: date
    new: date
    duty: str | None = None
    decree: str | None = None
    because: str | None = None
    told_with: int | None = None


@dataclass(frozen=True, slots=True)
class LateNotice(Facts):
    """The due date that passed without an answer."""

    kind = E.LATE_NOTICE
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn(Facts):
    """`statement` is the fingerprint of the requester's own statement, when staff wrote the withdrawal down."""

    kind = E.WITHDRAWN
    statement: str | None = None
