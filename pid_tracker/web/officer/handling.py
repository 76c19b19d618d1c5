"""The talk with the requester, a part kept at its unit, ready parts given ahead, and re-labelling: one view an act."""

from functools import partial

from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.models import CaseFile
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.request import conversation, hand_backs, labels
from pid_tracker.web.officer import bp, door, handling_forms, handling_panels, page


def _shown(case: CaseFile, name: str, form: FlaskForm) -> page.Shown:
    return partial(page.show_case, case, bound={name: form})


@bp.post("/perkara/<number>/tanya")
def ask_question(number: str) -> ResponseReturnValue:
    """Question 5: ask the requester; the clock runs on."""
    case, form = door.the_case(number), handling_forms.QuestionForm(prefix="tanya-")
    show = _shown(case, "question", form)
    if not form.validate():
        return show(422)
    act = partial(conversation.ask, case, form.question.data or "", door.hand(case))
    return page.take(case, act, "Pertanyaan dikirim. Waktu jawaban tetap berjalan.", show, form)


@bp.post("/perkara/<number>/tanya/jawaban")
def note_reply(number: str) -> ResponseReturnValue:
    """Note what the requester said to the question."""
    case, form = door.the_case(number), handling_forms.ReplyForm(prefix="balasan-")
    show = _shown(case, "reply", form)
    if not form.validate():
        return show(422)
    act = partial(conversation.reply, case, form.reply.data or "", door.hand(case))
    return page.take(case, act, "Jawaban pemohon dicatat.", show, form)


@bp.post("/perkara/<number>/bagian/<int:place>/tetapkan")
def confirm_part(number: str, place: int) -> ResponseReturnValue:
    """Keep a part at the unit that handed it back (tetapkan), with a written instruction."""
    case = door.the_case(number)
    part, form = door.the_part_of(case, place), handling_forms.ConfirmForm(prefix=f"tetapkan{place}-")
    show = _shown(case, f"confirm{place}", form)
    if not form.validate():
        return show(422)
    act = partial(
        hand_backs.confirm_part, case, part, form.instruction.data or "", door.hand(case),
        internal_due_on=form.internal_due_on.data,
    )  # fmt: skip
    office = part.unit.name if part.unit else "kantor itu"
    return page.take(case, act, f"Bagian {place} ditetapkan di {office}.", show, form)


@bp.post("/perkara/<number>/serahkan-dulu")
def deliver_ahead(number: str) -> ResponseReturnValue:
    """Give ready parts to the requester ahead of the notice; late parts do not hold them back."""
    case = door.the_case(number)
    form = handling_panels.ahead_form(case)
    show = _shown(case, "ahead", form)
    if not form.validate():
        return show(422)
    act = partial(partial_delivery.deliver_ahead, case, form.places.data or [], form.note.data or "", door.hand(case))
    return page.take(case, act, "Diserahkan kepada pemohon. Surat jawaban tetap harus dikirim.", show, form)


@bp.post("/perkara/<number>/label")
def relabel_case(number: str) -> ResponseReturnValue:
    """Say in writing that this is no information request, why, and where to go (pelabelan ulang)."""
    case, form = door.the_case(number), handling_forms.LabelForm(prefix="label-")
    show = _shown(case, "label", form)
    if not form.validate():
        return show(422)
    act = partial(
        labels.relabel, case, form.label.data or "", form.reason.data or "", form.where.data or "", door.hand(case)
    )
    return page.take(case, act, "Dilabel ulang. Pemohon diberi tahu, dan dapat menyatakan sebaliknya.", show, form)


@bp.post("/perkara/<number>/label/tetap")
def note_insisted(number: str) -> ResponseReturnValue:
    """Note that the requester holds to the request (tetap sebagai permintaan)."""
    case, form = door.the_case(number), handling_forms.InsistForm(prefix="tetap-")
    show = _shown(case, "insist", form)
    if not form.validate():
        return show(422)
    act = partial(labels.insist, case, door.hand(case), why=form.why.data or "")
    return page.take(case, act, "Tercatat: tetap permintaan, dengan tanggal yang pertama.", show, form)
