"""From the first question to the receipt (W1 to W7): every sentence of error, and nothing is lost or doubled."""

import html
import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Document, Draft
from pid_tracker.services.request import drafts
from tests.builders import a_body
from tests.web.citizen.browsing import (
    DELIVERY,
    INFORMATION,
    PERSON,
    PURPOSE,
    a_photo,
    fill,
    hidden_fields,
    post,
    send,
    text_of,
    upload,
)


@pytest.fixture(autouse=True)
def _bodies(app: Flask) -> None:
    """A province in the east, a city and a regency under it in two more zones."""
    with app.app_context():
        home = a_body()
        for code, zone in (("makassar", "Asia/Makassar"), ("bandung", "Asia/Jakarta")):
            a_body(code, zone=zone, short_name=f"Kota {code.capitalize()}", parent_id=home.id)


def cases() -> int:
    return db.session.scalar(select(func.count(CaseFile.id))) or 0


def errors_in(page: str) -> list[str]:
    """The lines of the error summary."""
    summary = page.split('class="summary-error"', 1)[1].split("</ul>", 1)[0]
    return [html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in re.findall(r"<li>(.*?)</li>", summary)]


def test_a_request_is_filed_and_its_receipt_shows_number_code_and_date(app: Flask, client: FlaskClient) -> None:
    number = send(client)
    page = text_of(client.get(f"/minta/terkirim/{number}"))
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert number == "MAL-26-00001" and [part.text for part in case.parts][1] == "Anggaran jalan lingkar tahun 2025"
        assert case.code in page
    assert "Jumat, 17 April 2026" in page and "Kamis, 2 April 2026 pukul 21.15 WIT" in page
    status = text_of(client.get(f"/lacak/{number}"))
    assert "Perlu dilengkapi" in status and "Jumat, 17 April 2026" in status.replace('<span class="nowrap">', "")
    receipt = client.get(f"/minta/terkirim/{number}/tanda-bukti.pdf")
    assert receipt.data[:5] == b"%PDF-" and len(receipt.data) <= 40_000


TOO_LONG = "a" * 3120
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("/minta/1", {"question": "  \n "}, "Tuliskan informasi yang Anda cari"),
    (
        "/minta/1",
        {"question": "data bantuan"},
        "Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun",
    ),
    ("/minta/1", {"question": TOO_LONG}, "Tulisan terlalu panjang. Kurangi 120 huruf"),
    ("/minta/1", {"question": "Anggaran jalan Desa … tahun 2025"}, "Ganti tanda … pada contoh dengan isi Anda"),
    ("/minta/1", {**INFORMATION, "period": "x" * 201}, "Tulisan terlalu panjang. Kurangi 1 huruf"),
    ("/minta/2", {**PURPOSE, "target": ""}, "Pilih pemerintah yang dituju, atau pilih Saya tidak tahu"),
    ("/minta/2", {**PURPOSE, "target": "MOON"}, "Pilih pemerintah yang dituju, atau pilih Saya tidak tahu"),
    ("/minta/2", {**PURPOSE, "target": "CHILD"}, "Pilih pemerintah yang dituju, atau pilih Saya tidak tahu"),
    ("/minta/2", {**PURPOSE, "may_refer": ""}, "Pilih boleh diteruskan atau tanya dulu"),
    ("/minta/2", {**PURPOSE, "purpose": ""}, "Pilih satu keperluan"),
    ("/minta/3", {**PERSON, "kind": ""}, "Pilih siapa yang meminta"),
    ("/minta/3", {**PERSON, "name": "\u200b \u202e"}, "Isi nama lengkap"),
    ("/minta/3", {**PERSON, "address": ""}, "Isi alamat"),
    ("/minta/4", {}, "Pilih cara menunjukkan identitas"),
    ("/minta/4", {"identity_way": "PHOTO"}, "Pilih berkas"),
    ("/minta/5", {"delivery": "LINK"}, "Isi nomor HP atau surel, atau pilih ambil di meja layanan"),
    ("/minta/5", {"delivery": "LINK", "phone": "0812 34"}, "Nomor HP ini kurang angka"),
    ("/minta/5", {"delivery": "LINK", "phone": "satu dua tiga"}, "Nomor HP hanya boleh berisi angka"),
    ("/minta/5", {"delivery": "LINK", "phone": "0" * 20}, "Nomor HP ini terlalu banyak angka"),
    ("/minta/5", {"delivery": "LINK", "email": "yohana@"}, "Surel ini belum benar, contoh: nama@contoh.id"),
    ("/minta/5", {"delivery": "LINK", "email": "a@b.id\nBcc: c@d.id"}, "Surel ini belum benar, contoh: nama@contoh.id"),
    ("/minta/5", {"delivery": "PIGEON", "email": "a@contoh.id"}, "Pilih cara menerima jawaban"),
]


