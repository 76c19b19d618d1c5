"""`/data`: open data as CSV and JSON, streamed, and the page that says what there is."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

import flask
from flask import Response, render_template, request, stream_with_context
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.services.books.sheets import csv_pieces
from pid_tracker.services.calendar import calendars
from pid_tracker.services.publishing import dispute_data, icalendar, opendata
from pid_tracker.services.publishing.dictionary import (
    CALENDAR_COLUMNS,
    DISPUTE_COLUMNS,
    EXEMPTION_COLUMNS,
    INDICATOR_COLUMNS,
    OBJECTION_COLUMNS,
    REQUEST_COLUMNS,
)
from pid_tracker.services.publishing.opendata import Cell, Wanted
from pid_tracker.web import context
from pid_tracker.web.public import bp, periods
from pid_tracker.web.public.figures import body_or_404, data_moment, data_words, unit_or_404
from pid_tracker.web.public.kept import kept, may_be_kept, tag_of, version

#: The files, with what each of their columns holds.
COLUMNS = {
    "permintaan": REQUEST_COLUMNS, "keberatan": OBJECTION_COLUMNS, "sengketa": DISPUTE_COLUMNS,
    "indikator": INDICATOR_COLUMNS, "dik": EXEMPTION_COLUMNS, "kalender": CALENDAR_COLUMNS,
}  # fmt: skip
LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.id"


@bp.get("/data")
@kept
def open_data() -> str:
    """What there is, under which licence, and what each column holds."""
    home = context.home_body()
    return render_template(
        "public/open_data.html",
        data_until=data_words(home),
        home=home,
        licence=LICENCE,
        columns={name: list(columns.items()) for name, columns in COLUMNS.items()},
    )


@bp.get("/data/permintaan.<any(csv,json):form>")
def open_requests(form: str) -> Response:
    """A row per request; `badan`, `opd`, `dari`, `sampai` cut, `dasar` gives the rows of one figure."""
    body_code, unit_code = request.args.get("badan", ""), request.args.get("opd", "")
    body = body_or_404(body_code) if body_code else None
    unit = unit_or_404(body_code, unit_code) if unit_code else None
    basis = request.args.get("dasar", "")
    if basis and basis not in opendata.BASES:
        flask.abort(404)
    start, end = _day("dari", date.min), _day("sampai", date.max)
    rows = opendata.requests(Wanted(body, unit, start, end, basis), _bodies(), context.now())
    return _answer("permintaan", form, rows)


@bp.get("/data/sengketa.<any(csv,json):form>")
def open_disputes(form: str) -> Response:
    """A row per dispute before an information commission, of every body or of `badan`."""
    return _answer("sengketa", form, dispute_data.disputes(_bodies_asked(), context.now()))


@bp.get("/data/kalender.<any(csv,json):form>")
def open_calendar(form: str) -> Response:
    """The closed days with their decrees, of every body or of `badan`."""
    rows = opendata.calendar(_bodies_asked())
    return _answer("kalender", form, rows, mark=calendars.state_of_decrees())


@bp.get("/data/kalender.ics")
def calendar_feed() -> Response:
    """The closed days of one body (`badan`; default the home body) for calendar programs (RFC 5545)."""
    code = request.args.get("badan", "")
    body = body_or_404(code) if code else context.home_body()
    tag = tag_of(("ics", body.code, body.joint_leave_open, *calendars.state_of_decrees()))
    if request.if_none_match.contains(tag):
        return may_be_kept(Response(), tag)
    response = Response(
        icalendar.feed(body, context.calendar(body).closed_days()), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="kalender-{body.code}.ics"'
    return may_be_kept(response, tag)


@bp.get("/data/dik.<any(csv,json):form>")
def open_exemptions(form: str) -> Response:
    """The list of exempt information, of every body or of `badan`; ended rows stay."""
    rows = list(opendata.exemptions(_bodies_asked(), context.now()))  # few, and no event of a case tells of them
    return _answer("dik", form, iter(rows), mark=rows)


@bp.get("/data/keberatan.<any(csv,json):form>")
def open_objections(form: str) -> Response:
    """A row per objection, of every body or of `badan`."""
    rows = opendata.objections(_bodies_asked(), context.now())
    return _answer("keberatan", form, rows)


@bp.get("/data/indikator.<any(csv,json):form>")
def open_indicators(form: str) -> Response:
    """I1 to I6 of every body and unit, for a period (`periode`), or from `dari` to `sampai`."""
    bodies = _bodies_asked()
    period = periods.read(request.args.get("periode", ""), context.today_at(context.home_body()))
    if period is None:
        flask.abort(404)
    start, end = _day("dari", period.start), _day("sampai", period.end)
    return _answer("indikator", form, opendata.indicators(bodies, start, end, context.now()))


def _bodies() -> Sequence[PublicBody]:
    return db.session.scalars(select(PublicBody).order_by(PublicBody.code)).all()


def _bodies_asked() -> Sequence[PublicBody]:
    code = request.args.get("badan", "")
    return [body_or_404(code)] if code else _bodies()


def _day(name: str, default: date) -> date:
    text = request.args.get(name, "")
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        flask.abort(400)


def _answer(name: str, form: str, rows: Iterator[Sequence[Cell]], *, mark: object = None) -> Response:
    """The rows as a file that can be fetched again cheaply: its ETag is known before the first row is read.

    `mark` tells apart what the state of the register does not.
    """
    home, columns = context.home_body(), list(COLUMNS[name])
    today = context.today_at(home)
    tag = tag_of((name, form, version().hash, today, sorted(request.args.items(multi=True)), mark))
    if request.if_none_match.contains(tag):
        return may_be_kept(Response(), tag)
    if form == "csv":
        pieces, media_type = csv_pieces(columns, rows), "text/csv; charset=utf-8; header=present"
    else:
        moment = data_moment(home).isoformat(timespec="seconds")
        pieces, media_type = _json(columns, rows, {"data_sampai": moment, "lisensi": LICENCE}), "application/json"
    first = next(pieces, "")  # whatever goes wrong goes wrong before the answer has begun
    response = Response(stream_with_context(chain((first,), pieces)), content_type=media_type)
    place = "-".join(part for part in (request.args.get("badan", ""), request.args.get("opd", "")) if part)
    file = f"{name}{f'-{place}' if place else ''}-{today.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return may_be_kept(response, tag)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Cell]], about: dict[str, str]) -> Iterator[str]:
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "baris": [\n'
    between = ""
    for row in rows:
        yield between + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"
