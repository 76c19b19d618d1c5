"""A citizen's form in steps: each page is one question, each POST saves the draft, also when something is wrong.

A wizard is its rows. What comes next, what lies behind and what is not done yet follow from their order. The drafts of
all wizards are of one kind; that of an objection says what it is about. The views have the names of their templates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import PurePath
from typing import Any

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Draft, PublicBody
from pid_tracker.services.request import draft_contents, drafts
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.asking_forms import StepForm
from pid_tracker.web.citizen.frame import add_view, go, own_address, wait_page
from pid_tracker.web.citizen.sheet import ABOUT, NIK, Sheet, filled, kept_here
from pid_tracker.web.citizen.uploads import UPLOADS, take_uploads

BOT = "Kiriman ini tampak seperti kiriman otomatis."
BACK_TO_FORM = "Kembali ke halaman isian"


@dataclass(frozen=True)
class Step:
    """One page: its address, its template, its form, and what it shows besides, from the sheet.

    `form` may be found from the answers; where that finds None, the page is passed over. `check` adds to the form's
    errors what only the sheet can say against it; `done` says whether what was typed holds, where its form alone does
    not; `posts` is how many POSTs the limiter lets through.
    """

    address: str
    template: str
    form: type[StepForm] | Callable[[draft_contents.Answers], type[StepForm] | None]
    shown: Callable[[Any], Mapping[str, Any]] = lambda _sheet: {}
    check: Callable[[Any, Any], None] = lambda _sheet, _form: None
    done: Callable[[Any], bool] | None = None
    posts: str = ""

    @property
    def view(self) -> str:
        """The name of its view, in full."""
        return f"{bp.name}.{PurePath(self.template).stem}"

    def form_for(self, sheet: Sheet) -> Any:
        """The class of its form; None where the page is passed over."""
        return self.form if isinstance(self.form, type) else self.form(sheet.typed)

    def is_done(self, sheet: Sheet) -> bool:
        """Whether what was typed holds, without a POST."""
        kind = self.form_for(sheet)
        if kind is None or self.done is not None:
            return self.done is None or self.done(sheet)
        form = filled(kind, sheet.typed)
        form.validate()
        self.check(sheet, form)
        return not form.errors


@dataclass(frozen=True, kw_only=True)
class Last(Step):
    """All of it once more, with the button.

    `send` makes the case and leads to what comes of it; `sent` leads there again when the same draft is sent twice, or
    when the answer to an earlier try never arrived. `button` names the view of the button, if it has its own.
    """

    send: Callable[[Any], ResponseReturnValue]
    sent: Callable[[CaseFile], ResponseReturnValue]
    button: str = ""
    again: str = BACK_TO_FORM
    posts: str = "12 per minute; 60 per hour"


def show_later(draft: Draft, going_on: str) -> ResponseReturnValue:
    """The address and the short code with which a draft goes on elsewhere; here it goes on at `going_on`."""
    code, until = drafts.answers_of(draft)["resume_code"], draft.expires_at
    link, zone = own_address("citizen.resume", code=code), context.home_body().zone
    return render_template(
        "citizen/keep_for_later.html", code=code, link=link, until=until, zone=zone, going_on=going_on
    )


class Wizard:
    """The pages of one form in steps, at their addresses.

    `key` names the draft in the browser's session. `opened` gives the sheet for what stands in the address, or the page
    to see instead. `addressee` is whose stamp the files get, `back` what lies behind the first page. A `strict` wizard
    opens no page before those ahead of it are done. `later` is the view that shows the code to go on; without it, the
    code is the answer to the POST.
    """

    def __init__(
        self,
        key: str,
        *steps: Step,
        last: Last,
        opened: Callable[..., Sheet | ResponseReturnValue],
        addressee: Callable[[Any], PublicBody],
        back: Callable[[Sheet], str] = lambda _sheet: "",
        strict: bool = True,
        later: str = "",
    ) -> None:
        self._key, self._steps, self._last, self._opened = key, steps, last, opened
        self._addressee, self._back, self._strict, self._later = addressee, back, strict, later
        for step in steps:
            _add(step, partial(self._step_page, step), step.view, "GET", "POST")
        if last.button:
            _add(last, self._last_page, last.button, "POST")
        _add(last, self._last_page, last.view, "GET", *() if last.button else ("POST",))

    def draft(self, about: str | None = None) -> Draft | None:
        """This browser's draft, if it is about that."""
        found = kept_here(self._key)
        return found if found is not None and drafts.answers_of(found).get(ABOUT) == about else None

    def remember(self, token: str) -> None:
        """Tie this browser to a draft: its token, or the code to continue it."""
        session[self._key] = token
        session.permanent = True

    def forget(self) -> None:
        """Throw away what was typed, here and in this browser."""
        if (draft := kept_here(self._key)) is not None:
            drafts.throw_away(draft)
        session.pop(self._key, None)

    def _draft_to_write(self, about: str | None) -> Draft:
        found = self.draft(about)
        if found is None:
            found, token = drafts.start(context.now(), {} if about is None else {ABOUT: about})
            self.remember(token)
        return found

    def first_not_done(self, sheet: Sheet, before: Step | None = None) -> str | None:
        """The view of the first step whose answers do not hold; None when all do, or all `before` a page."""
        ahead = takewhile(lambda step: step is not before, self._steps)
        return next((step.view for step in ahead if not step.is_done(sheet)), None)

    def start(self, about: str) -> str:
        """The address of its first page."""
        return url_for(self._steps[0].view, **Sheet(None, about).at)

    def place(self, draft: Draft) -> str:
        """The address of the page on which a draft goes on."""
        about = drafts.answers_of(draft).get(ABOUT)
        sheet = Sheet(draft, about if isinstance(about, str) else None)
        return url_for(self.first_not_done(sheet) or self._last.view, **sheet.at)

    def _beside(self, page: Step, sheet: Sheet) -> tuple[str, str]:
        """The views before and after a page, "" for none."""
        order = [one for one in (*self._steps, self._last) if one is page or one.form_for(sheet) is not None]
        views = ["", *(one.view for one in order), ""]
        place = views.index(page.view)
        return views[place - 1], views[place + 1]

    def show(self, page: Step, sheet: Sheet, form: StepForm, status: int = 200, **more: Any) -> ResponseReturnValue:
        """A page as it is now."""
        before, _ = self._beside(page, sheet)
        back_url = url_for(before, **sheet.at) if before else self._back(sheet)
        files = sheet.files if _takes_files(form) else {}
        if NIK in form:
            form[NIK].data = ""
        values = {"back_url": back_url, "files": files, "kept_nik": sheet.kept_nik, **page.shown(sheet), **more}
        return render_template(page.template, form=form, **values), status

    def show_last(self, sheet: Sheet, status: int, **more: Any) -> ResponseReturnValue:
        """The last page anew, when what was sent could not be taken."""
        form = self._last.form_for(sheet)(formdata=None, data=sheet.answers)
        return self.show(self._last, sheet, form, status, **more)

    def _step_page(self, step: Step, **at: str) -> ResponseReturnValue:
        sheet = self._opened(**at)
        if not isinstance(sheet, Sheet):
            return sheet
        kind = step.form_for(sheet)
        missing = self.first_not_done(sheet, step) if self._strict else None
        if kind is None or missing is not None:
            return go(missing or self._beside(step, sheet)[0], **sheet.at)
        form = kind(data=sheet.answers)
        if request.method == "GET":
            return self.show(step, sheet, form)
        if form.website.data:
            return wait_page(BOT, request.path, BACK_TO_FORM)
        form.validate()
        copies = take_uploads(form, self._addressee(sheet)) if _takes_files(form) else {}
        draft = sheet.draft = self._draft_to_write(sheet.about)
        removed = request.form.get("remove", "")
        drafts.detach(draft, removed)
        for name, copy in copies.items():
            drafts.attach(draft, UPLOADS[name], copy, context.now())
        step.check(sheet, form)
        if NIK in form and not form[NIK].data and removed != NIK:  # an empty field keeps what was typed before
            form[NIK].data = draft_contents.text_in(sheet.typed, NIK)
        drafts.save(draft, form.typed(), context.now())
        if "later" in request.form:
            return self._stop(draft)
        db.session.commit()
        if removed:
            return go(step.view, **sheet.at)
        if form.errors:
            return self.show(step, sheet, form, 422)
        return go(self._beside(step, sheet)[1], **sheet.at)

    def _stop(self, draft: Draft) -> ResponseReturnValue:
        """Keep it for later (Simpan dan lanjutkan nanti)."""
        drafts.resume_code(draft, context.now())
        db.session.commit()
        return go(self._later) if self._later else show_later(draft, self.place(draft))

    def _last_page(self, **at: str) -> ResponseReturnValue:
        last, sheet = self._last, self._opened(**at)
        if not isinstance(sheet, Sheet):
            return sheet
        if request.method == "POST" and sheet.draft is not None:
            drafts.lock(sheet.draft)
        form = last.form_for(sheet)(data=sheet.answers)
        if request.method == "POST":
            if (known := drafts.sent_as(sheet.draft, request.form.get("form_token", ""))) is not None:
                return last.sent(known)
            if form.website.data:
                return wait_page(BOT, request.path, last.again)
            if sheet.draft is not None:
                drafts.save(sheet.draft, form.typed(), context.now())
                if "later" in request.form:
                    return self._stop(sheet.draft)
                db.session.commit()
        missing = self.first_not_done(sheet)
        if missing is not None or sheet.draft is None:
            if (case := sheet.filed) is not None:
                return last.sent(case)
            return go(missing or self._steps[0].view, **sheet.at)
        return self.show(last, sheet, form) if request.method == "GET" else last.send(sheet)


def _takes_files(form: StepForm) -> bool:
    return any(isinstance(field, FileField) for field in form)


def _add(step: Step, page: Callable[..., ResponseReturnValue], endpoint: str, *methods: str) -> None:
    """Put a page at its address, under the name of its view, by which the limiter tells views apart."""

    def view(**at: str) -> ResponseReturnValue:
        return page(**at)

    view.__name__ = view.__qualname__ = endpoint.removeprefix(f"{bp.name}.")
    add_view(step.address, view, step.posts, methods)
