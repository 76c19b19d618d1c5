"""Plt. and Plh. on the pages: named with dates, shown in the officers' frame; the last PPID stays."""

import pytest
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import Appointment, User
from tests.browsing import Browser, words_of
from tests.builders import a_body, a_user, instant


@pytest.fixture
def admin(app: Flask, clock: FrozenClock) -> Browser:
    with app.app_context():
        body = a_body()
        a_user("admin", Role.ADMIN)
        a_user("admin2", Role.ADMIN)
        a_user("ppid", Role.OFFICER, body)
        a_user("sekda", Role.SUPERIOR, body)
        a_user("asisten")
    clock.move_to(instant("2026-04-06 10:00"))
    return Browser(app).sign_in("admin")


def second(app: Flask) -> None:
    """The other administrator approves what waits."""
    other = Browser(app, "10.0.0.2").sign_in("admin2")
    assert other.post("/masuk/perubahan/1/setujui", on="/masuk/perubahan").status_code == 302


def fields(app: Flask, **more: str) -> dict[str, str]:
    with app.app_context():
        sekda = db.session.query(User).filter_by(username="sekda").one()
        asisten = db.session.query(User).filter_by(username="asisten").one()
        return {
            "user": str(asisten.id), "stands_in_for": str(sekda.appointments[0].id), "acting": "PLH",
            "decree_number": "SK 7/2026", "from_on": "2026-04-06", "until_on": "2026-04-30",
        } | more  # fmt: skip


def test_a_substitute_is_named_and_sees_until_when(app: Flask, admin: Browser, clock: FrozenClock) -> None:
    assert "Belum ada pengganti" in admin.get("/kelola/pengganti")
    assert admin.post("/kelola/pengganti", fields(app), on="/kelola/pengganti").status_code == 302
    assert "Belum ada pengganti" in admin.get("/kelola/pengganti")
    second(app)
    page = words_of(admin.get("/kelola/pengganti"))
    assert "Plh. Atasan PPID Provinsi Maluku" in page and "Petugas Sekda" in page and "30 Apr 2026" in page
    substitute = Browser(app).sign_in("asisten")
    assert "Plh. Atasan PPID sampai 30 Apr 2026" in substitute.get("/petugas")
    clock.move_to(instant("2026-05-01 00:00:00"))
    assert Browser(app).try_to_sign_in("asisten").location == "/masuk/tugas"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until_on": ""}, "Isi tanggal akhir"),
        ({"until_on": "2026-04-05"}, "Tanggal akhir lebih awal"),
        ({"acting": "X"}, "Pilih Plt. atau Plh."),
        ({"user": ""}, "Pilih siapa yang menggantikan"),
        ({"stands_in_for": "999"}, "Pilih jabatan yang digantikan"),
        ({"decree_number": ""}, "Isi nomor surat keputusan"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    app: Flask, admin: Browser, change: dict[str, str], words: str
) -> None:
    answer = admin.post("/kelola/pengganti", fields(app, **change), on="/kelola/pengganti")
    assert answer.status_code == 422 and words in answer.text
    assert "SK 7/2026" in answer.text or "decree_number" in change
    with app.app_context():
        assert db.session.query(Appointment).filter(Appointment.acting != "").count() == 0


def test_the_last_ppid_is_kept_in_words(app: Flask, admin: Browser) -> None:
    with app.app_context():
        user = db.session.query(User).filter_by(username="ppid").one()
        here, appointment_id = f"/kelola/pengguna/{user.id}", user.appointments[0].id
    for path, data in ((f"{here}/tugas/{appointment_id}/akhiri", {}), (f"{here}/aktif", {"active": "0"})):
        answer = admin.post(path, data)
        assert answer.status_code == 409 and "PPID terakhir" in words_of(answer)
    with app.app_context():
        row = db.session.get_one(Appointment, appointment_id)
        assert row.ended_at is None and row.user.active


def test_a_substitute_does_not_make_the_holder_dispensable(app: Flask, admin: Browser) -> None:
    with app.app_context():
        user = db.session.query(User).filter_by(username="ppid").one()
        here, held = f"/kelola/pengguna/{user.id}", user.appointments[0].id
    named = fields(app, stands_in_for=str(held), until_on="2026-12-31")
    assert admin.post("/kelola/pengganti", named, on="/kelola/pengganti").status_code == 302
    second(app)
    for path, data in ((f"{here}/tugas/{held}/akhiri", {}), (f"{here}/aktif", {"active": "0"})):
        answer = admin.post(path, data)
        assert answer.status_code == 409 and "PPID terakhir" in words_of(answer)
