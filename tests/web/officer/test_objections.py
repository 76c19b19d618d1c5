"""Objections at the office: the PPID explains, the superior decides on a phone, a substitute says why, the desk writes
down; nobody sees who asks who may not."""

import io
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Decision
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, Document, User
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.store import files
from tests.browsing import Browser, words_of
from tests.builders import CaseBuilder, a_body, a_case, a_user, instant
from tests.web.citizen.browsing import a_photo
from tests.web.officer.conftest import Office

KBR = "KBR-MAL-26-00001"
LONG = "Tabelnya memang belum lengkap, jadi harus diberikan seluruhnya."


def at_objection(office: Office, grounds: str = "dg", **more: Any) -> CaseBuilder:
    """The case of the office, answered late on 20 April and objected to on Wednesday, 22 April 2026."""
    office.at("2026-04-22 10:00")
    story = a_case(office.body())
    story.case = office.case()
    return story.answered("2026-04-20 09:00").objected("2026-04-22 09:00", grounds, **more)


@pytest.fixture
def objected(office: Office) -> Office:
    with office.app.app_context():
        at_objection(office).built()
    return office


def decide(browser: Browser, seen_seq: str = "", **fields: str) -> TestResponse:
    address = f"/petugas/keberatan/{KBR}"
    typed = {
        "putusan-result": "REVERSED", "putusan-reasons": "", "putusan-rebuttal_d": LONG, "putusan-rebuttal_g": LONG,
        "putusan-order": "Berikan tabel lengkap dalam bentuk XLSX.", "putusan-execute_by": "2026-04-29",
    } | {f"putusan-{name}": value for name, value in fields.items()}  # fmt: skip
    return browser.post(f"{address}/putusan", typed | ({"seen_seq": seen_seq} if seen_seq else {}), on=address)


def test_the_superior_sees_at_once_what_is_to_be_decided(objected: Office) -> None:
    sekda = objected.browser("sekda")
    listed = words_of(sekda.get("/petugas/keberatan"))
    assert KBR in listed and "Belum diputus 1" in listed and "d, g" in listed and "30 hari" in listed
    page = words_of(sekda.get(f"/petugas/keberatan/{KBR}"))
    for told in (
        "Daftar ruas jalan provinsi yang rusak tahun 2025", "Diberikan semua", "Terlambat dijawab",
        "Jawaban tidak sesuai yang saya minta (huruf d)", "Saya meminta, lalu menerima jawaban yang lain.",
        "Berikan tabel lengkapnya", "tinggal 30 hari kerja", "Diminta otomatis, paling lambat",
    ):  # fmt: skip
        assert told in page, told
    assert "Yohana" not in page and "yohana@contoh.id" not in page


def test_ppid_explains_superior_decides_ppid_gives_desk_notes_the_response(objected: Office) -> None:
    case_page = f"/petugas/perkara/{objected.number}"
    ppid, sekda, desk = (objected.browser(name) for name in ("ppid", "sekda", "meja"))
    told = {"jelas-explanation": "Kami kira rekapnya cukup."}
    answer = ppid.post(f"{case_page}/keberatan/penjelasan", told, on=case_page)
    assert answer.status_code == 302
    assert "Kami kira rekapnya cukup." in words_of(sekda.get(f"/petugas/keberatan/{KBR}"))
    assert decide(sekda).status_code == 302
    page = words_of(sekda.get(f"/petugas/keberatan/{KBR}"))
    assert "dikabulkan seluruhnya" in page and "00001/KBR/PPID-MAL/2026" in page
    with objected.app.app_context():
        case = objected.case()
        assert (case.decision, str(case.execute_by)) == ("REVERSED", "2026-04-29")
    fields = {
        "laksana-note": "Tabel lengkap dikirim lewat tautan.", "laksana-checked": "y",
        "laksana-files": (io.BytesIO(b"ruas;panjang\nA;12\n"), "tabel.csv"),
    }  # fmt: skip
    answer = ppid.post(f"{case_page}/keberatan/pelaksanaan", fields, on=case_page)
    assert answer.status_code == 302, words_of(answer)
    fields = {"tanggap-result": "ACCEPTS", "tanggap-response": "Terima kasih"}
    assert desk.post(f"{case_page}/keberatan/tanggapan", fields, on=case_page).status_code == 302
    page = words_of(desk.get(case_page))
    assert "Dilaksanakan Rabu, 22 April 2026" in page and "Tanggapan pemohon: menerima putusan" in page
    with objected.app.app_context():
        document = db.session.query(Document).filter_by(kind="EXECUTION").one()
        assert objected.case().events[-2].details["files"] == [document.sha256]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"result": ""}, "Pilih putusan"),
        ({"result": "UPHELD"}, "Tulis alasan menguatkan jawaban PPID"),
        ({"rebuttal_g": "ya"}, "Tulis tanggapan atas alasan huruf g"),
        ({"order": ""}, "Tulis apa yang harus diberikan atau diubah"),
        ({"execute_by": ""}, "Isi tanggal paling lambat dilaksanakan"),
        ({"execute_by": "2026-04-21"}, "Tanggal pelaksanaan sudah lewat"),
    ],
)
def test_what_a_decision_lacks_stands_beside_its_field_and_nothing_is_lost(
    objected: Office, fields: dict[str, str], told: str
) -> None:
    answer = decide(objected.browser("sekda"), **fields)
    assert answer.status_code == 422 and told in words_of(answer) and LONG in answer.text
    assert "<title>Perbaiki:" in answer.text
    with objected.app.app_context():
        assert objected.case().decided_on is None


