"""Messages: the rows of the outbox. Which event tells what: `words/tellings/`; the values: `telling/values/`.

A row is written in the act's own transaction; it holds dates and facts, never a name, a code or what was asked.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import CaseEventRow, CaseFile, Message
from pid_tracker.services.words.tellings import TELLINGS


def queue_for(case: CaseFile, row: CaseEventRow, now: datetime) -> None:
    """Queue what its telling says about this event; nothing for events that tell nobody."""
    telling = TELLINGS[row.kind]
    if not (template := telling.message_for(row.facts)):
        return
    if telling.sitting and (waiting := _waiting(case, template, now)) is not None:
        waiting.facts = _facts(case, row)
        return
    queue(case, template, occasion=f"event {row.seq}", now=now, facts=_facts(case, row), due_at=now + telling.sitting)


def _waiting(case: CaseFile, template: str, now: datetime) -> Message | None:
    """The message of this template that nobody has read or begun to send; its words are made when it is."""
    unsent = (Message.channel == MessageChannel.DESK) | (Message.lease_until.is_(None) & (Message.due_at > now))
    wanted = select(Message).where(
        Message.case_id == case.id, Message.template == template, Message.state == MessageState.QUEUED, unsent
    )
    return db.session.scalars(wanted.order_by(Message.id.desc()).limit(1)).one_or_none()


def _facts(case: CaseFile, row: CaseEventRow) -> dict[str, JSONValue]:
    due, objection, decide = case.due_on, case.object_due_on, case.decide_due_on
    return {
        "seq": row.seq,
        "due_on": due.isoformat() if due else None,
        "certain": case.due_certain,
        "check_due_on": case.check_due_on.isoformat() if case.check_due_on else None,
        "repair_due_on": case.repair_due_on.isoformat() if case.repair_due_on else None,
        "object_due_on": objection.isoformat() if objection else None,
        "complete_on": case.complete_on.isoformat() if case.complete_on else None,
        "decide_due_on": decide.isoformat() if decide else None,
    }


def queue(
    case: CaseFile,
    template: str,
    *,
    occasion: str,
    now: datetime,
    facts: Mapping[str, Any],
    due_at: datetime | None = None,
) -> Message | None:
    """One row of the outbox for the requester; the same (case, template, recipient, occasion) is queued once only.

    A requester without e-mail is told by the desk: the row waits on the desk's list. None when it was queued before.
    """
    email = case.requester.email if case.requester else ""
    recipient, channel = (email.strip().lower(), MessageChannel.EMAIL) if email else ("meja", MessageChannel.DESK)
    known = select(Message.id).where(
        Message.case_id == case.id,
        Message.template == template,
        Message.recipient == recipient,
        Message.occasion == occasion,
    )
    if db.session.scalar(known) is not None:
        return None
    message = Message(
        case=case,
        template=template,
        recipient=recipient,
        occasion=occasion,
        channel=channel,
        facts=dict(facts),
        queued_at=now,
        due_at=due_at or now,
        message_id=f"<{secrets.token_hex(16)}@pid-tracker>",
    )
    db.session.add(message)
    db.session.flush()
    return message
