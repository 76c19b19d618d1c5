"""Bodies, units, decrees and a new installation from files: all or nothing, twice is once, a report per row."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Role
from pid_tracker.models import DecreeRow, Installation, PublicBody, Unit, User
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.loading import cells
from pid_tracker.services.people import account_acts, passwords
from tests.builders import a_body, a_case, instant

BODIES = """Kode;Nama;Nama singkat;Awalan nomor;Kode wilayah;Tingkat;Zona waktu;Kedudukan;Induk;Telepon
maluku;Pemerintah Provinsi Maluku;Provinsi Maluku;MAL;81;provinsi;WIT;Ambon;;0911-000-0100
buru;Pemerintah Kabupaten Buru;Buru;BUR;81.04;kabupaten;WIT;Namlea;maluku;
"""
UNITS = 'body,code,name,urusan,active\nmaluku,dinas-pupr,Dinas PUPR,"1.03, 1.04",\nburu,rsud,RSUD Namlea,1.02,tidak\n'
DECREE = """
number = "SKB 9/2027"
title = "Hari Libur Tambahan"
year = 2026
[[day]]
day = 2026-04-10
kind = "joint_leave"
name = "Cuti bersama tambahan"
"""


class Command:
    """`pid-tracker` on files of a temporary folder."""

    def __init__(self, runner: FlaskCliRunner, folder: Path) -> None:
        self.runner, self.folder = runner, folder

    def __call__(self, *args: str, name: str = "", content: str | bytes = b"") -> tuple[int, str]:
        if name:
            (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
            args = (args[0], args[1], str(self.folder / name), *args[2:])
        done = self.runner.invoke(args=list(args))
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output


@pytest.fixture
def command(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Command:
    with app.app_context():
        yield Command(runner, tmp_path)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


# -- bodies and units -----------------------------------------------------------------------------------------------


def test_bodies_load_once_and_change_where_they_differ(command: Command) -> None:
    assert command("load", "bodies", name="b.csv", content=BODIES) == (
        0, "Badan publik: 2 baru, 0 diubah, 0 sudah sama.\n",
    )  # fmt: skip
    buru = db.session.scalars(select(PublicBody).where(PublicBody.code == "buru")).one()
    assert (buru.parent.code, buru.zone, buru.level, buru.phone) == ("maluku", "Asia/Jayapura", "regency", "")
    assert "0 baru, 0 diubah, 2 sudah sama" in command("load", "bodies", name="b.csv", content=BODIES)[1]
    moved = BODIES.replace("Namlea", "Namlea Kota")
    assert "0 baru, 1 diubah, 1 sudah sama" in command("load", "bodies", name="b.csv", content=moved)[1]
    db.session.expire_all()
    assert buru.seat == "Namlea Kota"


def test_one_wrong_body_and_none_is_stored(command: Command) -> None:
    wrong = BODIES.replace("BUR;", "MAL;").replace(";WIT;Namlea;maluku", ";WIS;;bulan")
    code, said = command("load", "bodies", name="b.csv", content=wrong)
    assert code == 1
    assert "baris 3, kolom prefix: 'MAL' sudah dipakai badan lain" in said
    assert "baris 3, kolom zone: 'WIS' tidak dikenal" in said
    assert "baris 3, kolom seat: harus diisi" in said
    assert "baris 3, kolom parent: badan publik 'bulan' tidak ada" in said
    assert count(PublicBody) == 0


def test_prefix_and_zone_of_a_body_with_requests_stay(command: Command) -> None:
    command("load", "bodies", name="b.csv", content=BODIES)
    a_case(db.session.scalars(select(PublicBody).where(PublicBody.code == "buru")).one()).filed("2026-04-01").built()
    code, said = command("load", "bodies", name="b.csv", content=BODIES.replace("BUR;", "BRU;"))
    assert code == 1
    assert "baris 3, kolom prefix: tidak bisa diubah lagi, karena sudah ada permintaan" in said


def test_units_load_with_their_urusan(command: Command) -> None:
    command("load", "bodies", name="b.csv", content=BODIES)
    assert command("load", "units", name="u.csv", content=UNITS) == (0, "Kantor: 2 baru, 0 diubah, 0 sudah sama.\n")
    pupr, rsud = db.session.scalars(select(Unit).order_by(Unit.code)).all()
    assert (pupr.urusan_codes, pupr.short_name, pupr.active) == (["1.03", "1.04"], "Dinas PUPR", True)
    assert rsud.active is False
    assert "0 baru, 0 diubah, 2 sudah sama" in command("load", "units", name="u.csv", content=UNITS)[1]


def test_wrong_units_are_named_by_line(command: Command) -> None:
    command("load", "bodies", name="b.csv", content=BODIES)
    wrong = UNITS.replace("1.02", "12").replace("buru,rsud", "mars,RSUD")
    code, said = command("load", "units", name="u.csv", content=wrong)
    assert code == 1
    assert "baris 3, kolom body: badan publik 'mars' tidak ada" in said
    assert "baris 3, kolom code: 'RSUD' hanya boleh huruf kecil" in said
    assert "baris 3, kolom urusan: kode urusan '12' tidak dikenal" in said
    assert count(Unit) == 0


# -- decrees ----------------------------------------------------------------------------------------------------------


def test_a_decree_moves_open_dates_later_and_only_once(command: Command, clock: FrozenClock) -> None:
    body = a_body()
    case = a_case(body).filed("2026-04-01").built()
    late = a_case(body).filed("2026-03-02").built()
    before, late_before = case.due_on, late.due_on
    clock.move_to(instant("2026-04-07"))
    code, said = command("load", "decree", name="d.toml", content=DECREE)
    assert (code, said) == (0, "SKB 9/2027: 1 hari ditutup, 0 dibuka; 1 tenggat bergeser lebih lambat.\n")
    db.session.expire_all()
    assert before is not None and case.due_on is not None and case.due_on > before
    assert late.due_on == late_before
    assert [row.kind for row in case.events] == [E.FILED, E.DUE_DATE_MOVED]
    assert "sudah ada; tidak ada yang berubah" in command("load", "decree", name="d.toml", content=DECREE)[1]
    assert (count(DecreeRow), len(case.events)) == (1, 2)


def test_a_decree_may_be_a_table_and_of_one_body(command: Command) -> None:
    a_body()
    buru = a_body("buru")
    table = (
        "nomor;judul;tahun;ditetapkan;melengkapi tahun;tanggal;jenis;nama\n"
        "SK 1/2028;Libur 2028;2028;10/09/2027;ya;3 Januari 2028;libur daerah;Hari jadi\n"
        "SK 1/2028;Libur 2028;2028;10/09/2027;ya;04/01/2028;pemungutan suara;Pilkada\n"
    )
    assert command("load", "decree", "--body", "buru", name="d.csv", content=table)[0] == 0
    row = db.session.scalars(select(DecreeRow)).one()
    assert (row.completes_year, row.signed_on, row.body_id, len(row.days)) == (True, date(2027, 9, 10), buru.id, 2)
    assert 2028 in calendar_of(buru).decreed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (DECREE.replace('kind = "joint_leave"', 'kind = "picnic"'), "Hari ke-1"),
        (DECREE.replace("number", "nomer"), "Nomor, judul, dan tahun"),
        (DECREE + DECREE[DECREE.index("[[day]]") :], "Satu tanggal ditulis dua kali"),
    ],
)
def test_a_wrong_decree_is_not_entered(command: Command, content: str, said: str) -> None:
    a_body()
    code, output = command("load", "decree", name="d.toml", content=content)
    assert code == 1
    assert said in output
    assert count(DecreeRow) == 0


# -- a new installation -----------------------------------------------------------------------------------------------


def test_init_makes_the_province_with_its_regencies_and_two_administrators(command: Command) -> None:
    code, said = command("init", "--region", "81")
    assert code == 0
    assert (count(PublicBody), count(User)) == (12, 2)
    assert count(Unit) > 400
    shown = [line.split()[-1] for line in said.splitlines() if "kata sandi  " in line]
    for user, password in zip(db.session.scalars(select(User).order_by(User.id)), shown, strict=True):
        assert passwords.matches(user.password_hash, password)
        assert passwords.why_refused(password, user.username, user.name) == ""
        assert user.must_change_password and not user.totp_confirmed
        assert [one.role for one in user.appointments] == [Role.ADMIN]
    assert command("verify")[0] == 0
    assert db.session.scalars(select(Installation)).one().body_code == "maluku"


def test_a_second_init_is_refused_in_one_line(command: Command) -> None:
    command("init", "--region", "81.71")
    code, said = command("init", "--region", "81")
    assert code == 1
    assert said.startswith("pid-tracker: Basis data ini sudah dipakai: ambon") and said.count("\n") == 1
    assert (count(PublicBody), count(User)) == (1, 2)


def test_two_administrators_are_two(command: Command) -> None:
    code, said = command("init", "--region", "81", "--second", "admin")
    assert code == 1 and "dua nama masuk yang berbeda" in said
    assert count(User) == 0


def test_who_is_at_the_server_adds_an_administrator_and_the_record_says_so(command: Command) -> None:
    assert command("add-admin", "Ketiga")[0] == 1  # nothing is installed
    command("init", "--region", "81.71")
    code, said = command("add-admin", "Ketiga")
    assert code == 0 and "nama masuk  ketiga" in said
    assert command("add-admin", "ketiga") == (1, "pid-tracker: Nama masuk 'ketiga' sudah dipakai; pilih nama lain\n")
    third = db.session.scalars(select(User).where(User.username == "ketiga")).one()
    assert {act.actor_id for act in account_acts.on(third)} == {None}
    assert command("verify")[0] == 0


def test_init_knows_regions_by_either_code_and_names_them_otherwise(command: Command) -> None:
    code, said = command("init", "--region", "99")
    assert code == 1
    assert "81.71 ambon" in said
    assert command("init", "--region", "belu")[0] == 0


def test_a_production_installation_begins_without_invented_contacts(app: Flask) -> None:
    config = app.extensions["pid_tracker.config"]
    live = create_app(replace(config, mode="production"))
    assert live.test_cli_runner().invoke(args=["init", "--region", "8101"]).exit_code == 0
    with live.app_context():
        body = db.session.scalars(select(PublicBody)).one()
        assert (body.code, body.phone, body.email, body.address, body.parent_id) == ("maluku-tengah", "", "", "", None)
        assert db.session.scalars(select(Installation)).one().mode == "production"
        db.session.remove()
        db.engine.dispose()


def test_without_tables_a_command_names_what_is_missing(tmp_path: Path, app: Flask) -> None:
    config = app.extensions["pid_tracker.config"]
    bare = create_app(replace(config, database_url=f"sqlite:///{tmp_path / 'bare.db'}"))
    done = bare.test_cli_runner().invoke(args=["init", "--region", "81"])
    with bare.app_context():
        db.engine.dispose()
    assert done.exit_code == 1
    assert "pid-tracker db upgrade" in done.output


# -- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31/12/2023", date(2023, 12, 31)),
        ("1-2-2023", date(2023, 2, 1)),
        ("01.02.2023", date(2023, 2, 1)),
        ("2023-02-01", date(2023, 2, 1)),
        ("2023-02-01T08:00:00", date(2023, 2, 1)),
        ("01/02/2023 08.15", date(2023, 2, 1)),
        ("1 Pebruari 2023", date(2023, 2, 1)),
        ("Jum'at, 3 Nopember 2023", date(2023, 11, 3)),
        ("3 Agt 2023", date(2023, 8, 3)),
        (45_000, date(2023, 3, 15)),
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_as_indonesia_and_excel_write_them(written: cells.Cell, day: date | None) -> None:
    assert cells.day(written) == day


@pytest.mark.parametrize("written", ["13/13/2023", "12/31/2023", "01/02/23", "kemarin", "45000", 17, "1/1/0001", True])
def test_a_date_is_never_guessed(written: cells.Cell) -> None:
    with pytest.raises(cells.BadCell):
        cells.day(written)


def test_the_quote_that_guards_a_formula_is_taken_off_again() -> None:
    assert cells.text("'=1+1") == "=1+1"
    assert cells.text("'tis") == "'tis"
    assert cells.text(3.0) == "3"
    with pytest.raises(cells.BadCell):
        cells.text("\ud800")
