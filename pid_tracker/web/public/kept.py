"""Public pages are the same for everyone: rendered once per state of the register and minute, and kept by the process.

The key holds the hash of the last event, so that the page after any act is a new one. Every answer has an ETag and
may be kept by others for a minute, except where the browser has a session of its own, which no shared cache must see.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import flask
from flask import Flask, Response, current_app, g, request, session

from pid_tracker.services.publishing import reporting
from pid_tracker.services.publishing.reporting import Version
from pid_tracker.web import context

_EXTENSION = "pid_tracker.kept_pages"
_AT_MOST = 200
MAX_AGE = 60

_Pages = OrderedDict[tuple[object, ...], tuple[bytes, str]]


def _pages(app: Flask) -> _Pages:
    found: _Pages = app.extensions.setdefault(_EXTENSION, OrderedDict())
    return found


def version() -> Version:
    """The state of the register, asked once in a request."""
    if "register_version" not in g:
        g.register_version = reporting.version()
    found: Version = g.register_version
    return found


def kept(view: Callable[..., str]) -> Callable[..., Response]:
    """The view's page, from memory while nothing has changed."""

    @wraps(view)
    def page(**values: Any) -> Response:
        if "_flashes" in session:
            response = flask.make_response(view(**values))
            response.headers["Cache-Control"] = "no-store"
            return response
        pages = _pages(current_app)
        minute = context.now().replace(second=0, microsecond=0)
        arguments = tuple(sorted(request.args.items(multi=True)))
        key = (request.path, arguments, version().hash, minute)
        found = pages.get(key)
        if found is None:
            body = view(**values).encode()
            found = pages[key] = (body, hashlib.sha256(body).hexdigest()[:24])
            while len(pages) > _AT_MOST:
                pages.popitem(last=False)
        body, tag = found
        return may_be_kept(Response(body, mimetype="text/html"), tag)

    return page


def may_be_kept(response: Response, tag: str) -> Response:
    """Let others keep the answer for a minute, and answer 304 when they have it."""
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"{'private' if session else 'public'}, max-age={MAX_AGE}"
    response.make_conditional(request)
    return response


def tag_of(parts: Iterable[object]) -> str:
    """An ETag from whatever decides what the answer holds."""
    return hashlib.sha256(repr(tuple(parts)).encode()).hexdigest()[:24]
