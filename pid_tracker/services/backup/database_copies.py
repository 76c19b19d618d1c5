"""The database as one file at one instant, while the site writes, and back: VACUUM INTO or pg_dump, and pg_restore.

What a copy says of itself (which files it names, its tables' revision) is read from the copy or from the same snapshot,
never from the database that goes on. A copy of SQLite is in journal mode DELETE; the first connection of the program
sets WAL again (`extensions.prepare_engine`).
"""

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

import pysqlite3
import sqlalchemy as sa

from pid_tracker.extensions import db
from pid_tracker.models import ChainHead, Document, Installation
from pid_tracker.services.store import files


class CopyFailed(Exception):
    """The database could not be copied or put back; the message is one line, Indonesian."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a copy says of itself: `keys` of the files that it names, and see `bundles.Manifest`."""

    kind: str
    mode: str
    revision: str
    head: str
    keys: tuple[str, ...]


def copy_out(path: Path) -> Told:
    """Write the database to `path`, a file that is not there or empty. Writers are not held up."""
    return _copy_sqlite(path) if _kind() == "sqlite" else _copy_postgresql(path)


def put_back(content: BinaryIO) -> None:
    """Make the empty database hold the copy. Nobody else may be connected."""
    if _kind() == "sqlite":
        _put_back_sqlite(content)
    else:
        _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", source=content)


def is_empty() -> bool:
    """Whether the configured database has no table at all."""
    return not sa.inspect(db.engine).get_table_names()


def kind() -> str:
    """ "sqlite" or "postgresql"."""
    return _kind()


def _kind() -> str:
    return db.engine.dialect.name


#: What pg_dump says of a server that is newer than itself.
_OTHER_VERSION = "server version mismatch"
#: Asked of the copy, in these words on both databases.
_QUESTIONS: tuple[sa.Select[Any], ...] = (
    sa.select(Installation.mode),
    sa.select(sa.column("version_num")).select_from(sa.table("alembic_version")),
    sa.select(ChainHead.hash),
    sa.select(Document.storage_key).order_by(Document.id),
)


def _tell(ask: Callable[[sa.Select[Any]], Sequence[Any]]) -> Told:
    mode, revision, head, keys = (ask(question) for question in _QUESTIONS)
    return Told(_kind(), mode[0] if mode else "", revision[0], bytes(head[0]).hex(), tuple(keys))


def _copy_sqlite(path: Path) -> Told:
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only=OFF")  # a page may have left it on
        cursor.execute("VACUUM INTO ?", (str(path),))
    except pysqlite3.Error as error:
        raise CopyFailed(f"basis data tidak dapat disalin ({error})") from None
    finally:
        connection.close()
    copy = sa.create_engine(f"sqlite:///{path}", module=pysqlite3)
    try:
        with copy.connect() as reading:
            if (said := reading.exec_driver_sql("PRAGMA integrity_check").scalar()) != "ok":
                raise CopyFailed(f"salinan basis data tidak utuh ({said})")
            return _tell(lambda question: reading.scalars(question).all())
    finally:
        copy.dispose()


def _copy_postgresql(path: Path) -> Told:
    """pg_dump reads the very snapshot from which the names of the files are read."""
    with db.engine.connect() as connection:
        reading = connection.execution_options(isolation_level="REPEATABLE READ", reads_only=True)
        snapshot = reading.scalar(sa.select(sa.func.pg_export_snapshot()))
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        return _tell(lambda question: reading.scalars(question).all())


def _run(program: str, *options: str, source: BinaryIO | None = None) -> None:
    """One of PostgreSQL's own programs on our database; the password goes by the environment, where nobody lists it."""
    url = db.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environ = os.environ | {"LC_ALL": "C"} | ({"PGPASSWORD": str(url.password)} if url.password else {})
    command = [program, *options, f"--dbname={address}"]
    try:
        with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            said = _feed(running, source)
    except FileNotFoundError:
        raise CopyFailed(f"{program} tidak ada; pasang dengan: apt-get install postgresql-client") from None
    if running.returncode:
        if _OTHER_VERSION in said:
            raise CopyFailed(
                f"{program} lebih tua daripada server PostgreSQL; pasang postgresql-client versi server itu"
            )
        raise CopyFailed(f"{program} gagal: {' '.join(said.split()) or running.returncode}")


def _feed(running: "subprocess.Popen[bytes]", source: BinaryIO | None) -> str:
    assert running.stdin is not None and running.stderr is not None  # noqa: S101 - both are pipes
    try:
        if source is not None:
            copyfileobj(source, running.stdin)
        running.stdin.close()
    except BrokenPipeError:  # the program stopped: what it says tells why
        pass
    return running.stderr.read().decode(errors="replace")


def _put_back_sqlite(content: BinaryIO) -> None:
    db.session.remove()
    db.engine.dispose()
    path = Path(str(db.engine.url.database))
    arriving = path.with_name(path.name + ".arriving")
    with arriving.open("wb") as file:
        copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    arriving.replace(path)
    files.sync(path.parent)
