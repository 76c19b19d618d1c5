"""What a requester sees of a case, as it stands today: stage, the date that counts, who has it, what can be done now.

Read only. Dates come from the same engine that recorded them; nothing here is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law import admission
from pid_tracker.law.acts import open_steps
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Deadline, Reckoning, Standing
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, DeficiencyNotified, Filed, Rated
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.legs import Holder
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import REPAIRED_BESIDE, Stage
from pid_tracker.law.vocabulary.asking import IdentityWay, Lack, Rating, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, SEARCHED, DocumentKind, PartState
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow, CaseFile, Document
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.calendar.told_dates import Promise, promises
from pid_tracker.services.gate import casefile, happened
from pid_tracker.services.words.phrases import listed
from pid_tracker.services.words.timeline import Entry, entries


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part (bagian): its text, how it stands, and which office has it."""

    place: int
    text: str
    standing: str
    outcome: Outcome | None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as its requester sees it. `term` is the one that counts now, with the days told for it (`promises`);
    `lapsed` once the days to repair ran out, also beside an objection that goes on; `ended_on` when it no longer runs;
    `holding` is the leg that runs, `holder` the words for it."""

    case: CaseFile
    today: date
    stage: Stage
    lapsed: bool
    is_extended: bool
    term: Deadline | None
    answer: Deadline
    objection: Deadline
    lacks: tuple[str, ...]
    days_left: int | None
    days_late: int
    ended_on: date | None
    ended_word: str
    first_due_on: date | None
    holding: leg_clock.Holding | None
    holder: str
    parts: tuple[PartSeen, ...]
    history: tuple[Entry, ...]
    promises: tuple[Promise, ...]
    rating: Rating | None
    resent_from: str
    resent_as: str

    @property
    def lack_words(self) -> str:
        """What is missing, in words."""
        return listed([*filter(None, map(Lack.words_of, self.lacks))])

    @property
    def shown_stage(self) -> Stage:
        """The stage whose word is shown: with an office it is in process; without the proof it is incomplete."""
        if self.stage is Stage.RECEIVED and self.lacks:
            return Stage.INCOMPLETE
        is_routed = any(part.state is not PartState.NEW for part in self.case.parts)
        return Stage.IN_PROCESS if self.stage is Stage.RECEIVED and is_routed else self.stage

    @property
    def is_lacking(self) -> bool:
        """Whether the requester can hand something in now."""
        return bool(self.lacks)

    @property
    def is_answered(self) -> bool:
        """Whether the written notice has been sent."""
        return self.case.outcome is not None

    @property
    def may_withdraw(self) -> bool:
        """Whether the requester can withdraw now: the request before its answer, the objection before its decision."""
        return E.WITHDRAWN in open_steps(self.stage) and self.stage is not Stage.OBJECTION_DECIDED

    @property
    def may_object(self) -> bool:
        """Whether an objection is a step from here; whether its ground is found is the law's to say."""
        return E.OBJECTED in open_steps(self.stage)

    @property
    def may_rate(self) -> bool:
        """Whether the answer can be rated now: once."""
        return E.RATED in open_steps(self.stage) and self.is_answered and not self.rating

    @property
    def may_send_again(self) -> bool:
        """Whether the same request can be filed anew with one tap."""
        return self.lapsed


def why_not(case: CaseFile, kind: E, now: datetime, calendar: WorkingCalendar) -> str:
    """The law's reason against an act at `now`, as a sentence; "" when the law allows it. Nothing is written."""
    today = civil_date(now, case.body.zone)
    told = casefile.fold(case.events, calendar, case.filed_on)
    return admission.why_not(told, CaseEvent(kind, now, today, today, today))


def look_at(case: CaseFile, calendar: WorkingCalendar, today: date) -> Seen:
    """The case as it stands on `today` at the body's office."""
    result = casefile.reckoning_of(case, calendar, today)
    stage = result.stage or case.stage
    by_kind = {row.kind: row for row in reversed(case.events)}
    answer, repair = result[Duty.ANSWER], result[Duty.COMPLETE]
    lapsed = result.lapsed and stage is not Stage.WITHDRAWN
    term = repair if stage is Stage.INCOMPLETE or lapsed else answer
    extended = E.EXTENDED in by_kind
    ended_on = repair.due_on if lapsed else _ended_on(by_kind)
    days_left, days_late = _days(term, calendar, today, ended_on)
    rated = case.latest(Rated)
    holding = leg_clock.holding(case, result, today)
    return Seen(
        case=case,
        today=today,
        stage=stage,
        lapsed=lapsed,
        is_extended=extended,
        term=term if term.due_on else None,
        answer=answer,
        objection=result[Duty.OBJECT],
        lacks=_lacks(case, by_kind, stage, result, today),
        days_left=days_left,
        days_late=days_late,
        ended_on=ended_on,
        ended_word="Dijawab" if E.ANSWERED in by_kind else "Berakhir" if lapsed else _ENDED.get(stage, _DECIDED),
        first_due_on=answer.first_due_on if extended and term is answer else None,
        holding=holding,
        holder=_holder(case, stage, holding),
        parts=_parts(case, is_over=lapsed or stage is Stage.WITHDRAWN),
        history=entries(happened.in_case(case)),
        promises=promises(case, term.duty, term),
        rating=Rating.of(rated.rating) if rated else None,
        resent_from=_number(CaseFile.id == case.resent_from_id) if case.resent_from_id else "",
        resent_as=_number(CaseFile.resent_from_id == case.id) if lapsed else "",
    )


