"""What the PPID does before there is an answer: completeness, parts, routing; and what a unit (OPD) does with its
part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    Bare,
    DeficiencyNotified,
    PartAccepted,
    PartAnswered,
    PartHandedBack,
    PartRouted,
    PartsSplit,
)
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import HandBackReason, PartResult, PartState
from pid_tracker.models import CaseFile, Part, Unit
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import deficiency_notices


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a part goes: the unit, its own internal date (data of the body, never law), what the officer asks.

    `text_for_unit` is the part as the unit sees it: the officer masks names, numbers and purposes in it.
    """

    unit: Unit
    text_for_unit: str
    internal_due_on: date | None = None
    instruction: str = ""


def declare_complete(case: CaseFile, hand: Hand) -> None:
    """The officer finds the request complete (dinyatakan lengkap): no notice of deficiency after this."""
    casefile.record(case, Bare(E.DECLARED_COMPLETE), hand)


def notify_deficiency(case: CaseFile, lacks: Sequence[str], note: str, hand: Hand) -> None:
    """The officer says what is missing (surat keterangan tidak lengkap), once, within three working days from
    registration.

    `lacks` are codes of Lack, at least one. PERKI 1/2021 Pasal 33 ayat (1), (2). Whom no machine reaches the desk
    has to tell; the days to repair run from there (`notices`).
    """
    if not lacks or any(code not in set(Lack) for code in lacks):
        raise Incomplete([Missing("lacks", "Pilih sedikitnya satu kekurangan", "PERKI 1/2021 Pasal 33 ayat (1)")])
    casefile.record(case, DeficiencyNotified(tuple(lacks), note, deficiency_notices.reach_of(case) or None), hand)


def default_internal_date(case: CaseFile, calendar: WorkingCalendar, today: date) -> date:
    """The internal date proposed for a unit: H0 + the body's `internal_days`, but at least the next working day."""
    start = case.complete_on or case.filed_on
    return max(calendar.count(start, case.body.internal_days).day, calendar.count(today, 1).day)


def split_parts(case: CaseFile, texts: Sequence[str], hand: Hand) -> None:
    """The officer adds parts to a request (memilah); parts are never removed, the requester's own words stay."""
    fresh = [text.strip() for text in texts if text.strip()]
    if not fresh:
        raise Incomplete([Missing("texts", "Tulis sedikitnya satu bagian", "PERKI 1/2021 Pasal 50")])
    first = len(case.parts) + 1
    casefile.record(case, PartsSplit(tuple(range(first, first + len(fresh)))), hand)
    case.parts.extend(Part(place=place, text=text) for place, text in enumerate(fresh, start=first))


def route_part(case: CaseFile, part: Part, routing: Routing, hand: Hand) -> None:
    """The officer gives a part to a unit (meneruskan ke OPD), or moves it to another; the legal clock stays the
    officer's."""
    today = hand.today(case.body.zone)
    due = routing.internal_due_on or default_internal_date(case, hand.calendar, today)
    lacking = []
    if routing.unit.body_id != case.body_id:
        lacking.append(Missing("unit", "Pilih kantor di pemerintah ini", "PERKI 1/2021 Pasal 12"))
    if due < today:
        lacking.append(Missing("internal_due_on", "Tanggal internal sudah lewat", "aturan kantor"))
    if part.state is PartState.HANDED_BACK and routing.unit.id == part.unit_id:
        again = "Kantor ini sudah mengembalikan bagian ini. Pilih kantor lain, atau tetapkan dengan petunjuk tertulis"
        lacking.append(Missing("unit", again, "aturan kantor"))
    if not routing.text_for_unit.strip():
        lacking.append(Missing("text_for_unit", "Isi bagian yang dikirim ke kantor", "PERKI 1/2021 Pasal 12"))
    if lacking:
        raise Incomplete(lacking)
    unit = routing.unit
    casefile.record(case, PartRouted(part.place, unit.id, unit.code, unit.name, due), hand)
    part.text_for_unit = routing.text_for_unit.strip()
    part.instruction = routing.instruction.strip()


