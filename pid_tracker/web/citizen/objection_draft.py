"""What this browser has typed of an objection: a draft of its own, with its files, tied to one case or to none."""

from typing import Any

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Draft
from pid_tracker.services.answer import answer_files
from pid_tracker.services.request import drafts
from pid_tracker.services.request.identity import NOT_SENT, Copy
from pid_tracker.services.store.limits import ATTACHMENT
from pid_tracker.web import context
from pid_tracker.web.citizen.frame import own_address

_KEY = "objection"
KIND = DocumentKind.OBJECTION


def draft_for(about: str) -> Draft | None:
    """This browser's draft of the objection about a case (its number), or without a request ("")."""
    found = drafts.find(session.get(_KEY, ""), context.now())
    return found if found is not None and drafts.answers_of(found).get("objection_about") == about else None


def draft_to_write(about: str) -> Draft:
    """The same, begun now when there is none."""
    found = draft_for(about)
    if found is None:
        found, token = drafts.start(context.now(), {"objection_about": about})
        remember(token)
    return found


def remember(token: str) -> None:
    """Tie this browser to a draft."""
    session[_KEY] = token
    session.permanent = True


def forget(draft: Draft | None) -> None:
    """The objection was sent: the draft goes."""
    if draft is not None:
        drafts.throw_away(draft)
    session.pop(_KEY, None)


def file_of(draft: Draft | None) -> Document | None:
    """The file that was attached, if one was."""
    return next((document for document in drafts.attached(draft) if document.kind == KIND), None)


def take_file(form: FlaskForm) -> Copy | None:
    """What was chosen, as it may be kept; what is wrong with it stands beside the field. Asks no database."""
    upload: Any = form["attachment"].data
    if upload is None or not getattr(upload, "filename", ""):
        return None
    try:
        content = upload.read(ATTACHMENT.each + 1)
        taken = answer_files.examine(content, upload.filename)
    except answer_files.BadFile as error:
        form["attachment"].errors = [str(error)]
        return None
    except OSError:
        form["attachment"].errors = [NOT_SENT]
        return None
    return Copy(content, taken.media_type, taken.name)


def keep_file(draft: Draft, copy: Copy | None) -> None:
    """Put the file with the draft, in the place of an earlier one; or take it off when the page asked for that."""
    if "remove" in request.form:
        drafts.detach(draft, KIND)
    if copy is not None:
        drafts.attach(draft, KIND, copy, context.now())


def hand_over(draft: Draft | None, case: CaseFile) -> None:
    """Give the draft's files to the case, and forget the draft."""
    for document in drafts.attached(draft):
        document.draft_id, document.case_id = None, case.id
    db.session.flush()
    forget(draft)


def for_later(draft: Draft) -> ResponseReturnValue:
    """The address and the short code with which the objection goes on, here or on another device."""
    code = drafts.resume_code(draft, context.now())
    until = draft.expires_at
    db.session.commit()
    link = own_address("citizen.resume", code=code)
    return render_template(
        "citizen/keep_for_later.html", code=code, link=link, until=until, zone=context.home_body().zone
    )


def address_in(draft: Draft) -> str | None:
    """Where an objection's draft goes on; None for the draft of a request."""
    about = drafts.answers_of(draft).get("objection_about")
    if not isinstance(about, str):
        return None
    return url_for("citizen.ask_grounds", number=about) if about else url_for("citizen.ask_missing")
