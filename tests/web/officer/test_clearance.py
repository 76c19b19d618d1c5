"""Approval on the pages: ask, read, clear, return, send; and that nobody edits or sends a letter that waits."""

import re

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import Stage
from pid_tracker.models import ClearanceLevel
from pid_tracker.services.answer import answering, approval
from tests.browsing import Browser, words_of
from tests.builders import a_user, instant
from tests.closing import a_test
from tests.web.officer.conftest import Office
from tests.web.officer.test_straight_way import lawful_letter


@pytest.fixture
def letter(office: Office) -> str:
    """The address of the letter, at a body whose letters pass a PPID and the superior."""
    with office.app.app_context():
        by = Actor(Role.ADMIN, "Administrator")
        approval.add_level(office.body(), "Koreksi", "OFFICER", "ALL", by, instant("2026-04-01"))
        approval.add_level(office.body(), "Sekretaris Daerah", "SUPERIOR", "ALL", by, instant("2026-04-01"))
        db.session.commit()
    return f"/petugas/perkara/{office.number}/surat"


def ask(office: Office, letter: str, who: str = "ppid") -> Browser:
    browser = office.browser(who)
    answer = browser.post(letter, lawful_letter() | {"wish": "submit"}, on=letter)
    assert answer.status_code == 302, words_of(answer)
    return browser


def decide(office: Office, browser: Browser, act: str, **fields: str) -> tuple[int, str]:
    address = f"/petugas/persetujuan/{office.number}"
    draft = re.search(r'name="setuju-draft"[^>]*value="([^"]*)"', browser.get(address))
    assert draft is not None
    named = {f"{'setuju' if act == 'setuju' else 'kembali'}-{name}": value for name, value in fields.items()}
    answer = browser.post(f"{address}/{act}", {"setuju-draft": draft[1]} | named, on=address)
    return answer.status_code, words_of(answer)


def test_a_letter_goes_through_its_levels_and_out(office: Office, letter: str) -> None:
    ppid = ask(office, letter)
    page = words_of(ppid.get(letter))
    assert "Menunggu tingkat Koreksi" in page and "Kirim surat jawaban" not in page
    assert "Tidak ada surat yang menunggu" in words_of(office.browser("sekda").get("/petugas/persetujuan"))
    second = office.browser("ppid2")
    assert office.number in second.get("/petugas/persetujuan")
    assert decide(office, second, "setuju")[0] == 302
    sekda = office.browser("sekda")
    assert decide(office, sekda, "setuju", note="Baik")[0] == 302
    assert "sudah disetujui dan dapat dikirim" in words_of(ppid.get(letter))
    assert ppid.post(letter, lawful_letter() | {"wish": "send"}, on=letter).status_code == 302
    with office.app.app_context():
        assert office.case().stage is Stage.ANSWERED
    for page in (ppid.get(letter), ppid.get(f"/petugas/perkara/{office.number}")):
        assert "Disetujui Atasan PPID Provinsi Maluku" in words_of(page)
        assert "Petugas Sekda" not in page


def test_a_letter_is_not_sent_before_it_was_approved_and_nothing_typed_is_lost(office: Office, letter: str) -> None:
    ppid = office.browser("ppid")
    answer = ppid.post(letter, lawful_letter() | {"wish": "send"}, on=letter)
    assert answer.status_code == 409
    assert "Belum ada persetujuan tingkat" in answer.text
    assert "Semua informasi yang diminta kami berikan." in answer.text
    assert "Mintakan persetujuan" in answer.text


@pytest.mark.parametrize("wish", ["save", "send", "submit", "anew"])
def test_a_waiting_letter_is_not_touched(office: Office, letter: str, wish: str) -> None:
    ppid = ask(office, letter)
    changed = lawful_letter() | {"surat-summary": "Isi lain yang belum dibaca siapa pun.", "wish": wish}
    answer = ppid.post(letter, changed, on=letter)
    assert answer.status_code == 409 and "menunggu" in words_of(answer)
    with office.app.app_context():
        assert answering.draft_notice(office.case()).summary == "Semua informasi yang diminta kami berikan."
        assert office.case().last_seq == 1


