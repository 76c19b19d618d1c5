"""The panel "Keberatan" of the case page: what there is to show. Its acts: `objection_acts.py`."""

from typing import Any

from pid_tracker.law.facts import DecisionExecuted
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.looking import registers
from pid_tracker.services.objection.objection_seen import Review


def shown(case: CaseFile, review: Review | None, actor: Actor) -> dict[str, Any]:
    """What the panel reads besides the objection itself and what is offered (`offers.py`)."""
    return {
        "may_read_objection": actor.role in (Role.DESK, Role.OFFICER, Role.SUPERIOR),
        "waiting_files": waiting_files(case) if review is not None and actor.role is Role.OFFICER else [],
    }


def waiting_files(case: CaseFile) -> list[Document]:
    """Files of the execution that no event names yet."""
    named = {digest for executed in case.told(DecisionExecuted) for digest in executed.files}
    return [row for row in registers.documents_of(case, DocumentKind.EXECUTION) if row.sha256 not in named]
