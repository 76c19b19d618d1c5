"""The forms on the right of the case page: completeness, parts, routing, referral, more time."""

from flask import abort
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Message, Part, Unit
from pid_tracker.services.answer import answering
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting, filing, triage
from pid_tracker.web import context
from pid_tracker.web.filters import tanggal
from pid_tracker.web.officer import acting, case_forms, case_words, door, page


@acting.on_case("/perkara/<number>/lengkap")
def declare_complete(case: CaseFile, _form: FlaskForm, hand: Hand) -> str:
    """Question 1, yes: the request is complete (dinyatakan lengkap)."""
    triage.declare_complete(case, hand)
    return "Permintaan dinyatakan lengkap."


@acting.on_case("/perkara/<number>/kekurangan", "lacks")
def notify_deficiency(case: CaseFile, form: case_forms.DeficiencyForm, hand: Hand) -> str:
    """Question 1, no: tell the requester what is missing (surat kekurangan)."""
    triage.notify_deficiency(case, form.lacks.data or [], (form.note.data or "").strip(), hand)
    return "Pemohon diberi tahu apa yang kurang."


def _chosen(_case: CaseFile, form: case_forms.HandInForm) -> None:
    if not form.errors and not form.handed_in.data:
        form.handed_in.errors = ["Pilih apa yang diserahkan"]


@acting.on_case("/perkara/<number>/dilengkapi", "hand_in", check=_chosen)
def hand_in(case: CaseFile, form: case_forms.HandInForm, hand: Hand) -> str:
    """The requester completed the request at the desk."""
    filing.complete_request(case, hand, handed_in=tuple(form.handed_in.data or ()), nik=form.nik.data or "")
    return "Tercatat: permintaan sudah dilengkapi."


def _not_too_many(case: CaseFile, form: case_forms.SplitForm) -> None:
    if not form.errors and len(case.parts) + len((form.texts.data or "").splitlines()) > filing.MAX_PARTS:
        form.texts.errors = [f"Satu permintaan paling banyak {filing.MAX_PARTS} bagian"]


@acting.on_case("/perkara/<number>/pilah", "split", check=_not_too_many)
def split_parts(case: CaseFile, form: case_forms.SplitForm, hand: Hand) -> str:
    """Split into more parts (memilah)."""
    triage.split_parts(case, (form.texts.data or "").splitlines(), hand)
    return "Bagian ditambah."


def _fit_for_unit(case: CaseFile, form: case_forms.RouteForm, part: Part) -> None:
    """A unit is chosen, and reads nothing of the requester that nobody has looked at."""
    if not form.unit.data or form.unit.data not in set(form.unit.choices or ()):
        form.unit.errors = ["Pilih kantor yang mencari"]
    found = case_words.to_mask(form.text_for_unit.data or "", case)
    if found and not form.checked.data:
        form.text_for_unit.errors = [f"Samarkan dulu, atau centang bahwa sudah diperiksa: {', '.join(found)}"]


@acting.on_case("/perkara/<number>/bagian/<int:place>/teruskan", "route", check=_fit_for_unit)
def route_part(case: CaseFile, form: case_forms.RouteForm, hand: Hand, part: Part) -> str:
    """Question 3: give a part to a unit, with what it may read."""
    unit = db.session.get_one(Unit, int(form.unit.data))  # one of those offered: the form was held against them
    text, instruction = form.text_for_unit.data or "", (form.instruction.data or "").strip()
    triage.route_part(case, part, triage.Routing(unit, text, form.internal_due_on.data, instruction), hand)
    return f"Bagian {part.place} diteruskan ke {unit.name}."


@acting.on_case("/perkara/<number>/bagian/<int:place>/rujuk", "refer")
def refer_part(case: CaseFile, form: case_forms.ReferForm, hand: Hand, part: Part) -> str:
    """Note that another body has it (rujukan); the requester is told with the letter."""
    holder, address, code = (form.holder.data or "").strip(), (form.address.data or "").strip(), form.code.data or ""
    page.refuse_stale(case, hand)
    answering.refer_part(
        case, part.place, holder, address, hand.actor, hand.now, code=code, expected_revision=context.seen_revision()
    )
    return "Rujukan dicatat untuk surat jawaban." if holder or code else "Rujukan dihapus."


@acting.on_case("/perkara/<number>/perpanjangan", "extend")
def extend_term(case: CaseFile, form: case_forms.ExtendForm, hand: Hand) -> str:
    """X3: seven working days more (perpanjangan), once, until the due date."""
    due = case.extendable_to
    reasons = {int(field.short_name.removeprefix("part")): field.data or "" for field in form.reasons}
    answering.extend_term(case, form.ground.data or "", form.sentence.data or "", hand, reasons=reasons)
    return f"Waktu ditambah sampai {tanggal(due) if due else 'tenggat baru'}."


def _message_of(number: str, message_id: int) -> acting.Found:
    case = door.the_case(number)
    message = next((row for row in registers.messages_to_mind(case) if row.id == message_id), None)
    return (case, {"message": message}) if message is not None else abort(404)


@acting.on_case(
    "/perkara/<number>/pesan/<int:message_id>/diberi-tahu",
    find=_message_of,
    hand=lambda case: door.hand_at(case.body),
)
def mark_told(_case: CaseFile, _form: FlaskForm, hand: Hand, message: Message) -> str:
    """The desk told the requester by mouth or letter what a message says."""
    assisting.mark_told(message, hand)
    return "Tercatat: pemohon sudah diberi tahu."
