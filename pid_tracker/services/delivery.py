"""Delivery of the outbox: claim with a lease, send, mark. At least once, with the same Message-ID at every try.

A worker that dies loses nothing: its lease runs out and another takes the row. One message that cannot be sent does not
stop the others; after the last try it is parked and shown on the case.
"""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import flask_mail
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, or_, select

from pid_tracker.extensions import db
from pid_tracker.models import Message, PublicBody
from pid_tracker.services import message_texts
from pid_tracker.services.smtp import MailServer, VerifiedConnection

LEASE = timedelta(minutes=5)
BATCH = 20
#: Pauses after each failed try; after the last one the message is parked as FAILED.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
#: At most so many messages an hour to one address; the rest wait (ruling R16).
PER_HOUR = 3
OPENS, CLOSES = time(7), time(20)
#: Sent at once, at any hour: the receipt, and what somebody has just asked for.
AT_ONCE = frozenset({"n1_received", "code_again"})


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round did."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def deliver_due(server: MailServer, now: datetime) -> Delivered:
    """Send what is due. Commits by itself, message by message: what was sent is marked before the next is tried."""
    sent = postponed = failed = 0
    for message_id in _claim(now):
        message = db.session.get_one(Message, message_id)
        later = _not_before(message, now)
        if later is not None:
            message.due_at, message.lease_until = later, None
            postponed += 1
        else:
            error = _send(server, message)
            if error:
                _note_failure(message, error, now)
                failed += 1
            else:
                message.state, message.sent_at, message.lease_until, message.error = "SENT", now, None, ""
                sent += 1
        db.session.commit()
    return Delivered(sent, postponed, failed)


def _claim(now: datetime) -> Sequence[int]:
    """Take a batch for LEASE; two workers never take the same row (SKIP LOCKED; on SQLite writers queue)."""
    free = or_(Message.lease_until.is_(None), Message.lease_until <= now)
    rows = db.session.scalars(
        select(Message)
        .where(Message.state == "QUEUED", Message.channel == "EMAIL", Message.due_at <= now, free)
        .order_by(Message.due_at, Message.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.lease_until = now + LEASE
    found = [row.id for row in rows]
    db.session.commit()
    return found


def _not_before(message: Message, now: datetime) -> datetime | None:
    """When the message may go, if not now: office hours of the body, and three an hour to one address."""
    if message.template not in AT_ONCE and (opening := _next_opening(message.case.body, now)):
        return opening
    hour = timedelta(hours=1)
    recent = select(func.count(Message.id), func.min(Message.sent_at)).where(
        Message.recipient == message.recipient, Message.state == "SENT", Message.sent_at > now - hour
    )
    count, first = db.session.execute(recent).one()
    return first + hour if count >= PER_HOUR and first is not None else None


def _next_opening(body: PublicBody, now: datetime) -> datetime | None:
    local = now.astimezone(ZoneInfo(body.zone))
    if OPENS <= local.time() < CLOSES:
        return None
    day = local.date() + timedelta(days=local.time() >= CLOSES)
    return datetime.combine(day, OPENS, ZoneInfo(body.zone))


def _send(server: MailServer, message: Message) -> str:
    """Send one message; the reason when it failed, "" when the server took it."""
    body = message.case.body
    try:
        recipient = validate_email(message.recipient, check_deliverability=False).normalized
    except EmailNotValidError:
        return "alamat surel tidak sah"
    subject, text = message_texts.email_text(message)
    mail = flask_mail.Message(
        subject=subject,
        recipients=[recipient],
        body=text,
        sender=server.sender or body.email,
        reply_to=body.email,
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    mail.msgId = message.message_id
    try:
        with VerifiedConnection(server) as connection:
            connection.send(mail)
    except (OSError, smtplib.SMTPException, flask_mail.BadHeaderError) as error:
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _note_failure(message: Message, error: str, now: datetime) -> None:
    message.tries += 1
    message.error, message.lease_until = error, None
    if message.tries > len(PAUSES):
        message.state = "FAILED"
    else:
        message.due_at = now + PAUSES[message.tries - 1]
