"""Home, the promise, costs, calendar, accessibility, privacy; and the addresses for machines."""

import re
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from pid_tracker.clock import FrozenClock, SystemClock
from pid_tracker.extensions import db
from tests.browsing import words_of
from tests.builders import a_body, a_case, instant

PAGES = ("/", "/angka", "/data", "/maklumat", "/biaya", "/kalender", "/wewenang", "/aksesibilitas", "/privasi")


@pytest.fixture
def body(app: Flask) -> None:
    with app.app_context():
        a_body()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(body: None, client: FlaskClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert '<html lang="id">' in page.text and page.text.count("<h1") == 1
    assert "Pemerintah Provinsi Maluku</title>" in page.text
    assert " style=" not in page.text and "<style" not in page.text and "onclick" not in page.text
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.text)]
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels


def test_titles_differ(body: None, client: FlaskClient) -> None:
    titles = [re.search("<title>(.*?)</title>", client.get(path).text) for path in PAGES]
    assert len({title and title[1] for title in titles}) == len(PAGES)


def test_every_page_leads_to_the_others(body: None, client: FlaskClient) -> None:
    page = client.get("/").text
    for address in ("/minta", "/lacak", "/angka", "/data", "/maklumat", "/biaya", "/kalender", "/privasi", "/masuk"):
        assert f'href="{address}"' in page


def test_home_says_how_it_goes_just_now(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-05-04 10:00"))
    with app.app_context():
        body = a_body()
        for _ in range(3):
            a_case(body).filed("2026-04-02 10:00").answered("2026-04-17").built()
        a_case(body).filed("2026-04-02 10:00").built()
        a_case(body).filed("2026-03-02 10:00").built()  # due before the 30 days
    page = client.get("/")
    assert "Dari 4 permintaan yang jatuh tempo dalam 30 hari terakhir, 3 dijawab tepat waktu." in words_of(page)
    (address,) = re.findall(r'href="(/data/permintaan\.csv[^"]*)"', page.text)
    assert len(client.get(address.replace("&amp;", "&")).text.splitlines()) == 5


def test_the_promise_has_six_sentences_and_shows_how_it_is_kept(body: None, client: FlaskClient) -> None:
    page = client.get("/maklumat").text
    assert len(re.findall("<li>", page.split('<ol class="steps">')[1].split("</ol>")[0])) == 6
    assert "Kalau kami tidak menepatinya" in page and "Belum ada permintaan yang jatuh tempo" in page


def test_the_calendar_marks_a_year_without_a_decree(body: None, client: FlaskClient, clock: FrozenClock) -> None:
    assert "SKB 1497/2025" in client.get("/kalender").text
    clock.move_to(instant("2027-03-01"))
    page = client.get("/kalender?tahun=2028").text
    assert "Kalender 2028 masih sementara" in page and "Tahun Baru Masehi" in page
    assert client.get("/kalender?tahun=2031").status_code == 404
    assert client.get("/kalender?tahun=abc").status_code == 404


def test_before_there_is_a_body_the_site_is_not_ready(client: FlaskClient) -> None:
    assert client.get("/").status_code == 503


def test_machines_learn_whether_it_lives_and_is_ready(
    body: None, app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(SystemClock().now())  # a database server has a clock of its own
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").status_code == 200
    with app.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        db.session.commit()
    assert client.get("/readyz").status_code == 503


def test_machines_learn_what_is_not_for_them_and_whom_to_tell(body: None, client: FlaskClient) -> None:
    assert "Disallow: /lacak" in client.get("/robots.txt").text
    lines = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:ppid@maluku.example.id" in lines and "Expires: 2026-09-29T00:00:00Z" in lines
