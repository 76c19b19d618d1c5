"""Who may not know who asks finds nobody: every page, list, export, letter and file, over a database full of canaries.

The stored old database holds every kind of event. Each requester of its busiest body gets the names, addresses and
contacts below, some of them former ones; and a sentence that names them all is planted in everything that a person or
a machine writes about a case. A new column of text is planted, or NAMES_NOBODY says why not.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import python_calamine
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import Base, Coded, Sealed, db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, CaseText, Document, Message, Notice, Part, PublicBody, Requester, Unit
from pid_tracker.services.looking.blinding import HIDDEN
from tests.browsing import Browser
from tests.builders import a_user
from tests.stored import unpacked

PERSON = {
    "name": "Kenariwati Latukolan",
    "group_name": "Kelompok Murbeiharja",
    "entity_name": "PT Zaitunraya Abadi",
    "entity_number": "AHU-7788123.AH.01",
    "principal_name": "Bonifasius Merpatilaut",
    "principal_address": "Gang Cendrawasihku 9, Tual",
    "address": "Lorong Kenarijingga 12, Ambon",
    "phone": "081298765001",
    "email": "kenari.jingga@contoh.id",
    "nik": "8171015503740099",
}
FORMER = {
    "name": "Kenariwatu Lamatani",
    "address": "Jalan Pinguinselatan 3, Tual",
    "phone": "081277700055",
    "email": "lamatani.k@contoh.id",
}
SENTENCE = " | ".join([*PERSON.values(), *FORMER.values(), "0812 9876 5001", "+62 812-7770-0055"])
#: What must not be found, each in one piece that no page would break.
CANARIES = (
    "Kenariwati", "Latukolan", "Murbeiharja", "Zaitunraya", "7788123", "Bonifasius", "Merpatilaut", "Cendrawasihku",
    "Kenarijingga", "081298765001", "9876 5001", "kenari.jingga", "8171015503740099",
    "Kenariwatu", "Lamatani", "Pinguinselatan", "081277700055", "7770-0055", "lamatani.k",
)  # fmt: skip

#: Columns that get the sentence: whatever a person or a machine writes about a case.
PLANTED: dict[type[Any], tuple[str, ...]] = {
    CaseFile: ("question", "period", "place", "office_hint", "purpose_text"),
    CaseText: ("text",),
    Part: ("text", "text_for_unit", "instruction", "explanation", "searched", "hand_back_reason", "referred_to",
           "referred_address", "checked_by"),
    Document: ("name",),
    Message: ("recipient", "error"),
    Requester: (*PERSON, "needs", "former"),
    Notice: ("contents",),
}  # fmt: skip
#: What an officer words in a letter.
WORDED = (
    "summary", "form", "delivery", "payment", "time_needed", "redaction", "material", "searched", "holder",
    "holder_address",
)  # fmt: skip
_CODES = "codes, numbers, keys and addresses that the program makes, or one of a closed list"
NAMES_NOBODY: dict[str, str] = {
    "account_act": "those who work here", "account_change": "those who work here", "appointment": "those who work here",
    "user_account": "those who work here", "access_record": "a sentence of the program", "case_event": _CODES,
    "clearance_level": "offices", "clock_note": "the operator's own words", "commission": "offices",
    "consequence_test": "is about information, and is published", "exempt_entry": "is published",
    "decree": "days", "decree_proposal": "days", "holiday": "days", "installation": _CODES, "miss": _CODES,
    "public_body": "offices", "unit": "offices", "reading_change": "days", "snapshot": "figures",
    "file_check": "what stands out in a file, in the program's words", "last_run": _CODES,
    "draft": "opens in the browser that wrote it only",
    "case_file": _CODES, "case_text": _CODES, "part": _CODES, "document": _CODES, "message": _CODES, "notice": _CODES,
    "requester": _CODES,
}  # fmt: skip
_CODES_OF = {
    "case_file": {"number", "form_token", "code", "link_token", "channel", "purpose", "delivery", "formats", "label",
                  "identity_way", "rating", "closed_under", "referred_from", "objection_number", "grounds", "decision",
                  "dispute_number", "dispute_stage", "ruling", "dispute_end"},
    "case_text": {"name"},
    "part": {"referred_code", "referred_number", "result"},
    "document": {"public_id", "media_type", "sha256", "storage_key"},
    "message": {"template", "occasion", "facts", "message_id"},
    "notice": {"number", "sha256", "saved_by"},
    "requester": {"kind", "phone_channel", "nik_last4"},
}  # fmt: skip


def test_every_column_of_text_is_planted_or_names_nobody() -> None:
    planted = {table.__tablename__: set(columns) for table, columns in PLANTED.items()}
    for table in Base.metadata.sorted_tables:
        text = {
            column.name
            for column in table.columns
            if isinstance(column.type, (sa.String, sa.JSON, Sealed)) and not isinstance(column.type, (sa.Enum, Coded))
        }
        if text:
            assert table.name in NAMES_NOBODY, table.name
        if table.name in planted:
            assert text == planted[table.name] | _CODES_OF[table.name], table.name


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The stored database with its canaries, and somebody for each role."""
    with unpacked(tmp_path_factory.mktemp("canaries")) as app:
        with app.app_context():
            body = db.session.query(PublicBody).filter_by(code="lama").one()
            unit = db.session.query(Unit).filter_by(body_id=body.id).first()
            a_user("kantor", Role.UNIT_OFFICER, unit=unit)
            a_user("pimpinan", Role.SUPERIOR, body)
            a_user("pemeriksa", Role.SUPERVISOR, body)
            a_user("kelola", Role.ADMIN)
            a_user("tetangga", Role.OFFICER, db.session.query(PublicBody).filter_by(code="baru").one())
            _plant(body)
            db.session.commit()
        yield app


