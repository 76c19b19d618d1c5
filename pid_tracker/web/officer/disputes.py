"""D, the dispute file: the list of disputes, and the acts of the panel "Sengketa" on the case page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.answer import NotLawful
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.dispute import dispute_list, dispute_seen, disputing
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import blinding
from pid_tracker.services.request import assisting
from pid_tracker.services.store.limits import ANSWER
from pid_tracker.web import context, signed_in
from pid_tracker.web.officer import bp, case, dispute_forms, door, page, picture

Act = Callable[[Hand], object]


@bp.get("/sengketa")
def disputes() -> ResponseReturnValue:
    """Every dispute that this office may see: what comes next first, then what is over."""
    signed = signed_in.who()
    body = signed.body if signed else context.home_body()
    found = dispute_list.disputes(door.actor(), context.today_at(body))
    return render_template(
        "officer/disputes.html",
        rows=[(row, picture.first_words(blinding.asked_of(row.case, door.actor()))) for row in found],
        running=sum(row.is_running for row in found),
        overdue=sum(row.is_overdue for row in found),
        many_bodies=door.actor().role is Role.SUPERVISOR,
    )


def _take(found: CaseFile, name: str, form: Any, done: str, act: Act) -> ResponseReturnValue:
    """Read the form, act, and back to the case page; with what is wrong beside its field when it was not taken."""
    show = partial(page.show_case, found, bound={name: form})
    if not form.validate():
        return show(422)
    act_now = partial(act, door.hand(found))
    return page.take(found, act_now, done, show, form)


@bp.post("/perkara/<number>/sengketa/daftar")
def register_dispute(number: str) -> ResponseReturnValue:
    """D1: the commission has registered the dispute."""
    found, form = door.the_case(number), _form("register_dispute")

    def act(hand: Hand) -> object:
        return disputing.register_dispute(found, form.number.data or "", hand, registered_on=form.registered_on.data)

    return _take(found, "register_dispute", form, "Sengketa tercatat.", act)


@bp.post("/perkara/<number>/sengketa/tahap")
def move_dispute(number: str) -> ResponseReturnValue:
    """D2: a stage, or a day of hearing."""
    found, form = door.the_case(number), _form("move_dispute")

    def act(hand: Hand) -> object:
        return disputing.move_to_stage(
            found, form.stage.data or "", hand, on=form.session_on.data, note=form.note.data or ""
        )

    return _take(found, "move_dispute", form, "Tahap sengketa tercatat.", act)


@bp.post("/perkara/<number>/sengketa/putusan")
def receive_ruling(number: str) -> ResponseReturnValue:
    """D3: the copy of the ruling; the days to court begin."""
    found, form = door.the_case(number), _form("receive_ruling")

    def act(hand: Hand) -> object:
        ruling = disputing.Ruling(
            form.result.data or "", form.number.data or "", form.order.data or "", form.received_on.data,
            form.execute_by.data,
        )  # fmt: skip
        return disputing.receive_ruling(found, ruling, hand)

    return _take(found, "receive_ruling", form, "Putusan tercatat, pemohon diberi tahu.", act)


@bp.post("/perkara/<number>/sengketa/pengadilan")
def file_in_court(number: str) -> ResponseReturnValue:
    """D3: a party does not accept the ruling."""
    found, form = door.the_case(number), _form("file_in_court")

    def act(hand: Hand) -> object:
        return disputing.file_in_court(
            found, form.court.data or "", form.by.data or "", hand, number=form.number.data or "",
            filed_on=form.filed_on.data,
        )  # fmt: skip

    return _take(found, "file_in_court", form, "Tercatat: putusan dibawa ke pengadilan.", act)


@bp.post("/perkara/<number>/sengketa/pelaksanaan")
def execute_ruling(number: str) -> ResponseReturnValue:
    """D3: what the ruling or the agreement orders is given."""
    found, form = door.the_case(number), _form("execute_ruling")
    uploads = [_upload(one) for one in form.files.data or [] if one and one.filename]

    def act(hand: Hand) -> object:
        return disputing.execute_ruling(found, uploads, form.note.data or "", hand)

    return _take(found, "execute_ruling", form, "Pelaksanaan tercatat, pemohon diberi tahu.", act)


@bp.post("/perkara/<number>/sengketa/selesai")
def close_dispute(number: str) -> ResponseReturnValue:
    """D3: the dispute is over."""
    found, form = door.the_case(number), _form("close_dispute")

    def act(hand: Hand) -> object:
        return disputing.close_dispute(
            found, form.end.data or "", form.reason.data or "", hand, execute_by=form.agreed_by.data
        )

    return _take(found, "close_dispute", form, "Sengketa ditutup.", act)


@bp.post("/perkara/<number>/sengketa/dokumen-tertutup")
def keep_closed_document(number: str) -> ResponseReturnValue:
    """D2: a document that only the panel may see; it leaves the office by no export."""
    found, form = door.the_case(number), _form("closed_document")
    upload = form.files.data

    def act(hand: Hand) -> object:
        kept = _upload(upload) if upload and upload.filename else disputing.Upload("", b"")
        return disputing.keep_closed_document(found, kept, hand)

    return _take(found, "closed_document", form, "Dokumen tertutup disimpan.", act)


@bp.post("/perkara/<number>/sengketa/dokumen-tertutup/<public_id>")
def open_closed_document(number: str, public_id: str) -> ResponseReturnValue:
    """Open such a document for a reason; noted like personal data."""
    found, form = door.the_case(number), _form("open_closed")
    document = next((row for row in dispute_seen.closed_documents(found) if row.public_id == public_id), None)
    if document is None:
        abort(404)
    try:
        what = DocumentKind.CLOSED_INSPECTION.words
        assisting.open_personal_data(found, what, form.reason.data or "", door.actor(), context.now())
        db.session.commit()
    except NotLawful as error:
        db.session.rollback()
        form.reason.errors = [item.label.replace("data pemohon", "dokumen ini") for item in error.missing]
        return page.show_case(found, 422, bound={"open_closed": form})
    return case.send(document)


def _form(name: str) -> Any:
    """A form of the panel as it was sent; its fields are known to `dispute_forms.py` alone."""
    form: FlaskForm = dispute_forms.sent(name)
    return form


def _upload(upload: Any) -> disputing.Upload:
    return disputing.Upload(upload.filename, upload.read(ANSWER.each + 1))
