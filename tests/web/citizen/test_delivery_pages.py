"""The requester's side of referral, cost, hand-over, withdrawal and correction, in a browser without JavaScript."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import ANYONE, SYSTEM
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.answer import costing
from pid_tracker.services.gate import casefile
from tests.builders import a_body, a_case, instant
from tests.conftest import THE_MOMENT
from tests.services.test_letters import text_of as words_in
from tests.web.citizen.browsing import post, text_of
from tests.web.citizen.test_tracking import built, opened, plain

CONSENT = "Boleh, teruskan permintaan saya"


def bodies() -> tuple[PublicBody, PublicBody]:
    province = a_body()
    costing.set_tariff(
        province, 300, "Keputusan Sekda 41.1/2022", "Tunai di meja, dengan tanda terima", SYSTEM, THE_MOMENT
    )
    buru = a_body("buru", name="Pemerintah Kabupaten Buru", short_name="Kabupaten Buru", prefix="BUR")
    db.session.commit()
    return province, buru


@pytest.fixture
def referred(app: Flask, clock: FrozenClock) -> tuple[str, str, str]:
    """Buru has it; the requester wanted to be asked first. It is Monday, 20 July 2026, eight in the morning."""
    with app.app_context():
        province, buru = bodies()
        found = built(a_case(province).filed("2026-07-13", may_refer=False).referred_to("2026-07-15", buru))
    clock.move_to(instant("2026-07-20 08:00"))
    return found


@pytest.mark.parametrize("page", ["", "/jawaban"])
def test_one_tap_passes_the_request_on_that_day(client: FlaskClient, referred: tuple[str, str, str], page: str) -> None:
    number, _, link = referred
    assert "tidak ada yang kami kirim" in opened(client, number, link).lower()
    answer = post(client, f"/lacak/{number}/teruskan", page=f"/lacak/{number}{page}")
    assert answer.status_code == 303 and answer.location == f"/lacak/{number}"
    shown = plain(text_of(client.get(answer.location)))
    assert "BUR-26-00001, Pemerintah Kabupaten Buru, jawaban paling lambat Senin, 3 Agustus 2026" in shown
    assert CONSENT not in shown
    there = plain(text_of(client.get("/lacak/BUR-26-00001")))
    assert f"diteruskan dari Provinsi Maluku, nomor asal {number}" in there


def test_two_taps_are_one_request(app: Flask, client: FlaskClient, referred: tuple[str, str, str]) -> None:
    number, _, link = referred
    opened(client, number, link)
    form = text_of(client.get(f"/lacak/{number}"))
    for _ in range(2):
        fields = {"csrf_token": form.split('name="csrf_token"')[1].split('value="')[1].split('"')[0], "seen_seq": "1"}
        assert client.post(f"/lacak/{number}/teruskan", data=fields).status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CaseFile.id))) == 2


def test_without_the_code_nobody_consents(app: Flask, client: FlaskClient, referred: tuple[str, str, str]) -> None:
    answer = post(client, f"/lacak/{referred[0]}/teruskan", page="/lacak")
    assert answer.status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CaseFile.id))) == 1
    assert client.get(f"/lacak/{referred[0]}/berita-acara/1.pdf").status_code == 303


def test_where_nothing_waits_a_tap_says_why(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-27").answered("2026-03-30", Outcome.REFERRED))
    page = opened(client, number, link)
    assert CONSENT not in page
    post(client, f"/lacak/{number}/teruskan", {"seen_seq": "1"}, page=f"/lacak/{number}/cabut")
    answer = client.get(f"/lacak/{number}/jawaban")
    assert "Kantor Pertanahan Kota Ambon" in text_of(answer)


def test_the_digital_file_stays_free_and_open_beside_a_note_above_the_tariff(app: Flask, client: FlaskClient) -> None:
    """Scenario 21: 120 sheets billed above the tariff."""
    with app.app_context():
        province, _ = bodies()
        history = a_case(province).filed("2026-03-20").answered("2026-03-30")
        history.cost_noted("2026-03-31", per_sheet=1000, reason="Kertas A3 berwarna dicetak di luar.")
        number, _, link = built(history)
    page = opened(client, number, link)
    for words in ("Berkas digital gratis dan bisa dibuka sekarang", "120 lembar × Rp1.000 = Rp120.000",
                  "Rp300 per lembar, Keputusan Sekda 41.1/2022", "Kertas A3 berwarna", "keberatan"):  # fmt: skip
        assert words in page, words
    answer = plain(text_of(client.get(f"/lacak/{number}/jawaban")))
    assert "Jumlah Rp120.000" in answer and client.get(f"/lacak/{number}/surat.pdf").status_code == 200


def test_the_requester_keeps_a_copy_of_the_record(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-20", delivery="VIEW").answered("2026-03-30")
        number, _, link = built(history.handed_over("2026-04-01", items=("Jilid 1", "Jilid 2")))
    assert "Jilid 1; Jilid 2" in opened(client, number, link)
    copy = client.get(f"/lacak/{number}/berita-acara/2.pdf")
    assert copy.mimetype == "application/pdf" and "Yohana Pattiwael" in words_in(copy.data)
    assert client.get(f"/lacak/{number}/berita-acara/1.pdf").status_code == 404


def test_a_correction_is_told_without_what_it_said_and_a_letter_with(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-20").answered("2026-03-30")
        history.corrected("2026-03-31", "ADDRESS", "Jalan Pantai 17, Ambon")
        history.corrected("2026-04-01", "LETTER", "Kami berikan dua tabel.", "Kami berikan tabelnya.")
        number, _, link = built(history)
    page = opened(client, number, link)
    assert "Salah tulis dibetulkan: alamat pemohon" in page and "Jalan Pantai" not in page
    answer = plain(text_of(client.get(f"/lacak/{number}/jawaban")))
    assert "Pembetulan" in answer and "Kami berikan dua tabel." in answer


def test_a_withdrawal_may_say_why_and_needs_not(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-27"))
    opened(client, number, link)
    page = plain(text_of(client.get(f"/lacak/{number}/cabut")))
    for words in ("Cabut permintaan ini?", "Pencatatan tetap ada. Anda bisa meminta lagi kapan saja.",
                  "Petugas tidak boleh meminta Anda mencabut.", "boleh dikosongkan", "Ya, cabut", "Tidak"):  # fmt: skip
        assert words in page, words
    post(client, f"/lacak/{number}/cabut", {"reason": "Sudah dapat dari kantor desa"})
    assert "Dicabut pemohon" in plain(text_of(client.get(f"/lacak/{number}")))
    with app.app_context():
        case = db.session.scalars(sa.select(CaseFile)).one()
        assert casefile.text_of(case, case.last_seq, "reason") == "Sudah dapat dari kantor desa"
        assert case.events[-1].actor_role == ANYONE.role and not case.withdrawn_by_staff
