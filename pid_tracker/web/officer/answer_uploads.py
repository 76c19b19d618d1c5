"""Files that an officer adds to what the requester gets: what can be taken is kept, the rest told beside the field."""

from typing import Any

from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Part
from pid_tracker.services.answer import answer_files
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import ANSWER
from pid_tracker.web import context
from pid_tracker.web.officer import door


def keep(field: Any, kind: DocumentKind, case: CaseFile, part: Part | None = None) -> None:
    """Keep the files of `field`, as many as go at a time; each that is refused is told by its name."""
    wrong, chosen = list(field.errors), [upload for upload in field.data or [] if upload and upload.filename]
    if len(chosen) > ANSWER.most:
        wrong.append(ANSWER.too_many)
    for upload in chosen[: ANSWER.most]:
        content = upload.read(ANSWER.each + 1)
        try:
            found = answer_files.examine(content, upload.filename)
        except answer_files.BadFile as error:
            wrong.append(f"{answer_files.clean_name(upload.filename, 'berkas')}: {error}")
            continue
        files.keep(
            content, kind=kind, name=found.name, media_type=found.media_type, now=context.now(), case=case, part=part,
            user_id=door.actor().user_id,
        )  # fmt: skip
    field.errors = wrong
