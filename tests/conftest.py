"""What every test may ask for: two real databases built by the migrations, a clock that stands still, a real browser.

A missing server or browser is a failure that names the command; nothing is skipped.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright
from werkzeug.routing import Rule

from pid_tracker import extensions
from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.services import passwords
from tests import servers

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


def _compile_addresses_once() -> None:
    """Nine tenths of making an application is Werkzeug compiling the same two hundred addresses: keep what it made."""
    compile_builder, made = Rule._compile_builder, {}

    def builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]


_compile_addresses_once()
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


def _migrate(database_url: str, folder: Path) -> None:
    app = create_app(a_config(database_url, folder))
    with app.app_context():
        command.upgrade(alembic_config(), "head")
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database, made once by the migrations."""
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.db"
    _migrate(f"sqlite:///{path}", folder)
    return path


@pytest.fixture(scope="session")
def postgresql_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty PostgreSQL database, made once by the migrations."""
    name = servers.new_database()
    _migrate(servers.database_address(name), tmp_path_factory.mktemp("template"))
    yield name
    servers.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database on each of the two, at the head of the migrations."""
    if request.param == "sqlite":
        path = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    name = servers.new_database(request.getfixturevalue("postgresql_template"))
    yield servers.database_address(name)
    servers.drop_database(name)


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


@pytest.fixture
def app(
    database_url: str, clock: FrozenClock, tmp_path: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The application on each of the two databases."""
    app = create_app(a_config(database_url, tmp_path), clock)
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript and without a screen."""
    return app.test_client()


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
