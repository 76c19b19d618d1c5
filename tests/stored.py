"""The stored old database, unpacked and brought to the head of the migrations: every kind of event has happened in it.

`tests/data/before_issue_8.tar.xz` was made with the code of commit 0bdae2a by `python -m tests.old_database FOLDER`
(SQLite, six demo stories, and histories of the builders in which every kind of event occurs) and packed with its keys
and sealed files. It is never made anew with later code: what it holds is what an installation of that day holds.
"""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from tests.builders import instant

_STORED = Path(__file__).resolve().parent / "data" / "before_issue_8.tar.xz"


@contextmanager
def unpacked(folder: Path) -> Iterator[Flask]:
    """The old installation in an empty folder, on 23 November 2026."""
    with tarfile.open(_STORED) as packed:  # file by file: the first releases of Python 3.11 know no filter
        for member in filter(tarfile.TarInfo.isfile, packed):
            path = folder / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(packed.extractfile(member).read())  # type: ignore[union-attr]  # a file has content
    config = Config.from_env({"PID_TRACKER_MODE": "demo", "INSTANCE_PATH": str(folder)})
    app = create_app(config, FrozenClock(instant("2026-11-23 10:00")))
    done = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert done.exit_code == 0, done.output
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
