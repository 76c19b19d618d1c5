"""What surrounds a requester's page: its address, the desk of a body, the room for text, the page that asks to wait."""

from collections.abc import Callable, Sequence
from typing import Any

import flask
from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from pid_tracker.extensions import db, limiter
from pid_tracker.models import PublicBody
from pid_tracker.services.gate.hand import Hand
from pid_tracker.web import context
from pid_tracker.web.citizen import bp

ROOM_FOR_TEXT = 200_000


@bp.url_value_preprocessor
def _make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A form without files is read whole before its fields are counted, so it must be small."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = ROOM_FOR_TEXT


def add_view(address: str, view: Callable[..., ResponseReturnValue], posts: str, methods: Sequence[str]) -> None:
    """Put a view at its address; `posts` is how many POSTs the limiter lets through, "" for any number."""
    limited = limiter.limit(posts, methods=["POST"])(view) if posts else view
    bp.add_url_rule(address, view_func=limited, methods=list(methods))


def hand_at(body: PublicBody) -> Hand:
    """Somebody acts at `body` where no form had shown a case, or where it does not matter what it had shown."""
    return context.hand(context.requester(), body)


def wait_page(why: str, back_url: str = "", back_words: str = "") -> ResponseReturnValue:
    """ "Mohon tunggu sebentar": nothing is lost, and a telephone number for who cannot wait."""
    page = render_template("citizen/wait.html", why=why, back=back_url, back_words=back_words)
    return page, 429


def go(endpoint: str, **values: Any) -> ResponseReturnValue:
    """See the next page (303: also a browser of old asks with GET)."""
    return redirect(flask.url_for(endpoint, **values), 303)


@bp.errorhandler(429)
def _too_fast(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    return wait_page("Ada terlalu banyak kiriman dari jaringan ini dalam waktu singkat.", request.path, "Coba lagi")


def own_address(endpoint: str, **values: Any) -> str:
    """The full public address of a page, for what is read outside this browser."""
    base = context.config().base_url or flask.request.host_url.rstrip("/")
    return base + flask.url_for(endpoint, **values)
