"""Rights, stated as "exactly these and nobody else"."""

import pytest

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, CaseFacts, NotAllowed, Role, may, require

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
    E.WITHDRAWN: {"the requester"},
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
    E.DUE_DATE_MOVED: {"the system"},
    E.IMPORTED: {"the system"},
    E.FILED: set(),
    E.OBJECTED: set(),
    E.OBJECTION_DECIDED: set(),
    E.DISPUTE_REGISTERED: set(),
    E.DISPUTE_CLOSED: set(),
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
    assert "7" not in str(refused.value)
