"""Numbers and codes are read however people type them."""

import secrets

import pytest

from pid_tracker.law.numbering import (
    CODE_ALPHABET,
    format_number,
    format_objection_number,
    new_code,
    objection_in,
    read_code,
    read_number,
)


def test_a_number_holds_body_year_and_serial() -> None:
    assert format_number("MAL", 2026, 417) == "MAL-26-00417"


@pytest.mark.parametrize("typed", ["MAL-26-00417", "mal-26-00417", " mal 26 00417 ", "MAL2600417", "mal–26–00417"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert read_number(typed) == "MAL-26-00417"


@pytest.mark.parametrize("typed", ["", "417", "MAL", "MAL-26-", "MAL-26-417", "' OR 1=1", "MALUKU-26-00417"])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize("typed", ["7KQ4-M2", "7kq4m2", " 7kq4 m2 ", "7-K-Q-4-M-2"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7KQ4-M2"


def test_a_code_has_no_letter_that_is_misheard() -> None:
    assert not set(CODE_ALPHABET) & set("0O1IL")
    assert {len(new_code(secrets.choice)) for _ in range(200)} == {7}


@pytest.mark.parametrize("typed", ["KBR-MAL-26-00031", "kbr mal 26 00031", " kbrmal2600031 "])
def test_the_number_of_an_objection_is_read_in_any_spelling(typed: str) -> None:
    number = read_number(typed)
    assert number == format_objection_number("MAL", 2026, 31) == "KBR-MAL-26-00031"
    assert objection_in(number) == ("MAL", 2026, 31)


def test_a_body_may_be_called_kbr() -> None:
    assert read_number("KBR-26-00001") == "KBR-26-00001"
    assert objection_in("KBR-26-00001") is None and objection_in("MAL-26-00031") is None
