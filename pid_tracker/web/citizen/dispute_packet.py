"""S, to the information commission: whether and until when, the papers of the packet, how to hand them in."""

import io

from flask import abort, flash, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.rules import REGISTRY_CHECK, REGISTRY_REPAIR
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile
from pid_tracker.services.dispute import dispute_papers, dispute_seen, disputing
from pid_tracker.services.gate import happened
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.loading import commissions
from pid_tracker.services.store import files
from pid_tracker.services.words import timeline
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame
from pid_tracker.web.citizen.case_forms import RegisterForm
from pid_tracker.web.citizen.finding_back import readable
from pid_tracker.web.citizen.frame import about
from pid_tracker.web.citizen.pictures import strip_of_commission


@bp.route("/lacak/<number>/komisi", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def dispute_packet(number: str) -> ResponseReturnValue:
    """S1 to S3 on one page; the POST notes the commission's number, when there is one yet."""
    case = readable(number)
    if case is None or case.is_imported:
        return frame.go("citizen.show_case", number=number)
    form = RegisterForm(data={"seen_seq": str(case.last_seq)})
    if request.method == "POST" and form.validate():
        if not form.number.data:
            flash("Nomornya boleh menyusul. Isi di halaman ini bila Komisi Informasi sudah memberikannya.")
            return frame.go("citizen.dispute_packet", number=number)
        if (done := _registered(case, form)) is not None:
            return done
        case = readable(number) or case
    return _packet_page(case, form), 422 if form.errors else 200


def _registered(case: CaseFile, form: RegisterForm) -> ResponseReturnValue | None:
    """Note the number; None when it could not be taken, with the reason beside the field."""
    number = case.number
    try:
        disputing.register_dispute(
            case, form.number.data or "", frame.hand(case), registered_on=form.registered_on.data
        )
    except (IllegalStep, Incomplete, CaseChanged) as error:
        db.session.rollback()
        form.number.errors = [_why(error)]
        return None
    db.session.commit()
    flash("Terima kasih. Sengketa Anda tercatat di sini; tahapnya kami tunjukkan di halaman ini.")
    return frame.go("citizen.show_case", number=number)


def _why(error: IllegalStep | Incomplete | CaseChanged) -> str:
    if isinstance(error, IllegalStep):
        return error.why
    if isinstance(error, Incomplete):
        return "; ".join(item.label for item in error.missing)
    return "Ada perubahan sejak halaman ini dibuka. Periksa lagi, lalu kirim"


def _packet_page(case: CaseFile, form: RegisterForm) -> str:
    calendar, today = context.calendar(case.body), context.today_at(case.body)
    way = dispute_seen.way_to_commission(case, calendar, today)
    return render_template(
        "citizen/dispute_packet.html",
        way=way,
        strip=strip_of_commission(way, today),
        dispute=dispute_seen.look_at(case, calendar, today),
        competent=commissions.which_commission(case.body),
        pieces=dispute_seen.pieces_of_packet(case, calendar, today),
        registry={"check": REGISTRY_CHECK.working_days, "repair": REGISTRY_REPAIR.working_days},
        papers={
            "receipt": url_for("citizen.receipt_letter", number=case.number),
            "letter": url_for("citizen.answer_letter", number=case.number),
            "chronology": url_for("citizen.chronology", number=case.number),
            "silence": url_for("citizen.silence_statement", number=case.number),
        },
        form=form,
        has_errors=bool(form.errors),
        back_url=url_for("citizen.show_case", number=case.number),
        **about(case),
    )


@bp.get("/lacak/<number>/komisi/kronologi")
def chronology(number: str) -> ResponseReturnValue:
    """Pieces 7 and 8: what happened, oldest first, with the objection and what came of it, and the list of files."""
    case = readable(number)
    if case is None or case.is_imported:
        return frame.go("citizen.show_case", number=number)
    return render_template(
        "citizen/chronology.html",
        lines=tuple(reversed(timeline.entries(happened.in_case(case)))),
        objection=dispute_papers.objection_of(case),
        proofs=dispute_papers.proofs_of(case),
        now=context.now(),
        back_url=url_for("citizen.dispute_packet", number=case.number),
        **about(case),
    )


@bp.get("/lacak/<number>/komisi/tidak-ada-jawaban")
def silence_statement(number: str) -> ResponseReturnValue:
    """Pieces 4 and 6: that nothing was answered, from the log; only when that is so."""
    case = readable(number)
    if case is None or case.is_imported:
        return frame.go("citizen.show_case", number=number)
    calendar, today = context.calendar(case.body), context.today_at(case.body)
    silence = dispute_seen.silences(case, calendar, today)
    if not silence.is_any:
        return frame.go("citizen.dispute_packet", number=number)
    return render_template(
        "citizen/silence_statement.html",
        silence=silence,
        now=context.now(),
        last_event=case.events[-1],
        back_url=url_for("citizen.dispute_packet", number=case.number),
        **about(case),
    )


@bp.get("/lacak/<number>/putusan/<public_id>")
def ruled_file(number: str, public_id: str) -> ResponseReturnValue:
    """A file that was given because the ruling orders it; only in a browser that has opened the case."""
    case = readable(number)
    seen = dispute_seen.look_at(case, context.calendar(case.body), context.today_at(case.body)) if case else None
    document = next((row for row in seen.given if row.public_id == public_id), None) if seen else None
    if document is None:
        abort(404)
    response = send_file(
        io.BytesIO(files.read(document)), mimetype=document.media_type, as_attachment=True, download_name=document.name
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
