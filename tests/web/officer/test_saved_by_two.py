"""Two people save one text: the second is told who was quicker, what stands now, and keeps what was typed."""

import pytest

from pid_tracker.extensions import db
from pid_tracker.law.permissions import SYSTEM
from pid_tracker.models import ConsequenceTest, Notice, PublicBody
from pid_tracker.services.answer import approval
from tests.browsing import words_of
from tests.web.officer.conftest import Office
from tests.web.officer.test_exemption import FIELDS, PAGE, start

LETTER = {"wish": "save", "bagian1-outcome": "GRANTED", "surat-summary": "Kami berikan tabelnya."}


def letter_of(office: Office) -> str:
    return f"/petugas/perkara/{office.number}/surat"


def test_the_second_of_two_who_save_a_letter_reads_what_the_first_wrote(office: Office) -> None:
    first, second, path = office.browser("ppid"), office.browser("ppid2"), letter_of(office)
    seen = second.hidden(path)
    office.at("2026-04-06 10:04")
    assert first.post(path, LETTER, on=path).status_code == 302
    late = second.client.post(path, data=seen | LETTER | {"surat-summary": "Sebagian kami tutup."})
    told = words_of(late)
    assert late.status_code == 409
    assert "Surat ini sudah disimpan petugas lain: diubah oleh PPID" in told and "10.04 WIT" in told
    assert "Kami berikan tabelnya." in told and "Sebagian kami tutup." in late.text
    with office.app.app_context():
        assert db.session.query(Notice).one().contents["summary"] == "Kami berikan tabelnya."
    again = {name: value for name, value in second.hidden_in(late.text).items() if name != "csrf_token"}
    mended = second.post(path, again | LETTER | {"surat-summary": "Sebagian kami tutup."}, on=path)
    assert mended.status_code == 302
    with office.app.app_context():
        assert db.session.query(Notice).one().contents["summary"] == "Sebagian kami tutup."


@pytest.mark.parametrize("wish", ["anew", "send", "submit"])
def test_no_wish_on_an_old_letter_undoes_what_was_saved_meanwhile(office: Office, wish: str) -> None:
    first, second, path = office.browser("ppid"), office.browser("ppid2"), letter_of(office)
    whole = {
        "bagian1-outcome": "GRANTED", "bagian1-material": "Daftar ruas", "bagian2-outcome": "GRANTED",
        "bagian2-material": "Anggaran", "surat-summary": "Kami berikan.", "surat-form": "Berkas digital",
        "surat-delivery": "Tautan aman", "surat-cost": "0", "surat-time_needed": "Hari ini",
        "surat-redaction": "Tidak ada bagian yang dihitamkan",
    }  # fmt: skip
    if wish == "submit":
        with office.app.app_context():
            approval.add_level(office.body(), "Sekda", "SUPERIOR", "ALL", SYSTEM, office.clock.now())
            db.session.commit()
    seen = second.hidden(path)
    assert first.post(path, whole | LETTER, on=path).status_code == 302
    late = second.client.post(path, data=seen | whole | {"wish": wish})
    assert late.status_code == 409 and "Surat ini sudah disimpan petugas lain" in late.text
    with office.app.app_context():
        notice = db.session.query(Notice).one()
        assert notice.sent_on is None and notice.contents["summary"] == "Kami berikan tabelnya."


def test_a_referral_does_not_undo_another_in_silence(office: Office) -> None:
    first, second = office.browser("ppid"), office.browser("ppid2")
    case_page = f"/petugas/perkara/{office.number}"
    path = f"{case_page}/bagian/2/rujuk"
    seen = second.hidden(case_page)
    typed = {"rujuk2-holder": "Balai Jalan", "rujuk2-address": "Jalan Sudirman 1, Ambon"}
    assert first.post(path, typed, on=case_page).status_code == 302
    late = second.client.post(path, data=seen | typed | {"rujuk2-holder": "Balai Sungai"})
    assert late.status_code == 409 and "Balai Sungai" in late.text
    assert "diubah oleh PPID" in words_of(late) and "Balai Jalan" in words_of(late)
    with office.app.app_context():
        assert office.case().parts[1].referred_to == "Balai Jalan"


