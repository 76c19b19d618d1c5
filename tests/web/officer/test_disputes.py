"""D, the dispute file: the panel of the case page, the list, documents that only the commission's panel sees."""

import io
import re
from datetime import date

import pytest

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.models import AccessRecord, CaseFile, Document
from pid_tracker.services.calendar import calendars, moving
from tests.browsing import words_of
from tests.builders import CaseBuilder, a_case, instant
from tests.objection_history import decide, object_to
from tests.web.officer.conftest import Office

QUESTION = "Daftar ruas jalan provinsi yang rusak tahun 2025"
SECRET = "lembar-uji-rahasia"


def a_story(office: Office, *grounds: str) -> CaseBuilder:
    story = a_case(office.body()).filed("2026-04-02 21:15", question=QUESTION)
    object_to(story, "2026-04-20", *grounds)
    return story


@pytest.fixture
def silent(office: Office) -> str:
    """A case whose superior did not answer; today is Monday, 15 June 2026."""
    with office.app.app_context():
        number = a_story(office).built().number
    office.at("2026-06-15 10:00")
    return number


@pytest.fixture
def disputed(office: Office) -> str:
    """A case before the commission; today is Monday, 10 August 2026."""
    with office.app.app_context():
        number = a_story(office, "a", "c").disputed("2026-06-15").built().number
    office.at("2026-08-10 10:00")
    return number


def stage_of(office: Office, number: str) -> CaseFile:
    return db.session.query(CaseFile).filter_by(number=number).one()


def test_the_panel_leads_from_the_register_to_the_end(office: Office, silent: str) -> None:
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{silent}"
    assert "Pemohon dapat ke Komisi Informasi sampai Selasa, 30 Juni 2026" in words_of(ppid.get(page))
    fields = {"daftar-number": "007/VI/KIP-MAL-PS/2026", "daftar-registered_on": "2026-06-12"}
    assert ppid.post(f"{page}/sengketa/daftar", fields, on=page).status_code == 302
    fields = {"tahap-stage": "MEDIATION", "tahap-session_on": "2026-06-22", "tahap-note": "Hadir: Kabid Humas"}
    assert ppid.post(f"{page}/sengketa/tahap", fields, on=page).status_code == 302
    said = words_of(ppid.get(page))
    for words in ("007/VI/KIP-MAL-PS/2026", "Sidang berikutnya Senin, 22 Juni 2026", "Hadir: Kabid Humas"):
        assert words in said
    office.at("2026-08-10 11:00")
    ppid = office.browser("ppid")
    fields = {
        "putusan-result": "ORDERS_RELEASE", "putusan-number": "015/X/2026", "putusan-order": "Berikan daftar ruas.",
        "putusan-execute_by": "2026-08-31",
    }  # fmt: skip
    assert ppid.post(f"{page}/sengketa/putusan", fields, on=page).status_code == 302
    assert "Ke pengadilan sampai Selasa, 1 September 2026" in words_of(ppid.get(page))
    office.at("2026-08-24 11:00")
    ppid = office.browser("ppid")
    fields = {"laksana-note": "Daftar ruas lengkap.", "laksana-files": (io.BytesIO(b"a;b\n1;2\n"), "ruas.csv")}
    assert ppid.post(f"{page}/sengketa/pelaksanaan", fields, on=page).status_code == 302
    fields = {"selesai-end": "RULED", "selesai-reason": "Putusan sudah dilaksanakan."}
    assert ppid.post(f"{page}/sengketa/selesai", fields, on=page).status_code == 302
    said = words_of(ppid.get(page))
    assert "Diputus Komisi Informasi, 24 Agu 2026" in said and "ruas.csv" in said
    assert "Tutup sengketa" not in said


