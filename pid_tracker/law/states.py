"""The stages of a case (tahap). What is possible at which, and where it leads, the acts say (`law/acts/`)."""

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

#: An objection on ground b or f, its decision and its dispute stop none of the days to repair (PERKI 1/2021 Pasal 33).
REPAIRED_BESIDE = (Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE)


class IllegalStep(Exception):
    """The law does not allow this act now. `why` is an Indonesian sentence with the article or the date that closed
    it."""

    def __init__(self, kind: E, stage: Stage | None, why: str) -> None:
        """Remember the act, the stage at which it was tried, and the reason."""
        super().__init__(why)
        self.kind, self.stage, self.why = kind, stage, why
