"""Pages that explain: home, the promise (maklumat), costs, calendar and any date of it, what is exempt (U6),
accessibility, privacy, sheet of components."""

from dataclasses import replace
from datetime import date, timedelta

import flask
from flask import render_template, request

from pid_tracker.law.closed_days import FIXED_DAYS
from pid_tracker.law.compliance import Figures
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.words import DAYS
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import exempt_listing
from pid_tracker.services.people import directory
from pid_tracker.services.publishing import reporting
from pid_tracker.web import context, specimens
from pid_tracker.web.day_strip import strip
from pid_tracker.web.filters import tanggal
from pid_tracker.web.public import bp, periods, sentences
from pid_tracker.web.public.figures import body_or_404, rows_url
from pid_tracker.web.public.kept import kept
from pid_tracker.web.public.periods import Period

MOST_DAYS = 120
#: The Act's own year: nothing is counted before it.
_FIRST_YEAR = 2008


@bp.get("/")
@kept
def home() -> str:
    """W0: what this is, where to begin, and one live line about the last 30 days."""
    body = context.home_body()
    today = context.today_at(body)
    month = Period("", "30 hari terakhir", today - timedelta(days=29), today)
    figures = _figures(body, month)
    return render_template(
        "public/home.html",
        body=body,
        figures=figures,
        rows_url=rows_url("jatuh-tempo", month, {"badan": body.code}),
    )


@bp.get("/maklumat")
@kept
def charter() -> str:
    """The promise in six sentences, and beside it how it is kept."""
    body = context.home_body()
    year = periods.read("", context.today_at(body))
    assert year is not None  # noqa: S101 - the empty key always names the last twelve months
    return render_template("public/charter.html", body=body, figures=_figures(body, year), say=sentences)


@bp.get("/biaya")
@kept
def costs() -> str:
    """What costs nothing, and what may cost: the tariff of each body of this installation."""
    return render_template("public/costs.html", bodies=directory.bodies(), body=context.home_body())


@bp.get("/kalender")
@kept
def working_days() -> str:
    """The days of a year on which the office is closed, with their decrees; a year without a decree says so."""
    body = context.home_body()
    today = context.today_at(body)
    calendar = context.calendar(body)
    years = sorted({year for year in calendar.decreed if year <= today.year + 1} | {today.year, today.year + 1})
    text = request.args.get("tahun", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year
    if (text and str(year) != text) or year not in years:
        flask.abort(404)
    is_decreed = year in calendar.decreed
    days = [(row.day, row.name, row.kind.words, row.decree) for row in calendar.closed_days() if row.day.year == year]
    if not is_decreed:
        known = {day for day, *_ in days}
        fixed = ((date(year, month, day), name, "tanggal tetap", None) for (month, day), name in FIXED_DAYS.items())
        days = sorted([*days, *(row for row in fixed if row[0] not in known)], key=lambda row: row[0])
    return render_template(
        "public/working_days.html",
        body=body,
        year=year,
        years=[(str(found), found, found not in calendar.decreed) for found in years],
        is_decreed=is_decreed,
        example=today if year == today.year else date(year, 1, 2),
        days=[(day, DAYS[day.weekday()], *rest) for day, *rest in days],
        working=sum(
            calendar.is_working_day(date(year, 1, 1) + timedelta(days=place))
            for place in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
        ),
    )


@bp.get("/dik")
@kept
def exempt_list() -> str:
    """What the body has declared exempt: on what ground, until when, by which decree; ended rows stay."""
    body = context.home_body()
    rows = exempt_listing.exempt_list([body], context.now())
    return render_template(
        "public/exempt_list.html",
        body=body,
        rows=[(row.entry, articles_of(row.entry.articles), row.state) for row in rows],
        in_force=sum(row.state == "berlaku" for row in rows),
    )


@bp.get("/aksesibilitas")
@kept
def accessibility() -> str:
    """What works for whom, how it was checked, and whom to tell when it does not."""
    return render_template("public/accessibility.html")


@bp.get("/privasi")
@kept
def privacy() -> str:
    """What is asked, who sees it, and what is never shown."""
    return render_template("public/privacy.html")


@bp.get("/komponen")
def components() -> str:
    """Every component of the pages on one sheet."""
    return render_template("public/components.html", **specimens.specimens())


def _figures(body: PublicBody, period: Period) -> Figures:
    return reporting.figures_of([body], period.start, period.end, context.now())[body.id].whole


@bp.get("/kalender/<body>/<start>/<int:days>")
@kept
def explain_date(body: str, start: str, days: int) -> str:
    """Any date explained, as letters and exports link to it: on which day the `days`-th working day after `start`
    falls, and why: each day, counted or not.

    By the calendar in force today; `start` is an ISO date (day zero), `days` 1 to 120. 404 for anything else.
    """
    known, day = body_or_404(body), _day(start)
    today = context.today_at(known)
    if day is None or not 1 <= days <= MOST_DAYS or not _FIRST_YEAR <= day.year <= today.year + 2:
        flask.abort(404)
    calendar = context.calendar(known)
    due = calendar.count(day, days)
    counted, skipped = calendar.ledger(day, due.day)
    drawn = strip(  # as it was before the first day: nothing is used, and nothing is late
        day, due.day, day - timedelta(days=1), counted, [(row.day, row.why, row.decree) for row in skipped]
    )
    sentence = f"{days} hari kerja sesudah {tanggal(day)}: {tanggal(due.day)}; {len(skipped)} hari dilewati."
    return render_template(
        "public/explain_date.html",
        body=known,
        start=day,
        days=days,
        due=due,
        today=today,
        counts_first_day=calendar.counts_first_day and calendar.is_working_day(day),
        joint_leave_open=calendar.joint_leave_open,
        strip=replace(drawn, sentence=sentence),
        decrees=sorted({row.decree for row in skipped if row.decree}),
        skipped=len(skipped),
    )


def _day(text: str) -> date | None:
    """An ISO date written in full (2026-04-02), or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
