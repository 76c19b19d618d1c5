"""Whatever a form sends is read in one normal form, an officer's as a citizen's; a password as it was typed."""

import pytest
from flask import Flask
from wtforms import Form, PasswordField

from pid_tracker.web.typed_request import AS_TYPED


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\uf0b7 satu\r\n\uf0a7 dua", "• satu\n• dua"),  # pasted from Word
        ("baris\vbaris\u2028baris", "baris\nbaris\nbaris"),
        ("a\x01b\u202ec\u200bd\ufeff", "abcd"),
        ("e\u0301", "\u00e9"),
        ("  dua  spasi \n\n\n\nakhir ", "dua spasi\n\nakhir"),
        ("☑ 😀 tetap", "☑ 😀 tetap"),
    ],
)
def test_text_is_read_in_one_form(app: Flask, typed: str, read: str) -> None:
    for how in ("application/x-www-form-urlencoded", "multipart/form-data"):
        with app.test_request_context("/", method="POST", data={"text": typed}, content_type=how) as context:
            assert context.request.form["text"] == read


def test_a_password_is_read_as_it_was_typed(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"password": "  dua  spasi ", "text": " x "}) as context:
        assert context.request.form.to_dict() == {"password": "  dua  spasi ", "text": "x"}


def test_every_field_of_a_password_is_known(app: Flask) -> None:
    def forms(kind: type[Form]) -> list[type[Form]]:
        return [kind, *(found for below in kind.__subclasses__() for found in forms(below))]

    names = {
        name
        for form in forms(Form)
        for name in dir(form)
        if getattr(getattr(form, name), "field_class", None) is PasswordField
    }
    assert names == AS_TYPED
