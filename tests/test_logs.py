"""The log holds nobody: what fails is found again by its reference, and no line says whose act it was."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker import logs
from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.telling import delivering
from tests.browsing import Browser
from tests.builders import a_body, a_user, instant
from tests.services.test_delivery import Postbox, postbox  # noqa: F401 - a fixture
from tests.web.citizen.browsing import DELIVERY, INFORMATION, PERSON, fill, hidden_fields, post, send, text_of, upload

#: What a person types; none of it may stand in a line.
CANARIES = {
    "name": "Kenari Pattiwaelapia",
    "address": "Lorong Kenari Kuning 12",
    "email": "kenari.kuning@contoh.id",
    "phone": "081234509876",
    "question": "Daftar bantuan burung kenari Kota Ambon tahun 2025",
    "file": "foto-kenari-8171014503740001.jpg",
}
TYPED: dict[str, dict[str, Any]] = {
    "/minta/1": {**INFORMATION, "question": CANARIES["question"]},
    "/minta/3": {**PERSON, "name": CANARIES["name"], "address": CANARIES["address"]},
    "/minta/5": {**DELIVERY, "email": CANARIES["email"], "phone": CANARIES["phone"]},
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is said with LOG_LEVEL=DEBUG, as it is written."""
    out, ours, root = io.StringIO(), logging.getLogger("pid_tracker"), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Line())
    root.addHandler(handler)
    level = ours.level
    logs.set_up("DEBUG")
    yield out
    root.removeHandler(handler)
    ours.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def named_in(log: io.StringIO, *more: str) -> list[str]:
    """The canaries, and other secrets, that the log holds."""
    return [
        secret for secret in (*CANARIES.values(), *more) if secret and secret.casefold() in log.getvalue().casefold()
    ]


def break_the_outbox() -> None:
    """From now on the database refuses every message, and quotes it."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("CREATE TRIGGER t BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'no'); END"))
    else:
        db.session.execute(sa.text("ALTER TABLE message ADD CONSTRAINT t CHECK (recipient = '') NOT VALID"))
    db.session.commit()


def test_a_statement_that_fails_is_logged_with_its_reference_and_without_its_values(
    app: Flask, client: FlaskClient, log: io.StringIO
) -> None:
    with app.app_context():
        a_body()
        break_the_outbox()
    fill(client, **TYPED)
    shown = client.get("/minta/periksa")
    tokens = [value for value in hidden_fields(text_of(shown)).values() if len(value) > 15]
    answer = post(client, "/minta/periksa")
    assert answer.status_code == 500
    (line,) = [line for line in lines(log) if line["level"] == "ERROR"]
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["says"].removeprefix("unexpected error, reference ") in text_of(answer)
    assert line["errors"][0]["kind"] == "IntegrityError" and "casefile" in " ".join(line["errors"][0]["at"])
    assert tokens and named_in(log, *tokens) == []


def test_a_mail_that_is_turned_away_is_logged_without_its_address(
    app: Flask,
    client: FlaskClient,
    clock: FrozenClock,
    log: io.StringIO,
    postbox: Postbox,  # noqa: F811
) -> None:
    with app.app_context():
        a_body()
    send(client, **TYPED)
    postbox.refuse.add(CANARIES["email"])
    with app.app_context():
        case = db.session.scalars(sa.select(CaseFile)).one()
        secrets = [case.code, case.link_token]
        for _ in range(8):
            delivering.deliver_due(postbox.server, clock.now())  # type: ignore[attr-defined]  # the fixture's address
            clock.move_to(clock.now() + delivering.PATIENCE)
    assert any("is parked" in line["says"] for line in lines(log))
    assert named_in(log, *secrets) == []


def test_a_file_that_cannot_be_read_leaves_no_name_in_the_log(
    app: Flask, client: FlaskClient, log: io.StringIO
) -> None:
    with app.app_context():
        a_body()
    fill(client, until="/minta/4", **TYPED)
    bad = upload(b"\xff\xd8\xff\xe0 no picture " + CANARIES["name"].encode(), name=CANARIES["file"])
    answer = post(client, "/minta/4", {"identity_way": "PHOTO", "photo": bad})
    assert answer.status_code == 422
    assert named_in(log) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("surat ke kenari@contoh.id ditolak", "surat ke [alamat] ditolak"),
        ("NIK 8171014503740001 dan 0812-3450-9876", "NIK [angka] dan [angka]"),
        ("GET /lacak/MAL-26-00001/Zk3v9QpLm2Xw8RtYb1Nc4A", "GET /lacak/MAL-26-00001/[kunci]"),
        ("after 2026-04-02 12:15:00+00:00 at MAL-26-00001", "after 2026-04-02 12:15:00+00:00 at MAL-26-00001"),
    ],
)
def test_contacts_numbers_and_keys_are_masked_and_dates_and_cases_stay(text: str, left: str) -> None:
    assert logs.masked(text) == left


def test_who_signs_in_and_who_is_refused_is_named_by_the_number_of_the_account(
    app: Flask, clock: FrozenClock, log: io.StringIO
) -> None:
    with app.app_context():
        a_body()
        number = a_user("admin", Role.ADMIN).id
    clock.move_to(instant("2026-04-06 10:00"))
    Browser(app).sign_in("admin").get("/petugas", 404)
    said = [line["says"] for line in lines(log) if line["logger"] == "pid_tracker"]
    assert said == [f"signed in: account {number}", f"refused: account {number}, GET officer.queue, 404"]


def test_a_value_cannot_forge_a_line_nor_bring_an_address_into_it(log: io.StringIO) -> None:
    said = 'x\n{"level": "INFO"}\x1b[2J ' + CANARIES["email"]
    logging.getLogger("pid_tracker").warning("refused: %s", said)
    (line,) = lines(log)
    assert line["says"].startswith("refused: x\n") and log.getvalue().count("\n") == 1 and "\x1b" not in log.getvalue()
    assert named_in(log) == []


def test_an_exception_is_told_without_what_it_quotes() -> None:
    assert logs.unquoted(ValueError("invalid literal for int() with base 10: 'Siti'")).endswith("with base 10: […]")
    detail = "duplicate key\nDETAIL:  Key (name)=(Siti) already exists."
    assert logs.unquoted(ValueError(detail)) == "duplicate key"


def test_no_level_makes_a_library_print_rows() -> None:
    """SQLAlchemy prints whole rows at DEBUG, and what `hide_parameters` hides is parameters alone."""
    ask = (
        "import logging; from pid_tracker import logs; logs.set_up('DEBUG'); "
        "print([logging.getLogger(name).isEnabledFor(logging.INFO) for name in ('sqlalchemy.engine', 'pid_tracker')])"
    )
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[False, True]"