def test_too_early_is_refused_with_the_first_day_and_nothing_typed_is_lost(office: Office, silent: str) -> None:
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{silent}"
    fields = {"daftar-number": "007/VI/2026", "daftar-registered_on": "2026-06-09"}
    answer = ppid.post(f"{page}/sengketa/daftar", fields, on=page)
    assert answer.status_code == 409
    assert "Terlalu dini" in answer.text and "Rabu, 10 Juni 2026" in answer.text
    assert 'value="007/VI/2026"' in answer.text and 'value="2026-06-09"' in answer.text


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("tahap", {"tahap-stage": ""}, "Pilih tahapnya"),
        ("tahap", {"tahap-stage": "HEARING", "tahap-session_on": "9999-12-31"}, "periksa tahunnya"),
        ("tahap", {"tahap-stage": "HEARING", "tahap-session_on": "besok"}, "Tulis tanggal seperti 2026-04-17"),
        ("putusan", {"putusan-result": "ORDERS_RELEASE", "putusan-order": "Beri."}, "Isi nomor putusan"),
        ("selesai", {"selesai-end": "WITHDRAWN", "selesai-reason": ""}, "Tulis penjelasannya"),
        ("dokumen-tertutup", {}, "Berkas kosong"),
    ],
)
def test_what_is_missing_stands_beside_its_field(
    office: Office, disputed: str, act: str, fields: dict[str, str], words: str
) -> None:
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{disputed}"
    answer = ppid.post(f"{page}/sengketa/{act}", fields, on=page)
    assert answer.status_code == 422 and words in answer.text


def test_what_the_law_closes_is_refused_with_its_reason(office: Office, disputed: str) -> None:
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{disputed}"
    fields = {"pengadilan-court": "PTUN", "pengadilan-by": "BODY"}
    answer = ppid.post(f"{page}/sengketa/pengadilan", fields, on=page)
    assert answer.status_code == 409 and "Pasal 48 ayat (1)" in answer.text
    fields = {"selesai-end": "RULED", "selesai-reason": "Putusan belum ada."}
    assert ppid.post(f"{page}/sengketa/selesai", fields, on=page).status_code == 409


def test_mediation_is_not_offered_for_ground_a_alone(office: Office) -> None:
    with office.app.app_context():
        number = a_story(office, "a").disputed("2026-06-15").built().number
    office.at("2026-06-16 10:00")
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{number}"
    assert "langsung ajudikasi" in ppid.get(page) and 'value="MEDIATION"' not in ppid.page
    answer = ppid.post(f"{page}/sengketa/tahap", {"tahap-stage": "MEDIATION"}, on=page)
    assert answer.status_code == 409 and "Pasal 40 ayat (2)" in answer.text


def test_two_officers_do_not_note_the_ruling_twice(office: Office, disputed: str) -> None:
    first, second, page = office.browser("ppid"), office.browser("ppid2"), f"/petugas/perkara/{disputed}"
    fields = {"putusan-result": "CONFIRMS", "putusan-number": "1/2026", "putusan-order": "Menguatkan."}
    old = second.hidden(page)
    assert first.post(f"{page}/sengketa/putusan", fields, on=page).status_code == 302
    late = second.client.post(f"{page}/sengketa/putusan", data=old | fields)
    assert late.status_code == 409 and "berubah sejak halaman Anda dibuka" in late.text and "Menguatkan." in late.text


def test_the_list_shows_what_comes_next_and_what_is_overdue(office: Office) -> None:
    with office.app.app_context():
        overdue = a_story(office).disputed("2026-06-15").ruling("2026-08-10", execute_by="2026-08-20").built().number
        running = a_story(office).disputed("2026-07-01").in_stage("2026-07-02", on="2026-09-07").built().number
        over = a_story(office).disputed("2026-06-15").dispute_closed("2026-07-01", "WITHDRAWN").built().number
    office.at("2026-08-25 10:00")
    said = words_of(office.browser("sekda").get("/petugas/sengketa"))
    assert "2 berjalan; 1 putusan lewat batas pelaksanaan" in said
    assert said.index(overdue) < said.index(running) < said.index(over)
    for words in ("1 Sep 2026", "20 Agu 2026 lewat", "7 Sep 2026", "lewat batas", "Dicabut pemohon"):
        assert words in said


