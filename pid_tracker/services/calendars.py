"""The working calendar of a body: the built-in decrees, and those that were entered later."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import ClosedDay, WorkingCalendar
from pid_tracker.law.decrees import Decree, built_in_decrees, days_in_force
from pid_tracker.models import DecreeRow, Holiday, PublicBody


class DecreeKnown(Exception):
    """The decree was entered before (or comes with the program); entering it again changes nothing."""


_built: dict[tuple[object, ...], WorkingCalendar] = {}


def calendar_of(body: PublicBody) -> WorkingCalendar:
    """The calendar that governs the cases of `body`: national decrees, its own local days, its readings (R2, R5)."""
    return calendars_of([body])[body.id]


def calendars_of(bodies: Iterable[PublicBody]) -> dict[int, WorkingCalendar]:
    """The calendars of many bodies, by their id, in a constant number of queries."""
    wanted = list(bodies)
    rows = db.session.scalars(
        select(DecreeRow)
        .where(DecreeRow.body_id.in_([body.id for body in wanted]) | DecreeRow.body_id.is_(None))
        .options(selectinload(DecreeRow.days))
        .order_by(DecreeRow.entered_at, DecreeRow.id)
    ).all()
    return {body.id: _calendar(body, [row for row in rows if row.body_id in (None, body.id)]) for body in wanted}


def _calendar(body: PublicBody, rows: Sequence[DecreeRow]) -> WorkingCalendar:
    key = (body.zone, body.joint_leave_open, body.counts_first_day, tuple((row.number, row.entered_at) for row in rows))
    found = _built.get(key)
    if found is None:
        if len(_built) > 200:
            _built.clear()
        found = _built[key] = _build(body, rows)
    return found


def _build(body: PublicBody, rows: Sequence[DecreeRow]) -> WorkingCalendar:
    known, later = _closed_days(body, rows)
    return WorkingCalendar(
        known,
        {decree.year for decree in built_in_decrees()} | {row.year for row in rows if row.completes_year},
        later=later,
        joint_leave_open=body.joint_leave_open,
        counts_first_day=body.counts_first_day,
    )


def _closed_days(body: PublicBody, rows: Sequence[DecreeRow]) -> tuple[list[ClosedDay], list[ClosedDay]]:
    opened = {(row.amends, day.day) for row in rows for day in row.days if day.is_removed}
    known = [day for day in days_in_force(built_in_decrees()) if (day.decree, day.day) not in opened]
    later = [
        ClosedDay(day.day, day.kind, day.name, row.number, row.entered_at, civil_date(row.entered_at, body.zone))
        for row in rows
        for day in row.days
        if not day.is_removed
    ]
    return known, later


def closed_days(body: PublicBody) -> tuple[ClosedDay, ...]:
    """Every day that a decree closes at `body`, by date: what is published as its calendar. Weekends are not in it."""
    rows = db.session.scalars(
        select(DecreeRow)
        .where((DecreeRow.body_id == body.id) | DecreeRow.body_id.is_(None))
        .options(selectinload(DecreeRow.days))
        .order_by(DecreeRow.entered_at, DecreeRow.id)
    ).all()
    known, later = _closed_days(body, rows)
    return tuple(sorted([*known, *later], key=lambda row: (row.day, row.entered_at is not None)))


def enter_decree(
    decree: Decree, now: datetime, *, completes_year: bool = False, body: PublicBody | None = None
) -> DecreeRow:
    """Enter a decree, known from `now` on; DecreeKnown when its number is there already.

    The caller then projects the open cases anew (`sweep.refresh_dates`), so that open dates move later.
    """
    known = {row.number for row in built_in_decrees()} | set(db.session.scalars(select(DecreeRow.number)))
    if decree.number in known:
        raise DecreeKnown(decree.number)
    row = DecreeRow(
        number=decree.number,
        title=decree.title,
        year=decree.year,
        signed_on=decree.signed_on,
        amends=decree.amends,
        completes_year=completes_year,
        body_id=body.id if body else None,
        entered_at=now,
        days=[Holiday(day=day.day, kind=day.kind, name=day.name) for day in decree.days]
        + [Holiday(day=day, kind="holiday", name="", is_removed=True) for day in sorted(decree.removes)],
    )
    db.session.add(row)
    db.session.flush()
    return row
