"""Pages for who may not know who asks: whatever a template prints goes through here, so that no field can be forgotten.

For roles outside MAY_SEE_NAMES everything that identifies the requesters of the cases at hand is closed, in every text
that an expression of a template gives. What is known to quote people is closed more strictly where it is shown
(`services/looking/blinding.py`).
"""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask, g, has_request_context
from jinja2 import pass_context
from markupsafe import Markup, escape
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Requester
from pid_tracker.services.looking import blinding

_SHORTEST = 3
#: What WTForms draws, and in it what somebody wrote.
_FIELD = re.compile(r"<(input|textarea)\b")
_FILLED = re.compile(r'(?<=value=")[^"]*|(?<=>)[^<]+')


def register(app: Flask) -> None:
    """Let the templates' every value pass."""
    app.jinja_env.finalize = pass_context(lambda _context, value: _closed(value))


def frame(value: Any) -> Any:
    """What stands around every page and speaks of no case, ready to be printed as it is: the office, who is signed in,
    where to go. A requester may be called like one of its words."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {name: frame(item) for name, item in value.items()}
    return type(value)(frame(item) for item in value) if isinstance(value, (list, tuple)) else value


def _closed(value: object) -> object:
    """Addresses of pages stay, and markup, whose values have passed, but for what a field is filled with."""
    if not isinstance(value, str) or len(value) < _SHORTEST or value.startswith("/") or (closer := _closer()) is None:
        return value
    if isinstance(value, Markup):
        return Markup(_FILLED.sub(lambda found: closer(found[0]), value)) if _FIELD.match(value) else value  # noqa: S704
    return closer(value)


def _closer() -> Callable[[str], str] | None:
    """What closes the people of the cases that this request has read; None for who may see names, made once."""
    if not has_request_context() or (signed := g.get("signed_in")) is None:
        return None
    if signed.actor.role in blinding.MAY_SEE_NAMES:
        return None
    if "closer" not in g:
        ids = {row.requester_id for row in db.session if isinstance(row, CaseFile) and row.requester_id}
        people = db.session.scalars(select(Requester).where(Requester.id.in_(ids))) if ids else ()
        g.closer = blinding.closing(people)
    found: Callable[[str], str] = g.closer
    return found
