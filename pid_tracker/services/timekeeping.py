"""Is the server's clock to be believed? Asked before anything is recorded, never inside the record itself.

An event never stands earlier than the one before it in the register; and a clock that leapt ahead must not tell the
whole town that its requests are late. The evidence of time is what was recorded: events, and the nights' snapshots.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from pid_tracker.extensions import db
from pid_tracker.models import CaseEventRow, ChainHead, Snapshot

#: How far behind the newest event the clock may stand: two servers are never exactly alike.
TOLERANCE = timedelta(seconds=2)
#: How long nothing at all may have been recorded before a night asks whether the clock is right.
SILENCE = timedelta(days=3)


class ClockWrong(Exception):
    """The clock cannot be right. `now` is what it says, `newest` the evidence against it."""

    def __init__(self, now: datetime, newest: datetime) -> None:
        """Remember both instants."""
        super().__init__(f"clock {now.isoformat()}, last recorded {newest.isoformat()}")
        self.now, self.newest = now, newest


def newest_event() -> datetime | None:
    """When the last event of the whole register was recorded; None while it is empty.

    Asked on a short connection of its own that only reads, so that no lock is held while a form is worked on.
    """
    last = sa.select(ChainHead.position).scalar_subquery()
    statement = sa.select(CaseEventRow.recorded_at).where(CaseEventRow.position == last)
    with db.engine.connect().execution_options(reads_only=True) as connection:
        found: datetime | None = connection.scalar(statement)
    return found


def check(now: datetime) -> None:
    """Raise ClockWrong when `now` lies more than two seconds before the newest event of the register."""
    newest = newest_event()
    if newest is not None and now < newest - TOLERANCE:
        raise ClockWrong(now, newest)


def last_evidence() -> datetime | None:
    """The last instant that the register itself attests: its newest event or its newest snapshot."""
    snapshot = db.session.scalar(sa.select(sa.func.max(Snapshot.taken_at)))
    known = [instant for instant in (newest_event(), snapshot) if instant is not None]
    return max(known) if known else None


def leapt_from(now: datetime) -> datetime | None:
    """The last evidence of time when `now` lies more than three days after it; else None."""
    evidence = last_evidence()
    return evidence if evidence is not None and now - evidence > SILENCE else None
