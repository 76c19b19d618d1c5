"""A store that takes no more bytes (a full disk): said in words, nothing half kept, and it goes on by itself."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.extensions import db
from pid_tracker.models import Document
from tests.builders import a_body
from tests.web.citizen.browsing import a_photo, fill, post, text_of, upload


@pytest.fixture
def full(app: Flask, tmp_path: Path) -> Path:
    """A store in which no folder can be made: files stand where they should be."""
    with app.app_context():
        a_body()
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(256):
        (folder / f"{number:02x}").touch()
    return folder


def test_a_photo_that_cannot_be_stored_is_answered_in_words_and_taken_later(
    app: Flask, client: FlaskClient, full: Path
) -> None:
    fill(client, until="/minta/4")
    photo = {"identity_way": "PHOTO", "identity": upload(a_photo())}
    answer = post(client, "/minta/4", photo)
    assert answer.status_code == 503 and "belum dapat menyimpan" in text_of(answer)
    with app.app_context():
        assert db.session.query(Document).count() == 0
    for path in full.iterdir():
        path.unlink()
    assert post(client, "/minta/4", photo | {"identity": upload(a_photo())}).status_code == 303
