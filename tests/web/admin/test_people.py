"""The administration: people and roles, never a requester."""

import re

import pytest
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import PublicBody, User
from tests.browsing import Browser
from tests.builders import a_body, a_case, a_unit, a_user, instant


@pytest.fixture
def admin(app: Flask, clock: FrozenClock) -> Browser:
    """An administrator, and a case that is none of the administrator's business."""
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        a_user("admin", Role.ADMIN)
        a_case(body).filed("2026-04-02 10:00").routed("2026-04-06 09:00", unit).built()
    clock.move_to(instant("2026-04-06 10:00"))
    return Browser(app).sign_in("admin")


def test_somebody_new_gets_a_password_once_and_a_role_by_decree(app: Flask, admin: Browser) -> None:
    made = admin.post("/kelola/pengguna/baru", {"username": "Maria.L", "name": "Maria Latuconsina"})
    assert made.status_code == 200
    password = re.search(r"data-copy>([^<]+)<", made.text)
    assert password is not None
    with app.app_context():
        user = db.session.query(User).filter_by(username="maria.l").one()
        here = f"/kelola/pengguna/{user.id}"
        assert password[1] not in user.password_hash
    bare = {"role": "OFFICER", "body": "1", "unit": "", "decree_number": "", "from_on": "2026-04-06"}
    assert admin.post(f"{here}/tugas", bare).status_code == 422
    assert admin.post(f"{here}/tugas", bare | {"decree_number": "SK 12/2026"}).status_code == 302
    unit_officer = {"role": "UNIT_OFFICER", "body": "1", "unit": "", "decree_number": "SK 1", "from_on": "2026-04-06"}
    assert "Pilih kantor untuk PPID pelaksana" in admin.post(f"{here}/tugas", unit_officer).text
    assert admin.post(f"{here}/tugas", bare | {"role": "SYSTEM", "decree_number": "SK"}).status_code == 422
    newcomer = Browser(app)
    assert newcomer.try_to_sign_in("maria.l", password[1]).location == "/masuk/sandi"
    assert password[1] not in admin.get(here)


@pytest.mark.parametrize("username", ["", "admin", "dua kata", "ünï", "../x"])
def test_a_user_name_is_plain_and_free(admin: Browser, username: str) -> None:
    assert admin.post("/kelola/pengguna/baru", {"username": username, "name": "Orang"}).status_code == 422


def test_a_role_is_ended_and_its_sessions_with_it(app: Flask, admin: Browser, clock: FrozenClock) -> None:
    with app.app_context():
        a_user("ppid2", Role.OFFICER, db.session.query(PublicBody).one())
        user = a_user("ppid", Role.OFFICER, db.session.query(PublicBody).one())
        user_id, appointment_id = user.id, user.appointments[0].id
    officer = Browser(app).sign_in("ppid")
    assert admin.post(f"/kelola/pengguna/{user_id}/tugas/{appointment_id}/akhiri").status_code == 302
    assert officer.client.get("/petugas").status_code == 302
    clock.move_to(instant("2026-04-07 08:00"))
    assert Browser(app).try_to_sign_in("ppid").location == "/masuk/tugas"


def test_an_administrator_does_not_shut_himself_out(app: Flask, admin: Browser) -> None:
    with app.app_context():
        own = db.session.query(User).filter_by(username="admin").one().id
    assert admin.post(f"/kelola/pengguna/{own}/aktif", {"active": "0"}).status_code == 302
    admin.get("/kelola")


def test_no_page_of_the_administration_shows_a_requester_or_a_case(app: Flask, admin: Browser) -> None:
    for path in ("/kelola", "/kelola/badan", "/kelola/pengguna/baru", "/kelola/pengguna/1"):
        page = admin.get(path)
        for secret in ("Yohana", "Pattiwael", "yohana@contoh.id", "MAL-26-", "bantuan nelayan"):
            assert secret not in page
    for path in ("/petugas", "/petugas/perkara/MAL-26-00001", "/petugas/bagian/1"):
        admin.get(path, 404)
