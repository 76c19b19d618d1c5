"""The panel "Keberatan" of the case page: what there is to show, and its blank forms. Its acts: `objection_acts.py`."""

from typing import Any

from flask_wtf import FlaskForm

from pid_tracker.law.facts import DecisionExecuted
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.looking import registers
from pid_tracker.services.objection.objection_seen import Review
from pid_tracker.web.officer import objection_forms as forms

#: Names of the forms: they are bound under these when something is to mend.
PREFIXES = {"explain": "jelas-", "talks": "musyawarah-", "execute": "laksana-", "response": "tanggap-"}


def blank(case: CaseFile) -> dict[str, FlaskForm]:
    """The forms of the panel; none without an objection."""
    if case.objected_on is None:
        return {}
    kinds = {
        "explain": forms.ExplainForm,
        "talks": forms.TalksForm,
        "execute": forms.ExecuteForm,
        "response": forms.ResponseForm,
    }
    return {name: kinds[name](formdata=None, prefix=prefix) for name, prefix in PREFIXES.items()}


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
