"""Whether a notice of deficiency (surat keterangan tidak lengkap) reached the requester.

The three days to repair run from receipt, and a failed delivery starts nothing (PERKI 1/2021 Pasal 33 ayat (3); ruling
R3). A notice by e-mail counts from its own day when the mail left on that day; from the day it left when that was
later; and not at all while it fails. Whom no machine reaches is told by the desk, and the days run from there. The
clock file knows none of this: there, the notice carries the day of its receipt.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import exists, or_

from pid_tracker.clock import civil_date
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import TO_BE_TOLD
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare
from pid_tracker.law.permissions import SYSTEM
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import MessageState
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.calendar import calendars
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand

TEMPLATE = "n2_incomplete"


def reach_of(case: CaseFile) -> str:
    """The result of a notice to this requester: TO_BE_TOLD without an address that a machine reaches, else empty."""
    return "" if case.requester is not None and case.requester.email.strip() else TO_BE_TOLD


def waits(case: CaseFile, calendar: WorkingCalendar) -> bool:
    """Whether a notice was given and has not reached the requester yet."""
    return casefile.fold(case.events, calendar, case.filed_on).notice_waits


def has_failed() -> sa.ColumnElement[bool]:
    """Cases whose notice by e-mail failed for good, or still fails after its first tries."""
    still = sa.and_(Message.state == MessageState.QUEUED, Message.error != "")
    return exists().where(
        Message.case_id == CaseFile.id, Message.template == TEMPLATE, or_(Message.state == MessageState.FAILED, still)
    )


def note_failed(case: CaseFile, now: datetime, calendar: WorkingCalendar) -> bool:
    """The mail with the notice did not arrive: the days to repair do not run. False when the notice binds nobody any
    more (completed, answered, lapsed, or told meanwhile)."""
    return _recorded(case, E.NOTICE_FAILED, Hand(SYSTEM, now, calendar))


def note_told(message: Message, hand: Hand) -> bool:
    """The desk told the requester what the notice says: the days run from today, if it had not arrived before."""
    if message.template != TEMPLATE or not waits(message.case, hand.calendar):
        return False
    return _recorded(message.case, E.NOTICE_DELIVERED, hand)


def note_sent(message: Message, now: datetime) -> bool:
    """A mail left: when it is a notice that left later than on its own day, the days run from the day it left."""
    case = message.case
    calendar = calendars.calendar_of(case.body)
    if message.template != TEMPLATE or not (waits(case, calendar) or _is_later(message, now)):
        return False
    return _recorded(case, E.NOTICE_DELIVERED, Hand(SYSTEM, now, calendar))


def note_parked(message: Message, now: datetime) -> None:
    """A message is parked after its last try."""
    if message.template == TEMPLATE:
        note_failed(message.case, now, calendars.calendar_of(message.case.body))
        forget_date(message)


def forget_date(message: Message) -> None:
    """The date that the notice would have named holds no more; what is read out says the number of days instead."""
    message.facts = {**message.facts, "repair_due_on": None}


def date_it_anew(message: Message, now: datetime) -> None:
    """A notice that leaves later than on its own day names the last day that follows from today."""
    if message.template == TEMPLATE and (message.facts.get("repair_due_on") is None or _is_later(message, now)):
        case, days = message.case, in_force(message.case.filed_on)[Duty.COMPLETE].working_days
        last = calendars.calendar_of(case.body).count(civil_date(now, case.body.zone), days).day
        message.facts = {**message.facts, "repair_due_on": last.isoformat()}


def _is_later(message: Message, now: datetime) -> bool:
    return civil_date(now, message.case.body.zone) > _own_day(message)


def _own_day(message: Message) -> date:
    return civil_date(message.queued_at, message.case.body.zone)


def _recorded(case: CaseFile, kind: E, hand: Hand) -> bool:
    """Record it where the law still asks for it: a message may come or fail when the case has gone on."""
    try:
        casefile.record(case, Bare(kind), hand)
    except IllegalStep:
        return False
    return True
