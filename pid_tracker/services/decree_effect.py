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
from pid_tracker.law.states import OPEN_STAGES
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services import calendars, casefile, sweep

#: Dates beside the due date of the answer that follow the calendar.
_BESIDE = (
    *("check_due_on", "repair_due_on", "extendable_to", "safe_on"),
    *("object_due_on", "decide_due_on", "commission_due_on"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """One open case whose due date would move later."""

    number: str
    body: str
    old: date
    new: date


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change: due dates that move, cases of which only another date follows, and those left alone."""

    moves: tuple[Move, ...] = ()
    beside: int = 0
    late: int = 0
    closed: int = 0

    @property
    def by_dates(self) -> list[tuple[date, date, int]]:
        """How many move from which day to which, in order."""
        tally = Counter((move.old, move.new) for move in self.moves)
        return [(old, new, count) for (old, new), count in sorted(tally.items())]

    @property
    def by_body(self) -> list[tuple[str, int]]:
        """How many move at each body, by name."""
        return sorted(Counter(move.body for move in self.moves).items())


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
    moves, beside, late, closed = [], 0, 0, 0
    for body in bodies:
        today = civil_date(now, body.zone)
        for case in sweep.running_cases(body, today):
            then = casefile.projection(case, after[body.id], today)
            new = then["due_on"]
            if case.due_on is not None and isinstance(new, date) and new > case.due_on:
                moves.append(Move(case.number, body.short_name, case.due_on, new))
            elif any(then[name] != getattr(case, name) for name in _BESIDE):
                beside += 1
        late += _count(body, days, CaseFile.stage.in_(OPEN_STAGES), CaseFile.due_on < today)
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
