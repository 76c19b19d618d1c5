"""T4, the talk: a reply to a question of the office; and "tetap sebagai permintaan" in one tap."""

from functools import partial

from flask import flash
from flask.typing import ResponseReturnValue

from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseFile
from pid_tracker.services.request import conversation, labels
from pid_tracker.web import context
from pid_tracker.web.citizen.finding_back import case_page
from pid_tracker.web.citizen.frame import hand_at
from pid_tracker.web.citizen.opened import not_taken, on_case, refused, to_case
from pid_tracker.web.citizen.opened_forms import ActForm, ReplyForm
from pid_tracker.web.filters import tanggal


@on_case("/lacak/<number>/jawab-pertanyaan", "POST", posts="30 per hour")
def reply_question(case: CaseFile) -> ResponseReturnValue:
    """Reply to the question that waits; what was typed stays when it cannot be taken."""
    form = ReplyForm()
    if not form.validate():
        return case_page(case, 422, form)
    typed = form.reply.data or ""
    why = refused(
        partial(conversation.reply, case, typed, hand_at(case.body)),
        "Ada perubahan pada saat yang sama. Kirim sekali lagi.",
    )
    if why and case.question_open:
        form.reply.errors = [why]
        return case_page(case, 409, form)
    if why and conversation.last_reply(case) != typed.strip():
        return not_taken(case, E.QUESTION_REPLIED, form)
    flash(why or "Jawaban Anda sudah kami terima. Terima kasih.")  # with a reason it was sent twice
    return to_case(case)


@on_case("/lacak/<number>/tetap-permintaan", "POST", posts="30 per hour")
def insist_request(case: CaseFile) -> ResponseReturnValue:
    """One tap: it stays a request, with its first date (ruling R11). Tapped twice, it stays so."""
    if not ActForm().validate():
        return to_case(case)
    why = refused(
        partial(labels.insist, case, hand_at(case.body)), "Ada perubahan pada saat yang sama. Lihat di bawah."
    )
    told = "Kami kerjakan sebagai permintaan, dengan tanggal yang pertama."
    if case.due_on and case.due_on >= context.today_at(case.body):
        told = f"Kami kerjakan sebagai permintaan. Jawaban paling lambat {tanggal(case.due_on)}."
    flash(why or told)
    return to_case(case)
