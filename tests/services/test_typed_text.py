"""What people type, read in one place."""

import pytest

from pid_tracker.services.words.typed_text import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("00300", 300), ("999999999", 999_999_999), ("1000000000", None), ("1" * 5000, None), ("", None)]
    + [(other, None) for other in ("-1", "+1", "1.5", " 1", "²", "٣", "１", "satu")],
)
def test_a_number_is_digits_alone_and_not_too_many(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_a_field_says_how_many_digits_it_takes() -> None:
    assert (whole_number("9999", 4), whole_number("10000", 4)) == (9999, None)
