"""A question read without the one who asks: a requester's own data is closed, however it is typed."""

import pytest

from pid_tracker.models import Requester
from pid_tracker.services.looking import blinding

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
