"""`pid-tracker db upgrade / check / revision / current`: plain Alembic on the configured database."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask.cli import with_appcontext

from pid_tracker.extensions import db

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def alembic_config() -> AlembicConfig:
    """Alembic on the folder `migrations/` and on the engine of the running application."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = db.engine
    return config


@click.group("db")
def database() -> None:
    """Struktur basis data (Alembic)."""


@database.command("upgrade")
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Naikkan ke versi terbaru."""
    command.upgrade(alembic_config(), revision)


@database.command("downgrade")
@click.argument("revision")
@with_appcontext
def downgrade(revision: str) -> None:
    """Turunkan ke versi tertentu."""
    command.downgrade(alembic_config(), revision)


@database.command("check")
@with_appcontext
def check() -> None:
    """Periksa bahwa tabel sama dengan model."""
    command.check(alembic_config())


@database.command("current")
@with_appcontext
def current() -> None:
    """Versi yang terpasang."""
    command.current(alembic_config(), verbose=True)


@database.command("revision")
@click.option("-m", "--message", required=True)
@with_appcontext
def revision(message: str) -> None:
    """Buat versi baru dari perbedaan model dan tabel."""
    config = alembic_config()
    number = len(list((MIGRATIONS / "versions").glob("[0-9]*.py"))) + 1
    command.revision(config, message=message, autogenerate=True, rev_id=f"{number:04d}")
