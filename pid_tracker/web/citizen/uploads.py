"""Files that a requester hands in: copied, stamped, and shown to nobody but the browser that sent them."""

import io
from datetime import date
from typing import Any

from flask import abort, send_file
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.services.request import drafts
from pid_tracker.services.request.identity import NOT_SENT, BadFile, Copy, stamped_copy
from pid_tracker.services.store import files
from pid_tracker.web.citizen import bp, steps

#: field of a form -> kind of document
UPLOADS = {
    "identity": DocumentKind.IDENTITY, "power": DocumentKind.POWER_OF_ATTORNEY, "deed": DocumentKind.DEED,
    "stamp": DocumentKind.POWER_OF_ATTORNEY,
}  # fmt: skip
_STAMPED = "surat-kuasa-bermeterai"


def take_uploads(form: FlaskForm, body_name: str, day: date) -> dict[str, Copy]:
    """The stamped copies of what was chosen, by field; what is wrong with a file stands beside its field."""
    copies: dict[str, Copy] = {}
    for name, kind in UPLOADS.items():
        clean_name = _STAMPED if name == "stamp" else kind.words.replace(" ", "-")
        field: Any = form._fields.get(name)
        upload = field.data if field is not None else None
        if upload is None or not getattr(upload, "filename", ""):
            continue
        try:
            copies[name] = stamped_copy(upload.read(), body_name, day, clean_name)
        except BadFile as error:
            field.errors = [str(error)]
        except OSError:
            field.errors = [NOT_SENT]
    return copies


@bp.get("/minta/berkas/<public_id>")
def show_upload(public_id: str) -> ResponseReturnValue:
    """The stamped copy, for the browser whose draft has it."""
    found = [document for document in drafts.attached(steps.draft()) if document.public_id == public_id]
    if not found:
        abort(404)
    is_picture = found[0].media_type == "image/jpeg"
    response = send_file(
        io.BytesIO(files.read(found[0])),
        mimetype=found[0].media_type,
        as_attachment=not is_picture,
        download_name=found[0].name,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
