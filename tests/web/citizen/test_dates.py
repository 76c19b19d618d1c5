"""Every date opens its days, with the dates that were told before a decree moved them and why."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.models import CaseFile
from pid_tracker.services.calendar import calendars, moving
from tests.builders import CaseBuilder, a_body, a_case, instant
from tests.objection_history import object_to
from tests.web.citizen.test_tracking import opened, plain, text_of

NUMBER = "Keppres 9/2026"


def a_day_is_closed(case: CaseFile, day: str = "2026-09-04", when: str = "2026-09-02 14:00") -> None:
    """A decree of the moment `when` closes `day`."""
    closed = ClosedDay(date.fromisoformat(day), DayKind.HOLIDAY, "Hari Libur Baru", NUMBER)
    calendars.enter_decree(
        Decree(NUMBER, "Hari libur", closed.day.year, None, None, frozenset(), (closed,)), instant(when)
    )
    moving.refresh_dates(case.body, instant(when))
    db.session.commit()


def incomplete() -> CaseBuilder:
    return a_case(a_body()).filed("2026-09-01", complete=False).found_lacking("2026-09-02")


def answered() -> CaseBuilder:
    return a_case(a_body()).filed("2026-08-03").answered("2026-08-10")


def ruled() -> CaseBuilder:
    story = a_case(a_body()).filed("2026-04-02")
    object_to(story, "2026-04-20")
    return story.disputed("2026-06-15").ruling("2026-08-24")


@pytest.mark.parametrize(
    ("story", "pages", "dates"),
    [
        (incomplete, ("", "/melengkapi"), ("Senin, 7 September 2026", "Selasa, 8 September 2026")),
        (answered, ("/keberatan",), ("Rabu, 23 September 2026", "Kamis, 24 September 2026")),
        (ruled, ("/pengadilan",), ("Senin, 14 September 2026", "Selasa, 15 September 2026")),
    ],
)
def test_the_page_of_days_keeps_the_former_date_and_says_why_it_changed(
    app: Flask, client: FlaskClient, clock: FrozenClock, story: object, pages: tuple[str, ...], dates: tuple[str, str]
) -> None:
    assert callable(story)
    with app.app_context():
        case = story().built()
        a_day_is_closed(case)
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-09-03"))
    opened(client, number, link)
    for page in pages:
        said = plain(text_of(client.get(f"/lacak/{number}/tanggal{page}")))
        former, now = dates
        assert f"paling lambat {now}" in said and f"tidak: Hari Libur Baru {NUMBER}" in said
        assert "Tanggal yang pernah kami sebut" in said
        assert f"{former} " in said and f"{now} Karena {NUMBER}" in said


def test_a_page_of_days_leads_to_the_other_dates_of_the_case(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context():
        case = answered().built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-08-11"))
    opened(client, number, link)
    page = client.get(f"/lacak/{number}/tanggal").text
    assert f'<a href="/lacak/{number}/tanggal/keberatan">Rabu, 23 September 2026</a>' in page
    assert f"/lacak/{number}/tanggal/komisi" not in page  # not begun


def test_the_court_window_opens_its_days_and_follows_a_decree_while_it_is_open(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    with app.app_context():
        case = ruled().built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-09-14 10:00"))
    page = opened(client, number, link)
    assert "dapat ke pengadilan sampai Senin, 14 September 2026" in page
    assert f'href="/lacak/{number}/tanggal/pengadilan"' in client.get(f"/lacak/{number}").text
    assert client.get(f"/lacak/{number}/tanggal").location == f"/lacak/{number}/tanggal/pengadilan"
    said = plain(text_of(client.get(f"/lacak/{number}/tanggal/pengadilan")))
    assert "Ke pengadilan paling lambat Senin, 14 September 2026 : 14 hari kerja sesudah Senin, 24 Agustus 2026" in said
    assert "UU 14/2008 Pasal 48 ayat (1)" in said and "Anda dan kami punya 14 hari kerja" in said
    with app.app_context():
        a_day_is_closed(db.session.get_one(CaseFile, 1), "2026-09-14", "2026-09-14 11:00")
    clock.move_to(instant("2026-09-15 10:00"))
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "sampai Selasa, 15 September 2026" in page and "Waktunya sudah habis" not in page
    clock.move_to(instant("2026-09-16 10:00"))
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "Waktunya sudah habis, Selasa, 15 September 2026, dihitung sejak salinan putusan kami terima" in page


def test_without_a_ruling_the_days_to_court_cannot_be_counted(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:  # fmt: skip
    with app.app_context():
        case = answered().built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-08-11"))
    opened(client, number, link)
    assert "belum dapat dihitung" in plain(text_of(client.get(f"/lacak/{number}/tanggal/pengadilan")))
