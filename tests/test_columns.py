"""The columns are what the migrations made of them, and hold only what a closed list knows."""

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import String, bindparam, select
from sqlalchemy.exc import StatementError

from pid_tracker.cli.database import alembic_config
from pid_tracker.extensions import Coded, db
from pid_tracker.law.vocabulary.handling import PartState


def test_head_equals_the_models(app: Flask) -> None:
    with app.app_context():
        command.check(alembic_config())


def test_a_coded_column_gives_members_and_lets_nothing_else_in(app: Flask) -> None:
    with app.app_context():
        sent = select(bindparam("code", type_=Coded(PartState)))
        assert db.session.execute(sent, {"code": PartState.READY}).scalar() is PartState.READY
        assert db.session.execute(sent, {"code": "READY"}).scalar() is PartState.READY
        with pytest.raises(StatementError, match="LOST"):
            db.session.execute(sent, {"code": "LOST"})
        db.session.rollback()
        odd = select(bindparam("code", "LOST", type_=String()).label("code"))
        with pytest.raises(ValueError, match="LOST"):
            db.session.scalar(select(odd.subquery().c.code.cast(Coded(PartState))))