def test_a_draft_comes_back_with_its_reason(office: Office, letter: str) -> None:
    ppid = ask(office, letter)
    second = office.browser("ppid2")
    status, page = decide(office, second, "kembalikan", reason="")
    assert status == 422 and "Tulis apa yang perlu diperbaiki" in page
    assert decide(office, second, "kembalikan", reason="Sebutkan tahun anggarannya.")[0] == 302
    page = words_of(ppid.get(letter))
    assert "Sebutkan tahun anggarannya." in page and "Naskah dikembalikan oleh PPID Provinsi Maluku" in page
    assert "Semua informasi yang diminta kami berikan." in ppid.page
    assert "Sebutkan tahun anggarannya." in ppid.get(f"/petugas/perkara/{office.number}")


def test_the_drafter_takes_the_draft_back_from_the_letter(office: Office, letter: str) -> None:
    ppid = ask(office, letter)
    answer = ppid.post(
        f"/petugas/persetujuan/{office.number}/kembalikan", {"kembali-reason": "Angkanya keliru."}, on=letter
    )
    assert answer.status_code == 302 and answer.location.endswith("/surat")
    with office.app.app_context():
        assert not office.case().under_clearance


def test_nobody_clears_out_of_turn(office: Office, letter: str) -> None:
    ask(office, letter)
    with office.app.app_context():
        draft = office.case().events[-1].details["draft"]
    address = f"/petugas/persetujuan/{office.number}/setuju"
    expected = {"ppid": 404, "sekda": 409, "meja": 404, "pengawas": 404, "pupr": 404, "admin": 404}
    for who, status in expected.items():
        answer = office.browser(who).post(address, {"setuju-draft": draft, "seen_seq": "1"})
        assert answer.status_code == status, who
    with office.app.app_context():
        assert office.case().last_seq == 1


def test_a_second_click_finds_the_turn_taken(office: Office, letter: str) -> None:
    ask(office, letter)
    with office.app.app_context():
        a_user("ppid3", Role.OFFICER, office.body())
        draft = office.case().events[-1].details["draft"]
    fields = {"setuju-draft": draft, "seen_seq": "1"}
    address = f"/petugas/persetujuan/{office.number}/setuju"
    assert office.browser("ppid2").post(address, fields).status_code == 302
    answer = office.browser("ppid3").post(address, fields)
    assert answer.status_code in (404, 409)
    with office.app.app_context():
        assert [row.kind for row in office.case().events].count(E.DRAFT_CLEARED) == 1


def test_a_closing_letter_asks_for_the_superior_also_without_levels(office: Office) -> None:
    letter = f"/petugas/perkara/{office.number}/surat"
    with office.app.app_context():
        number = a_test(office.body()).number
    refused = lawful_letter() | {
        "bagian1-outcome": "REFUSED",
        "bagian1-material": "",
        "bagian1-closed": "Nomor rekening setiap penerima",
        "bagian1-reason": "itu data keuangan pribadi",
        "bagian1-tests": number,
    }
    answer = office.browser("ppid").post(letter, refused | {"wish": "send"}, on=letter)
    assert answer.status_code == 409
    assert "PERKI 1/2021 Pasal 10 ayat (2)" in answer.text and "Atasan PPID" in answer.text


def test_the_administrator_manages_the_levels_of_a_body(app: Flask, office: Office) -> None:
    admin, page = office.browser("admin"), "/kelola/badan/maluku"
    assert "Belum ada tingkat persetujuan" in admin.get(page)
    fields = {"name": "Bagian Hukum", "role": "OFFICER", "applies_to": "CLOSING"}
    assert admin.post(f"{page}/persetujuan", fields | {"role": ""}, on=page).status_code == 422
    assert admin.post(f"{page}/persetujuan", fields, on=page).status_code == 302
    assert admin.post(f"{page}/persetujuan", fields, on=page).status_code == 422  # the name is in use
    assert "oleh Petugas Admin" in words_of(admin.get(page))
    with app.app_context():
        level_id = db.session.query(ClearanceLevel).one().id
    assert admin.post(f"{page}/persetujuan/{level_id}/akhiri", on=page).status_code == 302
    assert admin.post(f"{page}/persetujuan/{level_id}/akhiri", on=page).status_code == 404
    admin.get("/kelola/badan/tidak-ada", 404)
    with app.app_context():
        row = db.session.query(ClearanceLevel).one()
        assert row.ended_at is not None and row.ended_by_id is not None
