"""`/kalender/<body>/<start>/<days>`: any date explained day by day. Letters and exports link to it."""

from dataclasses import replace
from datetime import date, timedelta

import flask
from flask import render_template

from pid_tracker.web import context
from pid_tracker.web.day_strip import strip
from pid_tracker.web.filters import tanggal
from pid_tracker.web.public import bp
from pid_tracker.web.public.figures import body_or_404
from pid_tracker.web.public.kept import kept

MOST_DAYS = 120
#: The Act's own year: nothing is counted before it.
_FIRST_YEAR = 2008


@bp.get("/kalender/<body>/<start>/<int:days>")
@kept
def explain_date(body: str, start: str, days: int) -> str:
    """On which day the `days`-th working day after `start` falls, and why: each day, counted or not.

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
