"""Decrees that come later: August 2025 as it was, decrees that the program ships, readings that change."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import resources
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.decrees import parse
from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseEventRow, CaseFile, ChainHead, DecreeRow, Message, PublicBody
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.upkeep import sweep, verifying
from pid_tracker.web.officer.picture import strip_of
from tests.builders import a_body, a_case, instant

DECREES = Path(str(resources.files("pid_tracker.law.decrees")))
OF_2025 = DECREES / "2025-skb-1017-2024.toml"
AMENDMENT = DECREES / "2025-skb-933-2025.toml"  # of 7 August 2025: closes 18 August


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    """A government whose installation was made on 1 July 2025, before the amendment was signed."""
    with app.app_context():
        yield a_body(installed_on="2025-07-01")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that a block sends."""
    said: list[str] = []

    def note(connection: sa.Connection, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield said
    sa.event.remove(db.engine, "before_cursor_execute", note)


def dates_of(case: CaseFile) -> tuple[date | None, date | None]:
    return case.due_on, case.extendable_to


def august(day: int) -> date:
    return date(2025, 8, day)


def moved(case: CaseFile) -> list[CaseEventRow]:
    rows = select(CaseEventRow).where(CaseEventRow.case_id == case.id, CaseEventRow.kind == E.DUE_DATE_MOVED)
    return list(db.session.scalars(rows))


def told(case: CaseFile) -> list[Message]:
    rows = select(Message).where(Message.case_id == case.id, Message.template == "date_moved")
    return list(db.session.scalars(rows))


def load(runner: FlaskCliRunner, path: Path) -> str:
    done = runner.invoke(args=["load", "decree", str(path)])
    assert done.exit_code == 0, done.output
    db.session.expire_all()
    return done.output


def test_august_2025_as_it_was(body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock) -> None:
    """18 August 2025 became joint leave on the 7th: open dates move once, and everybody is told once."""
    july = a_case(body).filed("2025-07-28").built()
    fourth = a_case(body).filed("2025-08-04").built()
    sixth = a_case(body).filed("2025-08-06").built()
    assert [dates_of(case) for case in (july, fourth, sixth)] == [
        (august(11), august(20)), (august(18), august(27)), (august(20), august(29)),
    ]  # fmt: skip
    late = a_case(body).filed("2025-07-22").built()  # due 5 August, unanswered
    answered = a_case(body).filed("2025-08-05").answered("2025-08-06").built()  # due 19 August
    withdrawn = a_case(body).filed("2025-08-05").withdrawn("2025-08-06").built()
    untouched = [(case.due_on, case.answer_days, case.first_due_on) for case in (late, answered, withdrawn)]
    clock.move_to(instant("2025-08-07 14:00"))

    assert "3 tenggat bergeser lebih lambat" in load(runner, AMENDMENT)  # with the right to object to the answer

    assert dates_of(july) == (august(11), august(21))
    assert dates_of(fourth) == (august(19), august(28))
    assert dates_of(sixth) == (august(21), date(2025, 9, 1))
    assert [(case.due_on, case.answer_days, case.first_due_on) for case in (late, answered, withdrawn)] == untouched
    drawn = strip_of(answered, calendars.calendar_of(body), august(30))
    assert drawn is not None and [cell.day for cell in drawn.ledger if cell.number == 10] == [answered.due_on]
    eighth = a_case(body).filed("2025-08-08").built()
    assert eighth.due_on == august(25)
    assert [len(told(case)) for case in (july, fourth, sixth, eighth, late, answered, withdrawn)] == [
        0,
        1,
        1,
        0,
        0,
        1,
        0,
    ]
    (event,) = moved(fourth)
    assert (event.details["old"], event.details["new"]) == ("2025-08-18", "2025-08-19")
    assert event.details["decree"] == "SKB 933/2025, 1/2025, 3/2025"
    assert verifying.verify().difference == ""

    head = db.session.scalars(select(ChainHead.hash)).one()
    for path in (AMENDMENT, OF_2025):
        assert "sudah ada; tidak ada yang berubah" in load(runner, path)
    for night in ("2025-08-07 23:50", "2025-08-08 00:15", "2025-08-09 00:15"):
        assert sweep.sweep(body, instant(night)).moved == 0
    db.session.commit()
    assert [len(told(case)) for case in (july, fourth, sixth, eighth)] == [0, 1, 1, 0]
    assert db.session.scalar(select(func.count(DecreeRow.id))) == 1
    assert [row.kind for row in db.session.scalars(select(CaseEventRow)) if row.hash == head] != []
    assert verifying.verify().difference == ""


def test_an_extension_after_the_decree_ends_a_day_later(
    body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock
) -> None:
    july = a_case(body).filed("2025-07-28")
    clock.move_to(instant("2025-08-07"))
    load(runner, AMENDMENT)
    assert july.extended("2025-08-11").built().due_on == august(21)


def test_a_decree_that_the_program_ships_later_is_entered_like_any_other(
    body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock
) -> None:
    """The installation of July 2025 knows neither the amendment nor the decree of 2026 by itself."""
    calendar = calendars.calendar_of(body)
    assert 2025 in calendar.decreed and 2026 not in calendar.decreed
    assert calendar.is_working_day(august(18)) and calendar.is_working_day(date(2026, 2, 16))
    december = a_case(body).filed("2025-12-22").built()
    assert (december.due_on, december.due_certain) == (date(2026, 1, 8), False)
    clock.move_to(instant("2025-12-23"))
    load(runner, DECREES / "2026-skb-1497-2025.toml")
    assert (december.due_on, december.due_certain) == (date(2026, 1, 8), True)
    later = a_case(body).filed("2026-02-10").built()
    assert (later.due_on, later.due_certain) == (date(2026, 2, 26), True)


def test_a_decree_signed_on_the_day_of_the_installation_is_known(app: Flask) -> None:
    with app.app_context():
        body = a_body(installed_on="2025-08-07 00:30")  # still the 6th in London, the 7th at the office
        assert not calendars.calendar_of(body).is_working_day(august(18))
        assert {decree.number for decree in calendars.known_here()} >= {"SKB 933/2025, 1/2025, 3/2025"}


def test_a_year_completed_too_late_for_a_case_moves_nothing_of_it(
    body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock
) -> None:
    """A late case keeps its provisional date: its 1 January stays closed, also when the decree completes the year."""
    late = a_case(body).filed("2025-12-22").built()
    closed = a_case(body).filed("2025-12-22").answered("2026-01-09").built()
    before = [(case.due_on, case.due_certain, case.answer_days) for case in (late, closed)]
    clock.move_to(instant("2026-01-10"))
    load(runner, DECREES / "2026-skb-1497-2025.toml")
    assert [(case.due_on, case.due_certain, case.answer_days) for case in (late, closed)] == before
    assert verifying.verify().difference == ""


def test_a_running_objection_follows_the_decree(body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock) -> None:
    case = a_case(body).filed("2025-07-21").answered("2025-07-23").built()
    assert case.object_due_on == date(2025, 9, 3)
    clock.move_to(instant("2025-08-07"))
    load(runner, AMENDMENT)
    assert case.object_due_on == date(2025, 9, 4)
    (event,) = moved(case)
    assert (event.details["duty"], event.details["old"], event.details["new"]) == ("OBJECT", "2025-09-03", "2025-09-04")
    assert len(told(case)) == 1
    assert verifying.verify().difference == ""


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE decree SET entered_at = '2020-01-01 00:00:00+00'", "DELETE FROM holiday", "DELETE FROM decree",
        "UPDATE holiday SET day = '2025-08-19'",
    ],
)  # fmt: skip
def test_a_decree_in_force_stays_as_it_was_entered(
    body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock, act: str
) -> None:
    clock.move_to(instant("2025-08-07"))
    load(runner, AMENDMENT)
    with pytest.raises(DBAPIError, match="kept as it was written"):
        db.session.execute(sa.text(act))
    db.session.rollback()


