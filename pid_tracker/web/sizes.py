"""How large the form of a view may be: its files as `services/store/limits.py` promises them, and what is typed.

A form that is larger is answered with 413 and with all that was typed, to be sent again with smaller files: those that
came are read past, up to what a proxy in front lets through.
"""

import io
from collections.abc import Mapping
from typing import IO, Any

from flask import Flask, Request, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from wtforms import ValidationError

from pid_tracker.extensions import db
from pid_tracker.services.store.limits import ANSWER, ATTACHMENT, DECREE, MEGABYTE, PROOF, Limit

#: What is typed, and the edges of a form's parts.
TYPED = MEGABYTE
#: Read beyond what is promised: a photo straight from a telephone is refused in words beside its field (422).
SPARE = 16 * MEGABYTE
#: view -> the files of its form
FORMS: Mapping[str, tuple[Limit, ...]] = {
    "citizen.ask_identity": (PROOF, PROOF, PROOF),
    "citizen.complete_case": (PROOF, PROOF, PROOF, PROOF),
    "citizen.ask_wish": (ATTACHMENT,),
    "citizen.ask_missing": (ATTACHMENT,),
    "officer.record_request": (PROOF,),
    "officer.record_objection": (PROOF,),
    "officer.record_missing": (PROOF,),
    "officer.withdraw_for_requester": (PROOF,),
    "officer.answer_part": (ANSWER,),
    "officer.execute_decision": (ANSWER,),
    "officer.execute_ruling": (ANSWER,),
    "officer.keep_closed_document": (ATTACHMENT,),
    "officer.propose_decree": (DECREE,),
    "admin.propose_decree": (DECREE,),
}


def largest_of(endpoint: str | None) -> int:
    """The bytes of the largest form that a view reads."""
    promised = promised_to(endpoint)
    return TYPED + promised + (SPARE if promised else 0)


def promised_to(endpoint: str | None) -> int:
    """The bytes of the files that the page of a view promises to take."""
    return sum(limit.most * limit.each for limit in FORMS.get(endpoint or "", ()))


#: The largest form of all, and what a proxy in front should let through, so that what is larger comes back as typed.
LARGEST = max(largest_of(endpoint) for endpoint in FORMS)
PROXY = 2 * LARGEST


def register(app: Flask) -> None:
    """Set the limit before anything reads the form, and answer what is larger."""

    @app.url_value_preprocessor
    def _limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
        request.max_content_length = largest_of(endpoint)

    app.register_error_handler(RequestEntityTooLarge, _too_large)


class _Nowhere(io.RawIOBase):
    """Takes the bytes of a file and keeps none."""

    def write(self, content: Any, /) -> int:
        """Read past them."""
        return len(content)

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Nothing is here."""
        return 0


def _nowhere(*told: Any, **more: Any) -> IO[bytes]:
    return _Nowhere()  # type: ignore[return-value]  # all that the parser asks of a file


Typed = tuple[list[tuple[str, str]], list[str]]


def _typed(sent: Request) -> Typed:
    """What was typed into a form that is too large, and the names of its fields for files; the files are read past.

    Only for a form of ours: ValidationError when its token is not.
    """
    if not largest_of(sent.endpoint) < (sent.content_length or 0) <= PROXY:
        return [], []
    parser = FormDataParser(stream_factory=_nowhere, max_form_memory_size=500_000, max_form_parts=400)
    stream = sent.environ["wsgi.input"]
    _, form, files = parser.parse(stream, sent.mimetype, sent.content_length, sent.mimetype_params)
    validate_csrf(form.get("csrf_token"))
    return [(name, value) for name, value in form.items(multi=True) if name != "csrf_token"], list(files)


def _too_large(error: HTTPException) -> ResponseReturnValue:
    """413, with what was typed in a form that sends it to the same address."""
    try:
        typed, files = _typed(request)
    except (HTTPException, ValidationError):  # not even this can be read, or it was not sent from our page
        typed, files = [], []
    db.session.rollback()
    limits = FORMS.get(request.endpoint or "", ())
    return render_template(
        "errors/too_large.html",
        typed=typed,
        files=files,
        target=request.full_path if request.query_string else request.path,
        promises=list(dict.fromkeys(limit.promise for limit in limits)),
        megabytes=promised_to(request.endpoint) // MEGABYTE,
    ), 413
