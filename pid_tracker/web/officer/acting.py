"""One runner for officers' acts: a view is its form, one use case, and the sentence that says it is done.

    @acting.on_case("/perkara/<number>/tanya", QuestionForm, "question", "tanya-")
    def ask_question(case: CaseFile, form: QuestionForm, hand: Hand) -> str:
        conversation.ask(case, form.question.data or "", hand)
        return "Pertanyaan dikirim."

The order is the same for all: the case (404), its part (404), the form (422), what the form had shown (400), the act,
commit, and back. What refuses an act, and what is shown then: `page.take`. Not here: acts that keep a file even when a
field is wrong, and the letter, which is saved by wish.
"""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any, TypeAlias

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.models import CaseFile
from pid_tracker.web.officer import bp, door, page

#: A form's class, made with its prefix; or what makes a form for a case (and its part) that has to know it.
Maker: TypeAlias = type[FlaskForm] | Callable[..., FlaskForm]
#: Draws a page for (case, form, status, refusal=, changed=) with everything that was typed.
Draw: TypeAlias = Callable[..., ResponseReturnValue]
Act: TypeAlias = Callable[..., page.Told]
Check: TypeAlias = Callable[[CaseFile, Any], None]
View: TypeAlias = Callable[..., ResponseReturnValue]


def on_case(
    address: str,
    made: Maker,
    name: str = "",
    prefix: str = "",
    *,
    find: Callable[[str], CaseFile] = door.the_case,
    check: Check | None = None,
    draw: Draw | None = None,
) -> Callable[[Act], View]:
    """A view that takes a form and runs `act(case, form, hand, ...)`; the act's name is the view's.

    An address with `<place>` gives the act its `part`; `name` (of the form on the case page) and `prefix` may name
    `{part.place}`. `check` adds what only the case can say against a form. `draw` is for acts of another page.
    """
    return _runner(address, made, name, prefix, find=find, check=check, draw=draw, methods=["POST"])


def on_own_page(
    address: str,
    made: Maker,
    template: str,
    prefix: str = "",
    *,
    check: Check | None = None,
    more: Callable[[CaseFile], Mapping[str, Any]] = lambda _case: {},
) -> Callable[[Act], View]:
    """A view with a page for its one form: GET shows it, POST acts. `more` are further values of the template."""

    def draw(case: CaseFile, form: FlaskForm, status: int = 200, **told: Any) -> ResponseReturnValue:
        values = {"refusal": (), "changed": (), **told, **more(case)}
        has_errors = bool(values["refusal"] or values["changed"] or form.errors)
        return render_template(template, case=case, form=form, has_errors=has_errors, **values), status

    return _runner(address, made, "", prefix, find=door.the_case, check=check, draw=draw, methods=["GET", "POST"])


def without_form(address: str) -> Callable[[Act], View]:
    """A view that runs `act(case, hand)`: there is nothing to fill in."""

    def decorate(act: Act) -> View:
        @wraps(act)
        def view(number: str) -> ResponseReturnValue:
            case = door.the_case(number)
            return page.take(case, partial(act, case, door.hand(case)), partial(page.show_case, case))

        bp.add_url_rule(address, view_func=view, methods=["POST"])
        return view

    return decorate


def _runner(
    address: str,
    made: Maker,
    name: str,
    prefix: str,
    *,
    find: Callable[[str], CaseFile],
    check: Check | None,
    draw: Draw | None,
    methods: list[str],
) -> Callable[[Act], View]:
    def decorate(act: Act) -> View:
        @wraps(act)
        def view(number: str, **of: Any) -> ResponseReturnValue:
            case = find(number)
            if "place" in of:
                of["part"] = door.the_part_of(case, of.pop("place"))
            form = made(prefix=prefix.format(**of)) if isinstance(made, type) else made(case, **of)
            shown = (
                partial(draw, case, form) if draw else partial(page.show_case, case, bound={name.format(**of): form})
            )
            if not form.is_submitted():
                return shown()
            form.validate()
            if check is not None:
                check(case, form)
            if form.errors:
                return shown(422)
            return page.take(case, partial(act, case, form, door.hand(case), **of), shown, form)

        bp.add_url_rule(address, view_func=view, methods=methods)
        return view

    return decorate
