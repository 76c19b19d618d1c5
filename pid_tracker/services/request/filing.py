"""What the requester does: file (mengajukan), complete (melengkapi), withdraw (mencabut), say whether it was
answered."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from pid_tracker.extensions import db, sealer
from pid_tracker.law.facts import Completed, Filed, Rated, Withdrawn
from pid_tracker.law.numbering import format_number
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import Channel, Delivery, IdentityWay, Purpose
from pid_tracker.models import CaseFile, NumberSeries, Part, PublicBody, Requester
from pid_tracker.services.gate import casefile, fingerprints, opening
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.people import known_again

MAX_PARTS = 30


@dataclass(frozen=True, slots=True)
class NewRequester:
    """Who asks, as typed. `kind`: PERSON, GROUP, ENTITY, PROXY. See `models.Requester`."""

    kind: str
    name: str
    address: str
    group_name: str = ""
    group_size: int | None = None
    entity_name: str = ""
    entity_number: str = ""
    principal_name: str = ""
    principal_address: str = ""
    phone: str = ""
    phone_channel: str = ""
    email: str = ""
    needs: str = ""
    nik: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to file. `form_token` is drawn with the form: the same token files one case, however often it is sent.

    `received_on` is given only when the request reached the body earlier than it is entered (a stamped letter).
    `is_complete` says whether the proof of identity came with it; see `models.CaseFile` for the other fields.
    """

    form_token: str
    requester: NewRequester
    question: str
    channel: str = Channel.WEB
    period: str = ""
    place: str = ""
    office_hint: str = ""
    purpose: str = Purpose.CITIZEN
    purpose_text: str = ""
    may_refer: bool = False
    delivery: str = Delivery.LINK
    formats: tuple[str, ...] = ()
    publish_later: bool = False
    identity_way: str = IdentityWay.LATER
    is_complete: bool = False
    received_on: date | None = None
    resent_from_id: int | None = None
    referred_from: str = ""  # number of the case that another body passed on, and that body's name
    referred_by: str = ""


def parts_of(question: str) -> tuple[str, ...]:
    """The parts (bagian) of a question: each non-empty line is one, at most MAX_PARTS, the rest joins the last."""
    lines = [line.strip() for line in question.splitlines() if line.strip()]
    if len(lines) > MAX_PARTS:
        lines = [*lines[: MAX_PARTS - 1], "\n".join(lines[MAX_PARTS - 1 :])]
    return tuple(lines)


def filed_with(form_token: str) -> CaseFile | None:
    """The case that was filed with this form, if it was."""
    return db.session.scalars(select(CaseFile).where(CaseFile.form_token == form_token)).one_or_none()


def file_request(body: PublicBody, new: NewRequest, hand: Hand) -> CaseFile:
    """File a request (mengajukan permohonan) with `body`: number, code and due date at once (UU 14/2008 Pasal 22 ayat
    (4)).

    Sent twice with one `form_token`, it gives the case of the first time. The year of the number is the year of filing
    at the body's office.
    """
    casefile.lock_register()
    if (known := filed_with(new.form_token)) is not None:
        return known
    today = hand.today(body.zone)
    serial = _next_serial(body, today.year)
    case = opening.blank_case(
        body,
        hand.now,
        number=format_number(body.prefix, today.year, serial),
        year=today.year,
        serial=serial,
        form_token=new.form_token,
        requester=requester_of(new.requester),
        resent_from_id=new.resent_from_id,
        channel=new.channel,
        question=new.question,
        period=new.period,
        place=new.place,
        office_hint=new.office_hint,
        purpose=new.purpose,
        purpose_text=new.purpose_text,
        may_refer=new.may_refer,
        delivery=new.delivery,
        formats=list(new.formats),
        publish_later=new.publish_later,
        identity_way=new.identity_way,
        stage=Stage.RECEIVED,
        filed_on=new.received_on or today,
        parts=[Part(place=place, text=text) for place, text in enumerate(parts_of(new.question), start=1)],
    )
    db.session.add(case)
    db.session.flush()
    filed = Filed(
        number=case.number,
        body=body.code,
        channel=new.channel,
        parts=len(case.parts),
        complete=new.is_complete,
        asked=fingerprints.commitment(case),
        resent_from=new.resent_from_id,
        referred_from=new.referred_from or None,
        referred_by=new.referred_by if new.referred_from else None,
    )
    casefile.record(case, filed, hand, received_on=new.received_on)
    return case


def _next_serial(body: PublicBody, year: int) -> int:
    series = db.session.get(NumberSeries, (body.id, year), with_for_update=True)
    if series is None:
        series = NumberSeries(body_id=body.id, year=year, last=0)
        db.session.add(series)
    series.last += 1
    db.session.flush()
    return series.last


def requester_of(new: NewRequester) -> Requester:
    """The row of who asks, with the fingerprints by which the same person is known again."""
    nik = "".join(character for character in new.nik if character.isalnum())
    return Requester(
        kind=new.kind,
        name=new.name,
        address=new.address,
        group_name=new.group_name,
        group_size=new.group_size,
        entity_name=new.entity_name,
        entity_number=new.entity_number,
        principal_name=new.principal_name,
        principal_address=new.principal_address,
        phone=new.phone,
        phone_channel=new.phone_channel,
        email=new.email,
        needs=new.needs,
        nik=nik or None,
        nik_blind=sealer().blind(nik, "requester.nik") if nik else None,
        nik_last4=nik[-4:],
        person_blind=known_again.person_blind(nik, new.email, new.phone, new.name, new.address),
    )


def complete_request(case: CaseFile, hand: Hand, *, handed_in: tuple[str, ...], nik: str = "") -> None:
    """The requester hands in what was missing (PERKI 1/2021 Pasal 33 ayat (3)); `handed_in` are codes of Lack.

    The answer's term opens on this day. IllegalStep when the days to repair are over or nothing is missing.
    """
    casefile.record(case, Completed(handed_in), hand)
    digits = "".join(character for character in nik if character.isalnum())
    if digits and case.requester is not None:
        case.requester.nik = digits
        case.requester.nik_blind = sealer().blind(digits, "requester.nik")
        case.requester.nik_last4 = digits[-4:]


def withdraw(case: CaseFile, hand: Hand, *, reason: str = "") -> None:
    """The requester withdraws (mencabut): the record stays, the clock stops. A reason is welcome, never needed."""
    casefile.record(case, Withdrawn(), hand, texts={"reason": reason})


def rate_answer(case: CaseFile, rating: str, hand: Hand) -> None:
    """The requester says whether the answer answered (a Rating); asked once."""
    casefile.record(case, Rated(rating), hand)
