"""Whoever waits for a lock waits ten seconds on both databases, and is then told so (503): never for ever."""

import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db


def test_a_lock_is_waited_for_ten_seconds(app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.text("SELECT 1"))
        db.session.rollback()
        on_sqlite = db.engine.dialect.name == "sqlite"
        asked = db.session.execute(sa.text("PRAGMA busy_timeout" if on_sqlite else "SHOW lock_timeout")).scalar()
    assert asked == (10_000 if on_sqlite else "10s")
