"""From the events of a case to its stage, its six terms, and the acts that the law did not allow.

`Procedure` takes events one by one and refuses what the law refuses; `reckon` reads a whole history. It knows no article
and no number: those are rows of `law/rules.py` and `law/states.py`. The same fold serves the clock file, the gate that
records an act, the pages and the nightly sweep, so that they cannot disagree.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from pid_tracker.law.calendar import SkippedDay, WorkingCalendar
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GROUNDS_FOUND_EARLY, Outcome
from pid_tracker.law.rules import BOOKS, Duty, RuleBook, Whose
from pid_tracker.law.states import FIRST_STEPS, OPEN_STAGES, TRANSITIONS, IllegalStep, Stage
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)


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
        """Every day of the term, once: counted and skipped ("Mengapa tanggal ini?"); empty when it cannot be foreseen."""
        if self.calendar is None or self.opens_on is None or self.due_on is None:
            return (), ()
        return self.calendar.ledger(self.opens_on, self.due_on)


@dataclass(frozen=True, slots=True)
class _Span:
    """Day zero and last day of a term under the calendar that governs it."""

    opens_on: date
    due_on: date
    certain: bool
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A history read to its end: stage, six terms in the order of `Duty`, and refused events by position."""

    stage: Stage | None
    deadlines: tuple[Deadline, ...]
    refused: tuple[tuple[int, str], ...] = ()

    def __getitem__(self, duty: Duty) -> Deadline:
        """The term for `duty`."""
        return next(deadline for deadline in self.deadlines if deadline.duty is duty)


