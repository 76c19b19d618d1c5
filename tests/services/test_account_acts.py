"""The record of accounts: nobody can change it, and what is done to accounts behind its back is named."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import AccountAct, Appointment, PublicBody, User
from pid_tracker.services.people import account_acts, directory, sign_in
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_user, instant

NOW = instant("2026-04-06 10:00")


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    """Two officers and an administrator; one has changed her password, one was shut out, one role was ended."""
    with app.app_context():
        body = a_body()
        admin = a_user("admin", Role.ADMIN)
        for name in ("ppid", "ppid2", "lama"):
            a_user(name, Role.OFFICER, body)
        sign_in.change_password(_user("ppid"), "kapal putih ke banda neira", _user("ppid").id, NOW)
        directory.shut_out(_user("lama"), admin.id, NOW)
        directory.end_appointment(_user("ppid2").appointments[0], admin.id, NOW)
        db.session.commit()
        assert verifying.verify().difference == ""
        yield body


def _user(name: str) -> User:
    return db.session.query(User).filter_by(username=name).one()


def _role_for_oneself() -> None:
    db.session.add(Appointment(user_id=_user("admin").id, role=Role.OFFICER, from_on=date(2026, 1, 1)))


def _password_of_another() -> None:
    _user("ppid").password_hash = _user("admin").password_hash


def _role_of_another() -> None:
    _user("ppid").appointments[0].user_id = _user("admin").id


def _ended_role_back() -> None:
    _user("ppid2").appointments[0].ended_at = None


def _let_in() -> None:
    _user("lama").active = True


def _role_deleted() -> None:
    db.session.delete(_user("ppid").appointments[0])


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        (_role_for_oneself, "tugas 5: tidak ada yang tercatat memberikannya"),
        (_password_of_another, "kata sandinya diganti tanpa catatan"),
        (_role_of_another, "tugas 2: berbeda dari yang tercatat"),
        (_ended_role_back, "tugas 3: berbeda dari yang tercatat"),
        (_let_in, "diaktifkan atau dinonaktifkan tanpa catatan"),
        (_role_deleted, "tugas 2 hilang"),
    ],
)
def test_what_is_done_to_an_account_without_a_record_is_named(body: PublicBody, behind: object, told: str) -> None:
    assert callable(behind)
    behind()
    db.session.flush()
    assert told in verifying.verify().difference
    db.session.rollback()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE account_act SET actor_id = 2 WHERE id = 1", "DELETE FROM account_act WHERE id = 1",
     "INSERT OR REPLACE INTO account_act SELECT id, at, kind, 2, user_id, facts, previous_hash, hash FROM account_act "
     "WHERE id = 1"],
)  # fmt: skip
def test_the_database_refuses_to_change_or_delete_an_act(body: PublicBody, statement: str) -> None:
    told = "append-only"
    if "OR REPLACE" in statement and db.engine.dialect.name == "postgresql":
        statement, told = statement.replace("INSERT OR REPLACE", "INSERT"), "duplicate key"
    with pytest.raises(sa.exc.DBAPIError, match=told):
        db.session.execute(sa.text(statement))
    db.session.rollback()


def test_an_act_that_was_changed_with_the_triggers_away_is_named(body: PublicBody) -> None:
    sqlite = db.engine.dialect.name == "sqlite"
    trigger = "account_act_no_update" if sqlite else "account_act_no_change ON account_act"
    db.session.execute(sa.text(f"DROP TRIGGER {trigger}"))
    db.session.execute(sa.update(AccountAct).where(AccountAct.id == 3).values(actor_id=_user("ppid").id))
    assert verifying.verify().difference == "jejak akun 3: isinya tidak cocok dengan sidiknya"
    db.session.rollback()


def test_acts_that_were_cut_off_are_counted(body: PublicBody) -> None:
    sqlite = db.engine.dialect.name == "sqlite"
    trigger = "account_act_no_delete" if sqlite else "account_act_no_change ON account_act"
    db.session.execute(sa.text(f"DROP TRIGGER {trigger}"))
    db.session.execute(sa.delete(AccountAct).where(AccountAct.id == account_acts.count()))
    assert verifying.verify().difference == "1 jejak akun hilang"
    db.session.rollback()
