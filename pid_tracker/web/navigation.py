"""What stands on top of and under every page: whose service it is, where to go, how to reach a person.

Read once a minute and kept by the process, so that no page pays a query for its frame. An error page must come out even
when the database does not answer; then the frame is bare.
"""

from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import flask
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from pid_tracker.extensions import db
from pid_tracker.law.words import zona
from pid_tracker.models import PublicBody
from pid_tracker.services.backup import restoring
from pid_tracker.web import blind_pages, context
from pid_tracker.web.filters import waktu_lengkap

DEMO_NOTE = "Contoh: data di situs ini rekaan"
#: On every page of a site that was brought back from a backup, until `pid-tracker restore-seen`.
RESTORED_NOTE = (
    "Data di situs ini sampai {until}: situs ini dipulihkan dari cadangan. Yang dikirim sesudah saat itu mungkin belum "
    "ada di sini; bila punya Anda tidak ditemukan, hubungi meja layanan dan sebutkan nomornya."
)

#: (label, address) for everyone; officers and administrators have links of their own.
NAV_LINKS = (
    ("Minta informasi", "/minta"),
    ("Lacak permintaan", "/lacak"),
    ("Angka kinerja", "/angka"),
    ("Data terbuka", "/data"),
)
FOOTER_LINKS = (
    ("Maklumat pelayanan", "/maklumat"),
    ("Keberatan", "/keberatan"),
    ("Biaya", "/biaya"),
    ("Kalender hari kerja", "/kalender"),
    ("Informasi yang dikecualikan", "/dik"),
    ("Siapa boleh apa", "/wewenang"),
    ("Data terbuka", "/data"),
    ("Aksesibilitas", "/aksesibilitas"),
    ("Privasi", "/privasi"),
    ("Masuk petugas", "/masuk"),
)


#: What the frame shows of the home body, by the minute in which it was asked.
_Frame = dict[str, Any]
_kept: WeakKeyDictionary[sa.Engine, tuple[datetime, _Frame]] = WeakKeyDictionary()


def register(app: Flask) -> None:
    """Give every template the names and links that the layouts expect."""

    @app.context_processor
    def _navigation() -> dict[str, Any]:
        if not flask.has_request_context():  # a message or a letter
            return {}
        found: dict[str, Any] = {"demo_note": DEMO_NOTE if context.config().mode == "demo" else ""}
        frame = _frame()
        found |= {name: frame[name] for name in ("body_name", "body_zone", "restored_note") if name in frame}
        if flask.request.blueprint not in ("officer", "admin"):
            found |= {"home_url": "/", "nav_links": NAV_LINKS, "footer_links": FOOTER_LINKS}
            found["help_desk"] = frame.get("help_desk")
        return blind_pages.frame(found)  # type: ignore[no-any-return]  # a dict gives a dict


def desk_of(body: PublicBody) -> dict[str, str]:
    """How to reach a person at a body, as ready strings."""
    return {"phone": body.phone, "whatsapp": body.whatsapp, "address": body.address, "hours": body.office_hours}


def _frame() -> _Frame:
    """The frame of the home body; empty before `pid-tracker init` and when the database does not answer."""
    minute = context.now().replace(second=0, microsecond=0)
    kept = _kept.get(db.engine)
    if kept is not None and kept[0] == minute:
        return kept[1]
    try:
        body, until = context.installed_body(), restoring.known_until()
    except SQLAlchemyError:
        db.session.rollback()
        return {}
    if body is None:
        return {}
    frame = {"body_name": body.name, "body_zone": zona(body.zone), "help_desk": desk_of(body)}
    if until is not None:
        frame["restored_note"] = RESTORED_NOTE.format(until=waktu_lengkap(until, body.zone))
    _kept[db.engine] = (minute, frame)
    return frame