def test_the_list_is_of_the_own_office_only(office: Office, disputed: str) -> None:
    assert disputed in office.browser("meja").get("/petugas/sengketa")
    office.browser("pupr").get("/petugas/sengketa", 404)
    office.browser("admin").get("/petugas/sengketa", 404)


@pytest.fixture
def sealed(office: Office, disputed: str) -> tuple[str, str]:
    """A document for closed inspection: the case's number, and the document's id."""
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{disputed}"
    fields = {"tertutup-files": (io.BytesIO(f"a;{SECRET}\n1;2\n".encode()), f"{SECRET}.csv")}
    assert ppid.post(f"{page}/sengketa/dokumen-tertutup", fields, on=page).status_code == 302
    with office.app.app_context():
        return disputed, db.session.query(Document).filter_by(kind="CLOSED_INSPECTION").one().public_id


def test_a_closed_document_is_opened_by_the_ppid_for_a_reason_and_noted(
    office: Office, sealed: tuple[str, str]
) -> None:  # fmt: skip
    number, public_id = sealed
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{number}"
    here = f"{page}/sengketa/dokumen-tertutup/{public_id}"
    assert ppid.client.get(here).status_code == 405
    assert ppid.post(here, {"buka-reason": " "}, on=page).status_code == 422
    opened = ppid.post(here, {"buka-reason": "Menyiapkan sidang"}, on=page)
    assert opened.status_code == 200 and SECRET in opened.text
    with office.app.app_context():
        assert [(row.what, row.reason) for row in db.session.query(AccessRecord)] == [
            ("dokumen pemeriksaan tertutup", "Menyiapkan sidang")
        ]
    for username in ("meja", "sekda", "pengawas", "pupr"):
        assert office.browser(username).post(here, {"buka-reason": "Ingin tahu"}).status_code == 404
    assert ppid.client.get(f"/petugas/berkas/{public_id}").status_code == 404


def test_a_closed_document_is_in_no_export_and_on_no_other_page(office: Office, sealed: tuple[str, str]) -> None:
    number, public_id = sealed
    with office.app.app_context():
        case = stage_of(office, number)
        link = case.link_token
        document = db.session.query(Document).filter_by(kind="CLOSED_INSPECTION").one()
        traces = (public_id, document.sha256, document.name, SECRET)
    ppid = office.browser("ppid")
    assert SECRET in ppid.get(f"/petugas/perkara/{number}")
    fields = {"reason": "Laporan bulanan", "bentuk": "csv"}
    shown = {
        path: ppid.client.get(path).data
        for path in (
            "/petugas", "/petugas/sengketa", f"/petugas/perkara/{number}/surat", "/petugas/register/permohonan",
            "/petugas/register/keberatan.csv", "/petugas/register/sengketa.csv", "/petugas/register/sengketa.xlsx",
            "/data/permintaan.csv", "/data/permintaan.json", "/data/sengketa.csv", "/data/sengketa.json", "/angka",
        )
    }  # fmt: skip
    for book in ("permohonan", "keberatan", "sengketa"):
        answer = ppid.post(f"/petugas/register/{book}/dengan-nama", fields, on=f"/petugas/register/{book}")
        assert answer.status_code == 200
        shown[f"{book} with names"] = answer.data
    citizen = office.app.test_client()
    citizen.get(f"/lacak/{number}/{link}")
    for path in ("", "/komisi", "/komisi/kronologi", "/komisi/tidak-ada-jawaban", "/tanggal"):
        shown[f"citizen {path}"] = citizen.get(f"/lacak/{number}{path}").data
    for username in ("meja", "sekda", "pengawas"):
        shown[username] = office.browser(username).client.get(f"/petugas/perkara/{number}").data
    for place, content in shown.items():
        for trace in traces:
            assert trace.encode() not in content, (place, trace)


