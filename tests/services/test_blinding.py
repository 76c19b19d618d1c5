"""A question read without the one who asks: a requester's own data is closed, however it is typed."""

import pytest
from flask import Flask

from pid_tracker.models import Requester
from pid_tracker.services.answer import correcting
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import blinding
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_requester, instant, the_officer

_NOTHING = dict.fromkeys(("group_name", "entity_name", "entity_number", "principal_name", "principal_address"), "")
PERSON = Requester(name="Yohana Pattiwael", address="Jalan Kenari 77, Ambon", phone="0911-345678", **_NOTHING)


@pytest.mark.parametrize(
    "text",
    ["hubungi 0911-345678 saja", "hubungi 0911 345 678 saja", "telepon 0911345678.", "rumah di jalan kenari 77 dulu",
     "Jalan  Kenari 77, Ambon", "saya YOHANA pattiwael"],
)  # fmt: skip
def test_what_could_tell_who_asks_is_closed(text: str) -> None:
    closed = blinding.masked(text, PERSON)
    assert blinding.HIDDEN in closed
    assert not any(word in closed.casefold() for word in ("345", "kenari", "yohana", "pattiwael"))


def test_what_tells_nobody_stays() -> None:
    text = "Daftar jalan di Ambon yang rusak, 345 titik, tahun 2025"
    assert blinding.masked(text, PERSON) == text


def test_what_was_corrected_is_closed_as_it_was_written_before(app: Flask) -> None:
    with app.app_context():
        person = a_requester("Yosina Tahapary", phone="0812 4444 5555")
        case = a_case(a_body()).filed("2026-03-02", requester=person).built()
        hand = Hand(the_officer(case.body), instant("2026-03-03"), calendar_of(case.body))
        correcting.correct(case, "NAME", "Yosina Tahaparya", "Salah tulis satu huruf", hand)
        correcting.correct(case, "PHONE", "081266667777", "Salah tulis nomornya", hand)
        text = "Dulu Tahapary, 0812-4444-5555; kini Tahaparya, +62 812 6666 7777"
        assert blinding.masked(text, case.requester) == "Dulu (tertutup), (tertutup); kini (tertutup), (tertutup)"
        assert case.requester.former == {"name": ["Yosina Tahapary"], "phone": ["0812 4444 5555"]}


def test_rebuild_remembers_what_was_corrected_before_this_was_kept(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-03-02").corrected("2026-03-03", "NAME", "Yohanna Pattiwael").built()
        case.requester.former = {}
        verifying.rebuild()
        assert case.requester.former == {"name": ["Yohana Pattiwael"]}