def _require_holder(part: Part, actor: Actor, act: E) -> None:
    """A unit acts on the part that it holds now, not on another part of the same case."""
    if actor.role is Role.UNIT_OFFICER and (part.unit_id != actor.unit_id or part.state is PartState.HANDED_BACK):
        raise NotAllowed(actor, act)


def accept_part(case: CaseFile, part: Part, hand: Hand) -> None:
    """The unit accepts its part (menerima bagian)."""
    _require_holder(part, hand.actor, E.PART_ACCEPTED)
    casefile.record(case, PartAccepted(part.place), hand)


def hand_back_part(case: CaseFile, part: Part, reason: str, explanation: str, hand: Hand) -> None:
    """The unit hands its part back (mengembalikan), once, with a HandBackReason and an explanation.

    IllegalStep when the PPID has confirmed the part at this unit (`hand_backs.confirm_part`).
    """
    _require_holder(part, hand.actor, E.PART_HANDED_BACK)
    if part.is_confirmed:
        raise IllegalStep(
            E.PART_HANDED_BACK,
            case.stage,
            "PPID sudah menetapkan bagian ini di kantor Anda dengan petunjuk tertulis, jadi tidak dapat dikembalikan "
            "lagi. Jawab menurut petunjuk itu; bila memang tidak ada, pilih hasil “Tidak ada pada kami”.",
        )
    lacking = []
    known = HandBackReason.of(reason)
    if known is None:
        lacking.append(Missing("reason", "Pilih alasan mengembalikan", "aturan kantor"))
    if not explanation.strip():
        lacking.append(Missing("explanation", (known or HandBackReason.SPLIT).lacking, "aturan kantor"))
    if part.hand_backs:
        lacking.append(Missing("reason", "Bagian ini sudah pernah dikembalikan; hanya boleh sekali", "aturan kantor"))
    if lacking:
        raise Incomplete(lacking)
    casefile.record(case, PartHandedBack(part.place, part.unit_id, reason), hand)
    part.hand_back_reason = explanation.strip()


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What a unit answers for its part: `result` is a PartResult, three sentences, who checked the content, where it
    looked."""

    result: str
    explanation: str
    checked_by: str
    searched: str = ""


def answer_part(case: CaseFile, part: Part, answer: UnitAnswer, hand: Hand, *, files: Sequence[str] = ()) -> None:
    """The unit hands its part in (jawaban OPD); `files` are the SHA-256 of what was attached.

    "Not held" needs the places searched (PERKI 1/2021 Pasal 31 ayat (4) huruf i).
    """
    _require_holder(part, hand.actor, E.PART_ANSWERED)
    lacking = []
    if answer.result not in set(PartResult):
        lacking.append(Missing("result", "Pilih hasilnya", "UU 14/2008 Pasal 22 ayat (7) huruf a"))
    if not answer.explanation.strip():
        lacking.append(Missing("explanation", "Jelaskan dalam tiga kalimat", "UU 14/2008 Pasal 22 ayat (7) huruf d"))
    if not answer.checked_by.strip():
        lacking.append(Missing("checked_by", "Tulis siapa yang memeriksa isinya", "UU 14/2008 Pasal 7 ayat (2)"))
    if answer.result == PartResult.NOT_HELD and not answer.searched.strip():
        lacking.append(Missing("searched", "Tulis tempat yang sudah dicari", "PERKI 1/2021 Pasal 31 ayat (4) huruf i"))
    if lacking:
        raise Incomplete(lacking)
    casefile.record(case, PartAnswered(part.place, answer.result, part.unit_id, tuple(files)), hand)
    part.explanation, part.checked_by = answer.explanation.strip(), answer.checked_by.strip()
    part.searched = answer.searched.strip()
