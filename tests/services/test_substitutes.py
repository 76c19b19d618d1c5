"""Substitutes with dates; who signed does not decide; and a body is never left without its PPID."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.states import Stage
from pid_tracker.models import Appointment, CaseFile, PublicBody, User
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.people import account_acts, directory, sign_in, substitutes
from tests.builders import a_body, a_case, a_user, appoint, instant, the_requester


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


def named(
    user: User, office: Appointment, acting: str = "PLH", until: str | None = "2026-06-30", start: str = "2026-04-01"
) -> Appointment:
    """A substitute, committed."""
    new = substitutes.NewSubstitute(
        office.id, acting, "SK 7/2026", date.fromisoformat(start), date.fromisoformat(until) if until else None
    )
    row = account_acts.give(substitutes.substitute_by_decree(user, new), None, instant(start))
    db.session.commit()
    return row


def acting(appointment: Appointment) -> Actor:
    return sign_in.officer_actor(appointment, appointment.user)


class Scene:
    """Scenario 25: the superior signed the first decision as acting PPID; the requester objects."""

    def __init__(self, body: PublicBody) -> None:
        self.body = body
        ppid, self.sekda = a_user("ppid", Role.OFFICER, body), a_user("sekda", Role.SUPERIOR, body)
        self.asisten = a_user("asisten")
        signing = named(self.sekda, ppid.appointments[0], "PLT")
        history = a_case(body).filed("2026-04-02")
        self.case: CaseFile = history.case
        answering.send_notice(
            self.case, history.lawful_notice(), Hand(acting(signing), instant("2026-04-08"), calendar_of(body))
        )
        details: Any = {"grounds": ["d"], "number": "KBR-MAL-26-00001", "channel": "WEB"}
        self._record(E.OBJECTED, the_requester(self.case), "2026-04-09", details)

    def _record(self, kind: E, actor: Actor, when: str, details: Any, texts: Any = None) -> None:
        casefile.record(self.case, read(kind, details), Hand(actor, instant(when), calendar_of(self.body)), texts=texts)
        db.session.commit()

    def superior(self) -> Actor:
        return acting(next(row for row in self.sekda.appointments if row.role is Role.SUPERIOR))

    def decide(self, actor: Actor, reason: str = "", when: str = "2026-04-14") -> None:
        """What the deciding page will do with the decision."""
        acting, stood_in_for, texts = substitutes.decided_by(self.case, actor, reason, instant(when))
        told = {"result": "REVERSED", "execute_by": "2026-04-21", "letter": "1/2026", "decider_acting": acting}
        told |= {"substitute_for": stood_in_for} if acting else {}
        self._record(E.OBJECTION_DECIDED, actor, when, told, texts | {"reasons": "Informasinya terbuka."})


def test_who_signed_as_acting_ppid_cannot_decide_and_is_told_what_is_possible(body: PublicBody) -> None:
    scene = Scene(body)
    signed = next(row for row in scene.case.events if row.kind is E.ANSWERED)
    assert signed.actor_label == "Plt. PPID Provinsi Maluku"
    assert not substitutes.may_decide(scene.case, scene.sekda.id)
    assert "Plh. Atasan PPID" in substitutes.WHY_NOT and "Pasal 35" in substitutes.WHY_NOT
    with pytest.raises(NotAllowed):
        scene.decide(scene.superior())
    db.session.rollback()
    assert scene.case.stage is Stage.UNDER_OBJECTION


def test_the_substitute_decides_and_the_record_shows_both(body: PublicBody) -> None:
    scene = Scene(body)
    held = next(row for row in scene.sekda.appointments if row.role is Role.SUPERIOR)
    substitute = acting(named(scene.asisten, held))
    assert substitutes.may_decide(scene.case, scene.asisten.id)
    with pytest.raises(Incomplete, match="mengapa Atasan PPID digantikan"):
        scene.decide(substitute, "ya")
    db.session.rollback()
    scene.decide(substitute, "Sekda menandatangani surat jawabannya sebagai Plt. PPID.")
    row = scene.case.events[-1]
    assert row.actor_label == "Plh. Atasan PPID Provinsi Maluku" and row.actor_id == scene.asisten.id
    assert (row.details["decider_acting"], row.details["substitute_for"]) == (True, scene.sekda.id)
    told = casefile.text_of(scene.case, row.seq, "substitute_reason")
    assert told == "Sekda menandatangani surat jawabannya sebagai Plt. PPID."


def test_a_substitute_for_somebody_who_did_not_sign_needs_no_reason(body: PublicBody) -> None:
    scene = Scene(body)
    other = a_user("kepala", Role.SUPERIOR, body)
    substitute = acting(named(scene.asisten, other.appointments[0]))
    assert substitutes.decided_by(scene.case, substitute, "", instant("2026-04-14"))[:2] == (True, other.id)
    assert substitutes.decided_by(scene.case, acting(other.appointments[0]), "", instant("2026-04-14")) == (
        False,
        None,
        {},
    )


def test_who_also_holds_the_office_is_no_substitute(body: PublicBody) -> None:
    one, two = a_user("satu", Role.SUPERIOR, body), a_user("dua", Role.SUPERIOR, body)
    row = named(one, two.appointments[0])
    assert substitutes.standing_in(acting(row), instant("2026-04-14")) is None


@pytest.mark.parametrize(("day", "holds"), [("03-31", False), ("04-01", True), ("06-30", True), ("07-01", False)])
def test_a_substitute_acts_from_the_first_to_the_last_day(body: PublicBody, day: str, holds: bool) -> None:
    office = a_user("sekda", Role.SUPERIOR, body).appointments[0]
    row = named(a_user("asisten"), office)
    assert sign_in.holds(row, instant(f"2026-{day} 23:59:59")) is holds
    assert sign_in.holds(row, instant(f"2026-{day} 00:00:00")) is holds


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until_on": None}, "until_on"),
        ({"until_on": date(2026, 3, 31)}, "until_on"),
        ({"acting": ""}, "acting"),
        ({"acting": "PJS"}, "acting"),
        ({"decree_number": " "}, "decree_number"),
        ({"stands_in_for": None}, "stands_in_for"),
        ({"stands_in_for": 999}, "stands_in_for"),
    ],
)
def test_a_substitute_is_named_whole(body: PublicBody, change: dict[str, Any], field: str) -> None:
    office = a_user("sekda", Role.SUPERIOR, body).appointments[0]
    values: dict[str, Any] = {
        "stands_in_for": office.id, "acting": "PLH", "decree_number": "SK 7", "from_on": date(2026, 4, 1),
        "until_on": date(2026, 4, 30),
    }  # fmt: skip
    with pytest.raises(Incomplete) as refused:
        substitutes.substitute_by_decree(a_user("asisten"), substitutes.NewSubstitute(**(values | change)))
    assert [item.field for item in refused.value.missing] == [field]


def test_nobody_stands_in_for_themselves_nor_for_a_substitute(body: PublicBody) -> None:
    sekda, asisten = a_user("sekda", Role.SUPERIOR, body), a_user("asisten")
    with pytest.raises(Incomplete, match="dirinya sendiri"):
        named(sekda, sekda.appointments[0])
    row = named(asisten, sekda.appointments[0])
    with pytest.raises(Incomplete, match="Pilih jabatan"):
        named(a_user("lain"), row)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.OFFICER, "Ini PPID terakhir di badan itu"),
        (Role.SUPERIOR, "Ini Atasan PPID terakhir di badan itu"),
        (Role.ADMIN, "Ini Administrator terakhir;"),
    ],
)
def test_the_last_holder_of_an_office_is_not_ended_without_a_successor(
    body: PublicBody, role: Role, words: str
) -> None:
    here, now = (None if role is Role.ADMIN else body), instant("2026-04-10")
    last = a_user("akhir", role, here)
    by = a_user("lain", Role.DESK, body).id
    if here:
        a_user("tetangga", role, a_body("buru", prefix="BUR"))
    a_user("sementara", role, here, until_on="2026-12-31")
    for end in (
        lambda: directory.end_appointment(last.appointments[0], by, now),
        lambda: directory.shut_out(last, by, now),
    ):
        with pytest.raises(Incomplete, match=words):
            end()
        db.session.rollback()
    assert last.active and last.appointments[0].ended_at is None
    appoint(a_user("baru"), role, here, from_on="2026-04-11")
    directory.end_appointment(last.appointments[0], by, now)
    assert not sign_in.holds(last.appointments[0], now)
    directory.shut_out(last, by, now)
    assert not last.active


def test_a_successor_who_may_not_sign_in_is_none(body: PublicBody) -> None:
    ppid = a_user("ppid", Role.OFFICER, body)
    a_user("tutup", Role.OFFICER, body, active=False)
    with pytest.raises(Incomplete, match="PPID terakhir"):
        directory.end_appointment(ppid.appointments[0], ppid.id, instant("2026-04-10"))


def test_a_desk_ends_freely_and_at_that_instant(body: PublicBody) -> None:
    desk, now = a_user("meja", Role.DESK, body), instant("2026-04-10 10:00")
    assert sign_in.holds(desk.appointments[0], now)
    directory.end_appointment(desk.appointments[0], desk.id, now)
    assert not sign_in.holds(desk.appointments[0], now)
    assert sign_in.holds(desk.appointments[0], instant("2026-04-10 09:59"))
