"""The calendar for everyone: any date explained, and the closed days for calendar programs."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.models import PublicBody
from pid_tracker.services.calendar import calendars
from pid_tracker.services.publishing import icalendar
from tests.browsing import words_of
from tests.builders import a_body, instant


@pytest.fixture
def body(app: Flask) -> None:
    with app.app_context():
        a_body()
        a_body("buru", prefix="BUR", joint_leave_open=True)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_date_is_explained_day_by_day_with_its_decrees(body: None, client: FlaskClient) -> None:
    page = words_of(client.get("/kalender/maluku/2026-03-12/10"))
    assert "10 hari kerja sesudah Kamis, 12 Maret 2026 jatuh pada Kamis, 2 April 2026" in page
    assert "Rabu, 18 Maret 2026 tidak: Cuti bersama Nyepi SKB 1497/2025" in page
    assert "hari ke-10, jatuh tempo" in page and "Sabtu, 14 Maret 2026 tidak: Sabtu Perpres 21/2023" in page
    open_there = words_of(client.get("/kalender/buru/2026-03-12/10"))
    assert "jatuh pada Jumat, 27 Maret 2026" in open_there  # joint leave is worked there


def test_a_day_entered_later_is_named_with_its_decree(body: None, app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        day = ClosedDay(instant("2026-04-08").date(), DayKind.LOCAL, "Hari jadi", "Keputusan Gubernur 1/2026")
        decree = Decree("Keputusan Gubernur 1/2026", "Hari jadi", 2026, None, None, frozenset(), (day,))
        calendars.enter_decree(decree, instant("2026-04-02"), body=db.session.query(PublicBody).first())
        db.session.commit()
    assert "tidak: Hari jadi Keputusan Gubernur 1/2026" in words_of(client.get("/kalender/maluku/2026-04-02/10"))
    assert "Keputusan Gubernur" not in client.get("/kalender/buru/2026-04-02/10").text


def test_a_date_in_a_year_without_a_decree_is_provisional(body: None, client: FlaskClient) -> None:
    assert "Tanggal ini sementara" in client.get("/kalender/maluku/2027-12-27/10").text
    assert "Tanggal ini sementara" not in client.get("/kalender/maluku/2027-11-01/10").text


@pytest.mark.parametrize("rest", ["maluku/2026-03-12/0", "maluku/2026-03-12/121", "maluku/2026-02-30/10",
                                  "maluku/20260312/10", "maluku/kemarin/10", "maluku/1999-03-12/10",
                                  "maluku/9999-12-31/10", "entah/2026-03-12/10", "maluku/2026-03-12/-1"])  # fmt: skip
def test_nonsense_is_not_found(body: None, client: FlaskClient, rest: str) -> None:
    assert client.get(f"/kalender/{rest}").status_code == 404


def test_the_longest_term_is_drawn(body: None, client: FlaskClient) -> None:
    assert client.get("/kalender/maluku/2026-01-02/120").status_code == 200


def test_the_feed_holds_an_event_for_each_closed_day(body: None, client: FlaskClient) -> None:
    answer = client.get("/data/kalender.ics?badan=maluku")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.get_data()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"") and raw.endswith(b"END:VCALENDAR\r\n")
    lines = unfolded(answer.text)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 120
    identifiers = [line for line in lines if line.startswith("UID:")]
    assert len(set(identifiers)) == len(identifiers) == lines.count("BEGIN:VEVENT")
    place = lines.index("DTSTART;VALUE=DATE:20260318")
    assert lines[place + 1 : place + 3] == ["DTEND;VALUE=DATE:20260319", "SUMMARY:Cuti bersama Nyepi"]
    assert "DESCRIPTION:cuti bersama. SKB 1497/2025\\, 2/2025\\, 5/2025" in lines
    assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", lines[place - 1])


def test_the_feed_is_of_one_body_and_keeps_its_identifiers(body: None, client: FlaskClient, clock: FrozenClock) -> None:
    first = client.get("/data/kalender.ics").text
    clock.move_to(instant("2026-09-01"))
    assert client.get("/data/kalender.ics?badan=maluku").text == first
    assert (
        "Tetap dihitung sebagai hari kerja" in unfolded(client.get("/data/kalender.ics?badan=buru").text)[20:].__str__()
    )
    assert client.get("/data/kalender.ics?badan=entah").status_code == 404
    tag = client.get("/data/kalender.ics").headers["ETag"]
    assert client.get("/data/kalender.ics", headers={"If-None-Match": tag}).status_code == 304


def test_an_answer_that_was_kept_is_stale_after_a_decree(body: None, app: Flask, client: FlaskClient) -> None:
    tags = {path: client.get(path).headers["ETag"] for path in ("/data/kalender.csv", "/data/kalender.ics")}
    with app.app_context():
        day = ClosedDay(instant("2026-04-08").date(), DayKind.HOLIDAY, "Libur", "Keppres 9/2026")
        calendars.enter_decree(
            Decree("Keppres 9/2026", "L", 2026, None, None, frozenset(), (day,)), instant("2026-04-02")
        )
        db.session.commit()
    for path, tag in tags.items():
        again = client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 200 and "Keppres 9/2026" in again.text


@pytest.mark.parametrize("size", [74, 75, 76, 148, 149, 150, 300])
def test_a_line_is_folded_at_75_octets_and_no_letter_is_cut(size: int) -> None:
    for line in ("x" * size, "é" * size, "SUMMARY:" + "a–b" * size):
        folded = icalendar.fold(line)
        assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
        assert folded.replace("\r\n ", "") == line


def test_what_has_a_meaning_in_the_format_is_escaped() -> None:
    assert icalendar.text("a,b;c\\d\r\ne\nf") == "a\\,b\\;c\\\\d\\ne\\nf"