@dataclass(slots=True)
class Procedure:
    """The fold of one case: accepted events by kind, and what follows from them."""

    calendar: WorkingCalendar
    rules: RuleBook = BOOKS[0]
    accepted: dict[E, CaseEvent] = field(default_factory=dict)
    last: CaseEvent | None = None

    # -- the terms ----------------------------------------------------------------------------------------------------

    def _span(self, duty: Duty, opens_on: date, closed_by: CaseEvent | None, *, extended: bool = False) -> _Span:
        limit = self.rules[duty]
        days = limit.working_days + (limit.extra_days if extended else 0)
        closed_at = closed_by.at if closed_by else None
        governing = self.calendar.as_known_for(opens_on, days, closed_at) if self.calendar.later else self.calendar
        due = governing.count(opens_on, days)
        return _Span(opens_on, due.day, due.certain, governing)

    def _first(self, *kinds: E) -> CaseEvent | None:
        found = [self.accepted[kind] for kind in kinds if kind in self.accepted]
        return min(found, key=lambda event: event.at) if found else None

    def check_span(self) -> _Span | None:
        """The three days to look whether the request is complete (PERKI 1/2021 Pasal 31 ayat (2))."""
        filed = self.accepted.get(E.FILED)
        closing = self._first(E.DEFICIENCY_NOTIFIED, E.EXTENDED, E.ANSWERED, E.WITHDRAWN)
        return self._span(Duty.CHECK_COMPLETENESS, filed.registered_on, closing) if filed else None

    def complete_span(self) -> _Span | None:
        """The requester's three days to repair, from receipt of the notice (PERKI 1/2021 Pasal 33 ayat (3))."""
        notice = self.accepted.get(E.DEFICIENCY_NOTIFIED)
        closing = self._first(E.COMPLETED, E.ANSWERED, E.WITHDRAWN)
        return self._span(Duty.COMPLETE, notice.received_on, closing) if notice else None

    def answer_opens_on(self) -> date | None:
        """The day the request is complete (ruling R1); None while the requester has to repair it."""
        filed, completed = self.accepted.get(E.FILED), self.accepted.get(E.COMPLETED)
        if filed is None or (E.DEFICIENCY_NOTIFIED in self.accepted and completed is None):
            return None
        return completed.on if completed else filed.received_on

    def answer_span(self) -> _Span | None:
        """The term of the written notice, with its extension; never earlier than what was promised (ruling R13)."""
        opens_on = self.answer_opens_on()
        if opens_on is None:
            return None
        closing = self._first(E.ANSWERED, E.WITHDRAWN, E.OBJECTION_DECIDED)
        span = self._span(Duty.ANSWER, opens_on, closing, extended=E.EXTENDED in self.accepted)
        told = self.accepted.get(E.EXTENDED) or self.accepted.get(E.COMPLETED) or self.accepted.get(E.FILED)
        promised = told.promised_on if told else None
        if promised and promised > span.due_on:
            return _Span(span.opens_on, promised, span.certain, span.calendar)
        return span

    def safe_on(self) -> date | None:
        """The last day of the reading that counts from receipt (UU 14/2008 Pasal 22 ayat (7)); the calendar in force."""
        filed, limit = self.accepted.get(E.FILED), self.rules[Duty.ANSWER]
        if filed is None:
            return None
        days = limit.working_days + (limit.extra_days if E.EXTENDED in self.accepted else 0)
        return self.calendar.in_force().count(filed.received_on, days).day

    def object_span(self) -> _Span | None:
        """The requester's term to object: from receipt of the answer, or by silence from the day after the due date."""
        answer, answered = self.answer_span(), self.accepted.get(E.ANSWERED)
        objected = self.accepted.get(E.OBJECTED)
        spans = []
        if answer and (answered is None or answered.on > answer.due_on):
            silent = self._span(Duty.OBJECT, answer.due_on + _ONE_DAY, objected)
            spans.append(_Span(silent.opens_on, silent.due_on, silent.certain and answer.certain, silent.calendar))
        if answered:
            spans.append(self._span(Duty.OBJECT, answered.received_on, objected))
        return max(spans, key=lambda span: span.due_on) if spans else None

    def decide_span(self) -> _Span | None:
        """The superior's term, from receipt of the objection (UU 14/2008 Pasal 36 ayat (2))."""
        objected = self.accepted.get(E.OBJECTED)
        closing = self._first(E.OBJECTION_DECIDED, E.WITHDRAWN)
        return self._span(Duty.DECIDE_OBJECTION, objected.received_on, closing) if objected else None

    def commission_span(self) -> _Span | None:
        """The term to go to the commission: from receipt of the decision, or from the end of the superior's days."""
        decide, decided = self.decide_span(), self.accepted.get(E.OBJECTION_DECIDED)
        registered = self.accepted.get(E.DISPUTE_REGISTERED)
        spans = []
        if decide and (decided is None or decided.on > decide.due_on):
            silent = self._span(Duty.GO_TO_COMMISSION, decide.due_on, registered)
            spans.append(_Span(silent.opens_on, silent.due_on, silent.certain and decide.certain, silent.calendar))
        if decided:
            spans.append(self._span(Duty.GO_TO_COMMISSION, decided.received_on, registered))
        return max(spans, key=lambda span: span.due_on) if spans else None

    # -- the stage ----------------------------------------------------------------------------------------------------

    def stage_on(self, day: date) -> Stage | None:
        """The stage on a civil date; None before anything happened."""
        has = self.accepted
        if not has:
            return None
        if E.WITHDRAWN in has:
            return Stage.WITHDRAWN
        if self._lapsed_by(day):
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
        met = self._first(E.DEFICIENCY_NOTIFIED, E.EXTENDED, E.DECLARED_COMPLETE)
        return Stage.RECEIVED if check and day <= check.due_on and met is None else Stage.IN_PROCESS

    def _lapsed_by(self, day: date) -> bool:
        """Whether the days to repair ran out before `day` with nothing handed in (PERKI 1/2021 Pasal 33 ayat (4))."""
        repair = self.complete_span()
        return repair is not None and not {E.COMPLETED, E.ANSWERED} & self.accepted.keys() and day > repair.due_on

    # -- the acts -----------------------------------------------------------------------------------------------------

    def admit(self, event: CaseEvent) -> None:
        """Take one more event, or raise IllegalStep with the reason in Indonesian; a refused event leaves no trace."""
        if self.last is not None and event.at < self.last.at:
            raise IllegalStep(event.kind, self.stage_on(event.on), "Waktunya lebih awal daripada peristiwa sebelumnya.")
        stage = self.stage_on(event.on)
        if stage is None:
            if event.kind not in FIRST_STEPS:
                raise IllegalStep(event.kind, stage, "Belum ada permohonan yang dapat dikenai tindakan ini.")
        elif (stage, event.kind) not in TRANSITIONS:
            raise IllegalStep(event.kind, stage, self._why_not(stage, event.kind))
        condition = _CONDITIONS.get(event.kind)
        if condition is not None and (reason := condition(self, event)):
            raise IllegalStep(event.kind, stage, reason)
        self.take(event)

    def take(self, event: CaseEvent) -> None:
        """Take an event that was admitted when it was written: the record is read, not judged again."""
        self.accepted.setdefault(event.kind, event)
        self.last = event

    def _why_not(self, stage: Stage, kind: E) -> str:
        if stage is Stage.NOT_CONTINUED:
            repair = self.complete_span()
            until = f" ({tanggal(repair.due_on)})" if repair else ""
            return (
                f"Permohonan tidak dilanjutkan karena tidak dilengkapi sampai batasnya{until}, PERKI 1/2021 Pasal 33 "
                "ayat (4). Permohonan dapat dikirim ulang."
            )
        if kind in self.accepted:
            return "Tindakan ini sudah pernah dilakukan dan hanya boleh satu kali."
        return _STAGE_CLOSED.get(stage, "Pada tahap ini tindakan tersebut tidak dimungkinkan.")

    # -- the result ---------------------------------------------------------------------------------------------------

    def read(self, today: date) -> Reckoning:
        """Stage and the six terms as they stand on `today`."""
        stage = self.stage_on(today)
        rows = tuple(self._row(duty, stage, today) for duty in Duty)
        return Reckoning(stage, rows)

    def _row(self, duty: Duty, stage: Stage | None, today: date) -> Deadline:
        limit = self.rules[duty]
        span = _SPANS[duty](self)
        extended = duty is Duty.ANSWER and E.EXTENDED in self.accepted
        safe_on = self.safe_on() if duty is Duty.ANSWER else None
        days = limit.working_days + (limit.extra_days if extended else 0)
        basis = f"{limit.basis} dan {limit.extra_basis.removeprefix('UU 14/2008 ')}" if extended else limit.basis
        standing = self._standing(duty, span, stage, today)
        if span is None:
            return Deadline(duty, limit.whose, days, basis, standing, safe_on=safe_on)
        extendable_to = first_due_on = None
        after_safe = False
        if duty is Duty.ANSWER:
            first_due_on = span.calendar.count(span.opens_on, limit.working_days).day
            if not extended:
                extendable_to = span.calendar.count(span.opens_on, limit.working_days + limit.extra_days).day
            answered = self.accepted.get(E.ANSWERED)
            after_safe = bool(
                answered and answered.outcome is Outcome.REFUSED and safe_on is not None and answered.on > safe_on
            )
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

    def _standing(self, duty: Duty, span: _Span | None, stage: Stage | None, today: date) -> Standing:
        met = self._met_by(duty, span)
        if met is not None and span is not None:
            return Standing.MET if met.on <= span.due_on else Standing.MET_LATE
        if met is not None:
            return Standing.MET
        if span is None:
            return Standing.NOT_YET
        if self._ended(duty, stage):
            return Standing.ENDED
        if today < span.opens_on:
            return Standing.NOT_YET
        if today <= span.due_on:
            return Standing.RUNNING
        lapses = self.rules[duty].whose is Whose.REQUESTER or duty is Duty.CHECK_COMPLETENESS
        return Standing.ENDED if lapses else Standing.OVERDUE

    def _met_by(self, duty: Duty, span: _Span | None) -> CaseEvent | None:
        """The accepted event that met the term; the check of completeness is met only inside its days."""
        met = self._first(*self.rules[duty].met_by)
        if duty is Duty.CHECK_COMPLETENESS and met is not None and span is not None and met.on > span.due_on:
            return None
        return met

    def _ended(self, duty: Duty, stage: Stage | None) -> bool:
        """Whether something other than its own act ended the term."""
        if stage in (Stage.WITHDRAWN, Stage.NOT_CONTINUED):
            return True
        has = self.accepted
        if duty is Duty.ANSWER:
            return E.OBJECTION_DECIDED in has
        if duty is Duty.COMPLETE:
            return E.ANSWERED in has
        return False


