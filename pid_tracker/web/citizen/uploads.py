"""Files that a requester hands in: copied, stamped, and never shown back, since a draft may come from somebody else."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm

from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.services.request.identity import NOT_SENT, BadFile, Copy, stamped_copy

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
