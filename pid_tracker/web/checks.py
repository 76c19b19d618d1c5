"""Validators of the forms for a request and an objection: each carries the exact sentence that is shown."""

import re
from collections.abc import Callable
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms.validators import StopValidation

from pid_tracker.services.words.typed_text import letters_over, looks_like_nik, one_line, paragraphs
from pid_tracker.web.filters import angka

Check = Callable[[Any, Any], None]

_LEFT_OVER = re.compile(r"(^|\s)(…|\.{3})(?=\s|[,.;:)?!]|$)")
_PHONE_DIGITS = (9, 15)


def _holds(is_so: Callable[[Any], bool], words: str) -> Check:
    def check(form: Any, field: Any) -> None:
        if not is_so(field):
            raise StopValidation(words)

    return check


def filled(words: str) -> Check:
    """Something was typed."""
    return _holds(lambda field: bool(one_line(field.data)), words)


def one_of(words: str) -> Check:
    """One of the offered choices was picked."""
    return _holds(lambda field: bool(field.data) and field.data in field.choices, words)


def at_least(letters: int, words: str) -> Check:
    """Long enough to be searched for."""
    return _holds(lambda field: len(paragraphs(field.data)) >= letters, words)


def at_most(limit: int) -> Check:
    """Not longer than the limit; says by how much."""

    def check(form: Any, field: Any) -> None:
        over = letters_over(field.data or "", limit)
        if over:
            raise StopValidation(f"Tulisan terlalu panjang. Kurangi {angka(over)} huruf")

    return check


def no_left_over(form: Any, field: Any) -> None:
    """No mark of an example was left standing."""
    if _LEFT_OVER.search(field.data or ""):
        raise StopValidation("Ganti tanda … pada contoh dengan isi Anda")


def phone(form: Any, field: Any) -> None:
    """A telephone number, when there is one."""
    number = field.data or ""
    if not number:
        return
    if not re.fullmatch(r"\+?[0-9]+", number):
        raise StopValidation("Nomor HP hanya boleh berisi angka")
    if len(number.lstrip("+")) < _PHONE_DIGITS[0]:
        raise StopValidation("Nomor HP ini kurang angka")
    if len(number.lstrip("+")) > _PHONE_DIGITS[1]:
        raise StopValidation("Nomor HP ini terlalu banyak angka")


def email(form: Any, field: Any) -> None:
    """An e-mail address, when there is one; kept in its own form, foreign scripts of the domain made visible."""
    if not field.data:
        return
    try:
        checked = validate_email(field.data, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise StopValidation("Surel ini belum benar, contoh: nama@contoh.id") from None
    field.data = checked.ascii_email or checked.normalized


def people(form: Any, field: Any) -> None:
    """How many people a group has: a number that can be true."""
    if not re.fullmatch(r"[0-9]{1,6}", field.data or "") or int(field.data) < 2:
        raise StopValidation("Isi jumlah orang dengan angka, paling sedikit 2")


def warns_about_nik(nik: object) -> bool:
    """Whether the page should say that a NIK looks odd; it is taken all the same."""
    return isinstance(nik, str) and bool(nik) and not looks_like_nik(nik)
