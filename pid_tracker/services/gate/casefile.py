"""The one gate: every change of a case goes through `record`: right, step, append, project, tell.

One call is one event. The caller commits; nothing below it does. `project` is the only writer of a case's projections.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.acts import require
from pid_tracker.law.admission import admit
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Reckoning, read
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Facts, Rated, Withdrawn
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import CaseFacts, Role
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import DocumentKind, PartState
from pid_tracker.models import CaseEventRow, CaseFile, CaseText, ChainHead, Document
from pid_tracker.services.examining import confirming
from pid_tracker.services.gate import closing, extending, fingerprints, messages, projections
from pid_tracker.services.gate.hand import Hand

#: Events that tell the requester a due date; the date told is kept in the event (ruling R13).
_PROMISING = frozenset({E.FILED, E.COMPLETED, E.EXTENDED, E.DUE_DATE_MOVED})
#: Events after which the safe date of a case follows the calendar no more.
_CLOSING = (E.ANSWERED, E.WITHDRAWN, E.OBJECTION_DECIDED, E.DISPUTE_CLOSED)
_ONE_DAY = timedelta(days=1)


class CaseChanged(Exception):
    """Somebody else acted on the case since the form was shown. `events` are what happened meanwhile, oldest first."""

    def __init__(self, case: CaseFile, events: Iterable[CaseEventRow]) -> None:
        """Remember the case and what is new in it."""
        super().__init__(case.number)
        self.case, self.events = case, tuple(events)


def facts_of(case: CaseFile) -> CaseFacts:
    """What rights on this case depend on."""
    held = [part.unit_id for part in case.parts if part.state is not PartState.HANDED_BACK]
    units = frozenset(unit_id for unit_id in held if unit_id is not None)
    signers, drafters = set[int](), set[int]()
    for row in case.events:
        if row.kind in (E.DRAFT_SUBMITTED, E.DRAFT_RETURNED):  # a new draft, also after one that was cleared
            drafters.clear()
        if row.actor_id is not None and row.kind is E.ANSWERED:
            signers.add(row.actor_id)
        if row.actor_id is not None and row.kind in (E.DRAFT_SUBMITTED, E.DRAFT_CLEARED):
            drafters.add(row.actor_id)
    known = case.id if case.last_seq >= 0 else None
    return CaseFacts(known, case.body_id, units, frozenset(signers), frozenset(drafters))


def lock_register() -> ChainHead:
    """Wait for one's turn to append: from here to the commit nobody else changes any case."""
    return db.session.scalars(select(ChainHead).with_for_update().execution_options(populate_existing=True)).one()


def record(
    case: CaseFile, facts: Facts, hand: Hand, *, texts: Mapping[str, str] | None = None, received_on: date | None = None
) -> CaseEventRow:
    """Append one event to the case, or raise and leave no trace.

    `facts` say what happened, nothing personal; what somebody wrote goes into `texts` (sealed, with a salted
    fingerprint in the facts). `hand.now` is the server's instant: an act is never dated by a form. `received_on` is the
    civil date on which the other side had it, when that differs. `hand.seen_seq` is the last event that the form
    showed. Raises NotAllowed (no right), Incomplete (staff withdraw without the requester's statement, time is added
    while a part lies nowhere, a file goes along in which something stands out that nobody has confirmed), IllegalStep
    (the law does not allow it now, or something would be closed without its consequence test), CaseChanged (somebody
    was quicker).

    Whoever acts waits here for the other to commit, and then reads the case anew: no two events meet at one place, so
    that a row which the database refuses is an error of ours and never told as "somebody was quicker".
    """
    head, kind = lock_register(), facts.kind
    if case.last_seq >= 0:  # what others did while we waited for our turn
        db.session.refresh(case)
        db.session.expire(case, ["events", "parts", "texts"])
    require(hand.actor, kind, facts_of(case))
    if case.last_seq >= 0 and hand.seen_seq is not None and hand.seen_seq != case.last_seq:
        raise CaseChanged(case, [row for row in case.events if row.seq > hand.seen_seq])
    zone = case.body.zone
    today = hand.today(zone)
    closing.require(case, facts, hand.actor, today)
    confirming.require(case, facts.enclosed)
    if isinstance(facts, Withdrawn) and hand.actor.role is not Role.REQUESTER and not _has_statement(case, facts):
        raise Incomplete([Missing("statement", "Lampirkan pernyataan pemohon", "UU 14/2008 Pasal 4: hak pemohon")])
    if received_on is not None and received_on > today:
        raise IllegalStep(kind, case.stage, "Tanggal terima tidak boleh di masa depan.")
    written = {name: text.strip() for name, text in (texts or {}).items() if text.strip()}
    marks = {name: fingerprints.text_commitment(case, name, text) for name, text in written.items()}
    facts = replace(facts, received_on=received_on, texts=marks or None)
    procedure = fold(case.events, hand.calendar, case.filed_on)
    before = procedure.answer_span() if kind in _PROMISING else None
    admit(procedure, facts.event(hand.now, today))
    extending.require(case, facts.kind, written)
    if kind in _PROMISING and (span := procedure.answer_span()):  # never earlier than what was told (ruling R13)
        facts = replace(facts, promised_on=max(span.due_on, before.due_on if before else span.due_on))
    row = CaseEventRow(
        position=head.position + 1,
        case_id=case.id,
        seq=case.last_seq + 1,
        kind=kind,
        on=today,
        zone=zone,
        at=hand.now,
        recorded_at=hand.now,
        actor_role=hand.actor.role.value,
        actor_label=hand.actor.label,
        actor_id=hand.actor.user_id,
        details=facts.to_json(),
        previous_hash=head.hash,
    )
    row.hash = fingerprints.digest(row, case.number)
    head.position, head.hash = row.position, row.hash
    case.events.append(row)
    case.texts.extend(CaseText(seq=row.seq, name=name, text=text) for name, text in written.items())
    db.session.flush()
    project(case, hand.calendar, today)
    messages.queue_for(case, row, hand.now)
    return row


