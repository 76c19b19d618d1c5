"""One runner for officers' acts: a view is its form, one use case, and the sentence that says it is done.

    @acting.on_case("/perkara/<number>/tanya", QuestionForm, "question", "tanya-")
    def ask_question(case: CaseFile, form: QuestionForm, hand: Hand) -> str:
        conversation.ask(case, form.question.data or "", hand)
        return "Pertanyaan dikirim."

The order is the same for all: the case (404), its part (404), the form (422), what the form had shown (400), the act,
commit, and back. What refuses an act, and what is shown then: `take`. Not here: acts that keep a file even when a
field is wrong, and the letter, which is saved by wish.
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
from pid_tracker.web import taking
from pid_tracker.web.officer import bp, case_words, door, offers, page
from pid_tracker.web.taking import Shown, Told

#: A form's class, made with its prefix; or what makes a form for a case (and its part) that has to know it.
Maker: TypeAlias = type[FlaskForm] | Callable[..., FlaskForm]
#: Adds to a form's errors what only the case can say against it.
Check: TypeAlias = Callable[[CaseFile, Any], None]
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


def on_case(
    address: str,
    made: Maker = FlaskForm,
    name: str = "",
    prefix: str = "",
    *,
    find: Callable[[str], CaseFile] = door.the_case,
    check: Check = lambda _case, _form: None,
    draw: View | None = None,
    methods: Sequence[str] = ("POST",),
) -> Callable[[Act], View]:
    """A view that takes a form and runs `act(case, form, hand, ...)`; the act's name is the view's.

    An address with `<place>` gives the act its `part`; `name` (of the form on the case page) and `prefix` may name
    `{part.place}`. `draw` is for another page than the case's: it is called with (case, status, refusal=, changed=)
    and the form under its `name`.
    """

    def decorate(act: Act) -> View:
        @wraps(act)
        def view(number: str, **of: Any) -> ResponseReturnValue:
            case = find(number)
            if "place" in of:
                of["part"] = door.the_part_of(case, of.pop("place"))
            form = made(prefix=prefix.format(**of)) if isinstance(made, type) else made(case, **of)
            bound = {name.format(**of): form} if name else {}
            show = partial(draw, case, **bound) if draw else partial(page.show_case, case, bound=bound)
            if not form.is_submitted():
                return show()
            form.validate()
            check(case, form)
            if form.errors:
                return show(422)
            return take(case, partial(act, case, form, door.hand(case), **of), show, form)

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
            offers.PAGES[offered] = (str(title), act.__name__)
        if roles is not None:
            door.ROLES[act.__name__] = roles
        return on_case(address, made, "form", draw=draw, methods=("GET", "POST"), **how)(act)

    return decorate
