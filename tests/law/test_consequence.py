"""The consequence test: each content of Annex II and III, how long it stands, and what may rest on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.consequence import (
    REQUIREMENTS,
    TEST_GRANTS,
    Member,
    TestAct,
    TestContents,
    TestResult,
    is_about_everything,
    missing,
)
from pid_tracker.law.exemptions import EXEMPTIONS, LETTERS, PERIODS, articles_of, latest_end, letters_of
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import Role
from pid_tracker.law.reliance import FinishedTest, in_force, review_from, why_not_rest_on
from tests.closing import LAWFUL

PLAIN = WorkingCalendar((), range(2020, 2062))
STANDS = FinishedTest("UK-MAL-26-00001", TestResult.CLOSED, ("h3",), date(2026, 3, 3), date(2026, 6, 30))


def lacks(contents: TestContents) -> list[str]:
    """The names of what is missing."""
    return [item.field for item in missing(contents)]


def test_a_whole_test_lacks_nothing() -> None:
    assert lacks(LAWFUL) == []


BROKEN: dict[str, dict[str, Any]] = {
    "occasion": {"occasion": None},
    "held_on": {"held_on": None},
    "place": {"place": " "},
    "document": {"document": "Semua dokumen"},
    "closed": {"closed": ""},
    "articles": {"articles": ("k9",)},
    "statute": {"articles": ("j",), "statute": "Peraturan Bupati 3/2020"},
    "if_opened": {"if_opened": "Rugi"},
    "if_closed": {"if_closed": ""},
    "propriety": {"propriety": ""},
    "decency": {"decency": ""},
    "public_interest": {"public_interest": "-"},
    "consent": {"consent": None},
    "public_office": {"public_office": None},
    "result": {"result": None},
    "duration": {"duration": ""},
    "ends_on": {"ends_on": None},
    "members": {"members": ()},
    "decided_by": {"decided_by": ""},
    "unit": {"unit": ""},
    "description": {"description": ""},
    "reason": {"reason": "Rahasia"},
    "decree_number": {"decree_number": ""},
    "decree_place": {"decree_place": ""},
    "decree_on": {"decree_on": None},
}


@pytest.mark.parametrize("field", dict.fromkeys(row.field for row in REQUIREMENTS))
def test_each_content_of_annex_ii_and_iii_is_asked_for(field: str) -> None:
    assert lacks(replace(LAWFUL, **BROKEN[field])) == [field]


def test_every_requirement_names_its_article() -> None:
    assert all("Pasal" in row.article for row in REQUIREMENTS)


@pytest.mark.parametrize(
    "text",
    ["semua dokumen", "Seluruh dokumen Dinas PUPR", "segala informasi tentang aset", "SEMUA DATA", "dokumen-dokumen",
     "setiap surat", "seluruh jenis arsip"],
)  # fmt: skip
def test_a_test_of_all_documents_is_no_test(text: str) -> None:
    assert is_about_everything(text)
    assert "document" in lacks(replace(LAWFUL, document=text))
    assert "closed" in lacks(replace(LAWFUL, closed=text))


def test_a_named_document_may_be_closed_as_a_whole() -> None:
    assert lacks(replace(LAWFUL, document="Berita acara 12/BA/2025 tanggal 4 Mei 2025", closed="Seluruh isinya")) == []


@pytest.mark.parametrize("answer", [{"consent": True}, {"public_office": True}])
@pytest.mark.parametrize("code", ["g", "h2"])
def test_letters_g_and_h_close_nothing_with_consent_or_about_a_public_office(code: str, answer: dict[str, Any]) -> None:
    contents = replace(LAWFUL, articles=(code,), **answer)
    assert lacks(contents) == ["result"]
    assert lacks(replace(contents, result=TestResult.OPEN)) == []


def test_only_letters_g_and_h_ask_for_consent_and_office() -> None:
    for code, row in EXEMPTIONS.items():
        contents = replace(LAWFUL, articles=(code,), consent=None, public_office=None, statute="UU 27/2022 Pasal 4")
        assert (lacks(contents) == ["consent", "public_office"]) == (row.letter in "gh"), code


def test_letter_j_rests_on_an_act_and_not_on_a_lower_rule() -> None:
    contents = replace(LAWFUL, articles=("j",))
    assert lacks(replace(contents, statute="Undang-Undang Nomor 7 Tahun 2021 Pasal 34")) == []
    assert lacks(replace(contents, statute="PP 61/2010 Pasal 3")) == ["statute"]


def test_letter_a_closes_for_thirty_years_at_most() -> None:
    contents = replace(LAWFUL, articles=("a1",), ends_on=date(2056, 3, 2))
    assert lacks(contents) == []
    assert lacks(replace(contents, ends_on=date(2056, 3, 3))) == ["ends_on"]
    assert lacks(replace(contents, articles=("c1",), ends_on=date(2057, 3, 3))) == []


def test_an_end_before_the_test_is_no_end() -> None:
    assert lacks(replace(LAWFUL, ends_on=LAWFUL.held_on)) == ["ends_on"]


@pytest.mark.parametrize(
    "more",
    [{"description": "Ditutup: kolom alamat rumah dan  nomor rekening setiap penerima"},
     {"reason": "Memuat NIK 8171014503740001 milik penerima"}, {"description": "Nomor HP 0812-3456-7890 penerima"}],
)  # fmt: skip
def test_what_the_public_reads_does_not_reveal_what_is_closed(more: dict[str, Any]) -> None:
    assert lacks(replace(LAWFUL, **more)) == ["description"]


def test_a_tester_without_a_position_is_no_tester() -> None:
    assert lacks(replace(LAWFUL, members=(*LAWFUL.members, Member("Ani", "", "Bagian Hukum")))) == ["members"]


def test_a_test_that_opens_needs_no_end_and_no_decree() -> None:
    contents = replace(LAWFUL, result=TestResult.OPEN, ends_on=None, duration="", decree_number="", decree_on=None)
    assert lacks(contents) == []


# -- how long it stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2026, 3, 2), False),
        (date(2026, 3, 3), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_test_stands_from_its_approval_to_its_last_day(day: date, stands: bool) -> None:
    assert in_force(STANDS, day) is stands
    assert (not why_not_rest_on(STANDS, Outcome.REFUSED, ("h3",), day)) is stands


REFUSED: list[tuple[str, Callable[[], str]]] = [
    ("belum selesai", lambda: why_not_rest_on(replace(STANDS, valid_from=None), *_usual())),
    ("baru berlaku sejak", lambda: why_not_rest_on(replace(STANDS, valid_from=date(2026, 4, 15)), *_usual())),
    ("berakhir Selasa, 30 Juni 2026", lambda: why_not_rest_on(STANDS, Outcome.REFUSED, ("h3",), date(2026, 7, 1))),
    ("sudah diganti", lambda: why_not_rest_on(replace(STANDS, superseded_on=date(2026, 4, 14)), *_usual())),
    ("berkesimpulan terbuka", lambda: why_not_rest_on(replace(STANDS, result=TestResult.OPEN), *_usual())),
    ("hanya menutup sebagian", lambda: why_not_rest_on(replace(STANDS, result=TestResult.PARTLY), *_usual())),
    ("tidak menguji", lambda: why_not_rest_on(STANDS, Outcome.REFUSED, ("h3", "a1"), date(2026, 4, 14))),
]


def _usual() -> tuple[Outcome, tuple[str, ...], date]:
    return Outcome.REFUSED, ("h3",), date(2026, 4, 14)


@pytest.mark.parametrize(("why", "ask"), REFUSED, ids=[why for why, _ in REFUSED])
def test_each_reason_why_nothing_may_rest_on_a_test_is_told(why: str, ask: Callable[[], str]) -> None:
    assert why in ask()


def test_what_is_partly_exempt_may_be_given_in_part() -> None:
    test = replace(STANDS, result=TestResult.PARTLY)
    assert not why_not_rest_on(test, Outcome.PARTLY_GRANTED, ("h3",), date(2026, 4, 14))


def test_the_review_begins_thirty_working_days_before_the_end() -> None:
    ends = date(2026, 6, 30)
    assert review_from(ends, PLAIN) == date(2026, 5, 19)
    assert PLAIN.count(review_from(ends, PLAIN), 30).day == ends
    holiday = ClosedDay(date(2026, 6, 1), DayKind.HOLIDAY, "Hari Lahir Pancasila", "SKB")
    assert review_from(ends, WorkingCalendar([holiday], range(2020, 2062))) == date(2026, 5, 18)


# -- the table of Pasal 17 ---------------------------------------------------------------------------------------------


def test_the_table_holds_the_letters_and_sub_items_of_the_act() -> None:
    counts = {letter: sum(row.letter == letter for row in EXEMPTIONS.values()) for letter in LETTERS}
    assert counts == {"a": 5, "b": 1, "c": 7, "d": 1, "e": 7, "f": 4, "g": 1, "h": 5, "i": 1, "j": 1}
    assert set(PERIODS) == set(LETTERS)
    assert [letter for letter, period in PERIODS.items() if period.years] == ["a"]


def test_articles_are_cited_as_the_law_does() -> None:
    assert articles_of(["h3", "a1"]) == "UU 14/2008 Pasal 17 huruf a angka 1 dan huruf h angka 3"
    assert articles_of(["j"]) == "UU 14/2008 Pasal 17 huruf j" and articles_of([]) == ""
    assert letters_of(["h3", "a1", "h1"]) == ("a", "h")


def test_thirty_years_from_a_leap_day_are_no_day_more() -> None:
    found = latest_end(["a1"], date(2028, 2, 29))
    assert found is not None and found[0] == date(2058, 2, 28)


def test_the_officer_writes_and_the_superior_approves_and_nobody_else() -> None:
    assert TEST_GRANTS[TestAct.WRITE] == {Role.OFFICER} and TEST_GRANTS[TestAct.APPROVE] == {Role.SUPERIOR}
    assert TEST_GRANTS[TestAct.READ] == {Role.OFFICER, Role.SUPERIOR}


def test_each_reason_is_told_whole() -> None:
    told = [ask() for _, ask in REFUSED]
    assert told == [
        "Uji UK-MAL-26-00001 belum selesai dan disetujui Atasan PPID (PP 61/2010 Pasal 3).",
        "Uji UK-MAL-26-00001 baru berlaku sejak Rabu, 15 April 2026 (UU 14/2008 Pasal 19).",
        "Uji UK-MAL-26-00001 berakhir Selasa, 30 Juni 2026, jadi informasinya terbuka "
        "(PERKI 1/2021 Pasal 52 ayat (2)). Uji yang sudah berakhir tidak dapat dipakai lagi.",
        "Uji UK-MAL-26-00001 sudah diganti uji yang lebih baru (PERKI 1/2021 Pasal 53).",
        "Uji UK-MAL-26-00001 berkesimpulan terbuka, jadi tidak dapat menutup informasi (UU 14/2008 Pasal 19).",
        "Uji UK-MAL-26-00001 hanya menutup sebagian. Hitamkan bagian itu dan berikan sisanya "
        "(UU 14/2008 Pasal 22 ayat (7) huruf e).",
        "Uji UK-MAL-26-00001 tidak menguji UU 14/2008 Pasal 17 huruf a angka 1.",
    ]
    unknown = why_not_rest_on(STANDS, Outcome.REFUSED, ("z9",), date(2026, 4, 14))
    assert unknown == "Uji UK-MAL-26-00001 tidak menguji pasal itu."


def test_a_test_stands_no_more_on_the_day_on_which_another_takes_its_place() -> None:
    replaced = replace(STANDS, superseded_on=date(2026, 4, 14))
    assert in_force(replaced, date(2026, 4, 13)) and not in_force(replaced, date(2026, 4, 14))


def test_what_is_missing_is_told_with_its_words_and_its_article() -> None:
    (item,) = missing(replace(LAWFUL, place=" "))
    row = next(row for row in REQUIREMENTS if row.field == "place")
    assert (item.field, item.label, item.article) == ("place", row.label, row.article)


def test_a_document_has_a_name_of_two_words_at_least() -> None:
    assert lacks(replace(LAWFUL, document="Kontrak")) == ["document"]
    assert lacks(replace(LAWFUL, document="Kontrak pengadaan")) == []


def test_only_what_is_long_enough_to_tell_something_is_looked_for_in_the_description() -> None:
    twelve, eleven = "abcdef ghijk", "abcdef ghij"
    assert lacks(replace(LAWFUL, closed=twelve, description=f"Berkas {twelve} milik dinas")) == ["description"]
    assert lacks(replace(LAWFUL, closed=eleven, description=f"Berkas {eleven} milik dinas")) == []


def test_three_articles_are_cited_with_commas_and_one_and() -> None:
    cited = articles_of(["h3", "a1", "b"])
    assert cited == "UU 14/2008 Pasal 17 huruf a angka 1, huruf b dan huruf h angka 3"
