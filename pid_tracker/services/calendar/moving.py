"""Told dates that move: which open cases a new day or another way of counting reaches, and the events that tell it.

The preview (`decree_effect.py`), the acts of a decree or a reading, and the night ask the same functions.
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import exists, func, select
from sqlalchemy.orm import selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.facts import DueDateMoved
from pid_tracker.law.permissions import SYSTEM
from pid_tracker.law.states import OPEN_STAGES, Stage
from pid_tracker.models import CaseEventRow, CaseFile, DecreeRow, PublicBody, ReadingChange
from pid_tracker.services.calendar import calendars, told_dates
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand


def refresh_dates(body: PublicBody, now: datetime) -> int:
    """Bring open cases in line with decrees entered, and readings changed, since they were last projected.

    Gives how many dates that were told moved later (`told_dates.moves`): each is an event with its duty, the old and
    the new date and the decree that moved it; the dates of one case are told in one message, that of the first event
    (`told_with`). Dates that nobody was told (extension, safe date, terms only foreseen) follow in the projections.
    """
    entered = dict(
        db.session.execute(
            select(DecreeRow.number, DecreeRow.entered_at).where(
                (DecreeRow.body_id == body.id) | DecreeRow.body_id.is_(None)
            )
        ).all()
    )
    changed = db.session.scalar(select(func.max(ReadingChange.changed_at)).where(ReadingChange.body_id == body.id))
    news = [*entered.values(), *([changed] if changed else [])]
    if not news:
        return 0
    calendar, today = calendars.calendar_of(body), civil_date(now, body.zone)
    moved = 0
    for case in running_cases(body, today, CaseFile.projected_on <= civil_date(max(news), body.zone), reached(now)):
        recent = {number for number, at in entered.items() if civil_date(at, body.zone) >= case.projected_on}
        moves, first = told_dates.moves(case, calendar, today), None
        for move in moves:
            decree, because = move.because(recent)
            moved_later = DueDateMoved(move.old, move.new, move.duty, decree, because, first)
            row = casefile.record(case, moved_later, Hand(SYSTEM, now, calendar))
            first = row.seq if first is None else first
        if not moves:
            casefile.project(case, calendar, today)
        moved += len(moves)
    return moved


#: Stages in which a term of the law runs, or the safe date still follows the calendar.
_RUNNING = (
    *(*OPEN_STAGES, Stage.NOT_CONTINUED),  # until the night tells the lapse its safe date follows the calendar
    *(Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE),
)


def running_cases(body: PublicBody, today: date, *conditions: sa.ColumnElement[bool]) -> Sequence[CaseFile]:
    """The cases in which a term of the law runs, or a right of the requester is still open."""
    may_object = (CaseFile.stage == Stage.ANSWERED) & (CaseFile.object_due_on >= today)
    may_go_to_court = (CaseFile.court_due_on >= today) & CaseFile.court_on.is_(None)  # also when the dispute is closed
    return cases(body, CaseFile.stage.in_(_RUNNING) | may_object | may_go_to_court, *conditions)


def cases(body: PublicBody, *conditions: sa.ColumnElement[bool]) -> Sequence[CaseFile]:
    """The body's own cases under some conditions, with what recording an event reads. Imported rows are left alone."""
    return db.session.scalars(
        select(CaseFile)
        .where(CaseFile.body_id == body.id, CaseFile.is_imported.is_(False), *conditions)
        .options(selectinload(CaseFile.events), selectinload(CaseFile.parts), selectinload(CaseFile.requester))
        .order_by(CaseFile.id)
    ).all()


def reached(now: datetime) -> sa.ColumnElement[bool]:
    """Not the cases that wait, because a clock that had leapt recorded their last event later than `now`."""
    last = (CaseEventRow.case_id == CaseFile.id, CaseEventRow.seq == CaseFile.last_seq)
    return ~exists().where(*last, CaseEventRow.at > now)