def reckon(events: Iterable[CaseEvent], calendar: WorkingCalendar, rules: RuleBook, today: date) -> Reckoning:
    """A whole history as it stands on `today`; what the law did not allow is in `refused`, the rest computed without it."""
    procedure, refused = Procedure(calendar, rules), []
    for position, event in enumerate(events):
        try:
            procedure.admit(event)
        except IllegalStep as step:
            refused.append((position, step.why))
    result = procedure.read(today)
    return Reckoning(result.stage, result.deadlines, tuple(refused))


# -- what depends on dates: one row an act, each gives the reason why not, or "" -------------------------------------------


def _notice_in_time(case: Procedure, event: CaseEvent) -> str:
    check = case.check_span()
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return "Surat kekurangan hanya boleh satu kali (PERKI 1/2021 Pasal 33)."
    if E.DECLARED_COMPLETE in case.accepted or E.COMPLETED in case.accepted:
        return "Permohonan sudah dinyatakan lengkap; kekurangan tidak dapat diberitahukan lagi."
    if check is None or event.on > check.due_on:
        until = f" ({tanggal(check.due_on)})" if check else ""
        return (
            f"Batas memberi tahu kekurangan sudah lewat{until}, PERKI 1/2021 Pasal 31 ayat (2). Permohonan dianggap "
            "lengkap sejak diterima."
        )
    return ""


def _completion_in_time(case: Procedure, event: CaseEvent) -> str:
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return "" if E.COMPLETED not in case.accepted else "Permohonan sudah lengkap."
    check = case.check_span()
    if E.COMPLETED in case.accepted or check is None or event.on > check.due_on:
        return "Permohonan sudah dianggap lengkap, jadi tidak ada yang perlu dilengkapi."
    return ""


