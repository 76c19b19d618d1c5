"""Requesters who send a sheet with a file, over HTTP, and do not give up; and what the register says afterwards."""

import io
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from pid_tracker.clock import SystemClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Message, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import drafts
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.upkeep import verifying
from tests.drill.stage import PATIENCE, Stage
from tests.web.citizen.browsing import hidden_fields

_SHEET = {
    "question": "Anggaran jalan lingkar Kota Ambon tahun 2025, lembar {place}", "target": "HOME", "may_refer": "YES",
    "purpose": "CITIZEN", "kind": "PERSON", "name": "Yohana Pattiwael", "address": "Jalan Pantai 7, Ambon",
    "identity_way": "PHOTO", "delivery": "LINK", "email": "pemohon{place}@contoh.id",
}  # fmt: skip
_FILED = "/minta/terkirim/"
_PICTURE = Copy(b"\xff\xd8\xff" + bytes(20_000), "image/jpeg", "ktp.jpg")


@dataclass
class Figures:
    """What came of a drill. `faults` are what should not have happened, `notes` what else there is to say, in words."""

    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or torn, and nothing else went wrong."""
        return not (self.lost or self.doubled or self.torn or self.faults)


@dataclass
class Requester:
    """One sheet in one browser: the question tells it from all others. `number` once it was told."""

    place: int
    cookies: dict[str, str]
    number: str = ""
    tries: int = 0
    answers: Counter[int] = field(default_factory=Counter)


def sheets(stage: Stage, posts: int, *, with_file: bool = True, first: int = 0) -> list[Requester]:
    """So many sheets, filled in and with a picture, ready to be sent: each in a browser of its own."""
    found, started = [], SystemClock().now() - timedelta(minutes=5)
    sign = stage.app.session_interface.get_signing_serializer(stage.app)  # type: ignore[attr-defined]  # Flask's own
    with stage.app.app_context():
        for place in range(first, first + posts):
            typed = {name: value.format(place=place) for name, value in _SHEET.items()}
            draft, token = drafts.start(started, typed)
            if with_file:
                drafts.attach(draft, DocumentKind.IDENTITY, _PICTURE, started)
            db.session.commit()
            found.append(Requester(place, {stage.app.config["SESSION_COOKIE_NAME"]: sign.dumps({"draft": token})}))
    stage.rest()
    return found


def file_here(stage: Stage, posts: int) -> list[Requester]:
    """So many requests, filed without HTTP, each with its receipt in the outbox."""
    now, filed = SystemClock().now(), []
    with stage.app.app_context():
        body = db.session.get_one(PublicBody, stage.body_id)
        for place in range(posts):
            draft, _ = drafts.start(now, {name: value.format(place=place) for name, value in _SHEET.items()})
            drafts.attach(draft, DocumentKind.IDENTITY, _PICTURE, now)
            case = drafts.file_draft(draft, body, Hand(Actor(Role.REQUESTER, "Pemohon"), now, calendar_of(body)))
            db.session.commit()
            filed.append(Requester(place, {}, number=case.number))
    stage.rest()
    return filed


def ask(
    stage: Stage,
    one: Requester,
    path: str,
    fields: dict[str, str] | None = None,
    file: tuple[str, str, bytes] | None = None,
) -> tuple[HTTPResponse, str]:
    """Open a page, or send a form; the browser keeps its cookies. OSError or HTTPException when nobody answers."""
    connection = HTTPConnection("127.0.0.1", stage.port, timeout=20)
    try:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in one.cookies.items()),
            "X-Forwarded-For": f"10.{one.place >> 16}.{one.place >> 8 & 255}.{one.place & 255}",
        }
        if fields is None:
            connection.request("GET", path, headers=headers)
        elif file is not None:
            upload = FileStorage(io.BytesIO(file[2]), file[1], file[0], "image/jpeg")
            boundary, body = encode_multipart({**fields, file[0]: upload})
            headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
            connection.request("POST", path, body, headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", path, urlencode(fields), headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            one.cookies[name] = value
        one.answers[answer.status] += 1
        return answer, page
    finally:
        connection.close()


def upload(stage: Stage, one: Requester) -> bool:
    """Send a photo for the sheet, as from a phone; whether it was taken."""
    _, page = ask(stage, one, "/minta/4")
    content = {**hidden_fields(page), "identity_way": "PHOTO"}
    answer, _ = ask(stage, one, "/minta/4", content, ("identity", "ktp.jpg", _photo()))
    return answer.status == 303


@cache
def _photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((600, 400), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def send(stage: Stage, one: Requester) -> bool:
    """Press "Kirim" once, as a person would: look at the sheet, send it, read the number; whether it was told."""
    answer, page = ask(stage, one, "/minta/periksa")
    if answer.status == 200:
        answer, page = ask(stage, one, "/minta/periksa", hidden_fields(page))
    location = answer.headers.get("Location") or ""
    if answer.status == 303 and _FILED in location:
        one.number = location.rpartition("/")[2]
    return bool(one.number)


def send_all(stage: Stage, requesters: list[Requester], on_told: Callable[[int], None]) -> float:
    """Everybody sends until he has a number; `on_told` hears how many have one. Seconds that the longest took."""
    return insist(requesters, lambda one: send(stage, one), on_told)


def insist(
    requesters: list[Requester], act: Callable[[Requester], bool], on_told: Callable[[int], None], at_once: int = 8
) -> float:
    """Everybody tries until it is done, however often nobody answers; the seconds that the longest took."""
    told, lock, longest = [0], threading.Lock(), [0.0]

    def one_by_one(one: Requester) -> None:
        begun = time.monotonic()
        done = False
        while not done and time.monotonic() < begun + PATIENCE:
            one.tries += 1
            try:
                done = act(one)
            except (OSError, HTTPException):  # no answer: he does not know, and sends again
                time.sleep(0.05)
        with lock:
            told[0] += done
            longest[0] = max(longest[0], time.monotonic() - begun)
            on_told(told[0])

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one_by_one, requesters))
    return longest[0]


def hold_against_register(stage: Stage, requesters: list[Requester]) -> Figures:
    """Compare the ledger with the register: every number there once, with its sheet, its file and its message."""
    figures = Figures(acknowledged=sum(bool(one.number) for one in requesters))
    if unanswered := len(requesters) - figures.acknowledged:
        figures.faults.append(f"{unanswered} tidak pernah mendapat nomor")
    with stage.app.app_context():
        cases = list(db.session.scalars(select(CaseFile)))
        by_number = {case.number: case for case in cases}
        asked = Counter(case.question for case in cases)
        for one in requesters:
            question = _SHEET["question"].format(place=one.place)
            case = by_number.get(one.number)
            figures.lost += bool(one.number) and (case is None or case.question != question)
            figures.doubled += asked[question] > 1
        for case in cases:
            has = [
                db.session.scalar(select(func.count(row.id)).where(row.case_id == case.id))
                for row in (Document, Message)
            ]
            if [*has, len(case.events)] != [1, 1, 1] and case.question.startswith("Anggaran jalan lingkar"):
                figures.torn += 1
                figures.notes.append(f"{case.number}: {has[0]} berkas, {has[1]} pesan, {len(case.events)} peristiwa")
        if difference := verifying.verify().difference:
            figures.torn += 1
            figures.notes.append(difference)
    stage.rest()
    return figures
