"""What one HTTP request carries: who acts, what time it is, which calendar, which body stands at the top."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask
from flask import Flask, current_app, g, request, session
from sqlalchemy import select

from pid_tracker.clock import Clock, civil_date
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.rules import Days, in_force
from pid_tracker.models import CaseFile, Installation, PublicBody
from pid_tracker.services.calendar import calendars
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.words.typed_text import whole_number

_CASES_KEY = "cases"
_MAX_CASES = 20
_ACTIVE_KEY = "active"
#: What a browser still knows of a requester when an officer signs in or out.
OF_REQUESTER = (_CASES_KEY, _ACTIVE_KEY)
#: How long an opened case stays open with nobody at it; a form that is being filled in may take longer to come.
IDLE, WRITING = timedelta(minutes=30), timedelta(hours=4)
_TOUCH_EVERY = timedelta(minutes=1)
#: What a form that cannot be read had shown: nothing, so that everything is new since then.
NOTHING_SEEN = -1


def now() -> datetime:
    """The instant of this request, asked once (aware, UTC)."""
    if "now" not in g:
        clock: Clock = current_app.extensions["pid_tracker.clock"]
        g.now = clock.now()
    found: datetime = g.now
    return found


def config() -> Config:
    """The configuration of this application."""
    found: Config = current_app.extensions["pid_tracker.config"]
    return found


def calendar(body: PublicBody) -> WorkingCalendar:
    """The working calendar of `body`."""
    return calendars.calendar_of(body)


def seen_seq() -> int:
    """The last event that the form of this request says it showed; NOTHING_SEEN when it does not say so readably."""
    seen = whole_number(request.form.get("seen_seq", ""))
    return NOTHING_SEEN if seen is None else seen


def hand(actor: Actor, body: PublicBody, seen_seq: int | None = None) -> Hand:
    """`actor` acts in this request on a case of `body`; `seen_seq` where a form had shown the case."""
    return Hand(actor, now(), calendar(body), seen_seq)


def installed_body() -> PublicBody | None:
    """The body whose installation this is; None before `pid-tracker init`."""
    statement = select(PublicBody).join(Installation, Installation.body_code == PublicBody.code)
    return db.session.scalars(statement).one_or_none()


def home_body() -> PublicBody:
    """The same, asked once; its name stands at the top of every page. 503 before `pid-tracker init`."""
    if "home_body" not in g:
        g.home_body = installed_body()
    if g.home_body is None:
        flask.abort(503)
    found: PublicBody = g.home_body
    return found


def is_in_use(key: str, patience: timedelta) -> bool:
    """Whether somebody was at this browser within `patience`, by the instant that its session keeps under `key`; that
    is put forward when it is a minute old."""
    idle = now() - datetime.fromtimestamp(session.get(key, 0), UTC)
    if _TOUCH_EVERY < idle <= patience:
        note_use(key)
    return idle <= patience


def note_use(key: str) -> None:
    """Somebody is at this browser now."""
    session[key] = int(now().timestamp())


def requester() -> Actor:
    """The citizen of this browser: acts on the cases whose number and code were shown."""
    return Actor(Role.REQUESTER, "Pemohon", case_ids=frozenset(_opened()))


def _opened() -> list[int]:
    """The cases that this browser has opened, while somebody is at it: a shared phone forgets them soon."""
    if _CASES_KEY not in session:
        return []
    if not is_in_use(_ACTIVE_KEY, IDLE if request.method in ("GET", "HEAD") else WRITING):
        session.pop(_CASES_KEY)
        return []
    found: list[int] = session[_CASES_KEY]
    return found


def open_case(case: CaseFile) -> None:
    """Remember in this browser that number and code (or the link) of the case were shown."""
    ids = [known for known in _opened() if known != case.id]
    session[_CASES_KEY] = [*ids, case.id][-_MAX_CASES:]
    note_use(_ACTIVE_KEY)
    session.permanent = True


def may_read(case: CaseFile) -> bool:
    """Whether this browser has shown number and code of the case."""
    return case.id in _opened()


def term_days(filed_on: date | None = None) -> Days:
    """How many working days the terms of a case have that was filed on `filed_on`; without a case, of one filed
    today."""
    return in_force(filed_on or today_at(home_body())).days


def register(app: Flask) -> None:
    """Give every template the mode, and the numbers of days of the law."""
    app.jinja_env.globals["term_days"] = term_days

    @app.context_processor
    def _globals() -> dict[str, Any]:
        if request.endpoint is None:
            return {}
        return {"installation_mode": config().mode}


def today_at(body: PublicBody) -> date:
    """Today's civil date at the office of `body`."""
    return civil_date(now(), body.zone)


def seen_revision() -> int:
    """The revision of the text that the form showed; a form that does not say has seen none."""
    return whole_number(request.form.get("seen_revision", "")) or 0
