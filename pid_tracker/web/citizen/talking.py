"""T4, the talk: a reply to a question of the office; and "tetap sebagai permintaan" in one tap."""

from flask import flash
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import IllegalStep
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.request import conversation, labels
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame
from pid_tracker.web.citizen.case_forms import ActForm, ReplyForm
from pid_tracker.web.citizen.finding_back import case_page, readable
from pid_tracker.web.citizen.too_late import not_taken
from pid_tracker.web.filters import tanggal


@bp.post("/lacak/<number>/jawab-pertanyaan")
@limiter.limit("30 per hour")
def reply_question(number: str) -> ResponseReturnValue:
    """Reply to the question that waits; what was typed stays when it cannot be taken."""
    case = readable(number)
    if case is None:
        return frame.go("citizen.show_case", number=number)
    form = ReplyForm()
    if not form.validate():
        return case_page(case, 422, form)
    try:
        conversation.reply(case, form.reply.data or "", frame.hand_at(case.body))
    except (IllegalStep, CaseChanged) as error:
        why = error.why if isinstance(error, IllegalStep) else "Ada perubahan pada saat yang sama. Kirim sekali lagi."
        db.session.rollback()
        case = readable(number) or case
        form.reply.errors = [why]
        if not case.question_open:
            if conversation.last_reply(case) != (form.reply.data or "").strip():
                return not_taken(case, E.QUESTION_REPLIED, form)
            flash(why)  # sent twice
            return frame.go("citizen.show_case", number=number)
        return case_page(case, 409, form)
    db.session.commit()
    flash("Jawaban Anda sudah kami terima. Terima kasih.")
    return frame.go("citizen.show_case", number=number)


@bp.post("/lacak/<number>/tetap-permintaan")
@limiter.limit("30 per hour")
def insist_request(number: str) -> ResponseReturnValue:
    """One tap: it stays a request, with its first date (ruling R11). Tapped twice, it stays so."""
    case = readable(number)
    if case is None or not ActForm().validate():
        return frame.go("citizen.show_case", number=number)
    try:
        labels.insist(case, frame.hand_at(case.body))
    except (IllegalStep, CaseChanged) as error:
        db.session.rollback()
        flash(error.why if isinstance(error, IllegalStep) else "Ada perubahan pada saat yang sama. Lihat di bawah.")
        return frame.go("citizen.show_case", number=number)
    due = case.due_on
    db.session.commit()
    flash(f"Kami kerjakan sebagai permintaan. Jawaban paling lambat {tanggal(due)}." if due and due >= context.today_at(
        case.body) else "Kami kerjakan sebagai permintaan, dengan tanggal yang pertama.")  # fmt: skip
    return frame.go("citizen.show_case", number=number)
