"""The steps of the procedure: which act is possible at which stage, and to which stage it leads.

One table. The gate (`services/casefile.py`), the officers' buttons and the clock file all ask it. What depends on dates
(an extension in time, a notice of deficiency within three days) is in `law/deadlines.py`, row by row.
"""

from collections.abc import Mapping
from enum import StrEnum

from pid_tracker.law.events import EventKind as E


class Stage(StrEnum):
    """Where a case stands (tahap). "Overdue" is never a stage: it is computed from the due date."""

    RECEIVED = "RECEIVED"  # diterima, kelengkapan diperiksa
    INCOMPLETE = "INCOMPLETE"  # perlu dilengkapi
    IN_PROCESS = "IN_PROCESS"  # diproses
    ANSWERED = "ANSWERED"  # dijawab
    NOT_CONTINUED = "NOT_CONTINUED"  # tidak dilanjutkan
    WITHDRAWN = "WITHDRAWN"  # dicabut
    UNDER_OBJECTION = "UNDER_OBJECTION"  # keberatan diproses
    OBJECTION_DECIDED = "OBJECTION_DECIDED"  # keberatan diputus
    IN_DISPUTE = "IN_DISPUTE"  # di Komisi Informasi
    CLOSED = "CLOSED"  # ditutup


#: What each stage is called on a page that explains the procedure.
STAGE_WORDS: Mapping[Stage, str] = {
    Stage.RECEIVED: "Diterima",
    Stage.INCOMPLETE: "Perlu dilengkapi",
    Stage.IN_PROCESS: "Diproses",
    Stage.ANSWERED: "Dijawab",
    Stage.NOT_CONTINUED: "Tidak dilanjutkan",
    Stage.WITHDRAWN: "Dicabut",
    Stage.UNDER_OBJECTION: "Keberatan diproses",
    Stage.OBJECTION_DECIDED: "Keberatan diputus",
    Stage.IN_DISPUTE: "Di Komisi Informasi",
    Stage.CLOSED: "Ditutup",
}

#: Stages in which nobody has given an answer and the body's clock runs.
OPEN_STAGES: frozenset[Stage] = frozenset({Stage.RECEIVED, Stage.INCOMPLETE, Stage.IN_PROCESS})
#: Stages in which the superior may still decide an objection; a dispute takes no decision from the superior.
UNDECIDED_STAGES: frozenset[Stage] = frozenset({Stage.UNDER_OBJECTION, Stage.IN_DISPUTE})

_WORKING = (Stage.RECEIVED, Stage.IN_PROCESS)
_PART_WORK = (
    *(E.PART_ROUTED, E.PART_ACCEPTED, E.PART_HANDED_BACK, E.PART_CONFIRMED, E.PART_ANSWERED, E.PARTS_SPLIT),
    *(E.QUESTION_ASKED, E.QUESTION_REPLIED, E.PARTLY_DELIVERED),
    *(E.DRAFT_SUBMITTED, E.DRAFT_CLEARED, E.DRAFT_RETURNED),
)
#: The notice may still be owed in these: parts are worked on, the draft goes its way.
_OWING = (*_WORKING, Stage.INCOMPLETE, Stage.UNDER_OBJECTION, Stage.IN_DISPUTE)
_ALWAYS = (E.NOTE_ADDED, E.LATE_NOTICE, E.DUE_DATE_MOVED, E.CORRECTED)
_AFTER_ANSWER = (Stage.ANSWERED, Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE, Stage.CLOSED)
_DELIVERING = (E.COST_NOTED, E.HANDED_OVER)

#: An objection on ground b or f, its decision and its dispute stop none of the days to repair (PERKI 1/2021 Pasal 33).
REPAIRED_BESIDE = (Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE)