def _extension_in_time(case: Procedure, event: CaseEvent) -> str:
    span = case.answer_span()
    if E.EXTENDED in case.accepted:
        return "Tambahan waktu hanya boleh satu kali (PERKI 1/2021 Pasal 36 ayat (2))."
    if span is None or event.on > span.due_on:
        until = f" ({tanggal(span.due_on)})" if span else ""
        return f"Waktu perpanjangan sudah lewat{until}, UU 14/2008 Pasal 22 ayat (8). Kirim jawaban secepatnya."
    return ""


def _answer_once(case: Procedure, event: CaseEvent) -> str:
    if E.FILED not in case.accepted:
        return "Tidak ada permohonan yang dapat dijawab."
    if E.ANSWERED in case.accepted:
        return "Surat jawaban sudah dikirim; jawaban hanya diberikan satu kali."
    return "" if event.outcome is not None else "Jawaban harus menyebut hasilnya."


def _ground_found(case: Procedure, event: CaseEvent) -> str:
    if E.OBJECTED in case.accepted:
        return "Keberatan sudah diajukan."
    if E.ANSWERED in case.accepted or (event.grounds and event.grounds <= GROUNDS_FOUND_EARLY):
        return ""
    span = case.answer_span()
    if span is not None and event.on > span.due_on:
        return ""
    after = f" Keberatan karena tidak dijawab dapat diajukan mulai {tanggal(span.due_on + _ONE_DAY)}." if span else ""
    return f"Alasan keberatan belum ada, karena waktu menjawab belum habis (UU 14/2008 Pasal 36 ayat (1)).{after}"


def _decision_once(case: Procedure, event: CaseEvent) -> str:
    return "Keberatan ini sudah diputus." if E.OBJECTION_DECIDED in case.accepted else ""


def _dispute_not_too_early(case: Procedure, event: CaseEvent) -> str:
    decide, decided = case.decide_span(), case.accepted.get(E.OBJECTION_DECIDED)
    if decided is not None and event.on >= decided.received_on:
        return ""
    if decide is not None and event.on > decide.due_on:
        return ""
    after = f" sebelum {tanggal(decide.due_on + _ONE_DAY)}" if decide and decided is None else ""
    return f"Terlalu dini: atasan PPID masih mempunyai waktu untuk menjawab{after} (UU 14/2008 Pasal 37 ayat (2))."


def _once(case: Procedure, event: CaseEvent) -> str:
    return "Ini sudah tercatat." if event.kind in case.accepted else ""


def _may_be_withdrawn(case: Procedure, event: CaseEvent) -> str:
    has = case.accepted
    if E.ANSWERED in has and E.OBJECTED not in has:
        return "Permohonan sudah dijawab, jadi tidak dapat dicabut lagi."
    return ""


_CONDITIONS: Mapping[E, Callable[[Procedure, CaseEvent], str]] = {
    E.DEFICIENCY_NOTIFIED: _notice_in_time,
    E.COMPLETED: _completion_in_time,
    E.EXTENDED: _extension_in_time,
    E.ANSWERED: _answer_once,
    E.OBJECTED: _ground_found,
    E.OBJECTION_DECIDED: _decision_once,
    E.DISPUTE_REGISTERED: _dispute_not_too_early,
    E.WITHDRAWN: _may_be_withdrawn,
    E.LAPSED: _once,
    E.DECLARED_COMPLETE: _once,
    E.RATED: _once,
}

_SPANS: Mapping[Duty, Callable[[Procedure], _Span | None]] = {
    Duty.CHECK_COMPLETENESS: Procedure.check_span,
    Duty.COMPLETE: Procedure.complete_span,
    Duty.ANSWER: Procedure.answer_span,
    Duty.OBJECT: Procedure.object_span,
    Duty.DECIDE_OBJECTION: Procedure.decide_span,
    Duty.GO_TO_COMMISSION: Procedure.commission_span,
}

_STAGE_CLOSED: Mapping[Stage, str] = {
    Stage.INCOMPLETE: "Permohonan menunggu dilengkapi pemohon (PERKI 1/2021 Pasal 33 ayat (3)).",
    Stage.ANSWERED: "Permohonan sudah dijawab.",
    Stage.WITHDRAWN: "Permohonan sudah dicabut pemohon.",
    Stage.UNDER_OBJECTION: "Perkara ini sedang dalam keberatan.",
    Stage.OBJECTION_DECIDED: "Keberatan sudah diputus atasan PPID.",
    Stage.IN_DISPUTE: "Perkara ini sedang di Komisi Informasi.",
    Stage.CLOSED: "Perkara ini sudah ditutup.",
}

assert set(_SPANS) == set(Duty) and OPEN_STAGES  # noqa: S101 - every duty has its span
