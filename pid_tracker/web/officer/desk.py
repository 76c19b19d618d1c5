"""F2, the front desk (meja layanan): a request written down on one page, and its receipt to print."""

import secrets

from flask import abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.services.request import assisting, filing
from pid_tracker.web import context
from pid_tracker.web.officer import bp, door, received_files
from pid_tracker.web.officer.desk_form import DeskForm
from pid_tracker.web.officer.picture import strip_of

_SHOWN = "receipts"  # numbers whose code this browser may print: only those it has just registered


@bp.route("/meja/catat", methods=["GET", "POST"])
def record_request() -> ResponseReturnValue:
    """Write down a request of somebody who comes, calls or writes (Catat permintaan)."""
    body = door.own_body()
    today = context.today_at(body)
    form = DeskForm(today=today, form_token=secrets.token_urlsafe(16))
    if not form.validate_on_submit():
        return render_template("officer/record_request.html", form=form, today=today), 422 if form.errors else 200
    scan = received_files.scan(form.scan, body, "surat-masuk")
    if form.errors:
        return render_template("officer/record_request.html", form=form, today=today), 422
    is_new = filing.filed_with(form.form_token.data or "") is None
    case = filing.file_request(body, form.command(), door.hand_at(body))
    if case.body_id != body.id:
        abort(404)
    if is_new:
        received_files.keep_letter(scan, case)
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
