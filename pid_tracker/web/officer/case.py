"""P2, the case page (perkara), and the files of an answer."""

import io

from flask import abort, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Part
from pid_tracker.services.looking import registers
from pid_tracker.services.store import files
from pid_tracker.web import errors
from pid_tracker.web.officer import bp, door, page


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
