"""Acts on the request, on the right of the case page: completeness, parts, routing, referral, the talk with the
requester, ready parts given ahead, re-labelling, more time; and what the desk told by mouth."""

from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Message, Part, Unit
from pid_tracker.services.answer import answering, partial_delivery
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting, conversation, filing, hand_backs, labels, triage
from pid_tracker.web import context
from pid_tracker.web.filters import tanggal
from pid_tracker.web.found import the_one
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
    return case, {"message": the_one(registers.messages_to_mind(case), lambda row: row.id == message_id)}


@acting.on_case(
    "/perkara/<number>/pesan/<int:message_id>/diberi-tahu",
    find=_message_of,
    hand=lambda case: door.hand_at(case.body),
)
def mark_told(_case: CaseFile, _form: FlaskForm, hand: Hand, message: Message) -> str:
    """The desk told the requester by mouth or letter what a message says."""
    assisting.mark_told(message, hand)
    return "Tercatat: pemohon sudah diberi tahu."


@acting.on_case("/perkara/<number>/tanya", "question")
def ask_question(case: CaseFile, form: case_forms.QuestionForm, hand: Hand) -> str:
    """Question 5: ask the requester; the clock runs on."""
    conversation.ask(case, form.question.data or "", hand)
    return "Pertanyaan dikirim. Waktu jawaban tetap berjalan."


@acting.on_case("/perkara/<number>/tanya/jawaban", "reply")
def note_reply(case: CaseFile, form: case_forms.ReplyForm, hand: Hand) -> str:
    """Note what the requester said to the question."""
    conversation.reply(case, form.reply.data or "", hand)
    return "Jawaban pemohon dicatat."


@acting.on_case("/perkara/<number>/bagian/<int:place>/tetapkan", "confirm")
def confirm_part(case: CaseFile, form: case_forms.ConfirmForm, hand: Hand, part: Part) -> str:
    """Keep a part at the unit that handed it back (tetapkan), with a written instruction."""
    due = form.internal_due_on.data
    hand_backs.confirm_part(case, part, form.instruction.data or "", hand, internal_due_on=due)
    return f"Bagian {part.place} ditetapkan di {part.unit.name if part.unit else 'kantor itu'}."


@acting.on_case("/perkara/<number>/serahkan-dulu", "ahead")
def deliver_ahead(case: CaseFile, form: case_forms.AheadForm, hand: Hand) -> str:
    """Give ready parts to the requester ahead of the notice; late parts do not hold them back."""
    partial_delivery.deliver_ahead(case, form.places.data or [], form.note.data or "", hand)
    return "Diserahkan kepada pemohon. Surat jawaban tetap harus dikirim."


@acting.on_case("/perkara/<number>/label", "label")
def relabel_case(case: CaseFile, form: case_forms.LabelForm, hand: Hand) -> str:
    """Say in writing that this is no information request, why, and where to go (pelabelan ulang)."""
    labels.relabel(case, form.label.data or "", form.reason.data or "", form.where.data or "", hand)
    return "Dilabel ulang. Pemohon diberi tahu, dan dapat menyatakan sebaliknya."


@acting.on_case("/perkara/<number>/label/tetap", "insist")
def note_insisted(case: CaseFile, form: case_forms.InsistForm, hand: Hand) -> str:
    """Note that the requester holds to the request (tetap sebagai permintaan)."""
    labels.insist(case, hand, why=form.why.data or "")
    return "Tercatat: tetap permintaan, dengan tanggal yang pertama."
