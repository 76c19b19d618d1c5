"""The way from the first question to the receipt (W1 to W7)."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile
from tests.builders import a_body
from tests.web.citizen.browsing import fill, hidden_fields, send, text_of


def test_a_request_is_filed_and_its_receipt_shows_number_code_and_date(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_body()
    number = send(client)
    page = text_of(client.get(f"/minta/terkirim/{number}"))
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert number == "MAL-26-00001" and [part.text for part in case.parts][1] == "Anggaran jalan lingkar tahun 2025"
        assert case.code in page
    assert "Jumat, 17 April 2026" in page and "Kamis, 2 April 2026 pukul 21.15 WIT" in page
    status = text_of(client.get(f"/lacak/{number}"))
    assert "Perlu dilengkapi" in status and "Jumat, 17 April 2026" in status.replace('<span class="nowrap">', "")


def test_one_form_is_one_case_however_often_it_is_sent(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_body()
    fill(client)
    shown = text_of(client.get("/minta/periksa"))
    fields = hidden_fields(shown)
    first = client.post("/minta/periksa", data=fields)
    again = client.post("/minta/periksa", data=fields)
    assert first.location == again.location
    with app.app_context():
        assert db.session.scalar(select(func.count(CaseFile.id))) == 1
    assert client.get("/minta/periksa").location == first.location