def _plant(body: PublicBody) -> None:
    cases = db.session.query(CaseFile).filter_by(body_id=body.id).filter(CaseFile.requester_id.is_not(None)).all()
    ids = [case.id for case in cases]
    for requester in {case.requester for case in cases}:
        for name, value in PERSON.items():
            setattr(requester, name, value)
        requester.former = {name: [value] for name, value in FORMER.items()}
        requester.needs = SENTENCE
    for table, columns in PLANTED.items():
        if table in (Requester, Notice):
            continue
        for row in db.session.query(table).filter((table.id if table is CaseFile else table.case_id).in_(ids)):
            for column in filter(lambda name, of=row: getattr(of, name), columns):
                setattr(row, column, f"«{table.__tablename__}.{column}» {SENTENCE}")
    for notice in db.session.query(Notice).filter(Notice.case_id.in_(ids)):
        notice.contents = _with_canaries(notice.contents)


def _with_canaries(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _with_canaries(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_canaries(item, key) for item in value]
    return f"«notice.{key}» {SENTENCE}" if isinstance(value, str) and value and key in WORDED else value


#: Lists for everybody, and what no page links to but somebody may type.
LISTS = ("/", "/masuk/akun", "/petugas", "/petugas/bagian", "/petugas/keberatan", "/kelola", "/data")
PAGES = ("/petugas/perkara/{}", "/petugas/perkara/{}/surat", "/petugas/keberatan/{}", "/lacak/{}")
#: Pages of one shape (its numbers aside) that are read at most; of the cases with canaries, all.
A_SHAPE, WITH_CANARIES = 6, 60


def everything_for(app: Flask, username: str | None, numbers: list[str]) -> dict[str, str]:
    """What somebody can reach, as text by address: along the links, from the lists and the page of each case."""
    browser, read, shapes = Browser(app), dict[str, str](), Counter[str]()
    if username:
        browser.sign_in(username)
    waiting = [*LISTS, *(page.format(number) for number in numbers for page in PAGES)]
    while waiting:
        path = waiting.pop()
        shape = re.sub(r"\d+", "0", path)
        if path in read or shapes[shape] >= (WITH_CANARIES if "LMA" in path else A_SHAPE):
            continue
        shapes[shape] += 1
        answer = browser.client.get(path, environ_base=browser.environ)
        assert answer.status_code < 500, path
        read[path] = _text_of(answer.mimetype, answer.data) if answer.status_code == 200 else ""
        links = [answer.location or ""]
        if answer.mimetype == "text/html":
            links += [unescape(link) for link in re.findall(r'(?:href|src)="([^"#]+)', answer.text)]
        waiting += [own for link in links if (own := _own(link)).startswith(_inside(username))]
    return read


def _inside(username: str | None) -> tuple[str, ...]:
    """What a role has for itself; what is public is read once, by nobody in particular."""
    return ("/petugas", "/kelola", "/masuk") if username else ("/",)


def _own(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "") if not parts.path.startswith("/static") else ""


def _text_of(kind: str, content: bytes) -> str:
    if kind == "application/pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    if "spreadsheetml" in kind:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        return "\n".join(str(cell) for row in rows for cell in row)
    return unescape(content.decode(errors="replace"))


@pytest.mark.parametrize("username", ["kantor", "pimpinan", "pemeriksa", "kelola", "tetangga", None])
def test_who_may_not_see_names_finds_nobody(planted: Flask, username: str | None) -> None:
    objected = sa.select(CaseFile.objection_number).where(CaseFile.objection_number != "")
    with planted.app_context():
        numbers = [*db.session.scalars(sa.select(CaseFile.number)), *db.session.scalars(objected)]
    read = everything_for(planted, username, numbers)
    found = {
        path: [hit for hit in CANARIES if hit.casefold() in text.casefold()] + re.findall(r"«([^»]+)»", text)
        for path, text in read.items()
        if any(hit.casefold() in text.casefold() for hit in CANARIES)
    }
    assert found == {}
    assert sum(map(bool, read.values())) > 5
    if username in ("kantor", "pimpinan", "pemeriksa"):  # they read what was asked, with the names closed
        assert any("«" in text and HIDDEN in text for text in read.values())


def test_the_desk_that_may_see_names_finds_them(planted: Flask) -> None:
    """The crawl is not blind itself."""
    with planted.app_context():
        a_user("loket", Role.DESK, db.session.query(PublicBody).filter_by(code="lama").one())
        number = db.session.scalar(sa.select(CaseFile.number).where(CaseFile.number.like("LMA-%")).limit(1))
    page = Browser(planted).sign_in("loket").get(f"/petugas/perkara/{number}")
    assert "Kenariwati" in page
