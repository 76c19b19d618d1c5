"""The file that goes with an objection, and where an objection's draft goes on."""

from typing import Any

from flask import url_for
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Draft
from pid_tracker.services.answer import answer_files
from pid_tracker.services.request import drafts
from pid_tracker.services.request.identity import NOT_SENT, Copy
from pid_tracker.services.store.limits import ATTACHMENT

KIND = DocumentKind.OBJECTION


def take_file(form: FlaskForm) -> dict[DocumentKind, Copy]:
    """What was chosen, as it may be kept; what is wrong with it stands beside the field. Asks no database."""
    upload: Any = form["attachment"].data
    if upload is None or not getattr(upload, "filename", ""):
        return {}
    try:
        content = upload.read(ATTACHMENT.each + 1)
        taken = answer_files.examine(content, upload.filename)
    except answer_files.BadFile as error:
        form["attachment"].errors = [str(error)]
        return {}
    except OSError:
        form["attachment"].errors = [NOT_SENT]
        return {}
    return {KIND: Copy(content, taken.media_type, taken.name)}


def hand_over(draft: Draft | None, case: CaseFile) -> None:
    """Give the draft's files to the case."""
    for document in drafts.attached(draft):
        document.draft_id, document.case_id = None, case.id
    db.session.flush()


def address_in(draft: Draft) -> str | None:
    """Where an objection's draft goes on; None for the draft of a request."""
    about = drafts.answers_of(draft).get("objection_about")
    if not isinstance(about, str):
        return None
    return url_for("citizen.ask_grounds", number=about) if about else url_for("citizen.ask_missing")
