"""A proof of identity goes six months after the case is over, and not a day earlier."""

import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.models import Document
from pid_tracker.services.gate import verifying
from pid_tracker.services.store import files, retention
from tests.builders import a_body, a_case, instant


def test_proofs_of_identity_are_erased_six_months_after_the_case_is_over(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        over = a_case(body).filed("2025-08-01").answered("2025-08-08").built()  # the days to object end on 22 September
        running = a_case(body).filed("2025-08-01").built()
        for case in (over, running):
            for kind in ("IDENTITY", "ANSWER"):
                files.keep(b"x", kind=kind, name="x", media_type="image/jpeg", now=instant("2025-08-01"), case=case)
        db.session.commit()
        assert retention.erase_old_proofs(body, instant("2026-02-01")) == 0
        assert retention.erase_old_proofs(body, instant("2026-06-01")) == 1
        db.session.commit()
        left = db.session.execute(sa.select(Document.case_id, Document.kind).order_by(Document.id)).all()
        assert [tuple(row) for row in left] == [(over.id, "ANSWER"), (running.id, "IDENTITY"), (running.id, "ANSWER")]
        assert verifying.verify().difference == ""
