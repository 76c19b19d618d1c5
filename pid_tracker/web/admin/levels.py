"""One body: its settings, and the levels of approval that its letters pass; who added and ended each, and when."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.offices import AppliesTo
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import approval
from pid_tracker.services.answer.approval import LEVEL_ROLES
from pid_tracker.services.people import directory
from pid_tracker.web import context, signed_in, taking
from pid_tracker.web.admin import bp
from pid_tracker.web.admin.admin_forms import LevelForm
from pid_tracker.web.found import the_one


def the_body(code: str) -> PublicBody:
    """The body of that code, or 404."""
    return the_one(directory.bodies(), lambda body: body.code == code)


@bp.get("/badan/<code>")
def show_body(code: str) -> ResponseReturnValue:
    """One body and its levels of approval."""
    return _show(the_body(code), LevelForm(formdata=None, applies_to=AppliesTo.ALL))


def _show(body: PublicBody, form: LevelForm, status: int = 200) -> ResponseReturnValue:
    names = directory.names_of_users()
    rows = [
        (row, LEVEL_ROLES[row.role], row.applies_to.words, names.get(row.added_by_id), names.get(row.ended_by_id))
        for row in approval.history_of_levels(body)
    ]
    page = render_template(
        "admin/show_body.html",
        body=body,
        levels=[(row, LEVEL_ROLES[row.role], row.applies_to.words) for row in approval.levels_of(body)],
        rows=rows,
        form=form,
        article=approval.SUPERIORS_ARTICLE,
    )
    return page, status


@bp.post("/badan/<code>/persetujuan")
def add_level(code: str) -> ResponseReturnValue:
    """One more level, at the end of the body's own."""
    body, form = the_body(code), LevelForm()

    def act() -> str:
        name, role, applies_to = form.name.data or "", form.role.data or "", form.applies_to.data or ""
        approval.add_level(body, name, role, applies_to, signed_in.actor(), context.now())
        return "Tingkat persetujuan ditambah. Berlaku untuk surat yang dimintakan persetujuan sejak sekarang."

    return taking.answer(form, act, partial(_show, body, form), back=url_for("admin.show_body", code=code))


@bp.post("/badan/<code>/persetujuan/<int:level_id>/akhiri")
def end_level(code: str, level_id: int) -> ResponseReturnValue:
    """Let a level end; it stays in the history."""
    body = the_body(code)
    level = the_one(approval.levels_of(body), lambda row: row.id == level_id)
    approval.end_level(level, signed_in.actor(), context.now())
    db.session.commit()
    flash(f"Tingkat {level.name} berakhir.")
    return redirect(url_for("admin.show_body", code=code))
