"""The page for what a requester sent too late: why it was not taken, what is possible instead, and all that was
typed, so that it can be copied or sent another way."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseFile
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.citizen.case_forms import ActForm
from pid_tracker.web.citizen.opened import about, look_at
from pid_tracker.web.typed import typed_rows

_CHANGED = "Ada perubahan sejak halaman ini dibuka, jadi ini tidak perlu lagi."


def not_taken(case: CaseFile, kind: E, form: FlaskForm) -> ResponseReturnValue:
    """Why the act `kind` is closed now, with what was typed: 410 when the days are over and the request is to be sent
    again, else 409."""
    seen = look_at(case)
    page = render_template(
        "citizen/not_taken.html",
        why=case_seen.why_not(case, kind, context.now(), context.calendar(case.body)) or _CHANGED,
        typed=tuple(typed_rows(form)),
        seen=seen,
        form=ActForm(formdata=None),
        **about(case),
    )
    answer = make_response(page, 410 if seen.may_send_again else 409)
    answer.headers["Cache-Control"] = "no-store"
    return answer
