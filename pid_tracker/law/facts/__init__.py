"""What an event carries: one frozen type of facts per kind, by chapter of the procedure, and its JSON as it is stored.

`record` takes facts and stores `to_json()`; `read` gives them back. The bytes are hashed into the chain, so a type is
never changed in a way that an event written before reads otherwise: a new field is optional, an old one stays
(`tests/test_old_database.py`). No module outside this package reads the details of an event by the names in them.
"""

from collections.abc import Iterator, Mapping
from types import ModuleType

from pid_tracker.law.events import EventKind
from pid_tracker.law.facts import answer_facts, dispute_facts, note_facts, objection_facts, part_facts, request_facts
from pid_tracker.law.facts.answer_facts import (
    Answered,
    Corrected,
    CostNoted,
    DraftCleared,
    DraftReturned,
    DraftSubmitted,
    HandedOver,
    Rated,
)
from pid_tracker.law.facts.base import Bare, Facts
from pid_tracker.law.facts.codec import Malformed
from pid_tracker.law.facts.dispute_facts import (
    CourtFiled,
    DisputeClosed,
    DisputeRegistered,
    DisputeStaged,
    RulingExecuted,
    RulingReceived,
)
from pid_tracker.law.facts.note_facts import NoteAdded, Relabelled
from pid_tracker.law.facts.objection_facts import (
    DecisionExecuted,
    Objected,
    ObjectionDecided,
    RequesterResponded,
    SuperiorSilent,
    TalksHeld,
)
from pid_tracker.law.facts.part_facts import (
    AtUnit,
    OfPart,
    PartAccepted,
    PartAnswered,
    PartConfirmed,
    PartHandedBack,
    PartlyDelivered,
    PartRouted,
    PartsSplit,
    ReferredOn,
)
from pid_tracker.law.facts.request_facts import (
    Claimed,
    Completed,
    DeficiencyNotified,
    DueDateMoved,
    Extended,
    Filed,
    Imported,
    LateNotice,
    Withdrawn,
)

_CHAPTERS = (request_facts, part_facts, answer_facts, objection_facts, dispute_facts, note_facts)


def _of_a_kind(chapter: ModuleType) -> Iterator[type[Facts]]:
    for of in vars(chapter).values():
        if isinstance(of, type) and issubclass(of, Facts) and isinstance(vars(of).get("kind"), EventKind):
            yield of


#: The type of each kind's facts; kinds that carry nothing share `Bare`.
FACTS: Mapping[EventKind, type[Facts]] = dict.fromkeys(EventKind, Bare) | {
    of.kind: of for chapter in _CHAPTERS for of in _of_a_kind(chapter)
}


def read(kind: EventKind, details: Mapping[str, object]) -> Facts:
    """The facts of an event as they are stored; Malformed when they are not of its kind."""
    if FACTS[kind] is Bare:
        return Bare.from_json({"kind": kind.value, **details})
    return FACTS[kind].from_json(details)