def _number(which: ColumnElement[bool]) -> str:
    """The number of the other one of two cases that were filed with the same contents."""
    return db.session.scalar(select(CaseFile.number).where(which).order_by(CaseFile.id).limit(1)) or ""


_ENDED: Mapping[Stage, str] = {Stage.WITHDRAWN: "Dicabut"}  # without an answer
_DECIDED = "Diputus atasan PPID"


def _ended_on(by_kind: Mapping[E, CaseEventRow]) -> date | None:
    for kind in (E.ANSWERED, E.WITHDRAWN, E.OBJECTION_DECIDED):
        if kind in by_kind:
            return by_kind[kind].on
    return None


def _days(term: Deadline, calendar: WorkingCalendar, today: date, ended_on: date | None) -> tuple[int | None, int]:
    """Working days left (none when nothing runs; negative when late), and by how many the answer is or was late."""
    if term.due_on is None:
        return None, 0
    governing = term.calendar or calendar
    late = max(0, governing.between(term.due_on, ended_on or today)) if term.duty is Duty.ANSWER else 0
    if ended_on is not None:
        return None, late
    return (-late if today > term.due_on else governing.between(max(today, term.opens_on or today), term.due_on)), late


def _lacks(
    case: CaseFile, by_kind: Mapping[E, CaseEventRow], stage: Stage, result: Reckoning, today: date
) -> tuple[str, ...]:
    """Codes of Lack that can be handed in now: as the officer said, or the proof that did not come."""
    check_due_on = result[Duty.CHECK_COMPLETENESS].due_on
    is_open = result[Duty.COMPLETE].standing in (Standing.NOT_YET, Standing.RUNNING)
    if E.DEFICIENCY_NOTIFIED in by_kind and is_open and stage in (Stage.INCOMPLETE, *REPAIRED_BESIDE):
        return by_kind[E.DEFICIENCY_NOTIFIED].told(DeficiencyNotified).lacks
    filed = case.latest(Filed)
    if stage is not Stage.RECEIVED or filed is None or filed.complete:
        return ()
    if E.COMPLETED in by_kind or check_due_on is None or today > check_due_on or case.identity_way == IdentityWay.DESK:
        return ()
    kinds = set(db.session.scalars(select(Document.kind).where(Document.case_id == case.id)))
    asker = RequesterKind(case.requester.kind) if case.requester else RequesterKind.PERSON
    lacking = [Lack(kind) for kind in PROOFS[asker] if kind not in kinds]
    has_nik = bool(case.requester and case.requester.nik_last4)
    if asker is not RequesterKind.ENTITY and not has_nik and Lack.IDENTITY in lacking:
        lacking.append(Lack.NIK)
    return tuple(lacking)


def _holder(case: CaseFile, stage: Stage, holding: leg_clock.Holding | None) -> str:
    """Who has the case now, in a few words that begin as the table of days names the holder (the requester is "Anda"):
    an office or a desk, never a person. Empty when nobody has to act."""
    if holding is None:
        return ""
    names = leg_clock.names_of(case)
    desk, open_units = names[Holder.DESK], _open_units(case)
    offices = listed([names.get(code, name) for code, name in open_units.items()])
    match holding.holder:
        case Holder.REQUESTER:
            return _YOURS.get(stage, "Anda; sesudah itu {desk}").format(desk=desk)
        case Holder.AGENCY:
            return offices or holding.who
        case Holder.APPROVER:
            return f"{holding.who}; sesudah itu {desk}"
        case Holder.DESK if offices and stage in _WORKED_ON:
            return f"{desk}; bagian lain dicari di {offices}"
        case _:
            return holding.who


_WORKED_ON = frozenset({Stage.RECEIVED, Stage.IN_PROCESS})
_YOURS: Mapping[Stage, str] = {
    Stage.ANSWERED: "Anda, selama hak keberatan masih terbuka",
    Stage.OBJECTION_DECIDED: "Anda, selama jalan ke Komisi Informasi masih terbuka",
}


def _open_units(case: CaseFile) -> dict[str, str]:
    """The offices that are still looking, by code, each once."""
    open_parts = [part for part in case.parts if part.state in SEARCHED]
    return {part.unit.code: part.unit.name for part in open_parts if part.unit is not None}


def _parts(case: CaseFile, *, is_over: bool) -> tuple[PartSeen, ...]:
    answered, seen = case.latest(Answered), []
    for part in case.parts:
        outcome = (answered.parts or {}).get(str(part.place), answered.outcome) if answered else None
        standing = "" if outcome else part.state.standing
        if not outcome and part.unit is not None and part.state in SEARCHED:
            standing = f"Dicari di {part.unit.name}"
        if standing and part.delivered_on is not None:
            standing = f"Sudah diserahkan {tanggal(part.delivered_on)}"
        if not outcome and part.delivered_on is None and is_over:
            standing = "Dihentikan"
        seen.append(PartSeen(part.place, part.text, standing, outcome, part.delivered_on))
    return tuple(seen)


def open_files(case: CaseFile) -> tuple[Document, ...]:
    """What the requester can open: the files of the answer, and before it those that were given ahead."""
    return answer_files(case) or partial_delivery.delivered_files(case)


def answer_files(case: CaseFile) -> tuple[Document, ...]:
    """The files that were sent with the answer, in the order of the parts; none before the answer."""
    answered = case.latest(Answered)
    if answered is None:
        return ()
    sent = set(answered.enclosed)
    found = db.session.scalars(
        select(Document).where(Document.case_id == case.id, Document.kind == DocumentKind.ANSWER).order_by(Document.id)
    )
    return tuple(document for document in found if document.sha256 in sent)
