"""The answer: its draft and approval, the notice, what a copy costs, the hand-over, corrections.

Mappings by part have its place as text, from "1".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.facts.codec import or_null
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import Role


@dataclass(frozen=True, slots=True)
class DraftSubmitted(Facts):
    """`draft` is the fingerprint of the letter; `levels` the names of the levels that clear it, `roles` whose they are
    (none: the superior's); `parts` what the draft says of each part; `files` the fingerprints that go with it."""

    kind = E.DRAFT_SUBMITTED
    draft: str
    levels: tuple[str, ...]
    roles: tuple[Role, ...] | None = None
    parts: Mapping[str, Outcome] | None = None
    files: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DraftCleared(Facts):
    """The level that cleared the draft, its place from 1; `result` is DONE at the last level, else NEXT."""

    kind = E.DRAFT_CLEARED
    draft: str
    level: str
    place: int
    result: str


@dataclass(frozen=True, slots=True)
class DraftReturned(Facts):
    """The draft that came back, and the level at which it did."""

    kind = E.DRAFT_RETURNED
    draft: str
    level: str


@dataclass(frozen=True, slots=True)
class Answered(Facts):
    """The notice: its outcome, that of each part, its fingerprint and those of its files. Of a closed part `tests`
    holds the numbers of its consequence tests and `articles` its exemptions; `holders` names bodies by part."""

    kind = E.ANSWERED
    outcome: Outcome
    parts: Mapping[str, Outcome] | None = None
    notice: str | None = None
    files: tuple[str, ...] | None = None
    tests: Mapping[str, tuple[str, ...]] | None = None
    articles: Mapping[str, tuple[str, ...]] | None = None
    holders: Mapping[str, str] | None = None

    def event(self, at: datetime, on: date) -> CaseEvent:
        """See `Facts.event`."""
        return replace(Facts.event(self, at, on), outcome=self.outcome)


@dataclass(frozen=True, slots=True)
class Rated(Facts):
    """Whether the answer answered: YES, PARTLY, NO."""

    kind = E.RATED
    rating: str


@dataclass(frozen=True, slots=True)
class CostNoted(Facts):
    """What copies on paper cost, in rupiah, and the tariff of that day with its decree (none: no tariff)."""

    kind = E.COST_NOTED
    sheets: int
    per_sheet_rupiah: int
    postage_rupiah: int
    total_rupiah: int
    tariff: str | None = None
    tariff_rupiah: int | None = or_null("tariff")


@dataclass(frozen=True, slots=True)
class HandedOver(Facts):
    """How it was given, how many items, and the sign that it was received (none by post)."""

    kind = E.HANDED_OVER
    way: str
    items: int
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected(Facts):
    """What a correction is about, the seq of the event that was wrong, the fingerprint of what is asked after it."""

    kind = E.CORRECTED
    about: str
    of_seq: int | None = None
    asked: str | None = None