def test_a_second_decision_is_told_and_changes_nothing(objected: Office) -> None:
    sekda = objected.browser("sekda")
    old = sekda.hidden(f"/petugas/keberatan/{KBR}")
    assert decide(sekda).status_code == 302
    answer = decide(sekda, result="CHANGED", seen_seq=old["seen_seq"])
    assert answer.status_code == 409


def test_the_letter_that_was_sent_is_named_on_the_case_page_and_not_written_again(objected: Office) -> None:
    page = words_of(objected.browser("ppid").get(f"/petugas/perkara/{objected.number}"))
    assert "Dikirim Senin, 20 April 2026, nomor 00001/PPID-MAL/2026" in page and "Tulis surat jawaban" not in page


def test_only_the_superior_decides_only_the_ppid_explains_and_gives(objected: Office) -> None:
    case_page = f"/petugas/perkara/{objected.number}"
    shut = [
        ("ppid", f"/petugas/keberatan/{KBR}/putusan"), ("meja", f"/petugas/keberatan/{KBR}/putusan"),
        ("pengawas", f"/petugas/keberatan/{KBR}/putusan"), ("sekda", f"{case_page}/keberatan/penjelasan"),
        ("sekda", f"{case_page}/keberatan/pelaksanaan"), ("ppid", f"{case_page}/keberatan/tanggapan"),
        ("pupr", f"/petugas/keberatan/{KBR}"), ("admin", f"/petugas/keberatan/{KBR}"),
    ]  # fmt: skip
    for username, path in shut:
        assert objected.browser(username).post(path, {"seen_seq": "0"}).status_code in (404, 405), (username, path)


def test_the_supervisor_of_a_province_sees_dates_and_never_what_a_requester_wrote(objected: Office) -> None:
    page = words_of(objected.browser("pengawas").get(f"/petugas/keberatan/{KBR}"))
    assert KBR in page and "Tulisan pemohon tertutup" in page
    assert "Saya meminta, lalu" not in page and "Berikan tabel lengkapnya" not in page and "Putuskan" not in page
    page = words_of(objected.browser("pengawas").get(f"/petugas/perkara/{objected.number}"))
    assert "Saya meminta, lalu" not in page


def test_another_government_sees_no_objection(objected: Office) -> None:
    with objected.app.app_context():
        other = a_body("buru", prefix="BUR")
        a_user("atasanburu", Role.SUPERIOR, other)
    stranger = objected.browser("atasanburu")
    assert KBR not in stranger.get("/petugas/keberatan")
    stranger.get(f"/petugas/keberatan/{KBR}", 404)
    assert stranger.post(f"/petugas/keberatan/{KBR}/putusan", {"seen_seq": "3"}).status_code == 404


def test_talks_are_noted_by_superior_and_ppid_and_not_for_a_refusal_alone(objected: Office) -> None:
    case_page, own = f"/petugas/perkara/{objected.number}", f"/petugas/keberatan/{KBR}"
    fields = {"musyawarah-result": "NOT_AGREED", "musyawarah-minutes": "Kedua pihak hadir di meja layanan."}
    sekda = objected.browser("sekda")
    assert sekda.post(f"{case_page}/keberatan/musyawarah", {"musyawarah-result": ""}, on=own).status_code == 422
    assert sekda.post(f"{case_page}/keberatan/musyawarah", fields, on=own).location == own
    assert "tidak sepakat" in words_of(objected.browser("ppid").get(case_page))


