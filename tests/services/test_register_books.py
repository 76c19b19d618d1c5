"""The registers as the annexes print them: columns, cells, years; what an older register adds; files to open.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/services/test_register_books.py`, then read the difference.
"""

import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import python_calamine
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import answering
from pid_tracker.services.books import register_books, request_book, sheets
from pid_tracker.services.books.book_cells import Entry
from pid_tracker.services.books.register_books import BOOKS, Sheet
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.loading import cells, importing, register_maps, tables
from pid_tracker.services.looking import blinding
from pid_tracker.services.people import account_acts, sign_in, substitutes
from pid_tracker.services.store import files
from tests.builders import a_body, a_case, a_requester, a_unit, a_user, instant, the_desk, the_officer
from tests.closing import a_closing_notice, a_test
from tests.objection_history import decide, object_to, respond, the_superior

NOW = instant("2026-05-04")
GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def an_office() -> PublicBody:
    """A year of everything, up to a dispute, and a row of an older register."""
    body = a_body()
    a_case(body).filed("2026-01-05", question="=HYPERLINK(daftar)", requester=a_requester("Yohana Pattiwael")).answered(
        "2026-01-14"
    ).built()
    group = a_requester("Markus Leka", kind="GROUP", group_name="Tani Mekar", group_size=12, phone="+62 812-9")
    story = a_case(body).filed(
        "2026-01-06", channel="LETTER", requester=group, by=the_desk(body), delivery="VIEW", received_on="2026-01-05"
    )
    story.answered("2026-01-19", Outcome.NOT_HELD).built()
    entity = a_requester("Rina", kind="ENTITY", entity_name="Yayasan Lentera", entity_number="AHU-0099")
    story = a_case(body).filed("2026-01-07", requester=entity)
    referred = story.lawful_notice(Outcome.REFERRED)
    now, calendar = instant("2026-01-20"), calendar_of(body)
    answering.send_notice(story.case, referred, Hand(the_officer(body), now, calendar))
    object_to(story, "2026-01-26", "d", "e")
    decide(story, "2026-02-10", by=a_substitute(body))
    respond(story, "2026-02-11")
    story.disputed("2026-02-16").in_stage("2026-03-02", "MEDIATION").ruling("2026-04-06", execute_by="2026-05-04")
    story.in_court("2026-04-20").built()
    proxy = a_requester("Pengacara A", kind="PROXY", principal_name="Dorkas U", principal_address="Negeri Soya")
    a_case(body).filed("2026-01-08", requester=proxy).extended("2026-01-15").built()
    a_case(body).filed("2026-02-02").withdrawn("2026-02-03").built()
    _load_old_register(body)
    return body


def a_substitute(body: PublicBody) -> Actor:
    """Who stands in for the superior, as somebody signed in."""
    holder, plh = a_user("sekda", Role.SUPERIOR, body), a_user("asisten", name="Maria Latuconsina")
    held = holder.appointments[0]
    until = date(2026, 12, 31)
    new = substitutes.NewSubstitute(held.id, "PLH", "SK 7/2026", date(2026, 1, 2), until)
    return sign_in.officer_actor(
        account_acts.give(substitutes.substitute_by_decree(plh, new), None, instant("2026-01-02")), plh
    )


def _load_old_register(body: PublicBody) -> None:
    text = "Nomor,Tanggal,Nama,Isi,Dijawab,Hasil\n7/2026,2026-01-02,Yan,Data pasar,2026-01-09,diberikan semua\n"
    document = {
        "columns": {"number": "Nomor", "filed_on": "Tanggal", "name": "Nama", "question": "Isi",
                    "answered_on": "Dijawab", "outcome": "Hasil"},
        "outcome": {"diberikan semua": "GRANTED"},
    }  # fmt: skip
    chart = register_maps.read_map(document)
    checked = importing.check_register(tables.read("lama.csv", text.encode()), chart, body, instant("2026-05-04"))
    importing.import_register(checked, body, instant("2026-05-04"), calendar_of(body))
    db.session.commit()


def the_sheet(
    body: PublicBody, book: str, *, by: Actor | None = None, with_names: bool = False, year: int = 2026
) -> Sheet:
    return register_books.sheet(BOOKS[book], body, year, by or the_officer(body), NOW, with_names=with_names)


def column(sheet: Sheet, label: str) -> list[object]:
    place = sheet.labels.index(label)
    return [row[place] for row in sheet.rows]


