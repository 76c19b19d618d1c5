"""The whole way in a real browser, with JavaScript and without: file, route, answer, send, receive, and the figure
moves."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from pid_tracker.clock import FrozenClock
from pid_tracker.law.permissions import Role
from tests.builders import PASSWORD, a_body, a_unit, a_user, instant

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def page(request: pytest.FixtureRequest, chromium: Browser, live_site: str) -> Iterator[Page]:
    """A phone's window on the site."""
    context = chromium.new_context(
        base_url=live_site, viewport={"width": 360, "height": 740}, java_script_enabled=request.param
    )
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def office(app: Flask) -> None:
    """A body with a unit, and somebody at each desk."""
    with app.app_context():
        body = a_body()
        unit = a_unit(body, "dkp")
        a_user("ppid", Role.OFFICER, body)
        a_user("dkp", Role.UNIT_OFFICER, body, unit)


def press(page: Page, words: str) -> None:
    """Press the button with these words; the next page is whole and not wider than the window."""
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state()
    assert_whole(page)


def assert_whole(page: Page) -> None:
    """One heading, Indonesian, no sideways scroll."""
    assert page.locator("h1").count() == 1, page.url
    assert page.locator("html").get_attribute("lang") == "id"
    width = page.locator("main").bounding_box()
    assert width is not None and width["width"] <= page.viewport_size["width"], page.url  # type: ignore[index]  # it has one


def sign_in(page: Page, username: str) -> None:
    """Sign an officer in."""
    page.context.clear_cookies()
    page.goto("/masuk")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Masuk")


def file_a_request(page: Page) -> tuple[str, str]:
    """Fill in the five steps; number and code."""
    page.goto("/minta/1")
    press(page, "Lanjutkan")
    expect(page.get_by_text("Tuliskan informasi yang Anda cari").first).to_be_visible()
    assert page.title().startswith("Perbaiki:")
    page.locator("[name=question]").fill("Daftar syarat bantuan nelayan Kota Ambon tahun 2025")
    press(page, "Lanjutkan")
    page.locator("[name=target][value=HOME]").check(force=True)
    page.locator("[name=may_refer][value=YES]").check(force=True)
    page.locator("[name=purpose][value=CITIZEN]").check(force=True)
    press(page, "Lanjutkan")
    page.locator("[name=kind][value=PERSON]").check(force=True)
    page.locator("[name=name]").fill("Yohana Pattiwael")
    page.locator("[name=address]").fill("Jalan Pantai 7, Ambon")
    press(page, "Lanjutkan")
    page.locator("[name=identity_way][value=DESK]").check(force=True)
    press(page, "Lanjutkan")
    page.locator("[name=email]").fill("yohana@contoh.id")
    press(page, "Lanjutkan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Periksa permintaan Anda")
    press(page, "Kirim permintaan")
    text = page.locator("main").inner_text()
    number, code = re.search(r"MAL-\d\d-\d{5}", text), re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{2}\b", text)
    assert number and code, text
    return number[0], code[0]


def filed_so_far(page: Page) -> int:
    """How many requests the public page says have come in."""
    page.goto("/angka/maluku")
    words = page.locator("main").inner_text()
    found = re.search(r"(\d+) permintaan masuk", words)
    return int(found[1]) if found else 0


def test_a_request_goes_all_the_way(office: None, page: Page, clock: FrozenClock) -> None:
    assert filed_so_far(page) == 0
    number, code = file_a_request(page)
    assert filed_so_far(page) == 1

    clock.move_to(instant("2026-04-07 09:00"))
    sign_in(page, "ppid")
    page.get_by_role("link", name=number).click()
    press(page, "Ya, lengkap")
    details = page.locator("details", has_text="Teruskan ke kantor").first
    if details.get_attribute("open") is None:
        details.locator("summary").first.click()
    option = details.locator("option", has_text="Dinas Kelautan dan Perikanan").first
    details.locator("select").first.select_option(value=option.get_attribute("value"))
    press(page, "Teruskan")
    expect(page.locator("main")).to_contain_text("diteruskan")

    clock.move_to(instant("2026-04-09 10:00"))
    sign_in(page, "dkp")
    page.goto("/petugas/bagian")
    page.locator("main a[href^='/petugas/bagian/']").first.click()
    assert "Yohana" not in page.content() and "contoh.id" not in page.content()
    answer = page.locator("form[action$='/jawab']")
    answer.locator("[name$=result][value=OPEN]").check(force=True)
    answer.locator("[name$=explanation]").fill("Syarat bantuan ada di berkas. Berkasnya berlaku untuk tahun 2025.")
    answer.locator("[name$=checked_by]").fill("Sekretaris dinas")
    press(page, "Jawab")

    clock.move_to(instant("2026-04-10 11:00"))
    sign_in(page, "ppid")
    page.goto(f"/petugas/perkara/{number}/surat")
    press(page, "Kirim surat jawaban")

    clock.move_to(instant("2026-04-11 19:00"))
    page.context.clear_cookies()
    page.goto("/lacak")
    page.locator("[name=number]").fill(number.lower())
    page.locator("[name=code]").fill("2222-22")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Nomor atau kode tidak cocok")
    page.locator("[name=number]").fill(number.lower())
    page.locator("[name=code]").fill(code.lower().replace("-", " "))
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Dijawab")
    page.goto(f"/lacak/{number}/jawaban")
    assert_whole(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Informasi yang Anda minta ada di sini")
    page.locator("[name=rating][value=YES]").check(force=True)
    page.locator("form", has=page.locator("[name=rating]")).locator("button").first.click()
    page.goto("/angka/maluku")
    assert_whole(page)
    words = page.locator("main").inner_text()
    assert "1 permintaan masuk" in words
