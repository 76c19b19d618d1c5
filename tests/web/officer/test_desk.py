"""F2, the desk: one page, the citizen's own words, the day of receipt, one case however often it is sent."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from PIL import Image

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Document, Message
from tests.browsing import words_of
from tests.web.officer.conftest import Office

PAGE = "/petugas/meja/catat"


def said(**more: object) -> dict[str, object]:
    return {
        "form_token": "satu-formulir-satu-perkara",
        "channel": "WALK_IN",
        "question": "Daftar penerima bantuan nelayan tahun 2025",
        "may_refer": "yes",
        "purpose": "CITIZEN",
        "kind": "PERSON",
        "name": "Yohana Pattiwael",
        "address": "Jalan Pantai 7, Ambon",
        "identity_way": "DESK",
        "nik": "8171014503740001",
        "delivery": "DESK",
    } | more


def cases() -> list[CaseFile]:
    return db.session.query(CaseFile).order_by(CaseFile.id).all()


def a_scan() -> tuple[io.BytesIO, str]:
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "#eee").save(picture, "JPEG")
    picture.seek(0)
    return picture, "surat.jpg"


def test_a_visitor_leaves_with_number_code_and_date(office: Office) -> None:
    desk = office.browser("meja")
    answer = desk.post(PAGE, said(), on=PAGE)
    assert answer.status_code == 302
    page = desk.get(answer.location)
    with office.app.app_context():
        case = cases()[-1]
        assert (case.channel, case.purpose, case.may_refer) == ("WALK_IN", "CITIZEN", True)
        assert case.events[0].actor_label == "Meja layanan PPID Provinsi Maluku"
        for value in (case.number, case.code, "Senin,", "20 April 2026"):
            assert value in page


def test_the_code_is_printed_by_the_desk_that_registered_it_only(office: Office) -> None:
    address = office.browser("meja").post(PAGE, said(), on=PAGE).location
    office.browser("ppid").get(address, 404)
    office.browser("meja").get(f"/petugas/meja/tanda-bukti/{office.number}", 404)


def test_sent_twice_it_is_one_case(office: Office) -> None:
    desk = office.browser("meja")
    first, second = desk.post(PAGE, said(), on=PAGE), desk.post(PAGE, said(), on=PAGE)
    assert first.location == second.location
    with office.app.app_context():
        assert len(cases()) == 2  # the office's own, and this one


def test_a_letter_counts_from_the_day_on_its_stamp(office: Office) -> None:
    desk = office.browser("meja")
    bare = desk.post(PAGE, said(channel="LETTER", received_on="2026-04-02"), on=PAGE)
    assert bare.status_code == 422
    assert "Tanggal terima lebih awal dari hari ini: lampirkan surat bercap tanggal" in bare.text
    assert "Daftar penerima bantuan nelayan tahun 2025" in bare.text
    scanned = said(channel="LETTER", received_on="2026-04-02", scan=a_scan())
    assert desk.post(PAGE, scanned, on=PAGE).status_code == 302
    with office.app.app_context():
        case = cases()[-1]
        assert (case.filed_on, case.due_on) == (date(2026, 4, 2), date(2026, 4, 17))
        assert [row.kind for row in db.session.query(Document)] == ["RECEIVED_LETTER"]


def test_a_day_of_receipt_in_the_future_is_refused(office: Office) -> None:
    answer = office.browser("meja").post(PAGE, said(received_on="2026-04-07", scan=a_scan()), on=PAGE)
    assert answer.status_code == 422
    assert "Tanggal terima tidak boleh di masa depan" in answer.text


def test_a_scan_that_is_no_picture_is_refused(office: Office) -> None:
    lying = said(received_on="2026-04-02", scan=(io.BytesIO(b"MZ not a picture"), "surat.jpg"))
    answer = office.browser("meja").post(PAGE, lying, on=PAGE)
    assert answer.status_code == 422
    assert "Berkas harus JPG, PNG, HEIC, atau PDF" in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"channel": ""}, "Pilih kanal"),
        ({"channel": "WEB"}, "Pilih kanal"),
        ({"question": " "}, "Tuliskan informasi yang Anda cari"),
        ({"question": "data bantuan"}, "Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun"),
        ({"question": "a" * 3120}, "Tulisan terlalu panjang. Kurangi 120 huruf"),
        ({"may_refer": ""}, "Pilih boleh diteruskan atau tanya dulu"),
        ({"purpose": "x"}, "Pilih satu keperluan"),
        ({"name": ""}, "Isi nama lengkap"),
        ({"address": ""}, "Isi alamat"),
        ({"kind": "ENTITY"}, "Isi nama lembaga"),
        ({"delivery": "LINK"}, "Isi nomor HP atau surel, atau pilih ambil di meja layanan"),
        ({"phone": "0812"}, "Nomor HP ini kurang angka"),
        ({"email": "a@x, b@y"}, "Surel ini belum benar, contoh: nama@contoh.id"),
    ],
)
def test_each_mistake_is_told_in_the_citizens_words(office: Office, typed: dict[str, str], words: str) -> None:
    answer = office.browser("meja").post(PAGE, said(**typed), on=PAGE)
    assert answer.status_code == 422
    assert words_of(answer).count(words) >= 2  # in the summary and beside the field
    with office.app.app_context():
        assert len(cases()) == 1


def test_the_same_person_soon_again_is_a_hint_and_nothing_more(office: Office) -> None:
    desk = office.browser("meja")
    desk.post(PAGE, said(), on=PAGE)
    again = desk.post(PAGE, said(form_token="satu-formulir-lain-lagi"), on=PAGE)
    assert "Pemohon ini punya permintaan serupa" in desk.get(again.location)


def test_who_has_no_e_mail_is_told_by_the_desk(office: Office) -> None:
    desk = office.browser("meja")
    desk.post(PAGE, said(), on=PAGE)
    with office.app.app_context():
        case = cases()[-1]
        number, code = case.number, case.code
    address = f"/petugas/perkara/{number}"
    assert number in desk.get("/petugas?lihat=tanpa-kabar")
    page = desk.get(address)
    assert "Kabar yang belum sampai" in page
    assert f"{number} diterima" in page and f"Kode {code}." in page  # to read out
    assert code not in office.browser("ppid").get(address)
    form = page.split("/diberi-tahu")[0].rsplit('action="', 1)[1] + "/diberi-tahu"
    assert desk.post(form, on=address).status_code == 302
    assert "Kabar yang belum sampai" not in desk.get(address)
    assert number not in desk.get("/petugas?lihat=tanpa-kabar")


def test_a_message_that_fails_is_seen_on_the_case_while_it_is_tried_again(office: Office) -> None:
    with office.app.app_context():
        row = db.session.scalars(sa.select(Message).where(Message.channel == "EMAIL")).first()
        assert row is not None
        row.error, row.tries, number = "peladen surat menjawab 550 tidak ada", 2, row.case.number
        db.session.commit()
    desk = office.browser("meja")
    page = desk.get(f"/petugas/perkara/{number}")
    assert "Surel belum terkirim: peladen surat menjawab 550 tidak ada." in page and "Dicoba lagi" in page
    assert number in desk.get("/petugas?lihat=tanpa-kabar")
