"""Delivery of the outbox: claim with a lease, send, mark as taken, note. The same Message-ID at every try.

Each is a committed step of its own. Once the server has taken a mail and that is marked (TAKEN), it is never sent
again: when the note of it fails (the event from which days run), only the note is tried anew. At least once remains
what SMTP cannot tell: a worker that dies, or loses the database, between the server's yes and the mark. Its lease runs
out, and another sends the mail with the same Message-ID; nothing is lost.

One message that cannot be sent does not stop the others; after the last try it is parked and shown on the case. A
server that cannot be used counts against no message. This is the one service that commits: a claim has to be seen
before the mail goes out, and nothing is locked while a server takes its time.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, case, func, or_, select, update

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import Message, PublicBody
from pid_tracker.services.calendar import calendars
from pid_tracker.services.request import deficiency_notices
from pid_tracker.services.telling import letters, message_texts, smtp

LEASE = timedelta(minutes=5)
MOST_TRIES = 8
#: Pauses after a failed try, the last one again and again: short enough that ten minutes after the trouble all is sent.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 9))
#: How long a server may say "try again later" to one message before it is parked.
PATIENCE = timedelta(days=1)
#: When to try again after the server itself could not be used.
OUTAGE_PAUSE = timedelta(minutes=2)
#: At most so many messages an hour to one address; the rest wait (ruling R16).
PER_HOUR = 3
HOUR = timedelta(hours=1)
OPENS, CLOSES = time(7), time(20)
#: Sent at once, at any hour: the receipt, and what somebody has just asked for.
AT_ONCE = frozenset({"n1_received", "code_again"})

_log = logging.getLogger("pid_tracker")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was done: mails the server took, messages put off to their hour, and tries that failed."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        """Both together."""
        return Delivered(self.sent + other.sent, self.postponed + other.postponed, self.failed + other.failed)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A row that is ours until its lease ends; `tries` tells our claim from a later one."""

    message_id: int
    tries: int


def deliver_due(server: smtp.MailServer, now: datetime) -> Delivered:
    """Deliver, one by one, everything that is due at `now`."""
    total = Delivered()
    while (done := deliver_next(server, now)) is not None:
        total += done
    return total


def deliver_next(server: smtp.MailServer, now: datetime) -> Delivered | None:
    """Deliver the message that is due longest, or put it off; None when nothing is due."""
    message = _due_longest(now)
    if message is None:
        db.session.rollback()
        return None
    if message.state is MessageState.TAKEN:  # another worker sent it and could not note it
        message.lease_until = now + LEASE
        db.session.commit()
        _note(message.id, now)
        done = Delivered()
    elif message.lease_until is not None and message.tries >= MOST_TRIES:  # workers died over it, again and again
        _park(message, "pengiriman berhenti di tengah jalan", now)
        done = Delivered(failed=1)
    elif (later := _not_before(message, now)) is not None:
        message.due_at, message.lease_until = later, None
        done = Delivered(postponed=1)
    else:
        message.lease_until, message.tries = now + LEASE, message.tries + 1
        claim = _Claim(message.id, message.tries)
        db.session.commit()
        done = _deliver(server, claim, now)
    db.session.commit()
    return done


def _due_longest(now: datetime) -> Message | None:
    """Locked for us: another worker skips it (SKIP LOCKED), or waits for the whole database (SQLite)."""
    free = or_(Message.lease_until.is_(None), Message.lease_until <= now)
    return db.session.scalars(
        select(Message)
        .where(
            Message.state.in_((MessageState.QUEUED, MessageState.TAKEN)),
            Message.channel == MessageChannel.EMAIL,
            Message.due_at <= now,
            free,
        )
        .order_by(Message.due_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def _not_before(message: Message, now: datetime) -> datetime | None:
    """When the message may go, if not now: hours in which people are awake, and three an hour to one address."""
    if message.template not in AT_ONCE and (opening := _next_opening(message.case.body, now)):
        return opening
    if db.session.get_bind().dialect.name == "postgresql":  # two workers must not count one address at the same time
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(message.recipient, 0))))
    sent = and_(Message.state.in_((MessageState.SENT, MessageState.TAKEN)), Message.sent_at > now - HOUR)
    under_way = and_(Message.state == MessageState.QUEUED, Message.lease_until > now)
    rows = db.session.execute(
        select(Message.sent_at, Message.lease_until).where(
            Message.recipient == message.recipient, Message.id != message.id, or_(sent, under_way)
        )
    ).all()
    moments = sorted(row.sent_at or row.lease_until - LEASE for row in rows)
    return moments[-PER_HOUR] + HOUR if len(moments) >= PER_HOUR else None


