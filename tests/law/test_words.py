"""Dates inside the law's sentences, as people say them."""

from datetime import date

import pytest

from pid_tracker.law.words import rupiah, tanggal, terbilang, zona


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


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "satu"),
        (3, "tiga"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (14, "empat belas"),
        (17, "tujuh belas"),
        (30, "tiga puluh"),
        (99, "sembilan puluh sembilan"),
    ],
)
def test_a_small_number_is_said_in_words(number: int, said: str) -> None:
    assert terbilang(number) == said


def test_money_has_a_point_between_thousands() -> None:
    assert rupiah(500) == "Rp500" and rupiah(36_000) == "Rp36.000" and rupiah(1_234_567) == "Rp1.234.567"


def test_a_zone_has_its_indonesian_name_and_a_foreign_one_its_own() -> None:
    assert [zona(f"Asia/{place}") for place in ("Jakarta", "Makassar", "Jayapura")] == ["WIB", "WITA", "WIT"]
    assert zona("Asia/Tokyo") == "Asia/Tokyo"
