"""Clock notes (catatan jam): the operator says that what a clock recorded that had leapt ahead is no evidence of time.

Such an event stays in the register for ever, and its case keeps its order; but it locks nobody else's forms any more.
A note speaks only of what is later than the clock, and so needs a clock that is right: one that is itself behind would
make the true record unbelievable, and is refused where the record shows it.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from pid_tracker.extensions import db
from pid_tracker.models import CaseEventRow, CaseFile, ChainHead, ClockNote, Installation, Snapshot
from pid_tracker.services.gate import casefile, fingerprints, timekeeping

#: Nights are a day apart: what goes on across the clock with no longer gap was recorded day by day, not after a leap.
_NIGHT = timedelta(hours=25)


class NothingLater(Exception):
    """Nothing that is believed is later than the clock: there is nothing to note."""


class ClockBehind(Exception):
    """The record says that the clock is behind now, not that it had leapt. `newest` is the last instant recorded."""

    def __init__(self, newest: datetime) -> None:
        """Remember the instant."""
        super().__init__(newest.isoformat())
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Noted:
    """What is not believed any more. `waiting` are the cases' numbers with the instant up to which each one waits."""

    events: int
    nights: int
    first: datetime
    last: datetime
    waiting: tuple[tuple[str, datetime], ...]


def note(reason: str, now: datetime) -> Noted:
    """Say of everything recorded up to here that instants later than `now` are not to be believed. The caller commits.

    Raises NothingLater, or ClockBehind: when nothing at all was recorded up to `now`, or when nights go on across it.
    """
    head = casefile.lock_register()
    later_events = timekeeping.believed_event() & (CaseEventRow.recorded_at > now)
    later_nights = timekeeping.believed_night() & (Snapshot.taken_at > now)
    cases = db.session.execute(
        sa.select(CaseFile.number, sa.func.count(), sa.func.min(CaseEventRow.recorded_at), _latest())
        .join(CaseEventRow.case)
        .where(later_events)
        .group_by(CaseFile.number)
        .order_by(CaseFile.number)
    ).all()
    nights = list(db.session.scalars(sa.select(Snapshot.taken_at).where(later_nights).distinct()))
    if not cases and not nights:
        raise NothingLater
    first = min([*(row[2] for row in cases), *nights])
    last = max([*(row[3] for row in cases), *nights])
    before = _last_before(now)
    if before is None or (nights and first - before <= _NIGHT):
        raise ClockBehind(last)
    previous = db.session.get(ClockNote, head.clock_notes)
    row = ClockNote(
        id=head.clock_notes + 1,
        up_to_position=head.position,
        up_to_snapshot=db.session.scalar(sa.select(sa.func.max(Snapshot.id))) or 0,
        noted_at=now,
        reason=reason,
        chain_hash=head.hash,
        previous_hash=previous.hash if previous else b"",
    )
    row.hash, head.clock_notes = digest(row), row.id
    db.session.add(row)
    db.session.flush()
    waiting = tuple((number, until) for number, _, _, until in cases)
    return Noted(sum(row[1] for row in cases), len(nights), first, last, waiting)


def _latest() -> sa.ColumnElement[datetime]:
    return sa.func.max(CaseEventRow.recorded_at)


def _last_before(now: datetime) -> datetime | None:
    """The last instant up to `now` that is attested: by an event, a night, or the installation itself."""
    attested = (
        sa.select(_latest()).where(timekeeping.believed_event(), CaseEventRow.recorded_at <= now),
        sa.select(sa.func.max(Snapshot.taken_at)).where(timekeeping.believed_night(), Snapshot.taken_at <= now),
        sa.select(Installation.created_at).where(Installation.created_at <= now),
    )
    known = [found for statement in attested if (found := db.session.scalar(statement)) is not None]
    return max(known) if known else None


def digest(row: ClockNote) -> bytes:
    """SHA-256 over the hash of the note before and the canonical JSON of this one."""
    told = {
        "id": row.id,
        "up_to_position": row.up_to_position,
        "up_to_snapshot": row.up_to_snapshot,
        "noted_at": row.noted_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "reason": row.reason,
        "chain": row.chain_hash.hex(),
    }
    return hashlib.sha256(row.previous_hash + fingerprints.canonical(told)).digest()


def count() -> int:
    """How many notes there are, by the chain's head."""
    return db.session.scalars(sa.select(ChainHead.clock_notes)).one()


def difference() -> str:
    """The first note that is not what its fingerprint says, or that is gone (Indonesian); empty when all agree."""
    chain = dict(db.session.execute(sa.select(CaseEventRow.position, CaseEventRow.hash).where(_is_spoken_of())).all())
    previous, place = b"", 0
    for row in db.session.scalars(sa.select(ClockNote).order_by(ClockNote.id)):
        intact = row.id == place + 1 and row.previous_hash == previous and row.hash == digest(row)
        if not intact or row.chain_hash != chain.get(row.up_to_position, b""):
            return f"catatan jam {row.id}: isinya tidak cocok dengan sidiknya"
        previous, place = row.hash, row.id
    return f"{count() - place} catatan jam hilang" if count() != place else ""


def _is_spoken_of() -> sa.ColumnElement[bool]:
    return CaseEventRow.position.in_(sa.select(ClockNote.up_to_position))
