"""The clock at the edge of the web: set back, nothing is taken and nothing typed is lost; reading goes on."""

import logging
import re
from html import unescape

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.models import CaseEventRow, CaseFile, Installation
from tests.builders import a_body, a_case, instant
from tests.web.citizen.browsing import fill, hidden_fields, post, send, text_of
from tests.web.officer.conftest import Office, office  # noqa: F401 - the fixture

BACK = "2026-04-06 09:00"


def test_filing_by_a_clock_set_back_is_refused_in_words_and_recorded_nowhere(
    app: Flask, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-06 10:00").built()
    clock.move_to(instant("2026-04-06 10:00:02"))
    client = app.test_client()
    fill(client)
    clock.move_to(instant(BACK))
    with caplog.at_level(logging.ERROR, logger="pid_tracker"):
        refused = post(client, "/minta/periksa")
    assert refused.status_code == 503 and "Jam server kami sedang salah" in text_of(refused)
    assert refused.headers["Retry-After"] == "300"
    assert "clock not believed" in caplog.text
    with app.app_context():
        assert db.session.query(CaseFile).count() == 1
    clock.move_to(instant("2026-04-06 10:00:03"))
    fields = hidden_fields(text_of(refused))
    again = client.post("/minta/periksa", data=fields)  # the button of the page itself
    assert again.status_code == 303 and "/minta/terkirim/" in again.location


def test_what_was_typed_stands_in_the_page_and_is_sent_from_it(office: Office) -> None:  # noqa: F811
    address = f"/petugas/perkara/{office.number}"
    ppid = office.browser("ppid")
    sentence = 'Datanya masih "dikumpulkan" <dari> kabupaten.'
    fields = {"tambah-ground": "NOT_YET_HELD", "tambah-sentence": sentence, "tambah-part1": "Masih ditanyakan."}
    fields |= {"tambah-part2": "Masih ditanyakan."}
    with office.app.app_context():
        a_case(office.body()).filed("2026-04-06 10:30").built()
    refused = ppid.post(f"{address}/perpanjangan", fields, on=address)
    assert refused.status_code == 503
    kept = {name: unescape(value) for name, value in hidden_fields(refused.text).items()}
    assert kept["tambah-sentence"] == sentence and "seen_seq" in kept
    assert re.search(rf'action="{address}/perpanjangan"', refused.text)
    ppid.get(address)
    office.at("2026-04-06 10:30")
    assert ppid.client.post(f"{address}/perpanjangan", data=kept).status_code == 302
    with office.app.app_context():
        assert office.case().extended_on is not None


def test_signing_in_and_reading_go_on(office: Office) -> None:  # noqa: F811
    with office.app.app_context():
        a_case(office.body()).filed("2026-04-06 10:30").built()
    reader = office.browser("sekda")
    assert office.number in reader.get("/petugas")


def test_administration_waits_too(office: Office) -> None:  # noqa: F811
    admin = office.browser("admin")
    with office.app.app_context():
        a_case(office.body()).filed("2026-04-06 10:30").built()
    assert admin.post("/kelola/pengguna/baru", {"username": "baru", "name": "Baru"}).status_code == 503


def test_an_ordinary_form_is_taken(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        a_body()
    send(app.test_client())
    with app.app_context():
        assert db.session.query(CaseEventRow).count() == 1


def test_filing_by_a_clock_that_leapt_ahead_is_refused_until_the_time_is_stated(
    app: Flask, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-03-02 10:00").built()
    clock.move_to(instant("2026-03-03 00:15"))
    assert app.test_cli_runner().invoke(args=["nightly"]).exit_code == 0
    clock.move_to(instant("2026-04-20 10:00"))
    client = app.test_client()
    with caplog.at_level(logging.ERROR, logger="pid_tracker"):
        refused = post(client, "/minta/1", {"question": "Daftar ruas jalan yang rusak"})
    assert refused.status_code == 503 and "Daftar ruas jalan yang rusak" in text_of(refused)
    reference = re.search(r"<code>([0-9a-f]{8})</code>", text_of(refused))
    assert reference and f"reference {reference[1]}" in caplog.text and "2026-03-02T15:15" in caplog.text
    assert client.get("/").status_code == 200
    assert app.test_cli_runner().invoke(args=["nightly", "--as-of", "2026-04-20T10:00:00+09:00"]).exit_code == 0
    send(app.test_client())
    with app.app_context():
        assert db.session.query(CaseFile).count() == 2


def test_a_false_event_locks_the_forms_until_the_operator_notes_it(office: Office) -> None:  # noqa: F811
    office.at("2026-04-06 10:00")
    with office.app.app_context():
        a_case(office.body()).filed("2026-05-20 10:00").built()
        db.session.query(Installation).one().created_at = instant("2026-01-05")
        db.session.commit()
        false = db.session.query(CaseFile).order_by(CaseFile.id.desc()).first()
        assert false is not None
        pages = [f"/lacak/{false.number}/{false.link_token}", f"/petugas/perkara/{false.number}"]
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    assert ppid.post(f"{address}/lengkap", {}, on=address).status_code == 503
    office.at("2026-04-07 09:00")
    ppid = office.browser("ppid")
    assert ppid.post(f"{address}/lengkap", {}, on=address).status_code == 503
    noted = office.app.test_cli_runner().invoke(args=["clock-note", "--reason", "Baterai jam habis"])
    assert noted.exit_code == 0 and false.number in noted.output
    assert ppid.post(f"{address}/lengkap", {}, on=address).status_code == 302
    assert ppid.client.get(pages[0], follow_redirects=True).status_code == 200
    refused = ppid.post(f"{pages[1]}/lengkap", {}, on=pages[1])
    assert refused.status_code == 409 and "lebih awal daripada peristiwa sebelumnya" in refused.text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_zone_of_the_viewer_changes_no_date(
    app: Flask, clock: FrozenClock, chromium: Chromium, live_site: str, zone: str
) -> None:
    clock.move_to(instant("2026-04-08 00:05"))
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02 23:59:59").built()
        link = f"/lacak/{case.number}/{case.link_token}"
    seen = []
    for timezone in (zone, "Asia/Jayapura"):
        context = chromium.new_context(base_url=live_site, timezone_id=timezone, locale="id-ID")
        page = context.new_page()
        page.goto(link)
        seen.append(page.locator("main").inner_text())
        context.close()
    assert seen[0] == seen[1]
    assert "Kamis, 2 April 2026 pukul 23.59 WIT" in seen[0] and "17 April 2026" in seen[0]
