"""Passing a request on (meneruskan) to another body of this installation: a new request there, on the same day.

UU 14/2008 Pasal 22 ayat (7) huruf b and PERKI 1/2021 Pasal 31 ayat (4) huruf b: the notice names the body that has the
information. That the request is also passed on needs the requester's consent; without it nothing is transmitted (UU
27/2022 Pasal 20). A body outside this installation is only named.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from pid_tracker.extensions import db
from pid_tracker.law.acts import require
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Filed, ReferredOn
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.asking import Channel, IdentityWay
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Part, PublicBody, Requester
from pid_tracker.services.calendar import calendars
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing
from pid_tracker.services.store import files

_BASIS = "UU 14/2008 Pasal 22 ayat (7) huruf b"
_PROOFS = (DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY, DocumentKind.DEED)


class Consent(StrEnum):
    """How the requester said that the request may be passed on."""

    FILED = "FILED"  # at filing
    REQUESTER = "REQUESTER"  # with a tap after the answer
    TOLD = "TOLD"  # by telephone, by letter or at the desk, to an officer who wrote down how


@dataclass(frozen=True, slots=True)
class Waiting:
    """Parts that another body of this installation has and that were not passed on yet."""

    body: PublicBody
    parts: tuple[Part, ...]


def other_bodies(case: CaseFile) -> list[PublicBody]:
    """The bodies of this installation but the case's own, by name."""
    statement = select(PublicBody).where(PublicBody.id != case.body_id).order_by(PublicBody.name)
    return list(db.session.scalars(statement))


def body_for(case: CaseFile, code: str) -> PublicBody:
    """The other body of that code; Incomplete when there is none."""
    return _bodies_for(case, [code])[code]


def _bodies_for(case: CaseFile, codes: Collection[str]) -> Mapping[str, PublicBody]:
    wanted = select(PublicBody).where(PublicBody.code.in_(codes), PublicBody.id != case.body_id)
    found = {body.code: body for body in db.session.scalars(wanted)} if codes else {}
    if set(codes) - found.keys():
        raise Incomplete([Missing("holder", "Pilih badan lain di sistem ini", _BASIS)])
    return found


def holders_in(case: CaseFile, contents: NoticeContents) -> Mapping[str, str]:
    """Place of a referred part -> code of the body of this installation that has it, as the notice says."""
    named = {
        str(part.place): part.holder_code
        for part in contents.parts
        if part.outcome is Outcome.REFERRED and part.holder_code
    }
    _bodies_for(case, set(named.values()))
    return named


def waiting(case: CaseFile) -> tuple[Waiting, ...]:
    """What could be passed on once the requester consents, one row a body; nothing before the notice was sent."""
    answered = case.latest(Answered)
    holders = (answered.holders or {}) if answered else {}
    found: dict[str, list[Part]] = {}
    for part in case.parts:
        if str(part.place) in holders and not part.referred_number:
            found.setdefault(holders[str(part.place)], []).append(part)
    bodies = _bodies_for(case, found)
    return tuple(Waiting(bodies[code], tuple(parts)) for code, parts in found.items())


def pass_on(case: CaseFile, consent: Consent, hand: Hand, *, how: str = "") -> tuple[CaseFile, ...]:
    """Open a request at each body that has a part, on this day there: own number, code and term; linked both ways.

    `how` says how an officer was told (Consent.TOLD). Done twice it gives the requests of the first time. Raises
    NotAllowed, Incomplete (TOLD without saying how), IllegalStep (nothing to pass on), CaseChanged.
    """
    casefile.lock_register()
    db.session.refresh(case)
    db.session.expire(case, ["events", "parts", "texts"])
    require(hand.actor, E.REFERRED_ON, casefile.facts_of(case))
    known = referred_cases(case)
    there = waiting(case)
    if not there and known:
        return known
    if hand.seen_seq is not None and hand.seen_seq != case.last_seq:
        raise casefile.CaseChanged(case, [row for row in case.events if row.seq > hand.seen_seq])
    if not there:
        raise IllegalStep(
            E.REFERRED_ON,
            case.stage,
            "Tidak ada bagian yang dapat diteruskan: surat jawaban tidak menyebut badan lain di sistem ini "
            f"({_BASIS}). Badan di luar sistem ini dapat dihubungi langsung.",
        )
    if consent is Consent.TOLD and len(how.strip()) < 10:
        raise Incomplete([Missing("how", "Tulis kapan dan dengan cara apa pemohon mengizinkan", "UU 27/2022 Pasal 20")])
    return tuple(_open_at(case, row, consent, how, hand.further()) for row in there)


