"""P2, the case page (perkara), the files of an answer, and a requester's data: closed, opened for a reason, and every
opening noted with who, what, when, why."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.asking import Purpose, RequesterKind
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Part
from pid_tracker.services.answer import correcting
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting
from pid_tracker.services.store import files
from pid_tracker.web import context, errors
from pid_tracker.web.found import the_one
from pid_tracker.web.officer import bp, case_forms, door, page


@bp.get("/perkara/<number>")
def show_case(number: str) -> ResponseReturnValue:
    """Everything about one case that its office may see; the requester stays closed."""
    return page.show_case(door.the_case(number))


@bp.get("/berkas/<public_id>")
def answer_file(public_id: str) -> ResponseReturnValue:
    """A file that was handed in as answer, to those who may see its case or hold its part."""
    document = db.session.scalars(
        select(Document).where(Document.public_id == public_id, Document.kind == DocumentKind.ANSWER)
    ).one_or_none()
    if document is None or not _may_see(document):
        abort(404)
    return send(document)


def _may_see(document: Document) -> bool:
    actor = door.actor()
    if actor.role is Role.UNIT_OFFICER:
        held = registers.parts_visible_to(actor).where(Part.id == document.part_id)
        return db.session.scalars(held).one_or_none() is not None
    return db.session.scalars(registers.visible_to(actor).where(CaseFile.id == document.case_id)).first() is not None


def send(document: Document) -> ResponseReturnValue:
    """The bytes of a stored file, always as a download; a broken one is told in words."""
    try:
        content = files.read(document)
    except files.BrokenFile as error:
        return errors.page(404, message=f"Berkas ini tidak dapat dibuka: {error}.")
    return send_file(io.BytesIO(content), mimetype=document.media_type, as_attachment=True, download_name=document.name)


@bp.post("/perkara/<number>/pemohon")
def open_identity(number: str) -> ResponseReturnValue:
    """Open name and contact (Buka data pemohon) for a reason; the page shows them this once."""
    found = door.the_case(number)
    form = case_forms.sent("reason", found)
    if not form.validate():
        return page.show_case(found, 422, bound={"reason": form})
    return open_for_a_reason(
        found, "data pemohon", form, "reason", lambda: page.show_case(found, identity=_told(found))
    )


def open_for_a_reason(
    found: CaseFile,
    what: str,
    form: Any,
    name: str,
    show: Callable[[], ResponseReturnValue],
    *,
    is_called: str = "data pemohon",
) -> ResponseReturnValue:
    """Note that `what` is opened and for what, then show it; without a reason the case page again (422).

    `name` is the form's name on that page; `is_called` is what its sentence calls the thing.
    """
    try:
        assisting.open_personal_data(found, what, form.reason.data or "", door.actor(), context.now())
        db.session.commit()
    except Incomplete as error:
        db.session.rollback()
        form.reason.errors = [item.label.replace("data pemohon", is_called) for item in error.missing]
        return page.show_case(found, 422, bound={name: form})
    return show()


def _told(found: CaseFile) -> dict[str, str]:
    person = found.requester
    if person is None:
        return {"Nama": "tidak tercatat (register lama)"}
    rows = {
        "Jenis": RequesterKind(person.kind).words,
        "Nama": person.name,
        "Alamat": person.address,
        "Kelompok": f"{person.group_name} ({person.group_size or '?'} orang)" if person.group_name else "",
        "Lembaga": person.entity_name,
        "Nomor pengesahan": person.entity_number,
        "Yang diwakili": ", ".join(filter(None, (person.principal_name, person.principal_address))),
        "NIK": f"••••••••••••{person.nik_last4}" if person.nik_last4 else "belum ada",
        "Nomor HP": person.phone,
        "Surel": person.email,
        "Keperluan": found.purpose_text or Purpose.words_of(found.purpose),
        "Kebutuhan khusus": person.needs,
    }
    corrected = [row for row in correcting.corrections(found) if row.subject.is_personal and row.right]
    rows |= {f"Dibetulkan: {row.subject.words}": f"{row.wrong} menjadi {row.right} ({row.reason})" for row in corrected}
    return {label: value for label, value in rows.items() if value}


@bp.post("/perkara/<number>/berkas/<public_id>")
def open_identity_file(number: str, public_id: str) -> ResponseReturnValue:
    """Open a proof of identity or a power of attorney; noted like the rest."""
    found = door.the_case(number)
    form = case_forms.sent("reason", found)
    kept = registers.documents_of(found, *page.PERSONAL_FILES)
    document = the_one(kept, lambda row: row.public_id == public_id)
    what = f"berkas {document.kind}"
    return open_for_a_reason(found, what, form, "reason", partial(send, document))
