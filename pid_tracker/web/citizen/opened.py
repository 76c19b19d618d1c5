"""A case that this browser has opened with number and code: its views, what they show, and what is done with it."""

import io
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any, TypeAlias

from flask import Response, abort, make_response, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking.tracking_codes import case_numbered
from pid_tracker.services.store import files
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.citizen.frame import add_view, go
from pid_tracker.web.citizen.opened_forms import ActForm
from pid_tracker.web.navigation import desk_of
from pid_tracker.web.typed import typed_rows

_NOT_NEEDED = "Ada perubahan sejak halaman ini dibuka, jadi ini tidak perlu lagi."
CHANGED = "Ada perubahan sejak halaman ini dibuka."
View: TypeAlias = Callable[..., ResponseReturnValue]


def readable(number: str) -> CaseFile | None:
    """The case, when this browser has shown its number and code; None also when there is no such case."""
    case = case_numbered(number)
    return case if case is not None and context.may_read(case) else None


def on_case(
    address: str, *methods: str, posts: str = "", only: Callable[[CaseFile], object] = lambda _case: True
) -> Callable[[View], View]:
    """A view that gets the case. Where this browser may not read it, or it is not one of `only` those, it leads to the
    case's own page. `posts` is how many POSTs the limiter lets through; the usual method is GET."""

    def decorate(view: View) -> View:
        @wraps(view)
        def find(number: str, **of: Any) -> ResponseReturnValue:
            case = readable(number)
            if case is None or not only(case):
                return go("citizen.show_case", number=number)
            return view(case, **of)

        add_view(address, find, posts, methods or ("GET",))
        return view

    return decorate


def reckoning(case: CaseFile) -> tuple[WorkingCalendar, date]:
    """By which calendar, and from which day, the pages of a case reckon."""
    return context.calendar(case.body), context.today_at(case.body)


def look_at(case: CaseFile) -> case_seen.Seen:
    """How the case stands today."""
    return case_seen.look_at(case, *reckoning(case))


def hand(case: CaseFile) -> Hand:
    """The requester acts on the case with the form that was sent; a form that does not say what it showed is old."""
    return context.hand(context.requester(), case.body, context.seen_seq())


def refused(act: Callable[[], object], changed: str | Callable[[CaseChanged], str] = CHANGED) -> str:
    """Do it and keep it: "". Or take it back: the reason, which is `changed` when somebody acted meanwhile."""
    try:
        act()
    except CaseChanged as error:
        why = changed if isinstance(changed, str) else changed(error)
    except IllegalStep as error:
        why = error.why
    except Incomplete as error:
        why = "; ".join(item.label for item in error.missing)
    else:
        db.session.commit()
        return ""
    db.session.rollback()
    return why


def not_taken(case: CaseFile, kind: E, form: FlaskForm) -> ResponseReturnValue:
    """What was sent too late: why the act `kind` is closed now, what is possible instead, and all that was typed, to be
    sent another way. 410 when the days are over and the request is to be sent again, else 409."""
    seen = look_at(case)
    page = render_template(
        "citizen/not_taken.html",
        why=case_seen.why_not(case, kind, context.now(), context.calendar(case.body)) or _NOT_NEEDED,
        typed=tuple(typed_rows(form)),
        seen=seen,
        form=ActForm(formdata=None),
        **about(case),
    )
    answer = make_response(page, 410 if seen.may_send_again else 409)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def about(case: CaseFile) -> dict[str, Any]:
    """What the templates of a case get: the case, its body, and that body's desk."""
    return {"case": case, "body": case.body, "zone": case.body.zone, "help_desk": desk_of(case.body)}


def render(template: str, case: CaseFile, **shown: Any) -> str:
    """A page that lies behind the case's own page."""
    back_url = url_for("citizen.show_case", number=case.number)
    return render_template(template, **{"back_url": back_url, **about(case), **shown})


def to_case(case: CaseFile) -> ResponseReturnValue:
    """Back to the case's own page."""
    return go("citizen.show_case", number=case.number)


def send_kept(number: str, public_id: str, kept: Callable[[CaseFile], Iterable[Document]]) -> Response:
    """One of the files that are `kept` with a case, to keep; only in a browser that has opened it."""
    case = readable(number)
    document = next((row for row in (kept(case) if case else ()) if row.public_id == public_id), None)
    return send_document(document or abort(404))


def send_document(document: Document, *, is_shown: bool = False) -> Response:
    """A file to keep, or to be seen in the page; whatever is in it can do nothing."""
    response = send_file(
        io.BytesIO(files.read(document)),
        mimetype="application/octet-stream" if document.media_type.startswith("text/html") else document.media_type,
        as_attachment=not is_shown,
        download_name=document.name,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def send_pdf(content: bytes, name: str) -> Response:
    """A letter to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
