"""Files that an office gives: refused with what to do, cleaned, or asked about; and who said that they may go out."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from pid_tracker.extensions import db
from pid_tracker.models import Document, FileCheck
from pid_tracker.services.store import files
from tests.browsing import Browser, words_of
from tests.builders import a_case
from tests.corpus import office as workbooks
from tests.corpus import pdfs, pictures
from tests.web.officer.conftest import Office
from tests.web.officer.test_disputes import a_story
from tests.web.officer.test_straight_way import lawful_letter

TYPED = {"jawab-result": "OPEN", "jawab-explanation": "Ada 41 ruas.", "jawab-checked_by": "Sekretaris dinas"}
CHECKED = {"jawab-checked": "y"}


@pytest.fixture
def part(office: Office) -> str:
    """The page of a part that lies with PUPR since Monday."""
    with office.app.app_context():
        story = a_case(office.body()).filed("2026-04-02 21:15", question="Daftar ruas")
        case = story.routed("2026-04-06 09:00", office.pupr()).built()
        return f"/petugas/bagian/{case.parts[0].id}"


def give(browser: Browser, part: str, *sent: tuple[bytes, str], **more: str) -> TestResponse:
    uploads = {"jawab-files": [(io.BytesIO(content), name) for content, name in sent]} if sent else {}
    return browser.post(f"{part}/jawab", TYPED | uploads | more, on=part)


def kept(office: Office) -> list[str]:
    with office.app.app_context():
        return [row.name for row in db.session.query(Document).filter_by(kind="ANSWER").order_by(Document.id)]


def test_a_file_that_gives_away_is_refused_beside_the_field_and_the_text_stays(office: Office, part: str) -> None:
    unit = office.browser("pupr")
    answer = give(unit, part, (pdfs.PDFS["a black box over a name"][0](), "laporan.pdf"))
    said = words_of(answer)
    assert answer.status_code == 422 and "Ada 41 ruas." in answer.text
    assert "laporan.pdf: Halaman 1: tulisan yang dihitamkan masih dapat disalin. Hapus tulisannya" in said
    assert kept(office) == []


def test_a_photograph_is_kept_and_served_without_its_place(office: Office, part: str) -> None:
    unit = office.browser("pupr")
    assert give(unit, part, (pictures.jpeg(with_place=True), "jalan.jpg")).status_code == 302
    with office.app.app_context():
        document = db.session.query(Document).filter_by(kind="ANSWER").one()
        assert b"RAHASIA" not in files.read(document) and document.size == len(files.read(document))
        address = f"/petugas/berkas/{document.public_id}"
    served = unit.client.get(address)
    assert served.status_code == 200 and served.data[:3] == b"\xff\xd8\xff" and b"RAHASIA" not in served.data


def test_what_stands_out_is_confirmed_by_somebody_and_everybody_inside_reads_by_whom(office: Office, part: str) -> None:
    unit = office.browser("pupr")
    first = give(unit, part, (workbooks.WORKBOOKS["a hidden sheet"][0](), "ruas.xlsx"))
    assert first.status_code == 422 and "ruas.xlsx: Lembar Gaji: lembar ini tersembunyi" in words_of(first)
    assert "Periksa sebelum diserahkan" in words_of(unit.get(part)), "the question stays until it is answered"
    assert give(unit, part).status_code == 422
    assert give(unit, part, **CHECKED).status_code == 302
    told = "Dinyatakan boleh dibuka oleh Petugas Pupr, Senin, 6 April 2026 pukul 10.00 WIT."
    with office.app.app_context():
        number = db.session.query(Document).filter_by(kind="ANSWER").one().case.number
    for who, page in (("pupr", part), ("ppid", f"/petugas/perkara/{number}")):
        said = words_of(office.browser(who).get(page))
        assert told in said and "Lembar Gaji: lembar ini tersembunyi" in said, (who, said)


def test_the_box_does_not_count_for_what_the_page_had_not_shown(office: Office, part: str) -> None:
    unit = office.browser("pupr")
    answer = give(unit, part, (workbooks.WORKBOOKS["a hidden sheet"][0](), "ruas.xlsx"), **CHECKED)
    assert answer.status_code == 422 and 'name="jawab-checked"' in answer.text
    assert "checked>" not in answer.text.partition('name="jawab-checked"')[2][:60]
    shown = unit.hidden(part)
    give(office.browser("pupr"), part, (pdfs.pdf(pdfs.NIK), "warga.pdf"))  # a colleague, meanwhile
    late = unit.client.post(f"{part}/jawab", data=shown | TYPED | CHECKED)
    assert late.status_code == 422 and "8171…01" in words_of(late)
    with office.app.app_context():
        assert [row.confirmed_at for row in db.session.query(FileCheck)] == [None, None]


def test_a_file_that_the_unit_did_not_confirm_stops_the_letter_too(office: Office, part: str) -> None:
    unit, ppid = office.browser("pupr"), office.browser("ppid")
    assert give(unit, part, (b"ruas;panjang\nPiru;12\n", "ruas.csv")).status_code == 302
    assert give(unit, part, (pdfs.pdf(pdfs.NIK), "warga.pdf")).status_code == 422
    with office.app.app_context():
        number = db.session.query(Document).filter_by(name="ruas.csv").one().case.number
    page = f"/petugas/perkara/{number}/surat"
    answer = ppid.post(page, lawful_letter((1,)) | {"wish": "send"}, on=page)
    assert answer.status_code == 422 and "Belum dinyatakan boleh dibuka: warga.pdf" in words_of(answer)
    assert give(unit, part, **CHECKED).status_code == 302
    assert ppid.post(page, lawful_letter((1,)) | {"wish": "send"}, on=page).status_code == 302


def test_what_a_ruling_orders_is_asked_about_before_it_is_given(office: Office) -> None:
    with office.app.app_context():
        story = a_story(office, "a", "c").disputed("2026-06-15")
        number = story.ruling("2026-07-15", execute_by="2026-07-30").built().number
    office.at("2026-07-20 10:00")
    ppid, page = office.browser("ppid"), f"/petugas/perkara/{number}"
    fields = {"laksana-note": "Daftar ruas lengkap.", "laksana-files": (io.BytesIO(pdfs.pdf(pdfs.NIK)), "ruas.pdf")}
    first = ppid.post(f"{page}/sengketa/pelaksanaan", fields, on=page)
    assert first.status_code == 422 and "8171…01" in words_of(first) and "Daftar ruas lengkap." in first.text
    again = {"laksana-note": "Daftar ruas lengkap.", "laksana-checked": "y"}
    assert ppid.post(f"{page}/sengketa/pelaksanaan", again, on=page).status_code == 302
    with office.app.app_context():
        document = db.session.query(Document).filter_by(kind="EXECUTION").one()
        assert document.check is not None and document.check.confirmed_by is not None
        assert document.check.confirmed_by.username == "ppid"


def test_without_a_scanner_officers_read_so_and_with_a_dead_one_nothing_is_taken(
    office: Office, part: str, tmp_path: Path
) -> None:
    unit, say = office.browser("pupr"), "Pemindai virus belum dipasang di sistem ini"
    assert say in words_of(unit.get(part))
    config = office.app.extensions["pid_tracker.config"]
    office.app.extensions["pid_tracker.config"] = replace(config, clamd_url=f"unix:{tmp_path}/none")
    assert say not in words_of(unit.get(part))
    answer = give(unit, part, (b"ruas;panjang\nPiru;12\n", "ruas.csv"))
    assert answer.status_code == 422 and "Ada 41 ruas." in answer.text and kept(office) == []
    assert "ruas.csv: Pemindai virus sedang tidak menjawab, jadi berkas belum diambil" in words_of(answer)
