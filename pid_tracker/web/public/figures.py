"""`/angka`: the figures of all bodies together, of one body, of one unit. The same six questions everywhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import flask
from flask import render_template, request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.compliance import RANKED_FROM, Figures, pool
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.vocabulary.asking import Channel
from pid_tracker.models import PublicBody, Unit
from pid_tracker.services.publishing import reporting, snapshots
from pid_tracker.web import context
from pid_tracker.web.filters import huruf_besar, jam, tanggal, tanggal_pendek
from pid_tracker.web.public import bp, periods, ranking, sentences
from pid_tracker.web.public.kept import kept, version
from pid_tracker.web.public.periods import Period


@bp.get("/angka")
@kept
def all_figures() -> str:
    """All bodies of this installation together, and each in a table."""
    home = context.home_body()
    period = _period(home)
    bodies = db.session.scalars(select(PublicBody).order_by(PublicBody.name)).all()
    found = reporting.figures_of(bodies, period.start, period.end, context.now())
    whole = pool(found[body.id].whole for body in bodies)
    rows = [ranking.Row(body.name, _address(period, body), found[body.id].whole) for body in bodies]
    return render_template(
        "public/all_figures.html",
        **_frame(home, period, whole, {}),
        offices=ranking.table(rows, _order(), request.path, period.key),
        body_count=len(bodies),
    )


@bp.get("/angka/<body>")
@kept
def body_figures(body: str) -> str:
    """One body; under it the bodies of its regencies and cities, and its own units."""
    known = body_or_404(body)
    period = _period(known)
    children = db.session.scalars(
        select(PublicBody).where(PublicBody.parent_id == known.id).order_by(PublicBody.name)
    ).all()
    units = db.session.scalars(select(Unit).where(Unit.body_id == known.id).order_by(Unit.name)).all()
    found = reporting.figures_of([known, *children], period.start, period.end, context.now())
    own = found[known.id]
    below = [ranking.Row(child.name, _address(period, child), found[child.id].whole) for child in children]
    offices = [
        ranking.Row(unit.name, _address(period, known, unit), own.of_unit(unit.id))
        for unit in units
        if unit.active or not own.of_unit(unit.id).is_empty
    ]
    return render_template(
        "public/body_figures.html",
        **_frame(known, period, own.whole, {"badan": known.code}),
        body=known,
        children=ranking.table(below, _order(), request.path, period.key),
        offices=ranking.table(offices, _order(), request.path, period.key),
        overdue_offices=[(row.name, row.url, row.figures.overdue) for row in offices if row.figures.overdue],
        past=_past(known.id, "", period, context.today_at(known)),
    )


@bp.get("/angka/<body>/<unit>")
@kept
def unit_figures(body: str, unit: str) -> str:
    """One unit: the requests in which it holds a part, and how punctual it is with its parts."""
    known = unit_or_404(body, unit)
    period = _period(known.body)
    found = reporting.figures_of([known.body], period.start, period.end, context.now())[known.body_id]
    return render_template(
        "public/unit_figures.html",
        **_frame(known.body, period, found.of_unit(known.id), {"badan": known.body.code, "opd": known.code}),
        body=known.body,
        unit=known,
        parts=found.parts_of(known.id),
        parts_sentence=sentences.parts(found.parts_of(known.id)),
        past=_past(known.body_id, known.code, period, context.today_at(known.body)),
    )


def body_or_404(code: str) -> PublicBody:
    """The body with this code in addresses."""
    found: PublicBody = db.first_or_404(select(PublicBody).where(PublicBody.code == code))
    return found


def unit_or_404(body: str, unit: str) -> Unit:
    """The unit with this code at the body with that code."""
    found: Unit = db.first_or_404(
        select(Unit)
        .join(PublicBody, PublicBody.id == Unit.body_id)
        .where(PublicBody.code == body, Unit.code == unit)
        .options(joinedload(Unit.body))
    )
    return found


def data_moment(body: PublicBody) -> datetime:
    """The instant up to which the data goes: the last event, or the beginning of today at the office if later."""
    now, zone = context.now(), ZoneInfo(body.zone)
    midnight = datetime.combine(civil_date(now, body.zone), time(), zone)
    written_at = version().written_at
    return max(midnight, min(written_at, now)) if written_at else midnight


def data_words(body: PublicBody) -> str:
    """ "Senin, 23 November 2026 06.00 WIT": up to when the data goes."""
    moment = data_moment(body).astimezone(ZoneInfo(body.zone))
    return f"{tanggal(moment.date())} {jam(moment, body.zone)}"


def bulan_pendek(day: date) -> str:
    """ "Nov 2026", for the foot of a chart."""
    return tanggal_pendek(day).split(" ", 1)[1]


def rows_url(basis: str, period: Period, place: Mapping[str, str]) -> str:
    """The address of the rows of one base set."""
    query = {**place, "dasar": basis, "dari": period.start.isoformat(), "sampai": period.end.isoformat()}
    return f"{flask.url_for('public.open_requests', form='csv')}?{urlencode(query)}"


def _period(body: PublicBody) -> Period:
    found = periods.read(request.args.get("periode", ""), context.today_at(body))
    if found is None:
        flask.abort(404)
    return found


def _order() -> str:
    order = request.args.get("urut", "")
    if order and order not in ranking.ORDERS:
        flask.abort(404)
    return order


def _address(period: Period, body: PublicBody, unit: Unit | None = None) -> str:
    key = None if period.key == periods.TWELVE_MONTHS else period.key
    if unit is None:
        return flask.url_for("public.body_figures", body=body.code, periode=key)
    return flask.url_for("public.unit_figures", body=body.code, unit=unit.code, periode=key)


def _frame(body: PublicBody, period: Period, figures: Figures, place: Mapping[str, str]) -> dict[str, Any]:
    """What the six questions need, on every level."""
    today = context.today_at(body)
    return {
        "figures": figures,
        "period": period,
        "period_choices": periods.choices(today),
        "data_until": data_words(body),
        "say": sentences,
        "by_month": [(bulan_pendek(month), figures.by_month.get(month, 0)) for month in period.months(today)],
        "by_channel": [
            (Channel.words_of(channel, channel), count)
            for channel, count in sorted(figures.by_channel.items(), key=lambda item: (-item[1], item[0]))
        ],
        "results": [
            (huruf_besar(outcome.words), sentences.share(figures.outcomes.get(outcome, 0), figures.answered))
            for outcome in Outcome
        ],
        "outcomes": {outcome.value: figures.outcomes.get(outcome, 0) for outcome in Outcome},
        "rows": {basis: rows_url(basis, period, place) for basis in ("masuk", "jatuh-tempo", "dijawab", "lewat")},
    }


def _past(body_id: int, unit_code: str, period: Period, today: date) -> Sequence[tuple[str, int, str]]:
    """How I2 changed from month to month, where there was enough for per cent; only beside the twelve months."""
    if period.key != periods.TWELVE_MONTHS:
        return ()
    return [
        (bulan_pendek(past.day), round(100 * past.on_time / past.due), sentences.share(past.on_time, past.due))
        for past in snapshots.history(body_id, unit_code, today)
        if past.due >= RANKED_FROM
    ]
