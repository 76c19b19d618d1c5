"""What every test may ask for: two real databases built by the migrations, a clock that stands still, a real browser.

A missing server or browser is a failure that names the command; nothing is skipped.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from alembic import command
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright

from pid_tracker import extensions
from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db, limiter
from pid_tracker.services.people import passwords
from tests import servers
from tests.databases import OwnDatabase, PostgreSQLDatabase, SQLiteDatabase
from tests.returning import returning

#: Thursday, 2 April 2026, 21.15 WIT: the moment of the examples in the texts.
THE_MOMENT = datetime(2026, 4, 2, 12, 15, tzinfo=UTC)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

extensions.SQLITE_SYNCHRONOUS = "OFF"  # these databases live for one test; test_as_shipped.py holds what is shipped
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # so do these accounts
passwords._NOBODY = passwords.hash_password("nobody has this one")

_server = pytest.StashKey[servers.OwnPostgreSQL]()


def pytest_configure(config: pytest.Config) -> None:
    """The controller holds the folder of the PostgreSQL server; its workers inherit the address."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.stash[_server] = servers.OwnPostgreSQL()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if _server in config.stash:
        config.stash[_server].stop()


def a_config(database_url: str, folder: Path) -> Config:
    """The configuration of a test: its own database and folder, keys that are no secret."""
    return Config(
        mode="test",
        secret_key="only for tests " * 3,
        field_keys=(bytes(range(32)),),
        instance_path=folder,
        database_url=database_url,
        storage_url=(folder / "files").as_uri(),
        base_url="http://localhost",
    )


def _migrate(database_url: str) -> None:
    with TemporaryDirectory() as folder:
        app = create_app(a_config(database_url, Path(folder)))
    with app.app_context():
        command.upgrade(alembic_config(), "head")
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def own_databases() -> dict[str, OwnDatabase]:
    """The databases of this worker that were asked for, by kind."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, own_databases: dict[str, OwnDatabase], tmp_path_factory: pytest.TempPathFactory
) -> OwnDatabase:
    """A database on each of the two, at the head of the migrations and with nothing in it."""
    kind: str = request.param
    if kind not in own_databases:
        folder = tmp_path_factory.mktemp(kind)
        own_databases[kind] = SQLiteDatabase(folder) if kind == "sqlite" else PostgreSQLDatabase()
    found = own_databases[kind]
    found.ready(_migrate)
    return found


@pytest.fixture
def database_url(database: OwnDatabase) -> str:
    """Its address."""
    return database.url


@pytest.fixture
def clock() -> FrozenClock:
    """The clock of the application: stands still until it is moved."""
    return FrozenClock(THE_MOMENT)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The templates, compiled once for all applications of the run; a template that changes is compiled anew."""
    folder = tmp_path_factory.getbasetemp().parent / "compiled-templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


Kept = Callable[[str, Callable[[], None]], None]


class _Application(NamedTuple):
    """An application that serves one test after the other, and what it was before the first."""

    app: Flask
    settings: dict[str, Any]
    extensions: dict[str, Any]


@pytest.fixture(scope="session")
def applications() -> dict[str, _Application]:
    """The applications of this worker, one a database."""
    return {}


@pytest.fixture
def app(
    database_url: str,
    clock: FrozenClock,
    tmp_path: Path,
    applications: dict[str, _Application],
    compiled_templates: FileSystemBytecodeCache,
) -> Iterator[Flask]:
    """The application on each of the two databases, as new: with a clock and a folder of its own."""
    config = a_config(database_url, tmp_path)
    if database_url not in applications:
        made = create_app(config, clock)
        made.jinja_env.bytecode_cache = compiled_templates
        applications[database_url] = _Application(made, dict(made.config), dict(made.extensions))
    app, settings, extensions = applications[database_url]
    app.config.clear()
    app.config.update(settings)
    app.extensions.clear()
    app.extensions.update(extensions | {"pid_tracker.config": config, "pid_tracker.clock": clock})
    app.instance_path = str(tmp_path)
    limiter.enabled = False  # it is one for all applications, and a production start of another test turned it on
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def kept(app: Flask, database: OwnDatabase) -> Kept:
    """`kept(name, build)`: what `build` writes, built by the first test of the worker and copied for all others.

    Only rows are kept: a world whose files are read is built by each test.
    """

    def kept(name: str, build: Callable[[], None]) -> None:
        with app.app_context():
            if name not in database.copies:
                build()
            db.session.remove()
            db.engine.dispose()
        if name in database.copies:
            database.fill(name)
        else:
            database.keep(name)

    return kept


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript and without a screen."""
    return returning(app)


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright."""
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if path is None:
        pytest.fail("Chromium is missing: sudo apt-get install chromium, or CHROMIUM=/path/to/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def live_site(app: Flask) -> Iterator[str]:
    """The address of the application on a free port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with servers.serving(app) as address:
        yield address
