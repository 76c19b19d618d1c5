"""How a body counts days: whether joint leave is worked (ruling R5), whether the day of the event is day 1 (ruling R2).

A change is recorded with who, when and why, and never moves a promised date earlier: the engine reads the record
(`law/calendar.py:WorkingCalendar.as_known_for`).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pid_tracker.extensions import db
from pid_tracker.law.calendar import Reading
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor
from pid_tracker.models import PublicBody, ReadingChange
from pid_tracker.services.calendar import moving
from pid_tracker.services.gate import revising

_BASIS = "UU 14/2008 Pasal 22 ayat (7)"


def reading_of(body: PublicBody) -> Reading:
    """How the body counts now."""
    return Reading(body.joint_leave_open, body.counts_first_day)


def changes_of(body: PublicBody) -> Sequence[ReadingChange]:
    """Every change, newest first."""
    return db.session.scalars(
        select(ReadingChange)
        .where(ReadingChange.body_id == body.id)
        .options(joinedload(ReadingChange.changed_by))
        .order_by(ReadingChange.changed_at.desc(), ReadingChange.id.desc())
    ).all()


def change_reading(
    body: PublicBody,
    reading: Reading,
    reason: str,
    actor: Actor,
    now: datetime,
    *,
    expected_revision: int | None = None,
) -> int:
    """Count by `reading` from `now` on; gives how many open due dates moved later. Incomplete without a reason,
    SavedMeanwhile when the body's settings were saved since the form was shown.

    The same reading again changes nothing, and asks for none.
    """
    revising.take_turn(body)
    revising.require_seen(body, expected_revision)
    was = reading_of(body)
    if reading == was:
        return 0
    if not reason.strip():
        raise Incomplete([Missing("reason", "Tulis alasan dan dasar keputusannya", _BASIS)])
    db.session.add(
        ReadingChange(
            body_id=body.id,
            changed_at=now,
            changed_by_id=actor.user_id,
            reason=reason.strip(),
            joint_leave_was_open=was.joint_leave_open,
            counted_first_day=was.counts_first_day,
            joint_leave_open=reading.joint_leave_open,
            counts_first_day=reading.counts_first_day,
        )
    )
    body.joint_leave_open, body.counts_first_day = reading.joint_leave_open, reading.counts_first_day
    revising.note_saved(body, actor.label, now)
    db.session.flush()
    return moving.refresh_dates(body, now)
