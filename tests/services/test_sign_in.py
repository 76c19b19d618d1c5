"""Passwords: which are taken, in one form, never cut. No database is needed."""

import unicodedata

import pytest

from pid_tracker.services.people.passwords import hash_password, matches, random_password, why_refused


@pytest.mark.parametrize(
    "password",
    ["tifa berbunyi di waktu pagi", "q1!w2?p3&d4=z5+", "😀 ikan cakalang asar 😀", "é" * 3 + " burung walar",
     "  spasi di depan dan belakang  ", "x7" * 32 + "kapal laut", "sagu lempeng " * 15],
)  # fmt: skip
def test_long_passwords_of_any_signs_are_taken(password: str) -> None:
    assert why_refused(password, "ppid", "Maria Latuconsina") == ""


@pytest.mark.parametrize(
    "password",
    ["empat belas hrf", "123456789012345", "abcdefghijklmnop", "aaaaaaaaaaaaaaaa", "ppid2026ambon2026",
     "PasswordPassword1", "Kata Sandi Rahasia", "maria latuconsina 2026", "admin.admin.admin", "x" * 1001],
)  # fmt: skip
def test_short_and_guessable_passwords_are_refused_with_a_reason(password: str) -> None:
    refused = why_refused(password[:14] if password.startswith("empat") else password, "ppid", "Maria Latuconsina")
    assert refused.startswith("Kata sandi")


def test_a_password_is_never_cut_and_has_one_form() -> None:
    composed = "café di pelabuhan tulehu " * 8
    stored = hash_password(composed)
    assert matches(stored, unicodedata.normalize("NFD", composed))
    assert not matches(stored, composed[:-1])
    assert not matches(stored, composed.strip())


def test_nobody_matches_nothing() -> None:
    assert not matches(None, "")
    assert not matches("no hash", "tifa berbunyi di waktu pagi")


def test_a_random_password_would_be_taken() -> None:
    assert why_refused(random_password(), "baru", "Orang Baru") == ""