#: (stage, act) -> stage. Anything else is refused.
TRANSITIONS: Mapping[tuple[Stage, E], Stage] = {
    **{(stage, E.DEFICIENCY_NOTIFIED): Stage.INCOMPLETE for stage in _WORKING},
    (Stage.INCOMPLETE, E.COMPLETED): Stage.IN_PROCESS,
    **{(stage, E.COMPLETED): stage for stage in (*_WORKING, *REPAIRED_BESIDE)},
    (Stage.NOT_CONTINUED, E.LAPSED): Stage.NOT_CONTINUED,  # the day itself ends the case; the event only tells it
    **{
        (stage, kind): stage
        for stage in (Stage.INCOMPLETE, *REPAIRED_BESIDE)
        for kind in (E.NOTICE_FAILED, E.NOTICE_DELIVERED)
    },
    (Stage.NOT_CONTINUED, E.NOTICE_FAILED): Stage.INCOMPLETE,  # found out in the night: the days never ran (ruling R3)
    **{(stage, E.DECLARED_COMPLETE): Stage.IN_PROCESS for stage in _WORKING},
    **{(stage, E.EXTENDED): Stage.IN_PROCESS for stage in _WORKING},
    **{(stage, E.ANSWERED): Stage.ANSWERED for stage in (*_WORKING, Stage.INCOMPLETE)},
    (Stage.UNDER_OBJECTION, E.ANSWERED): Stage.UNDER_OBJECTION,
    (Stage.IN_DISPUTE, E.ANSWERED): Stage.IN_DISPUTE,
    **{(stage, E.WITHDRAWN): Stage.WITHDRAWN for stage in (*_WORKING, Stage.INCOMPLETE, Stage.UNDER_OBJECTION)},
    (Stage.OBJECTION_DECIDED, E.WITHDRAWN): Stage.WITHDRAWN,
    **{(stage, E.OBJECTED): Stage.UNDER_OBJECTION for stage in (*_WORKING, Stage.INCOMPLETE, Stage.ANSWERED)},
    (Stage.UNDER_OBJECTION, E.OBJECTION_DECIDED): Stage.OBJECTION_DECIDED,
    (Stage.IN_DISPUTE, E.OBJECTION_DECIDED): Stage.IN_DISPUTE,
    (Stage.UNDER_OBJECTION, E.DISPUTE_REGISTERED): Stage.IN_DISPUTE,
    (Stage.OBJECTION_DECIDED, E.DISPUTE_REGISTERED): Stage.IN_DISPUTE,
    (Stage.IN_DISPUTE, E.DISPUTE_CLOSED): Stage.CLOSED,
    **{(stage, kind): stage for stage in _OWING for kind in _PART_WORK},
    **{(stage, kind): stage for stage in (*_WORKING, *_AFTER_ANSWER) for kind in _DELIVERING},
    **{(stage, E.REFERRED_ON): stage for stage in _AFTER_ANSWER},
    **{(stage, kind): stage for stage in (*_WORKING, Stage.INCOMPLETE) for kind in (E.RELABELLED, E.INSISTED)},
    **{(Stage.UNDER_OBJECTION, kind): Stage.UNDER_OBJECTION for kind in (E.OBJECTION_EXPLAINED, E.TALKS_HELD)},
    **{
        (stage, kind): stage
        for stage in (Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE, Stage.CLOSED)
        for kind in (E.REQUESTER_RESPONDED, E.DECISION_EXECUTED)
    },
    (Stage.UNDER_OBJECTION, E.SUPERIOR_SILENT): Stage.UNDER_OBJECTION,
    (Stage.IN_DISPUTE, E.DISPUTE_STAGED): Stage.IN_DISPUTE,
    (Stage.IN_DISPUTE, E.RULING_RECEIVED): Stage.IN_DISPUTE,
    **{(stage, E.COURT_FILED): stage for stage in (Stage.IN_DISPUTE, Stage.CLOSED)},
    **{(stage, E.RULING_EXECUTED): stage for stage in (Stage.IN_DISPUTE, Stage.CLOSED)},
    **{(stage, kind): stage for stage in Stage for kind in _ALWAYS},
    (Stage.ANSWERED, E.RATED): Stage.ANSWERED,
    (Stage.UNDER_OBJECTION, E.RATED): Stage.UNDER_OBJECTION,
}

#: The acts that begin a case; every other act needs one that exists.
FIRST_STEPS: frozenset[E] = frozenset({E.FILED, E.OBJECTED, E.IMPORTED})


class IllegalStep(Exception):
    """The law does not allow this act now. `why` is an Indonesian sentence with the article or the date that closed
    it."""

    def __init__(self, kind: E, stage: Stage | None, why: str) -> None:
        """Remember the act, the stage at which it was tried, and the reason."""
        super().__init__(why)
        self.kind, self.stage, self.why = kind, stage, why


def open_steps(stage: Stage) -> frozenset[E]:
    """The acts that the table allows at `stage`, before dates and rights are asked."""
    return frozenset(kind for (at, kind) in TRANSITIONS if at is stage)
