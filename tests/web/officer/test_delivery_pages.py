"""Referral, cost, hand-over, withdrawal and correction through the officers' pages, without JavaScript."""

import io
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import SYSTEM, Role
from pid_tracker.law.states import Stage
from pid_tracker.models import AccessRecord, CaseFile
from pid_tracker.services.answer import costing
from tests.browsing import Browser, words_of
from tests.builders import CaseBuilder, a_body, a_case, a_user
from tests.conftest import THE_MOMENT
from tests.services.test_letters import text_of
from tests.web.citizen.browsing import a_photo
from tests.web.officer.conftest import Office


@pytest.fixture
def buru(office: Office) -> int:
    """Another government of the installation, with an officer."""
    with office.app.app_context():
        body = a_body(
            "buru", name="Pemerintah Kabupaten Buru", short_name="Kabupaten Buru", prefix="BUR",
            parent_id=office.body_id, address="Jalan Danau Rana 1, Namlea",
        )  # fmt: skip
        a_user("ppidburu", Role.OFFICER, body)
        return body.id


def history(office: Office, **more: Any) -> CaseBuilder:
    """One more case of the office, inside an application context."""
    return a_case(office.body()).filed("2026-04-02 10:00", **more)


def letter(outcome: str, **more: str) -> dict[str, str]:
    return {"wish": "send", "surat-summary": "Informasinya ada pada pemerintah lain.", "bagian1-outcome": outcome} | {
        f"bagian1-{name}": value for name, value in more.items()
    }


def kinds(office: Office, number: str) -> list[E]:
    with office.app.app_context():
        return [row.kind for row in db.session.query(CaseFile).filter_by(number=number).one().events]


# -- referral ----------------------------------------------------------------------------------------------------------


def test_the_officer_refers_inside_and_both_pages_name_the_other(office: Office, buru: int) -> None:
    with office.app.app_context():
        number = history(office, may_refer=True).built().number
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{number}"
    answer = ppid.post(f"{address}/bagian/1/rujuk", {"rujuk1-code": "buru"}, on=address)
    assert answer.status_code == 302
    assert "Dirujuk ke Pemerintah Kabupaten Buru, Jalan Danau Rana 1, Namlea" in words_of(ppid.get(address))
    page = ppid.get(f"{address}/surat")
    assert "langsung tercatat di badan itu saat surat dikirim" in page and 'selected value="buru"' in page
    sent = ppid.post(f"{address}/surat", letter("REFERRED", holder_code="buru"), on=f"{address}/surat")
    assert sent.status_code == 302
    page = words_of(ppid.get(address))
    assert "nomor 00001/PPID-MAL/2026: diteruskan ke kantor lain" in page
    assert "Diteruskan ke Pemerintah Kabupaten Buru sebagai BUR-26-00001" in page
    assert "/petugas/perkara/BUR-26-00001" not in ppid.page
    there = words_of(office.browser("ppidburu").get("/petugas/perkara/BUR-26-00001"))
    assert f"Diteruskan dari {number}, Provinsi Maluku" in there and "diteruskan dari badan lain" in there
    assert kinds(office, number) == [E.FILED, E.ANSWERED, E.REFERRED_ON]


def test_outside_needs_name_and_address(office: Office, buru: int) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    answer = ppid.post(f"{address}/bagian/1/rujuk", {"rujuk1-holder": "BPN Ambon"}, on=address)
    assert answer.status_code == 422 and "Isi alamat badan itu" in answer.text and 'value="BPN Ambon"' in answer.text
    wrong = ppid.post(f"{address}/bagian/1/rujuk", {"rujuk1-code": "maluku"}, on=address)
    assert wrong.status_code == 422 and "Pilih badan lain" in wrong.text
    both = {"rujuk1-holder": "BPN Ambon", "rujuk1-address": "https://bpn.example.id"}
    assert ppid.post(f"{address}/bagian/1/rujuk", both, on=address).status_code == 302
    assert "Dirujuk ke BPN Ambon, https://bpn.example.id" in words_of(ppid.get(address))


