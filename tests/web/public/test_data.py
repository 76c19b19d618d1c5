"""Open data: the promised columns, the cuts, no name and no text of anybody, nothing that a spreadsheet would run."""

import csv
import io
import json
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.words import tanggal
from pid_tracker.models import PublicBody
from pid_tracker.services.books.sheets import harmless
from pid_tracker.services.publishing.dictionary import (
    CALENDAR_COLUMNS,
    DISPUTE_COLUMNS,
    INDICATOR_COLUMNS,
    OBJECTION_COLUMNS,
    REQUEST_COLUMNS,
)
from tests.builders import a_body, a_case, a_requester, a_unit, instant
from tests.conftest import Kept
from tests.objection_history import object_to

PROMISED = "id,badan,opd,kanal,tgl_masuk,tgl_lengkap,tenggat,diperpanjang,tgl_jawab,hari_kerja,hasil,pasal,topik"


@pytest.fixture
def body(kept: Kept, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-05-04 10:00"))
    kept("body of the open data", _body)


def _body() -> None:
    body = a_body()
    pupr, dkp = a_unit(body), a_unit(body, "dkp")
    other = a_body("buru", prefix="BUR")
    a_case(body).filed(
        "2026-04-02 21:15",
        question="Rahasia dapur kantor\nDaftar jalan rusak",
        requester=a_requester("Yohana Pattiwael"),
    ).routed("2026-04-07", pupr).routed("2026-04-07", dkp, 2).extended("2026-04-10").answered("2026-04-15").built()
    a_case(body).filed("2026-04-20", channel="LETTER").withdrawn("2026-04-21").built()
    a_case(other).filed("2026-04-22").built()


def rows(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/data/permintaan.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_the_promised_columns_come_first_and_in_order(body: None, client: FlaskClient) -> None:
    answer = client.get("/data/permintaan.csv")
    head = answer.text.splitlines()[0]
    assert head.startswith(PROMISED + ",") and head.split(",") == list(REQUEST_COLUMNS)
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert 'filename="permintaan-2026-05-04.csv"' in answer.headers["Content-Disposition"]


def test_a_row_says_what_happened(body: None, client: FlaskClient) -> None:
    row = rows(client)[0]
    assert row | {"topik": ""} == row | {
        "id": "MAL-26-00001",
        "badan": "maluku",
        "opd": "dkp;pupr",
        "kanal": "situs web",
        "tgl_masuk": "2026-04-02",
        "tgl_lengkap": "2026-04-02",
        "tenggat": "2026-04-28",
        "diperpanjang": "ya",
        "tgl_jawab": "2026-04-15",
        "hari_kerja": "8",
        "hasil": "diberikan semua",
        "pasal": "",
        "topik": "",
        "tenggat_awal": "2026-04-17",
        "tgl_diperpanjang": "2026-04-10",
        "tahap": "dijawab",
        "dari_register_lama": "tidak",
        "tgl_data": "2026-05-04",
    }
    assert row["topik"] == "1.03;3.25"
    assert [row["hasil"] for row in rows(client)[1:]] == ["dicabut pemohon", ""]


def test_nobody_is_named_and_nothing_of_the_text_is_in_it(body: None, client: FlaskClient) -> None:
    for form in ("csv", "json"):
        text = client.get(f"/data/permintaan.{form}").text
        assert not [word for word in ("Yohana", "Rahasia", "Pantai", "0812", "8171", "@") if word in text]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?badan=maluku", 2),
        ("?badan=maluku&opd=pupr", 1),
        ("?dari=2026-04-20", 2),
        ("?dari=2026-04-20&sampai=2026-04-20", 1),
        ("?badan=maluku&dasar=jatuh-tempo", 1),
        ("?dasar=dijawab&dari=2026-04-15&sampai=2026-04-15", 1),
        ("?dasar=masuk&badan=buru", 1),
        ("?dasar=lewat", 0),
    ],
)
def test_the_file_can_be_cut(body: None, client: FlaskClient, query: str, count: int) -> None:
    assert len(rows(client, query)) == count


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/data/permintaan.csv?badan=entah", 404),
        ("/data/permintaan.csv?badan=maluku&opd=entah", 404),
        ("/data/permintaan.csv?opd=pupr", 404),
        ("/data/permintaan.csv?dasar=entah", 404),
        ("/data/permintaan.csv?dari=kemarin", 400),
        ("/data/permintaan.xlsx", 404),
        ("/data/indikator.csv?periode=entah", 404),
        ("/data/kalender.json?badan=entah", 404),
    ],
)
def test_a_wrong_cut_is_refused(body: None, client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_json_holds_the_same_rows(body: None, client: FlaskClient) -> None:
    found = json.loads(client.get("/data/permintaan.json").text)
    assert [row["id"] for row in found["baris"]] == [row["id"] for row in rows(client)]
    assert set(found["baris"][0]) == set(REQUEST_COLUMNS)
    assert found["data_sampai"].startswith("2026-05-04T00:00:00+09:00")


def test_a_register_without_rows_is_a_head_and_an_empty_list(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_body()
    assert len(client.get("/data/permintaan.csv").text.splitlines()) == 1
    assert json.loads(client.get("/data/permintaan.json").text)["baris"] == []


def test_one_more_request_is_one_more_row(body: None, app: Flask, client: FlaskClient) -> None:
    tag = client.get("/data/permintaan.csv").headers["ETag"]
    assert client.get("/data/permintaan.csv", headers={"If-None-Match": tag}).status_code == 304
    with app.app_context():
        maluku = db.session.scalars(select(PublicBody).where(PublicBody.code == "maluku")).one()
        a_case(maluku).filed("2026-05-04 09:59").built()
    again = client.get("/data/permintaan.csv", headers={"If-None-Match": tag})
    assert again.status_code == 200 and len(again.text.splitlines()) == 5


@pytest.mark.parametrize("cell", ["=1+1", "+62", "-1", "@x", "\tx", "\rx"])
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("PUPR") == "PUPR" and harmless(-1) == -1


def test_the_calendar_names_its_decrees(body: None, client: FlaskClient) -> None:
    found = list(csv.DictReader(io.StringIO(client.get("/data/kalender.csv?badan=maluku").text)))
    assert list(found[0]) == list(CALENDAR_COLUMNS)
    (good_friday,) = [row for row in found if row["tanggal"] == "2026-04-03"]
    assert (good_friday["hari"], good_friday["jenis"]) == ("Jumat", "libur nasional")
    assert good_friday["keputusan"].startswith("SKB 1497/2025")


def test_indicators_are_those_of_the_pages(body: None, client: FlaskClient) -> None:
    found = list(csv.DictReader(io.StringIO(client.get("/data/indikator.csv").text)))
    assert list(found[0]) == list(INDICATOR_COLUMNS)
    values = {(row["badan"], row["opd"], row["ukuran"]): (row["jumlah"], row["dari_jumlah"]) for row in found}
    assert values["maluku", "", "masuk"] == ("2", "")
    assert values["maluku", "", "dijawab tepat waktu"] == ("1", "1")
    assert values["maluku", "pupr", "masuk"] == ("1", "")
    assert {row["kode"] for row in found} == {"I1", "I2", "I3", "I4", "I5", "I6"}


def test_every_column_is_in_the_dictionary_on_the_page(body: None, client: FlaskClient) -> None:
    page = client.get("/data").text
    for name in (*REQUEST_COLUMNS, *CALENDAR_COLUMNS, *INDICATOR_COLUMNS):
        assert f'<th scope="row">{name}</th>' in page


def test_objections_are_open_without_names_or_texts(body: None, app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        maluku = db.session.scalars(select(PublicBody).where(PublicBody.code == "maluku")).one()
        a_case(maluku).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "dg").built()
        a_case(maluku).objected_without_request("2026-04-16", requester=a_requester("Siti Latuconsina")).built()
    answer = client.get("/data/keberatan.csv")
    head, first, second = answer.text.splitlines()
    assert head == "id,badan,tgl_terima,alasan,tenggat,tgl_putus,hasil,tepat_waktu,tgl_data,mengapa_tenggat"
    assert head.split(",") == list(OBJECTION_COLUMNS)
    assert first == "KBR-MAL-26-00001,maluku,2026-04-15,d;g,2026-06-04,,,,2026-05-04,/kalender/maluku/2026-04-15/30"
    assert second.startswith("KBR-MAL-26-00002,maluku,2026-04-16,b,")
    for hidden in ("Siti", "Yohana", "tabel", "Laporan keuangan"):
        assert hidden not in answer.text
    assert [row["id"] for row in client.get("/data/keberatan.json").get_json()["baris"]] == [first[:16], second[:16]]
    assert client.get("/data/keberatan.csv?badan=buru").text.count("KBR") == 0
    assert client.get("/data/keberatan.csv?badan=tidak-ada").status_code == 404
    assert "/data/keberatan.csv" in client.get("/data").text
    assert "KBR-" not in client.get("/data/permintaan.csv").text


def test_disputes_are_open_data_without_names_texts_and_the_commissions_number(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02 21:15", requester=a_requester("Yohana Pattiwael"))
        object_to(story, "2026-04-20", "c", "g")
        story.disputed("2026-07-01").in_stage("2026-07-06", "MEDIATION").ruling("2026-08-10", execute_by="2026-08-31")
        story.built()
    clock.move_to(instant("2026-08-11 10:00"))
    text = client.get("/data/sengketa.csv").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == list(DISPUTE_COLUMNS)
    assert rows[0] | {"komisi": ""} == {
        "id": "MAL-26-00001", "badan": "maluku", "komisi": "", "alasan": "c;g", "tgl_daftar": "2026-07-01",
        "batas_daftar": "2026-06-30", "lewat_batas": "ya", "tahap": "mediasi",
        "putusan": "informasi harus diberikan, seluruhnya atau sebagian", "tgl_putusan": "2026-08-10",
        "batas_pengadilan": "2026-09-01", "tgl_pengadilan": "", "laksanakan_sampai": "2026-08-31",
        "tgl_dilaksanakan": "", "akhir": "", "tgl_selesai": "", "tgl_data": "2026-08-11",
    }  # fmt: skip
    answer = json.loads(client.get("/data/sengketa.json?badan=maluku").get_data(as_text=True))
    assert answer["baris"] == rows
    for secret in ("Yohana", "KIP-MAL", "Memerintahkan", "Mohon informasinya"):
        assert secret not in text and secret not in str(answer)
    assert "/data/sengketa.csv" in client.get("/data").get_data(as_text=True)


def test_every_due_date_in_the_open_data_opens_the_days_that_explain_it(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02").built()
        a_case(body).filed("2026-04-02").extended("2026-04-10").built()
        a_case(body).filed("2026-03-16").answered("2026-03-30").objected("2026-04-06", "d").built()
    clock.move_to(instant("2026-04-13 10:00"))
    for name, due in (("permintaan", "tenggat"), ("keberatan", "tenggat")):
        rows = list(csv.DictReader(io.StringIO(client.get(f"/data/{name}.csv").text.removeprefix("\ufeff"))))
        assert rows
        for row in rows:
            page = client.get(row["mengapa_tenggat"])
            assert page.status_code == 200 and tanggal(date.fromisoformat(row[due])) in page.text, row
