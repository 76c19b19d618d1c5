"""What a decree, or another way of counting, would change (pratinjau dampak): by the real engine, writing nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import Reading, WorkingCalendar
from pid_tracker.law.decrees import Decree
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.calendar import calendars, moving, told_dates
from pid_tracker.services.gate import casefile
from pid_tracker.services.words.told_terms import TOLD

#: What follows the calendar without being told: dates for officers, and the told ones while they are only foreseen.
_BESIDE = ("check_due_on", "extendable_to", "safe_on", *(row.column for row in TOLD.values()))


@dataclass(frozen=True, slots=True)
class Move:
    """One date of an open case that its requester was told and that would move later."""

    number: str
    body: str
    duty: str
    old: date
    new: date

    @property
    def what(self) -> str:
        """What has to be done by that date, in words."""
        return TOLD[self.duty].what


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change: dates that move and are told, cases of which only another date follows, those left alone."""

    moves: tuple[Move, ...] = ()
    beside: int = 0
    late: int = 0
    closed: int = 0

    @property
    def cases(self) -> int:
        """In how many cases a date moves: so many requesters are told."""
        return len({move.number for move in self.moves})

    @property
    def by_dates(self) -> list[tuple[str, date, date, int]]:
        """How many of which date move from which day to which, in order."""
        places = list(TOLD)
        tally = Counter((places.index(move.duty), move.old, move.new) for move in self.moves)
        return [
            (TOLD[places[place]].what, old, new, count)
            for (place, old, new), count in sorted(tally.items())
        ]  # fmt: skip

    @property
    def by_body(self) -> list[tuple[str, int]]:
        """In how many cases of each body a date moves, by name."""
        return sorted(Counter(body for body, _ in {(move.body, move.number) for move in self.moves}).items())


def of_decree(decree: Decree, bodies: Sequence[PublicBody], now: datetime) -> Effect:
    """What would change if the decree were approved at `now`."""
    days = [row.day for row in decree.days]
    return _effect(bodies, calendars.calendars_with(bodies, decree, now), now, days)


def of_reading(body: PublicBody, reading: Reading, now: datetime) -> Effect:
    """What would change if the body counted by `reading` from `now` on."""
    return _effect([body], {body.id: calendars.calendar_under(body, reading, now)}, now, None)


def _effect(
    bodies: Sequence[PublicBody], after: Mapping[int, WorkingCalendar], now: datetime, days: list[date] | None
) -> Effect:
    moves, beside, late, closed = list[Move](), 0, 0, 0
    for body in bodies:
        today = civil_date(now, body.zone)
        for case in moving.running_cases(body, today):
            found = told_dates.moves(case, after[body.id], today)
            moves += [Move(case.number, body.short_name, move.duty, move.old, move.new) for move in found]
            then = {} if found else casefile.projection(case, after[body.id], today)
            beside += any(then[name] != getattr(case, name) for name in _BESIDE if name in then)
        late += _count(body, days, and_(CaseFile.is_unanswered, CaseFile.due_on < today))
        closed += _count(body, days, or_(CaseFile.answered_on.is_not(None), CaseFile.ended_on.is_not(None)))
    return Effect(tuple(moves), beside, late, closed)


def _count(body: PublicBody, days: list[date] | None, *conditions: ColumnElement[bool]) -> int:
    """How many cases of the body; with `days`, only those whose term holds one of them."""
    if days is not None:
        spans = [and_(CaseFile.complete_on < day, CaseFile.due_on >= day) for day in days if day.weekday() < 5]
        if not spans:
            return 0
        conditions = (*conditions, or_(*spans))
    statement = select(func.count(CaseFile.id)).where(
        CaseFile.body_id == body.id, CaseFile.is_imported.is_(False), *conditions
    )
    return db.session.scalar(statement) or 0
