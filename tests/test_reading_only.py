"""A GET cannot write, whatever its view tries: the transaction itself is read-only on both databases."""

from pathlib import Path

import sqlalchemy as sa

from pid_tracker.app import create_app
from pid_tracker.extensions import db
from tests.builders import a_body
from tests.conftest import a_config


def test_the_database_refuses_a_write_during_a_get(database_url: str, tmp_path: Path) -> None:
    app = create_app(a_config(database_url, tmp_path))
    with app.app_context():
        a_body()

    def write() -> str:
        db.session.execute(sa.text("UPDATE public_body SET name = 'Lain'"))
        db.session.commit()
        return "ditulis"

    app.add_url_rule("/percobaan", view_func=write, methods=["GET", "POST"])
    assert app.test_client().get("/percobaan").status_code in (500, 503)
    with app.app_context():
        assert db.session.scalar(sa.text("SELECT name FROM public_body")) != "Lain"
        db.session.remove()
        db.engine.dispose()
