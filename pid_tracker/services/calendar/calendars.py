"""The working calendar of a body: the decrees known when the installation was made, those entered later, its readings.

A built-in decree that was signed after the installation was made is not known by itself, also when a newer version of
the program ships it: it is entered like any other, so that no promised date moves silently. A decree is known from the
instant of its entry (`enter_decree`); how two persons enter it through the pages is in `decrees.py`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CompoundSelect, Text, cast, event, literal, null, select, union_all
from sqlalchemy.orm import Session, selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import FormerReading, Reading, WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind, LaterDecree
from pid_tracker.law.decrees import Decree, built_in_decrees, days_in_force
from pid_tracker.law.vocabulary.offices import DecreeSource
from pid_tracker.models import DecreeRow, Holiday, Installation, PublicBody, ReadingChange


class DecreeKnown(Exception):
    """The decree was entered before (or was known from the start); entering it again changes nothing."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the calendars are made of: when the installation was made, decrees in order of entry, changed readings."""

    made_at: datetime | None
    rows: Sequence[DecreeRow]
    changes: Sequence[ReadingChange]


#: More than all bodies of the country.
_MOST_KEPT = 600
#: Each decree's number, or a reading's, with its instant and its body; None for all bodies.
State = tuple[tuple[str, datetime, int | None], ...]
_STATE = "state of the decrees"  # kept with the session until it writes or its transaction ends
_built: dict[tuple[object, ...], WorkingCalendar] = {}


def calendar_of(body: PublicBody) -> WorkingCalendar:
    """The calendar that governs the cases of `body`: national decrees, its own local days, its readings (R2, R5)."""
    return calendars_of([body])[body.id]


def calendars_of(bodies: Iterable[PublicBody]) -> dict[int, WorkingCalendar]:
    """The calendars of many bodies, by their id. They are made anew when something was entered or changed; whether it
    was, is asked once a transaction."""
    state = state_of_decrees()
    found = {body: _built.get(_key(body, state)) for body in bodies}
    if unknown := [body for body, calendar in found.items() if calendar is None]:
        facts = _facts(unknown)
        if len(_built) > _MOST_KEPT:
            _built.clear()
        for body in unknown:
            found[body] = _built[_key(body, state)] = _build(body, facts)
    return {body.id: calendar for body, calendar in found.items() if calendar is not None}


def calendars_with(bodies: Iterable[PublicBody], decree: Decree, now: datetime) -> dict[int, WorkingCalendar]:
    """The calendars as they would be if `decree` were entered at `now`: nothing is written, nothing is kept."""
    wanted = list(bodies)
    facts = _facts(wanted)
    return {body.id: _build(body, facts, (_later(decree, now, body.zone),)) for body in wanted}


def calendar_under(body: PublicBody, reading: Reading, now: datetime) -> WorkingCalendar:
    """The calendar as it would be if `body` counted by `reading` from `now` on: nothing is written."""
    return _build(body, _facts([body]), change=(now, reading))


def _facts(bodies: Sequence[PublicBody]) -> _Facts:
    ids = [body.id for body in bodies]
    entered = select(DecreeRow).where(DecreeRow.body_id.in_(ids) | DecreeRow.body_id.is_(None))
    changed = select(ReadingChange).where(ReadingChange.body_id.in_(ids))
    return _Facts(
        db.session.scalar(select(Installation.created_at).limit(1)),
        db.session.scalars(
            entered.options(selectinload(DecreeRow.days)).order_by(DecreeRow.entered_at, DecreeRow.id)
        ).all(),
        db.session.scalars(changed.order_by(ReadingChange.changed_at, ReadingChange.id)).all(),
    )


def state_of_decrees() -> State:
    """What every calendar depends on but its body's readings of today, in one small query a transaction: when the
    installation was made, each decree and each change of a reading, with its instant and its body."""
    known = db.session.info
    if _STATE not in known:
        made = select(literal("").label("what"), Installation.created_at.label("at"), null().label("body_id"))
        entered = select(DecreeRow.number, DecreeRow.entered_at, DecreeRow.body_id)
        changed = select(cast(ReadingChange.id, Text), ReadingChange.changed_at, ReadingChange.body_id)
        told: CompoundSelect[str, datetime, int | None] = union_all(made, entered, changed)
        known[_STATE] = tuple((what, at, of) for what, at, of in db.session.execute(told.order_by("at", "what")))
    found: State = known[_STATE]
    return found


@event.listens_for(Session, "after_flush")
@event.listens_for(Session, "after_transaction_end")
def _forget_state(session: Session, ended: object) -> None:
    """What was just written may have changed the calendars; the next transaction sees what others wrote."""
    session.info.pop(_STATE, None)


