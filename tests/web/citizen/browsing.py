"""A requester's browser: fills in the pages in order, with the form tokens that the pages carry."""

import io
import re
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')

INFORMATION = {"question": "Daftar penerima bantuan nelayan Kota Ambon tahun 2025\nAnggaran jalan lingkar tahun 2025"}
PURPOSE = {"target": "HOME", "may_refer": "YES", "purpose": "CITIZEN"}
PERSON = {"kind": "PERSON", "name": "Yohana Pattiwael", "address": "Jalan Pantai 7, Ambon"}
IDENTITY = {"identity_way": "LATER"}
DELIVERY = {"delivery": "LINK", "email": "yohana@contoh.id", "phone_channel": "SMS"}
STEPS: dict[str, dict[str, Any]] = {
    "/minta/1": INFORMATION,
    "/minta/2": PURPOSE,
    "/minta/3": PERSON,
    "/minta/4": IDENTITY,
    "/minta/5": DELIVERY,
}


def text_of(answer: TestResponse) -> str:
    """The page."""
    return answer.get_data(as_text=True)


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page, the form token among them."""
    fields = {}
    for tag in _HIDDEN.findall(page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = value[1] if value else ""
    return fields


def post(client: FlaskClient, path: str, fields: dict[str, Any] | None = None, page: str | None = None) -> TestResponse:
    """Open a page and send its form with `fields`; `page` is another address that carries the form."""
    shown = client.get(page or path)
    sent = {**hidden_fields(text_of(shown)), **(fields or {})}
    if not any(isinstance(value, FileStorage) for value in sent.values()):
        return client.post(path, data=sent)
    boundary, body = encode_multipart(sent)
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def fill(client: FlaskClient, until: str = "", **changes: dict[str, Any]) -> None:
    """Fill in the steps in order up to `until` (not included); `changes` by path replace what is typed."""
    for path, fields in STEPS.items():
        if path == until:
            return
        answer = post(client, path, changes.get(path, fields))
        assert answer.status_code == 303, (path, re.findall(r'class="error"[^>]*>(.*?)</span>\n', text_of(answer)))


def send(client: FlaskClient, **changes: dict[str, Any]) -> str:
    """File a request; the registration number."""
    fill(client, **changes)
    answer = post(client, "/minta/periksa")
    assert answer.status_code == 303 and "/minta/terkirim/" in answer.location, answer.location
    return answer.location.rsplit("/", 1)[1]


def a_photo(width: int = 800, height: int = 500, kind: str = "JPEG", **more: Any) -> bytes:
    """A picture file."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (150, 190, 220)).save(out, kind, **more)
    return out.getvalue()


def upload(content: bytes, name: str = "ktp.jpg", media_type: str = "image/jpeg") -> FileStorage:
    """A file as a form sends it."""
    return FileStorage(io.BytesIO(content), name, content_type=media_type)
