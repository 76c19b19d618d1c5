"""What this browser has filled in of a form in steps so far: the draft behind it, and what a page may show of it."""

from dataclasses import dataclass
from typing import Any

from flask import session

from pid_tracker.models import CaseFile, Document, Draft
from pid_tracker.services.looking.tracking_codes import case_numbered
from pid_tracker.services.request import draft_contents, drafts
from pid_tracker.web import context
from pid_tracker.web.citizen.asking_forms import StepForm

#: Under which names a browser's session knows its drafts.
FILING_KEY = "draft"
OBJECTION_KEY = "objection"
#: The answer of a draft that says which case an objection is about, "" for none; a request's draft has no such answer.
ABOUT = "objection_about"
#: The field of the NIK, and what the button "Hapus NIK" removes; every other one names a kind of file.
NIK = "nik"


@dataclass
class Sheet:
    """What this browser has filled in of a wizard so far. `about`: see ABOUT."""

    draft: Draft | None
    about: str | None = None

    @property
    def typed(self) -> draft_contents.Answers:
        """What was typed, by the names of the forms' fields."""
        return drafts.answers_of(self.draft)

    @property
    def answers(self) -> draft_contents.Answers:
        """What the forms begin with: what was typed, and the token that makes one case of however many sends."""
        return {**self.typed, "form_token": self.draft.form_token if self.draft else ""}

    @property
    def at(self) -> dict[str, Any]:
        """What the addresses of the pages hold."""
        return {"number": self.about} if self.about else {}

    @property
    def kept_nik(self) -> str:
        """The NIK that was kept, as its writer knows it again: the last four signs. It is never shown back."""
        nik = draft_contents.text_in(self.typed, NIK)
        return f"••••{nik[-4:]}" if nik else ""

    @property
    def filed(self) -> CaseFile | None:
        """The case that this draft became, with nothing typed since: the answer to the sending was lost on the way."""
        number = draft_contents.text_in(self.typed, "filed")
        return case_numbered(number) if number and not self.typed.get("question") else None

    def became(self, case: CaseFile) -> None:
        """It was sent as this case: its files go there, and only the number stays."""
        if self.draft is not None:
            drafts.empty(self.draft, case, context.now())

    @property
    def files(self) -> dict[str, Document]:
        """The files of the draft by their kinds."""
        return {document.kind: document for document in drafts.attached(self.draft)}


def filled(form: type[StepForm], answers: draft_contents.Answers) -> Any:
    """The form of a step as the draft has it, to be read or checked without a POST."""
    return form(formdata=None, data=answers, meta={"csrf": False})


def kept_here(key: str) -> Draft | None:
    """The draft that this browser has under one of its names."""
    return drafts.find(session.get(key, ""), context.now())
