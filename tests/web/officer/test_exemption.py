"""X2 on the page: a test is drafted, finished by the PPID, approved by the superior, used in a letter, reviewed."""

import re
from datetime import date

import pytest

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.models import ConsequenceTest, ExemptEntry
from pid_tracker.services.answer import answering
from tests.browsing import Browser, words_of
from tests.builders import a_body
from tests.closing import a_draft_test, a_finished_test, a_test, approve_notice
from tests.web.officer.conftest import Office

FIELDS = {
    "uji-occasion": "ON_REQUEST",
    "uji-held_on": "2026-04-06",
    "uji-place": "Ruang rapat PPID",
    "uji-document": "Daftar ruas jalan provinsi tahun 2025, Dinas PUPR",
    "uji-closed": "Kolom nomor telepon pengawas lapangan",
    "uji-articles": ["h3"],
    "uji-if_opened": "Nomor telepon pribadi dapat disalahgunakan.",
    "uji-if_closed": "Pengawas tetap aman dan datanya tetap lengkap.",
    "uji-propriety": "Tidak patut.",
    "uji-decency": "Tidak menyangkut.",
    "uji-public_interest": "Umum tidak memerlukan nomor pribadi.",
    "uji-consent": "NO",
    "uji-public_office": "NO",
    "uji-result": "CLOSED",
    "uji-duration": "3 tahun",
    "uji-ends_on": "2029-04-06",
    "uji-members": "Maria Latuconsina; Sekretaris; Dinas PUPR\r\nYakob Souisa; Kepala Bagian; Bagian Hukum",
    "uji-decided_by": "Rina Tahalele, PPID",
    "uji-unit": "Dinas PUPR",
    "uji-description": "Nomor pribadi petugas pada daftar ruas jalan 2025",
    "uji-reason": "Nomor itu milik pribadi dan bukan untuk umum.",
    "uji-decree_number": "188/13/PPID/2026",
    "uji-decree_place": "Ambon",
    "uji-decree_on": "2026-04-06",
}
NUMBER = "UK-MAL-26-00001"
PAGE = f"/petugas/uji/{NUMBER}"


def start(office: Office, **more: object) -> Browser:
    """The PPID begins a test from the first part of the case."""
    ppid, new = office.browser("ppid"), f"/petugas/uji/baru?perkara={office.number}&bagian=1"
    assert "Daftar ruas jalan" in ppid.get(new)
    fields = FIELDS | {"perkara": office.number, "bagian": "1"} | more
    answer = ppid.post("/petugas/uji/baru", fields, on=new)
    assert answer.status_code == 302 and answer.location == PAGE
    return ppid


def finish(office: Office) -> None:
    """The PPID finishes it."""
    ppid = start(office)
    answer = ppid.post(PAGE, FIELDS | {"wish": "finish"}, on=PAGE)
    assert answer.status_code == 302, words_of(answer)


def approve(office: Office) -> None:
    """The superior approves it."""
    sekda = office.browser("sekda")
    found = re.search(r'name="seen_sha256" value="(\w+)"', sekda.get(PAGE))
    assert found
    assert sekda.post(f"{PAGE}/setuju", {"seen_sha256": found[1]}, on=PAGE).status_code == 302


def closing_letter(**more: object) -> dict[str, object]:
    """The letter: the first part partly closed, the second given."""
    return {
        "bagian1-outcome": "PARTLY_GRANTED",
        "bagian1-material": "Tabel ruas jalan tanpa nomor telepon",
        "bagian1-closed": "Nomor telepon pengawas",
        "bagian1-reason": "itu nomor pribadi",
        "bagian1-tests": [NUMBER],
        "bagian2-outcome": "GRANTED",
        "bagian2-material": "Anggaran, satu berkas",
        "surat-summary": "Kami berikan tabelnya tanpa nomor pribadi.",
        "surat-form": "Berkas digital",
        "surat-delivery": "Tautan aman",
        "surat-cost": "0",
        "surat-time_needed": "Hari ini",
        "surat-redaction": "Kolom telepon dihitamkan",
        **more,
    }


