"""Before any form is taken: is the server's clock to be believed, neither behind nor far ahead of the record? If not,
503 in plain words, and the form again.

Signing in and out records nothing about a case and stays possible, so that an office can still read.
"""

import logging
import secrets

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue

from pid_tracker.services.gate import timekeeping
from pid_tracker.web import context

_log = logging.getLogger("pid_tracker")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN_AREAS = frozenset({"sign_in"})


def register(app: Flask) -> None:
    """Ask before every unsafe request, after its form token was checked."""

    @app.before_request
    def _believe_the_clock() -> ResponseReturnValue | None:
        if request.method in _SAFE_METHODS or request.blueprint is None or request.blueprint in _OPEN_AREAS:
            return None
        try:
            timekeeping.check(context.now())
            timekeeping.check_leap(context.now())
        except timekeeping.ClockWrong as error:
            reference = secrets.token_hex(4)
            _log.error("clock not believed, reference %s: %s", reference, error)
            return _send_again(reference)
        return None


def _send_again(reference: str) -> ResponseReturnValue:
    """What was typed, in a form that sends it to the same address again; files have to be chosen anew."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    target = request.full_path if request.query_string else request.path
    page = render_template(
        "errors/clock_wrong.html", typed=typed, target=target, has_files=bool(request.files), reference=reference
    )
    return page, 503, {"Retry-After": "300", "Cache-Control": "no-store"}
