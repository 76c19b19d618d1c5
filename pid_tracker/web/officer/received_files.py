"""Files that officers hand in: what can be taken is kept, the rest told beside the field; what stands out is said.

`keep` is for files of the answer, any number of them; `scan` and `keep_letter` for the one paper of a requester.
"""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Part, PublicBody
from pid_tracker.services.examining import answer_files
from pid_tracker.services.request import identity
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import ANSWER, PROOF
from pid_tracker.web import context
from pid_tracker.web.officer import door


def keep(field: Any, kind: DocumentKind, case: CaseFile, part: Part | None = None) -> None:
    """Keep the files of `field` now, as many as go at a time, also when the form has mistakes; each that is refused is
    told by its name."""
    wrong, chosen = list(field.errors), [upload for upload in field.data or [] if upload and upload.filename]
    if len(chosen) > ANSWER.most:
        wrong.append(ANSWER.too_many)
    for upload in chosen[: ANSWER.most]:
        try:
            found = answer_files.examine(upload.read(ANSWER.each + 1), upload.filename)
        except answer_files.BadFile as error:
            wrong.append(f"{answer_files.clean_name(upload.filename, 'berkas')}: {error}")
            continue
        files.keep(
            found.content, kind=kind, name=found.name, media_type=found.media_type, now=context.now(), case=case,
            part=part, user_id=door.actor().user_id,
        )  # fmt: skip
    field.errors = wrong
    db.session.commit()


def warnings(kept: Iterable[Document]) -> list[str]:
    """What stands out in files that were kept, by their names."""
    examined = [(row.name, answer_files.examine(files.read(row), row.name)) for row in kept]
    return [f"{name}: {words}" for name, found in examined for words in (one.sentence for one in found.findings)]


def erase(document: Document, back: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake."""
    files.erase(document)
    db.session.commit()
    flash("Berkas dihapus.")
    return redirect(back)


def scan(field: Any, body: PublicBody, name: str) -> identity.Copy | None:
    """The stamped copy of the paper in `field`, called `name`; what is wrong with it stands beside the field."""
    upload = field.data
    if not upload or not upload.filename:
        return None
    try:
        return identity.stamped_copy(upload.read(PROOF.each + 1), body.name, context.today_at(body), name)
    except identity.BadFile as error:
        field.errors = [str(error)]
        return None


def keep_letter(copy: identity.Copy | None, case: CaseFile) -> None:
    """Keep the letter with which a case came, if there was one."""
    if copy is not None:
        files.keep(
            copy.content, kind=DocumentKind.RECEIVED_LETTER, name=copy.name, media_type=copy.media_type,
            now=context.now(), case=case, user_id=door.actor().user_id,
        )  # fmt: skip
