"""Snapshots: the figures of the last twelve months as they stood on a day, written once and never changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.models import PublicBody, Snapshot
from pid_tracker.services.gate import timekeeping
from pid_tracker.services.publishing import reporting


@dataclass(frozen=True, slots=True)
class Past:
    """I2 as a snapshot of the past keeps it: over the twelve months that ended on `day`."""

    day: date
    due: int
    on_time: int


def twelve_months(today: date) -> tuple[date, date]:
    """The last twelve months: from the day after the same date of last year to `today`, both inclusive."""
    try:
        same = today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        same = date(today.year - 1, 2, 28)
    return same + timedelta(days=1), today


def take_snapshot(body: PublicBody, now: datetime) -> int:
    """Write down today's figures of `body` and of its units with something in them; the number of rows written.

    What was written for a day stays: a second run on the same day adds only what is missing.
    """
    today = civil_date(now, body.zone)
    newest = db.session.scalar(
        select(func.max(Snapshot.day)).where(Snapshot.body_id == body.id, timekeeping.believed_night())
    )
    if newest is not None and newest > today:
        return 0  # the figures of a day that is over cannot be known any more
    start, end = twelve_months(today)
    found = reporting.compute([body], start, end, now)[body.id]
    known = set(
        db.session.scalars(select(Snapshot.unit_code).where(Snapshot.body_id == body.id, Snapshot.day == today))
    )
    rows = [
        Snapshot(
            body_id=body.id, unit_id=None, unit_code="", day=today, taken_at=now, figures=reporting.as_json(found.whole)
        )
    ]
    rows += [
        Snapshot(
            body_id=body.id,
            unit_id=unit.id,
            unit_code=unit.code,
            day=today,
            taken_at=now,
            figures=reporting.as_json(found.of_unit(unit.id)),
        )
        for unit in body.units
        if not found.of_unit(unit.id).is_empty
    ]
    fresh = [row for row in rows if row.unit_code not in known]
    db.session.add_all(fresh)
    db.session.flush()
    return len(fresh)


def history(body_id: int, unit_code: str, today: date) -> tuple[Past, ...]:
    """The last snapshot of each of the last twelve months, oldest first."""
    since = (twelve_months(today)[0]).replace(day=1)
    where = (Snapshot.body_id == body_id, Snapshot.unit_code == unit_code)
    days = db.session.scalars(select(Snapshot.day).where(*where, Snapshot.day.between(since, today)))
    last: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        last[day.year, day.month] = day
    if not last:
        return ()
    rows = db.session.execute(
        select(Snapshot.day, Snapshot.figures)
        .where(*where, Snapshot.day.in_(list(last.values())))
        .order_by(Snapshot.day)
    )
    return tuple(Past(day, taken["due"], taken["in_ten"] + taken["extended_on_time"]) for day, taken in rows)
