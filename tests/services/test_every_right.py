"""Every act at every stage by everybody, through the real gate: exactly these, nobody else, no trace of the rest."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.acts import open_steps
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import PartAnswered, PartConfirmed, PartHandedBack, PartRouted
from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseEventRow, CaseFile, CaseText, Message
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.upkeep import verifying
from tests.builders import (
    CaseBuilder,
    a_body,
    a_case,
    a_unit,
    a_user,
    instant,
    the_desk,
    the_officer,
    the_requester,
    the_system,
    the_unit,
)
from tests.law.test_permissions import EXACTLY
from tests.samples import sample


def act(history: CaseBuilder, kind: E, when: str, actor: Actor, **more: Any) -> CaseBuilder:
    """One act that has no builder of its own."""
    casefile.record(history.case, sample(kind, **more), Hand(actor, instant(when), calendar_of(history.body)))
    return history


def objected(history: CaseBuilder) -> CaseBuilder:
    history.answered("2026-04-08")
    return act(history, E.OBJECTED, "2026-04-09", the_requester(history.case), grounds=(ObjectionGround.REFUSED,))


def decided(history: CaseBuilder) -> CaseBuilder:
    superior = Actor(Role.SUPERIOR, "Atasan", body_id=history.body.id)
    return act(objected(history), E.OBJECTION_DECIDED, "2026-04-13", superior)


def disputed(history: CaseBuilder) -> CaseBuilder:
    return act(decided(history), E.DISPUTE_REGISTERED, "2026-04-14", the_officer(history.body))


#: stage -> how a case comes to stand there, from one that was filed and routed
WAYS: dict[Stage, Callable[[CaseBuilder], CaseBuilder]] = {
    Stage.RECEIVED: lambda history: history,
    Stage.INCOMPLETE: lambda history: history.found_lacking("2026-04-07 11:00"),
    Stage.IN_PROCESS: lambda history: history.declared_complete("2026-04-07 11:00"),
    Stage.ANSWERED: lambda history: history.answered("2026-04-08"),
    Stage.NOT_CONTINUED: lambda history: history.found_lacking("2026-04-07 11:00").looked_at("2026-04-14"),
    Stage.WITHDRAWN: lambda history: history.withdrawn("2026-04-08"),
    Stage.UNDER_OBJECTION: objected,
    Stage.OBJECTION_DECIDED: decided,
    Stage.IN_DISPUTE: disputed,
    Stage.CLOSED: lambda history: act(
        disputed(history), E.DISPUTE_CLOSED, "2026-04-14 10:00", the_officer(history.body)
    ),
}
#: The moment of the attempts: late enough for the last way, early enough for the first.
MOMENT = {
    Stage.RECEIVED: "2026-04-07 12:00", Stage.INCOMPLETE: "2026-04-07 12:00", Stage.IN_PROCESS: "2026-04-07 12:00",
}  # fmt: skip


def everybody(case: CaseFile) -> dict[str, Actor]:
    """The people of the table of rights, at this case."""
    body, part = case.body, case.parts[0]
    other = a_body("buru", prefix="BUR")
    dkp = a_unit(body, "dkp")
    assert part.unit is not None
    wrong = replace(the_requester(case), case_ids=frozenset({case.id + 1}))
    found = {
        "the requester": the_requester(case),
        "another requester": wrong,
        "the desk": the_desk(body),
        "another desk": the_desk(other),
        "the officer": the_officer(body),
        "another officer": the_officer(other),
        "the unit": the_unit(part.unit),
        "another unit": the_unit(dkp),
        "the superior": Actor(Role.SUPERIOR, "Atasan", body_id=body.id),
        "another superior": Actor(Role.SUPERIOR, "Atasan", body_id=other.id),
        "the supervisor": Actor(Role.SUPERVISOR, "Pengawas", body_id=body.id),
        "the registrar": Actor(Role.REGISTRAR, "Panitera", body_id=body.id),
        "the administrator": Actor(Role.ADMIN, "Admin", body_id=body.id, unit_id=part.unit.id),
        "the system": the_system(),
    }
    ids = {name: a_user(f"orang{place}").id for place, name in enumerate(found) if name.split()[-1] in _PEOPLE}
    return {name: replace(actor, user_id=ids.get(name)) for name, actor in found.items()}


_PEOPLE = ("desk", "officer", "unit", "superior", "supervisor", "registrar", "administrator")


def traces() -> list[int]:
    """How many rows the register, its texts and its outbox hold."""
    counts = (db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (CaseEventRow, CaseText, Message))
    return [int(count or 0) for count in counts]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("stage", Stage)
def test_each_act_is_open_to_exactly_these_and_leaves_no_trace_of_anybody_else(app: Flask, stage: Stage) -> None:
    with app.app_context():
        body = a_body()
        history = a_case(body).filed("2026-04-06", complete=False).routed("2026-04-07 09:30", a_unit(body))
        case = WAYS[stage](history).built()
        moment, calendar = instant(MOMENT.get(stage, "2026-04-14 12:00")), calendar_of(body)
        people = everybody(case)
        assert case.stage is stage
        before, accepted = traces(), set[E]()
        for kind in E:
            told = sample(kind)
            if isinstance(told, PartRouted | PartConfirmed | PartHandedBack | PartAnswered):
                told = replace(told, unit_id=case.parts[0].unit_id)
            for name, actor in people.items():
                granted = EXACTLY[kind] | ({"the desk", "the officer"} if kind is E.FILED else set())
                if name in granted:
                    db.session.commit()  # whatever the refusals before left behind would stay now
                try:
                    casefile.record(case, told, Hand(actor, moment, calendar), texts={"note": "Catatan"})
                except NotAllowed:
                    assert name not in granted, (kind, name)
                except (IllegalStep, Incomplete):
                    assert name in granted, (kind, name)
                else:
                    assert name in granted and kind in open_steps(stage), (kind, name)
                    accepted.add(kind)
                    db.session.rollback()
        db.session.commit()
        assert traces() == before
        assert verifying.verify().difference == ""
        assert {E.NOTE_ADDED, E.CORRECTED} <= accepted
