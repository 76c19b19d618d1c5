"""After the objection: the requester responds to the decision, opens what was given, reads why a date is so, and keeps
the statement of lateness."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile
from pid_tracker.services import casefile, deciding, files, objection_seen, objection_words, tracking
from pid_tracker.services.casefile import CaseChanged
from pid_tracker.services.timeline_words import day_in
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, steps
from pid_tracker.web.citizen.frame import about
from pid_tracker.web.citizen.objection_forms import RespondForm
from pid_tracker.web.citizen.pictures import strip_of_term
from pid_tracker.web.citizen.too_late import not_taken
from pid_tracker.web.citizen.tracking import readable


@dataclass(frozen=True, slots=True)
class DateWords:
    """How the page "Mengapa tanggal ini?" speaks of one duty: what ends, what opened it, and the rule."""

    what: str
    day_zero: str
    rule: str


#: Duty -> words. The page of the answer and of completing is `tracking.why_this_date`.
DATES: Mapping[Duty, DateWords] = {
    Duty.CHECK_COMPLETENESS: DateWords(
        "Kami memberi tahu kekurangan", "permintaan dicatat", "Kami boleh meminta kelengkapan dalam {days} hari kerja"
    ),
    Duty.COMPLETE: DateWords(
        "Kekurangan dikirim", "pemberitahuan kekurangan Anda terima", "Anda punya {days} hari kerja untuk melengkapi"
    ),
    Duty.ANSWER: DateWords("Jawaban", "permintaan lengkap", "Kami wajib menjawab dalam {days} hari kerja"),
    Duty.OBJECT: DateWords(
        "Keberatan diajukan",
        "alasan keberatan ditemukan",
        "Anda punya {days} hari kerja untuk mengajukan keberatan. Yang lewat tetap kami terima dan catat",
    ),
    Duty.DECIDE_OBJECTION: DateWords(
        "Atasan PPID menjawab keberatan", "keberatan diterima", "Atasan PPID wajib menjawab dalam {days} hari kerja"
    ),
    Duty.GO_TO_COMMISSION: DateWords(
        "Permohonan ke Komisi Informasi",
        "putusan diterima, atau waktu atasan PPID habis",
        "Anda punya {days} hari kerja untuk membawa perkara ke Komisi Informasi",
    ),
}
#: The names of the duties in addresses; the codes of `Duty` open the same pages.
SLUGS: Mapping[str, Duty] = {
    "kelengkapan": Duty.CHECK_COMPLETENESS,
    "melengkapi": Duty.COMPLETE,
    "jawaban": Duty.ANSWER,
    "keberatan": Duty.OBJECT,
    "putusan-keberatan": Duty.DECIDE_OBJECTION,
    "komisi": Duty.GO_TO_COMMISSION,
}


@bp.get("/lacak/<number>/tanggal/<duty>")
def why_this_term(number: str, duty: str) -> ResponseReturnValue:
    """T3 for any duty: every calendar day of its term, and every date that was told before."""
    case = readable(number)
    found = SLUGS.get(duty.lower()) or next((one for one in Duty if one.value == duty.upper()), None)
    if case is None:
        return steps.go("citizen.show_case", number=number)
    if found is None:
        abort(404)
    calendar, today = context.calendar(case.body), context.today_at(case.body)
    term = casefile.reckoning_of(case, calendar, today)[found]
    review = objection_seen.look_at(case, calendar, today)
    told = review.promises if review and found is Duty.DECIDE_OBJECTION else ()
    seen = tracking.look_at(case, calendar, today)
    closed_on = None
    if review is not None and found is Duty.DECIDE_OBJECTION:
        closed_on = review.decided.on if review.decided else None
    elif found is Duty.ANSWER:
        told, closed_on = seen.promises, seen.ended_on
    return render_template(
        "citizen/why_this_term.html",
        words=DATES[found],
        term=term,
        strip=strip_of_term(term, today, closed_on, "Diputus" if found is Duty.DECIDE_OBJECTION else "Selesai"),
        promises=told,
        joint_leave_open=case.body.joint_leave_open,
        back_url=url_for("citizen.show_case", number=case.number),
        **about(case),
    )


@bp.route("/lacak/<number>/tanggapan", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def respond(number: str) -> ResponseReturnValue:
    """The requester responds to the decision (tanggapan pemohon), once; neither answer closes a way."""
    case = readable(number)
    review = _review(case) if case else None
    if case is None:
        return steps.go("citizen.show_case", number=number)
    form = RespondForm(data={"seen_seq": str(case.last_seq)})
    if review is None or not review.may_respond:
        if request.method == "POST":
            return not_taken(case, E.REQUESTER_RESPONDED, form)
        return steps.go("citizen.show_case", number=number)
    status = 200
    if form.validate_on_submit():
        try:
            deciding.respond_to_decision(
                case, form.result.data, form.response.data or "", context.requester(), context.now(),
                context.calendar(case.body),
            )  # fmt: skip
        except (IllegalStep, CaseChanged):
            db.session.rollback()
            return not_taken(readable(number) or case, E.REQUESTER_RESPONDED, form)
        db.session.commit()
        flash("Terima kasih. Tanggapan Anda tercatat di register keberatan.")
        return steps.go("citizen.show_case", number=number)
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
    late = objection_words.newest(case, E.LATE_NOTICE) if case else None
    silent = objection_words.newest(case, E.SUPERIOR_SILENT) if case else None
    if case is None or (late is None and silent is None):
        return steps.go("citizen.show_case", number=number)
    seen = tracking.look_at(case, context.calendar(case.body), context.today_at(case.body))
    back = url_for("citizen.show_case", number=case.number)
    return render_template(
        "citizen/late_statement.html",
        seen=seen,
        late=late,
        late_due=day_in(late, "due_on") if late else None,
        silent=silent,
        silent_due=day_in(silent, "due_on") if silent else None,
        back_url=back,
        **about(case),
    )
