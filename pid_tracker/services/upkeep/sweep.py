"""The night's work at one body: what only the passing of days changes.

Every rule compares with "<" or "<=", never with "==", so that a missed night is made good.
Run twice it adds nothing: an event is recorded once per case, and only where the law's own fold still asks for it. The
caller commits, one body at a time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import exists, func, or_, select, update

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare, LateNotice, SuperiorSilent
from pid_tracker.law.permissions import SYSTEM
from pid_tracker.law.states import REPAIRED_BESIDE, Stage
from pid_tracker.models import CaseEventRow, CaseFile, Message, PublicBody
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.publishing import snapshots
from pid_tracker.services.request import deficiency_notices

#: "Kami terlambat" reaches people from this hour on, and not in the night (journeys 3.2).
MORNING, EVENING = time(7), time(20)
#: From this month on the decree of the next year should be there (message I-7).
DECREE_EXPECTED_FROM_MONTH = 10


@dataclass(frozen=True, slots=True)
class Night:
    """What was done at one body. `years_without_decree` are years that open terms touch, or that are about to begin."""

    body: str
    moved: int = 0
    lapsed: int = 0
    in_process: int = 0
    told_late: int = 0
    told_silent: int = 0
    snapshots: int = 0
    years_without_decree: tuple[int, ...] = ()


def sweep(body: PublicBody, now: datetime) -> Night:
    """All of the night's work at `body`, in the order in which one step can change the next."""
    casefile.lock_register()
    calendar, today = calendars.calendar_of(body), civil_date(now, body.zone)
    _stop_for_failed_notices(body, now, calendar, today)
    return Night(
        body=body.name,
        moved=moving.refresh_dates(body, now),
        lapsed=_lapse(body, now, calendar, today),
        in_process=_begin_process(body, calendar, today),
        told_late=_tell_late(body, now, calendar, today),
        told_silent=_tell_silence(body, now, calendar, today),
        snapshots=snapshots.take_snapshot(body, now),
        years_without_decree=_years_without_decree(body, calendar, today),
    )


def _never(kind: E) -> sa.ColumnElement[bool]:
    return ~exists().where(CaseEventRow.case_id == CaseFile.id, CaseEventRow.kind == kind)


#: Stages in which the requester's days to repair can run: an objection on ground b or f does not stop them.
_REPAIRING = CaseFile.stage.in_((Stage.INCOMPLETE, Stage.NOT_CONTINUED, *REPAIRED_BESIDE))


def _lapsing(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> list[CaseFile]:
    cases = moving.cases(body, _REPAIRING, CaseFile.repair_due_on < today, _never(E.LAPSED), moving.reached(now))
    return [case for case in cases if casefile.reckoning_of(case, calendar, today).lapsed]


def _stop_for_failed_notices(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> None:
    """Nobody's days to repair run out over a notice that did not arrive (ruling R3)."""
    ending = (_REPAIRING, CaseFile.repair_due_on <= today, _never(E.LAPSED), _never(E.NOTICE_FAILED))
    for case in moving.cases(body, *ending, deficiency_notices.has_failed(), moving.reached(now)):
        deficiency_notices.note_failed(case, now, calendar)


def _lapse(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> int:
    """Not repaired in time: not continued, which is no refusal (PERKI 1/2021 Pasal 33 ayat (4))."""
    cases = _lapsing(body, now, calendar, today)
    for case in cases:
        casefile.record(case, Bare(E.LAPSED), Hand(SYSTEM, now, calendar))
    return len(cases)


def _begin_process(body: PublicBody, calendar: WorkingCalendar, today: date) -> int:
    """The days to say what is missing are over: the request counts as complete, and is in process (ruling R3)."""
    cases = moving.cases(body, CaseFile.stage == Stage.RECEIVED, CaseFile.check_due_on < today)
    for case in cases:
        casefile.project(case, calendar, today)
    return len(cases)


def _late(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> list[CaseFile]:
    """Not while a re-labelling holds that came in time: then nothing is late (ruling R11)."""
    is_request = or_(CaseFile.label == "", CaseFile.relabelled_on > CaseFile.due_on)
    knows = CaseFile.objected_on > CaseFile.due_on  # who objected to the silence need not be told of it
    owed = sa.and_(CaseFile.is_unanswered, CaseFile.due_on < today, is_request)
    cases = moving.cases(
        body, owed, or_(CaseFile.objected_on.is_(None), ~knows), _never(E.LATE_NOTICE), moving.reached(now)
    )
    return [case for case in cases if case.due_on is not None and calendar.between(case.due_on, today) > 0]


def _silent(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> list[CaseFile]:
    waiting = CaseFile.stage == Stage.UNDER_OBJECTION
    cases = moving.cases(body, waiting, CaseFile.decide_due_on < today, _never(E.SUPERIOR_SILENT), moving.reached(now))
    return [case for case in cases if case.decide_due_on and calendar.between(case.decide_due_on, today) > 0]


def would_tell(body: PublicBody, now: datetime) -> int:
    """How many requesters this night would tell: late, silent, or not continued; nothing is recorded."""
    calendar, today = calendars.calendar_of(body), civil_date(now, body.zone)
    return sum(len(told(body, now, calendar, today)) for told in (_late, _silent, _lapsing))


def _tell_late(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> int:
    """Say "kami terlambat" on the first working morning after the due date, once, unless answered meanwhile."""
    cases = _late(body, now, calendar, today)
    for case in cases:
        row = casefile.record(case, LateNotice(case.due_on), Hand(SYSTEM, now, calendar))
        _send_in_the_morning(row, now, body.zone)
    return len(cases)


def _tell_silence(body: PublicBody, now: datetime, calendar: WorkingCalendar, today: date) -> int:
    """The superior's days ran out unanswered: said once, on the first working morning, with the way to the commission.

    UU 14/2008 Pasal 37; PERKI 1/2013 Pasal 5 huruf b. It waits for no opt-in (ruling R16).
    """
    cases = _silent(body, now, calendar, today)
    for case in cases:
        row = casefile.record(case, SuperiorSilent(case.decide_due_on), Hand(SYSTEM, now, calendar))
        _send_in_the_morning(row, now, body.zone)
    return len(cases)


def _send_in_the_morning(row: CaseEventRow, now: datetime, zone: str) -> None:
    """What the event tells reaches people from seven o'clock on."""
    db.session.execute(
        update(Message)
        .where(Message.case_id == row.case_id, Message.occasion == f"event {row.seq}")
        .values(due_at=_morning(now, zone))
    )


def _morning(now: datetime, zone: str) -> datetime:
    """Seven o'clock at the office on the day of `now`; on the next day when the evening has begun."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=local.time() >= EVENING)
    return datetime.combine(day, MORNING, ZoneInfo(zone))


def _years_without_decree(body: PublicBody, calendar: WorkingCalendar, today: date) -> tuple[int, ...]:
    """Years without a decree that open terms touch; from October on the next year too (ruling R14)."""
    last = db.session.scalar(
        select(func.max(func.coalesce(CaseFile.due_on, CaseFile.repair_due_on))).where(
            CaseFile.body_id == body.id, CaseFile.is_unanswered
        )
    )
    until = max(today.year + (today.month >= DECREE_EXPECTED_FROM_MONTH), last.year if last else 0)
    return tuple(year for year in range(today.year, until + 1) if year not in calendar.decreed)
