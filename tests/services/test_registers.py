"""What an actor may see, and in which view of the queue a case stands."""

from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.looking import registers
from tests.builders import a_body, a_case, a_unit

TODAY = date(2026, 4, 14)


def seen(actor: Actor) -> set[str]:
    return {case.number for case in db.session.scalars(registers.visible_to(actor))}


def test_each_role_sees_exactly_its_cases(app: Flask) -> None:
    with app.app_context():
        province = a_body()
        regency = a_body("buru", prefix="BUR", parent_id=province.id)
        unit = a_unit(province)
        a_case(province).filed("2026-04-02").routed("2026-04-06", unit).built()
        a_case(regency).filed("2026-04-02").built()
        here, both = {"MAL-26-00001"}, {"MAL-26-00001", "BUR-26-00001"}
        expected = {
            Role.DESK: here, Role.OFFICER: here, Role.SUPERIOR: here, Role.SUPERVISOR: both,
            Role.UNIT_OFFICER: set(), Role.ADMIN: set(), Role.REQUESTER: set(), Role.REGISTRAR: set(),
            Role.SYSTEM: set(),
        }  # fmt: skip
        assert set(expected) == set(Role)
        for role, numbers in expected.items():
            assert seen(Actor(role, "x", body_id=province.id, unit_id=unit.id)) == numbers, role
        assert seen(Actor(Role.SUPERVISOR, "x", body_id=regency.id)) == {"BUR-26-00001"}


@pytest.mark.parametrize(
    ("view", "numbers"),
    [
        ("terbuka", [2, 1, 3, 4, 5, 6]),
        ("belum-dipilah", [2, 1, 3]),
        ("segera", [1]),
        ("lewat", [2]),
        ("kembali", [4]),
        ("siap", [5]),
        ("menunggu-pemohon", [6]),
        ("selesai", [7]),
    ],
)
def test_each_case_stands_in_its_views(app: Flask, view: str, numbers: list[int]) -> None:
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        a_case(body).filed("2026-04-01").built()  # due 16 April
        a_case(body).filed("2026-03-30").built()  # due 14 April at the earliest
        a_case(body).filed("2026-04-07").built()
        a_case(body).filed("2026-04-08").routed("2026-04-08 10:00", unit).handed_back("2026-04-09").built()
        a_case(body).filed("2026-04-09").routed("2026-04-09 10:00", unit).answered_by_unit("2026-04-10").built()
        a_case(body).filed("2026-04-10").found_lacking("2026-04-13").built()
        a_case(body).filed("2026-04-13").answered("2026-04-14").built()
        officer, calendar = Actor(Role.OFFICER, "x", body_id=body.id), calendar_of(body)
        today = date(2026, 4, 15)
        found = registers.queue(officer, view, "", 1, today, calendar)
        assert [case.serial for case in found.cases] == numbers
        assert registers.counters(officer, today, calendar)[view] == len(numbers)


def test_who_may_not_see_names_cannot_find_out_by_searching_who_asks(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        calendar, question = calendar_of(body), "Saya Yohana Pattiwael meminta daftar jalan"
        a_case(body).filed("2026-04-02", question=question).built()
        officer = Actor(Role.OFFICER, "PPID", body_id=body.id)
        supervisor = Actor(Role.SUPERVISOR, "Pengawas", body_id=body.id)
        for actor, search, count in ((officer, "Yohana", 1), (supervisor, "Yohana", 0), (supervisor, "MAL-26", 1)):
            assert registers.queue(actor, "terbuka", search, 1, TODAY, calendar).total == count


def test_a_search_takes_its_signs_as_they_are(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02", question="Kenaikan tarif 100% pada tahun 2025").built()
        a_case(body).filed("2026-04-02", question="Daftar 1000 penerima bantuan").built()
        officer, calendar = Actor(Role.OFFICER, "x", body_id=body.id), calendar_of(body)
        for search, count in (("100%", 1), ("100", 2), ("mal-26-00002", 1), ("%" * 5000, 0), ("'; drop table", 0)):
            assert registers.queue(officer, "terbuka", search, 1, TODAY, calendar).total == count