def test_consent_that_was_told_is_written_down_with_how(office: Office, buru: int) -> None:
    with office.app.app_context():
        other = db.session.query(CaseFile).filter_by(number=office.number).one().body
        builder = history(office, may_refer=False)
        bodies = db.session.get_one(type(other), buru)
        number = builder.referred_to("2026-04-06 09:00", bodies).built().number
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{number}"
    assert "Menunggu izin pemohon" in ppid.get(address)
    refused = ppid.post(f"{address}/izin", {"izin-how": "ya"}, on=address)
    assert refused.status_code == 422 and "Tulis kapan dan dengan cara apa pemohon mengizinkan" in refused.text
    told = {"izin-how": "Lewat telepon, Senin pagi"}
    assert ppid.post(f"{address}/izin", told, on=address).status_code == 302
    assert "sebagai BUR-26-00001" in words_of(ppid.get(address))
    assert kinds(office, number)[-1] is E.REFERRED_ON
    assert ppid.post(f"{address}/izin", told | {"seen_seq": "1"}, on=address).status_code == 302
    with office.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CaseFile.id)).where(CaseFile.body_id == buru)) == 1


# -- cost --------------------------------------------------------------------------------------------------------------


def tariff(office: Office) -> None:
    with office.app.app_context():
        costing.set_tariff(
            office.body(), 300, "Keputusan Sekda 41.1/2022", "Tunai di meja, dengan tanda terima", SYSTEM, THE_MOMENT
        )
        db.session.commit()


COST = {"biaya-sheets": "120", "biaya-per_sheet": "Rp1.000", "biaya-payment": "Tunai di meja, dengan tanda terima"}


def test_a_note_above_the_tariff_warns_and_needs_a_reason(office: Office) -> None:
    tariff(office)
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    page = ppid.get(f"{address}/biaya")
    assert "Rp300 per lembar" in words_of(page) and "tenggat tidak berhenti" in page
    refused = ppid.post(f"{address}/biaya", COST, on=f"{address}/biaya")
    assert (
        refused.status_code == 422 and "di atas tarif yang ditetapkan" in refused.text and 'value="120"' in refused.text
    )
    odd = ppid.post(f"{address}/biaya", COST | {"biaya-sheets": "seratus"}, on=f"{address}/biaya")
    assert odd.status_code == 422 and "Tulis dengan angka" in odd.text
    told = COST | {"biaya-reason": "Kertas A3 berwarna dicetak di luar kantor."}
    assert ppid.post(f"{address}/biaya", told, on=f"{address}/biaya").status_code == 302
    shown = words_of(ppid.get(address))
    assert "120 lembar, Rp1.000 per lembar" in shown and "jumlah Rp120.000" in shown and "di atas tarif" in shown


def test_the_superior_corrects_a_note_that_there_is(office: Office) -> None:
    tariff(office)
    sekda, address = office.browser("sekda"), f"/petugas/perkara/{office.number}"
    assert f"{address}/biaya" not in sekda.get(address)
    first = sekda.post(f"{address}/biaya", COST | {"biaya-per_sheet": "300"}, on=f"{address}/biaya")
    assert first.status_code == 409 and "Belum ada nota biaya" in first.text and 'value="120"' in first.text
    office.browser("ppid").post(
        f"{address}/biaya", COST | {"biaya-reason": "Kertas A3 berwarna."}, on=f"{address}/biaya"
    )
    assert "Betulkan nota biaya" in sekda.get(address)
    right = COST | {"biaya-per_sheet": "300"}
    assert sekda.post(f"{address}/biaya", right, on=f"{address}/biaya").status_code == 302
    assert "jumlah Rp36.000" in words_of(sekda.get(address)) and "Menggantikan 1 nota" in sekda.page


# -- hand-over ---------------------------------------------------------------------------------------------------------


def answered(office: Office, delivery: str = "VIEW") -> str:
    with office.app.app_context():
        return history(office, delivery=delivery).answered("2026-04-06 08:00").built().number


HAND_OVER = {
    "serah-way": "VIEWING", "serah-items": "Jilid 1\nJilid 2\n\nJilid 3\nJilid 4", "serah-receiver": "Yohana Pattiwael",
    "serah-signed": "THUMB",
}  # fmt: skip