@pytest.mark.parametrize(("path", "fields", "words"), WRONG, ids=[f"{row[0]} {row[2][:40]}" for row in WRONG])
def test_each_error_has_its_sentence_on_top_and_beside_the_field(
    client: FlaskClient, path: str, fields: dict[str, Any], words: str
) -> None:
    fill(client, until=path)
    answer = post(client, path, fields)
    page = html.unescape(text_of(answer))
    assert answer.status_code == 422 and errors_in(page) == [words]
    assert page.count(words) >= 2 and "<title>Perbaiki: " in page


MORE: list[tuple[str, dict[str, Any], str]] = [
    ("GROUP", {"group_size": "12"}, "Isi nama kelompok"),
    ("GROUP", {"group_name": "Warga", "group_size": "banyak"}, "Isi jumlah orang dengan angka, paling sedikit 2"),
    ("GROUP", {"group_name": "Warga", "group_size": "9" * 30}, "Isi jumlah orang dengan angka, paling sedikit 2"),
    ("ENTITY", {}, "Isi nama lembaga"),
    ("PROXY", {"principal_address": "Namlea"}, "Isi nama orang yang diwakili"),
    ("PROXY", {"principal_name": "Kakek"}, "Isi alamat orang yang diwakili"),
]


@pytest.mark.parametrize(("kind", "fields", "words"), MORE)
def test_group_entity_and_proxy_say_who_they_are_on_the_next_page(
    client: FlaskClient, kind: str, fields: dict[str, Any], words: str
) -> None:
    fill(client, until="/minta/3")
    assert post(client, "/minta/3", {**PERSON, "kind": kind}).location == "/minta/3b"
    answer = post(client, "/minta/3b", fields)
    assert answer.status_code == 422 and errors_in(text_of(answer)) == [words]


def test_an_entity_files_with_its_approval_number_and_is_asked_for_no_nik(app: Flask, client: FlaskClient) -> None:
    fill(client, until="/minta/3")
    post(client, "/minta/3", {**PERSON, "kind": "ENTITY"})
    post(client, "/minta/3b", {"entity_name": "Yayasan Laut Biru"})
    page = text_of(client.get("/minta/4"))
    assert "Nomor pengesahan" in page and "NIK" not in page and "Akta" in page
    fields = {
        "identity_way": "PHOTO",
        "entity_number": "AHU-001",
        "identity": upload(a_photo()),
        "deed": upload(a_photo(kind="PNG"), "akta.png"),
    }
    assert post(client, "/minta/4", fields).location == "/minta/5"
    post(client, "/minta/5", DELIVERY)
    post(client, "/minta/periksa")
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert case.requester is not None and case.requester.entity_number == "AHU-001"
        assert case.events[0].details["complete"] is True
        kinds = {(document.kind, document.is_sealed) for document in db.session.scalars(select(Document))}
        assert kinds == {("IDENTITY", True), ("DEED", True)}