def referred_cases(case: CaseFile) -> tuple[CaseFile, ...]:
    """The requests that this one was passed on as, in the order of its parts."""
    numbers = list(dict.fromkeys(part.referred_number for part in case.parts if part.referred_number))
    if not numbers:
        return ()
    passed = select(CaseFile).where(CaseFile.number.in_(numbers))
    options = (joinedload(CaseFile.body), undefer(CaseFile.link_token))
    found = {row.number: row for row in db.session.scalars(passed.options(*options))}
    return tuple(found[number] for number in numbers if number in found)


def _open_at(case: CaseFile, row: Waiting, consent: Consent, how: str, hand: Hand) -> CaseFile:
    complete = _is_complete(case, hand.calendar)
    request = filing.NewRequest(
        form_token=secrets.token_urlsafe(16),
        requester=_the_same(case.requester),
        question="\n".join(part.text for part in row.parts),
        channel=Channel.REFERRAL,
        period=case.period,
        place=case.place,
        purpose=case.purpose,
        purpose_text=case.purpose_text,
        may_refer=case.may_refer,
        delivery=case.delivery,
        formats=tuple(case.formats),
        publish_later=case.publish_later,
        identity_way=case.identity_way if complete else IdentityWay.LATER,
        is_complete=complete,
        referred_from=case.number,
        referred_by=case.body.short_name,
    )
    # Who files there is the requester: the body that passes it on only carries it, with consent.
    carried = Actor(Role.REQUESTER, f"Pemohon, diteruskan PPID {case.body.short_name}")
    opened = filing.file_request(row.body, request, Hand(carried, hand.now, calendars.calendar_of(row.body)))
    for part in row.parts:
        referred = ReferredOn(part.place, row.body.code, row.body.short_name, opened.number, consent.value)
        casefile.record(case, referred, hand, texts={"how": how})
    _copy_proofs(case, opened, hand.now)
    return opened


def _is_complete(case: CaseFile, calendar: WorkingCalendar) -> bool:
    """Whether the proof of identity had come, as the law's own fold reads the record: it is not asked for twice."""
    procedure, filed = casefile.fold(case.events, calendar, case.filed_on), case.events[0].facts
    came_along = E.DEFICIENCY_NOTIFIED not in procedure.accepted and isinstance(filed, Filed) and filed.complete
    return procedure.was_found_complete or came_along


def _the_same(person: Requester | None) -> filing.NewRequester:
    """The requester of the first request; rows are never shared, so that a correction stays where it was made."""
    if person is None:
        raise IllegalStep(E.REFERRED_ON, None, "Pemohonnya tidak tercatat, jadi permintaan ini tidak dapat diteruskan.")
    names = (
        *("kind", "name", "address", "group_name", "group_size", "entity_name", "entity_number", "principal_name"),
        *("principal_address", "phone", "phone_channel", "email", "needs"),
    )
    return filing.NewRequester(**{name: getattr(person, name) for name in names}, nik=person.nik or "")


def _copy_proofs(case: CaseFile, opened: CaseFile, now: datetime) -> None:
    """The stamped proofs go along, sealed again; one that cannot be read any more stays behind."""
    wanted = select(Document).where(Document.case_id == case.id, Document.kind.in_(_PROOFS)).order_by(Document.id)
    for document in db.session.scalars(wanted).all():
        try:
            content = files.read(document)
        except files.BrokenFile:
            continue  # erased after its time, or damaged: the other body asks for it if it needs it
        files.keep(
            content, kind=document.kind, name=document.name, media_type=document.media_type, now=now, case=opened
        )
