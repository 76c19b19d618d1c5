"""From the events of a case to its stage, its six terms, and the acts that the law did not allow.

`reckon` reads a whole history; the clock file, the gate, the pages and the nightly sweep use the same fold, so that
they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pid_tracker.law.admission import admit
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import SkippedDay
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.procedure import Procedure, Span
from pid_tracker.law.rules import COURT_WINDOW, Duty, FurtherTerm, RuleBook, Whose
from pid_tracker.law.states import ENDED_STAGES, IllegalStep, Stage


class Standing(StrEnum):
    """How a term stands today. A requester's term is never OVERDUE: an unused right ends as ENDED."""

    NOT_YET = "NOT_YET"
    RUNNING = "RUNNING"
    OVERDUE = "OVERDUE"
    MET = "MET"
    MET_LATE = "MET_LATE"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One term (tenggat) of one case. Days are civil dates at the body's office; terms end at 23:59:59 of `due_on`.

    `safe_on`, `extendable_to`, `first_due_on` (the 10th working day, whether or not extended) and `after_safe` are only
    for ANSWER. Null dates mean that the term cannot be foreseen yet. `calendar` is the one that governs this term.
    """

    duty: Duty
    whose: Whose
    working_days: int
    basis: str
    standing: Standing
    opens_on: date | None = None
    due_on: date | None = None
    certain: bool | None = None
    safe_on: date | None = None
    extendable_to: date | None = None
    first_due_on: date | None = None
    after_safe: bool = False
    calendar: WorkingCalendar | None = None

    def ledger(self) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
        """Every day of the term, once: counted and skipped ("Mengapa tanggal ini?"); empty when it cannot be
        foreseen."""
        if self.calendar is None or self.opens_on is None or self.due_on is None:
            return (), ()
        return self.calendar.ledger(self.opens_on, self.due_on)


@dataclass(frozen=True, slots=True)
class FurtherDeadline:
    """A term outside the six duties (`rules.FurtherTerm`) with its days; `calendar` is the one that governs it."""

    working_days: int
    basis: str
    opens_on: date
    due_on: date
    certain: bool
    calendar: WorkingCalendar

    def ledger(self) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
        """Every day of the term, once: counted and skipped."""
        return self.calendar.ledger(self.opens_on, self.due_on)


def further(
    term: FurtherTerm,
    opens_on: date,
    calendar: WorkingCalendar,
    closed_at: datetime | None = None,
    told_on: date | None = None,
) -> FurtherDeadline:
    """The days of `term` from `opens_on`, day zero. Like every term it moves later only, while it is open (ruling R13):
    never before `told_on`, the last day that was told."""
    governing = calendar.as_known_for(opens_on, term.working_days, closed_at)
    due = governing.count(opens_on, term.working_days)
    last = max(due.day, told_on or due.day)
    return FurtherDeadline(term.working_days, term.basis, opens_on, last, due.certain, governing)


def court_window(case: Procedure) -> FurtherDeadline | None:
    """The days in which either side may go to court, from receipt of the ruling (UU 14/2008 Pasal 48 ayat (1))."""
    ruling, court = case.accepted.get(E.RULING_RECEIVED), case.accepted.get(E.COURT_FILED)
    if ruling is None:
        return None
    closed_at = court.at if court else None
    return further(COURT_WINDOW, ruling.received_on, case.calendar, closed_at, ruling.promised_on)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A history read to its end: stage, six terms in the order of `Duty`, and refused events by position.

    `lapsed`: the days to repair ran out, which ends the request, though not an objection beside it (ruling R25).
    """

    stage: Stage | None
    deadlines: tuple[Deadline, ...]
    refused: tuple[tuple[int, str], ...] = ()
    lapsed: bool = False

    def __getitem__(self, duty: Duty) -> Deadline:
        """The term for `duty`."""
        return next(deadline for deadline in self.deadlines if deadline.duty is duty)


_SPANS: Mapping[Duty, Callable[[Procedure], Span | None]] = {
    Duty.CHECK_COMPLETENESS: Procedure.check_span,
    Duty.COMPLETE: Procedure.complete_span,
    Duty.ANSWER: Procedure.answer_span,
    Duty.OBJECT: Procedure.object_span,
    Duty.DECIDE_OBJECTION: Procedure.decide_span,
    Duty.GO_TO_COMMISSION: Procedure.commission_span,
}


