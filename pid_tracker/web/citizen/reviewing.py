"""After the objection: the requester responds to the decision, opens what was given, keeps the late statement."""

from functools import partial

from flask import flash, request
from flask.typing import ResponseReturnValue

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import LateNotice, SuperiorSilent
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.objection import deciding, objection_seen
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.frame import hand_at
from pid_tracker.web.citizen.opened import look_at, not_taken, on_case, reckoning, refused, render, send_kept, to_case
from pid_tracker.web.citizen.opened_forms import RespondForm


@on_case("/lacak/<number>/tanggapan", "GET", "POST", posts="30 per hour")
def respond(case: CaseFile) -> ResponseReturnValue:
    """The requester responds to the decision (tanggapan pemohon), once; neither answer closes a way."""
    review = objection_seen.look_at(case, *reckoning(case))
    form = RespondForm(data={"seen_seq": str(case.last_seq)})
    if review is None or not review.may_respond:
        return not_taken(case, E.REQUESTER_RESPONDED, form) if request.method == "POST" else to_case(case)
    if not form.validate_on_submit():
        return render("citizen/respond.html", case, form=form, review=review), 422 if form.errors else 200
    said = form.result.data, form.response.data or ""
    if refused(partial(deciding.respond_to_decision, case, *said, hand_at(case.body))):
        return not_taken(case, E.REQUESTER_RESPONDED, form)
    flash("Terima kasih. Tanggapan Anda tercatat di register keberatan.")
    return to_case(case)


@bp.get("/lacak/<number>/keberatan/berkas/<public_id>")
def objection_file(number: str, public_id: str) -> ResponseReturnValue:
    """What was attached to the objection, or given by the superior's order; only in a browser that opened the case."""

    def kept(case: CaseFile) -> tuple[Document, ...]:
        review = objection_seen.look_at(case, *reckoning(case))
        return (*review.files, *review.given) if review else ()

    return send_kept(number, public_id, kept)


@on_case("/lacak/<number>/pernyataan-terlambat")
def late_statement(case: CaseFile) -> ResponseReturnValue:
    """The dated statement that the answer, or the superior's answer, did not come in time; to print or to keep."""
    late, silent = case.newest(E.LATE_NOTICE), case.newest(E.SUPERIOR_SILENT)
    if late is None and silent is None:
        return to_case(case)
    return render(
        "citizen/late_statement.html",
        case,
        seen=look_at(case),
        late=late,
        late_due=late.told(LateNotice).due_on if late else None,
        silent=silent,
        silent_due=silent.told(SuperiorSilent).due_on if silent else None,
    )
