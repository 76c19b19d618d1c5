"""The requester objects (keberatan) to the superior of the PPID: on a request, or on ground b without one (ruling R9).

UU 14/2008 Pasal 35, 36; PERKI 1/2021 Pasal 39 to 43. What the superior does with it: `deciding.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from pid_tracker.extensions import db
from pid_tracker.law import admission
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import read
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Objected
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, ObjectionGround, Outcome
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.numbering import format_objection_number
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.law.vocabulary.asking import Channel, IdentityWay, Purpose, Rating
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseEventRow, CaseFile, PublicBody
from pid_tracker.services.examining import answer_files
from pid_tracker.services.gate import casefile, fingerprints, happened, opening
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request.filing import NewRequester, filed_with, requester_of
from pid_tracker.services.store import files
from pid_tracker.services.words import objection_words

LONGEST_WISH, LONGEST_CHRONOLOGY = 3000, 6000


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """What the record says before the requester writes a word.

    `grounds` follow from the record; `why_not` is the law's sentence when the ground of silence or of an answer is not
    found yet (b and f may be lodged all the same). `safe_on` is the earliest last day on any reading ("paling aman"),
    `until_on` the latest; `is_late` from the day after that. `decide_by` is when the superior answers an objection of
    today.
    """

    grounds: tuple[ObjectionGround, ...]
    chronology: str
    why_not: str
    safe_on: date | None
    until_on: date | None
    is_late: bool
    decide_by: date


@dataclass(frozen=True, slots=True)
class NewObjection:
    """An objection on ground b without a request. `form_token` as in `filing.NewRequest`; `question` says which
    periodic information (informasi berkala, Pasal 9) is missing."""

    form_token: str
    requester: NewRequester
    question: str
    wish: str = ""
    chronology: str = ""
    purpose: str = Purpose.CITIZEN
    purpose_text: str = ""
    channel: str = Channel.WEB
    identity_way: str = IdentityWay.LATER
    received_on: date | None = None


def facts_for_objection(case: CaseFile, calendar: WorkingCalendar, today: date) -> ObjectionFacts:
    """Grounds ticked from the record, the chronology, and the last day; nothing is decided by this."""
    procedure = casefile.fold(case.events, calendar, case.filed_on)
    result = read(procedure, today)
    days = last_days(procedure, Duty.OBJECT)
    safe_on, until_on = days or (None, None)
    return ObjectionFacts(
        grounds=_found(case, result[Duty.ANSWER].due_on, today),
        chronology=objection_words.chronology(happened.in_case(case), result[Duty.ANSWER].due_on, today),
        why_not=why_not(case, (ObjectionGround.NOT_ANSWERED,), calendar, today),
        safe_on=safe_on,
        until_on=until_on,
        is_late=until_on is not None and today > until_on,
        decide_by=calendar.count(today, procedure.rules[Duty.DECIDE_OBJECTION].working_days).day,
    )


def _found(case: CaseFile, due_on: date | None, today: date) -> tuple[ObjectionGround, ...]:
    """The grounds that the record shows: silence c, lateness g, refusal a, not held or elsewhere e, not as asked d."""
    answered = next((row for row in case.events if row.kind is E.ANSWERED), None)
    if answered is None:
        return (ObjectionGround.NOT_ANSWERED,) if due_on is not None and today > due_on else ()
    notice = answered.told(Answered)
    outcomes = set((notice.parts or {}).values()) or {notice.outcome}
    found = []
    if outcomes & NEEDS_CONSEQUENCE_TEST:
        found.append(ObjectionGround.REFUSED)
    if case.rating in (Rating.NO, Rating.PARTLY):
        found.append(ObjectionGround.NOT_AS_ASKED)
    if outcomes & {Outcome.NOT_HELD, Outcome.REFERRED}:
        found.append(ObjectionGround.NOT_FULFILLED)
    if due_on is not None and answered.on > due_on:
        found.append(ObjectionGround.LATE)
    return tuple(found)


def why_not(case: CaseFile, grounds: Iterable[ObjectionGround], calendar: WorkingCalendar, today: date) -> str:
    """The law's reason why an objection on these grounds is not taken today; empty when it is."""
    at = case.events[-1].at
    event = CaseEvent(E.OBJECTED, at, today, today, today, grounds=frozenset(grounds))
    return admission.why_not(casefile.fold(case.events, calendar, case.filed_on), event)