def _next_opening(body: PublicBody, now: datetime) -> datetime | None:
    local = now.astimezone(ZoneInfo(body.zone))
    if OPENS <= local.time() < CLOSES:
        return None
    day = local.date() + timedelta(days=local.time() >= CLOSES)
    return datetime.combine(day, OPENS, ZoneInfo(body.zone))


def _deliver(server: smtp.MailServer, claim: _Claim, now: datetime) -> Delivered:
    """Send what was claimed, and mark what came of it."""
    try:
        sheet, mail = _compose(db.session.get_one(Message, claim.message_id), now)
        db.session.commit()  # from here on nothing is locked
        if sheet is not None:
            mail = replace(mail, attachments=((f"tanda-bukti-{sheet.number}.pdf", sheet.pdf()),))
        smtp.post(server, mail)
    except smtp.Outage as outage:
        _wait_for_server(claim, str(outage), now)
    except smtp.Refused as refused:
        _note_failure(claim, str(refused), now, is_temporary=refused.is_temporary)
    except Exception as error:  # a message that cannot be made must not stop the others: it is logged, shown and parked
        db.session.rollback()
        _log.exception("message %d cannot be made", claim.message_id)
        _note_failure(claim, f"surat tidak dapat disusun ({type(error).__name__})", now)
    else:
        db.session.execute(
            update(Message)
            .where(Message.id == claim.message_id, Message.state == MessageState.QUEUED)
            .values(state=MessageState.TAKEN, sent_at=now, lease_until=now + LEASE, error="")
        )
        db.session.commit()
        _note(claim.message_id, now)
        return Delivered(sent=1)
    return Delivered(failed=1)


def _note(message_id: int, now: datetime) -> None:
    """Note that a mail left. What fails here is logged and tried anew when the lease ends; the mail is not."""
    try:
        message = db.session.get_one(Message, message_id, populate_existing=True)
        deficiency_notices.note_sent(message, now)
        message.state, message.lease_until = MessageState.SENT, None
        db.session.commit()
    except Exception:
        db.session.rollback()
        _log.exception("message %d was sent and could not be noted", message_id)


def _compose(message: Message, now: datetime) -> tuple[letters.Sheet | None, smtp.Mail]:
    """The mail, and the receipt that goes with the first one."""
    body = message.case.body
    deficiency_notices.date_it_anew(message, now)
    subject, text = message_texts.email_text(message)
    mail = smtp.Mail(
        recipient=message.recipient,
        subject=subject,
        text=text,
        message_id=message.message_id,
        from_name=f"PPID {body.name}",
        from_address=body.email,
        sent_at=now,
    )
    if message.template != "n1_received":
        return None, mail
    return letters.receipt_sheet(message.case, calendars.calendar_of(body), now), mail


def _park(message: Message, why: str, now: datetime) -> None:
    message.state, message.error, message.lease_until = MessageState.FAILED, why, None
    deficiency_notices.note_parked(message, now)
    _log.error("message %d is parked after %d tries", message.id, message.tries)  # the case says what the server said


def _note_failure(claim: _Claim, why: str, now: datetime, *, is_temporary: bool = False) -> None:
    """Put the message off, or park it after the last try. A claim that was lost meanwhile changes nothing."""
    message = db.session.get_one(Message, claim.message_id, with_for_update=True, populate_existing=True)
    if message.state is not MessageState.QUEUED or message.tries != claim.tries:
        return
    if claim.tries >= MOST_TRIES and not (is_temporary and now - message.queued_at < PATIENCE):
        _park(message, why, now)
        return
    message.error, message.lease_until = why, None
    message.due_at = now + PAUSES[min(claim.tries, len(PAUSES)) - 1]


def _wait_for_server(claim: _Claim, why: str, now: datetime) -> None:
    """All that is due waits for the server, and says so; the try does not count."""
    _log.error("the mail server cannot be used: %s", why)
    ours = and_(Message.id == claim.message_id, Message.tries == claim.tries)
    waiting = and_(Message.due_at <= now, or_(Message.lease_until.is_(None), Message.lease_until <= now))
    rows = (
        select(Message.id)
        .where(Message.state == MessageState.QUEUED, Message.channel == MessageChannel.EMAIL, or_(ours, waiting))
        .with_for_update(skip_locked=True)
    )
    tries = case((Message.id == claim.message_id, Message.tries - 1), else_=Message.tries)
    db.session.execute(
        update(Message)
        .where(Message.id.in_(rows))
        .values(due_at=now + OUTAGE_PAUSE, lease_until=None, error=why, tries=tries),
        execution_options={"synchronize_session": False},
    )
