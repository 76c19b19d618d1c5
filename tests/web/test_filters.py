"""How dates, times, days left, counts and states read on the screen."""

from datetime import UTC, date, datetime

import pytest
from jinja2 import Environment

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.web import filters


def test_a_date_is_written_with_its_weekday() -> None:
    assert filters.tanggal(date(2026, 4, 17)) == "Jumat, 17 April 2026"


def test_a_short_date_has_the_indonesian_month() -> None:
    assert filters.tanggal_pendek(date(2026, 8, 17)) == "17 Agu 2026"


@pytest.mark.parametrize(
    ("zone", "clock"), [("Asia/Jakarta", "19.15 WIB"), ("Asia/Makassar", "20.15 WITA"), ("Asia/Jayapura", "21.15 WIT")]
)
def test_a_clock_time_carries_the_zone_of_the_body(zone: str, clock: str) -> None:
    assert filters.jam(datetime(2026, 4, 2, 12, 15, tzinfo=UTC), zone) == clock


def test_the_full_time_names_the_day_in_the_zone_of_the_body() -> None:
    late_evening = datetime(2026, 4, 2, 15, 30, tzinfo=UTC)
    assert filters.waktu_lengkap(late_evening, "Asia/Jayapura") == "Jumat, 3 April 2026 pukul 00.30 WIT"


@pytest.mark.parametrize(
    ("days", "words"), [(4, "tinggal 4 hari kerja"), (0, "hari ini hari terakhir"), (-3, "lewat 3 hari kerja")]
)
def test_days_left_are_words(days: int, words: str) -> None:
    assert filters.sisa_hari(days) == words


def test_a_count_stands_with_its_denominator() -> None:
    assert filters.dari(1180, 1204) == "1.180 dari 1.204"


def test_under_ten_cases_there_is_no_percentage() -> None:
    assert filters.persen(6, 9) is None


def test_a_percentage_has_the_indonesian_comma() -> None:
    assert filters.persen(38, 41) == "92,7%"


def test_a_percentage_is_whole_only_when_it_is() -> None:
    assert [filters.persen(n, 5000) for n in (0, 1, 4999, 5000)] == ["0%", "0,1%", "99,9%", "100%"]


def test_sizes_are_read_at_a_glance() -> None:
    assert [filters.ukuran(n) for n in (12, 38 * 1024, 1_500_000)] == ["12 bita", "38 KB", "1,4 MB"]


def test_every_stage_has_a_status() -> None:
    assert {str(stage) for stage in Stage} == set(filters.STATUSES)


def test_there_are_eight_status_words() -> None:
    words = {filters.status(stage).word for stage in Stage} | {filters.status("IN_PROCESS", extended=True).word}
    assert words == {
        "Diterima", "Perlu dilengkapi", "Diproses", "Waktu ditambah", "Dijawab", "Keberatan diproses",
        "Di Komisi Informasi", "Ditutup",
    }  # fmt: skip


def test_an_extension_shows_only_while_the_case_is_open() -> None:
    assert filters.tahap("IN_PROCESS", True) == "Waktu ditambah"
    assert filters.tahap("ANSWERED", True) == "Dijawab"


def test_every_outcome_has_its_words() -> None:
    assert all(filters.hasil(outcome) for outcome in Outcome)
    assert filters.hasil(None) == "belum ada"


def test_a_refusal_is_not_shown_in_the_late_tone() -> None:
    assert filters.status("ANSWERED").tone == "ok"


def test_numbers_become_dialable() -> None:
    assert filters.tel("(0911) 312-345") == "0911312345"
    assert filters.wa("0812-3456-7890") == "6281234567890"


def test_a_templates_environment_knows_all_filters() -> None:
    environment = Environment(autoescape=True)
    filters.register_filters(environment)
    template = environment.from_string("{{ day|tanggal_pendek }} {{ 38|dari(41) }}")
    assert template.render(day=date(2026, 4, 17)) == "17 Apr 2026 38 dari 41"
