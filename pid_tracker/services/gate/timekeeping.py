"""Is the server's clock to be believed? Asked before anything is recorded, never inside the record itself.

An event never stands earlier than the one before it in the register; and a clock that leapt ahead must not tell the
whole town that its requests are late. The evidence of time is what was recorded: events, and the nights' snapshots.

A leap is a gap in that evidence. It is sought from the last night on, not only at the end: what is recorded under a
leap stands behind the gap and cannot close it. Only a night whose time a person states begins anew. Where nights
stopped, the events themselves are the evidence; where no night ever was, all of them from the first.

What a clock note (`services/gate/clock_notes.py`) speaks of is no evidence. Everything is read on a short connection of
its own that only reads, so that no lock is held while a form is worked on.
"""

from datetime import datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa

from pid_tracker.extensions import db
from pid_tracker.models import CaseEventRow, ClockNote, Installation, Snapshot

#: How far behind the newest event the clock may stand: two servers are never exactly alike.
TOLERANCE = timedelta(seconds=2)
#: How long nothing at all may have been recorded before a night asks whether the clock is right.
SILENCE = timedelta(days=3)
#: How long before a form asks it. Longer than any row of closed days (eleven around Idulfitri 2025) for which an office
#: may switch its server off: a requester is sent away only when hardly anything but a leap explains the silence.
FORM_SILENCE = timedelta(days=15)


class ClockWrong(Exception):
    """The clock cannot be right. `now` is what it says, `newest` the evidence against it."""

    def __init__(self, now: datetime, newest: datetime) -> None:
        """Remember both instants."""
        super().__init__(f"clock {now.isoformat()}, last recorded {newest.isoformat()}")
        self.now, self.newest = now, newest


def believed_event() -> sa.ColumnElement[bool]:
    """Events of which no clock note says that their instant is not to be believed."""
    return ~sa.exists().where(
        CaseEventRow.position <= ClockNote.up_to_position, CaseEventRow.recorded_at > ClockNote.noted_at
    )


def believed_night() -> sa.ColumnElement[bool]:
    """Snapshots of which no clock note says that their instant is not to be believed."""
    return ~sa.exists().where(Snapshot.id <= ClockNote.up_to_snapshot, Snapshot.taken_at > ClockNote.noted_at)


def newest_event() -> datetime | None:
    """When the last event of the whole register that is believed was recorded; None while there is none."""
    newest = sa.select(CaseEventRow.recorded_at).where(believed_event()).order_by(CaseEventRow.position.desc()).limit(1)
    with _reading() as connection:
        found: datetime | None = connection.scalar(newest)
    return found


def check(now: datetime) -> None:
    """Raise ClockWrong when `now` lies more than two seconds before the newest event of the register."""
    newest = newest_event()
    if newest is not None and now < newest - TOLERANCE:
        raise ClockWrong(now, newest)


def check_leap(now: datetime) -> None:
    """Raise ClockWrong when nothing attests the fifteen days before `now`, or fifteen since the last night.

    Only where nights are worked, for they leave evidence every day. The demo stands still between visits.
    """
    with _reading() as connection:
        night = _last_night(connection, now)
        if night is None or connection.scalar(sa.select(Installation.mode)) == "demo":
            return
        evidence = _before_gap(connection, night, now, FORM_SILENCE)
    if evidence is not None:
        raise ClockWrong(now, evidence)


def has_nights(now: datetime) -> bool:
    """Whether nights were ever worked here, up to `now`."""
    with _reading() as connection:
        return _last_night(connection, now) is not None


def leapt_from(now: datetime) -> datetime | None:
    """The last evidence before more than three days without any, between the last night and `now`; else None."""
    with _reading() as connection:
        return _before_gap(connection, _last_night(connection, now), now, SILENCE)


def _reading() -> sa.Connection:
    return db.engine.connect().execution_options(reads_only=True)


def _last_night(connection: sa.Connection, now: datetime) -> datetime | None:
    """When the last night up to `now` was worked. The newest by its id: snapshots are many, and not sorted by time."""
    nights = sa.select(Snapshot.taken_at).where(Snapshot.taken_at <= now, believed_night())
    found: datetime | None = connection.scalar(nights.order_by(Snapshot.id.desc()).limit(1))
    return found


def _before_gap(
    connection: sa.Connection, night: datetime | None, now: datetime, silence: timedelta
) -> datetime | None:
    """The last instant attested before the first gap longer than `silence`, from `night` over the events to `now`."""
    events, attested, place = sa.select(CaseEventRow.recorded_at).where(believed_event()), [], CaseEventRow.position
    if night is not None:
        attested.append(night)
        before = sa.select(place).where(CaseEventRow.recorded_at <= night, believed_event())
        events = events.where(place > (connection.scalar(before.order_by(place.desc()).limit(1)) or 0))
    attested += connection.scalars(events.order_by(place))
    return next((one for one, following in pairwise([*attested, now]) if following - one > silence), None)
