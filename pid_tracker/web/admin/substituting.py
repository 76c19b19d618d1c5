"""Substitutes: who stands in for whom, by which decree, until when."""

from datetime import datetime
from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.vocabulary.accounts import ChangeKind
from pid_tracker.law.vocabulary.offices import Acting
from pid_tracker.models import Appointment
from pid_tracker.services.people import directory, sign_in, two_persons
from pid_tracker.services.people import substitutes as naming
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context, signed_in, taking
from pid_tracker.web.account_words import PROPOSED
from pid_tracker.web.admin import bp
from pid_tracker.web.admin.admin_forms import SubstituteForm


def _form(**more: object) -> SubstituteForm:
    form = SubstituteForm(**more)
    form.user.choices = {
        "": "Pilih orang", **{str(user.id): user.name for user in directory.users() if user.active}
    }  # fmt: skip
    form.stands_in_for.choices = {
        "": "Pilih jabatan",
        **{str(row.id): f"{sign_in.officer_actor(row, row.user).label} ({row.user.name})" for row in naming.offices()},
    }
    return form


@bp.get("/pengganti")
def substitutes() -> ResponseReturnValue:
    """Everybody who stands in for somebody, now or before, and the form to name one."""
    return _show(_form(formdata=None, acting=Acting.PLH, from_on=context.today_at(context.home_body())))


def _show(form: SubstituteForm, status: int = 200) -> ResponseReturnValue:
    now, names = context.now(), directory.names_of_users()
    rows = [_row(row, names, now) for row in naming.substitutes()]
    return render_template("admin/substitutes.html", rows=rows, form=form), status


def _row(row: Appointment, names: dict[int | None, str], now: datetime) -> tuple[Appointment, str, str, bool]:
    return row, sign_in.officer_actor(row, row.user).label, names.get(row.substitutes_id, "–"), sign_in.holds(row, now)


@bp.post("/pengganti")
def name_substitute() -> ResponseReturnValue:
    """Propose a substitute (menunjuk Plt. atau Plh.)."""
    form = _form()
    from_on, wanted = form.from_on.data, form.user.data or ""
    is_whole = form.validate()
    number = whole_number(wanted)
    user = None if number is None else directory.user_of(number)
    if user is None:
        form.user.errors = ["Pilih siapa yang menggantikan"]
    if not is_whole or user is None or from_on is None:
        return _show(form, 422)
    new = naming.NewSubstitute(
        stands_in_for=whole_number(form.stands_in_for.data or ""),
        acting=form.acting.data or "",
        decree_number=form.decree_number.data or "",
        from_on=from_on,
        until_on=form.until_on.data,
    )

    def act() -> str:
        row = naming.substitute_by_decree(user, new)
        two_persons.propose(ChangeKind.ROLE, user, signed_in.user().id, context.now(), row)
        return PROPOSED

    return taking.take(act, partial(_show, form), form, back=url_for("admin.substitutes"))