@pytest.mark.parametrize("with_names", [False, True])
@pytest.mark.parametrize("book", [code for code, book in BOOKS.items() if book.names_people])
def test_a_register_prints_exactly_this(app: Flask, book: str, with_names: bool) -> None:
    with app.app_context():
        sheet = the_sheet(an_office(), book, with_names=with_names)
    said = "".join(sheets.csv_pieces(sheet.labels, sheet.rows))
    path = GOLDEN / f"register_{book}{'_names' if with_names else ''}.csv"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(said.encode())
    assert said == path.read_bytes().decode()


def test_every_letter_of_article_32_has_its_column() -> None:
    names = {column.name for column in request_book.COLUMNS}
    assert set(request_book.ARTICLES) == set("abcdefghijklmno")
    assert {name for found in request_book.ARTICLES.values() for name in found} <= names
    assert all(request_book.ARTICLES.values())


def test_the_seven_grounds_have_a_column_each(app: Flask) -> None:
    with app.app_context():
        sheet = the_sheet(an_office(), "keberatan")
    ticks = [label for label in sheet.labels if label.startswith("Alasan keberatan")]
    assert [label.split(": ")[1][0] for label in ticks] == list("abcdefg")
    assert [label.split(": ")[1][0] for label in ticks if column(sheet, label) == ["✓"]] == ["d", "e"]


def test_names_are_for_desk_and_ppid_only(app: Flask) -> None:
    with app.app_context():
        body = an_office()
        for actor in (the_superior(body), Actor(Role.SUPERVISOR, "Pengawas", body_id=body.id)):
            with pytest.raises(ValueError, match="no names"):
                the_sheet(body, "permohonan", by=actor, with_names=True)
            sheet = the_sheet(body, "permohonan", by=actor)
            said = "".join(sheets.csv_pieces(sheet.labels, sheet.rows))
            for secret in ("Yohana", "Markus", "Mekar", "Rina", "Lentera", "Dorkas", "Pantai", "contoh.id", "AHU-0099",
                           "••0001", "812-9", "Soya"):  # fmt: skip
                assert secret not in said, secret
            assert "kelompok (12 orang)" in said


def test_the_superiors_words_and_the_requesters_stand_with_names_only(app: Flask) -> None:
    with app.app_context():
        body = an_office()
        without, named = the_sheet(body, "keberatan"), the_sheet(body, "keberatan", with_names=True)
    assert column(without, "Alasan menolak atau memberi") == ["lihat surat 00003/ATASAN-PPID/2026"]
    assert column(named, "Alasan menolak atau memberi") == ["Datanya ada di dinas."]
    assert column(named, "Tanggapan pemohon") == ["tidak puas\nBelum lengkap."]


def test_who_decided_stands_with_name_and_position_in_office_with_and_without_names(app: Flask) -> None:
    with app.app_context():
        body = an_office()
        for sheet in (the_sheet(body, "keberatan"), the_sheet(body, "keberatan", with_names=True)):
            decided = ["Maria Latuconsina, Plh. Atasan PPID Provinsi Maluku"]
            assert column(sheet, "Nama dan jabatan atasan PPID") == decided


QUESTION = (
    "Saya Yohana Pattiwael, NIK 8171012345670001, meminta daftar jalan rusak. Kirim ke yohana@contoh.id atau "
    "0812-1111-2222, Jalan Pantai 7, Ambon. Salam, YOHANA"
)


