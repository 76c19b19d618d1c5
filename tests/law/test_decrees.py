"""A decree is read whole or turned away with the field that is wrong; an amendment opens days of what it amends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import BadDecree, Decree, days_in_force, parse

NEW_YEAR = {"day": date(2028, 1, 1), "kind": "holiday", "name": " Tahun Baru "}
DECREE = {"number": " SKB 1/2027 ", "title": " Libur 2028 ", "year": 2028, "day": [NEW_YEAR]}
HEAD = "Nomor, judul, dan tahun keputusan harus diisi (number, title, year)"
DAYS = "Hari libur ditulis sebagai [[day]]"
FIRST_ROW = "Hari ke-1: isi day, kind (holiday, joint_leave, local, poll), dan name"


def test_a_decree_is_read_whole() -> None:
    closed = ClosedDay(date(2028, 1, 1), DayKind.HOLIDAY, "Tahun Baru", "SKB 1/2027")
    assert parse(DECREE) == Decree("SKB 1/2027", "Libur 2028", 2028, None, None, frozenset(), (closed,))


def test_an_amendment_names_its_day_what_it_amends_and_which_days_it_opens() -> None:
    removes = [date(2028, 1, 3), date(2028, 1, 4)]
    read = parse({**DECREE, "signed_on": date(2027, 9, 1), "amends": "SKB 9/2027", "removes": removes})
    assert (read.signed_on, read.amends, read.removes) == (date(2027, 9, 1), "SKB 9/2027", frozenset(removes))


def test_a_decree_may_close_no_day_and_carry_no_date_of_signing() -> None:
    read = parse({"number": "SKB 2/2027", "title": "Perubahan", "year": 2028, "signed_on": "2027-09-01", "amends": ""})
    assert (read.days, read.signed_on, read.amends) == ((), None, None)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": " "}, HEAD),
        ({"number": None}, HEAD),
        ({"title": " "}, HEAD),
        ({"title": None}, HEAD),
        ({"year": "2028"}, HEAD),
        ({"number": "", "title": ""}, HEAD),
        ({"title": "", "year": None}, HEAD),
        ({"day": "2028-01-01"}, DAYS),
        ({"day": [{"day": date(2028, 1, 1), "kind": "holiday"}]}, FIRST_ROW),
        ({"day": [{**NEW_YEAR, "kind": "feast"}]}, FIRST_ROW),
        ({"day": ["2028-01-01"]}, FIRST_ROW),
        ({"day": [NEW_YEAR, {**NEW_YEAR, "name": " "}]}, "Hari ke-2: day harus tanggal dan name tidak boleh kosong"),
        ({"day": [{**NEW_YEAR, "day": "2028-01-01"}]}, "Hari ke-1: day harus tanggal dan name tidak boleh kosong"),
        ({"day": [{**NEW_YEAR, "day": date(2027, 12, 31)}]}, "Hari ke-1: 2027-12-31 bukan di tahun 2028"),
        ({"removes": "2028-01-01"}, "removes harus daftar tanggal"),
        ({"removes": date(2028, 1, 1)}, "removes harus daftar tanggal"),
        ({"removes": ["2028-01-01"]}, "removes harus daftar tanggal"),
    ],
)
def test_a_decree_that_cannot_be_read_says_which_field(wrong: Mapping[str, Any], says: str) -> None:
    with pytest.raises(BadDecree) as turned_away:
        parse({**DECREE, **wrong})
    assert str(turned_away.value) == says


def test_an_amendment_opens_days_of_the_decree_that_it_amends_and_of_no_other() -> None:
    day, other = date(2028, 1, 3), date(2028, 1, 4)
    rows = [{"day": closed, "kind": "joint_leave", "name": "Cuti bersama"} for closed in (day, other)]
    first, second = (parse({**DECREE, "number": number, "day": rows}) for number in ("A", "B"))
    amendment = parse({**DECREE, "number": "C", "amends": "A", "removes": [day], "day": []})
    left = [(row.decree, row.day) for row in days_in_force([first, second, amendment])]
    assert left == [("A", other), ("B", day), ("B", other)]


def test_only_a_decree_that_says_so_completes_its_year() -> None:
    whole = {"number": "SKB 1", "title": "Hari libur", "year": 2028}
    assert parse(whole | {"completes_year": True}).completes_year
    assert not parse(whole).completes_year and not parse(whole | {"completes_year": False}).completes_year