def test_a_refusal_alone_offers_no_talks(office: Office) -> None:
    with office.app.app_context():
        at_objection(office, "a").built()
    page = words_of(office.browser("ppid").get(f"/petugas/perkara/{office.number}"))
    assert "Musyawarah tidak tersedia untuk alasan a saja" in page
    case_page = f"/petugas/perkara/{office.number}"
    fields = {"musyawarah-result": "AGREED", "musyawarah-minutes": "Kedua pihak hadir di meja layanan."}
    answer = office.browser("ppid").post(f"{case_page}/keberatan/musyawarah", fields, on=case_page)
    assert answer.status_code == 409 and "Pasal 35 ayat (2)" in words_of(answer)


def test_scenario_25_the_page_demands_a_substitute_who_says_why(office: Office) -> None:
    with office.app.app_context():
        case, body = office.case(), office.body()
        sekda = db.session.query(User).filter_by(username="sekda").one().id
        story = a_case(body)
        story.case = case
        acting = Actor(Role.OFFICER, "Plt PPID", user_id=sekda, body_id=body.id)
        answering.send_notice(case, story.lawful_notice(), Hand(acting, instant("2026-04-20"), calendar_of(body)))
        story.objected("2026-04-22", "dg").built()
    office.at("2026-04-22 10:00")
    barred = office.browser("sekda")
    page = words_of(barred.get(f"/petugas/keberatan/{KBR}"))
    assert "harus diputus pengganti" in page and "Belum ada pengganti yang tercatat" in page and "Putuskan" not in page
    assert decide(barred, "2").status_code == 404
    with office.app.app_context():
        a_user("asisten", Role.SUPERIOR, office.body(), name="Asisten Sekda")
    assert "Asisten Sekda" in words_of(barred.get(f"/petugas/keberatan/{KBR}"))
    other = office.browser("asisten")
    assert "Anda memutus sebagai pengganti" in words_of(other.get(f"/petugas/keberatan/{KBR}"))
    answer = decide(other)
    assert answer.status_code == 422 and "Tulis mengapa Anda memutus sebagai pengganti" in words_of(answer)
    assert decide(other, substitute_reason="Surat penunjukan Gubernur nomor 5").status_code == 302
    with office.app.app_context():
        row = office.case().events[-1]
        assert row.details["substitute_for"] == sekda
        assert casefile.text_of(office.case(), row.seq, "substitute_reason") == "Surat penunjukan Gubernur nomor 5"


def test_a_file_of_a_requester_opens_for_those_who_deal_with_it(objected: Office) -> None:
    with objected.app.app_context():
        document = files.keep(
            b"a;b\n", kind="OBJECTION", name="bukti.csv", media_type="text/csv", now=instant("2026-04-22"),
            case=objected.case(),
        )  # fmt: skip
        db.session.commit()
        path = f"/petugas/keberatan/{KBR}/berkas/{document.public_id}"
    for username, status in (("sekda", 200), ("ppid", 200), ("meja", 200), ("pengawas", 404), ("pupr", 404)):
        objected.browser(username).get(path, status)


# -- the desk ----------------------------------------------------------------------------------------------------------


def record(browser: Browser, **fields: Any) -> TestResponse:
    typed = {"channel": "PHONE", "grounds": ["c"], "wish": "", "chronology": "", **fields}
    return browser.post("/petugas/meja/keberatan", typed, on="/petugas/meja/keberatan")


def test_the_desk_writes_an_objection_down_with_the_systems_own_chronology(office: Office) -> None:
    office.at("2026-04-20 10:00")
    desk = office.browser("meja")
    assert "Tidak dijawab (c)" in words_of(desk.get("/petugas/meja/keberatan"))
    assert record(desk, number="MAL-26-09999").status_code == 422
    assert record(desk, number=office.number, grounds=[]).status_code == 422
    answer = record(desk, number=office.number.lower())
    assert answer.status_code == 302 and answer.location.endswith("#keberatan")
    with office.app.app_context():
        case = office.case()
        row = case.events[-1]
        assert (row.details["channel"], row.actor_role, case.objection_number) == ("PHONE", "DESK", KBR)
        assert "belum menerima surat jawaban" in casefile.text_of(case, row.seq, "chronology")
    answer = record(desk, number=office.number)
    assert answer.status_code == 409 and "sudah" in words_of(answer)


def test_too_early_is_told_to_the_desk_with_the_date(office: Office) -> None:
    answer = record(office.browser("meja"), number=office.number)
    assert answer.status_code == 409 and "mulai Sabtu, 18 April 2026" in words_of(answer)