def test_a_test_goes_from_the_part_of_a_request_to_the_public_list(office: Office) -> None:
    finish(office)
    ppid = office.browser("ppid")
    assert "menunggu persetujuan" in ppid.get(PAGE) and "Setujui uji ini" not in ppid.page
    assert "belum ada informasi" in words_of(office.app.test_client().get("/dik").text).lower()
    office.at("2026-04-06 10:05")
    approve(office)
    page = words_of(office.app.test_client().get("/dik").text)
    for said in ("1 dari 1 catatan masih berlaku", "Nomor pribadi petugas", "huruf h angka 3", "188/13/PPID/2026"):
        assert said in page
    assert "Berakhir Jumat, 6 April 2029" in page
    assert "Kolom nomor telepon" not in page
    assert "Disetujui" in ppid.get(PAGE)
    assert NUMBER in ppid.get(f"/petugas/perkara/{office.number}")


def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(office: Office) -> None:
    ppid = start(office)
    typed = FIELDS | {"uji-document": "Semua dokumen Dinas PUPR", "uji-members": "", "wish": "finish"}
    answer = ppid.post(PAGE, typed, on=PAGE)
    assert answer.status_code == 422
    assert "Satu dokumen yang jelas" in answer.text and "Semua dokumen Dinas PUPR" in answer.text
    assert answer.text.count('class="field has-error"') == 2 and "Kolom nomor telepon pengawas" in answer.text
    with office.app.app_context():
        assert db.session.query(ConsequenceTest).one().state == "DRAFT"


def test_a_date_that_is_no_date_is_told_and_the_rest_stays(office: Office) -> None:
    ppid = start(office)
    answer = ppid.post(PAGE, FIELDS | {"uji-ends_on": "besok"}, on=PAGE)
    assert answer.status_code == 422 and "Tulis tanggal dengan bentuk" in answer.text
    assert "Kolom nomor telepon pengawas" in answer.text


def test_an_old_form_is_told_and_keeps_what_was_typed(office: Office) -> None:
    ppid = start(office)
    assert ppid.post(PAGE, FIELDS | {"seen_seq": "0"}).status_code == 302
    answer = ppid.post(PAGE, FIELDS | {"seen_seq": "0", "uji-place": "Ternate"})
    assert answer.status_code == 409 and "sudah disimpan petugas lain" in answer.text and "Ternate" in answer.text


def test_a_finished_test_is_not_written_again(office: Office) -> None:
    finish(office)
    answer = office.browser("ppid").post(PAGE, FIELDS | {"seen_seq": "1", "uji-place": "Ternate"})
    assert answer.status_code == 422 and "tidak dapat diubah" in answer.text


@pytest.mark.parametrize("username", ["meja", "pupr", "pengawas", "admin"])
def test_who_does_not_test_sees_no_test(office: Office, username: str) -> None:
    with office.app.app_context():
        a_test(office.body())
    browser = office.browser(username)
    for path in ("/petugas/uji", PAGE, "/petugas/uji/baru"):
        browser.get(path, 404)
    assert browser.post(f"{PAGE}/setuju").status_code == 404


def test_a_superior_reads_and_approves_and_writes_nothing(office: Office) -> None:
    finish(office)
    sekda = office.browser("sekda")
    assert "Setujui uji ini" in sekda.get(PAGE) and "Susun uji" not in sekda.page
    assert sekda.post(PAGE, FIELDS).status_code == 404
    assert sekda.post(f"{PAGE}/setuju", {"seen_sha256": "another text"}, on=PAGE).status_code == 409
    with office.app.app_context():
        assert db.session.query(ExemptEntry).count() == 0


def test_another_government_sees_no_test_of_this_one(office: Office) -> None:
    with office.app.app_context():
        number = a_draft_test(a_body("buru", prefix="BUR")).number
    office.browser("ppid").get(f"/petugas/uji/{number}", 404)