def _key(body: PublicBody, state: State) -> tuple[object, ...]:
    own = tuple(row for row in state if row[2] in (None, body.id))
    return body.id, body.zone, body.joint_leave_open, body.counts_first_day, own


def _build(
    body: PublicBody,
    facts: _Facts,
    more: tuple[LaterDecree, ...] = (),
    *,
    change: tuple[datetime, Reading] | None = None,
) -> WorkingCalendar:
    known = known_from_start(facts.made_at, body.zone)
    later = [_later_row(row, body.zone) for row in facts.rows if row.body_id in (None, body.id)]
    former = [
        FormerReading(
            row.changed_at,
            civil_date(row.changed_at, body.zone),
            Reading(row.joint_leave_was_open, row.counted_first_day),
        )
        for row in facts.changes
        if row.body_id == body.id
    ]
    reading = Reading(body.joint_leave_open, body.counts_first_day)
    if change is not None:
        former.append(FormerReading(change[0], civil_date(change[0], body.zone), reading))
        reading = change[1]
    return WorkingCalendar(
        days_in_force(known),
        {decree.year for decree in known if decree.completes_year},
        decrees=[*later, *more],
        former=former,
        joint_leave_open=reading.joint_leave_open,
        counts_first_day=reading.counts_first_day,
    )


def known_from_start(made_at: datetime | None, zone: str) -> tuple[Decree, ...]:
    """The built-in decrees that an installation made at `made_at` knew: signed on or before that day, or on an unknown
    one. Before `pid-tracker init` (None) all are known."""
    made_on = civil_date(made_at, zone) if made_at else date.max
    return tuple(decree for decree in built_in_decrees() if decree.signed_on is None or decree.signed_on <= made_on)


def _later(decree: Decree, at: datetime, zone: str) -> LaterDecree:
    on = civil_date(at, zone)
    return LaterDecree(
        at,
        on,
        tuple(ClosedDay(day.day, day.kind, day.name, decree.number, at, on) for day in decree.days),
        frozenset((decree.amends, day) for day in decree.removes),
        decree.year if decree.completes_year else None,
    )


def _later_row(row: DecreeRow, zone: str) -> LaterDecree:
    days = tuple(ClosedDay(day.day, day.kind, day.name, row.number) for day in row.days if not day.is_removed)
    removes = frozenset(day.day for day in row.days if day.is_removed)
    decree = Decree(row.number, row.title, row.year, row.signed_on, row.amends, removes, days, row.completes_year)
    return _later(decree, row.entered_at, zone)


def known_here() -> tuple[Decree, ...]:
    """The built-in decrees that this installation knew from the start, by the day at its home body."""
    made = db.session.execute(
        select(Installation.created_at, PublicBody.zone).join(PublicBody, PublicBody.code == Installation.body_code)
    ).first()
    return known_from_start(*made) if made else built_in_decrees()


def home_zone() -> str:
    """The zone of the installation's own body, whose day counts for what concerns all bodies."""
    found = db.session.scalar(select(PublicBody.zone).join(Installation, Installation.body_code == PublicBody.code))
    return found or "Asia/Jakarta"


def same_number(number: str) -> str:
    """A decree's number as it is compared: without regard to case, commas and blanks."""
    return re.sub(r"[\s,;]+", " ", number).strip().casefold()


def enter_decree(
    decree: Decree,
    now: datetime,
    *,
    body: PublicBody | None = None,
    approved_by_id: int | None = None,
) -> DecreeRow:
    """Enter a decree, known from `now` on; DecreeKnown when its number is there already.

    Without `approved_by_id` it came from the operator, by the command line. The caller then projects the open cases
    anew (`moving.refresh_dates`), so that open dates move later.
    """
    known = {row.number for row in known_here()} | set(db.session.scalars(select(DecreeRow.number)))
    if same_number(decree.number) in {same_number(number) for number in known}:
        raise DecreeKnown(decree.number)
    row = DecreeRow(
        number=decree.number,
        title=decree.title,
        year=decree.year,
        signed_on=decree.signed_on,
        amends=decree.amends,
        completes_year=decree.completes_year,
        body_id=body.id if body else None,
        entered_at=now,
        entered_by_id=approved_by_id,
        source=DecreeSource.PAGES if approved_by_id else DecreeSource.COMMAND_LINE,
        days=[Holiday(day=day.day, kind=day.kind, name=day.name) for day in decree.days]
        + [Holiday(day=day, kind=DayKind.HOLIDAY, name="", is_removed=True) for day in sorted(decree.removes)],
    )
    db.session.add(row)
    db.session.flush()
    return row
