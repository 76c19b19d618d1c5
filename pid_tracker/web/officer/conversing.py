"""The talk with the requester, a part kept at its unit, ready parts given ahead, and re-labelling: one view an act."""

from pid_tracker.models import CaseFile, Part
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import conversation, hand_backs, labels
from pid_tracker.web.officer import acting, case_forms


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