@pytest.mark.parametrize("way", ["LATER", "DESK"])
def test_a_group_that_shows_its_card_later_keeps_the_letter_it_sent_now(
    app: Flask, client: FlaskClient, way: str
) -> None:
    fill(client, until="/minta/3")
    post(client, "/minta/3", {**PERSON, "kind": "GROUP"})
    post(client, "/minta/3b", {"group_name": "Warga Waai", "group_size": "12"})
    assert post(client, "/minta/4", {"identity_way": way, "power": upload(a_photo())}).location == "/minta/5"
    post(client, "/minta/5", DELIVERY)
    assert "surat kuasa" in text_of(client.get("/minta/periksa"))
    post(client, "/minta/periksa")
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        kept = db.session.scalars(select(Document)).one()
        assert (kept.kind, kept.case_id) == ("POWER_OF_ATTORNEY", case.id)
        assert case.events[0].details["complete"] is False


def test_a_letter_that_the_requester_no_longer_needs_does_not_go_along(app: Flask, client: FlaskClient) -> None:
    """Nothing beyond what is asked (ruling R7): somebody who began as a group and asks alone."""
    fill(client, until="/minta/3")
    post(client, "/minta/3", {**PERSON, "kind": "GROUP"})
    post(client, "/minta/3b", {"group_name": "Warga Waai", "group_size": "12"})
    fields = {"identity_way": "PHOTO", "identity": upload(a_photo()), "power": upload(a_photo())}
    assert post(client, "/minta/4", fields).location == "/minta/5"
    post(client, "/minta/3", PERSON)
    post(client, "/minta/5", DELIVERY)
    assert "surat kuasa" not in text_of(client.get("/minta/periksa"))
    post(client, "/minta/periksa")
    with app.app_context():
        assert [row.kind for row in db.session.scalars(select(Document).where(Document.case_id.is_not(None)))] == [
            "IDENTITY"
        ]


def test_a_proxy_gets_a_letter_with_both_names_filled_in(client: FlaskClient) -> None:
    fill(client, until="/minta/3")
    post(client, "/minta/3", {**PERSON, "kind": "PROXY"})
    post(client, "/minta/3b", {"principal_name": "Opa Yakob", "principal_address": "Namlea"})
    page = text_of(client.get("/minta/surat-kuasa"))
    assert "Opa Yakob" in page and "Yohana Pattiwael" in page


def test_one_form_is_one_case_however_often_it_is_sent(app: Flask, client: FlaskClient) -> None:
    fill(client)
    fields = hidden_fields(text_of(client.get("/minta/periksa")))
    first, again = (client.post("/minta/periksa", data=fields) for _ in range(2))
    assert first.location == again.location
    with app.app_context():
        assert cases() == 1
    assert client.get("/minta/periksa").location == first.location


def test_when_the_answer_to_the_sending_is_lost_the_same_case_is_shown(app: Flask, client: FlaskClient) -> None:
    fill(client)
    fields = hidden_fields(text_of(client.get("/minta/periksa")))
    before = client.get_cookie("pid")
    assert before is not None
    first = client.post("/minta/periksa", data=fields)
    client.set_cookie("pid", before.decoded_value)  # the browser never saw the answer
    assert client.get("/minta/periksa").location == first.location
    client.set_cookie("pid", before.decoded_value)
    assert client.post("/minta/periksa", data=fields).location == first.location
    with app.app_context():
        assert cases() == 1


@pytest.mark.parametrize(
    ("child", "number", "due", "zone"),
    [("", "MAL", "Jumat, 17 April 2026", "WIT"), ("makassar", "MAK", "Jumat, 17 April 2026", "WITA"),
     ("bandung", "BAN", "Kamis, 16 April 2026", "WIB")],
)  # fmt: skip
def test_the_zone_of_the_body_decides_the_day(
    client: FlaskClient, clock: FrozenClock, child: str, number: str, due: str, zone: str
) -> None:
    clock.move_to(clock.now().replace(day=1, hour=16, minute=30))  # 1 April 23.30 WIB, 2 April 00.30 WITA
    target = {"target": "CHILD", "child": child} if child else {"target": "UNKNOWN"}
    filed = send(client, **{"/minta/2": {**PURPOSE, **target}})
    page = text_of(client.get(f"/minta/terkirim/{filed}"))
    assert filed.startswith(number) and due in page and f" {zone} " in page