def test_an_earlier_day_of_receipt_needs_the_stamped_letter(office: Office) -> None:
    office.at("2026-04-22 10:00")
    desk = office.browser("meja")
    early = {"channel": "LETTER", "number": office.number, "received_on": "2026-04-20"}
    answer = record(desk, **early)
    assert answer.status_code == 422 and "lampirkan surat bercap tanggal" in words_of(answer)
    assert record(desk, **(early | {"received_on": "2026-04-23"})).status_code == 422
    scan = (io.BytesIO(a_photo()), "surat.jpg")
    assert record(desk, **early, scan=scan).status_code == 302
    with office.app.app_context():
        case = office.case()
        assert str(case.objected_on) == "2026-04-20"
        assert db.session.query(Document).filter_by(case_id=case.id, kind="RECEIVED_LETTER").count() == 1


def test_the_desk_writes_down_an_objection_without_a_request_and_tells_the_code(office: Office) -> None:
    desk = office.browser("meja")
    path = "/petugas/meja/keberatan/tanpa-permintaan"
    page = desk.get(path)
    token = page.split('name="form_token"')[1].split('value="')[1].split('"')[0]
    fields = {
        "form_token": token, "channel": "WALK_IN", "question": "Laporan keuangan 2025 tidak diumumkan",
        "kind": "PERSON", "name": "Siti Latuconsina", "address": "Jalan Pantai 7", "purpose": "CITIZEN",
        "identity_way": "DESK",
    }  # fmt: skip
    assert desk.post(path, {**fields, "name": ""}, on=path).status_code == 422
    answers = [desk.post(path, fields, on=path) for _ in range(2)]
    assert {answer.location for answer in answers} == {f"/petugas/keberatan/{KBR}"}
    with office.app.app_context():
        case = db.session.query(CaseFile).filter_by(has_request=False).one()
        code = case.code
    page = desk.get(f"/petugas/keberatan/{KBR}")
    assert code in page and "Siti" not in words_of(page)
    assert "Tidak ada permintaan yang harus dijawab" in words_of(desk.get(f"/petugas/perkara/{KBR}"))
    assert KBR not in desk.get("/petugas") and KBR not in desk.get("/petugas?lihat=selesai")


def test_the_execution_is_late_from_the_day_after(office: Office) -> None:
    with office.app.app_context():
        at_objection(office).decided("2026-04-22 11:00", Decision.CHANGED, execute_by="2026-04-29").built()
    ppid = office.browser("ppid")
    office.at("2026-04-29 10:00")
    assert "Pelaksanaan lewat batas" not in words_of(office.browser("sekda").get(f"/petugas/keberatan/{KBR}"))
    office.at("2026-04-30 10:00")
    ppid = office.browser("ppid")
    assert "Pelaksanaan lewat batas" in words_of(ppid.get(f"/petugas/keberatan/{KBR}"))
    assert "lewat" in words_of(ppid.get("/petugas/keberatan?lihat=pelaksanaan"))
    case_page = f"/petugas/perkara/{office.number}"
    answer = ppid.post(f"{case_page}/keberatan/pelaksanaan", {"laksana-note": ""}, on=case_page)
    assert answer.status_code == 422 and "Tulis apa yang diberikan" in words_of(answer)


def test_what_stands_out_in_a_file_is_looked_at_before_it_goes_out(office: Office) -> None:
    with office.app.app_context():
        at_objection(office).decided("2026-04-22 11:00", Decision.CHANGED, execute_by="2026-04-29").built()
    office.at("2026-04-22 12:00")
    ppid, case_page = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    fields = {
        "laksana-note": "Tabel lengkap dikirim lewat tautan.",
        "laksana-files": (io.BytesIO(b"nama;nik\nA;8171014503740001\n"), "tabel.csv"),
    }
    answer = ppid.post(f"{case_page}/keberatan/pelaksanaan", fields, on=case_page)
    assert answer.status_code == 422 and "mirip NIK" in words_of(answer) and "tabel.csv" in answer.text
    again = {"laksana-note": "Tabel lengkap dikirim lewat tautan.", "laksana-checked": "y"}
    assert ppid.post(f"{case_page}/keberatan/pelaksanaan", again, on=case_page).status_code == 302
    answer = ppid.post(f"{case_page}/keberatan/pelaksanaan", {**again, "seen_seq": "9"}, on=case_page)
    assert answer.status_code == 409


def test_who_is_not_signed_in_sees_nothing(app: Flask, objected: Office) -> None:
    for path in ("/petugas/keberatan", f"/petugas/keberatan/{KBR}", "/petugas/meja/keberatan"):
        assert app.test_client().get(path).status_code == 302
