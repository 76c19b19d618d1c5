"""The demo: lived through the use cases in the order of time, made once, and only where it belongs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.config import ConfigError
from pid_tracker.demo.places import ACCOUNTS
from pid_tracker.demo.plans import asked, people, plans
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Role
from pid_tracker.law.states import OPEN_STAGES, Stage
from pid_tracker.models import CaseEventRow, CaseFile, Document, Message, PublicBody, Snapshot, User
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.people import passwords
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case
from tests.conftest import a_config

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
CASES = 80


@pytest.fixture
def demo_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(a_config(database_url, tmp_path), mode="demo"), FrozenClock(NOW))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *args: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["demo", *args])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_a_demo_year_is_lawful_in_order_of_time_and_has_something_of_everything(demo_app: Flask) -> None:
    code, said = run(demo_app, "--cases", str(CASES))
    assert code == 0
    cases = db.session.scalars(select(CaseFile)).all()
    assert len(cases) == CASES
    assert verifying.verify().difference == ""

    rows = db.session.execute(
        select(CaseEventRow.kind, CaseEventRow.at, CaseEventRow.recorded_at).order_by(CaseEventRow.position)
    ).all()
    moments = [row.at for row in rows]
    assert moments == sorted(moments)
    assert moments[-1] <= NOW and moments[0] > NOW - timedelta(days=366)
    assert all(row.at == row.recorded_at for row in rows)
    kinds = Counter(row.kind for row in rows)
    assert {
        E.FILED, E.DECLARED_COMPLETE, E.DEFICIENCY_NOTIFIED, E.COMPLETED, E.LAPSED, E.PART_ROUTED, E.PART_ACCEPTED,
        E.PART_HANDED_BACK, E.PART_ANSWERED, E.EXTENDED, E.ANSWERED, E.RATED, E.WITHDRAWN, E.LATE_NOTICE,
        E.OBJECTED, E.OBJECTION_EXPLAINED, E.OBJECTION_DECIDED, E.DECISION_EXECUTED,
    } <= set(kinds)  # fmt: skip

    today = NOW.date()
    open_cases = [case for case in cases if case.stage in OPEN_STAGES]
    assert any(case.due_on and case.due_on < today for case in open_cases)
    assert any(case.due_on and today <= case.due_on <= today + timedelta(days=4) for case in open_cases)
    assert any(case.answered_on and case.due_on and case.answered_on > case.due_on for case in cases)
    assert {case.stage for case in cases} >= {Stage.ANSWERED, Stage.NOT_CONTINUED, Stage.WITHDRAWN, Stage.IN_PROCESS}
    assert len({case.channel for case in cases}) >= 4
    assert len({case.requester.kind for case in cases if case.requester}) == 4
    bodies = Counter(case.body.code for case in cases)
    assert len(bodies) == 12 and 0.45 < bodies["maluku"] / CASES < 0.7
    assert not any(case.is_imported for case in cases)

    answer = db.session.scalars(select(Document).where(Document.kind == "ANSWER")).first()
    assert answer is not None and "Data contoh" in files.read(answer).decode("utf-8-sig")
    waiting = select(func.count(Message.id)).where(Message.state == "QUEUED", Message.due_at < NOW - timedelta(days=1))
    assert db.session.scalar(waiting) == 0
    assert db.session.scalar(select(func.count(func.distinct(Snapshot.day)))) >= 12

    for account in ACCOUNTS:
        assert account.password in said
        user = db.session.scalars(select(User).where(User.username == account.username)).one()
        assert passwords.matches(user.password_hash, account.password)

    before = (len(cases), len(rows))
    code, again = run(demo_app, "--cases", "300", "--seed", "2")
    assert (code, "sudah ada" in again, ACCOUNTS[0].password in again) == (0, True, True)
    assert (db.session.scalar(select(func.count(CaseFile.id))), len(moments)) == before


def test_there_is_an_account_for_each_role_with_a_password_that_would_be_taken() -> None:
    roles = Counter(account.role for account in ACCOUNTS)
    assert roles[Role.UNIT_OFFICER] == 2
    assert set(roles) >= {Role.DESK, Role.OFFICER, Role.SUPERIOR, Role.SUPERVISOR, Role.ADMIN}
    for account in ACCOUNTS:
        assert len(account.password) >= 15
        assert passwords.why_refused(account.password, account.username, account.name) == ""


def test_a_test_installation_refuses_the_demo_in_one_line(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["demo"])
    assert done.exit_code == 1
    assert done.output == "pid-tracker: demo hanya untuk PID_TRACKER_MODE=demo; pemasangan ini dalam mode test\n"


def test_a_production_installation_refuses_the_demo_and_its_database(database_url: str, tmp_path: Path) -> None:
    config = a_config(database_url, tmp_path)
    live = create_app(replace(config, mode="production"))
    done = live.test_cli_runner().invoke(args=["demo"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "mode production" in done.output
    assert live.test_cli_runner().invoke(args=["init", "--region", "belu"]).exit_code == 0
    with live.app_context():
        db.engine.dispose()
    with pytest.raises(ConfigError, match="made in production mode"):
        create_app(replace(config, mode="demo"))


def test_a_demo_database_never_opens_in_production(demo_app: Flask, database_url: str, tmp_path: Path) -> None:
    demo_app.test_cli_runner().invoke(args=["init", "--region", "belu"])
    db.session.remove()
    with pytest.raises(ConfigError, match="made in demo mode"):
        create_app(replace(a_config(database_url, tmp_path), mode="production"))


def test_a_database_with_requests_is_not_filled(demo_app: Flask) -> None:
    demo_app.test_cli_runner().invoke(args=["init", "--region", "81"])
    body = db.session.scalars(select(PublicBody).where(PublicBody.code == "ambon")).one()
    a_case(body).filed(NOW - timedelta(days=1)).built()
    code, said = run(demo_app)
    assert (code, "sudah berisi permintaan" in said) == (1, True)


def test_the_same_seed_gives_the_same_plans(app: Flask) -> None:
    with app.app_context():
        calendars = {code: calendar_of(a_body(code)) for code in ("maluku", "ambon", "buru")}
        first, again, other = (plans(50, seed, NOW, calendars, "Asia/Jayapura") for seed in (3, 3, 4))
    assert first == again != other


def test_no_answer_speaks_of_a_closed_piece_and_everybody_can_be_drawn() -> None:
    assert not [
        answer for one in asked() for answer in one.answers if answer.endswith(("ditutup.", "ditutup sebagian."))
    ]
    assert {person.kind for person in people()} == {"PERSON", "GROUP", "ENTITY", "PROXY"}
