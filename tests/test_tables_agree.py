"""The closed lists and the tables that must know every member of them."""

import pytest

from pid_tracker.law.acts import ACTS, CHAPTERS, may, open_steps
from pid_tracker.law.deadlines import Standing
from pid_tracker.law.events import EventKind
from pid_tracker.law.facts import FACTS
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Outcome
from pid_tracker.law.permissions import SYSTEM, Actor, CaseFacts, Role
from pid_tracker.law.rules import BOOKS, Duty
from pid_tracker.law.states import Stage
from pid_tracker.services.words.tellings import (
    answer_tellings,
    dispute_tellings,
    note_tellings,
    objection_tellings,
    part_tellings,
    request_tellings,
)


def test_every_kind_of_event_has_one_record() -> None:
    recorded = [act.kind for _, chapter in CHAPTERS for act in chapter]
    assert sorted(recorded) == sorted(EventKind)


def test_every_kind_of_event_has_one_telling() -> None:
    chapters = (request_tellings, part_tellings, answer_tellings, objection_tellings, dispute_tellings, note_tellings)
    assert sorted(telling.kind for chapter in chapters for telling in chapter.TELLINGS) == sorted(EventKind)


@pytest.mark.parametrize("kind", EventKind)
def test_every_act_has_its_rights(kind: EventKind) -> None:
    assert ACTS[kind].who


@pytest.mark.parametrize("kind", EventKind)
def test_every_act_is_a_step_somewhere(kind: EventKind) -> None:
    assert ACTS[kind].begins or ACTS[kind].leads


@pytest.mark.parametrize("kind", EventKind)
def test_every_act_names_the_facts_that_are_read_for_its_kind(kind: EventKind) -> None:
    assert ACTS[kind].facts is FACTS[kind]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_can_be_reached(stage: Stage) -> None:
    assert any(act.brings_to(stage) for act in ACTS.values()) or stage is Stage.NOT_CONTINUED, "there by time alone"


@pytest.mark.parametrize("kind", EventKind)
def test_what_closes_says_what_is_possible_instead(kind: EventKind) -> None:
    act = ACTS[kind]
    assert bool(act.closed) is bool(act.then) and bool(act.once) is bool(act.instead)
    assert act.until is None or ACTS[act.until].closed


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_has_its_term_and_article(duty: Duty) -> None:
    for book in BOOKS:
        assert book[duty].working_days > 0 and "Pasal" in book[duty].basis


def test_an_administrator_of_the_system_may_do_nothing_to_a_case() -> None:
    administrator = Actor(Role.ADMIN, "Administrator", body_id=1, unit_id=1, case_ids=frozenset({1}))
    assert not [kind for kind in EventKind if may(administrator, kind, CaseFacts(1, 1, frozenset({1})))]


def test_the_system_only_does_what_time_brings() -> None:
    granted = {kind for kind in EventKind if may(SYSTEM, kind, CaseFacts(1, 1))}
    told = {EventKind.LAPSED, EventKind.LATE_NOTICE, EventKind.SUPERIOR_SILENT, EventKind.DUE_DATE_MOVED}
    told |= {EventKind.NOTICE_FAILED, EventKind.NOTICE_DELIVERED}
    assert granted == told | {EventKind.IMPORTED}


def test_nothing_can_be_done_to_a_case_that_was_withdrawn_but_notes() -> None:
    told = {EventKind.NOTE_ADDED, EventKind.LATE_NOTICE, EventKind.DUE_DATE_MOVED, EventKind.CORRECTED}
    assert open_steps(Stage.WITHDRAWN) == told


def test_what_closes_information_needs_a_consequence_test() -> None:
    assert {Outcome.REFUSED, Outcome.PARTLY_GRANTED} == NEEDS_CONSEQUENCE_TEST


def test_overdue_is_a_standing_and_never_a_stage() -> None:
    assert "OVERDUE" in set(Standing) and "OVERDUE" not in set(Stage)


def test_the_clock_file_knows_the_ten_kinds_of_the_law() -> None:
    assert sum(act.timed for act in ACTS.values()) == 10
