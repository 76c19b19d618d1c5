"""Files that officers give with an answer or an execution: what can be taken is kept, also when a field is wrong."""

from wtforms import Field

from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Part
from pid_tracker.services.answer import answer_files
from pid_tracker.services.store import files
from pid_tracker.web import context
from pid_tracker.web.officer import door


def keep(field: Field, kind: DocumentKind, case: CaseFile, part: Part | None = None) -> None:
    """Keep each upload of the field that can be taken; the sentence about one that cannot stands beside the field."""
    wrong = list(field.errors)
    for upload in field.data or []:
        if not upload or not upload.filename:
            continue
        content = upload.read(answer_files.MAX_BYTES + 1)
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
