"""What must hold over a whole register: projections equal the fold, GET writes nothing, every page is whole, no link is
dead.

A small demo province is made by the same use cases as the large one; everybody visits every page that a link leads to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.demo import places
from pid_tracker.extensions import Base, db
from pid_tracker.models import CaseFile
from pid_tracker.services.upkeep import verifying
from tests.conftest import a_config
from tests.databases import OwnDatabase

_LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?(?:href|src)="([^"]+)"')
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_MOST = 60  # pages one person visits
_VISITORS = ("", *(account.username for account in places.ACCOUNTS))


@pytest.fixture
def province(
    database: OwnDatabase, compiled_templates: FileSystemBytecodeCache, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """A demo province of 30 cases, with something open, late and answered; the tests of this module only look at it."""
    folder = tmp_path_factory.getbasetemp() / sa.make_url(database.url).get_backend_name()
    folder.mkdir(exist_ok=True)
    made = "province" in database.copies
    if made:
        database.fill("province")
    clock = FrozenClock(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    app = create_app(replace(a_config(database.url, folder), mode="demo"), clock)
    app.jinja_env.bytecode_cache = compiled_templates
    if not made:
        result = app.test_cli_runner().invoke(args=["demo", "--cases", "30"])
        assert result.exit_code == 0, result.output
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if not made:
        database.keep("province")


def sign_in(app: Flask, username: str) -> FlaskClient:
    """A browser, signed in as a demo account, or as nobody."""
    client = app.test_client()
    for account in places.ACCOUNTS:
        if account.username == username:
            token = _TOKEN.search(client.get("/masuk").text)
            assert token
            fields = {"csrf_token": token[1], "username": username, "password": account.password}
            assert client.post("/masuk", data=fields).status_code in (302, 303)
    return client


def crawl(client: FlaskClient) -> Mapping[str, tuple[int, str]]:
    """Every page that a link leads to from the start pages: address -> status and text."""
    waiting, seen = ["/", "/petugas", "/kelola", "/masuk/akun", "/minta/1", "/komponen"], dict[str, tuple[int, str]]()
    while waiting and len(seen) < _MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        with client.get(path) as answer:
            is_page = answer.mimetype == "text/html"
            seen[path] = (answer.status_code, answer.get_data(as_text=True) if is_page else "")
        for found in _LINK.findall(seen[path][1]):
            link = urlsplit(unescape(found))
            if link.scheme or link.netloc or not link.path:
                continue
            target = link.path + (f"?{link.query}" if link.query else "")
            if target not in seen and target not in waiting:
                waiting.append(target)
    return seen


def contents() -> dict[str, tuple[object, ...]]:
    """Every row of every table."""
    return {
        table.name: tuple(sorted(map(repr, db.session.execute(sa.select(table)).all())))
        for table in Base.metadata.sorted_tables
    }


def secrets_of(app: Flask) -> set[str]:
    """What only desk and PPID may see: names and contacts of requesters."""
    with app.app_context():
        requesters = [case.requester for case in db.session.scalars(sa.select(CaseFile))]
        found = {value for one in requesters if one for value in (one.name, one.email, one.phone, one.entity_name)}
    return found - {""}


def is_whole(path: str, text: str) -> None:
    """One heading, a title, Indonesian, a label for every field, nothing inline."""
    assert '<html lang="id">' in text, path
    assert len(re.findall(r"<h1\b", text)) == 1, path
    assert re.search(r"<title>\s*\S.*?</title>", text, re.S), path
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text), path
    labelled = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', text))
    for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
        if not re.search(r'type="(?:hidden|submit)"', field):
            name = re.search(r'\bid="([^"]+)"', field)
            assert (name and name[1] in labelled) or "aria-label" in field, (path, field)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("visitor", _VISITORS, ids=lambda name: name or "nobody")
def test_every_page_is_whole_names_nobody_leads_nowhere_dead_and_writes_nothing(province: Flask, visitor: str) -> None:
    client = sign_in(province, visitor)
    with province.app_context():
        before = contents()
    pages = crawl(client)
    closed = {"/petugas", "/kelola", "/masuk/akun"}  # start pages that not everybody may see
    broken = {path: status for path, (status, _) in pages.items() if status >= 400 and path not in closed}
    assert broken == {}
    for path, (status, text) in pages.items():
        if text and status < 300:
            is_whole(path, text)
    if visitor in ("", "pupr", "perikanan", "pengawas"):  # who may not know who asks
        secrets = secrets_of(province)
        for path, (_, text) in pages.items():
            assert {secret for secret in secrets if secret in text} == set(), path
    with province.app_context():
        assert contents() == before
    assert len(pages) > 15


@pytest.mark.timeout(300)
def test_the_projections_of_a_whole_register_equal_the_fold(province: Flask) -> None:
    with province.app_context():
        for case in db.session.scalars(sa.select(CaseFile)):
            assert verifying.projection_difference(case) == ""
        assert verifying.verify().difference == ""
