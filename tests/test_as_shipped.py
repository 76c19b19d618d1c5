"""What the tests make cheaper, asked as it is shipped, in a process of its own: durability, and the cost of a hash."""

import os
import subprocess
import sys
from pathlib import Path

_ASK = """
import sqlalchemy as sa
from pid_tracker import extensions
url = "sqlite:///" + __import__("sys").argv[1]
engine = sa.create_engine(url, **extensions.engine_options(url))
extensions.prepare_engine(engine)
with engine.connect() as connection:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(name, connection.exec_driver_sql(f"PRAGMA {name}").scalar())
"""


def test_sqlite_is_durable_as_shipped(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _ASK, str(tmp_path / "x.db")],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=True,
    )
    full = "2"
    assert result.stdout.split() == [
        "journal_mode", "wal", "synchronous", full, "foreign_keys", "1", "busy_timeout", "10000",
    ]  # fmt: skip


def test_a_password_costs_as_much_as_shipped() -> None:
    """Argon2id, 64 MiB, three passes (RFC 9106, the second recommended choice)."""
    ask = "from pid_tracker.services.people import passwords; print(passwords.hash_password('perahu biru di teluk'))"
    result = subprocess.run(
        [sys.executable, "-c", ask],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
