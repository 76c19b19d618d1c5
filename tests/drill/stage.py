"""An installation of its own for one drill: folder, database, keys, and the processes that serve it."""

import base64
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import create_server

from alembic import command
from flask import Flask
from sqlalchemy import text

from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.config import Config
from pid_tracker.extensions import db
from tests.builders import a_body

ROOT = Path(__file__).resolve().parents[2]
#: No process of a drill may take longer than this to come up, or to end; far more than a busy machine needs.
PATIENCE = 60.0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Stage:
    """One installation in production mode, with one body; `app` looks into it from here, with its own keys."""

    def __init__(self, folder: Path, database_url: str, *, is_empty: bool = False) -> None:
        """Make the tables and the body, but for a stage that `is_empty`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port = folder, free_port()
        self.environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "INSTANCE_PATH": str(folder),
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "FIELD_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "TRUSTED_PROXIES": "1",  # as behind nginx: every requester has an address, and a limit, of his own
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
        }
        self.app: Flask = create_app(Config.from_env(self.environ))
        if is_empty:
            self.rest()
            return
        with self.app.app_context():
            command.upgrade(alembic_config(), "head")
            self.body_id = a_body(installed_on="2026-01-05").id
            db.session.execute(text("UPDATE installation SET mode = 'production'"))
            db.session.commit()
        self.rest()

    def rest(self) -> None:
        """Let go of the database."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """A process of this installation, in a group of its own; what it says goes to `log`."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def run(self, *arguments: str, patience: float = PATIENCE) -> int:
        """A command of `pid-tracker` to its end; its exit code."""
        return self.start(*COMMAND, *arguments).wait(patience)

    def is_ready(self) -> bool:
        """Whether the site answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        with closing(connection), suppress(OSError, HTTPException):
            connection.request("GET", "/readyz")
            with connection.getresponse() as answer:
                return answer.status == 200
        return False


COMMAND = ("flask", "--app", "wsgi")
GUNICORN = ("gunicorn", "--config", str(ROOT / "gunicorn.conf.py"), "wsgi:app")


class Site:
    """gunicorn as shipped, started again whenever it dies, as a service manager does."""

    def __init__(self, stage: Stage) -> None:
        """Nothing runs yet."""
        self._stage, self._stop, self.starts = stage, threading.Event(), 0
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self.master: subprocess.Popen[bytes] | None = None

    @contextmanager
    def serving(self) -> Iterator["Site"]:
        """Up, and kept up until the end of the block."""
        self._keeper.start()
        try:
            until(self._stage.is_ready)
            yield self
        finally:
            self._stop.set()
            self._keeper.join(PATIENCE)

    def workers(self) -> list[int]:
        """The processes that serve, by their ids."""
        if self.master is None:
            return []
        with suppress(OSError):
            children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
            return [int(one) for one in children.split()]
        return []

    def kill(self, which: str) -> None:
        """SIGKILL: "one worker", "all workers", "the master" or "the whole group"."""
        workers, master = self.workers(), self.master
        if master is None:
            return
        with suppress(ProcessLookupError):
            if which == "the whole group":
                os.killpg(master.pid, signal.SIGKILL)
            for pid in {"one worker": workers[:1], "all workers": workers, "the master": [master.pid]}.get(which, []):
                os.kill(pid, signal.SIGKILL)

    def _keep(self) -> None:
        while not self._stop.is_set():
            self.master = self._stage.start(*GUNICORN)
            self.starts += 1
            while self.master.poll() is None and not self._stop.wait(0.05):
                pass
            with suppress(ProcessLookupError):  # what the master left behind goes, as with a control group
                os.killpg(self.master.pid, signal.SIGKILL if self.master.poll() is not None else signal.SIGTERM)
            try:
                self.master.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(self.master.pid, signal.SIGKILL)


def until(is_so: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for something that another process does; an error when it does not."""
    end = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen")
        time.sleep(0.02)