def test_the_desk_hands_over_and_prints_the_record_which_is_noted(office: Office) -> None:
    number = answered(office)
    desk, address = office.browser("meja"), f"/petugas/perkara/{number}"
    assert number in desk.get("/petugas?lihat=serah-terima")
    empty = desk.post(f"{address}/serah-terima", {"serah-items": "Jilid 1"}, on=f"{address}/serah-terima")
    assert empty.status_code == 422 and "Isi nama penerima" in empty.text and "Jilid 1" in empty.text
    done = desk.post(f"{address}/serah-terima", HAND_OVER, on=f"{address}/serah-terima")
    assert done.status_code == 302 and done.location == f"{address}/serah-terima/2"
    page = words_of(desk.get(done.location))
    assert "Jilid 4" in page and "dibacakan, cap jempol" in page and "Yohana" not in page
    pdf = desk.post(f"{address}/serah-terima/2.pdf", on=done.location)
    assert pdf.mimetype == "application/pdf" and "Yohana Pattiwael" in text_of(pdf.data)
    with office.app.app_context():
        assert [row.what for row in db.session.query(AccessRecord)] == ["berita acara (PDF)"]
        case = db.session.query(CaseFile).filter_by(number=number).one()
        assert (case.answered_on, case.handed_over_on) == (date(2026, 4, 6), date(2026, 4, 6))
    assert number not in desk.get("/petugas?lihat=serah-terima")
    assert "4 butir" in office.browser("sekda").get(address)
    desk.get(f"{address}/serah-terima/1", 404)


def test_before_an_answer_nothing_is_handed_over(office: Office) -> None:
    address = f"/petugas/perkara/{office.number}"
    desk = office.browser("meja")
    assert "Catat serah terima" not in desk.get(address)
    answer = desk.post(f"{address}/serah-terima", HAND_OVER, on=f"{address}/serah-terima")
    assert answer.status_code == 409 and "Belum ada jawaban" in answer.text and "Jilid 3" in answer.text


# -- withdrawal --------------------------------------------------------------------------------------------------------


def scan(content: bytes | None = None) -> FileStorage:
    return FileStorage(io.BytesIO(a_photo() if content is None else content), "surat.jpg", content_type="image/jpeg")


def withdraw(browser: Browser, address: str, **fields: Any) -> Any:
    data = browser.hidden(f"{address}/cabut") | {"cabut-how": "Surat diantar sendiri ke meja layanan"} | fields
    return browser.client.post(f"{address}/cabut", data=data, content_type="multipart/form-data")


def test_staff_withdraw_only_with_the_statement(office: Office) -> None:
    desk, address = office.browser("meja"), f"/petugas/perkara/{office.number}"
    refused = withdraw(desk, address)
    assert refused.status_code == 422 and "Lampirkan pernyataan pemohon" in refused.text
    assert "Surat diantar sendiri" in refused.text
    odd = withdraw(desk, address, **{"cabut-statement": scan(b"MZ program")})
    assert odd.status_code == 422 and "JPG, PNG, HEIC, atau PDF" in odd.text
    assert kinds(office, office.number) == [E.FILED]
    assert withdraw(desk, address, **{"cabut-statement": scan()}).status_code == 302
    with office.app.app_context():
        case = office.case()
        assert (case.stage, case.withdrawn_by_staff) == (Stage.WITHDRAWN, True)
    assert "menurut pernyataan tertulis" in desk.get(address) and "Unduh pernyataan pencabutan" in desk.page
    again = withdraw(desk, address, **{"cabut-statement": scan()})
    assert again.status_code == 409 and "Permohonan sudah dicabut pemohon pada" in again.text
    for name in ("sekda", "pengawas"):
        page = words_of(office.browser(name).get("/petugas/dicabut"))
        assert office.number in page and "Surat diantar sendiri ke meja layanan" in page


def test_an_empty_list_says_so(office: Office) -> None:
    assert "Belum ada" in office.browser("pengawas").get("/petugas/dicabut")


# -- correction --------------------------------------------------------------------------------------------------------


def correction(about: str, right: str, wrong: str = "") -> dict[str, str]:
    return {"betul-about": about, "betul-right": right, "betul-wrong": wrong, "betul-reason": "Salah ketik di meja."}


