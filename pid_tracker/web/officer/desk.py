"""F2, the front desk (meja layanan): a request written down on one page, and its receipt to print."""

import secrets

from flask import abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import PublicBody
from pid_tracker.services.request import assisting, filing, identity
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import PROOF
from pid_tracker.web import context, signed_in
from pid_tracker.web.officer import bp, door
from pid_tracker.web.officer.desk_form import DeskForm
from pid_tracker.web.officer.picture import strip_of

_SHOWN = "receipts"  # numbers whose code this browser may print: only those it has just registered


def _body() -> PublicBody:
    signed = signed_in.who()
    return signed.body if signed else context.home_body()


@bp.route("/meja/catat", methods=["GET", "POST"])
def record_request() -> ResponseReturnValue:
    """Write down a request of somebody who comes, calls or writes (Catat permintaan)."""
    body = _body()
    today = context.today_at(body)
    form = DeskForm(today=today, form_token=secrets.token_urlsafe(16))
    if not form.validate_on_submit():
        return render_template("officer/record_request.html", form=form, today=today), 422 if form.errors else 200
    scan = None
    if form.scan.data and form.scan.data.filename:
        try:
            scan = identity.stamped_copy(form.scan.data.read(PROOF.each + 1), body.name, today, "surat-masuk")
        except identity.BadFile as error:
            form.scan.errors = [str(error)]
            return render_template("officer/record_request.html", form=form, today=today), 422
    actor, now = door.actor(), context.now()
    is_new = filing.filed_with(form.form_token.data or "") is None
    case = filing.file_request(body, form.command(), door.hand_at(body))
    if case.body_id != body.id:
        abort(404)
    if scan is not None and is_new:
        files.keep(
            scan.content, kind=DocumentKind.RECEIVED_LETTER, name=scan.name, media_type=scan.media_type, now=now,
            case=case, user_id=actor.user_id,
        )  # fmt: skip
    number = case.number
    db.session.commit()
    session[_SHOWN] = [number, *session.get(_SHOWN, [])][:5]
    return redirect(url_for("officer.show_receipt", number=number))


@bp.get("/meja/tanda-bukti/<number>")
def show_receipt(number: str) -> ResponseReturnValue:
    """The receipt (tanda bukti) of a request that this desk has just registered: number, code, due date, to print."""
    if number not in session.get(_SHOWN, []):
        abort(404)
    case = door.the_case(number)
    calendar = context.calendar(case.body)
    strip = strip_of(case, calendar, context.today_at(case.body))
    return render_template(
        "officer/show_receipt.html", case=case, body=case.body, strip=strip, alike=assisting.alike(case)
    )  # fmt: skip
