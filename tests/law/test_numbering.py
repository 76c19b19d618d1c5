"""Numbers and codes are read however people type them."""

import secrets

import pytest

from pid_tracker.law.numbering import CODE_ALPHABET, format_number, new_code, read_code, read_number


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
