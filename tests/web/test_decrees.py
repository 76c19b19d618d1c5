"""Z1: one proposes a decree with its document, another approves; what it would move is shown first, then moves once."""

import io
import re
from datetime import date

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Role
from pid_tracker.models import (
    CaseEventRow,
    CaseFile,
    DecreeProposal,
    DecreeRow,
    Document,
    Message,
    PublicBody,
    ReadingChange,
)
from pid_tracker.services.calendar import calendars
from pid_tracker.services.upkeep import sweep, verifying
from tests.browsing import Browser, words_of
from tests.builders import a_body, a_case, a_user, instant
from tests.conftest import Kept


def a_pdf() -> bytes:
    """A page of paper."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made)
    return made.getvalue()


PDF = a_pdf()
NATIONAL = {
    "body": "", "number": "SKB 933/2025, 1/2025, 3/2025", "title": "Perubahan hari libur 2025",
    "signed_on": "2025-08-07", "days": "2025-08-18; cuti bersama; Cuti bersama Hari Kemerdekaan",
    "amends": "SKB 1017/2024, 2/2024, 2/2024", "note": "", "kept": "",
}  # fmt: skip
LOCAL = NATIONAL | {
    "number": "Keputusan Gubernur Maluku 1/2025", "title": "Hari jadi provinsi", "amends": "",
    "days": "19 Agustus 2025; libur daerah; Hari jadi Provinsi Maluku",
}  # fmt: skip


@pytest.fixture
def offices(app: Flask, kept: Kept, clock: FrozenClock) -> Flask:
    """Two governments on 7 August 2025, installed in July; two administrators, two PPID here, one PPID there."""
    kept("two governments", _two_governments)
    clock.move_to(instant("2025-08-07 14:00"))
    return app


def _two_governments() -> None:
    maluku, buru = a_body(installed_on="2025-07-01"), a_body("buru", prefix="BUR")
    a_user("admin", Role.ADMIN)
    a_user("admin2", Role.ADMIN)
    a_user("ppid", Role.OFFICER, maluku)
    a_user("ppid2", Role.OFFICER, maluku)
    a_user("buru", Role.OFFICER, buru)
    for body in (maluku, buru):
        a_case(body).filed("2025-07-28").built()
        a_case(body).filed("2025-08-04").built()
        a_case(body).filed("2025-08-06").built()
    a_case(maluku).filed("2025-08-05").answered("2025-08-06").built()


def propose(browser: Browser, door: str, fields: dict[str, object], file: bytes = PDF) -> TestResponse:
    attached = {"document": (io.BytesIO(file), "keputusan.pdf")} if file else {}
    return browser.post(f"/{door}/kalender/usul", {**fields, **attached}, on=f"/{door}/kalender/usul")


def due_dates(app: Flask) -> dict[str, date | None]:
    with app.app_context():
        return {case.number: case.due_on for case in db.session.scalars(select(CaseFile))}


def told(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Message.id)).where(Message.template == "date_moved")) or 0


def test_two_persons_enter_the_decree_of_august_2025(offices: Flask, clock: FrozenClock) -> None:
    admin, other = Browser(offices).sign_in("admin"), Browser(offices, "10.0.0.2").sign_in("admin2")
    before = due_dates(offices)
    made = propose(admin, "kelola", NATIONAL)
    assert made.status_code == 302
    page = words_of(admin.get(made.location))
    assert "5 perkara berjalan berubah tenggat , 5 tanggal" in page
    assert "Jawaban Senin, 18 Agustus 2025 Selasa, 19 Agustus 2025 2" in page
    assert "Jawaban Rabu, 20 Agustus 2025 Kamis, 21 Agustus 2025 2" in page
    assert "Keberatan diajukan Kamis, 18 September 2025 Jumat, 19 September 2025 1" in page
    assert "2 perkara lain: tanggal yang sudah disebut kepada pemohon tetap" in page  # both of 28 July
    assert "1 permintaan yang sudah dijawab atau ditutup: tanggal jawabannya tidak berubah" in page
    assert due_dates(offices) == before and told(offices) == 0
    own = admin.post(f"{made.location}/setuju", {"setuju-note": ""})
    assert own.status_code == 409 and "orang lain daripada yang mengusulkannya" in own.text
    assert due_dates(offices) == before

    clock.move_to(instant("2025-08-07 14:30"))
    done = other.post(f"{made.location}/setuju", {"setuju-note": ""})
    assert done.status_code == 302
    after = due_dates(offices)
    assert [after[f"MAL-25-0000{serial}"] for serial in (1, 2, 3, 4)] == [
        date(2025, 8, 11), date(2025, 8, 19), date(2025, 8, 21), date(2025, 8, 19),
    ]  # fmt: skip
    assert after["MAL-25-00004"] == before["MAL-25-00004"]  # answered: as it was
    assert told(offices) == 5
    assert "5 tenggat bergeser lebih lambat" in other.get(made.location)
    again = other.post(f"{made.location}/setuju", {"setuju-note": ""})
    assert again.status_code == 409 and "sudah disetujui" in again.text
    assert "sudah ada di kalender" in propose(admin, "kelola", NATIONAL).text
    with offices.app_context():
        row = db.session.scalars(select(DecreeRow)).one()
        assert (row.source, row.entered_at) == ("PAGES", instant("2025-08-07 14:30"))
        proposal = db.session.scalars(select(DecreeProposal)).one()
        assert (proposal.proposed_by.username, proposal.decided_by and proposal.decided_by.username) == (
            "admin",
            "admin2",
        )
        moved = db.session.scalars(select(CaseEventRow).where(CaseEventRow.kind == E.DUE_DATE_MOVED)).all()
        assert {event.details["decree"] for event in moved} == {NATIONAL["number"]} and len(moved) == 5
        for body in db.session.scalars(select(PublicBody)):
            assert sweep.sweep(body, instant("2025-08-08 00:15")).moved == 0
        assert verifying.verify().difference == ""
    assert told(offices) == 5


def test_a_second_proposal_or_the_command_line_meanwhile_changes_nothing(offices: Flask, tmp_path: object) -> None:
    admin, other = Browser(offices).sign_in("admin"), Browser(offices, "10.0.0.2").sign_in("admin2")
    first = propose(admin, "kelola", NATIONAL)
    spelled = NATIONAL | {"number": "skb 933/2025,1/2025,3/2025"}
    assert "sudah diusulkan dan menunggu persetujuan" in propose(other, "kelola", spelled).text
    with offices.app_context():
        amendment = next(row for row in calendars.built_in_decrees() if row.number == NATIONAL["number"])
        calendars.enter_decree(amendment, instant("2025-08-07 14:30"))
        db.session.commit()
    late = other.post(f"{first.location}/setuju", {"setuju-note": ""})
    assert late.status_code == 409 and "sudah dimuat lewat jalan lain" in late.text
    assert "dimuat oleh pengelola lewat baris perintah" in other.get("/kelola/kalender")
    assert other.post(f"{first.location}/tolak", {"tolak-reason": "Sudah dimuat pengelola"}).status_code == 302
    with offices.app_context():
        assert db.session.scalars(select(DecreeProposal.state)).all() == ["REJECTED"]


def test_a_ppid_closes_local_days_of_the_own_government_only(offices: Flask) -> None:
    ppid, colleague = Browser(offices).sign_in("ppid"), Browser(offices, "10.0.0.2").sign_in("ppid2")
    stranger = Browser(offices, "10.0.0.3").sign_in("buru")
    refused = propose(ppid, "petugas", LOCAL | {"days": "2025-08-19; cuti bersama; Cuti"})
    assert refused.status_code == 422 and "PPID menutup libur daerah" in refused.text
    made = propose(ppid, "petugas", LOCAL | {"completes_year": "y"})
    assert made.status_code == 422 and "Hanya keputusan untuk semua pemerintah" in made.text
    made = propose(ppid, "petugas", LOCAL)
    for path in (made.location, f"{made.location}/berkas"):
        stranger.get(path, 404)
    assert stranger.post(f"{made.location}/setuju").status_code == 404
    assert stranger.post(f"{made.location}/tolak", {"tolak-reason": "x"}).status_code == 404
    assert LOCAL["number"] not in stranger.get("/petugas/kalender")
    page = colleague.get(made.location)
    assert "MAL-25-00003" in page and "BUR-25-00003" not in page
    assert colleague.client.get(f"{made.location}/berkas").data == PDF
    before = due_dates(offices)
    assert colleague.post(f"{made.location}/setuju").status_code == 302
    after = due_dates(offices)
    assert after["MAL-25-00003"] == date(2025, 8, 21) and after["BUR-25-00003"] == before["BUR-25-00003"]
    assert "libur daerah" in colleague.get("/petugas/kalender?tahun=2025")
    assert "Hari jadi Provinsi Maluku" not in stranger.get("/petugas/kalender?tahun=2025")


def test_an_administrator_approves_what_a_ppid_proposed(offices: Flask) -> None:
    made = propose(Browser(offices).sign_in("ppid"), "petugas", LOCAL)
    admin = Browser(offices, "10.0.0.2").sign_in("admin")
    address = made.location.replace("/petugas/", "/kelola/")
    page = admin.get(address)
    assert "MAL-25-" not in page and "/petugas/perkara" not in page  # an administrator sees no case
    assert admin.post(f"{address}/setuju").status_code == 302


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": " "}, "Isi nomor keputusan"),
        ({"title": ""}, "Isi judul keputusan"),
        ({"signed_on": ""}, "Isi tanggal penetapan"),
        ({"signed_on": "2025-08-08"}, "tidak boleh di masa depan"),
        ({"days": ""}, "Tulis hari yang ditutup"),
        ({"days": "18 Agustus; cuti bersama; Cuti"}, "Baris 1: &#39;18 Agustus&#39; bukan tanggal"),
        ({"days": "2025-08-18; piknik; Cuti"}, "jenis &#39;piknik&#39; tidak dikenal"),
        ({"days": "2025-08-18; cuti bersama"}, "Baris 1: tulis tanggal; jenis; nama"),
        ({"days": "2025-08-18; cuti bersama; A\n2025-08-18; libur nasional; B"}, "Baris 2: tanggal ini sudah ditulis"),
        ({"days": "2025-12-31; cuti bersama; A\n2026-01-02; cuti bersama; B"}, "Semua hari harus dalam satu tahun"),
        ({"days": "2052-08-18; cuti bersama; A"}, "Tahun 2052 terlalu jauh"),
        ({"days": "2025-08-04; libur nasional; Kemarin"}, "Ada hari yang sudah lewat"),
        ({"days": "2025-12-26; dibuka; Tidak jadi", "amends": ""}, "Sebutkan keputusan yang harinya dibuka lagi"),
        ({"amends": "SKB entah"}, "Keputusan yang diubah tidak ada di kalender"),
        ({"number": "SKB 1017/2024, 2/2024, 2/2024"}, "sudah ada di kalender"),
    ],
)  # fmt: skip
def test_a_proposal_that_lacks_something_says_what_and_keeps_what_was_typed(
    offices: Flask, change: dict[str, object], said: str
) -> None:
    answer = propose(Browser(offices).sign_in("admin"), "kelola", NATIONAL | change)
    assert answer.status_code == 422 and said in answer.text
    typed = NATIONAL | change
    assert str(typed["title"]) in answer.text and "keputusan.pdf" in answer.text
    with offices.app_context():
        assert db.session.scalar(select(func.count(DecreeProposal.id))) == 0


def test_the_document_is_needed_and_its_kind_is_looked_at(offices: Flask) -> None:
    admin = Browser(offices).sign_in("admin")
    assert "Lampirkan keputusannya" in propose(admin, "kelola", NATIONAL, b"").text
    for content in (b"MZ\x90\x00 program", b"nomor;judul\n1;2\n"):
        answer = propose(admin, "kelola", NATIONAL, content)
        assert answer.status_code == 422 and "Berkas harus PDF" in answer.text
    wrong = propose(admin, "kelola", NATIONAL | {"number": ""})
    kept = re.search(r'name="kept"[^>]*value="([^"]+)"', wrong.text)
    assert kept is not None
    other = Browser(offices, "10.0.0.2").sign_in("admin2")
    assert propose(other, "kelola", NATIONAL | {"kept": kept[1]}, b"").status_code == 422  # not the own file
    assert propose(admin, "kelola", NATIONAL | {"kept": kept[1]}, b"").status_code == 302
    with offices.app_context():
        document = db.session.scalars(select(Document).where(Document.kind == "DECREE")).one()
        assert (document.is_sealed, document.name) == (False, "keputusan.pdf")
        assert verifying.verify().difference == ""


def test_a_day_that_passed_while_the_proposal_waited_needs_a_note(offices: Flask, clock: FrozenClock) -> None:
    made = propose(Browser(offices).sign_in("admin"), "kelola", NATIONAL)
    clock.move_to(instant("2025-08-19 09:00"))
    other = Browser(offices, "10.0.0.2").sign_in("admin2")
    assert "tulis mengapa tetap disetujui" in other.post(f"{made.location}/setuju", {"setuju-note": " "}).text
    assert other.post(f"{made.location}/setuju", {"setuju-note": "Surat edaran baru tiba"}).status_code == 302
    assert "Surat edaran baru tiba" in other.get(made.location)


def test_a_rejection_needs_its_reason_and_is_kept(offices: Flask) -> None:
    made = propose(Browser(offices).sign_in("admin"), "kelola", NATIONAL)
    other = Browser(offices, "10.0.0.2").sign_in("admin2")
    assert other.post(f"{made.location}/tolak", {"tolak-reason": ""}).status_code == 422
    assert other.post(f"{made.location}/tolak", {"tolak-reason": "Nomornya salah"}).status_code == 302
    assert "Nomornya salah" in other.get("/kelola/kalender")
    assert other.post(f"{made.location}/setuju").status_code == 409
    with offices.app_context():
        assert db.session.scalar(select(func.count(DecreeRow.id))) == 0
        for act in ("DELETE FROM decree_proposal", "UPDATE decree_proposal SET state = 'APPROVED'"):
            with pytest.raises(DBAPIError, match="kept as it was written"):
                db.session.execute(sa.text(act))
            db.session.rollback()
    assert propose(Browser(offices, "10.0.0.3").sign_in("admin"), "kelola", NATIONAL).status_code == 302


def test_a_decree_of_the_program_is_filled_in_and_completes_its_year(offices: Flask) -> None:
    admin, other = Browser(offices).sign_in("admin"), Browser(offices, "10.0.0.2").sign_in("admin2")
    assert "SKB 1497/2025" in admin.get("/kelola/kalender")
    page = admin.get("/kelola/kalender/usul?bawaan=SKB+933/2025,+1/2025,+3/2025")
    assert "2025-08-18; cuti bersama; Cuti bersama Hari Kemerdekaan Republik Indonesia" in page
    whole = NATIONAL | {
        "number": "SKB 1497/2025", "amends": "", "completes_year": "y", "signed_on": "2025-08-07",
        "days": "2026-01-01; libur nasional; Tahun Baru Masehi",
    }  # fmt: skip
    assert "Kalender 2026 masih sementara" in other.get("/kelola/kalender?tahun=2026")
    made = propose(admin, "kelola", whole)
    assert other.post(f"{made.location}/setuju").status_code == 302
    assert "Kalender 2026 masih sementara" not in other.get("/kelola/kalender?tahun=2026")
    other.get("/kelola/kalender?tahun=2031", 404)
    other.get("/kelola/kalender?badan=entah", 404)


def test_from_october_the_missing_year_is_an_alarm(offices: Flask, clock: FrozenClock) -> None:
    words = "Keputusan hari libur 2026 belum dimasukkan"
    clock.move_to(instant("2025-09-30 23:59:59"))
    browsers = [Browser(offices).sign_in("admin"), Browser(offices, "10.0.0.2").sign_in("ppid")]
    pages = ("/kelola", "/petugas")
    assert not any(words in browser.get(page) for browser, page in zip(browsers, pages, strict=True))
    clock.move_to(instant("2025-10-01 00:00"))
    assert all(words in browser.get(page) for browser, page in zip(browsers, pages, strict=True))
    with offices.app_context():
        decree = next(row for row in calendars.built_in_decrees() if row.year == 2026)
        calendars.enter_decree(decree, instant("2025-10-01 00:00"))
        db.session.commit()
    assert not any(words in browser.get(page) for browser, page in zip(browsers, pages, strict=True))


# -- readings ---------------------------------------------------------------------------------------------------------


def test_another_reading_is_recorded_and_moves_no_date_earlier(offices: Flask, clock: FrozenClock) -> None:
    admin = Browser(offices).sign_in("admin")
    page = "/kelola/badan/maluku/hitungan"
    assert "tidak menjadi lebih cepat" in admin.get(page)
    fields = {"joint_leave": "closed", "first_day": "same", "reason": ""}
    assert "Tulis alasan dan dasar" in admin.post(page, fields).text
    before = due_dates(offices)
    assert admin.post(page, fields | {"reason": "Putusan Komisi Informasi Jawa Barat"}).status_code == 302
    assert due_dates(offices) == before and told(offices) == 0
    with offices.app_context():
        change = db.session.scalars(select(ReadingChange)).one()
        assert (change.counts_first_day, change.counted_first_day, change.changed_by.username) == (True, False, "admin")
        maluku = db.session.scalars(select(PublicBody).where(PublicBody.code == "maluku")).one()
        assert a_case(maluku).filed("2025-08-08").built().due_on == date(2025, 8, 21)
        assert verifying.verify().difference == ""
    clock.move_to(instant("2025-08-12 10:00"))
    back = fields | {"seen_revision": "1", "first_day": "next", "reason": "Kembali ke hitungan Komisi Informasi Pusat"}
    assert admin.sign_in("admin").post(page, back).status_code == 302
    assert "1 tenggat bergeser lebih lambat" in admin.get(page)
    with offices.app_context():
        newest = db.session.scalars(select(CaseFile).order_by(CaseFile.id.desc())).first()
        assert newest is not None and newest.due_on == date(2025, 8, 22)
        assert newest.events[-1].details["because"] == "READING"
        assert verifying.verify().difference == ""
    assert told(offices) == 1
    assert "Putusan Komisi Informasi Jawa Barat" in admin.get(page)
    admin.get("/kelola/badan/entah/hitungan", 404)


def test_the_same_reading_again_changes_nothing(offices: Flask) -> None:
    admin = Browser(offices).sign_in("admin")
    fields = {"joint_leave": "closed", "first_day": "next", "reason": ""}
    assert admin.post("/kelola/badan/maluku/hitungan", fields).status_code == 302
    assert admin.post("/kelola/badan/maluku/hitungan", fields | {"first_day": "besok"}).status_code == 422
    with offices.app_context():
        assert db.session.scalar(select(func.count(ReadingChange.id))) == 0
