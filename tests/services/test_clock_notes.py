"""A false event of a clock that leapt ahead: it locks the register until the operator notes that it is not to be
believed; the note is append-only, and its own case waits."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare, NoteAdded
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseEventRow, CaseFile, ClockNote, PublicBody, Snapshot
from pid_tracker.services.calendar import moving
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, clock_notes, timekeeping
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import a_body, a_case, instant, the_officer

LEAPT, RIGHT = "2026-04-20 10:00", "2026-04-07 11:00"
REASON = ["--reason", "Baterai jam server habis; jam sudah dibetulkan dengan NTP"]


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """A command: how it ended, and what it said."""
    result = app.test_cli_runner().invoke(args=list(arguments))
    return result.exit_code, result.output


def notes() -> int:
    """How many clock notes stand."""
    return db.session.scalar(sa.select(sa.func.count(ClockNote.id))) or 0


@pytest.fixture
def register(app: Flask, clock: FrozenClock) -> Iterator[Flask]:
    """A living register up to 7 April, with one request and one note on an old case recorded on a false 20 April."""
    with app.app_context():
        body = a_body(installed_on="2026-01-05")
        a_case(body).filed("2026-04-02 10:00").built()
        acted = a_case(body).filed("2026-04-02 11:00").built()
    clock.move_to(instant("2026-04-07 00:15"))
    assert run(app, "nightly")[0] == 0
    with app.app_context():
        body = db.session.query(PublicBody).one()
        a_case(body).filed("2026-04-07 10:00").built()
        a_case(body).filed(LEAPT).built()
        acted = db.session.merge(acted)
        casefile.record(
            acted, NoteAdded(), Hand(the_officer(body), instant(LEAPT), calendar_of(body)), texts={"note": "Ditanyakan"}
        )
        db.session.commit()
    clock.move_to(instant(RIGHT))
    yield app


def test_without_the_note_nothing_works_around_a_false_event(register: Flask, clock: FrozenClock) -> None:
    for moment in (RIGHT, "2026-04-08 00:15", "2026-04-19 09:00"):
        clock.move_to(instant(moment))
        with register.app_context(), pytest.raises(timekeeping.ClockWrong):
            timekeeping.check(instant(moment))
        code, said = run(register, "nightly")
        assert code == 1 and "clock-note" in said
        assert run(register, "nightly", "--as-of", instant(moment).isoformat())[0] == 1


def test_the_note_names_what_is_not_believed_and_the_cases_that_wait(register: Flask) -> None:
    code, said = run(register, "clock-note", *REASON)
    assert code == 0, said
    assert "2 peristiwa" in said and "menunggu" in said
    assert "MAL-26-00002" in said and "MAL-26-00004" in said and "MAL-26-00001" not in said
    with register.app_context():
        note = db.session.query(ClockNote).one()
        assert (note.id, note.up_to_position, note.noted_at) == (1, 5, instant(RIGHT))
        assert note.reason == REASON[1]
        timekeeping.check(instant(RIGHT))
        assert timekeeping.newest_event() == instant("2026-04-07 10:00")


def test_a_false_event_never_becomes_evidence_again(register: Flask, clock: FrozenClock) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        assert timekeeping.leapt_from(instant("2026-04-21 00:15")) == instant("2026-04-07 10:00")


def test_after_the_note_nights_go_on_and_only_the_case_of_the_false_event_waits(
    register: Flask, clock: FrozenClock
) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    for day in range(8, 19):
        clock.move_to(instant(f"2026-04-{day:02} 00:15"))
        code, said = run(register, "nightly")
        assert code == 0 and "0 diberi tahu terlambat" in said, said
    clock.move_to(instant("2026-04-20 00:15"))  # both of 2 April were due on 17 April
    code, said = run(register, "nightly")
    assert code == 0 and "1 diberi tahu terlambat" in said
    clock.move_to(instant("2026-04-21 00:15"))
    code, said = run(register, "nightly")
    assert code == 0 and "1 diberi tahu terlambat" in said
    with register.app_context():
        assert db.session.scalar(sa.select(sa.func.count(sa.distinct(Snapshot.day)))) == 14
        assert verifying.verify().difference == ""


def test_the_case_of_the_false_event_keeps_its_order(register: Flask) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        body = db.session.query(PublicBody).one()
        acted, other = (db.session.query(CaseFile).filter_by(number=f"MAL-26-0000{n}").one() for n in (2, 1))
        with pytest.raises(IllegalStep, match="lebih awal daripada peristiwa sebelumnya"):
            casefile.record(
                acted, Bare(E.DECLARED_COMPLETE), Hand(the_officer(body), instant(RIGHT), calendar_of(body))
            )
        db.session.rollback()
        casefile.record(other, Bare(E.DECLARED_COMPLETE), Hand(the_officer(body), instant(RIGHT), calendar_of(body)))
        db.session.commit()
        assert timekeeping.newest_event() == instant(RIGHT)


def test_what_is_recorded_after_the_note_is_believed_and_nothing_earlier_is_taken(register: Flask) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        with pytest.raises(timekeeping.ClockWrong):
            timekeeping.check(instant("2026-04-07 09:00"))  # before the last event that is believed
        a_case(db.session.query(PublicBody).one()).filed("2026-04-08 12:00").built()
        with pytest.raises(timekeeping.ClockWrong):
            timekeeping.check(instant("2026-04-08 11:00"))  # it is later than the note, and stands after it


def test_a_false_night_is_disbelieved_too(register: Flask, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-04-21 00:15"))
    assert run(register, "nightly", "--as-of", "2026-04-21T00:15:00+09:00")[0] == 0  # stated by mistake
    clock.move_to(instant(RIGHT))
    code, said = run(register, "clock-note", *REASON)
    assert code == 0 and "1 malam" in said
    clock.move_to(instant("2026-04-08 00:15"))
    assert "1 catatan angka" in run(register, "nightly")[1]  # the figures of the true days are written again


# -- when there is nothing to note -------------------------------------------------------------------------------------


def test_a_clock_that_stands_behind_the_whole_register_is_wrong_itself(register: Flask, clock: FrozenClock) -> None:
    clock.move_to(instant("2020-01-01"))
    code, said = run(register, "clock-note", *REASON)
    assert code == 1 and "jam server yang mundur" in said
    with register.app_context():
        assert notes() == 0


def test_nights_that_go_on_past_the_clock_say_that_it_is_behind(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_case(a_body(installed_on="2026-01-05")).filed("2026-04-02 10:00").built()
    for day in range(3, 9):
        clock.move_to(instant(f"2026-04-{day:02} 00:15"))
        assert run(app, "nightly")[0] == 0
    clock.move_to(instant("2026-04-05 09:00"))
    code, said = run(app, "clock-note", *REASON)
    assert code == 1 and "jam server yang mundur" in said
    with app.app_context():
        assert notes() == 0


def test_the_first_event_of_an_installation_may_be_the_false_one(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_case(a_body(installed_on="2026-04-01")).filed(LEAPT).built()
    clock.move_to(instant("2026-04-02"))
    assert run(app, "clock-note", *REASON)[0] == 0
    with app.app_context():
        timekeeping.check(instant("2026-04-02"))


def test_where_nothing_is_later_than_the_clock_there_is_nothing_to_note(register: Flask, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-04-20 10:00"))
    code, said = run(register, "clock-note", *REASON)
    assert code == 1 and "tidak ada yang perlu dicatat" in said


@pytest.mark.parametrize("arguments", [[], ["--reason", "  "]])
def test_a_note_gives_its_reason(register: Flask, arguments: list[str]) -> None:
    assert run(register, "clock-note", *arguments)[0] == 2
    with register.app_context():
        assert notes() == 0


def test_two_leaps_are_two_notes_in_one_chain(register: Flask, clock: FrozenClock) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        a_case(db.session.query(PublicBody).one()).filed("2026-09-01").built()
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        first, second = db.session.query(ClockNote).order_by(ClockNote.id)
        assert second.previous_hash == first.hash and second.up_to_position == 6
        assert verifying.verify().difference == ""
    assert "2 catatan jam" in run(register, "verify")[1]


# -- nobody can change or take back a note -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE clock_note SET up_to_position = 99",
        "DELETE FROM clock_note",
        "INSERT OR REPLACE INTO clock_note SELECT id, 99, up_to_snapshot, noted_at, reason, chain_hash, previous_hash, "
        "hash FROM clock_note",
        "TRUNCATE clock_note",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_note(register: Flask, statement: str) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        told = "append-only"
        if db.engine.dialect.name == "postgresql" and "OR REPLACE" in statement:
            statement, told = statement.replace(" OR REPLACE", ""), "duplicate key"  # its form there: the key is taken
        if db.engine.dialect.name == "sqlite" and "TRUNCATE" in statement:
            statement = "DELETE FROM clock_note WHERE id > 0"  # SQLite has no TRUNCATE
        with pytest.raises(sa.exc.DBAPIError, match=told):
            db.session.execute(sa.text(statement))
        db.session.rollback()
        assert verifying.verify().difference == ""


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE clock_note SET up_to_position = 3", "catatan jam 1"),
        ("UPDATE clock_note SET reason = 'lain'", "catatan jam 1"),
        ("UPDATE clock_note SET noted_at = '2026-04-01 00:00:00'", "catatan jam 1"),
        ("DELETE FROM clock_note", "1 catatan jam hilang"),
    ],
)
def test_a_change_of_a_note_behind_the_triggers_is_named(register: Flask, statement: str, named: str) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        for trigger in ("no_update", "no_delete") if db.engine.dialect.name == "sqlite" else ("no_change",):
            table = "" if db.engine.dialect.name == "sqlite" else " ON clock_note"
            db.session.execute(sa.text(f"DROP TRIGGER clock_note_{trigger}{table}"))
        db.session.execute(sa.text(statement))
        db.session.commit()
        db.session.expire_all()
        assert named in verifying.verify().difference


def test_a_note_of_another_register_is_named(register: Flask) -> None:
    with register.app_context():
        clock_notes.note("Alasan", instant(RIGHT))
        note = db.session.query(ClockNote).one()
        note.chain_hash = b"another"
        db.session.expunge(note)
        made = ClockNote(
            id=1, up_to_position=note.up_to_position, up_to_snapshot=note.up_to_snapshot, noted_at=note.noted_at,
            reason=note.reason, chain_hash=b"another", previous_hash=b"", hash=b"",
        )  # fmt: skip
        db.session.rollback()
        made.hash = clock_notes.digest(made)
        db.session.add(made)
        casefile.lock_register().clock_notes = 1
        db.session.commit()
        assert "catatan jam 1" in verifying.verify().difference


def test_a_body_with_a_waiting_case_is_swept(register: Flask) -> None:
    assert run(register, "clock-note", *REASON)[0] == 0
    with register.app_context():
        body = db.session.query(PublicBody).one()
        assert sweep.would_tell(body, instant("2026-04-20 00:15")) == 1
        events = db.session.scalar(sa.select(sa.func.count(CaseEventRow.position)))
        assert moving.refresh_dates(body, instant("2026-04-08")) == 0
        assert db.session.scalar(sa.select(sa.func.count(CaseEventRow.position))) == events
