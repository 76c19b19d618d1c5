"""What a monitor asks: one look at the installation as plain numbers, each from a counter or the head of an index.

`readiness.py` makes rows of them for people, `web/public/metrics.py` lines for machines. Ages are in seconds, and
infinite for what never happened; None is what is not watched or cannot be known.
"""

import math
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from pid_tracker.extensions import db, storage_url
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import LastRun, Message
from pid_tracker.models.last_run import RunKind
from pid_tracker.services.gate import timekeeping
from pid_tracker.services.store import files

#: What is due and was not handed to the mail server.
WAITING = (Message.channel == MessageChannel.EMAIL, Message.state == MessageState.QUEUED)
_MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


@dataclass(frozen=True, slots=True)
class Watched:
    """What differs between installations: folders whose disk must not fill up, and where backups lie."""

    folders: Mapping[str, Path]
    backups: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The last run of one kind."""

    age: float = math.inf
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Measures:
    """One look. `disk` is the free share (0 to 1) by folder; `clock_error` how far the clock is wrong at least."""

    database_answers: bool = False
    tables_are_current: bool = False
    store_takes_bytes: bool = False
    outbox_age: float | None = None
    clock_error: float | None = None
    backup_age: float | None = None
    disk: Mapping[str, float] = field(default_factory=dict)
    runs: Mapping[RunKind, Run] = field(default_factory=dict)


def look(watched: Watched, now: datetime) -> Measures:
    """Ask everything once; a database that does not answer leaves what it would have said unknown."""
    of_machine = Measures(
        store_takes_bytes=_takes_bytes(storage_url(), int(now.timestamp()) // 60),
        disk={name: free for name, folder in watched.folders.items() if (free := _free(folder)) is not None},
        backup_age=None if watched.backups is None else _backup_age(watched.backups, now),
    )
    try:
        heads = set(db.session.scalars(text("SELECT version_num FROM alembic_version")))
        if heads != {_newest_revision()}:  # its other tables may be different, too
            return replace(of_machine, database_answers=True)
        return replace(
            of_machine,
            database_answers=True,
            tables_are_current=True,
            outbox_age=_outbox_age(now),
            clock_error=_clock_error(now),
            runs={kind: _last(kind, now) for kind in RunKind},
        )
    except SQLAlchemyError:
        db.session.rollback()
        return of_machine


@cache
def _newest_revision() -> str | None:
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


@lru_cache(maxsize=1)
def _takes_bytes(url: str, minute: int) -> bool:
    """Tried once a minute, however often strangers ask."""
    return files.takes_bytes()


def _free(folder: Path) -> float | None:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:  # no such folder yet
        return None
    return usage.free / usage.total


def _backup_age(folder: Path, now: datetime) -> float:
    try:
        with os.scandir(folder) as entries:
            made = [one.stat().st_mtime for one in entries if one.is_file() and not one.name.startswith(".")]
    except OSError:  # no folder, no backup
        made = []
    return max(now.timestamp() - max(made), 0.0) if made else math.inf


def _outbox_age(now: datetime) -> float:
    """How long the oldest message that is due waits; 0 when none does."""
    oldest = db.session.scalar(select(Message.due_at).where(*WAITING).order_by(Message.due_at).limit(1))
    return max((now - oldest).total_seconds(), 0.0) if oldest else 0.0


def _clock_error(now: datetime) -> float:
    """By the newest event of the register, and by the clock of a database that has one of its own."""
    newest = timekeeping.newest_event()
    behind = (newest - now).total_seconds() if newest else 0.0
    if db.engine.dialect.name != "postgresql":
        return max(behind, 0.0)
    theirs: datetime = db.session.scalars(text("SELECT clock_timestamp()")).one()
    return max(behind, abs((theirs.astimezone(UTC) - now).total_seconds()))


def _last(kind: RunKind, now: datetime) -> Run:
    row = db.session.get(LastRun, kind)
    return Run() if row is None else Run(max((now - row.ended_at).total_seconds(), 0.0), row.is_sound)
