"""Registers of earlier years: each row a closed case of its own kind, recorded now; all or nothing; no back-dating."""

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select, text

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseEventRow, CaseFile, Message, NumberSeries, PublicBody
from pid_tracker.services.publishing import reporting
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_unit
from tests.conftest import THE_MOMENT

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
MAP = """
[columns]
filed_on = "Tanggal"
question = "Informasi"
number = "Nomor"
answered_on = "Dijawab"
outcome = "Hasil"
name = "Nama"
"""
HEAD = "Nomor;Tanggal;Nama;Informasi;Dijawab;Hasil\n"


@pytest.fixture
def body(app: Flask) -> PublicBody:
    with app.app_context():
        body = a_body()
        a_unit(body, "dinas-pupr", "Dinas PUPR", ["1.03"])
        a_unit(body, "dinas-perikanan", "Dinas Perikanan", ["3.25"])
        yield body


class Loader:
    """Loads files of one folder into one body by the command line."""

    def __init__(self, runner: FlaskCliRunner, folder: Path) -> None:
        self.runner, self.folder = runner, folder

    def __call__(
        self, content: str | bytes, name: str = "register.csv", chart: str = MAP, *more: str
    ) -> tuple[int, str]:
        (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        (self.folder / "map.toml").write_text(chart, encoding="utf-8")
        files = [str(self.folder / name), "--body", "maluku", "--map", str(self.folder / "map.toml")]
        done = self.runner.invoke(args=["load", "register", *files, *more])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output


@pytest.fixture
def load(body: PublicBody, runner: FlaskCliRunner, tmp_path: Path) -> Loader:
    return Loader(runner, tmp_path)


def imported() -> list[CaseFile]:
    return list(db.session.scalars(select(CaseFile).where(CaseFile.is_imported).order_by(CaseFile.id)))


def events() -> int:
    return db.session.scalar(select(func.count(CaseEventRow.position))) or 0


def test_the_example_of_the_documentation_loads(app: Flask, runner: FlaskCliRunner) -> None:
    register, chart = EXAMPLES / "register-2023.csv", EXAMPLES / "register-2023.toml"
    with app.app_context():
        assert runner.invoke(args=["init", "--region", "81"]).exit_code == 0
        done = runner.invoke(args=["load", "register", str(register), "--body", "maluku", "--map", str(chart)])
        assert done.exit_code == 0, done.output
        assert "4 baris dari register lama dimuat" in done.output
        assert [case.number for case in imported()] == [f"MAL-L23-0000{place}" for place in (1, 2, 3, 4)]


def test_a_row_is_one_event_of_its_own_kind_recorded_now_by_the_system(load: Loader) -> None:
    assert load(HEAD + "7/2023;02/01/2023;Contoh Nama;Peta jalan;16/01/2023;Diberikan\n")[0] == 0
    (case,) = imported()
    (row,) = case.events
    assert (row.kind, row.actor_role, row.at, row.recorded_at) == (E.IMPORTED, "SYSTEM", THE_MOMENT, THE_MOMENT)
    assert row.on == date(2026, 4, 2)
    assert row.details["line"] == 2
    assert len(row.details["file"]) == 64
    assert row.details["claimed"] == {
        "number": "7/2023", "filed_on": "2023-01-02", "answered_on": "2023-01-16", "outcome": "GRANTED",
    }  # fmt: skip
    assert "Contoh Nama" not in json.dumps(row.details)
    assert case.requester is not None and case.requester.name == "Contoh Nama"


def test_an_imported_case_is_closed_owes_nothing_and_tells_nobody(load: Loader) -> None:
    load(HEAD + "7/2023;02/01/2023;;Peta jalan;;\n")
    (case,) = imported()
    assert (case.stage, case.outcome, case.due_on, case.answered_on) == (Stage.CLOSED, None, None, None)
    assert case.filed_on == date(2023, 1, 2)
    assert db.session.scalar(select(func.count(Message.id))) == 0
    assert verifying.verify().difference == ""


def test_imported_rows_are_counted_apart_and_take_no_number_of_real_requests(load: Loader, body: PublicBody) -> None:
    load(HEAD + "1;02/02/2026;;Satu;;\n2;03/02/2026;;Dua;;\n")
    real = a_case(body).filed("2026-04-02 21:15").built()
    assert real.number == "MAL-26-00001"
    figures = reporting.figures_of([body], date(2026, 1, 1), date(2026, 12, 31), THE_MOMENT)[body.id].whole
    assert (figures.filed, figures.imported, figures.due, figures.answered) == (1, 2, 0, 0)
    assert {row.last for row in db.session.scalars(select(NumberSeries))} == {1}


def test_one_wrong_row_and_nothing_is_stored(load: Loader) -> None:
    code, said = load(
        HEAD
        + "1;02/01/2023;;Peta jalan;;\n"
        + "2;31/02/2023;;Peta sungai;;\n"
        + "3;;;;;\n"
        + "4;05/01/2023;;Peta;03/01/2023;Diberikan\n"
        + "5;05/01/2023;;Peta;06/01/2023;Entahlah\n"
        + "6;05/01/2026;;Peta;06/01/2027;Diberikan\n"
        + "7;05/01/2026;;Peta;06/01/2026;\n"
    )
    assert code == 1
    assert "baris 3, kolom Tanggal: '31/02/2023' tidak ada di kalender" in said
    assert "baris 4, kolom Tanggal: harus diisi" in said
    assert "baris 4, kolom Informasi: harus diisi" in said
    assert "baris 5, kolom Dijawab: lebih awal daripada tanggal permintaan" in said
    assert "baris 6, kolom Hasil: 'Entahlah' tidak dikenal" in said
    assert "baris 7, kolom Dijawab: tanggal di masa depan" in said
    assert "baris 8, kolom Hasil: ada tanggal jawaban, tetapi hasilnya kosong" in said
    assert "Tidak ada yang disimpan" in said
    assert (imported(), events()) == ([], 0)


def test_the_same_file_twice_changes_nothing_and_says_so(load: Loader) -> None:
    content = HEAD + "1;02/01/2023;;Peta jalan;;\n"
    load(content)
    code, said = load(content)
    assert (code, events()) == (0, 1)
    assert "sudah pernah dimuat (1 baris); tidak ada yang berubah" in said


def test_a_longer_file_adds_only_the_rows_that_are_new(load: Loader) -> None:
    load(HEAD + "1;02/01/2023;;Peta jalan;;\n")
    code, said = load(HEAD + "1;2 Januari 2023;;Peta jalan;;\n2;03/01/2023;;Peta sungai;;\n")
    assert code == 0
    assert "1 baris dari register lama dimuat, 1 baris sudah ada" in said
    assert [case.question for case in imported()] == ["Peta jalan", "Peta sungai"]


def test_an_old_number_with_other_contents_is_a_problem(load: Loader) -> None:
    load(HEAD + "1;02/01/2023;;Peta jalan;;\n")
    code, said = load(HEAD + "1;02/01/2023;;Peta sungai;;\n")
    assert (code, events()) == (1, 1)
    assert "baris 2, kolom Nomor: nomor ini sudah dimuat dengan isi yang lain" in said


def test_twins_within_a_file_are_named(load: Loader) -> None:
    code, said = load(HEAD + "1;02/01/2023;;Peta;;\n1;02/01/2023;;Peta;;\n2;03/01/2023;;A;;\n2;03/01/2023;;B;;\n")
    assert code == 1
    assert "baris 3: isinya sama persis dengan baris 2" in said
    assert "baris 5, kolom Nomor: nomor ini sudah dipakai baris 4" in said


def test_trying_first_stores_nothing(load: Loader) -> None:
    code, said = load(HEAD + "1;02/01/2023;;Peta jalan;;\n", "register.csv", MAP, "--dry-run")
    assert (code, events()) == (0, 0)
    assert "tidak ada yang disimpan" in said


def test_bytes_of_excel_are_read_marks_code_pages_and_delimiters(load: Loader) -> None:
    rows = HEAD + "1;02/01/2023;;Jalan “Café”;;\n"
    assert load("\ufeff" + rows)[0] == 0
    assert load(rows.replace("1;02", "2;02").encode("cp1252"))[0] == 0
    assert load(rows.replace("1;02", "3;02").replace(";", ","))[0] == 0
    assert [case.question for case in imported()] == ["Jalan “Café”"] * 3


def test_a_workbook_is_read_with_its_own_dates(load: Loader) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    other, sheet = book.add_worksheet("catatan"), book.add_worksheet("2023")
    other.write(0, 0, "bukan ini")
    for column, name in enumerate(("Nomor", "Tanggal", "Nama", "Informasi", "Dijawab", "Hasil")):
        sheet.write(2, column, name)
    sheet.write_row(3, 0, [12])
    sheet.write_datetime(3, 1, datetime(2023, 1, 2))  # noqa: DTZ001 - dates of Excel have no zone
    sheet.write_row(3, 3, ["Peta jalan", 44942, "Ditolak"])
    book.close()
    chart = 'header_line = 3\nsheet = "2023"\n' + MAP
    assert load(stream.getvalue(), "register.xlsx", chart) == (
        0, "Provinsi Maluku: 1 baris dari register lama dimuat, 0 baris sudah ada.\n",
    )  # fmt: skip
    (case,) = imported()
    assert case.events[0].details["claimed"] == {
        "number": "12", "filed_on": "2023-01-02", "answered_on": "2023-01-16", "outcome": "REFUSED",
    }  # fmt: skip
    assert case.events[0].details["line"] == 4


def test_json_lines_are_read(load: Loader) -> None:
    row = {
        "Nomor": "9",
        "Tanggal": "2023-01-02",
        "Informasi": "baris\u2028satu",
        "Dijawab": None,
        "Hasil": "",
        "Nama": "",
    }
    assert load(json.dumps(row, ensure_ascii=False) + "\n", "register.jsonl")[0] == 0
    code, said = load('{"Nomor": 1}\n[1]\n', "rusak.jsonl")
    assert code == 1
    assert "baris 2: bukan satu objek JSON" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("register.csv", b"PK\x03\x04rest", "Isi berkas ini bukan teks"),
        ("register.xlsx", b"Nomor;Tanggal\n", "Buku kerja ini tidak bisa dibaca"),
        ("register.pdf", b"%PDF-1.7", "Jenis berkas '.pdf' tidak dikenal"),
        ("register.csv", b"", "Berkas ini kosong"),
        ("register.csv", HEAD.encode(), "Tidak ada baris"),
        ("register.csv", b"Nomor;Nomor\n1;2\n", "dipakai dua kali"),
        ("register.csv", b"Nomor;Kapan\n1;2\n", "Kolom 'Tanggal' (untuk filed_on) tidak ada"),
        ("register.csv", HEAD.encode() + b'1;"02/01/2023;;x', "CSV rusak pada baris 2"),
        ("register.csv", HEAD.encode() + b"1;02/01/2023;;x;;;lagi\n", "ada 7 kolom, judulnya 6"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(load: Loader, name: str, content: bytes, said: str) -> None:
    code, output = load(content, name)
    assert code == 1
    assert said in output
    assert events() == 0


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("[columns]\nfiled_on = 'Tanggal'", "kolom untuk question"),
        ("[columns]\nnik = 'NIK'", "'nik' tidak dikenal"),
        ("columns = 3", "[columns] berisi baris"),
        ("[columns", "Berkas TOML tidak bisa dibaca"),
        (MAP + "[outcome]\n'x' = 'MAYBE'", "[outcome] tidak mengenal 'MAYBE'"),
        (MAP + "unit = 'Hasil'\n[unit]\n'x' = 'dinas-bulan'", "[unit] tidak mengenal 'dinas-bulan'"),
    ],
)
def test_a_map_that_cannot_be_used_says_why(load: Loader, chart: str, said: str) -> None:
    code, output = load(HEAD + "1;02/01/2023;;Peta;;\n", "register.csv", chart)
    assert code == 1
    assert said in output


def test_an_unknown_body_is_told_with_those_there_are(load: Loader, runner: FlaskCliRunner, tmp_path: Path) -> None:
    load(HEAD + "1;02/01/2023;;Peta;;\n")
    files = [str(tmp_path / "register.csv"), "--map", str(tmp_path / "map.toml"), "--body", "bulan"]
    done = runner.invoke(args=["load", "register", *files])
    assert done.exit_code == 1
    assert "badan publik 'bulan' tidak ada. Yang ada: maluku" in done.output


def test_an_imported_case_goes_no_further(load: Loader, body: PublicBody, clock: FrozenClock) -> None:
    load(HEAD + "1;02/01/2023;;Peta;;\n")
    kinds = set(db.session.scalars(select(CaseEventRow.kind)))
    db.session.execute(text("SELECT 1"))
    assert kinds == {E.IMPORTED}
    (case,) = imported()
    story = a_case(body)
    story.case = case
    with pytest.raises(Exception, match="disalin dari register lama"):
        story.extended("2026-04-03")