def lodge_objection(
    case: CaseFile,
    grounds: Iterable[str],
    wish: str,
    chronology: str,
    hand: Hand,
    *,
    channel: str = Channel.WEB,
    received_on: date | None = None,
) -> CaseEventRow:
    """The requester objects, once (UU 14/2008 Pasal 35, 36 ayat (1)): number at once, the superior's 30 working days
    from receipt. A late objection is accepted and flagged.

    `grounds` are letters, at least one (Incomplete). IllegalStep before a ground is found, or when there was one.
    `received_on` only for what reached the body before it is entered. The year of the number is that of the register.
    """
    casefile.lock_register()
    letters = sorted({*grounds})
    _require_grounds(letters)
    if received_on is not None and received_on < case.filed_on:
        raise IllegalStep(E.OBJECTED, case.stage, "Tanggal terima keberatan lebih awal daripada permintaannya.")
    year = hand.today(case.body.zone).year
    serial = _next_serial(case.body, year)
    number = format_objection_number(case.body.prefix, year, serial)
    row = casefile.record(
        case,
        Objected(tuple(ObjectionGround(letter) for letter in letters), number, channel),
        hand,
        texts={"wish": wish[:LONGEST_WISH], "chronology": chronology[:LONGEST_CHRONOLOGY]},
        received_on=received_on,
    )
    case.objection_year, case.objection_serial = year, serial
    db.session.flush()
    return row


def _require_grounds(letters: list[str]) -> None:
    if not letters or any(letter not in set(ObjectionGround) for letter in letters):
        raise Incomplete([Missing("grounds", "Pilih sedikitnya satu alasan", "UU 14/2008 Pasal 35 ayat (1)")])


def _next_serial(body: PublicBody, year: int) -> int:
    """The next objection of a body in a year; the register's lock makes it unique and without gaps."""
    last = select(func.max(CaseFile.objection_serial)).where(
        CaseFile.body_id == body.id, CaseFile.objection_year == year
    )
    return (db.session.scalar(last) or 0) + 1


def lodge_without_request(body: PublicBody, new: NewObjection, hand: Hand) -> CaseFile:
    """An objection because periodic information is missing (ground b), for which no request is needed (ruling R9).

    It is a case without a request: its number is that of the objection, it has code and link, and it stands in no
    figure about requests. Sent twice with one form token, it gives the case of the first time.
    """
    casefile.lock_register()
    if (known := filed_with(new.form_token)) is not None:
        return known
    today = hand.today(body.zone)
    serial = _next_serial(body, today.year)
    lowest = select(func.min(CaseFile.serial)).where(CaseFile.body_id == body.id, CaseFile.year == today.year)
    case = opening.blank_case(
        body,
        hand.now,
        number=format_objection_number(body.prefix, today.year, serial),
        year=today.year,
        serial=min(0, db.session.scalar(lowest) or 0) - 1,
        has_request=False,
        objection_year=today.year,
        objection_serial=serial,
        form_token=new.form_token,
        requester=requester_of(new.requester),
        channel=new.channel,
        question=new.question,
        purpose=new.purpose,
        purpose_text=new.purpose_text,
        identity_way=new.identity_way,
        stage=Stage.UNDER_OBJECTION,
        filed_on=new.received_on or today,
    )
    db.session.add(case)
    db.session.flush()
    objected = Objected(
        grounds=(ObjectionGround.PERIODIC_MISSING,),
        number=case.number,
        channel=new.channel,
        body=body.code,
        asked=fingerprints.commitment(case),
    )
    texts = {"wish": new.wish[:LONGEST_WISH], "chronology": new.chronology[:LONGEST_CHRONOLOGY]}
    casefile.record(case, objected, hand, texts=texts, received_on=new.received_on)
    return case


def attach(case: CaseFile, content: bytes, name: str, now: datetime, user_id: int | None = None) -> None:
    """Keep a file with the objection, sealed, as it came; `answer_files.BadFile` when it cannot be taken."""
    taken = answer_files.receive(content, name)
    files.keep(
        taken.content,
        kind=DocumentKind.OBJECTION,
        name=taken.name,
        media_type=taken.media_type,
        now=now,
        case=case,
        user_id=user_id,
    )
