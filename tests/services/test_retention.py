"""A proof of identity goes six months after the case is over, and not a day earlier."""

import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import Document, Miss, SignInSession
from pid_tracker.services.people import sign_in
from pid_tracker.services.store import files, retention
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_user, instant


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


def test_the_night_forgets_sign_ins_that_ended_and_misses_of_the_day_before(app: Flask) -> None:
    with app.app_context():
        user = a_user("ppid", Role.OFFICER, a_body())
        for when in ("2026-04-05 08:00", "2026-04-06 08:00"):
            running = sign_in.open_session(user, instant(when))
            sign_in.begin_attempt("ppid", "10.0.0.1", instant(when))
        db.session.commit()
    done = app.test_cli_runner().invoke(args=["nightly", "--as-of", "2026-04-06T10:00:00+09:00"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        assert sign_in.session_of(running, instant("2026-04-06 10:00")) is not None
        assert db.session.scalar(sa.select(sa.func.count(SignInSession.id))) == 1
        left = db.session.scalars(sa.select(Miss.at)).all()
        assert left == [instant("2026-04-06 08:00")] * 3
        retention.forget_sign_ins(instant("2026-04-06 20:01"))
        assert sign_in.session_of(running, instant("2026-04-06 19:00")) is None
        assert len(db.session.scalars(sa.select(Miss.at)).all()) == 3, "what still counts against a subject stays"