def test_a_question_that_names_its_writer_is_read_without_the_name(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-01-05", question=QUESTION)
        object_to(story, "2026-01-26", "c")
        story.disputed("2026-03-30").built()
        for book in ("permohonan", "keberatan", "sengketa"):
            sheet = the_sheet(body, book, by=the_superior(body))
            (said,) = column(sheet, "Informasi yang diminta")
            assert said == (
                "Saya (tertutup), NIK (tertutup), meminta daftar jalan rusak. Kirim ke (tertutup) atau "
                "(tertutup), (tertutup). Salam, (tertutup)"
            )
            named = the_sheet(body, book, with_names=True)
            assert column(named, "Informasi yang diminta") == [QUESTION]


def test_the_ppid_s_own_wording_stands_for_a_question_that_names_its_writer(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-01-05", question=QUESTION).routed("2026-01-06", a_unit(body)).built()
        case.parts[0].text_for_unit = "Daftar jalan provinsi yang rusak"
        db.session.commit()
        sheet = the_sheet(body, "permohonan", by=Actor(Role.SUPERVISOR, "Pengawas", body_id=body.id))
        assert column(sheet, "Informasi yang diminta") == ["Daftar jalan provinsi yang rusak"]


@pytest.mark.parametrize(
    ("name", "more", "text", "said"),
    [
        ("Siti Nur", {}, "Saya Siti  Nur dari Nur Hidayah", "Saya (tertutup) dari Nur Hidayah"),
        ("Yan", {}, "Ini Yan, soal Yanti", "Ini (tertutup), soal Yanti"),
        ("Rina", {"kind": "GROUP", "group_name": "Kelompok Tani Mekar"}, "Bantuan kelompok tani di Mekar",
         "Bantuan kelompok tani di (tertutup)"),
        ("Rina", {"kind": "ENTITY", "entity_name": "Yayasan Lentera"}, "Hibah untuk Yayasan Lentera dan yayasan lain",
         "Hibah untuk Yayasan (tertutup) dan yayasan lain"),
        ("Rina", {}, "Anggaran 2024, 2025, 2026 dan pos 5.1.02", "Anggaran 2024, 2025, 2026 dan pos 5.1.02"),
    ],
)  # fmt: skip
def test_only_what_tells_who_asks_is_closed(app: Flask, name: str, more: dict[str, str], text: str, said: str) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-01-05", question=text, requester=a_requester(name, **more)).built()
        assert blinding.asked(case) == said


@pytest.mark.parametrize(
    ("delivery", "acts", "softcopy", "hardcopy"),
    [
        ("LINK", (), "✓", ""),
        ("POST", (), "", "✓"),
        ("LINK", ("cost",), "✓", "✓"),
        ("DESK", ("over",), "", "✓"),
        ("VIEW", ("over",), "", "✓"),
        ("POST", ("files",), "✓", ""),
        ("POST", ("files", "over"), "✓", "✓"),
    ],
)
def test_the_form_of_the_information_is_what_was_recorded_not_what_the_letter_calls_it(
    app: Flask, delivery: str, acts: tuple[str, ...], softcopy: str, hardcopy: str
) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-01-05", delivery=delivery)
        if "files" in acts:
            files.keep(
                b"a;b", kind="ANSWER", name="a.csv", media_type="text/csv", now=instant("2026-01-08"), case=story.case
            )
        contents = replace(story.lawful_notice(), form="Tabel XLSX dan dokumen PDF")
        answering.send_notice(story.case, contents, Hand(the_officer(body), instant("2026-01-09"), calendar_of(body)))
        if "cost" in acts:
            story.cost_noted("2026-01-12", reason="Kertas besar, tarif percetakan daerah.")
        if "over" in acts:
            story.handed_over("2026-01-13", "VIEWING" if delivery == "VIEW" else "PICKUP")
        story.built()
        sheet = the_sheet(body, "permohonan")
    assert column(sheet, "Bentuk informasi: softcopy") == [softcopy]
    assert column(sheet, "Bentuk informasi: hardcopy") == [hardcopy]


def test_what_is_not_held_has_no_form(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-01-05").answered("2026-01-09", Outcome.NOT_HELD).built()
        sheet = the_sheet(body, "permohonan")
    assert column(sheet, "Bentuk informasi: softcopy") == column(sheet, "Bentuk informasi: hardcopy") == [""]


def test_rows_of_an_older_register_say_so_and_are_counted_apart(app: Flask) -> None:
    with app.app_context():
        sheet = the_sheet(an_office(), "permohonan", with_names=True)
    assert (sheet.own, sheet.older) == (5, 1)
    assert column(sheet, "Keterangan") == ["", "", "", "", "", "dari register lama"]
    assert sheet.rows[-1][0] == "7/2026" and column(sheet, "Keputusan")[-1] == "diberikan semua"


def test_a_year_holds_its_own_rows_and_this_year_can_always_be_picked(app: Flask) -> None:
    with app.app_context():
        body = an_office()
        assert register_books.years_of(BOOKS["permohonan"], body, the_officer(body), instant("2027-01-04")) == (
            2027,
            2026,
        )
        assert the_sheet(body, "permohonan", year=2025).rows == ()
        assert register_books.years_of(BOOKS["sengketa"], body, the_officer(body), NOW) == (2026,)


def test_a_page_is_a_part_of_the_same_rows(app: Flask) -> None:
    with app.app_context():
        body = an_office()
        whole, officer = the_sheet(body, "permohonan"), the_officer(body)
        pages = [
            register_books.sheet(BOOKS["permohonan"], body, 2026, officer, NOW, page=number, a_page=4)
            for number in (1, 2)
        ]
    assert pages[0].rows + pages[1].rows == whole.rows and pages[0].own == 5


def test_another_government_finds_nothing(app: Flask) -> None:
    with app.app_context():
        body, other = an_office(), a_body("buru", prefix="BUR")
        assert the_sheet(body, "permohonan", by=the_officer(other)).rows == ()


def test_a_workbook_opens_with_the_same_cells_and_runs_nothing(app: Flask) -> None:
    with app.app_context():
        sheet = the_sheet(an_office(), "permohonan", with_names=True)
    content = sheets.workbook("Register permohonan 2026", sheet.labels, sheet.rows, instant("2026-05-04"))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Register permohonan 2026"]
    read = book.get_sheet_by_index(0).to_python()
    assert read[0] == list(sheet.labels)
    for shown, row in zip(read[1:], sheet.rows, strict=True):
        assert [cell if isinstance(cell, str) else float(cell) for cell in shown] == [
            "" if cell is None else cell for cell in row
        ]
    assert "=HYPERLINK(daftar)" in str(read) and b"<f>" not in content


def test_a_file_for_excel_can_be_read_back_as_a_register(app: Flask) -> None:
    with app.app_context():
        sheet = the_sheet(an_office(), "permohonan", with_names=True)
    said = sheets.BYTE_ORDER_MARK + "".join(sheets.csv_pieces(sheet.labels, sheet.rows))
    found = tables.read("register.csv", said.encode())
    assert found.columns == sheet.labels and len(found.rows) == len(sheet.rows)
    first = found.rows[0].cells
    assert first["Informasi yang diminta"] == "'=HYPERLINK(daftar)"
    assert cells.text(first["Informasi yang diminta"]) == "=HYPERLINK(daftar)"
    assert cells.day(first["Tgl. diterima"]) == date(2026, 1, 5)


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_text(text: str) -> None:
    assert sheets.harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "inert"),
    [("jalan;=1+1", "jalan;'=1+1"), ("1. jalan\n=HYPERLINK(x)", "1. jalan\n'=HYPERLINK(x)"), ("a;b\nc", "a;b\nc")],
)
def test_a_formula_after_what_parts_a_table_is_text_and_comes_back_as_it_was(text: str, inert: str) -> None:
    """With ";" as list separator a spreadsheet parts `a,"b;=1"` inside the quotes (check E01)."""
    assert sheets.harmless(text) == inert
    assert cells.text(inert) == text


def test_a_cell_of_any_length_fits(app: Flask) -> None:
    content = sheets.workbook("R" * 40, ["a"], [["x" * 40_000], [None], [3]], instant("2026-05-04"))
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(read[1][0]) == 32_767 and read[3][0] == 3


def test_cost_and_way_of_paying_are_printed(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-01-05")
        contents = replace(
            story.lawful_notice(), cost_rupiah=6000, payment="Tunai di loket", form="Fotokopi (hardcopy)"
        )
        answering.send_notice(story.case, contents, Hand(the_officer(body), instant("2026-01-09"), calendar_of(body)))
        story.built()
        sheet = the_sheet(body, "permohonan")
    assert column(sheet, "Biaya: biaya (rupiah)") == [6000]
    assert column(sheet, "Biaya: cara membayar") == ["Tunai di loket"]


def test_the_list_of_exempt_information_quotes_what_is_closed_for_who_may_read_tests(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_test(body)
        read, closed = the_sheet(body, "dikecualikan"), the_sheet(body, "dikecualikan", by=the_desk(body))
        assert (read.own, read.older, read.cases) == (1, 0, ())
        assert column(read, "No.") == ["UK-MAL-26-00001"]
        assert column(read, "Dasar hukum") == ["UU 14/2008 Pasal 17 huruf h angka 3"]
        assert "nomor rekening" in str(column(read, "Isi")) and "menipu" in str(column(read, "Akibat bila dibuka"))
        assert column(read, "Jangka waktu") == ["Selasa, 3 Maret 2026 sampai Minggu, 2 Maret 2031"]
        for label in ("Isi", "Akibat bila dibuka", "Manfaat bila ditutup"):
            assert column(closed, label) == ["(tertutup)"]
        assert column(closed, "Esensi informasi") == column(read, "Esensi informasi")
        assert register_books.years_of(BOOKS["dikecualikan"], body, the_desk(body), NOW) == (2026,)
        assert the_sheet(body, "dikecualikan", year=2025).rows == () != the_sheet(body, "dikecualikan", year=2031).rows


def test_a_refusal_prints_its_article_and_reason(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        test = a_test(body)
        case = a_case(body).filed("2026-03-09").built()
        entry = Entry(case, a_closing_notice(case, Outcome.REFUSED, test))
        said = {column.label: column.read(entry) for column in request_book.COLUMNS}
    assert str(said["Alasan penolakan"]).startswith("Bagian 1: UU 14/2008 Pasal 17 huruf h angka 3. ")
    assert said["Status informasi: di bawah penguasaan, ya"] == "✓"
