"""Numbers that are none, or too large, in addresses and forms: 404 or a sentence, never a fault of ours."""

import pytest
from flask import Flask
from wtforms import Form, validators

from pid_tracker.law.permissions import Role
from tests.browsing import Browser
from tests.builders import a_body, a_user

HUGE = "9" * 30


@pytest.fixture
def admin(app: Flask) -> Browser:
    with app.app_context():
        body = a_body()
        a_user("admin", Role.ADMIN, body)
    return Browser(app).sign_in("admin")


@pytest.mark.parametrize(
    "path", [f"/kelola/pengguna/{HUGE}", f"/kelola/kalender/usul/{HUGE}", "/kelola/pengguna/99999"]
)
def test_an_address_with_a_number_that_nothing_has_is_not_found(admin: Browser, path: str) -> None:
    admin.get(path, status=404)


@pytest.mark.parametrize("typed", ["²", "٣", HUGE, "-1"])
def test_a_body_or_unit_that_is_no_number_is_refused_in_words(app: Flask, admin: Browser, typed: str) -> None:
    with app.app_context():
        person = a_user("orang").id
    page = f"/kelola/pengguna/{person}"
    fields = {"role": "OFFICER", "body": typed, "unit": typed, "decree_number": "1", "from_on": "2026-01-01"}
    assert admin.post(f"{page}/tugas", fields, on=page).status_code == 422


def test_no_form_says_in_english_that_a_text_is_too_long(app: Flask) -> None:
    def forms(kind: type[Form]) -> list[type[Form]]:
        return [kind, *(found for below in kind.__subclasses__() for found in forms(below))]

    def checks(field: object) -> list[object]:
        given = [*getattr(field, "args", ()), *getattr(field, "kwargs", {}).values()]
        return [check for one in given if isinstance(one, list | tuple) for check in one]

    silent = {
        f"{form.__name__}.{name}"
        for form in forms(Form)
        if form.__module__.startswith("pid_tracker")
        for name in dir(form)
        for check in checks(getattr(form, name))
        if isinstance(check, validators.Length) and not check.message
    }
    assert silent == set()
