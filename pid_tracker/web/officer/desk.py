"""F2, the front desk (meja layanan): requests and objections written down for who comes, calls or writes.

The officer reads the seven grounds of an objection out, ticks, and reads back (PERKI 1/2021 Pasal 40, 41); what came
earlier needs its stamped letter. A request's receipt is printed here.
"""

import secrets
from collections.abc import Sequence
from datetime import date
from functools import partial

from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.services.looking import registers
from pid_tracker.services.looking.tracking_codes import number_in
from pid_tracker.services.objection import objecting
from pid_tracker.services.request import assisting, filing
from pid_tracker.web import context, taking
from pid_tracker.web.officer import bp, door, received_files
from pid_tracker.web.officer.desk_form import DeskForm
from pid_tracker.web.officer.objection_desk_forms import DeskMissingForm, DeskObjectionForm
from pid_tracker.web.officer.picture import strip_of
from pid_tracker.web.taking import Told

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


@bp.route("/meja/keberatan", methods=["GET", "POST"])
def record_objection() -> ResponseReturnValue:
    """Write down an objection on a request of this body (Catat keberatan)."""
    body = door.own_body()
    today = context.today_at(body)
    form = DeskObjectionForm(today=today)
    drawn = partial(_page, form, today)
    if not form.validate_on_submit():
        return drawn(422 if form.errors else 200)
    case = registers.get_visible(number_in(form.number.data or "") or "", door.actor())
    if case is None:
        form.number.errors = ["Nomor ini tidak ada di register kita"]
        return drawn(422)
    scan = received_files.scan(form.scan, body, "surat-keberatan")
    if form.errors:
        return drawn(422)
    facts = objecting.facts_for_objection(case, context.calendar(body), today)

    def act() -> Told:
        objecting.lodge_objection(
            case, form.grounds.data or [], form.wish.data or "", form.chronology.data or facts.chronology,
            door.hand_at(body), channel=form.channel.data, received_on=form.earlier(),
        )  # fmt: skip
        received_files.keep_letter(scan, case)
        back = url_for("officer.show_case", number=case.number, _anchor="keberatan")
        return f"Keberatan {case.objection_number} tercatat.", back

    def beside_grounds(error: Incomplete) -> list[str]:
        form.grounds.errors = [item.label for item in error.missing]
        return []

    return taking.take(act, drawn, left=beside_grounds)


def _page(
    form: DeskObjectionForm | DeskMissingForm, today: date, status: int, *, refusal: Sequence[str] = ()
) -> ResponseReturnValue:
    on_request = isinstance(form, DeskObjectionForm)
    page = render_template(
        "officer/record_objection.html" if on_request else "officer/record_missing.html",
        form=form,
        today=today,
        refusal=refusal,
        has_errors=bool(refusal),
    )
    return page, status


@bp.route("/meja/keberatan/tanpa-permintaan", methods=["GET", "POST"])
def record_missing() -> ResponseReturnValue:
    """Write down an objection on ground b without a request; number and code stand on the page that follows."""
    body = door.own_body()
    today = context.today_at(body)
    form = DeskMissingForm(today=today, form_token=secrets.token_urlsafe(16))
    if not form.validate_on_submit():
        return _page(form, today, 422 if form.errors else 200)
    scan = received_files.scan(form.scan, body, "surat-keberatan")
    if form.errors:
        return _page(form, today, 422)
    case = objecting.lodge_without_request(body, form.command(), door.hand_at(body))
    if case.body_id != body.id:
        abort(404)
    if not registers.documents_of(case, DocumentKind.RECEIVED_LETTER):
        received_files.keep_letter(scan, case)
    number, told = case.number, f"Keberatan {case.number} tercatat. Kode lacak untuk pemohon: {case.code}"
    db.session.commit()
    flash(told)
    return redirect(url_for("officer.show_objection", number=number))
