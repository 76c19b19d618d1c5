"""What a command says when it does not do what was asked: one clear line on standard error, and exit code 1."""

from datetime import UTC, datetime
from typing import IO, Any

import click
import sqlalchemy as sa
from flask import current_app

from pid_tracker.clock import Clock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.models import Installation


class Refusal(click.ClickException):
    """One line, without a stack."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"pid-tracker: {self.format_message()}", file=file, err=file is None)


def need_tables() -> None:
    """Refuse before the tables are there."""
    if not sa.inspect(db.session.connection()).has_table(Installation.__tablename__):
        raise Refusal("basis data belum disiapkan; jalankan dahulu: pid-tracker db upgrade")


def config() -> Config:
    """The configuration of this application."""
    found: Config = current_app.extensions["pid_tracker.config"]
    return found


def said(moment: datetime) -> str:
    """An instant as commands say it: to the minute, in UTC, for the operator of a server."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def now() -> datetime:
    """The instant at which the command runs."""
    clock: Clock = current_app.extensions["pid_tracker.clock"]
    return clock.now()