def test_a_change_is_a_new_test_that_begins_with_the_old_one(office: Office) -> None:
    finish(office)
    approve(office)
    ppid = office.browser("ppid")
    answer = ppid.post(f"{PAGE}/ganti", on=PAGE)
    assert answer.status_code == 302 and answer.location == "/petugas/uji/UK-MAL-26-00002"
    assert "Kolom nomor telepon pengawas" in ppid.get(answer.location)


def test_the_review_stands_on_the_queue_and_on_the_list_of_tests(office: Office) -> None:
    from_day = "2026-06-30"
    with office.app.app_context():
        a_test(office.body(), ends_on=date.fromisoformat(from_day))
    for when, shown in (("2026-04-06", False), ("2026-05-18", True), ("2026-06-30", True), ("2026-07-01", True)):
        office.at(f"{when} 10:00")
        for username in ("ppid", "sekda"):
            browser = office.browser(username)
            for path in ("/petugas", "/petugas/uji"):
                assert ("perlu ditinjau" in browser.get(path)) is shown, (when, path)
    assert "perlu ditinjau" not in office.browser("meja").get("/petugas")
    assert "sudah berakhir Selasa, 30 Juni 2026" in office.browser("ppid").get("/petugas")


# -- the letter --------------------------------------------------------------------------------------------------------


def test_a_letter_closes_on_a_chosen_test_once_the_superior_approved_it(office: Office) -> None:
    finish(office)
    approve(office)
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    assert NUMBER in ppid.get(address)
    assert ppid.post(address, closing_letter(wish="save"), on=address).status_code == 302
    assert "Mintakan persetujuan" in ppid.get(address)
    refused = ppid.post(address, closing_letter(wish="send"), on=address)
    assert refused.status_code == 409 and "Atasan PPID menyetujui suratnya" in refused.text
    with office.app.app_context():
        notice = answering.notice_of(office.case())
        assert notice is not None
        approve_notice(office.case(), answering.read_contents(notice.contents), "2026-04-06 10:00")
        db.session.commit()
    assert "Naskah ini sudah disetujui" in ppid.get(address)
    assert ppid.post(address, closing_letter(wish="send"), on=address).status_code == 302
    page = words_of(ppid.get(address))
    for said in (
        "Disetujui Atasan PPID",
        "Nomor telepon pengawas",
        "huruf h angka 3",
        "Jumat, 6 April 2029",
    ):
        assert said in page
    with office.app.app_context():
        assert office.case().outcome is Outcome.PARTLY_GRANTED and office.case().closed_under == "h"
    rows = office.app.test_client().get("/data/permintaan.csv").text.splitlines()
    assert ",diberikan sebagian,h," in rows[1]


def test_a_letter_that_was_changed_after_the_approval_is_not_sent(office: Office) -> None:
    finish(office)
    approve(office)
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    ppid.post(address, closing_letter(wish="save"), on=address)
    with office.app.app_context():
        notice = answering.notice_of(office.case())
        assert notice is not None
        approve_notice(office.case(), answering.read_contents(notice.contents), "2026-04-06 10:00")
        db.session.commit()
    other = closing_letter(**{"wish": "send", "bagian1-closed": "Nomor telepon dan alamat pengawas"})
    answer = ppid.post(address, other, on=address)
    assert answer.status_code == 409 and "Nomor telepon dan alamat pengawas" in answer.text
    with office.app.app_context():
        assert E.ANSWERED not in {row.kind for row in office.case().events}


def test_the_letter_shows_the_safe_date_and_flags_a_late_refusal_without_blocking_it(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    page = words_of(ppid.get(address))
    assert "Penolakan: paling lambat Jumat, 17 April 2026 (tanggal aman)" in page and "aman lewat" not in page
    office.at("2026-04-20 10:00")
    assert "Tanggal aman lewat" in office.browser("ppid").get(address)


def test_only_tests_in_force_are_offered(office: Office) -> None:
    with office.app.app_context():
        a_finished_test(office.body())
        ended = a_test(office.body(), ends_on=date(2026, 4, 1)).number
        good = a_test(office.body()).number
    page = office.browser("ppid").get(f"/petugas/perkara/{office.number}/surat")
    assert good in page and ended not in page and NUMBER not in page
