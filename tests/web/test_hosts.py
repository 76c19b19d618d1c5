"""Under which names the site answers, and what a browser keeps of it (checks W01, W02)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from tests.builders import a_body
from tests.conftest import a_config

SITE = "https://ppid.contoh.go.id"


@pytest.fixture
def site(app: Flask, tmp_path: Path, database_url: str, clock: FrozenClock) -> Iterator[Flask]:
    """The application as it stands behind a proxy that speaks https."""
    with app.app_context():
        a_body()
    plain: Config = a_config(database_url, tmp_path)
    site = create_app(
        Config(**{name: getattr(plain, name) for name in plain.__slots__} | {"base_url": SITE, "trusted_proxies": 1}),
        clock,
    )
    yield site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("host", ["ppid.contoh.go.id", "localhost", "127.0.0.1:8000"])
def test_the_site_answers_under_its_own_name_and_to_its_own_machine(site: Flask, host: str) -> None:
    assert site.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "jahat.example"},
        {"Host": "ppid.contoh.go.id.jahat.example"},
        {"Host": "ppid.contoh.go.id", "X-Forwarded-Host": "jahat.example"},
        {"Host": "xn--ppid"},
    ],
)
def test_w02_no_other_name_is_answered(site: Flask, headers: dict[str, str]) -> None:
    for address in ("/", "/minta/1", "/tidak-ada", "/static/site.css"):
        answer = site.test_client().get(address, headers=headers)
        assert answer.status_code == 400, address
        assert "jahat" not in answer.get_data(as_text=True)


def test_w01_behind_https_the_cookie_is_bound_to_the_host_and_https_is_demanded(site: Flask) -> None:
    client = site.test_client()
    answer = client.get("/minta/1", base_url=SITE)
    cookie = next(value for name, value in answer.headers if name == "Set-Cookie")
    assert cookie.startswith("__Host-pid=") and "Domain" not in cookie
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    for address in ("/", "/tidak-ada", "/minta/1"):
        assert "max-age=63072000" in client.get(address).headers["Strict-Transport-Security"]


def test_the_demo_on_plain_http_keeps_a_plain_cookie(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        a_body()
    answer = client.get("/minta/1")
    cookie = next(value for name, value in answer.headers if name == "Set-Cookie")
    assert cookie.startswith("pid=") and "Secure" not in cookie
    assert "Strict-Transport-Security" not in answer.headers
