"""The fold of one case: its accepted events, the terms that follow from them, and the stage on a day.

It knows no article and no number: those are rows of `law/rules.py`. What an act needs to be accepted says
its record (`law/acts/`); how a term stands today in `law/deadlines.py`.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import TO_BE_TOLD, CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.rules import BOOKS, Duty, RuleBook
from pid_tracker.law.states import Stage

_ONE_DAY = timedelta(days=1)
#: A draft is with its approvers from DRAFT_SUBMITTED until one returns it, the last clears it, or the notice goes out.
_CLEARANCE = frozenset({E.DRAFT_SUBMITTED, E.DRAFT_CLEARED, E.DRAFT_RETURNED, E.ANSWERED, E.WITHDRAWN})
#: What makes a re-labelled text a request again (ruling R11): its writer insists or objects, or the PPID answers it.
_LABEL_ENDS = frozenset({E.INSISTED, E.OBJECTED, E.ANSWERED})


@dataclass(frozen=True, slots=True)
class Span:
    """Day zero and last day of a term under the calendar that governs it."""

    opens_on: date
    due_on: date
    certain: bool
    calendar: WorkingCalendar


@dataclass(slots=True)
class Procedure:
    """The fold of one case: accepted events by kind, and what follows from them."""

    calendar: WorkingCalendar
    rules: RuleBook = BOOKS[0]
    accepted: dict[E, CaseEvent] = field(default_factory=dict)  # of each kind the one that counts: the first
    newest: dict[E, CaseEvent] = field(default_factory=dict)
    counts: Counter[E] = field(default_factory=Counter)
    under_clearance: bool = False  # a draft waits for somebody's approval
    notice_waits: bool = False  # the notice of deficiency has not reached the requester (ruling R3)
    last: CaseEvent | None = None

    # -- the terms ----------------------------------------------------------------------------------------------------

    def _span(self, duty: Duty, opens_on: date, closed_by: CaseEvent | None, *, extended: bool = False) -> Span:
        limit = self.rules[duty]
        days = limit.working_days + (limit.extra_days if extended else 0)
        closed_at = closed_by.at if closed_by else None
        governing = self.calendar.as_known_for(opens_on, days, closed_at)
        due = governing.count(opens_on, days)
        return Span(opens_on, due.day, due.certain, governing)

    def first(self, *kinds: E) -> CaseEvent | None:
        """The earliest accepted event of these kinds."""
        found = [self.accepted[kind] for kind in kinds if kind in self.accepted]
        return min(found, key=lambda event: event.at) if found else None

    def check_span(self) -> Span | None:
        """The three days to look whether the request is complete (PERKI 1/2021 Pasal 31 ayat (2))."""
        filed = self.accepted.get(E.FILED)
        closing = self.first(E.DEFICIENCY_NOTIFIED, E.EXTENDED, E.ANSWERED, E.WITHDRAWN)
        return self._span(Duty.CHECK_COMPLETENESS, filed.registered_on, closing) if filed else None

    def complete_span(self) -> Span | None:
        """The requester's three days to repair, from receipt of the notice (PERKI 1/2021 Pasal 33 ayat (3)).

        A delivery that failed starts nothing (ruling R3): None until the requester was reached.
        """
        notice = self.accepted.get(E.DEFICIENCY_NOTIFIED)
        if notice is None or self.notice_waits:
            return None
        reached = self.accepted.get(E.NOTICE_DELIVERED, notice)
        closing = self.first(E.COMPLETED, E.ANSWERED, E.WITHDRAWN)
        return self._span(Duty.COMPLETE, reached.received_on, closing)

    def answer_opens_on(self) -> date | None:
        """The day the request is complete (ruling R1); None while the requester has to repair it."""
        filed, completed = self.accepted.get(E.FILED), self.accepted.get(E.COMPLETED)
        if filed is None or (E.DEFICIENCY_NOTIFIED in self.accepted and completed is None):
            return None
        return completed.on if completed else filed.received_on

    def answer_span(self) -> Span | None:
        """The term of the written notice, with its extension; never earlier than what was promised (ruling R13)."""
        opens_on = self.answer_opens_on()
        if opens_on is None:
            return None
        closing = self.first(E.ANSWERED, E.WITHDRAWN, E.OBJECTION_DECIDED)
        span = self._span(Duty.ANSWER, opens_on, closing, extended=E.EXTENDED in self.accepted)
        told = self.accepted.get(E.EXTENDED) or self.accepted.get(E.COMPLETED) or self.accepted.get(E.FILED)
        moved = self.accepted.get(E.DUE_DATE_MOVED)
        if told and moved and moved.at >= told.at:
            told = moved
        promised = told.promised_on if told else None
        if promised and promised > span.due_on:
            return Span(span.opens_on, promised, span.certain, span.calendar)
        return span

    def safe_on(self, closed_at: datetime | None = None) -> date | None:
        """The last day of the reading that counts from receipt (UU 14/2008 Pasal 22 ayat (7)).

        It follows the calendar in force (ruling R13): every day known, or those known before the act that closed it.
        """
        filed, limit = self.accepted.get(E.FILED), self.rules[Duty.ANSWER]
        if filed is None:
            return None
        days = limit.working_days + (limit.extra_days if E.EXTENDED in self.accepted else 0)
        governing = self.calendar.known_before(closed_at) if closed_at else self.calendar
        return governing.count(filed.received_on, days).day

    def object_span(self) -> Span | None:
        """The requester's term to object: from receipt of the answer, or by silence from the day after the due date."""
        answer, answered = self.answer_span(), self.accepted.get(E.ANSWERED)
        objected = self.first(E.OBJECTED, E.WITHDRAWN)
        spans = []
        if answer and _silent_after(answer, self.first(E.ANSWERED, E.WITHDRAWN, E.OBJECTION_DECIDED)):
            silent = self._span(Duty.OBJECT, answer.due_on + _ONE_DAY, objected)
            spans.append(Span(silent.opens_on, silent.due_on, silent.certain and answer.certain, silent.calendar))
        if answered:
            spans.append(self._span(Duty.OBJECT, answered.received_on, objected))
        return max(spans, key=lambda span: (span.due_on, span.opens_on, span.certain)) if spans else None

    def decide_span(self) -> Span | None:
        """The superior's term, from receipt of the objection (UU 14/2008 Pasal 36 ayat (2))."""
        objected = self.accepted.get(E.OBJECTED)
        closing = self.first(E.OBJECTION_DECIDED, E.WITHDRAWN)
        return self._span(Duty.DECIDE_OBJECTION, objected.received_on, closing) if objected else None

    def commission_span(self) -> Span | None:
        """The term to go to the commission: from receipt of the decision, or from the end of the superior's days."""
        decide, decided = self.decide_span(), self.accepted.get(E.OBJECTION_DECIDED)
        registered = self.first(E.DISPUTE_REGISTERED, E.WITHDRAWN)
        spans = []
        withdrawn = self.accepted.get(E.WITHDRAWN)
        silence_came = (
            withdrawn is None or decide is None or withdrawn.on >= decide.due_on
        )  # its day zero is the last day
        if decide and silence_came and _silent_after(decide, decided):
            silent = self._span(Duty.GO_TO_COMMISSION, decide.due_on, registered)
            spans.append(Span(silent.opens_on, silent.due_on, silent.certain and decide.certain, silent.calendar))
        if decided:
            spans.append(self._span(Duty.GO_TO_COMMISSION, decided.received_on, registered))
        return max(spans, key=lambda span: (span.due_on, span.opens_on, span.certain)) if spans else None

    # -- the stage ----------------------------------------------------------------------------------------------------

    def stage_on(self, day: date) -> Stage | None:
        """The stage on a civil date; None before anything happened."""
        has = self.accepted
        if not has:
            return None
        if E.IMPORTED in has:
            return Stage.CLOSED  # a row of an old register tells what was; nothing runs (ruling R18)
        if E.WITHDRAWN in has:
            return Stage.WITHDRAWN
        if self.lapsed_by(day) and E.OBJECTED not in has:
            return Stage.NOT_CONTINUED
        for kind, stage in (
            (E.DISPUTE_CLOSED, Stage.CLOSED),
            (E.DISPUTE_REGISTERED, Stage.IN_DISPUTE),
            (E.OBJECTION_DECIDED, Stage.OBJECTION_DECIDED),
            (E.OBJECTED, Stage.UNDER_OBJECTION),
            (E.ANSWERED, Stage.ANSWERED),
        ):
            if kind in has:
                return stage
        if E.DEFICIENCY_NOTIFIED in has and E.COMPLETED not in has:
            return Stage.INCOMPLETE
        check = self.check_span()
        met = self.first(E.DEFICIENCY_NOTIFIED, E.EXTENDED, E.DECLARED_COMPLETE)
        return Stage.RECEIVED if check and day <= check.due_on and met is None else Stage.IN_PROCESS

    def lapsed_by(self, day: date) -> bool:
        """Whether the days to repair ran out before `day` with nothing handed in (PERKI 1/2021 Pasal 33 ayat (4)).

        That ends the request; an objection on ground b or f that was made meanwhile goes on (ruling R25).
        """
        repair, over = self.complete_span(), self.first(E.COMPLETED, E.ANSWERED, E.WITHDRAWN, E.DISPUTE_CLOSED)
        return repair is not None and day > repair.due_on and (over is None or over.on > repair.due_on)

    @property
    def was_found_complete(self) -> bool:
        """Whether what a notice named came; without a notice, whether the PPID or the requester completed it."""
        repaired = {E.COMPLETED} if E.DEFICIENCY_NOTIFIED in self.accepted else {E.COMPLETED, E.DECLARED_COMPLETE}
        return bool(repaired & self.accepted.keys())

    @property
    def is_labelled(self) -> bool:
        """Whether a re-labelling holds: the text is treated as no request (ruling R11). No term depends on it."""
        return E.RELABELLED in self.accepted and not _LABEL_ENDS & self.accepted.keys()

    def take(self, event: CaseEvent) -> None:
        """Take an event that was admitted when it was written: the record is read, not judged again."""
        if event.kind is E.DEFICIENCY_NOTIFIED:
            self.accepted.pop(E.COMPLETED, None)  # what came before the notice did not repair what it names
            self.notice_waits = event.result == TO_BE_TOLD
        if event.kind in (E.NOTICE_FAILED, E.NOTICE_DELIVERED):
            self.notice_waits = event.kind is E.NOTICE_FAILED
        if event.kind is E.DUE_DATE_MOVED:
            self.accepted[event.kind] = event  # each move is told anew
        if event.kind in _CLEARANCE:
            self.under_clearance = event.kind is E.DRAFT_SUBMITTED or event.result == "NEXT"
        self.accepted.setdefault(event.kind, event)
        self.newest[event.kind] = event
        self.counts[event.kind] += 1
        self.last = event


def _silent_after(span: Span, closing: CaseEvent | None) -> bool:
    """Whether the term ran, or can still run, to its end without the act that closes it."""
    return closing is None or closing.on > span.due_on
