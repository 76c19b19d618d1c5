"""How much may be sent: promised on the page, taken by the server, and told without losing what was typed."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from pid_tracker.extensions import db
from pid_tracker.models import Document
from pid_tracker.services.store.limits import ANSWER, MEGABYTE, PROOF
from pid_tracker.web import sizes
from tests.builders import a_body
from tests.web.citizen.browsing import fill, hidden_fields, text_of, upload
from tests.web.officer.conftest import Office, office  # noqa: F401  # the fixture

ROOT = Path(__file__).resolve().parents[2]
TYPED = {"jawab-result": "OPEN", "jawab-explanation": "Ada 12 ruas yang rusak.", "jawab-checked_by": "Kepala Bidang"}


def csv_of(megabytes: float) -> FileStorage:
    return FileStorage(io.BytesIO(b"nama;isi\n" * int(megabytes * MEGABYTE / 9)), "tabel.csv", content_type="text/csv")


def send(client: FlaskClient, path: str, fields: dict[str, str], *files: tuple[str, FileStorage]) -> TestResponse:
    """A form with files, as a browser sends it."""
    boundary, body = encode_multipart(MultiDict([*fields.items(), *files]))
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def with_its_unit(office: Office) -> str:  # noqa: F811
    with office.app.app_context():
        part_id = office.case().parts[0].id
    case_page = f"/petugas/perkara/{office.number}"
    route = {"bagian1-unit": str(office.pupr_id), "bagian1-text_for_unit": "Daftar ruas", "bagian1-checked": "y"}
    assert office.browser("ppid").post(f"{case_page}/bagian/1/teruskan", route, on=case_page).status_code == 302
    return f"/petugas/bagian/{part_id}"


def test_two_files_of_four_megabytes_are_taken_as_the_page_promises(office: Office) -> None:  # noqa: F811
    page, unit = with_its_unit(office), office.browser("pupr")
    assert ANSWER.promise in unit.get(page)
    two = ("jawab-files", csv_of(4)), ("jawab-files", csv_of(4.5))
    assert send(unit.client, f"{page}/jawab", unit.hidden(page) | TYPED, *two).status_code == 302
    with office.app.app_context():
        assert (
            db.session.query(Document).count() == 2 and office.case().parts[0].explanation == "Ada 12 ruas yang rusak."
        )


def test_one_file_too_large_or_too_many_are_told_beside_the_field(office: Office) -> None:  # noqa: F811
    page, unit = with_its_unit(office), office.browser("pupr")
    for files, words in (([csv_of(5.1)], ANSWER.too_large), (many(), ANSWER.too_many)):
        chosen = [("jawab-files", file) for file in files]
        answer = send(unit.client, f"{page}/jawab", unit.hidden(page) | TYPED, *chosen)
        assert answer.status_code == 422 and words in answer.text and "Ada 12 ruas yang rusak." in answer.text


def many() -> list[FileStorage]:
    return [csv_of(0.01) for _ in range(ANSWER.most + 1)]


def test_a_form_that_is_too_large_comes_back_with_all_that_was_typed(office: Office) -> None:  # noqa: F811
    page, unit = with_its_unit(office), office.browser("pupr")
    files = [("jawab-files", csv_of(11)) for _ in range(5)]
    answer = send(unit.client, f"{page}/jawab", unit.hidden(page) | TYPED, *files)
    assert answer.status_code == 413 and "Ada 12 ruas yang rusak." in answer.text
    assert ANSWER.promise in answer.text and 'type="file"' in answer.text and 'name="jawab-files"' in answer.text
    again = unit.client.post(f"{page}/jawab", data=hidden_fields(answer.text))
    assert again.status_code == 302, "sent again without files"
    with office.app.app_context():
        assert office.case().parts[0].explanation == "Ada 12 ruas yang rusak."


def test_what_was_not_sent_from_our_page_is_not_drawn_again(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_body()
    fill(client, until="/minta/4")
    foreign = {"csrf_token": "x", "nik": "8171014503740001"}
    answer = send(client, "/minta/4", foreign, ("identity", upload(b"\xff\xd8\xff" + b"x" * 33 * MEGABYTE)))
    assert answer.status_code == 413 and "8171014503740001" not in text_of(answer) and PROOF.promise in text_of(answer)


@pytest.mark.parametrize("endpoint", sorted(sizes.FORMS))
def test_every_form_takes_what_its_page_promises(app: Flask, endpoint: str) -> None:
    assert endpoint in app.view_functions
    assert 0 < sizes.promised_to(endpoint) + sizes.TYPED < sizes.largest_of(endpoint) <= sizes.LARGEST < sizes.PROXY


def test_every_page_with_a_field_for_files_is_in_the_table() -> None:
    drawn = {
        path.name for path in (ROOT / "templates").rglob("*.html") if "multipart/form-data" in path.read_text("utf-8")
    }
    views = {endpoint.partition(".")[2] for endpoint in sizes.FORMS}
    panels = {
        "_dispute.html": {"execute_ruling", "keep_closed_document"}, "_objection.html": {"execute_decision"},
        "show_part.html": {"answer_part"}, "_step.html": set(), "too_large.html": set(),
    }  # fmt: skip
    found = set().union(*(panels.get(name, {name.removesuffix(".html")}) for name in drawn))
    assert found == views


def test_the_advice_for_the_proxy_follows_from_the_table() -> None:
    (advised,) = re.findall(r"client_max_body_size (\d+)m", (ROOT / "README.md").read_text("utf-8"))
    assert int(advised) * MEGABYTE == sizes.PROXY