def test_everything_typed_is_there_again_also_after_an_error(client: FlaskClient) -> None:
    fields = {"question": "pendek", "period": "tahun 2025", "place": "Waai <b>"}
    answer = post(client, "/minta/1", fields)
    for page in (text_of(answer), text_of(client.get("/minta/1"))):
        assert "pendek" in page and "tahun 2025" in page and "Waai &lt;b&gt;" in page


def test_a_draft_goes_on_elsewhere_after_the_line_died_for_seven_days(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    fill(client, until="/minta/3")
    stopped = post(client, "/minta/3", {"name": "Yohana", "later": "1"})
    assert stopped.location == "/minta/simpan"
    page = text_of(client.get("/minta/simpan"))
    code = re.search(r"data-copy>([A-Z0-9-]+)<", page)
    assert code
    assert 'href="/minta/3"' in page  # here it goes on without the code
    other, link = app.test_client(), f"/minta/lanjutkan/{code[1]}"
    clock.move_to(clock.now() + timedelta(days=6, hours=23))
    assert "Lanjutkan tulisan ini di perangkat ini?" in text_of(other.get(link))
    assert "Yohana" not in text_of(other.get("/minta/3"))
    assert post(other, "/minta/lanjutkan", {"code": code[1].lower()}, page=link).location == "/minta/3"
    assert "Yohana" in text_of(other.get("/minta/3"))
    assert "Yohana" not in text_of(client.get("/minta/3"))
    assert app.test_client().get(link).status_code == 404


def test_a_saved_draft_that_nobody_continued_is_gone_after_seven_days(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    post(client, "/minta/1", {**INFORMATION, "later": "1"})
    code = re.search(r"data-copy>([A-Z0-9-]+)<", text_of(client.get("/minta/simpan")))
    assert code
    clock.move_to(clock.now() + timedelta(days=7))
    late = app.test_client().get(f"/minta/lanjutkan/{code[1]}")
    assert late.status_code == 404 and "Kode ini tidak cocok" in text_of(late)


def test_after_filing_nothing_of_the_person_stays_in_the_browser(client: FlaskClient) -> None:
    number = send(client)
    assert "tidak perlu ditulis lagi" not in text_of(client.get(f"/minta/terkirim/{number}"))
    for path in ("/minta/1", "/minta/2", "/minta/3", "/minta/4", "/minta/5"):
        page = text_of(client.get(path))
        assert not [
            word for word in ("Yohana", "Jalan Pantai", "yohana@", "jalan lingkar") if word in page.split("<main")[1]
        ]


def test_another_request_needs_no_name_again_if_that_was_asked_for_and_starting_over_forgets_it(
    app: Flask, client: FlaskClient
) -> None:
    fill(client)
    number = post(client, "/minta/periksa", {"remember": "y"}).location.rsplit("/", 1)[1]
    assert "tidak perlu ditulis lagi" in text_of(client.get(f"/minta/terkirim/{number}"))
    assert client.get("/minta").location == "/minta/1"
    assert "Yohana Pattiwael" in text_of(client.get("/minta/3"))
    assert "Daftar penerima" not in text_of(client.get("/minta/1"))
    post(client, "/minta/1", INFORMATION)
    assert "Daftar penerima" in text_of(client.get("/minta"))
    post(client, "/minta")
    assert "Yohana" not in text_of(client.get("/minta/3"))
    with app.app_context():
        assert db.session.scalar(select(func.count(Draft.id))) == 0


def test_a_step_that_was_jumped_over_is_asked_before_sending(client: FlaskClient) -> None:
    assert client.get("/minta/periksa").location == "/minta/1"
    post(client, "/minta/1", INFORMATION)
    assert client.get("/minta/periksa").location == "/minta/2"


FILES: list[tuple[bytes, str]] = [
    (b"", "Berkas kosong"),
    (b"GIF89a lying", "Berkas harus JPG, PNG, HEIC, atau PDF"),
    (b"\xff\xd8\xff" + b"x" * 5_300_000, "Berkas lebih dari 5 MB"),
]


@pytest.mark.parametrize(("content", "words"), FILES, ids=[row[1] for row in FILES])
def test_a_file_that_is_refused_loses_nothing_that_was_typed(
    app: Flask, client: FlaskClient, content: bytes, words: str
) -> None:
    fill(client, until="/minta/4")
    fields = {"identity_way": "PHOTO", "nik": "8171014503740001", "identity": upload(content)}
    answer = post(client, "/minta/4", fields)
    page = text_of(answer)
    assert answer.status_code == 422 and errors_in(page) == [words]
    for shown in (page, text_of(client.get("/minta/4"))):  # kept, and never shown back
        assert "••••0001" in shown and "8171014503740001" not in shown
    assert post(client, "/minta/4", {"identity_way": "PHOTO", "identity": upload(a_photo())}).location == "/minta/5"
    with app.app_context():
        assert drafts.answers_of(db.session.scalars(select(Draft)).one())["nik"] == "8171014503740001"


def test_a_photo_of_the_card_is_kept_and_shown_to_nobody(app: Flask, client: FlaskClient) -> None:
    fill(client, until="/minta/4")
    assert post(client, "/minta/4", {"identity": upload(a_photo(), "../../etc/passwd\u202egpj.exe")}).location
    page = text_of(client.get("/minta/4"))
    assert "Bukti identitas sudah kami terima" in page and "<img" not in page.split("<main", 1)[1]
    with app.app_context():
        document = db.session.scalars(select(Document)).one()
        assert document.name == "bukti-identitas.jpg"
    assert client.get(f"/minta/berkas/{document.public_id}").status_code == 404
    assert post(client, "/minta/4", {"remove": "IDENTITY"}).location == "/minta/4"
    assert "sudah kami terima" not in text_of(client.get("/minta/4"))


def test_a_kept_nik_is_replaced_or_taken_off_and_an_empty_field_leaves_it(app: Flask, client: FlaskClient) -> None:
    fill(client, until="/minta/4")

    def kept() -> object:
        with app.app_context():
            return drafts.answers_of(db.session.scalars(select(Draft)).one())["nik"]

    post(client, "/minta/4", {"identity_way": "LATER", "nik": "8171014503740001"})
    post(client, "/minta/4", {"identity_way": "LATER", "nik": ""})
    post(client, "/minta/5", DELIVERY)
    assert kept() == "8171014503740001" and "••••0001" in text_of(client.get("/minta/periksa"))
    post(client, "/minta/4", {"identity_way": "LATER", "nik": "8171014503740002"})
    assert kept() == "8171014503740002"
    assert post(client, "/minta/4", {"identity_way": "LATER", "nik": "", "remove": "nik"}).location == "/minta/4"
    assert kept() == "" and "••••" not in text_of(client.get("/minta/4"))


def test_a_nik_of_another_shape_warns_and_is_taken_with_any_digits(app: Flask, client: FlaskClient) -> None:
    fill(client, **{"/minta/4": {"identity_way": "LATER", "nik": "８１７１ 0145-03"}})
    assert "Periksa lagi NIK Anda" in text_of(client.get("/minta/periksa"))
    post(client, "/minta/periksa")
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert case.requester is not None and case.requester.nik == "8171014503"


def test_invisible_and_turning_signs_are_taken_out_and_letters_have_one_form(app: Flask, client: FlaskClient) -> None:
    question = "Anggaran\u202e jalan\u200b lingkar\x00 tahun 2025"
    send(client, **{"/minta/1": {"question": question}, "/minta/3": {**PERSON, "name": "Jose\u0301 \u2066X\u2069"}})
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert case.question == "Anggaran jalan lingkar tahun 2025"
        assert case.requester is not None and case.requester.name == "José X"


def test_the_same_telephone_in_two_spellings_is_one_person(app: Flask, client: FlaskClient) -> None:
    for phone in ("+62 812-3456-7890", "0812.3456.7890"):
        send(client, **{"/minta/5": {"delivery": "LINK", "phone": phone, "email": "", "phone_channel": "SMS"}})
    with app.app_context():
        rows = list(db.session.scalars(select(CaseFile)))
        assert len({row.requester.person_blind for row in rows if row.requester}) == 1


def test_a_program_that_fills_the_hidden_box_is_asked_to_wait(app: Flask, client: FlaskClient) -> None:
    answer = post(client, "/minta/1", {**INFORMATION, "website": "http://spam.example"})
    page = text_of(answer)
    assert answer.status_code == 429 and "Mohon tunggu sebentar" in page and "0911-000-0100" in page


def test_who_is_faster_than_a_person_waits_and_loses_nothing(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    app.config["MINIMUM_SECONDS"] = 2
    fill(client)
    assert post(client, "/minta/periksa").status_code == 429
    with app.app_context():
        assert cases() == 0
    clock.move_to(clock.now() + timedelta(seconds=3))
    assert post(client, "/minta/periksa").status_code == 303


@pytest.mark.parametrize(
    "path", ["/minta/1", "/minta/2", "/minta/3", "/minta/4", "/minta/5", "/minta/periksa", "/minta"]
)
def test_a_post_without_the_page_s_token_is_refused(client: FlaskClient, path: str) -> None:
    assert client.post(path, data=INFORMATION).status_code == 400


def test_a_field_of_a_megabyte_is_refused_and_the_site_lives(client: FlaskClient) -> None:
    token = hidden_fields(text_of(client.get("/minta/1")))
    assert client.post("/minta/1", data={**token, "question": "x" * 1_000_000}).status_code == 413
    many = {**token, **{f"f{number}": "1" for number in range(2000)}}
    assert client.post("/minta/1", data=many, content_type="multipart/form-data").status_code == 413
    assert client.get("/minta/1").status_code == 200


def test_the_receipt_is_for_a_browser_that_opened_the_case(app: Flask, client: FlaskClient) -> None:
    number = send(client)
    other = app.test_client()
    for path in (
        f"/minta/terkirim/{number}",
        f"/minta/terkirim/{number}/tanda-bukti.pdf",
        "/minta/terkirim/MAL-26-09999",
    ):
        answer = other.get(path)
        assert answer.status_code == 303 and answer.location.startswith("/lacak/")


def test_pages_of_the_filing_stay_within_their_budget(client: FlaskClient) -> None:
    fill(client)
    for path in ("/minta/1", "/minta/2", "/minta/3", "/minta/4", "/minta/5", "/minta/periksa"):
        page = client.get(path)
        assert page.status_code == 200 and len(page.data) < 40_000 and 'lang="id"' in text_of(page)
        assert text_of(page).count("<h1") == 1 and "noindex" in text_of(page)


def test_two_taps_at_the_same_time_are_one_case(app: Flask, client: FlaskClient) -> None:
    fill(client)
    fields = hidden_fields(text_of(client.get("/minta/periksa")))
    cookie = client.get_cookie("pid")
    assert cookie is not None
    locations = []

    def tap() -> None:
        finger = app.test_client()
        finger.set_cookie("pid", cookie.decoded_value)
        locations.append(finger.post("/minta/periksa", data=fields).location)

    fingers = [threading.Thread(target=tap) for _ in range(4)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    with app.app_context():
        assert cases() == 1
    assert set(locations) == {"/minta/terkirim/MAL-26-00001"}