def test_a_closed_document_is_not_the_citizens_to_fetch(office: Office, sealed: tuple[str, str]) -> None:
    number, public_id = sealed
    with office.app.app_context():
        link = stage_of(office, number).link_token
    citizen = office.app.test_client()
    citizen.get(f"/lacak/{number}/{link}")
    for place in ("putusan", "jawaban"):
        assert citizen.get(f"/lacak/{number}/{place}/{public_id}").status_code == 404


def test_an_unregistered_way_is_only_told(office: Office) -> None:
    with office.app.app_context():
        story = a_story(office)
        number = story.built().number
    office.at("2026-05-04 10:00")
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{number}"
    said = words_of(ppid.get(page))
    assert "dapat ke Komisi Informasi mulai Rabu, 10 Juni 2026" in said and "Catat nomor register" not in said
    with office.app.app_context():
        decide(story := a_story(office), "2026-05-20")
        number = story.built().number
    office.at("2026-05-21 10:00")
    assert "Catat nomor register" in words_of(office.browser("ppid").get(f"/petugas/perkara/{number}"))


def test_readers_and_the_desk_see_the_panel_without_its_forms(office: Office, disputed: str) -> None:
    for username in ("meja", "sekda", "pengawas"):
        page = office.browser(username).get(f"/petugas/perkara/{disputed}")
        assert "007/VIII/KIP-MAL-PS/2026" in page
        assert not re.findall(r'action="[^"]*/sengketa/', page)


def test_the_dates_of_mediation_and_court_open_their_days_and_follow_a_decree(office: Office) -> None:
    with office.app.app_context():
        story = a_story(office).disputed("2026-06-15").in_stage("2026-08-10", "MEDIATION", on="2026-08-24")
        number = story.built().number
        other = a_case(office.body()).filed("2026-04-02 21:15")
        object_to(other, "2026-04-20", number="KBR-MAL-26-00002")
        ruled = other.disputed("2026-06-15", "008/VI/KIP-MAL-PS/2026").ruling("2026-08-24").built().number
    office.at("2026-08-25 10:00")
    ppid = office.browser("ppid")
    said = words_of(ppid.get(f"/petugas/perkara/{number}"))
    assert "14 hari kerja, sampai 14 Sep 2026; dapat ditambah 7 hari kerja sampai 23 Sep 2026" in said
    assert "Mengapa tanggal ini?" in said and "Mengapa tanggal tambahannya begitu?" in said
    assert "sesudah pertemuan mediasi pertama" in said and "sesudah waktu mediasi berakhir" in said
    said = words_of(ppid.get(f"/petugas/perkara/{ruled}"))
    assert "Ke pengadilan sampai Senin, 14 September 2026" in said and "sesudah salinan putusan diterima" in said
    with office.app.app_context():
        closed = ClosedDay(date(2026, 9, 4), DayKind.HOLIDAY, "Hari Libur Baru", "Keppres 9/2026")
        decree = Decree("Keppres 9/2026", "Hari libur", 2026, None, None, frozenset(), (closed,))
        calendars.enter_decree(decree, instant("2026-09-02"))
        moving.refresh_dates(office.body(), instant("2026-09-02"))
        db.session.commit()
    office.at("2026-09-03 10:00")
    ppid = office.browser("ppid")
    said = words_of(ppid.get(f"/petugas/perkara/{number}"))
    assert "14 hari kerja, sampai 15 Sep 2026; dapat ditambah 7 hari kerja sampai 24 Sep 2026" in said
    said = words_of(ppid.get(f"/petugas/perkara/{ruled}"))
    assert "Ke pengadilan sampai Selasa, 15 September 2026" in said and "tidak: Hari Libur Baru Keppres 9/2026" in said
    assert "Disebut 24 Agu 2026: 14 Sep 2026. Putusan diterima" in said
    assert "Disebut 2 Sep 2026: 15 Sep 2026. Karena Keppres 9/2026" in said
