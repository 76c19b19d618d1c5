"""Messages: which event tells whom (one table), and the rows of the outbox. Words: `message_texts.py`.
Delivery: `delivery.py`.

A row is written in the act's own transaction; it holds dates and facts, never a name, a code or what was asked.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, DueDateMoved
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.vocabulary.handling import MessageChannel
from pid_tracker.models import CaseEventRow, CaseFile, Message

#: Event -> template of the message to the requester (journeys 3.2). The answer's template depends on its outcome.
TELLS: Mapping[E, str] = {
    E.FILED: "n1_received",
    E.DEFICIENCY_NOTIFIED: "n2_incomplete",
    E.COMPLETED: "n3_complete",
    E.PART_ROUTED: "n4_searching",
    E.EXTENDED: "n5_extended",
    E.ANSWERED: "",
    E.WITHDRAWN: "withdrawn",
    E.LAPSED: "lapsed",
    E.COST_NOTED: "n10_cost",
    E.HANDED_OVER: "handed_over",
    E.CORRECTED: "corrected",
    E.LATE_NOTICE: "n11_late",
    **dict.fromkeys((E.DISPUTE_REGISTERED, E.DISPUTE_STAGED, E.COURT_FILED, E.DISPUTE_CLOSED), "dispute_news"),
    E.RULING_RECEIVED: "n15_ruling",
    E.RULING_EXECUTED: "n16_ruling_executed",
    E.DUE_DATE_MOVED: "date_moved",
    E.OBJECTED: "n12_objection",
    E.OBJECTION_DECIDED: "n13_decision",
    E.SUPERIOR_SILENT: "n14_silent",
    E.DECISION_EXECUTED: "executed",
    E.QUESTION_ASKED: "n16_question",
    E.PARTLY_DELIVERED: "n17_partly_delivered",
    E.RELABELLED: "n18_relabelled",
    E.INSISTED: "n19_insisted",
}
#: An objection on ground b without a request gets its tracking code with the message about it.
WITHOUT_REQUEST = "n12_without_request"

_SITTING = timedelta(minutes=10)

ANSWER_TELLS: Mapping[Outcome, str] = {
    Outcome.GRANTED: "n6_granted",
    Outcome.PARTLY_GRANTED: "n7_partly",
    Outcome.REFUSED: "n8_refused",
    Outcome.NOT_HELD: "n9_not_held",
    Outcome.REFERRED: "n9_not_held",
}


def queue_for(case: CaseFile, row: CaseEventRow, now: datetime) -> None:
    """Queue what the table says about this event; nothing for events that tell nobody."""
    if row.kind not in TELLS:
        return
    template = ANSWER_TELLS[row.facts.outcome] if isinstance(row.facts, Answered) else TELLS[row.kind]
    if row.kind is E.OBJECTED and not case.has_request:
        template = WITHOUT_REQUEST
    if isinstance(row.facts, DueDateMoved) and row.facts.told_with is not None:  # the message of the first names both
        return
    due_at = now
    if row.kind is E.PART_ROUTED:  # several parts routed at one sitting are one message, which names all offices
        if (waiting := _waiting(case, template, now)) is not None:
            waiting.facts = _facts(case, row)
            return
        due_at = now + _SITTING
    queue(case, template, occasion=f"event {row.seq}", now=now, facts=_facts(case, row), due_at=due_at)


def _waiting(case: CaseFile, template: str, now: datetime) -> Message | None:
    """The message of this template that nobody has read or begun to send; its words are made when it is."""
    unsent = (Message.channel == "DESK") | (Message.lease_until.is_(None) & (Message.due_at > now))
    wanted = select(Message).where(
        Message.case_id == case.id, Message.template == template, Message.state == "QUEUED", unsent
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
