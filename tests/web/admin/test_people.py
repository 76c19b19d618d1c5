"""The administration: people and roles, never a requester."""

import re
from collections import Counter

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.accounts import AccountActKind
from pid_tracker.models import AccountAct, AccountChange, PublicBody, User
from tests.browsing import Browser, words_of
from tests.builders import a_body, a_case, a_unit, a_user, instant


@pytest.fixture
def admin(app: Flask, clock: FrozenClock) -> Browser:
    """An administrator, and a case that is none of the administrator's business."""
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        a_user("admin", Role.ADMIN)
        a_user("admin2", Role.ADMIN)
        a_case(body).filed("2026-04-02 10:00").routed("2026-04-06 09:00", unit).built()
    clock.move_to(instant("2026-04-06 10:00"))
    return Browser(app).sign_in("admin")


@pytest.fixture
def second(app: Flask, admin: Browser) -> Browser:
    """The other administrator."""
    return Browser(app, "10.0.0.2").sign_in("admin2")


def user(username: str) -> User:
    return db.session.query(User).filter_by(username=username).one()


def half_on(page: str) -> str:
    found = re.search(r"data-copy>([^<]+)<", page)
    assert found is not None
    return found[1]


def test_somebody_new_enters_with_two_halves_of_a_password_and_a_role_by_two_persons(
    app: Flask, admin: Browser, second: Browser
) -> None:
    made = admin.post("/kelola/pengguna/baru", {"username": "Maria.L", "name": "Maria Latuconsina"})
    assert made.status_code == 200
    first_half = half_on(made.text)
    with app.app_context():
        here = f"/kelola/pengguna/{user('maria.l').id}"
    bare = {"role": "OFFICER", "body": "1", "unit": "", "decree_number": "", "from_on": "2026-04-06"}
    assert admin.post(f"{here}/tugas", bare).status_code == 422
    assert admin.post(f"{here}/tugas", bare | {"decree_number": "SK 12/2026"}).status_code == 302
    unit_officer = {"role": "UNIT_OFFICER", "body": "1", "unit": "", "decree_number": "SK 1", "from_on": "2026-04-06"}
    assert "Pilih kantor untuk PPID pelaksana" in admin.post(f"{here}/tugas", unit_officer).text
    assert admin.post(f"{here}/tugas", bare | {"role": "SYSTEM", "decree_number": "SK"}).status_code == 422
    assert Browser(app).try_to_sign_in("maria.l", first_half).status_code == 422
    page = second.get("/masuk/perubahan")
    assert "Maria Latuconsina: akun baru" in page and first_half not in page
    assert "tugas PPID Provinsi Maluku, SK 12/2026, sejak Senin" in page
    second_half = half_on(approve(second, 1).text)
    newcomer = Browser(app)
    for guess in (first_half, second_half, f"{second_half}-{first_half}"):
        assert newcomer.try_to_sign_in("maria.l", guess).status_code == 422
    whole = f"{first_half}-{second_half}"
    assert newcomer.try_to_sign_in("maria.l", whole).location == "/masuk/tugas"  # no role yet
    assert approve(second, 2).status_code == 302
    newcomer = Browser(app, "10.0.0.9")
    assert newcomer.try_to_sign_in("maria.l", whole).location == "/masuk/sandi"
    for page in (admin.get(here), second.get("/masuk/perubahan")):
        assert first_half not in page and second_half not in page
    with app.app_context():
        assert db.session.query(AccountChange).filter(AccountChange.half.is_not(None)).count() == 0


@pytest.mark.parametrize("username", ["", "admin", "dua kata", "ünï", "../x"])
def test_a_user_name_is_plain_and_free(admin: Browser, username: str) -> None:
    assert admin.post("/kelola/pengguna/baru", {"username": username, "name": "Orang"}).status_code == 422


def test_a_role_is_ended_at_once_and_its_sessions_with_it(app: Flask, admin: Browser) -> None:
    with app.app_context():
        a_user("ppid2", Role.OFFICER, db.session.query(PublicBody).one())
        user = a_user("ppid", Role.OFFICER, db.session.query(PublicBody).one())
        user_id, appointment_id = user.id, user.appointments[0].id
    officer = Browser(app).sign_in("ppid")
    assert admin.post(f"/kelola/pengguna/{user_id}/tugas/{appointment_id}/akhiri").status_code == 302
    assert officer.client.get("/petugas").status_code == 302
    assert Browser(app).try_to_sign_in("ppid").location == "/masuk/tugas"


def test_an_administrator_does_not_shut_himself_out(app: Flask, admin: Browser) -> None:
    with app.app_context():
        own = db.session.query(User).filter_by(username="admin").one().id
    answer = admin.post(f"/kelola/pengguna/{own}/aktif", {"active": "0"})
    assert answer.status_code == 409 and "Akun sendiri tidak dapat dinonaktifkan" in answer.text
    admin.get("/kelola")


# -- two persons -------------------------------------------------------------------------------------------------------


def approve(browser: Browser, change_id: int) -> TestResponse:
    return browser.post(f"/masuk/perubahan/{change_id}/setujui", on="/masuk/perubahan")


@pytest.fixture
def ppid(app: Flask, admin: Browser) -> int:
    """The PPID, who has changed nothing of her own account."""
    with app.app_context():
        return a_user("ppid", Role.OFFICER, db.session.query(PublicBody).one()).id


def propose_all(admin: Browser, user_id: int) -> None:
    """Every right that an administrator can ask for somebody: a role, a password, a new second factor."""
    here = f"/kelola/pengguna/{user_id}"
    role = {"role": "OFFICER", "body": "1", "unit": "", "decree_number": "SK 1", "from_on": "2026-04-06"}
    assert admin.post(f"{here}/tugas", role).status_code == 302
    assert admin.post(f"{here}/sandi").status_code == 200
    assert admin.post(f"{here}/kode").status_code == 302