def test_an_amendment_that_opens_a_day_moves_no_open_date_earlier(
    body: PublicBody, runner: FlaskCliRunner, clock: FrozenClock, tmp_path: Path
) -> None:
    """The opened day counts for terms that open afterwards; those running keep theirs (R13)."""
    clock.move_to(instant("2025-08-07"))
    load(runner, AMENDMENT)
    running = a_case(body).filed("2025-08-08").built()
    objecting = a_case(body).filed("2025-07-21").answered("2025-08-07 15:00").built()
    before = (running.due_on, objecting.object_due_on)
    clock.move_to(instant("2025-08-11"))
    opened = tmp_path / "dibuka.toml"
    opened.write_text(
        'number = "SKB 934/2025"\ntitle = "Perubahan kedua"\nyear = 2025\n'
        'amends = "SKB 933/2025, 1/2025, 3/2025"\nremoves = [2025-08-18]\n',
        encoding="utf-8",
    )
    load(runner, opened)
    assert (running.due_on, objecting.object_due_on) == before == (august(25), date(2025, 9, 22))
    assert a_case(body).filed("2025-08-12").built().due_on == august(26)
    assert running.safe_on == august(22)  # the safe date follows the calendar in force
    assert verifying.verify().difference == ""


def test_midnight_at_the_office_and_not_in_london_says_what_is_late(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        body = a_body(installed_on="2025-07-01")
        case = a_case(body).filed("2025-07-24").built()
        assert case.due_on == august(7)
        decree = calendars.built_in_decrees()
        amendment = next(row for row in decree if row.number.startswith("SKB 933"))
        calendars.enter_decree(amendment, datetime.fromisoformat("2025-08-07T15:30:00+00:00"))  # 8 August, 00.30 WIT
        assert moving.refresh_dates(body, datetime.fromisoformat("2025-08-07T15:30:00+00:00")) == 0
        assert case.extendable_to == august(18)


def test_whether_something_was_entered_is_asked_once_a_transaction_and_seen_at_once(body: PublicBody) -> None:
    with counted() as asked:
        first = calendars.calendar_of(body)
        assert calendars.calendar_of(body) is first
    assert sum("UNION" in one for one in asked) == 1
    db.session.commit()
    assert body.code == "maluku"  # the body is loaded again
    with counted() as asked:
        assert calendars.calendar_of(body) is calendars.calendar_of(body) is first
    assert len([one for one in asked if "PRAGMA" not in one]) == 1
    decree = parse(tomllib.loads(AMENDMENT.read_text(encoding="utf-8")))
    calendars.enter_decree(decree, instant("2025-08-08"))
    assert not calendars.calendar_of(body).is_working_day(august(18)), "what this transaction wrote"
    db.session.rollback()
    assert calendars.calendar_of(body).is_working_day(august(18)), "and took back"


def test_what_another_transaction_entered_is_seen_in_the_next_one(app: Flask, body: PublicBody) -> None:
    assert calendars.calendar_of(body).is_working_day(august(18))
    db.session.commit()
    assert calendars.calendar_of(body).is_working_day(august(18))
    db.session.commit()
    with app.app_context():  # a session of its own
        calendars.enter_decree(parse(tomllib.loads(AMENDMENT.read_text(encoding="utf-8"))), instant("2025-08-08"))
        db.session.commit()
    assert not calendars.calendar_of(body).is_working_day(august(18))
