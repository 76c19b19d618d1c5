"""Files that officers hand in: what can be taken is kept, the rest told beside the field; what stands out is said.

`keep` is for files that are given, any number of them, `ask` and `confirm` for what stands out in them; `scan` and
`keep_letter` are for the one paper of a requester.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import clamd_url, db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Part, PublicBody
from pid_tracker.services.examining import answer_files, confirming
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import identity
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import ANSWER, PROOF
from pid_tracker.web import context
from pid_tracker.web.officer import bp, door


def keep(field: Any, kind: DocumentKind, case: CaseFile, part: Part | None = None) -> None:
    """Keep the files of `field` now, as many as go at a time, also when the form has mistakes; each that is refused is
    told by its name."""
    wrong, chosen = list(field.errors), [upload for upload in field.data or [] if upload and upload.filename]
    if not chosen:
        return
    if len(chosen) > ANSWER.most:
        wrong.append(ANSWER.too_many)
    user_id = door.actor().user_id
    db.session.rollback()  # nobody waits for the database while files are looked through
    found = []
    for upload in chosen[: ANSWER.most]:
        try:
            found.append(answer_files.examine(upload.read(ANSWER.each + 1), upload.filename))
        except answer_files.BadFile as error:
            wrong.append(f"{answer_files.told_name(upload.filename)}: {error}")
    field.errors = wrong
    for one in found:
        document = files.keep(
            one.content, kind=kind, name=one.name, media_type=one.media_type, now=context.now(), case=case, part=part,
            user_id=user_id,
        )  # fmt: skip
        confirming.note(document, one.findings)
    db.session.commit()


def ask(form: Any, kept: Sequence[Document], more: Sequence[str] = ()) -> None:
    """Ask whoever gives these files about what stands out in them, and about what else does (`more`): the box counts
    for what the page had shown, and for nothing that came meanwhile."""
    was_seen = request.form.get("seen_files", "") == confirming.fingerprint(kept)
    if (more or confirming.waiting(kept)) and not (form.checked.data and was_seen):
        form.checked.data = False
        form.checked.errors = ["Periksa yang ditandai, lalu centang bila memang boleh dibuka"]


def confirm(form: Any, kept: Iterable[Document], hand: Hand) -> list[str]:
    """Keep who looked at these files, where the box says so; the fingerprints with which an act names them."""
    files_given = list(kept)
    if form.checked.data:
        confirming.confirm(files_given, hand.actor.user_id, hand.now)
    return [row.sha256 for row in files_given]


bp.add_app_template_global(lambda: bool(clamd_url()), "dipindai")
bp.add_app_template_filter(confirming.sentences, "ditandai")
bp.add_app_template_filter(confirming.fingerprint, "sidik_tanda")


def received(field: Any) -> answer_files.AnswerFile | None:
    """The one file of `field`, which is kept as evidence; what is wrong with it stands beside the field."""
    upload = field.data
    content, name = (upload.read(ANSWER.each + 1), upload.filename) if upload else (b"", "")
    db.session.rollback()
    try:
        return answer_files.receive(content, name)
    except answer_files.BadFile as error:
        field.errors = [str(error)]
        return None


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
