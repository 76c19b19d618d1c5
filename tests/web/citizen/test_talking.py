"""What a requester does with a question, a label, and parts given ahead; without JavaScript, in any browser."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.store import files
from tests.builders import CaseBuilder, a_body, a_case, a_requester, a_unit, instant
from tests.web.citizen.browsing import hidden_fields, post, text_of
from tests.web.citizen.test_tracking import built, opened, plain

DUE = "Jumat, 17 April 2026"


@pytest.fixture
def app_at_noon(app: Flask, clock: FrozenClock) -> Flask:
    clock.move_to(instant("2026-04-09 12:00"))
    return app


def a_story() -> CaseBuilder:
    return a_case(a_body()).filed("2026-04-02 21:15", question="Daftar ruas jalan rusak\nAnggaran pemeliharaannya")


def kinds(app: Flask, number: str) -> list[E]:
    with app.app_context():
        return [row.kind for row in db.session.query(CaseFile).filter_by(number=number).one().events]


def test_a_question_is_answered_on_the_tracking_page_and_the_date_stays(
    app_at_noon: Flask, client: FlaskClient
) -> None:
    with app_at_noon.app_context():
        number, _, link = built(a_story().asked("2026-04-08", "Jalan provinsi di pulau yang mana?"))
    page = opened(client, number, link)
    assert "Jalan provinsi di pulau yang mana?" in page
    assert (
        f"Waktu jawaban tetap berjalan. Pertanyaan ini tidak menambah waktu kami: kami menjawab paling lambat {DUE}"
        in page
    )
    here = f"/lacak/{number}"
    sent = post(client, f"{here}/jawab-pertanyaan", {"reply": "Pulau Seram."}, page=here)
    assert sent.status_code == 303
    page = plain(text_of(client.get(here)))
    assert "Jawaban Anda sudah kami terima" in page and "Pulau Seram." in page
    assert "Kirim jawaban" not in page
    with app_at_noon.app_context():
        case = db.session.query(CaseFile).filter_by(number=number).one()
        assert (case.due_on, case.reply_is_new) == (date(2026, 4, 17), True)


@pytest.mark.parametrize(("typed", "why"), [("", "Tuliskan jawaban Anda"), ("b" * 3001, "Tulisan terlalu panjang")])
def test_a_reply_that_cannot_be_taken_comes_back_as_typed(
    app_at_noon: Flask, client: FlaskClient, typed: str, why: str
) -> None:
    with app_at_noon.app_context():
        number, _, link = built(a_story().asked("2026-04-08"))
    opened(client, number, link)
    here = f"/lacak/{number}"
    answer = post(client, f"{here}/jawab-pertanyaan", {"reply": typed}, page=here)
    assert answer.status_code == 422
    assert why in text_of(answer) and typed in text_of(answer) and "Ada yang perlu diperbaiki" in text_of(answer)
    assert text_of(answer).count("<h1") == 1


def test_sent_twice_a_reply_is_kept_once(app_at_noon: Flask, client: FlaskClient) -> None:
    with app_at_noon.app_context():
        number, _, link = built(a_story().asked("2026-04-08"))
    opened(client, number, link)
    here = f"/lacak/{number}"
    fields = {**hidden_fields(text_of(client.get(here))), "reply": "Seram."}
    for _ in range(2):
        assert client.post(f"{here}/jawab-pertanyaan", data=fields).status_code == 303
    assert kinds(app_at_noon, number).count(E.QUESTION_REPLIED) == 1
    assert "Pertanyaan petugas sudah dijawab pada" in text_of(client.get(here))


def test_a_reply_after_the_desk_noted_another_one_is_shown_again(app_at_noon: Flask, client: FlaskClient) -> None:
    with app_at_noon.app_context():
        story = a_story().asked("2026-04-08")
        number, _, link = built(story)
        opened(client, number, link)
        here = f"/lacak/{number}"
        fields = {**hidden_fields(text_of(client.get(here))), "reply": "Seram bagian barat."}
        story.replied("2026-04-08 11:00")
        story.built()
    answer = client.post(f"{here}/jawab-pertanyaan", data=fields)
    assert answer.status_code == 409 and "Seram bagian barat." in text_of(answer)


def test_who_has_not_opened_the_case_neither_replies_nor_insists(app_at_noon: Flask, client: FlaskClient) -> None:
    with app_at_noon.app_context():
        story = a_story()
        number, _, _ = built(story.asked("2026-04-08").relabelled("2026-04-08 10:00"))
    for act in ("jawab-pertanyaan", "tetap-permintaan"):
        assert post(client, f"/lacak/{number}/{act}", {"reply": "x"}, page="/lacak").status_code == 303
    assert kinds(app_at_noon, number) == [E.FILED, E.QUESTION_ASKED, E.RELABELLED]


def test_one_tap_makes_it_a_request_again_with_its_first_date(app_at_noon: Flask, client: FlaskClient) -> None:
    with app_at_noon.app_context():
        number, _, link = built(a_story().relabelled("2026-04-08"))
    page = opened(client, number, link)
    assert "Menurut PPID, ini pengaduan layanan" in page
    assert "Anda melaporkan lampu jalan yang rusak agar diperbaiki." in page and "SP4N-LAPOR!" in page
    here = f"/lacak/{number}"
    fields = hidden_fields(text_of(client.get(here)))
    assert client.post(f"{here}/tetap-permintaan", data=fields).status_code == 303
    page = plain(text_of(client.get(here)))
    assert f"Kami kerjakan sebagai permintaan. Jawaban paling lambat {DUE}" in page
    assert "Tetap sebagai permintaan" not in page and DUE in page
    assert client.post(f"{here}/tetap-permintaan", data=fields).status_code == 303, "tapped twice"
    assert kinds(app_at_noon, number) == [E.FILED, E.RELABELLED, E.INSISTED]


def test_a_label_is_never_undone_by_a_look(app_at_noon: Flask, client: FlaskClient) -> None:
    with app_at_noon.app_context():
        number, _, link = built(a_story().relabelled("2026-04-08"))
    opened(client, number, link)
    assert client.get(f"/lacak/{number}/tetap-permintaan").status_code == 404
    assert kinds(app_at_noon, number) == [E.FILED, E.RELABELLED]


def test_under_a_label_in_time_nobody_is_called_late(app: Flask, clock: FrozenClock, client: FlaskClient) -> None:
    clock.move_to(instant("2026-04-22 12:00"))
    with app.app_context():
        number, _, link = built(a_story().relabelled("2026-04-08"))
    assert "terlambat" not in opened(client, number, link)
    here = f"/lacak/{number}"
    post(client, f"{here}/tetap-permintaan", page=here)
    page = plain(text_of(client.get(here)))
    assert "Kami terlambat, dan kami minta maaf" in page and "Lewat tenggat 3 hari kerja" in page


def test_a_part_given_ahead_is_shown_and_its_file_opens_before_the_notice(
    app_at_noon: Flask, client: FlaskClient
) -> None:
    with app_at_noon.app_context():
        story = a_story()
        pupr, dkp = a_unit(story.body), a_unit(story.body, "dkp")
        story.routed("2026-04-06", pupr, 1).routed("2026-04-06 09:01", dkp, 2)
        for place, name in ((1, "ruas.csv"), (2, "anggaran.csv")):
            files.keep(name.encode(), kind="ANSWER", name=name, media_type="text/csv", now=instant("2026-04-07"),
                       case=story.case, part=story.part(place))  # fmt: skip
        from_unit = [row.sha256 for row in db.session.scalars(select(Document).order_by(Document.id))]
        story.answered_by_unit("2026-04-08", 1, files=from_unit[:1])
        public_ids = [row.public_id for row in db.session.scalars(select(Document).order_by(Document.id))]
        story.delivered_ahead("2026-04-08 10:00", 1)
        number, _, link = built(story)
    page = opened(client, number, link)
    assert "Sudah diserahkan Rabu, 8 April 2026" in page and "ruas.csv" in page and "anggaran.csv" not in page
    assert f"Surat jawaban untuk semua bagian tetap kami kirim paling lambat {DUE}" in page
    given = client.get(f"/lacak/{number}/jawaban/{public_ids[0]}")
    assert (given.status_code, given.data) == (200, b"ruas.csv")
    assert client.get(f"/lacak/{number}/jawaban/{public_ids[1]}").status_code == 404
    assert client.get(f"/lacak/{number}/jawaban").status_code == 303, "there is no notice yet"


def test_scenario_06_a_foundation_never_completes_and_sends_again_with_one_tap(
    app: Flask, clock: FrozenClock, client: FlaskClient
) -> None:
    """Filed Tue 22 Sep 2026, notice Wed 23 Sep; nothing by Mon 28 Sep 23.59.59 [WIT]."""
    clock.move_to(instant("2026-09-29 08:00"))
    with app.app_context():
        foundation = a_requester("Rahel", kind="ENTITY", entity_name="Yayasan Pesisir")
        story = a_case(a_body()).filed("2026-09-22 10:00", complete=False, requester=foundation)
        number, _, link = built(story.found_lacking("2026-09-23", "DEED").looked_at("2026-09-29 00:15"))
    assert "Tidak dilanjutkan" in opened(client, number, link)
    assert "Ini bukan penolakan" in plain(text_of(client.get(f"/lacak/{number}")))
    here = f"/lacak/{number}"
    fresh = post(client, f"{here}/kirim-ulang", page=here).location.rsplit("/", 1)[1]
    assert fresh != number and re.match(r"MAL-26-\d{5}$", fresh)
    assert f"sudah dikirim ulang dengan nomor {fresh}" in plain(text_of(client.get(here)))
    assert f"Isi permintaan ini sama dengan {number}" in plain(text_of(client.get(f"/lacak/{fresh}")))


def test_who_was_not_reached_can_hand_in_at_once_and_reads_that_the_days_have_not_begun(
    app_at_noon: Flask, client: FlaskClient
) -> None:
    with app_at_noon.app_context():
        story = a_case(a_body()).filed("2026-04-06 08:00", complete=False, requester=a_requester(email=""))
        number, _, link = built(story.found_lacking("2026-04-07", "NIK"))
    assert "Waktu tiga hari kerja mulai sesudah pemberitahuan kami sampai" in opened(client, number, link)
    here = f"/lacak/{number}/lengkapi"
    assert "Anda boleh mengirimnya sekarang" in text_of(client.get(here))
    assert post(client, here, {"nik": "8171014503740001"}).status_code == 303
    assert kinds(app_at_noon, number)[-1] is E.COMPLETED