def test_one_administrator_alone_gains_nothing_and_every_try_names_him(app: Flask, admin: Browser, ppid: int) -> None:
    with app.app_context():
        own, before = user("admin").id, (user("ppid").password_hash, user("ppid").totp_secret)
    propose_all(admin, own)
    propose_all(admin, ppid)
    for change in range(1, 7):
        answer = approve(admin, change)
        assert answer.status_code == 409 and "orang lain daripada yang mengusulkan" in words_of(answer)
    with app.app_context():
        assert [row.role for row in user("admin").appointments] == [Role.ADMIN]
        assert (user("ppid").password_hash, user("ppid").totp_secret) == before
        tried = db.session.query(AccountAct).filter(AccountAct.actor_id == own)
        kinds = Counter(act.kind for act in tried)
        assert kinds == {AccountActKind.PROPOSED: 6, AccountActKind.NOT_TAKEN: 6}


def test_whom_it_concerns_does_not_approve_it(app: Flask, admin: Browser, second: Browser) -> None:
    with app.app_context():
        other = user("admin2").id
    propose_all(admin, other)
    for change in (1, 3):
        assert approve(second, change).status_code == 409
    with app.app_context():
        assert [row.role for row in user("admin2").appointments] == [Role.ADMIN]


def test_the_ppid_of_the_body_may_be_the_second_person_and_those_of_others_may_not(
    app: Flask, admin: Browser, ppid: int
) -> None:
    with app.app_context():
        body = db.session.query(PublicBody).one()
        a_user("meja", Role.DESK, body)
        a_user("sekda-buru", Role.SUPERIOR, a_body("buru", prefix="BUR"))
        wanted = user("meja").id
    assert admin.post(f"/kelola/pengguna/{wanted}/kode").status_code == 302
    for stranger in ("meja", "sekda-buru"):
        browser = Browser(app, "10.0.0.3").sign_in(stranger)
        assert browser.post("/masuk/perubahan/1/setujui").status_code == 404
    officer = Browser(app, "10.0.0.4").sign_in("ppid")
    assert "1 perubahan akun menunggu persetujuan Anda" in officer.get("/petugas")
    assert approve(officer, 1).status_code == 302
    assert "menunggu persetujuan Anda" not in officer.get("/petugas")


def test_a_settled_proposal_and_one_of_a_month_ago_are_not_taken(
    app: Flask, admin: Browser, second: Browser, ppid: int, clock: FrozenClock
) -> None:
    propose_all(admin, ppid)
    assert admin.post("/masuk/perubahan/1/tolak", on="/masuk/perubahan").status_code == 302
    assert "sudah ditolak" in words_of(approve(second, 1))
    again = admin.post(f"/kelola/pengguna/{ppid}/sandi")
    assert again.status_code == 409 and "sudah menunggu persetujuan orang kedua" in again.text
    clock.move_to(instant("2026-05-06 10:00"))
    second = Browser(app, "10.0.0.2").sign_in("admin2")
    assert "Tidak ada yang menunggu" in second.get("/masuk/perubahan")
    assert "sudah lewat 30 hari" in words_of(approve(second, 2))


def test_a_former_officer_is_let_in_again_by_two(app: Flask, admin: Browser, second: Browser) -> None:
    with app.app_context():
        gone = a_user("lama", Role.DESK, db.session.query(PublicBody).one(), active=False).id
    assert admin.post(f"/kelola/pengguna/{gone}/aktif", {"active": "1"}).status_code == 302
    assert Browser(app, "10.0.0.5").try_to_sign_in("lama").status_code == 422
    assert approve(second, 1).status_code == 302
    assert Browser(app, "10.0.0.5").try_to_sign_in("lama").status_code == 302


def test_what_others_did_to_an_account_is_told_to_its_owner_first(
    app: Flask, admin: Browser, second: Browser, ppid: int
) -> None:
    assert admin.post(f"/kelola/pengguna/{ppid}/sesi").status_code == 302
    assert admin.post(f"/kelola/pengguna/{ppid}/kode").status_code == 302
    approve(second, 1)
    officer = Browser(app, "10.0.0.4")
    assert officer.try_to_sign_in("ppid", next_path="/petugas?lihat=lewat").location == "/masuk/akun"
    page = words_of(officer.get("/masuk/akun"))
    assert "Orang lain mengubah akun Anda" in page
    assert "Kode sekali pakai dihapus Petugas Admin, disetujui Petugas Admin2" in page
    assert "Sesi ditutup Petugas Admin" in page
    assert officer.post("/masuk/akun/sudah-dibaca").location == "/petugas"
    page = words_of(officer.get("/masuk/akun"))
    assert "Orang lain mengubah" not in page and "Sesi ditutup Petugas Admin" in page
    assert Browser(app, "10.0.0.6").try_to_sign_in("ppid").location == "/petugas"


def test_no_page_of_the_administration_shows_a_requester_or_a_case(app: Flask, admin: Browser) -> None:
    for path in ("/kelola", "/kelola/badan", "/kelola/pengguna/baru", "/kelola/pengguna/1"):
        page = admin.get(path)
        for secret in ("Yohana", "Pattiwael", "yohana@contoh.id", "MAL-26-", "bantuan nelayan"):
            assert secret not in page
    for path in ("/petugas", "/petugas/perkara/MAL-26-00001", "/petugas/bagian/1"):
        admin.get(path, 404)