def test_a_tariff_that_another_set_meanwhile_is_shown_and_kept(office: Office) -> None:
    first, second = office.browser("admin"), office.browser("admin", "10.0.0.2")
    path = f"/kelola/badan/{office.body_id}/biaya"
    seen = second.hidden(path)
    typed = {"per_sheet": "300", "basis": "Keputusan Sekda 41.1/2022", "payment_ways": "Tunai di meja"}
    assert first.post(path, typed, on=path).status_code == 302
    late = second.client.post(path, data=seen | typed | {"per_sheet": "500"})
    assert late.status_code == 409 and 'value="500"' in late.text
    assert "diubah oleh Administrator" in words_of(late) and "300" in words_of(late)
    with office.app.app_context():
        assert db.session.get_one(PublicBody, office.body_id).per_sheet_rupiah == 300


def test_a_way_of_counting_that_another_chose_meanwhile_is_shown_and_kept(office: Office) -> None:
    first, second = office.browser("admin"), office.browser("admin", "10.0.0.2")
    path = "/kelola/badan/maluku/hitungan"
    seen = second.hidden(path)
    typed = {"joint_leave": "open", "first_day": "next", "reason": "Keputusan Gubernur"}
    assert first.post(path, typed, on=path).status_code == 302
    late = second.client.post(path, data=seen | {"joint_leave": "closed", "first_day": "same", "reason": "Lain"})
    assert late.status_code == 409 and "Lain" in late.text and "diubah oleh Administrator" in words_of(late)
    with office.app.app_context():
        body = db.session.get_one(PublicBody, office.body_id)
        assert (body.joint_leave_open, body.counts_first_day) == (True, False)


def test_a_consequence_test_says_who_was_quicker_and_what_stands(office: Office) -> None:
    ppid = start(office)
    other, seen = office.browser("ppid2"), ppid.hidden(PAGE)
    assert other.post(PAGE, FIELDS | {"uji-place": "Masohi"}, on=PAGE).status_code == 302
    late = ppid.client.post(PAGE, data=seen | FIELDS | {"uji-place": "Ternate"})
    assert late.status_code == 409 and "Ternate" in late.text
    assert "diubah oleh PPID" in words_of(late) and "Masohi" in words_of(late)
    with office.app.app_context():
        assert '"Masohi"' in db.session.query(ConsequenceTest).one().contents


def test_what_a_unit_saved_stands_beside_what_its_colleague_typed(office: Office) -> None:
    with office.app.app_context():
        part_id = office.case().parts[0].id
    case_page = f"/petugas/perkara/{office.number}"
    route = {"bagian1-unit": str(office.pupr_id), "bagian1-text_for_unit": "Daftar ruas", "bagian1-checked": "y"}
    ppid = office.browser("ppid")
    assert ppid.post(f"{case_page}/bagian/1/teruskan", route, on=case_page).status_code == 302
    first, second, path = office.browser("pupr"), office.browser("pupr", "10.0.0.2"), f"/petugas/bagian/{part_id}"
    seen = second.hidden(path)
    typed = {"jawab-result": "OPEN", "jawab-explanation": "Ada 12 ruas.", "jawab-checked_by": "Kepala Bidang"}
    assert first.post(f"{path}/jawab", typed, on=path).status_code == 302
    late = second.client.post(f"{path}/jawab", data=seen | typed | {"jawab-explanation": "Ada 15 ruas."})
    assert late.status_code == 409 and "Ada 15 ruas." in late.text and "Ada 12 ruas." in words_of(late)
    with office.app.app_context():
        assert office.case().parts[0].explanation == "Ada 12 ruas."


def test_what_was_routed_meanwhile_stands_beside_what_was_typed(office: Office) -> None:
    case_page = f"/petugas/perkara/{office.number}"
    first, second, path = office.browser("ppid"), office.browser("ppid2"), f"{case_page}/bagian/1/teruskan"
    seen = second.hidden(case_page)
    typed = {
        "bagian1-unit": str(office.pupr_id), "bagian1-text_for_unit": "Daftar ruas", "bagian1-checked": "y",
        "bagian1-instruction": "Cari di arsip bidang.",
    }  # fmt: skip
    assert first.post(path, typed, on=case_page).status_code == 302
    late = second.client.post(path, data=seen | typed | {"bagian1-instruction": "Cari di gudang."})
    assert late.status_code == 409 and "Cari di gudang." in late.text and "Cari di arsip bidang." in words_of(late)
