"""One runner for what is typed into a form: the act and its commit, or the page again with what stands against it.

What is missing comes back beside its field (422), a reason why not (409) and what another saved meanwhile (409) on top
of the page, with everything typed still in the form.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from flask import Response, flash, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Refused
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import PublicBody
from pid_tracker.services.gate.revising import SavedMeanwhile
from pid_tracker.web.typed import saved_by

#: Draws the page: `show(status)`, with `refusal=` or `changed=` where there is something to say on top.
Shown: TypeAlias = Callable[..., ResponseReturnValue]
#: What an act says when it is done: a sentence, a sentence and the address of the page to go to, or the answer itself.
Told: TypeAlias = str | tuple[str, str] | Response


def answer(form: FlaskForm, act: Callable[[], Told], show: Shown, **how: Any) -> ResponseReturnValue:
    """A view of one form: GET shows it; a POST that is filled in wrongly shows it again, any other is taken (`take`,
    with what it asks for besides)."""
    if not form.validate_on_submit():
        return show(422 if form.errors else 200)
    return take(act, show, form, **how)


def take(
    act: Callable[[], Told],
    show: Shown,
    form: FlaskForm | None = None,
    *,
    back: str = "",
    left: Callable[[Incomplete], list[str]] | None = None,
    text: str = "",
    body: PublicBody | None = None,
) -> ResponseReturnValue:
    """Run `act` and commit, then go where it says (default: `back`) with its sentence; else show the page again.

    `left` gives what stands above the page of what is missing; without it each thing stands beside its field in `form`,
    and the others above. `text` names what another may have saved meanwhile, in the office of `body`.
    """
    try:
        told = act()
        db.session.commit()
    except Incomplete as error:
        db.session.rollback()
        above = left(error) if left else put_into(form, error)
        return show(422, refusal=above) if above else show(422)
    except (IllegalStep, Refused) as error:
        db.session.rollback()
        return show(409, refusal=[str(error)])
    except SavedMeanwhile as error:
        db.session.rollback()
        return show(409, changed=saved_by(error, text, body.zone if body else ""))
    if isinstance(told, Response):
        return told
    done, back = (told, back) if isinstance(told, str) else told
    flash(done)
    return redirect(back)


def put_into(form: FlaskForm | None, error: Incomplete) -> list[str]:
    """Each missing thing beside its field; what has no field is given back."""
    left = []
    for item in error.missing:
        field = form[item.field] if form is not None and item.field in form else None
        if field is None:
            left.append(f"{item.label} ({item.article})")
        else:
            field.errors = [*field.errors, item.label]
    return left
