"""A browser without JavaScript for officers' pages: signs in, fetches pages, sends forms with their hidden fields."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import PASSWORD

_HIDDEN = re.compile(r'name="(csrf_token|seen_seq|seen_revision|seen_files)"[^>]*value="([^"]*)"')


class Browser:
    """One person at one screen. `address` is the network address that the server sees."""

    def __init__(self, app: Flask, address: str = "10.0.0.1") -> None:
        """Open the browser."""
        self.client: FlaskClient = app.test_client()
        self.environ = {"REMOTE_ADDR": address}
        self.page = ""

    def get(self, path: str, status: int = 200) -> str:
        """Fetch a page; its text."""
        answer = self.client.get(path, environ_base=self.environ)
        assert answer.status_code == status, (path, answer.status_code)
        self.page = answer.text
        return answer.text

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the first form of a page."""
        return self.hidden_in(self.client.get(path, environ_base=self.environ).text)

    @staticmethod
    def hidden_in(page: str) -> dict[str, str]:
        """The hidden fields of the first form of a page that is at hand."""
        found: dict[str, str] = {}
        for name, value in _HIDDEN.findall(page):
            found.setdefault(name, value)
        return found

    def post(self, path: str, fields: dict[str, Any] | None = None, *, on: str | None = None) -> TestResponse:
        """Send a form as it stands on the page `on` (default: the account page, which everybody has)."""
        data = self.hidden(on or "/masuk/akun") | (fields or {})
        return self.client.post(path, data=data, environ_base=self.environ)

    def try_to_sign_in(self, username: str, password: str = PASSWORD, next_path: str = "") -> TestResponse:
        """Send name and password."""
        token = self.hidden("/masuk")["csrf_token"]
        fields = {"csrf_token": token, "username": username, "password": password, "next": next_path}
        return self.client.post("/masuk", data=fields, environ_base=self.environ)

    def sign_in(self, username: str) -> "Browser":
        """Sign in with the usual password."""
        answer = self.try_to_sign_in(username)
        assert answer.status_code == 302, answer.text
        return self


def words_of(answer: TestResponse | str) -> str:
    """What a page says, without its tags."""
    text = answer if isinstance(answer, str) else answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.split("<main", 1)[-1]))
