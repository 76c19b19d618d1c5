"""Nobody can change what happened: the database refuses it, and what is done behind its back is named."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Notice
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_unit


@pytest.fixture
def register(app: Flask) -> CaseFile:
    """A register of two cases with a whole history each."""
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        a_case(body).filed("2026-04-02").routed("2026-04-07", unit).answered("2026-04-14").built()
        case = a_case(body).filed("2026-04-15").built()
        assert verifying.verify().difference == ""
        return case


def _drop_triggers() -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("DROP TRIGGER case_event_no_update"))
        db.session.execute(sa.text("DROP TRIGGER case_event_no_delete"))
        db.session.execute(sa.text("DROP TRIGGER case_event_no_replace"))
    else:
        db.session.execute(sa.text("DROP TRIGGER case_event_no_change ON case_event"))
    db.session.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_event SET on_date = '2026-04-01' WHERE position = 1",
        "UPDATE case_event SET details = '{}' WHERE position = 2",
        "DELETE FROM case_event WHERE position = 1",
        "DELETE FROM case_event",
        "INSERT OR REPLACE INTO case_event SELECT position, case_id, seq, kind, on_date, zone, at_instant, "
        "recorded_at, actor_role, 'lain', actor_id, details, previous_hash, hash FROM case_event WHERE position = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(register: CaseFile, app: Flask, statement: str) -> None:
    with app.app_context():
        told = "append-only"
        if "OR REPLACE" in statement and db.engine.dialect.name == "postgresql":
            statement = statement.replace("INSERT OR REPLACE", "INSERT")  # its form there: the key is taken
            told = "duplicate key"
        with pytest.raises(sa.exc.DBAPIError, match=told):
            db.session.execute(sa.text(statement))
        db.session.rollback()
        assert verifying.verify().difference == ""


def test_postgresql_refuses_to_empty_the_table(register: CaseFile, app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return  # SQLite has no TRUNCATE: DELETE without a condition is tested above
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            db.session.execute(sa.text("TRUNCATE case_event CASCADE"))
        db.session.rollback()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE case_event SET on_date = '2026-04-01' WHERE position = 1", "peristiwa 1 "),
        ("UPDATE case_event SET at_instant = '2026-04-01 00:00:00' WHERE position = 3", "peristiwa 3 "),
        ("UPDATE case_event SET recorded_at = '2026-04-01 00:00:00' WHERE position = 2", "peristiwa 2 "),
        ("UPDATE case_event SET zone = 'Asia/Makassar' WHERE position = 2", "peristiwa 2 "),
        ("UPDATE case_event SET kind = 'NOTE_ADDED' WHERE position = 2", "peristiwa 2 "),
        ("UPDATE case_event SET kind = 'NONSENSE' WHERE position = 2", "peristiwa 2"),
        ("UPDATE case_event SET actor_label = 'Orang lain' WHERE position = 2", "peristiwa 2 "),
        ("UPDATE case_event SET details = '{\"part\": 9}' WHERE position = 2", "peristiwa 2 "),
        ("DELETE FROM case_event WHERE position = 1", "peristiwa 1 hilang"),
        ("DELETE FROM case_event WHERE position = 3", "peristiwa 3 hilang"),
        ("DELETE FROM case_event WHERE position = (SELECT max(position) FROM case_event)", "kepala rantai"),
    ],
)
def test_a_change_behind_the_triggers_is_named(register: CaseFile, app: Flask, statement: str, named: str) -> None:
    with app.app_context():
        _drop_triggers()
        db.session.execute(sa.text(statement))
        db.session.commit()
        db.session.expire_all()
        assert named in verifying.verify().difference


@pytest.mark.parametrize(
    ("column", "value"),
    [("due_on", "2027-01-04"), ("stage", "CLOSED"), ("outcome", "REFUSED"), ("answered_on", "2026-04-01")],
)
def test_a_projection_that_was_changed_by_hand_is_named(
    register: CaseFile, app: Flask, column: str, value: str
) -> None:
    with app.app_context():
        db.session.execute(
            sa.text(f"UPDATE case_file SET {column} = :value WHERE number = :number"),
            {"value": value, "number": register.number},
        )
        db.session.commit()
        db.session.expire_all()
        difference = verifying.verify().difference
        assert register.number in difference and column in difference
        verifying.rebuild()
        db.session.commit()
        assert verifying.verify().difference == ""


def test_a_question_that_was_exchanged_is_named(register: CaseFile, app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.text("UPDATE case_file SET question = 'lain' WHERE number = :n"), {"n": register.number})
        db.session.commit()
        db.session.expire_all()
        assert "teks permintaan" in verifying.verify().difference


def test_a_letter_that_was_changed_after_it_was_sent_is_named(register: CaseFile, app: Flask) -> None:
    with app.app_context():
        notice = db.session.scalars(sa.select(Notice)).one()
        notice.contents = {**notice.contents, "summary": "Yang lain."}
        db.session.commit()
        assert "surat jawaban" in verifying.verify().difference


def test_verify_ends_with_1_and_names_the_difference(register: CaseFile, app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["verify"]).exit_code == 0
    with app.app_context():
        _drop_triggers()
        db.session.execute(sa.text("UPDATE case_event SET zone = 'Asia/Makassar' WHERE position = 1"))
        db.session.commit()
    result = app.test_cli_runner().invoke(args=["verify"])
    assert result.exit_code == 1
    assert "peristiwa 1 " in result.output


def test_events_hold_nothing_personal(register: CaseFile, app: Flask) -> None:
    with app.app_context():
        stored = json.dumps(list(db.session.scalars(sa.text("SELECT details FROM case_event"))), default=str)
        requester = db.session.merge(register).requester
        assert requester is not None
        for secret in (requester.name, requester.address, requester.email, requester.phone, register.question):
            assert secret and secret not in stored
