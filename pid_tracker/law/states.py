"""The stages of a case (tahap). What is possible at which, and where it leads, the acts say (`law/acts/`)."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.vocabulary.worded import Worded


class Stage(Worded):
    """Where a case stands (tahap). "Overdue" is never a stage: it is computed from the due date.

    `words` stand on pages that explain the procedure, `published` in open data.
    """

    published: str

    RECEIVED = "RECEIVED", "Diterima", "diterima"
    INCOMPLETE = "INCOMPLETE", "Perlu dilengkapi", "perlu dilengkapi"
    IN_PROCESS = "IN_PROCESS", "Diproses", "diproses"
    ANSWERED = "ANSWERED", "Dijawab", "dijawab"
    NOT_CONTINUED = "NOT_CONTINUED", "Tidak dilanjutkan", "tidak dilanjutkan"
    WITHDRAWN = "WITHDRAWN", "Dicabut", "dicabut pemohon"
    UNDER_OBJECTION = "UNDER_OBJECTION", "Keberatan diproses", "keberatan diproses"
    OBJECTION_DECIDED = "OBJECTION_DECIDED", "Keberatan diputus", "keberatan diputus"
    IN_DISPUTE = "IN_DISPUTE", "Di Komisi Informasi", "di Komisi Informasi"
    CLOSED = "CLOSED", "Ditutup", "ditutup"


#: Stages that end a request without an answer.
ENDED_STAGES: frozenset[Stage] = frozenset({Stage.WITHDRAWN, Stage.NOT_CONTINUED})

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
