"""`/angka`: the six questions on every level, with denominators, care for few cases, and few queries."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.web.public import periods
from tests.browsing import words_of
from tests.builders import a_body, a_case, a_unit, instant
from tests.conftest import Kept

QUESTIONS = (
    "Berapa permintaan masuk, lewat kanal apa?",
    "Berapa yang dijawab tepat waktu?",
    "Berapa lama sampai dijawab?",
    "Berapa yang lewat tenggat dan belum dijawab sekarang?",
    "Berapa yang didiamkan?",
    "Apa hasilnya?",
)


def filed_at_maluku(app: Flask, when: str | datetime, count: int = 1) -> None:
    """More requests, in a context of their own: what is written must not share a transaction with what is read."""
    with app.app_context():
        body = db.session.scalars(sa.select(PublicBody).where(PublicBody.code == "maluku")).one()
        for _ in range(count):
            a_case(body).filed(when).built()


@pytest.fixture
def province(kept: Kept, clock: FrozenClock) -> None:
    """Maluku with two units, and two regencies below it; Buru answers well, Seram has few cases, nothing in Tual."""
    clock.move_to(instant("2026-05-04 10:00"))
    kept("province of the figures", _province)


def _province() -> None:
    maluku = a_body()
    pupr, _ = a_unit(maluku), a_unit(maluku, "dkp")
    buru = a_body("buru", prefix="BUR", name="Pemerintah Kabupaten Buru", level="regency", parent_id=maluku.id)
    seram = a_body("seram", prefix="SER", name="Pemerintah Kabupaten Seram", level="regency", parent_id=maluku.id)
    a_body("tual", prefix="TUA", name="Pemerintah Kota Tual", level="city", parent_id=maluku.id)
    for number in range(12):
        case = a_case(maluku).filed("2026-04-02 10:00").routed("2026-04-06", pupr)
        if number < 9:
            case.answered("2026-04-10")
        case.built()
    for _ in range(11):
        a_case(buru).filed("2026-04-02 10:00").answered("2026-04-10").built()
    a_case(seram).filed("2026-04-02 10:00").answered("2026-04-10").built()


def queries(app: Flask, work: Callable[[], object]) -> int:
    """How many SELECTs the work sends; what begins a transaction is not counted."""
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def add(connection: object, cursor: object, statement: str, *_: object) -> None:
        seen.extend([statement] * statement.startswith("SELECT"))

    sa.event.listen(engine, "before_cursor_execute", add)
    work()
    sa.event.remove(engine, "before_cursor_execute", add)
    return len(seen)


@pytest.mark.parametrize("path", ["/angka", "/angka/maluku", "/angka/maluku/pupr", "/angka/buru"])
def test_the_same_six_questions_are_asked_everywhere(province: None, client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    found = re.findall(r"<h2 id=[^>]*>([^<]*)</h2>", page)
    assert [question for question in found if question in QUESTIONS] == list(QUESTIONS)
    assert page.count("<h1") == 1 and page.count("Bagaimana angka ini dihitung?") >= 6


def test_figures_print_their_denominator_and_the_percentage_from_ten_cases_on(
    province: None, client: FlaskClient
) -> None:
    page = words_of(client.get("/angka/maluku"))
    assert "Dari 12 permintaan yang jatuh tempo, 9 dijawab tepat waktu (75%)" in page
    assert "3 dari 12 permintaan yang jatuh tempo belum mendapat surat jawaban: kira-kira satu dari setiap 4" in page
    assert "Data sampai Senin, 4 Mei 2026 00.00 WIT" in page


def test_under_ten_cases_there_is_no_percentage_and_no_rank(province: None, client: FlaskClient) -> None:
    assert "%" not in words_of(client.get("/angka/seram"))
    page = client.get("/angka?urut=tepat-waktu").text
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)
    assert names == [
        "Pemerintah Kabupaten Buru",
        "Pemerintah Provinsi Maluku",
        "Pemerintah Kabupaten Seram",
        "Pemerintah Kota Tual",
    ]
    assert "Kantor dengan kurang dari 10 kasus tidak diurutkan" in page


def test_offices_stand_from_a_to_z_unless_asked_otherwise(province: None, client: FlaskClient) -> None:
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', client.get("/angka").text)
    assert names == sorted(names)
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', client.get("/angka?urut=lewat-tenggat").text)
    assert names[0] == "Pemerintah Provinsi Maluku"


def test_a_province_shows_its_regencies_and_its_own_offices(province: None, client: FlaskClient) -> None:
    page = words_of(client.get("/angka/maluku"))
    for name in ("Pemerintah Kota Tual", "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Kelautan dan Perikanan"):
        assert name in page


def test_a_body_with_nothing_in_it_says_so_kindly(province: None, client: FlaskClient) -> None:
    page = client.get("/angka/tual").text
    assert "Tidak ada permintaan yang masuk, jatuh tempo, atau dijawab dalam masa ini" in page
    assert "<svg role" not in page


def test_a_unit_shows_how_punctual_it_is(province: None, client: FlaskClient) -> None:
    page = words_of(client.get("/angka/maluku/pupr"))
    assert "Apakah bagiannya diserahkan pada waktunya?" in page
    assert "0 dari 12 (0%) bagian diserahkan kepada PPID" in page


@pytest.mark.parametrize(
    "path",
    ["/angka/entah", "/angka/maluku/entah", "/angka/entah/pupr", "/angka?periode=kapan", "/angka/maluku?urut=nama"],
)
def test_what_does_not_exist_is_not_found(province: None, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_rows_behind_a_figure_are_as_many_as_the_page_says(province: None, client: FlaskClient) -> None:
    page = client.get("/angka/maluku").text
    links = re.findall(
        r'href="(/data/permintaan\.csv[^"]*)">Lihat barisnya</a> <span class="muted">\((\d+) baris', page
    )
    assert len(links) == 6
    for address, count in links:
        lines = client.get(address.replace("&amp;", "&")).text.strip().splitlines()
        assert len(lines) - 1 == int(count)


def test_the_page_after_an_act_is_right_at_once(province: None, app: Flask, client: FlaskClient) -> None:
    assert "12 permintaan masuk" in words_of(client.get("/angka/maluku"))
    filed_at_maluku(app, "2026-05-04 09:59")
    assert "13 permintaan masuk" in words_of(client.get("/angka/maluku"))


@pytest.mark.parametrize("path", ["/", "/angka", "/angka/maluku", "/angka/maluku/pupr", "/maklumat", "/data"])
def test_a_page_seen_before_costs_one_query(province: None, app: Flask, client: FlaskClient, path: str) -> None:
    client.get(path)
    assert queries(app, lambda: client.get(path)) == 1


@pytest.mark.parametrize("path", ["/", "/angka", "/angka/maluku", "/angka/maluku/pupr", "/data/permintaan.csv"])
def test_queries_do_not_grow_with_the_register(
    province: None, app: Flask, client: FlaskClient, clock: FrozenClock, path: str
) -> None:
    counts = []
    client.get(path)
    for _ in range(2):
        filed_at_maluku(app, clock.now(), 4)
        clock.move_to(clock.now() + timedelta(minutes=2))
        counts.append(queries(app, lambda: client.get(path)))
    assert counts[0] == counts[1] <= 14, counts  # one of them, once a minute: whether a backup was put back


def test_an_unchanged_page_is_not_sent_again(province: None, client: FlaskClient) -> None:
    first = client.get("/angka/maluku")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = client.get("/angka/maluku", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_browser_with_a_session_is_told_to_keep_the_page_to_itself(province: None, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["cases"] = [1]
    assert client.get("/angka").headers["Cache-Control"] == "private, max-age=60"


def test_a_message_to_one_person_is_in_nobody_elses_page(province: None, app: Flask, client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "Anda sudah keluar")]
    mine = client.get("/")
    assert "Anda sudah keluar" in mine.text and mine.headers["Cache-Control"] == "no-store"
    assert "Anda sudah keluar" not in app.test_client().get("/").text


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("", date(2025, 5, 5), date(2026, 5, 4)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-t4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods(key: str, start: date, end: date) -> None:
    period = periods.read(key, date(2026, 5, 4))
    assert period is not None and (period.start, period.end) == (start, end)


def test_the_picker_offers_only_periods_that_exist() -> None:
    offered = [period for _, group in periods.choices(date(2024, 2, 29)) for period in group]
    assert len(offered) == 1 + 12 + 5 + 4
    assert offered[0].start == date(2023, 3, 1)