def _has_statement(case: CaseFile, withdrawn: Withdrawn) -> bool:
    """Whether the requester's own statement of withdrawal is attached to the case, named by its fingerprint."""
    attached = select(Document.id).where(
        Document.case_id == case.id,
        Document.kind == DocumentKind.STATEMENT,
        Document.sha256 == (withdrawn.statement or ""),
    )
    return db.session.scalar(attached.limit(1)) is not None


def fold(rows: Iterable[CaseEventRow], calendar: WorkingCalendar, filed_on: date) -> Procedure:
    """The procedure after the stored events, which were admitted when they were written and are so again."""
    procedure = Procedure(calendar, in_force(filed_on))
    for row in rows:
        procedure.take(row.facts.event(row.at, row.on))
    return procedure


def reckoning_of(case: CaseFile, calendar: WorkingCalendar, today: date) -> Reckoning:
    """Stage and the six terms of the case as they stand on `today` (civil date at the body's office)."""
    return read(fold(case.events, calendar, case.filed_on), today)


def project(case: CaseFile, calendar: WorkingCalendar, today: date) -> None:
    """Write the projections of the case from its events: stage, dates, outcome, parts. Nobody else writes them."""
    for name, value in projection(case, calendar, today).items():
        setattr(case, name, value)
    by_place = {part.place: part for part in case.parts}
    for place, values in projections.of_parts(case).items():
        part, moved = by_place[place], by_place[place].unit_id != values["unit_id"]
        for name, value in values.items():
            setattr(part, name, value)
        if moved and part in db.session:
            db.session.expire(part, ["unit"])  # the unit that was loaded with it is the one before


def projection(case: CaseFile, calendar: WorkingCalendar, today: date) -> dict[str, object]:
    """The projected columns of a case, by name, computed from its events alone."""
    procedure = fold(case.events, calendar, case.filed_on)
    result = read(procedure, today)
    by_kind: dict[E, CaseEventRow] = {}
    latest = {row.kind: row for row in case.events}
    for row in case.events:
        by_kind.setdefault(row.kind, row)
    answer, last = result[Duty.ANSWER], case.events[-1]
    answered = by_kind.get(E.ANSWERED)
    answered_on = answered.on if answered else None
    notice, rated = projections.told(by_kind, Answered), projections.told(by_kind, Rated)
    closing = next((by_kind[kind] for kind in _CLOSING if kind in by_kind), None)
    withdrawn = by_kind.get(E.WITHDRAWN)
    repair = result[Duty.COMPLETE].due_on
    ended_on = withdrawn.on if withdrawn else None
    closed_at = closing.at if closing else None
    if result.lapsed and repair:
        lapsed_on = repair + _ONE_DAY
        lapsed_at = datetime.combine(lapsed_on, time(), ZoneInfo(case.body.zone))  # the day itself ends it, told or not
        ended_on, closed_at = ended_on or lapsed_on, min(closed_at or lapsed_at, lapsed_at)
    days = None
    if answered and answered_on and answer.opens_on:  # by the calendar of that day: what came later changes no figure
        days = calendar.known_before(answered.at).between(answer.opens_on, answered_on)
    return {
        "stage": result.stage,
        "outcome": notice.outcome if notice else None,
        "complete_on": answer.opens_on,
        "check_due_on": result[Duty.CHECK_COMPLETENESS].due_on,
        "repair_due_on": repair,
        "due_on": answer.due_on,
        "first_due_on": answer.first_due_on,
        "safe_on": procedure.safe_on(closed_at),  # a closed case keeps the date of its day
        "extendable_to": answer.extendable_to,
        "due_certain": answer.certain is not False,
        "object_due_on": result[Duty.OBJECT].due_on,
        "extended_on": by_kind[E.EXTENDED].on if E.EXTENDED in by_kind else None,
        "answered_on": answered_on,
        "answer_days": days,
        "closed_under": projections.letters_closed(notice),
        "ended_on": ended_on,
        "rating": rated.rating if rated else "",
        "projected_on": today,
        "last_seq": last.seq,
        "head_hash": last.hash,
        **projections.of_handling(by_kind, case.events, procedure),
        **projections.of_delivery(by_kind, latest),
        **projections.of_review(by_kind, latest, procedure, result),
    }


def text_of(case: CaseFile, seq: int, name: str) -> str:
    """What was written with an event; empty when nothing was, or when it was erased."""
    return next((row.text for row in case.texts if row.seq == seq and row.name == name), "")
