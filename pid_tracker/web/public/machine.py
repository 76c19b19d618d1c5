"""Addresses for machines: is it alive, is it ready, what may be crawled, whom to tell about a weakness."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import flask
from alembic.script import ScriptDirectory
from flask import Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pid_tracker.extensions import db
from pid_tracker.web import context
from pid_tracker.web.public import bp

_VALID_FOR = timedelta(days=180)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers. Nothing else is asked."""
    return _text("ok")


@bp.get("/readyz")
def readyz() -> Response:
    """The database answers and its tables are those of this program; otherwise 503."""
    try:
        heads = db.session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except SQLAlchemyError:
        db.session.rollback()
        return _text("basis data tidak menjawab", 503)
    if set(heads) != {_newest(str(Path(current_app.root_path).parent / "migrations"))}:
        return _text("struktur basis data belum versi terbaru", 503)
    return _text("siap")


@cache
def _newest(folder: str) -> str | None:
    return ScriptDirectory(folder).get_current_head()


@bp.get("/robots.txt")
def robots() -> Response:
    """What is personal or for officers is not crawled."""
    closed = ("/minta", "/lacak", "/petugas", "/kelola", "/masuk")
    return _text("User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in closed))


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell about a weakness (RFC 9116)."""
    expires = (context.now() + _VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{context.home_body().email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {context.config().base_url}{flask.url_for('public.security')}",
    )
    return _text("\n".join(lines) + "\n")


def _text(body: str, status: int = 200) -> Response:
    return Response(body, status, mimetype="text/plain")
