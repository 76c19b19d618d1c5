"""Rights, stated as "exactly these and nobody else"."""

import pytest

from pid_tracker.law.acts import may, require
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, CaseFacts, NotAllowed, Role

CASE = CaseFacts(case_id=7, body_id=1, unit_ids=frozenset({10}))
NEW = CaseFacts(case_id=None, body_id=1)
PEOPLE = {
    "the requester": Actor(Role.REQUESTER, "Pemohon", case_ids=frozenset({7})),
    "another requester": Actor(Role.REQUESTER, "Pemohon", case_ids=frozenset({8})),
    "the desk": Actor(Role.DESK, "Meja", body_id=1),
    "another desk": Actor(Role.DESK, "Meja", body_id=2),
    "the officer": Actor(Role.OFFICER, "PPID", body_id=1),
    "another officer": Actor(Role.OFFICER, "PPID", body_id=2),
    "the unit": Actor(Role.UNIT_OFFICER, "Dinas", body_id=1, unit_id=10),
    "another unit": Actor(Role.UNIT_OFFICER, "Dinas", body_id=1, unit_id=11),
    "the superior": Actor(Role.SUPERIOR, "Atasan", body_id=1),
    "the supervisor": Actor(Role.SUPERVISOR, "Pengawas", body_id=1),
    "the registrar": Actor(Role.REGISTRAR, "Panitera", body_id=1),
    "the administrator": Actor(Role.ADMIN, "Admin", body_id=1),
    "the system": Actor(Role.SYSTEM, "Sistem"),
}
EXACTLY = {
    E.DEFICIENCY_NOTIFIED: {"the desk", "the officer"},
    E.DECLARED_COMPLETE: {"the desk", "the officer"},
    E.COMPLETED: {"the requester", "the desk", "the officer"},
    E.WITHDRAWN: {"the requester", "the desk", "the officer"},
    E.RATED: {"the requester"},
    E.EXTENDED: {"the officer"},
    E.ANSWERED: {"the officer"},
    E.PART_ROUTED: {"the officer"},
    E.PARTS_SPLIT: {"the officer"},
    E.PART_ACCEPTED: {"the unit"},
    E.PART_HANDED_BACK: {"the unit"},
    E.PART_ANSWERED: {"the unit", "the officer"},
    E.NOTE_ADDED: {"the desk", "the officer"},
    E.LAPSED: {"the system"},
    E.LATE_NOTICE: {"the system"},
    E.NOTICE_FAILED: {"the system"},
    E.NOTICE_DELIVERED: {"the desk", "the officer", "the system"},
    E.DUE_DATE_MOVED: {"the system"},
    E.IMPORTED: {"the system"},
    E.FILED: set(),
    E.QUESTION_ASKED: {"the desk", "the officer"},
    E.QUESTION_REPLIED: {"the requester", "the desk", "the officer"},
    E.PART_CONFIRMED: {"the officer"},
    E.PARTLY_DELIVERED: {"the officer"},
    E.DRAFT_SUBMITTED: {"the officer"},
    E.DRAFT_CLEARED: {"the officer", "the superior"},
    E.DRAFT_RETURNED: {"the officer", "the superior"},
    E.RELABELLED: {"the officer"},
    E.INSISTED: {"the requester", "the desk"},
    E.REFERRED_ON: {"the requester", "the officer"},
    E.COST_NOTED: {"the officer", "the superior"},
    E.HANDED_OVER: {"the desk", "the officer"},
    E.CORRECTED: {"the officer"},
    E.OBJECTED: {"the requester", "the desk", "the officer"},
    E.OBJECTION_EXPLAINED: {"the officer"},
    E.TALKS_HELD: {"the superior", "the officer"},
    E.OBJECTION_DECIDED: {"the superior"},
    E.REQUESTER_RESPONDED: {"the requester", "the desk"},
    E.DECISION_EXECUTED: {"the officer"},
    E.SUPERIOR_SILENT: {"the system"},
    E.DISPUTE_REGISTERED: {"the requester", "the officer"},
    E.DISPUTE_STAGED: {"the officer"},
    E.RULING_RECEIVED: {"the officer"},
    E.COURT_FILED: {"the requester", "the officer"},
    E.RULING_EXECUTED: {"the officer"},
    E.DISPUTE_CLOSED: {"the officer"},
}


@pytest.mark.parametrize("act", E)
def test_an_act_on_a_case_is_open_to_exactly_these(act: E) -> None:
    granted = {name for name, actor in PEOPLE.items() if may(actor, act, CASE)}
    if act is E.FILED:  # desk and officer may enter a request; the gate refuses a second FILED by its step
        granted -= {"the desk", "the officer"}
    assert granted == EXACTLY[act]


def test_anyone_may_file_and_the_desk_for_anyone() -> None:
    granted = {name for name, actor in PEOPLE.items() if may(actor, E.FILED, NEW)}
    assert granted == {"the requester", "another requester", "the desk", "the officer"}


def test_a_unit_loses_its_right_when_the_part_moves_on() -> None:
    moved = CaseFacts(case_id=7, body_id=1, unit_ids=frozenset({11}))
    assert not may(PEOPLE["the unit"], E.PART_ANSWERED, moved)
    assert may(PEOPLE["another unit"], E.PART_ANSWERED, moved)


def test_who_may_not_is_told_nothing_about_the_case() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(PEOPLE["another officer"], E.ANSWERED, CASE)
    assert str(refused.value) == "OFFICER may not ANSWERED", "who and what, and nothing of the case"
    assert (refused.value.actor, refused.value.act) == (PEOPLE["another officer"], E.ANSWERED)


def test_who_signed_the_notice_does_not_decide_the_objection_but_who_approved_it_may() -> None:
    signed = CaseFacts(case_id=7, body_id=1, signer_ids=frozenset({5}), drafter_ids=frozenset({6}))
    acting, approver = (Actor(Role.SUPERIOR, "Atasan", user_id=number, body_id=1) for number in (5, 6))
    assert not may(acting, E.OBJECTION_DECIDED, signed)
    assert may(approver, E.OBJECTION_DECIDED, signed)


def test_nobody_clears_a_draft_that_they_brought_forward() -> None:
    drafted = CaseFacts(case_id=7, body_id=1, drafter_ids=frozenset({5}))
    for role in (Role.OFFICER, Role.SUPERIOR):
        assert not may(Actor(role, "Sama", user_id=5, body_id=1), E.DRAFT_CLEARED, drafted)
        assert may(Actor(role, "Lain", user_id=6, body_id=1), E.DRAFT_CLEARED, drafted)
