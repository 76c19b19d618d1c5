"""Addresses for machines: is it alive, is it ready, what may be crawled, whom to tell about a weakness."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import flask
from flask import Response

from pid_tracker.services.upkeep import measures, readiness
from pid_tracker.services.upkeep.measures import Measures, Watched
from pid_tracker.services.upkeep.readiness import Standing
from pid_tracker.web import context
from pid_tracker.web.public import bp

_VALID_FOR = timedelta(days=180)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers. Nothing else is asked."""
    return _text("ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """One row a check: 200 when requests can be taken, also where something asks for attention; otherwise 503."""
    rows = readiness.checks(measured(), context.config().disk_free_percent / 100)
    standings = {row.standing for row in rows}
    ready = "siap, ada yang perlu diperhatikan" if Standing.ATTENTION in standings else "siap"
    is_ready = readiness.is_ready(rows)
    return flask.jsonify(
        status=ready if is_ready else "tidak siap",
        checks=[{"check": row.name, "status": row.standing, "says": row.says} for row in rows],
    ), 200 if is_ready else 503


def measured() -> Measures:
    """One look at this installation."""
    config = context.config()
    folders = {"data": config.instance_path}
    if config.storage_url.startswith("file://"):
        folders["berkas"] = Path(unquote(urlsplit(config.storage_url).path))
    return measures.look(Watched(folders, config.backup_folder), context.now())


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
