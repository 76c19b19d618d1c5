"""The gate: right, step, append, project, tell; or raise and leave no trace."""

import hashlib
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare, DeficiencyNotified, Facts, Withdrawn, read
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, fingerprints
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import triage
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_unit, instant, the_desk, the_officer, the_requester, the_unit
from tests.samples import sample

MONDAY = instant("2026-04-06 09:00")


@pytest.fixture
def case(app: Flask) -> Iterator[CaseFile]:
    with app.app_context():
        yield a_case(a_body()).filed("2026-04-02 21:15").built()


def record(case: CaseFile, kind: E, actor: Actor, facts: Facts | None = None, **more: object) -> None:
    facts = facts or sample(kind)
    casefile.record(case, facts, Hand(actor, MONDAY, calendar_of(case.body), more.pop("seen_seq", None)), **more)  # type: ignore[arg-type]


def test_one_act_is_one_event_with_its_projection_and_its_message(case: CaseFile) -> None:
    record(case, E.DEFICIENCY_NOTIFIED, the_desk(case.body), DeficiencyNotified(("NIK",), ""))
    db.session.commit()
    assert [row.seq for row in case.events] == [0, 1]
    assert (case.stage, case.repair_due_on, case.last_seq) == (Stage.INCOMPLETE, date(2026, 4, 9), 1)
    assert [row.template for row in db.session.query(Message).order_by(Message.id)] == ["n1_received", "n2_incomplete"]


def test_each_event_is_hashed_over_the_one_before(case: CaseFile) -> None:
    record(case, E.DECLARED_COMPLETE, the_officer(case.body))
    first, second = case.events
    assert second.previous_hash == first.hash
    assert second.hash == fingerprints.digest(second, case.number)
    assert len(second.hash) == hashlib.sha256().digest_size


@pytest.mark.parametrize(
    ("role", "kind"),
    [(Role.DESK, E.ANSWERED), (Role.DESK, E.PART_ROUTED), (Role.UNIT_OFFICER, E.PART_ACCEPTED), (Role.ADMIN, E.FILED),
     (Role.SUPERIOR, E.EXTENDED), (Role.SUPERVISOR, E.NOTE_ADDED), (Role.SUPERIOR, E.WITHDRAWN),
     (Role.OFFICER, E.LAPSED)],
)  # fmt: skip
def test_who_has_no_right_leaves_no_trace(case: CaseFile, role: Role, kind: E) -> None:
    with pytest.raises(NotAllowed):
        record(case, kind, Actor(role, "Seseorang", body_id=case.body_id, unit_id=1))
    assert len(case.events) == 1


def test_an_officer_of_another_government_has_no_right(case: CaseFile) -> None:
    stranger = Actor(Role.OFFICER, "PPID lain", body_id=case.body_id + 1)
    with pytest.raises(NotAllowed):
        record(case, E.DECLARED_COMPLETE, stranger)


def test_a_unit_that_lost_the_part_has_no_right_any_more(case: CaseFile) -> None:
    body = case.body
    pupr, dkp = a_unit(body, "pupr"), a_unit(body, "dkp")
    for unit in (pupr, dkp):
        routing = triage.Routing(unit, "Daftar bantuan")
        triage.route_part(case, case.parts[0], routing, Hand(the_officer(body), MONDAY, calendar_of(body)))
    with pytest.raises(NotAllowed):
        record(case, E.PART_ACCEPTED, the_unit(pupr))
    record(case, E.PART_ACCEPTED, the_unit(dkp))


def test_a_step_that_the_law_does_not_allow_says_why(case: CaseFile) -> None:
    record(case, E.DECLARED_COMPLETE, the_officer(case.body))
    with pytest.raises(IllegalStep, match="sudah"):
        record(case, E.DECLARED_COMPLETE, the_officer(case.body))
    with pytest.raises(IllegalStep):
        record(case, E.RATED, the_requester(case))
    assert len(case.events) == 2