def read(case: Procedure, today: date) -> Reckoning:
    """Stage and the six terms as they stand on `today`."""
    stage = case.stage_on(today)
    rows = tuple(_row(case, duty, stage, today) for duty in Duty)
    return Reckoning(stage, rows, lapsed=case.lapsed_by(today))


def _row(case: Procedure, duty: Duty, stage: Stage | None, today: date) -> Deadline:
    limit = case.rules[duty]
    span = _SPANS[duty](case)
    extended = duty is Duty.ANSWER and E.EXTENDED in case.accepted
    safe_on = case.safe_on() if duty is Duty.ANSWER else None
    days = limit.working_days + (limit.extra_days if extended else 0)
    basis = f"{limit.basis} dan {limit.extra_basis.removeprefix('UU 14/2008 ')}" if extended else limit.basis
    standing = _standing(case, duty, span, stage, today)
    after_safe = safe_on is not None and _refused_after(case, safe_on)
    if span is None:
        return Deadline(duty, limit.whose, days, basis, standing, safe_on=safe_on, after_safe=after_safe)
    extendable_to = first_due_on = None
    if duty is Duty.ANSWER:
        first_due_on = span.calendar.count(span.opens_on, limit.working_days).day
        if not extended:
            extendable_to = span.calendar.count(span.opens_on, limit.working_days + limit.extra_days).day
    return Deadline(
        duty,
        limit.whose,
        days,
        basis,
        standing,
        opens_on=span.opens_on,
        due_on=span.due_on,
        certain=span.certain,
        safe_on=safe_on,
        extendable_to=extendable_to,
        first_due_on=first_due_on,
        after_safe=after_safe,
        calendar=span.calendar,
    )


def _refused_after(case: Procedure, day: date) -> bool:
    answered = case.accepted.get(E.ANSWERED)
    return answered is not None and answered.outcome is Outcome.REFUSED and answered.on > day


def _standing(case: Procedure, duty: Duty, span: Span | None, stage: Stage | None, today: date) -> Standing:
    met = _met_by(case, duty, span)
    if span is None:
        return Standing.MET if met and duty is not Duty.COMPLETE else Standing.NOT_YET
    if met is not None:
        return Standing.MET if _met_on(met) <= span.due_on else Standing.MET_LATE
    if _ended(case, duty, stage):
        return Standing.ENDED
    if today < span.opens_on:
        return Standing.NOT_YET
    if today <= span.due_on:
        return Standing.RUNNING
    lapses = case.rules[duty].whose is Whose.REQUESTER or duty is Duty.CHECK_COMPLETENESS
    return Standing.ENDED if lapses else Standing.OVERDUE


def _met_on(met: CaseEvent) -> date:
    """The day by which an act is judged: of the act; of a dispute the day the commission registered it."""
    return met.received_on if met.kind is E.DISPUTE_REGISTERED else met.on


def _met_by(case: Procedure, duty: Duty, span: Span | None) -> CaseEvent | None:
    """The accepted event that met the term; the check of completeness is met only inside its days."""
    met = case.first(*case.rules[duty].met_by)
    if duty is Duty.CHECK_COMPLETENESS and met is not None and span is not None and met.on > span.due_on:
        return None
    return met


def _ended(case: Procedure, duty: Duty, stage: Stage | None) -> bool:
    """Whether something other than its own act ended the term."""
    if stage in ENDED_STAGES:
        return True
    has = case.accepted
    if duty is Duty.ANSWER:
        return E.OBJECTION_DECIDED in has
    if duty is Duty.COMPLETE:
        return E.ANSWERED in has
    return False


def reckon(events: Iterable[CaseEvent], calendar: WorkingCalendar, rules: RuleBook, today: date) -> Reckoning:
    """A whole history as it stands on `today`; what the law did not allow is in `refused`, the rest computed without
    it."""
    procedure, refused = Procedure(calendar, rules), []
    for position, event in enumerate(events):
        try:
            admit(procedure, event)
        except IllegalStep as step:
            refused.append((position, step.why))
    return replace(read(procedure, today), refused=tuple(refused))
