"""Commands. Each module has one subject; `COMMANDS` lists what `pid-tracker` and `flask --app wsgi` both offer."""

import click
from flask import Flask

from pid_tracker.cli.backup_command import backup, backup_key
from pid_tracker.cli.checking import rebuild, verify
from pid_tracker.cli.clock_command import clock
from pid_tracker.cli.clock_note_command import clock_note
from pid_tracker.cli.database import database
from pid_tracker.cli.demo import demo
from pid_tracker.cli.init import add_admin, init
from pid_tracker.cli.load import load
from pid_tracker.cli.nightly import nightly
from pid_tracker.cli.restore_command import restore, restore_seen
from pid_tracker.cli.worker import worker

HELP = "PID Tracker: permintaan informasi publik menurut UU 14/2008."

COMMANDS: tuple[click.Command, ...] = (
    *(clock, database, demo, init, add_admin, load, nightly, clock_note, verify, rebuild, worker),
    *(backup_key, backup, restore, restore_seen),
)


def register(app: Flask) -> None:
    """Offer the same commands through `flask --app wsgi`."""
    for command in COMMANDS:
        app.cli.add_command(command)
