"""A database written by the version before the facts of events were typed: it upgrades, verifies, reads and serves.

What it holds: `stored.py`.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import fingerprints
from tests.browsing import Browser
from tests.stored import unpacked


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The old installation, its tables brought to the head of the migrations."""
    with unpacked(tmp_path_factory.mktemp("old")) as app:
        yield app


def test_it_verifies(old: Flask) -> None:
    done = old.test_cli_runner().invoke(args=["verify"])
    assert done.exit_code == 0, done.output


def test_every_kind_of_event_gives_the_very_bytes_that_were_hashed(old: Flask) -> None:
    with old.app_context():
        rows = db.session.query(CaseEventRow).all()
        assert {row.kind for row in rows} == set(E)
        for row in rows:
            facts = read(row.kind, row.details)
            assert facts.kind is row.kind
            assert fingerprints.canonical(facts.to_json()) == fingerprints.canonical(row.details), row.kind


def test_the_law_sees_every_case_as_it_was_projected(old: Flask) -> None:
    done = old.test_cli_runner().invoke(args=["rebuild"])
    assert done.exit_code == 0, done.output
    done = old.test_cli_runner().invoke(args=["verify"])
    assert done.exit_code == 0, done.output


def test_every_case_serves_to_its_requester_and_to_the_officer_and_the_figures_do(old: Flask) -> None:
    with old.app_context():
        cases = [(case.number, case.link_token, case.body.code) for case in db.session.query(CaseFile)]
    browser, officer = Browser(old), Browser(old, "10.0.0.2").sign_in("ppid-lama")
    for number, token, body in cases:
        if body == "lama":
            assert number in officer.get(f"/petugas/perkara/{number}")
        if "-L" not in number:  # rows of an older register are followed by nobody
            answer = browser.client.get(f"/lacak/{number}/{token}", follow_redirects=True, environ_base=browser.environ)
            assert answer.status_code == 200 and number in answer.text
    for path in ("/", "/angka", "/angka/lama", "/data/permintaan.csv", "/petugas", "/petugas/register/permohonan"):
        officer.get(path)