def test_a_correction_shows_on_the_case_without_personal_data(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    form = f"{address}/pembetulan"
    assert "Isi permintaan adalah kata-kata pemohon" in ppid.get(form) and "surat jawaban" not in words_of(form)
    wrong = ppid.post(form, correction("NAME", ""), on=form)
    assert wrong.status_code == 422 and "Tulis yang benar" in wrong.text and "Salah ketik di meja." in wrong.text
    assert ppid.post(form, correction("NAME", "Yohana Pattiwaelapia"), on=form).status_code == 302
    page = ppid.get(address)
    assert "nama pemohon" in page and "Pattiwael" not in page and "Salah tulis dibetulkan" in page
    opened = ppid.post(f"{address}/pemohon", {"data-reason": "menelepon pemohon"}, on=address)
    assert "Yohana Pattiwael menjadi Yohana Pattiwaelapia" in opened.text


@pytest.mark.parametrize(("about", "instead"), [("DATE", "bercap tanggal"), ("QUESTION", "permintaan baru"),
                                                ("OUTCOME", "keberatan pemohon")])  # fmt: skip
def test_what_is_no_clerical_error_is_refused_with_what_is_possible(office: Office, about: str, instead: str) -> None:
    form = f"/petugas/perkara/{office.number}/pembetulan"
    answer = office.browser("ppid").post(form, correction(about, "1 April 2026"), on=form)
    assert answer.status_code == 409 and instead in answer.text and "1 April 2026" in answer.text
    assert kinds(office, office.number) == [E.FILED]


def test_a_letter_is_corrected_where_it_was_worded(office: Office) -> None:
    number = answered(office, "LINK")
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{number}"
    form = f"{address}/pembetulan"
    missing = ppid.post(form, correction("LETTER", "dua tabel", "tiga tabel"), on=form)
    assert missing.status_code == 422 and "tidak ada di surat jawaban" in missing.text
    done = ppid.post(form, correction("LETTER", "Kami berikan dua tabel.", "Kami berikan tabelnya."), on=form)
    assert done.status_code == 302
    shown = words_of(ppid.get(f"{address}/surat"))
    assert "Pembetulan" in shown and "Kami berikan dua tabel." in shown


def test_an_old_form_is_told_what_changed_and_keeps_what_was_typed(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    old = ppid.hidden(f"{address}/pembetulan")
    ppid.post(f"{address}/lengkap", on=address)
    answer = ppid.client.post(f"{address}/pembetulan", data=old | correction("PLACE", "Kota Ambon"))
    assert answer.status_code == 409 and "Permintaan dinyatakan lengkap" in answer.text and "Kota Ambon" in answer.text


def test_another_government_reaches_none_of_these(office: Office, buru: int) -> None:
    number = answered(office)
    stranger, address = office.browser("ppidburu"), f"/petugas/perkara/{number}"
    for path in ("biaya", "serah-terima", "cabut", "pembetulan", "izin", "serah-terima/2.pdf"):
        assert stranger.post(f"{address}/{path}", {"seen_seq": "1"}).status_code == 404
        assert stranger.client.get(f"{address}/{path}").status_code in (404, 405)
    with office.app.app_context():
        case = db.session.query(CaseFile).filter_by(number=number).one()
        assert case.outcome is Outcome.GRANTED and case.last_seq == 1


# -- tariff --------------------------------------------------------------------------------------------------------


def test_the_tariff_of_copies_is_set_with_its_decree_and_shown_to_everyone(office: Office) -> None:
    admin, address = office.browser("admin"), f"/kelola/badan/{office.body_id}/biaya"
    assert "belum menetapkan tarif" in office.app.test_client().get("/biaya").text
    bare = admin.post(address, {"per_sheet": "Rp300"}, on=address)
    assert bare.status_code == 422 and "Sebut keputusan" in bare.text and 'value="Rp300"' in bare.text
    assert admin.post(address, {"per_sheet": "tiga ratus"}, on=address).status_code == 422
    told = {"per_sheet": "Rp300", "basis": "Keputusan Sekda 41.1/2022", "payment_ways": "Tunai, dengan tanda terima"}
    assert admin.post(address, told, on=address).status_code == 302
    assert "Rp300 per lembar" in admin.get("/kelola/badan")
    office.at("2026-04-06 10:01")
    shown = office.app.test_client().get("/biaya").text
    assert "Rp300 per lembar" in shown and "Keputusan Sekda 41.1/2022" in shown
    admin.get("/kelola/badan/99999/biaya", 404)
