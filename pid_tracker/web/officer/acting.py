"""One runner for officers' acts: a view is its form, one use case, and the sentence that says it is done.

    @acting.on_case("/perkara/<number>/tanya", "question")
    def ask_question(case: CaseFile, form: QuestionForm, hand: Hand) -> str:
        conversation.ask(case, form.question.data or "", hand)
        return "Pertanyaan dikirim."

The order is the same for all: the case (404) and what of it is meant (404), whether the act is open at all (409), the
form (422), what the form had shown (400), the act, commit, and back. Not here: the letter, which is saved by wish.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import Any, TypeAlias

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.gate.hand import Hand
from pid_tracker.web import taking
from pid_tracker.web.officer import bp, case_forms, case_panels, case_words, door, page
from pid_tracker.web.taking import Shown, Told

#: A case, and what of it the address means: `{"part": ...}`. It goes on to the form, the act, and a page of its own.
Found: TypeAlias = tuple[CaseFile, Mapping[str, Any]]
#: A form of the case page by its name (`case_forms.py`), a class, or what makes a form for a case (and its part).
Maker: TypeAlias = str | Callable[..., FlaskForm]
Act: TypeAlias = Callable[..., Told]
View: TypeAlias = Callable[..., ResponseReturnValue]


def take(
    case: CaseFile,
    act: Callable[[], Told],
    show: Shown,
    form: FlaskForm | None = None,
    left: Callable[[Incomplete], list[str]] | None = None,
) -> ResponseReturnValue:
    """Run one act on a case (`web/taking.py`); the page again also when somebody acted on the case meanwhile (409)."""
    back = url_for("officer.show_case", number=case.number)
    try:
        return taking.take(act, show, form, back=back, left=left, text="Surat ini", body=case.body)
    except CaseChanged as error:
        changed = case_words.changes(error)
        db.session.rollback()
        return show(409, changed=changed)


def _find(number: str, place: int | None = None) -> Found:
    case = door.the_case(number)
    return case, {} if place is None else {"part": door.the_part_of(case, place)}


def on_case(
    address: str,
    made: Maker = "nothing",
    name: str = "",
    *,
    find: Callable[..., Found] = _find,
    closed: Callable[..., str] = lambda _case, **_of: "",
    check: Callable[..., None] = lambda _case, _form, **_of: None,
    hand: Callable[[CaseFile], Hand] = door.hand,
    draw: View | None = None,
    methods: Sequence[str] = ("POST",),
) -> Callable[[Act], View]:
    """A view that takes a form and runs `act(case, form, hand, ...)`; the act's name is the view's.

    `closed` says why the act is not open, before the form is read; `check` adds to the form's errors what only the case
    can say against it. `draw` is for another page than the case's: it gets (case, status, refusal=, changed=), what
    `find` found, and the form under its name, or under `name`.
    """

    def decorate(act: Act) -> View:
        @wraps(act)
        def view(**asked: Any) -> ResponseReturnValue:
            case, of = find(**asked)
            if isinstance(made, str):
                form: FlaskForm = case_forms.sent(made, case, of.get("part"))
                bound = {case_forms.name_of(name or made, of.get("part")): form}
            else:
                form = made() if isinstance(made, type) else made(case, **of)
                bound = {name: form}
            show = partial(draw, case, **of, **bound) if draw else partial(page.show_case, case, bound=bound)
            if not form.is_submitted():
                return show()
            if why := closed(case, **of):
                return show(409, refusal=[why])
            form.validate()
            check(case, form, **of)
            if form.errors:
                return show(422)
            return take(case, partial(act, case, form, hand(case), **of), show, form)

        bp.add_url_rule(address, view_func=view, methods=methods)
        return view

    return decorate


def on_own_page(
    address: str,
    made: Maker,
    title: str | Callable[[CaseFile], str],
    *,
    template: str = "officer/act.html",
    more: Callable[[CaseFile], Mapping[str, Any]] = lambda _case: {},
    offered: E | None = None,
    roles: frozenset[Role] | None = None,
    **how: Any,
) -> Callable[[Act], View]:
    """A view with a page for its one form: GET shows it, POST acts. `more` are further values of the template.

    `offered` is the kind of act that the case page offers by itself, under the title; `roles` may open the page, where
    `door.ROLES` does not say it.
    """

    def draw(case: CaseFile, status: int = 200, *, form: FlaskForm, **told: Any) -> ResponseReturnValue:
        values = {"refusal": (), "changed": (), **told, **more(case)}
        values["title"] = title if isinstance(title, str) else title(case)
        return render_template(template, case=case, form=form, has_errors=bool(told or form.errors), **values), status

    def decorate(act: Act) -> View:
        if offered is not None:
            case_panels.PAGES[offered] = (str(title), act.__name__)
        if roles is not None:
            door.ROLES[act.__name__] = roles
        return on_case(address, made, "form", draw=draw, methods=("GET", "POST"), **how)(act)

    return decorate
