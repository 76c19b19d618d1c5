"""An objection as it stands today, for the requester's page and the officers' alike. Read only; nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Deadline, read
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GROUNDS_FOR_TALKS, ORDERING, Decision, ObjectionGround, Response, TalksResult
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseEventRow, CaseFile, Document
from pid_tracker.services.calendar.told_dates import Promise, promises
from pid_tracker.services.gate import casefile
from pid_tracker.services.objection import deciding
from pid_tracker.services.words import objection_words


@dataclass(frozen=True, slots=True)
class Talk:
    """One meeting (musyawarah): when, what it came to, and what was said."""

    on: date
    words: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Review:
    """An objection with all that followed. `term` is the superior's; `days_left` none when it no longer runs.

    `commission` is the requester's term to go to the commission, `commission_safe_on` and `commission_last_on` its
    earliest and latest last day on any reading (ruling R2). `decision_words` is empty while nothing is decided.
    """

    case: CaseFile
    today: date
    stage: Stage
    objected: CaseEventRow
    grounds: tuple[str, ...]
    wish: str
    chronology: str
    was_late: bool
    term: Deadline
    days_left: int | None
    days_late: int
    explain_by: date | None
    explanation: str
    explained_on: date | None
    talks: tuple[Talk, ...]
    decided: CaseEventRow | None
    decision_words: str
    reasons: str
    rebuttals: str
    order: str
    substitute_reason: str
    is_overdue: bool
    executed: CaseEventRow | None
    note: str
    response_words: str
    response: str
    silent: CaseEventRow | None
    commission: Deadline
    commission_safe_on: date | None
    commission_last_on: date | None
    files: tuple[Document, ...]
    given: tuple[Document, ...]
    promises: tuple[Promise, ...]

    @property
    def is_open(self) -> bool:
        """Whether the superior still has to decide."""
        return self.stage is Stage.UNDER_OBJECTION

    @property
    def orders(self) -> bool:
        """Whether the decision orders something to be given."""
        return self.case.decision in {decision.value for decision in ORDERING}

    @property
    def may_talk(self) -> bool:
        """Whether the grounds may be settled by talks (UU 14/2008 Pasal 35 ayat (2))."""
        return any(ObjectionGround(letter) in GROUNDS_FOR_TALKS for letter in self.case.grounds)

    @property
    def may_respond(self) -> bool:
        """Whether the requester may still respond to the decision."""
        return self.decided is not None and not self.response_words and self.stage is not Stage.WITHDRAWN

    @property
    def may_go_to_commission(self) -> bool:
        """Whether the way to the commission is open today (UU 14/2008 Pasal 37; ruling R10): never too early."""
        if self.stage not in (Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED):
            return False
        return self.decided is not None or (self.term.due_on is not None and self.today > self.term.due_on)

    @property
    def commission_until(self) -> date | None:
        """The day to name to the requester: the safest one, or the latest while only that is left; none when over."""
        days = (self.commission_safe_on, self.commission_last_on)
        return next((day for day in days if day is not None and self.today <= day), None)

    @property
    def upheld(self) -> bool:
        """Whether the superior upheld what the PPID had done."""
        return self.case.decision == Decision.UPHELD


def look_at(case: CaseFile, calendar: WorkingCalendar, today: date) -> Review | None:
    """The objection of a case as it stands on `today`; None when there is none."""
    objected = case.newest(E.OBJECTED)
    if objected is None:
        return None
    procedure = casefile.fold(case.events, calendar, case.filed_on)
    result = read(procedure, today)
    term, decided = result[Duty.DECIDE_OBJECTION], case.newest(E.OBJECTION_DECIDED)
    explained = case.newest(E.OBJECTION_EXPLAINED)
    executed = case.newest(E.DECISION_EXECUTED)
    responded = case.newest(E.REQUESTER_RESPONDED)
    withdrawn = case.newest(E.WITHDRAWN)
    closed = decided or withdrawn
    commission, object_days = last_days(procedure, Duty.GO_TO_COMMISSION), last_days(procedure, Duty.OBJECT)
    received_on = objected.received_on
    left, late = _days(term, calendar, today, closed.on if closed else None)
    given = set(executed.facts.enclosed) if executed else set()
    documents = _documents(case)

    def written(kind: E, name: str) -> str:
        row = case.newest(kind)
        return casefile.text_of(case, row.seq, name) if row else ""

    return Review(
        case=case,
        today=today,
        stage=result.stage or case.stage,
        objected=objected,
        grounds=objection_words.ground_words(case.grounds),
        wish=written(E.OBJECTED, "wish"),
        chronology=written(E.OBJECTED, "chronology"),
        was_late=object_days is not None and received_on > object_days[1],
        term=term,
        days_left=left,
        days_late=late,
        explain_by=deciding.explain_by(case, calendar),
        explanation=written(E.OBJECTION_EXPLAINED, "explanation"),
        explained_on=explained.on if explained else None,
        talks=_talks(case),
        decided=decided,
        decision_words=Decision.words_of(case.decision),
        reasons=written(E.OBJECTION_DECIDED, "reasons"),
        rebuttals=written(E.OBJECTION_DECIDED, "rebuttals"),
        order=written(E.OBJECTION_DECIDED, "order"),
        substitute_reason=written(E.OBJECTION_DECIDED, "substitute_reason"),
        is_overdue=deciding.is_execution_overdue(case, today),
        executed=executed,
        note=written(E.DECISION_EXECUTED, "note"),
        response_words=Response.words_of(responded.facts.came_to) if responded else "",
        response=written(E.REQUESTER_RESPONDED, "response"),
        silent=case.newest(E.SUPERIOR_SILENT),
        commission=result[Duty.GO_TO_COMMISSION],
        commission_safe_on=commission[0] if commission else None,
        commission_last_on=commission[1] if commission else None,
        files=tuple(row for row in documents if row.kind is DocumentKind.OBJECTION),
        given=tuple(row for row in documents if row.kind is DocumentKind.EXECUTION and row.sha256 in given),
        promises=promises(case, Duty.DECIDE_OBJECTION, term),
    )


def _documents(case: CaseFile) -> Sequence[Document]:
    return db.session.scalars(
        select(Document)
        .where(Document.case_id == case.id, Document.kind.in_((DocumentKind.OBJECTION, DocumentKind.EXECUTION)))
        .order_by(Document.id)
    ).all()


def _days(term: Deadline, calendar: WorkingCalendar, today: date, closed_on: date | None) -> tuple[int | None, int]:
    """Working days left (negative when late; none when over), and by how many the superior is or was late."""
    if term.due_on is None:
        return None, 0
    governing = term.calendar or calendar
    late = max(0, governing.between(term.due_on, closed_on or today))
    if closed_on is not None:
        return None, late
    start = max(today, term.opens_on or today)
    return (-late if today > term.due_on else governing.between(start, term.due_on)), late


def _talks(case: CaseFile) -> tuple[Talk, ...]:
    return tuple(
        Talk(row.on, TalksResult(row.facts.came_to).words, casefile.text_of(case, row.seq, "minutes"))
        for row in case.events
        if row.kind is E.TALKS_HELD
    )