@pytest.mark.parametrize(
    "details",
    [{"outcome": "REFUSED"}, {"outcome": "PARTLY_GRANTED"}, {"outcome": "PARTLY_GRANTED", "parts": {"1": "REFUSED"}},
     {"outcome": "GRANTED", "parts": {"1": "PARTLY_GRANTED"}}],
)  # fmt: skip
def test_no_road_closes_anything_without_a_consequence_test(case: CaseFile, details: dict[str, object]) -> None:
    with pytest.raises(IllegalStep, match="uji konsekuensi"):
        record(case, E.ANSWERED, the_officer(case.body), read(E.ANSWERED, details))
    assert case.outcome is None


def test_a_day_of_receipt_in_the_future_is_refused(case: CaseFile) -> None:
    with pytest.raises(IllegalStep, match="masa depan"):
        record(case, E.DECLARED_COMPLETE, the_officer(case.body), received_on=date(2026, 4, 7))


def test_who_comes_second_is_told_what_changed(case: CaseFile) -> None:
    record(case, E.DECLARED_COMPLETE, the_officer(case.body), seen_seq=0)
    with pytest.raises(CaseChanged) as told:
        record(case, E.EXTENDED, the_officer(case.body), seen_seq=0)
    assert [row.kind for row in told.value.events] == [E.DECLARED_COMPLETE]


def test_two_connections_at_the_same_moment_write_one_event(app: Flask) -> None:
    with app.app_context():
        number = a_case(a_body()).filed("2026-04-02 21:15").built().number
    start, results = threading.Barrier(4), []

    def act() -> None:
        with app.app_context():
            case = db.session.query(CaseFile).filter_by(number=number).one()
            seq, body = case.last_seq, db.session.query(PublicBody).one()
            db.session.rollback()
            start.wait()
            try:
                triage.declare_complete(case, Hand(the_officer(body), MONDAY, calendar_of(body), seq))
                db.session.commit()
                results.append("done")
            except (CaseChanged, IllegalStep) as refused:
                db.session.rollback()
                results.append(type(refused).__name__)

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["CaseChanged"] * 3 + ["done"]
    with app.app_context():
        case = db.session.query(CaseFile).one()
        assert [row.kind for row in case.events] == [E.FILED, E.DECLARED_COMPLETE]


def test_the_projections_are_the_fold_of_the_events(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        case = (
            a_case(body)
            .filed("2026-04-02 21:15", question="Satu hal yang dicari\nHal lain yang dicari", complete=False)
            .found_lacking("2026-04-06")
            .completed("2026-04-08")
            .routed("2026-04-08 10:00", unit, 1)
            .accepted("2026-04-09", 1)
            .answered_by_unit("2026-04-10", 1)
            .extended("2026-04-13")
            .answered("2026-04-30", Outcome.GRANTED)
            .rated("2026-05-04")
            .built()
        )
        expected = casefile.projection(case, calendar_of(body), case.projected_on)
        assert {name: getattr(case, name) for name in expected} == expected
        assert (case.complete_on, case.due_on, case.rating) == (date(2026, 4, 8), date(2026, 5, 4), "YES")


def test_staff_withdraw_only_with_the_statement_of_the_requester(case: CaseFile) -> None:
    officer = Actor(Role.OFFICER, "PPID", body_id=case.body_id)
    with pytest.raises(Incomplete, match="pernyataan pemohon"):
        casefile.record(case, Withdrawn(), Hand(officer, MONDAY, calendar_of(case.body)))
    assert len(case.events) == 1


def test_what_is_written_with_an_event_is_sealed_and_bound_to_it_by_a_fingerprint(case: CaseFile) -> None:
    officer, calendar = Actor(Role.OFFICER, "PPID", body_id=case.body_id), calendar_of(case.body)
    row = casefile.record(
        case, Bare(E.QUESTION_ASKED), Hand(officer, MONDAY, calendar), texts={"question": " Tahun berapa? "}
    )
    db.session.commit()
    assert casefile.text_of(case, row.seq, "question") == "Tahun berapa?"
    stored = db.session.connection().exec_driver_sql("SELECT text FROM case_text").scalar_one()
    assert b"Tahun" not in bytes(stored)
    assert verifying.verify().difference == ""
    case.texts[0].text = "Tahun berapa saja?"
    db.session.flush()
    assert "tulisan question" in verifying.verify().difference
