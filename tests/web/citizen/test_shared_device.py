"""A draft's link, and a phone that is used by several: what one person typed is not another's (issue 9, item 1)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, Draft, PublicBody
from tests.browsing import Browser
from tests.builders import a_body, a_user
from tests.web.citizen.browsing import INFORMATION, PURPOSE, a_photo, fill, hidden_fields, post, send, text_of, upload

SECRETS = ("Yohana Pattiwael", "Jalan Pantai 7", "8171014503740001", "yohana@contoh.id")


@pytest.fixture(autouse=True)
def _body(app: Flask) -> None:
    with app.app_context():
        a_body()


def saved_by(sender: FlaskClient) -> str:
    """The link that somebody gets who saves a draft of a question."""
    post(sender, "/minta/1", INFORMATION)
    post(sender, "/minta/2", {**PURPOSE, "later": "1"})
    found = re.search(r'href="[^"]*(/minta/lanjutkan/[A-Z0-9-]+)"', text_of(sender.get("/minta/simpan")))
    assert found
    return found[1]


def test_who_saved_a_draft_and_sent_its_link_sees_nothing_that_is_typed_after_it(app: Flask) -> None:
    sender, victim = app.test_client(), app.test_client()
    link = saved_by(sender)
    fill(sender)  # all the way to the check page, whose form token is then known to the sender
    token = hidden_fields(text_of(sender.get("/minta/periksa")))["form_token"]
    post(victim, "/minta/lanjutkan", {}, page=link)
    identity = {"identity_way": "PHOTO", "identity": upload(a_photo()), "nik": "8171014503740001"}
    number = send(victim, **{"/minta/4": identity})
    for path in ("/minta", "/minta/1", "/minta/3", "/minta/4", "/minta/5", "/minta/periksa", "/minta/simpan", link):
        page = text_of(sender.get(path, follow_redirects=True)).split("<main", 1)[1]
        assert not [secret for secret in (*SECRETS, number, "sudah kami terima") if secret in page], path
    answer = sender.post("/minta/periksa", data={**hidden_fields(text_of(sender.get("/minta/1"))), "form_token": token})
    assert number not in (answer.location or "")
    assert sender.get(f"/minta/terkirim/{number}").location == f"/lacak/{number}"
    assert number not in text_of(sender.get(f"/lacak/{number}")).split("Lacak", 1)[0]
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert case.code not in text_of(sender.get(f"/lacak/{number}", follow_redirects=True))


def test_a_form_token_alone_opens_no_case(app: Flask, client: FlaskClient) -> None:
    fill(client)
    fields = hidden_fields(text_of(client.get("/minta/periksa")))
    number = client.post("/minta/periksa", data=fields).location.rsplit("/", 1)[1]
    stranger = app.test_client()
    own = hidden_fields(text_of(stranger.get("/minta/1")))
    answer = stranger.post("/minta/periksa", data={**own, "form_token": fields["form_token"]})
    assert answer.location == "/minta/1"
    assert stranger.get(f"/minta/terkirim/{number}").location == f"/lacak/{number}"


def test_a_link_shows_nothing_and_changes_nothing_by_being_opened(app: Flask) -> None:
    sender, other = app.test_client(), app.test_client()
    link = saved_by(sender)
    page = text_of(other.get(link))
    assert "orang lain mungkin sudah mengisinya" in page and "jalan lingkar" not in page
    assert "jalan lingkar" in text_of(sender.get("/minta/1"))
    assert "jalan lingkar" not in text_of(other.get("/minta/1"))


def test_the_link_of_a_draft_that_was_sent_opens_nothing(app: Flask, client: FlaskClient) -> None:
    link = saved_by(client)
    send(client)
    assert app.test_client().get(link).status_code == 404
    assert post(app.test_client(), "/minta/lanjutkan", {"code": link.rsplit("/", 1)[1]}).status_code == 404


def test_done_takes_everything_off_the_device(app: Flask, client: FlaskClient) -> None:
    fill(client)
    number = post(client, "/minta/periksa", {"remember": "y"}).location.rsplit("/", 1)[1]
    post(client, "/minta/1", INFORMATION)
    receipt = f"/minta/terkirim/{number}"
    assert "Selesai, hapus dari perangkat ini" in text_of(client.get(receipt))
    done = post(client, "/selesai", page=receipt)
    assert done.location == "/selesai" and "Perangkat ini sudah bersih" in text_of(client.get("/selesai"))
    assert client.get(receipt).location == f"/lacak/{number}"
    assert "Yohana" not in text_of(client.get("/minta/3"))
    with app.app_context():
        assert db.session.scalar(select(func.count(Draft.id))) == 0
        assert db.session.scalar(select(func.count(CaseFile.id))) == 1


def test_done_is_no_link(client: FlaskClient) -> None:
    number = send(client)
    client.get("/selesai")
    client.post("/selesai")  # without the token of a page of ours
    assert client.get(f"/minta/terkirim/{number}").status_code == 200


def test_an_opened_case_closes_after_thirty_idle_minutes(app: Flask, clock: FrozenClock) -> None:
    phone = app.test_client()
    number = send(phone)
    for minutes in (29, 29, 29):  # somebody is at it
        clock.move_to(clock.now() + timedelta(minutes=minutes))
        assert phone.get(f"/minta/terkirim/{number}").status_code == 200
    clock.move_to(clock.now() + timedelta(minutes=31))
    assert phone.get(f"/minta/terkirim/{number}").location == f"/lacak/{number}"
    assert "Kode lacak" in text_of(phone.get(f"/lacak/{number}", follow_redirects=True))


def test_who_takes_an_hour_to_write_a_reason_loses_nothing(app: Flask, clock: FrozenClock) -> None:
    phone = app.test_client()
    number = send(phone)
    path = f"/lacak/{number}/cabut"
    fields = hidden_fields(text_of(phone.get(path)))
    clock.move_to(clock.now() + timedelta(hours=1))
    answer = phone.post(path, data={**fields, "reason": "Sudah saya temukan sendiri."})
    assert answer.status_code == 303
    with app.app_context():
        assert db.session.scalars(select(CaseFile)).one().withdrawn_on is not None


def test_an_opened_case_stays_open_when_an_officer_signs_in_and_out_here(app: Flask) -> None:
    with app.app_context():
        a_user("meja", Role.DESK, db.session.scalars(select(PublicBody)).one())
    browser = Browser(app)
    number = send(browser.client)
    browser.sign_in("meja")
    assert browser.client.get(f"/minta/terkirim/{number}").status_code == 200
    assert browser.post("/masuk/keluar").status_code == 302
    assert browser.client.get(f"/minta/terkirim/{number}").status_code == 200
