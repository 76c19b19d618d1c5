"""What a form says it had shown (`seen_seq`): one reader for all forms; what cannot be read takes nothing and breaks
nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.loading import commissions
from tests.browsing import Browser
from tests.builders import CaseBuilder, a_body, a_case, a_unit, a_user, instant
from tests.web.citizen.browsing import post, text_of
from tests.web.citizen.test_tracking import opened

UNREADABLE = pytest.mark.parametrize(
    "seq",
    ["1" * 5000, "dua", "", "-1", "1.5", "²", "٣"],
    ids=["long", "word", "empty", "-1", "1.5", "square", "arabic"],
)
_FORM = re.compile(r"<form\b(.*?)</form>", re.DOTALL)
_REASON, _REGISTERED = "Sudah saya dapat dari kantor lain.", "007/VIII/KIP-MAL-PS/2026"


def filed() -> CaseBuilder:
    return a_case(a_body()).filed("2026-03-27")


def answered() -> CaseBuilder:
    return filed().answered("2026-03-30")


def referred() -> CaseBuilder:
    buru = a_body("buru", prefix="BUR")
    return a_case(a_body()).filed("2026-03-27", may_refer=False).referred_to("2026-03-30", buru)


def decided() -> CaseBuilder:
    commissions.load_packaged()
    return answered().objected("2026-03-31", "d").decided("2026-04-01")


#: A page with a form that says what it showed -> what came before, what is typed, and the status of "look again".
ACTS: dict[str, tuple[Callable[[], CaseBuilder], dict[str, str], int]] = {
    "cabut": (filed, {"reason": _REASON}, 409),
    "komisi": (decided, {"number": _REGISTERED}, 422),
    "teruskan": (referred, {}, 303),
    "keberatan/3": (answered, {}, 409),
}


@UNREADABLE
@pytest.mark.parametrize("act", ACTS)
def test_a_requester_is_asked_to_look_again_and_keeps_what_was_typed(
    app: Flask, client: FlaskClient, clock: FrozenClock, act: str, seq: str
) -> None:
    history, typed, status = ACTS[act]
    with app.app_context():
        case = history().built()
        number, link, seen = case.number, case.link_token, case.last_seq
    clock.move_to(instant("2026-04-06 10:00"))
    opened(client, number, link)
    path, page = f"/lacak/{number}/{act}", f"/lacak/{number}" if act == "teruskan" else None
    if act == "keberatan/3":
        post(client, f"/lacak/{number}/keberatan", {"grounds": ["d"]})
        post(client, f"/lacak/{number}/keberatan/2", {"wish": "Berikan.", "chronology": "Belum lengkap."})
    answer = post(client, path, {**typed, "seen_seq": seq}, page)
    assert answer.status_code == status
    shown = text_of(answer if status != 303 else client.get(answer.location))
    assert re.search("[Aa]da (perubahan sejak|yang baru)", shown)
    assert all(words in shown for words in typed.values())
    with app.app_context():
        assert db.session.query(CaseFile).filter_by(number=number).one().last_seq == seen
    assert post(client, path, typed, page).status_code == 303, "the form that is shown again can be sent"
    with app.app_context():
        assert db.session.query(CaseFile).filter_by(number=number).one().last_seq > seen


#: Where an officer's forms on a case stand, and in which moment of it.
DESKS: dict[str, tuple[Callable[[], CaseBuilder], tuple[str, ...]]] = {
    "filed": (filed, ("", "/surat", "/cabut")),
    "lacking": (lambda: a_case(a_body()).filed("2026-04-02", complete=False).found_lacking("2026-04-06"), ("",)),
    "answered": (lambda: filed().answered("2026-03-30", Outcome.GRANTED), ("", "/biaya", "/serah-terima", "/ralat")),
    "objected": (lambda: answered().objected("2026-03-31", "d"), ("",)),
    "decided": (decided, ("",)),
}


@pytest.mark.parametrize("moment", DESKS)
def test_no_form_of_an_officer_takes_what_it_cannot_read(app: Flask, clock: FrozenClock, moment: str) -> None:
    history, pages = DESKS[moment]
    with app.app_context():
        case = history().built()
        body = case.body
        a_unit(body)
        a_user("ppid", Role.OFFICER, body)
        a_user("meja", Role.DESK, body)
        number, seen = case.number, case.last_seq
    clock.move_to(instant("2026-04-06 10:00"))
    tried = set[str]()
    for username in ("ppid", "meja"):
        browser = Browser(app).sign_in(username)
        for page in pages:
            address = f"/petugas/perkara/{number}{page}"
            shown = browser.client.get(address)
            for form in _FORM.findall(shown.text if shown.status_code == 200 else ""):
                action = re.search(r'action="([^"]*)"', form)
                if 'name="seen_seq"' not in form:
                    continue
                target = action[1] if action and action[1] else address
                tried.add(target)
                for seq in ("9" * 5000, "dua", "", "-1"):
                    assert browser.post(target, _typed_in(form) | {"seen_seq": seq}).status_code in (400, 404, 422)
    assert len(tried) > 1, tried
    with app.app_context():
        assert db.session.query(CaseFile).filter_by(number=number).one().last_seq == seen


def _typed_in(form: str) -> dict[str, Any]:
    """What the form would send as it stands, but for its two hidden fields."""
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    return {name: value for name, value in found.items() if name not in ("csrf_token", "seen_seq")}
