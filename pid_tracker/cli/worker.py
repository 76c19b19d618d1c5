"""`pid-tracker worker [--once]`: delivers queued messages; any number of workers may run."""

import signal
import sys
import threading

import click
from flask import current_app
from flask.cli import with_appcontext

from pid_tracker.extensions import db
from pid_tracker.services import delivery
from pid_tracker.services.smtp import BadMailAddress, MailServer

POLL_SECONDS = 5


@click.command("worker")
@click.option("--once", is_flag=True, help="Kirim yang sudah waktunya, lalu berhenti.")
@with_appcontext
def worker(once: bool) -> None:
    """Kirim pesan yang menunggu di antrean lewat SMTP (MAIL_URL)."""
    url = current_app.extensions["pid_tracker.config"].mail_url
    clock = current_app.extensions["pid_tracker.clock"]
    try:
        server = MailServer.from_url(url)
    except BadMailAddress as error:
        click.echo(f"pid-tracker worker: {error}. Pesan tetap menunggu di antrean.", err=True)
        sys.exit(1)
    stop = threading.Event()
    if not once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
    while True:
        done = delivery.deliver_due(server, clock.now())
        db.session.remove()
        if done.sent or done.postponed or done.failed:
            click.echo(f"{done.sent} terkirim, {done.postponed} ditunda, {done.failed} gagal.")
        elif once:
            break
        if not once and stop.wait(0 if done.sent else POLL_SECONDS):
            break
