"""Dates inside the law's sentences, as people say them."""

from datetime import date

import pytest

from pid_tracker.law.words import tanggal


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 1), "Kamis, 1 Januari 2026"),
        (date(2026, 4, 17), "Jumat, 17 April 2026"),
        (date(2026, 12, 31), "Kamis, 31 Desember 2026"),
    ],
)
def test_a_date_is_said_with_weekday_and_month(day: date, said: str) -> None:
    assert tanggal(day) == said
