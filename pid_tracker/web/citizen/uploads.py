"""Files that a requester hands in: copied and stamped when they prove who asks, as they came beside an objection."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import PublicBody
from pid_tracker.services.examining import answer_files
from pid_tracker.services.request.identity import NOT_SENT, BadFile, Copy, stamped_copy
from pid_tracker.services.store.limits import ATTACHMENT
from pid_tracker.web import context

#: field of a form -> kind of document
UPLOADS = {
    "identity": DocumentKind.IDENTITY, "power": DocumentKind.POWER_OF_ATTORNEY, "deed": DocumentKind.DEED,
    "stamp": DocumentKind.POWER_OF_ATTORNEY, "attachment": DocumentKind.OBJECTION,
}  # fmt: skip
_STAMPED = "surat-kuasa-bermeterai"


def take_uploads(form: FlaskForm, body: PublicBody) -> dict[str, Copy]:
    """What may be kept of what was chosen, by field, stamped for `body`; what is wrong with a file stands beside its
    field. The database is let go meanwhile."""
    stamp = body.name, context.today_at(body)
    db.session.rollback()
    copies: dict[str, Copy] = {}
    for name in UPLOADS:
        field: Any = form._fields.get(name)
        upload = field.data if field is not None else None
        if upload is None or not getattr(upload, "filename", ""):
            continue
        try:
            copies[name] = _as_it_came(upload) if name == "attachment" else _stamped(upload, name, *stamp)
        except (BadFile, answer_files.BadFile) as error:
            field.errors = [str(error)]
        except OSError:
            field.errors = [NOT_SENT]
    return copies


def _stamped(upload: Any, name: str, body_name: str, day: date) -> Copy:
    clean_name = _STAMPED if name == "stamp" else UPLOADS[name].words.replace(" ", "-")
    return stamped_copy(upload.read(), body_name, day, clean_name)


def _as_it_came(upload: Any) -> Copy:
    taken = answer_files.receive(upload.read(ATTACHMENT.each + 1), upload.filename)
    return Copy(taken.content, taken.media_type, taken.name)
