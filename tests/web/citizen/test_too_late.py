"""What comes too late is not taken, and says so: the article, the date, what is possible instead, and all that was
typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pid_tracker.clock import FrozenClock
from pid_tracker.law.states import Stage
from tests.builders import CaseBuilder, a_body, a_case, instant
from tests.web.citizen.browsing import a_photo, hidden_fields, text_of, upload
from tests.web.citizen.test_objecting import decided
from tests.web.citizen.test_tracking import built, opened, plain, the_case


def lacking() -> CaseBuilder:
    """To be repaired until Wednesday, 8 April."""
    return a_case(a_body()).filed("2026-03-31", complete=False).found_lacking("2026-04-02", "ADDRESS", "SUBJECT")


def meanwhile() -> CaseBuilder:
    """The same case, for what the office does while a page is open."""
    story = a_case(the_case().body)
    story.case = the_case()
    return story


def shown(answer: TestResponse) -> str:
    return plain(text_of(answer))


TYPED = {"address": "Jalan Baru 1, Ambon", "subject": "Anggaran jalan lingkar tahun 2025"}


def test_a_completion_sent_one_second_after_the_last_day_is_told_the_date_and_shown_again(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-08 23:50"))
    with app.app_context():
        number, _, link = built(lacking())
    opened(client, number, link)
    path = f"/lacak/{number}/lengkapi"
    hidden = hidden_fields(text_of(client.get(path)))
    clock.move_to(instant("2026-04-09 00:00:01"))
    answer = client.post(path, data={**hidden, **TYPED})
    page = shown(answer)
    assert answer.status_code == 410
    assert "(Rabu, 8 April 2026), PERKI 1/2021 Pasal 33 ayat (4)" in page
    assert "Kirim ulang dengan isi yang sama" in page and "satu ketukan" in page
    assert TYPED["address"] in page and TYPED["subject"] in page
    with app.app_context():
        assert [row.seq for row in the_case().events] == [0, 1]
    fields = hidden_fields(text_of(answer))
    assert client.post(f"/lacak/{number}/kirim-ulang", data=fields).location.startswith("/minta/terkirim/")


def test_a_completion_after_the_desk_completed_says_since_when_it_is_complete(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-07 10:00"))
    with app.app_context():
        number, _, link = built(lacking())
    opened(client, number, link)
    path = f"/lacak/{number}/lengkapi"
    hidden = hidden_fields(text_of(client.get(path)))
    with app.app_context():
        meanwhile().completed("2026-04-07 09:59", "ADDRESS", "SUBJECT").built()
    answer = client.post(path, data={**hidden, **TYPED})
    page = shown(answer)
    assert answer.status_code == 409
    assert "sudah lengkap sejak Selasa, 7 April 2026 (PERKI 1/2021 Pasal 31 ayat (3))" in page
    assert TYPED["address"] in page and TYPED["subject"] in page and "meja layanan" in page


def test_a_chosen_file_is_named_and_has_to_be_chosen_again(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-04-07 10:00"))
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-31", complete=False).found_lacking("2026-04-02", "NIK"))
    opened(client, number, link)
    path = f"/lacak/{number}/lengkapi"
    hidden = hidden_fields(text_of(client.get(path)))
    with app.app_context():
        meanwhile().completed("2026-04-07 09:59", "NIK").built()
    answer = client.post(
        path, data={**hidden, "nik": "8171014503740001", "identity": upload(a_photo(), "ktp saya.jpg")}
    )
    assert answer.status_code == 409
    assert "8171014503740001" in shown(answer) and "ktp saya.jpg (berkas ini tidak kami simpan)" in shown(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_withdrawal_after_the_answer_went_out_names_the_day_and_the_objection(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-08 10:00"))
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-30"))
    opened(client, number, link)
    path = f"/lacak/{number}/cabut"
    hidden = hidden_fields(text_of(client.get(path)))
    with app.app_context():
        meanwhile().answered("2026-04-08 09:59").built()
    answer = client.post(path, data={**hidden, "reason": "Sudah dapat dari kantor desa"})
    page = shown(answer)
    assert answer.status_code == 409
    assert "Surat jawaban sudah dikirim pada Rabu, 8 April 2026" in page and "UU 14/2008 Pasal 22 ayat (7)" in page
    assert "keberatan dalam 30 hari kerja" in page and "Sudah dapat dari kantor desa" in page
    with app.app_context():
        assert the_case().stage is Stage.ANSWERED


def test_when_somebody_was_quicker_a_withdrawal_that_is_still_possible_keeps_its_reason(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-01 10:00"))
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-30"))
    opened(client, number, link)
    path = f"/lacak/{number}/cabut"
    hidden = hidden_fields(text_of(client.get(path)))
    with app.app_context():
        meanwhile().declared_complete("2026-04-01 09:59").built()
    answer = client.post(path, data={**hidden, "reason": "Sudah dapat dari kantor desa"})
    assert answer.status_code == 409 and "Ada perubahan sejak halaman ini dibuka" in shown(answer)
    assert "Sudah dapat dari kantor desa" in shown(answer)
    again = client.post(path, data={**hidden_fields(text_of(answer)), "reason": "Sudah dapat dari kantor desa"})
    assert again.status_code == 303
    with app.app_context():
        assert the_case().stage is Stage.WITHDRAWN


@pytest.mark.parametrize(("typed", "status"), [("", 303), ("Sudah dapat", 409)])
def test_a_second_tap_on_withdraw_is_no_matter_unless_something_was_typed(
    app: Flask, client: FlaskClient, clock: FrozenClock, typed: str, status: int
) -> None:
    clock.move_to(instant("2026-04-01 10:00"))
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-30"))
    opened(client, number, link)
    path = f"/lacak/{number}/cabut"
    fields = {**hidden_fields(text_of(client.get(path))), "reason": typed}
    assert client.post(path, data=fields).status_code == 303
    again = client.post(path, data=fields)
    assert again.status_code == status and (not typed or "dicabut pemohon pada Rabu, 1 April 2026" in shown(again))


def test_a_response_after_the_desk_noted_another_is_shown_again_with_the_day(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-09-11 10:00"))
    with app.app_context():
        number, _, link = built(decided())
    opened(client, number, link)
    path = f"/lacak/{number}/tanggapan"
    hidden = hidden_fields(text_of(client.get(path)))
    with app.app_context():
        meanwhile().responded("2026-09-11 09:59").built()
    answer = client.post(path, data={**hidden, "result": "NOT_SATISFIED", "response": "Tabel kedua tidak ada."})
    page = shown(answer)
    assert answer.status_code == 409
    assert "sudah tercatat pada Jumat, 11 September 2026" in page and "UU 14/2008 Pasal 37 ayat (1)" in page
    assert "tidak menutup jalan ke Komisi Informasi" in page
    assert "Saya tidak puas" in page and "Tabel kedua tidak ada." in page
