"""A form in steps (permintaan, keberatan, keberatan tanpa permintaan): whose draft it is, and what a sent page does.

Each page is one question. Its view says the form, how the page is drawn and what follows; everything else is here and
the same for all: what was typed is kept also when something is wrong, files are copied before the database is asked to
write, "Simpan dan lanjutkan nanti" and "Lepas" work on every page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, session
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import Document, Draft
from pid_tracker.services.request import drafts
from pid_tracker.services.request.identity import Copy
from pid_tracker.web import context
from pid_tracker.web.citizen.asking_forms import StepForm
from pid_tracker.web.citizen.frame import by_program, go

Copies = Mapping[DocumentKind, Copy]


@dataclass(frozen=True, slots=True)
class Own:
    """What this browser has typed: `key` names its draft in the session. `about` is the number of the case that an
    objection is about, "" for one without a request, None for a request."""

    key: str
    about: str | None = None

    def draft(self) -> Draft | None:
        """The draft of this browser, looked for once a request."""
        if self.key not in g:
            g.setdefault(self.key, drafts.find(session.get(self.key, ""), context.now()))
        found: Draft | None = g.get(self.key)
        return found if drafts.answers_of(found).get("objection_about") == self.about else None

    def answers(self) -> drafts.Answers:
        """What it holds."""
        return drafts.answers_of(self.draft())

    def files(self) -> dict[str, Document]:
        """Its files, by kind."""
        return {document.kind: document for document in drafts.attached(self.draft())}

    def to_write(self) -> Draft:
        """The same draft, begun now when there is none."""
        found = self.draft()
        if found is None:
            begun = None if self.about is None else {"objection_about": self.about}
            found, token = drafts.start(context.now(), begun)
            session[self.key], session.permanent = token, True
            g.pop(self.key, None)
            g.setdefault(self.key, found)
        return found

    def throw_away(self) -> None:
        """Forget what was typed, in this browser and here."""
        if (draft := self.draft()) is not None:
            drafts.throw_away(draft)
        session.pop(self.key, None)
        g.pop(self.key, None)


REQUEST = Own("draft")
#: What the button "Hapus NIK" removes; every other one names a kind of file.
NIK = "NIK"


def objection(about: str) -> Own:
    """The draft of an objection about a case, by its number; "" for one without a request."""
    return Own("objection", about)


def later(own: Own, draft: Draft) -> ResponseReturnValue:
    """Keep it, and give the code with which it goes on, here or on another device."""
    drafts.resume_code(draft, context.now())
    db.session.commit()
    return go("citizen.keep_for_later", own=None if own.about is None else own.key)


def ask(
    own: Own,
    form: StepForm,
    page: Callable[[], str],
    following: Callable[[], ResponseReturnValue],
    *,
    take: Callable[[], Copies] | None = None,
    check: Callable[[Draft], None] = lambda _draft: None,
) -> ResponseReturnValue:
    """One page: draw it, or keep what was sent and go where `following` leads.

    `take` copies the files that were chosen, with no database at hand; `check` adds what only the draft and its files
    can say against the form.
    """
    if request.method == "GET":
        return page()
    if form.website.data:
        return by_program()
    form.validate()
    copies: Copies = {}
    if take is not None:
        db.session.rollback()
        copies = take()
    draft = own.to_write()
    for kind, copy in copies.items():
        drafts.attach(draft, kind, copy, context.now())
    removed = request.form.get("remove", "")
    drafts.detach(draft, removed)
    check(draft)
    drafts.save(draft, form.typed(), context.now())
    if "later" in request.form:
        return later(own, draft)
    db.session.commit()
    if removed:
        return go(str(request.endpoint), **(request.view_args or {}))
    return following() if not form.errors else (page(), 422)


def kept_nik(answers: drafts.Answers) -> str:
    """The NIK that was kept, as its writer knows it again: the last four signs."""
    nik = str(answers.get("nik") or "")
    return f"••••{nik[-4:]}" if nik else ""


def hide_nik(form: Any, own: Own) -> str:
    """Before a page is drawn: what was kept is named by its last four signs, and never shown back."""
    if form.nik:
        form.nik.data = ""
    return kept_nik(own.answers())


def keep_nik(form: Any, draft: Draft) -> None:
    """An empty field keeps what was typed before; "Hapus NIK" takes it off."""
    if form.nik and not form.nik.data and request.form.get("remove") != NIK:
        form.nik.data = str(drafts.answers_of(draft).get("nik") or "")
