"""One file kept and its row committed, in a process of its own, on SQLite as it is shipped: what a trace looks at."""

import os
from datetime import UTC, datetime
from pathlib import Path

from alembic import command

from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.services.store import files

folder = Path(os.environ["ONE_FILE"])
folder.mkdir()
app = create_app(
    Config(
        mode="test",
        secret_key="only for tests " * 3,
        field_keys=(bytes(range(32)),),
        instance_path=folder,
        database_url=f"sqlite:///{folder / 'one.db'}",
        storage_url=(folder / "files").as_uri(),
        base_url="http://localhost",
    )
)
with app.app_context():
    command.upgrade(alembic_config(), "head")
    files.keep(b"a;b\n", kind="ANSWER", name="a.csv", media_type="text/csv", now=datetime(2026, 4, 2, tzinfo=UTC))
    db.session.commit()
