"""Which commission hears a dispute (PERKI 1/2013 Pasal 6), and the list that says so."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import Commission
from pid_tracker.services.loading import commissions, tables
from pid_tracker.services.loading.tables import BadRows
from tests.builders import a_body


def the_list(text: str) -> commissions.Loaded:
    found = commissions.load_commissions(tables.read("komisi.csv", text.encode()))
    db.session.commit()
    return found


BASE = "kode wilayah,tingkat,nama,ada komisioner\n,pusat,Komisi Informasi Pusat,\n"
PROVINCE = "81,provinsi,Komisi Informasi Provinsi Maluku,{}\n"
CITY = "81.71,kota,Komisi Informasi Kota Ambon,{}\n"


@pytest.mark.parametrize(
    ("rows", "region", "heard_by", "why"),
    [
        (PROVINCE.format("ya") + CITY.format("ya"), "81.71", "Komisi Informasi Kota Ambon", "sendiri"),
        (PROVINCE.format("ya") + CITY.format("tidak"), "81.71", "Komisi Informasi Provinsi Maluku", "tingkat provinsi"),
        (PROVINCE.format("ya"), "81.71", "Komisi Informasi Provinsi Maluku", "belum mempunyai"),
        (PROVINCE.format("tidak"), "81.71", "Komisi Informasi Pusat", "tidak mempunyai komisioner"),
        ("", "81.71", "Komisi Informasi Pusat", "Belum ada"),
        (PROVINCE.format("ya") + CITY.format("ya"), "81", "Komisi Informasi Provinsi Maluku", "sendiri"),
        (CITY.format("ya"), "81", "Komisi Informasi Pusat", "Belum ada"),
    ],
)
def test_the_nearest_commission_that_sits_hears_it(
    app: Flask, rows: str, region: str, heard_by: str, why: str
) -> None:  # fmt: skip
    with app.app_context():
        the_list(BASE + rows)
        found = commissions.which_commission(a_body("ambon", region_code=region))
        assert found is not None
        assert found.commission.name == heard_by and why in found.why and "PERKI 1/2013 Pasal 6" in found.why


def test_an_empty_list_sends_nobody_anywhere(app: Flask) -> None:
    with app.app_context():
        assert commissions.which_commission(a_body()) is None


def test_the_packaged_list_has_names_and_no_contact_that_nobody_checked(app: Flask) -> None:
    with app.app_context():
        assert commissions.load_packaged().new == 35
        assert commissions.load_packaged().new == 0
        for row in db.session.scalars(select(Commission)):
            assert row.name.startswith("Komisi Informasi") and row.sits
            assert (row.address, row.email, row.phone, row.hours) == ("", "", "", "")


def test_a_list_is_taken_whole_or_not_at_all(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(BadRows) as wrong:
            the_list(BASE + "8171,kota,X,ya\n81,provinsi,,mungkin\n,provinsi,Tanpa kode,\n")
        assert {problem.column for problem in wrong.value.problems} >= {"region_code", "name", "sits"}
        assert db.session.query(Commission).count() == 0


def test_a_contact_is_added_and_an_empty_cell_changes_nothing(app: Flask) -> None:
    with app.app_context():
        the_list(BASE + PROVINCE.format("ya"))
        text = "kode wilayah,tingkat,nama,telepon\n81,provinsi,Komisi Informasi Provinsi Maluku,0911-1\n"
        assert the_list(text).changed == 1
        assert the_list("kode wilayah,tingkat,nama\n81,provinsi,Komisi Informasi Provinsi Maluku\n").same == 1
        assert db.session.scalars(select(Commission.phone).where(Commission.region_code == "81")).one() == "0911-1"


def test_a_new_installation_knows_its_commission(app: Flask, runner: FlaskCliRunner, tmp_path: object) -> None:
    result = runner.invoke(args=["init", "--region", "maluku"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        assert db.session.query(Commission).count() == 35
