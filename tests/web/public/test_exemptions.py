"""The list of exempt information for everybody: page and files say the same, ended rows stay, nothing is revealed."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.services.publishing.dictionary import EXEMPTION_COLUMNS
from tests.browsing import words_of
from tests.builders import a_body, instant
from tests.closing import LAWFUL, a_draft_test, a_finished_test, a_test


@pytest.fixture
def tested(app: Flask, clock: FrozenClock) -> None:
    """One in force, one that ends on 30 June 2026, one of another government, two that nobody approved."""
    clock.move_to(instant("2026-06-30 12:00"))
    with app.app_context():
        body = a_body()
        a_test(body)
        a_test(body, description="=Rencana awal penjualan tanah daerah", ends_on=date(2026, 6, 30), articles=("e4",))
        a_test(a_body("buru", prefix="BUR"), description="Identitas pelapor tambang rakyat", articles=("a2",))
        a_draft_test(body)
        a_finished_test(body)


def rows(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    """The rows of dik.csv."""
    return list(csv.DictReader(io.StringIO(client.get(f"/data/dik.csv{query}").get_data(as_text=True))))


def test_the_page_lists_what_the_body_closed_with_article_reason_end_and_decree(
    tested: None, client: FlaskClient
) -> None:
    page = words_of(client.get("/dik").text)
    assert "2 dari 2 catatan masih berlaku" in page
    for said in (
        LAWFUL.description,
        LAWFUL.reason,
        "Pasal 17 huruf h angka 3",
        "Minggu, 2 Maret 2031",
        "188/12/PPID/2026",
    ):
        assert said in page
    assert "tambang rakyat" not in page and "nomor rekening" not in page


def test_a_row_that_ended_stays_and_says_so(tested: None, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-07-01 00:00"))
    assert "1 dari 2 catatan masih berlaku" in words_of(client.get("/dik").text)
    assert [row["keadaan"] for row in rows(client, "?badan=maluku")] == ["berlaku", "berakhir"]


def test_the_file_has_the_promised_columns_and_every_body(tested: None, client: FlaskClient) -> None:
    found = rows(client)
    assert list(found[0]) == list(EXEMPTION_COLUMNS)
    assert [(row["badan"], row["pasal"], row["tgl_berakhir"]) for row in found] == [
        ("maluku", "h3", "2031-03-02"),
        ("maluku", "e4", "2026-06-30"),
        ("buru", "a2", "2031-03-02"),
    ]
    assert found[1]["uraian"].startswith("'=")
    assert client.get("/data/dik.json").json["baris"][0]["uraian"] == LAWFUL.description
    assert "nomor rekening" not in client.get("/data/dik.csv").text


def test_a_new_row_is_seen_by_who_has_the_file_already(
    app: Flask, tested: None, client: FlaskClient, clock: FrozenClock
) -> None:
    tag = client.get("/data/dik.csv").headers["ETag"]
    assert client.get("/data/dik.csv", headers={"If-None-Match": tag}).status_code == 304
    with app.app_context():
        a_test(a_body("ambon", prefix="AMB"))
    assert client.get("/data/dik.csv", headers={"If-None-Match": tag}).status_code == 200
