"""The guide to backup and restoration is followed to the letter, in a shell, on both databases."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from pid_tracker.app import create_app
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.services.store import files
from tests import servers
from tests.builders import a_body, a_case
from tests.conftest import THE_MOMENT
from tests.databases import OwnDatabase, PostgreSQLDatabase
from tests.test_config import production

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/cadangan.md").read_text("utf-8")


def steps(kind: str) -> str:
    """The blocks of the guide that concern a database of this kind, as one script."""
    blocks = re.findall(r"^```sh ?(\w*)\n(.*?)^```$", GUIDE, re.S | re.M)
    return "".join(block for of, block in blocks if of in ("", kind))


def test_whoever_follows_the_guide_has_the_register_back(database: OwnDatabase, tmp_path: Path) -> None:
    kind = "postgresql" if isinstance(database, PostgreSQLDatabase) else "sqlite"
    environ = production(tmp_path, INSTANCE_PATH=str(tmp_path / "situs"))
    if kind == "postgresql":
        environ["DATABASE_URL"] = database.url
    else:  # where it lies when nothing is said
        (tmp_path / "situs").mkdir()
        shutil.copy(make_url(database.url).database or "", tmp_path / "situs" / "pid-tracker.db")
    app = create_app(Config.from_env(environ))
    with app.app_context():
        body = a_body()
        db.session.execute(text("UPDATE installation SET mode = 'production'"))
        case = a_case(body).filed("2026-04-01").built()
        files.keep(b"kartu", kind="IDENTITY", name="kartu.jpg", media_type="image/jpeg", now=THE_MOMENT, case=case)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    environ |= {
        "PATH": f"{Path(sys.executable).parent}:{servers.PROGRAMS}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    if kind == "postgresql":
        environ |= servers.client_environment()
    script = steps(kind).replace("ppid_baru", fresh := servers.new_name())
    try:
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", script],
            cwd=tmp_path, env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        if kind == "postgresql":
            servers.drop_database(fresh)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Cocok: 1 peristiwa, 1 perkara, 1 berkas") == 2, done.stdout
    assert "Dipulihkan dan cocok: 1 peristiwa, 1 perkara, 1 berkas" in done.stdout
    assert len([*(tmp_path / "situs-baru" / "files").glob("*/*")]) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_guide_is_read_whole(kind: str) -> None:
    commands = ("backup-key", "backup cadangan", 'restore "$TERBARU"', "verify", "restore-seen")
    assert [command for command in commands if f"pid-tracker {command}" not in steps(kind)] == []
    assert ("createdb" in steps(kind)) is (kind == "postgresql")
