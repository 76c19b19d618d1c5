"""After the objection: the requester responds to the decision, opens what was given, keeps the late statement."""

import io

from flask import abort, flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import LateNotice, SuperiorSilent
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.objection import deciding, objection_seen
from pid_tracker.services.store import files
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame
from pid_tracker.web.citizen.case_forms import RespondForm
from pid_tracker.web.citizen.finding_back import readable
from pid_tracker.web.citizen.frame import about
from pid_tracker.web.citizen.too_late import not_taken


@bp.route("/lacak/<number>/tanggapan", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def respond(number: str) -> ResponseReturnValue:
    """The requester responds to the decision (tanggapan pemohon), once; neither answer closes a way."""
    case = readable(number)
    review = _review(case) if case else None
    if case is None:
        return frame.go("citizen.show_case", number=number)
    form = RespondForm(data={"seen_seq": str(case.last_seq)})
    if review is None or not review.may_respond:
        if request.method == "POST":
            return not_taken(case, E.REQUESTER_RESPONDED, form)
        return frame.go("citizen.show_case", number=number)
    status = 200
    if form.validate_on_submit():
        try:
            deciding.respond_to_decision(case, form.result.data, form.response.data or "", frame.hand_at(case.body))
        except (IllegalStep, CaseChanged):
            db.session.rollback()
            return not_taken(readable(number) or case, E.REQUESTER_RESPONDED, form)
        db.session.commit()
        flash("Terima kasih. Tanggapan Anda tercatat di register keberatan.")
        return frame.go("citizen.show_case", number=number)
    if form.errors:
        status = 422
    back = url_for("citizen.show_case", number=case.number)
    page = render_template("citizen/respond.html", form=form, review=review, back_url=back, **about(case))
    return page, status


def _review(case: CaseFile) -> objection_seen.Review | None:
    return objection_seen.look_at(case, context.calendar(case.body), context.today_at(case.body))


@bp.get("/lacak/<number>/keberatan/berkas/<public_id>")
def objection_file(number: str, public_id: str) -> ResponseReturnValue:
    """What was attached to the objection, or given by the superior's order; only in a browser that opened the case."""
    case = readable(number)
    review = _review(case) if case else None
    kept = (*review.files, *review.given) if review else ()
    document = next((row for row in kept if row.public_id == public_id), None)
    if document is None:
        abort(404)
    response = send_file(
        io.BytesIO(files.read(document)),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.name,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.get("/lacak/<number>/pernyataan-terlambat")
def late_statement(number: str) -> ResponseReturnValue:
    """The dated statement that the answer, or the superior's answer, did not come in time; to print or to keep."""
    case = readable(number)
    late = case.newest(E.LATE_NOTICE) if case else None
    silent = case.newest(E.SUPERIOR_SILENT) if case else None
    if case is None or (late is None and silent is None):
        return frame.go("citizen.show_case", number=number)
    seen = case_seen.look_at(case, context.calendar(case.body), context.today_at(case.body))
    back = url_for("citizen.show_case", number=case.number)
    return render_template(
        "citizen/late_statement.html",
        seen=seen,
        late=late,
        late_due=late.told(LateNotice).due_on if late else None,
        silent=silent,
        silent_due=silent.told(SuperiorSilent).due_on if silent else None,
        back_url=back,
        **about(case),
    )
