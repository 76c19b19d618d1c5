"""Tracking, T1 and T2: number and code, how it stands; and a code that was lost. Why a date is so: `dates.py`."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.acts import open_steps
from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.dispute import dispute_seen
from pid_tracker.services.looking.tracking_codes import (
    CodeAlone,
    WrongCode,
    number_in,
    open_with_code,
    open_with_link,
    send_code_again,
)
from pid_tracker.services.objection import objecting, objection_seen
from pid_tracker.services.people.misses import TooManyMisses
from pid_tracker.services.request import conversation, labels
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.after_answer import delivery_of
from pid_tracker.web.citizen.frame import go, wait_page
from pid_tracker.web.citizen.opened import about, readable, reckoning
from pid_tracker.web.citizen.opened_forms import ActForm, LostCodeForm, ReplyForm, TrackForm
from pid_tracker.web.citizen.pictures import strip_of
from pid_tracker.web.day_strip import strip_of_term

OTHERS_TRY = "Ada yang mencoba-coba kode untuk nomor ini. Untuk memastikan ini Anda, isi satu keterangan lagi di sini"


@bp.get("/lacak")
def track() -> ResponseReturnValue:
    """T1: number and code."""
    return render_template("citizen/track.html", form=TrackForm(formdata=None))


@bp.post("/lacak")
@limiter.limit("60 per minute")
def open_tracking() -> ResponseReturnValue:
    """Open a case with number and code. Misses are counted exactly, also on numbers that do not exist."""
    return opened_by_code("citizen/track.html", "citizen.show_case", request.path, "Kembali ke halaman lacak")


def opened_by_code(template: str, endpoint: str, back_url: str, back_words: str) -> ResponseReturnValue:
    """A page that asks for number and code, and where they lead."""
    form = TrackForm()
    if not form.validate_on_submit():
        return render_template(template, form=form), 422 if form.errors else 200
    try:
        case = open_with_code(
            form.number.data or "", form.code.data or "", request.remote_addr or "", context.now(),
            form.detail.data or "",
        )  # fmt: skip
    except WrongCode:
        db.session.commit()
        form.code.errors = ["Nomor atau kode tidak cocok. Periksa SMS atau tanda bukti Anda"]
        return render_template(template, form=form), 422
    except CodeAlone:
        db.session.rollback()
        form.detail.errors = [OTHERS_TRY]
        return render_template(template, form=form), 422
    except TooManyMisses:
        db.session.rollback()
        why = "Kode untuk nomor ini sudah terlalu sering salah dari jaringan ini. Coba lagi satu menit lagi."
        return wait_page(why, back_url, back_words)
    number = case.number
    context.open_case(case)
    db.session.rollback()
    return go(endpoint, number=number)


@bp.get("/lacak/<number>")
def show_case(number: str) -> ResponseReturnValue:
    """T2: how it stands. Without the code nothing is shown, not even whether the number exists."""
    case = readable(number)
    if case is None:
        form = TrackForm(formdata=None, data={"number": number_in(number) or ""})
        return render_template("citizen/track.html", form=form)
    return case_page(case)


def case_page(case: CaseFile, status: int = 200, reply: ReplyForm | None = None) -> ResponseReturnValue:
    """The page of T2; `reply` is a reply as it was typed, with what is to mend."""
    calendar, today = reckoning(case)
    seen, review = case_seen.look_at(case, calendar, today), objection_seen.look_at(case, calendar, today)
    label = labels.holding(case)
    in_time = label is not None and (seen.answer.due_on is None or label.given_on <= seen.answer.due_on)
    page = render_template(
        "citizen/show_case.html",
        seen=seen,
        review=review,
        review_strip=strip_of_term(review.term, today, _over_on(review), "Diputus") if review else None,
        right=objecting.facts_for_objection(case, calendar, today) if seen.may_object else None,
        was_told_late=any(row.kind in (E.LATE_NOTICE, E.SUPERIOR_SILENT) for row in case.events),
        strip=strip_of(seen, calendar),
        leg_table=leg_clock.table_of(case, calendar, seen.today),
        dispute=dispute_seen.look_at(case, calendar, today),
        form=ActForm(formdata=None),
        exchanges=conversation.exchanges(case),
        may_reply=case.question_open and not seen.lapsed and E.QUESTION_REPLIED in open_steps(seen.stage),
        reply=reply or ReplyForm(formdata=None, data={"seen_seq": str(case.last_seq)}),
        has_errors=bool(reply and reply.errors),
        label=label,
        is_set_aside=in_time,
        may_insist=label is not None and E.INSISTED in open_steps(seen.stage),
        ahead=() if seen.is_answered else partial_delivery.delivered_files(case),
        ahead_notes=() if seen.is_answered else partial_delivery.notes(case),
        delivery=delivery_of(case),
        **about(case),
    )
    return page, status


def _over_on(review: objection_seen.Review) -> date | None:
    """The day on which the superior's term ended by an act."""
    if review.decided is not None:
        return review.decided.on
    return review.case.withdrawn_on


@bp.get("/lacak/<number>/<link_token>")
def open_link(number: str, link_token: str) -> ResponseReturnValue:
    """The link of the messages: remembers the case in this browser and leaves the secret out of the next address."""
    return _opened(number, link_token, "citizen.show_case")


@bp.get("/lacak/<number>/<link_token>/keberatan")
def open_link_to_objection(number: str, link_token: str) -> ResponseReturnValue:
    """The same, straight to the objection that is ready (N11): no number, no code, nothing to type."""
    return _opened(number, link_token, "citizen.ask_grounds")


@bp.get("/lacak/<number>/<link_token>/tanggal")
def open_link_to_date(number: str, link_token: str) -> ResponseReturnValue:
    """The same, straight to "Mengapa tanggal ini?"."""
    return _opened(number, link_token, "citizen.why_this_date")


def _opened(number: str, link_token: str, endpoint: str) -> ResponseReturnValue:
    case = open_with_link(number, link_token)
    if case is None:
        form = TrackForm(formdata=None, data={"number": number_in(number) or ""})
        form.number.errors = ["Tautan ini tidak lengkap. Buka lagi dari pesan kami, atau pakai nomor dan kode"]
        return render_template("citizen/track.html", form=form), 404
    context.open_case(case)
    return go(endpoint, number=case.number)


@bp.route("/lacak/kode-hilang", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
def lost_code() -> ResponseReturnValue:
    """Send the code again to the contact on file; says the same whether or not the number exists."""
    form = LostCodeForm()
    if form.validate_on_submit():
        send_code_again(form.number.data or "", context.now())
        db.session.commit()
        return go("citizen.code_sent")
    return render_template("citizen/lost_code.html", form=form), 422 if form.errors else 200


@bp.get("/lacak/kode-dikirim")
def code_sent() -> ResponseReturnValue:
    """The same words for every number."""
    return render_template("citizen/code_sent.html")
