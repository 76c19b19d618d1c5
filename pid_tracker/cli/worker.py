"""`pid-tracker worker [--once]`: delivers queued messages; any number of workers may run."""

import logging
import signal
import sys
import threading

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from pid_tracker.cli.refusal import config, now
from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import Message
from pid_tracker.services.telling import delivering
from pid_tracker.services.telling.smtp import BadMailAddress, MailServer

POLL_SECONDS = 5

_log = logging.getLogger("pid_tracker")


@click.command("worker")
@click.option("--once", is_flag=True, help="Kirim yang sudah waktunya, lalu berhenti.")
@with_appcontext
def worker(once: bool) -> None:
    """Kirim pesan yang menunggu di antrean lewat SMTP (MAIL_URL)."""
    mail_url = config().mail_url
    if not mail_url:
        click.echo(f"MAIL_URL belum diatur: {_waiting()} pesan tetap menunggu di antrean, tidak ada yang dikirim.")
        return
    try:
        server = MailServer.from_url(mail_url)
    except BadMailAddress as error:
        click.echo(f"pid-tracker worker: {error}. {_waiting()} pesan tetap menunggu di antrean.", err=True)
        sys.exit(1)
    if once:
        _report(delivering.deliver_due(server, now()))
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())  # the message under way is finished first
    while not stop.is_set():
        if not _work(server):
            stop.wait(POLL_SECONDS)


def _work(server: MailServer) -> bool:
    """Deliver one message; whether there was one. A database that is away for a moment does not end the worker."""
    try:
        done = delivering.deliver_next(server, now())
    except Exception:  # logged; the row comes back when its lease ends
        _log.exception("the outbox cannot be read or marked")
        done = None
    db.session.remove()
    if done is not None:
        _report(done)
    return done is not None


def _waiting() -> int:
    queued = select(func.count(Message.id)).where(
        Message.state == MessageState.QUEUED, Message.channel == MessageChannel.EMAIL
    )
    return db.session.scalar(queued) or 0


def _report(done: delivering.Delivered) -> None:
    click.echo(f"{done.sent} terkirim, {done.postponed} ditunda, {done.failed} gagal.")
