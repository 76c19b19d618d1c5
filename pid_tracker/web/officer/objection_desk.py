"""The desk writes down an objection that came by telephone, letter or mouth: on a request, or without one (ground b).

The officer reads the seven reasons out, ticks, and reads back (PERKI 1/2021 Pasal 40, 41; a letter that came earlier
needs its stamp).
"""

import secrets
from datetime import date
from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.looking import registers
from pid_tracker.services.looking.tracking_codes import number_in
from pid_tracker.services.objection import objecting
from pid_tracker.services.request import identity
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import PROOF
from pid_tracker.web import context, signed_in
from pid_tracker.web.officer import bp, door
from pid_tracker.web.officer.objection_desk_forms import DeskMissingForm, DeskObjectionForm


def _body() -> PublicBody:
    signed = signed_in.who()
    return signed.body if signed else context.home_body()


@bp.route("/meja/keberatan", methods=["GET", "POST"])
def record_objection() -> ResponseReturnValue:
    """Write down an objection on a request of this body (Catat keberatan)."""
    body = _body()
    today = context.today_at(body)
    form = DeskObjectionForm(today=today)
    drawn = partial(_page, form, today)
    if not form.validate_on_submit():
        return drawn(422 if form.errors else 200)
    case = registers.get_visible(number_in(form.number.data or "") or "", door.actor())
    if case is None:
        form.number.errors = ["Nomor ini tidak ada di register kita"]
        return drawn(422)
    scan = _scan(form, body, today)
    if form.errors:
        return drawn(422)
    number, facts = case.number, objecting.facts_for_objection(case, context.calendar(body), today)
    try:
        objecting.lodge_objection(
            case, form.grounds.data or [], form.wish.data or "", form.chronology.data or facts.chronology,
            door.hand_at(body), channel=form.channel.data, received_on=form.earlier(),
        )  # fmt: skip
    except IllegalStep as error:
        db.session.rollback()
        return _page(form, today, 409, refusal=[error.why])
    except Incomplete as error:
        db.session.rollback()
        form.grounds.errors = [item.label for item in error.missing]
        return drawn(422)
    _keep(scan, case)
    told = f"Keberatan {case.objection_number} tercatat."
    db.session.commit()
    flash(told)
    return redirect(url_for("officer.show_case", number=number, _anchor="keberatan"))


def _page(
    form: DeskObjectionForm | DeskMissingForm, today: date, status: int = 200, *, refusal: list[str] | None = None
) -> ResponseReturnValue:
    on_request = isinstance(form, DeskObjectionForm)
    page = render_template(
        "officer/record_objection.html" if on_request else "officer/record_missing.html",
        form=form,
        today=today,
        refusal=refusal or [],
        has_errors=bool(refusal),
    )
    return page, status


def _scan(form: DeskObjectionForm | DeskMissingForm, body: PublicBody, today: date) -> identity.Copy | None:
    upload = form.scan.data
    if not upload or not upload.filename:
        return None
    try:
        return identity.stamped_copy(upload.read(PROOF.each + 1), body.name, today, "surat-keberatan")
    except identity.BadFile as error:
        form.scan.errors = [str(error)]
        return None


def _keep(scan: identity.Copy | None, case: CaseFile) -> None:
    if scan is not None:
        files.keep(
            scan.content, kind=DocumentKind.RECEIVED_LETTER, name=scan.name, media_type=scan.media_type,
            now=context.now(), case=case, user_id=door.actor().user_id,
        )  # fmt: skip


@bp.route("/meja/keberatan/tanpa-permintaan", methods=["GET", "POST"])
def record_missing() -> ResponseReturnValue:
    """Write down an objection on ground b without a request; number and code stand on the page that follows."""
    body = _body()
    today = context.today_at(body)
    form = DeskMissingForm(today=today, form_token=secrets.token_urlsafe(16))
    if not form.validate_on_submit():
        return _page(form, today, 422 if form.errors else 200)
    scan = _scan(form, body, today)
    if form.errors:
        return _page(form, today, 422)
    case = objecting.lodge_without_request(body, form.command(), door.hand_at(body))
    if case.body_id != body.id:
        abort(404)
    if not registers.documents_of(case, DocumentKind.RECEIVED_LETTER):
        _keep(scan, case)
    number, told = case.number, f"Keberatan {case.number} tercatat. Kode lacak untuk pemohon: {case.code}"
    db.session.commit()
    flash(told)
    return redirect(url_for("officer.show_objection", number=number))
