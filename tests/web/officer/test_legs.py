"""The leg clock on the pages: the officer sees every leg with its evidence, a unit its own, the requester offices."""

from tests.browsing import words_of
from tests.builders import CaseBuilder
from tests.web.officer.conftest import Office


def at_work(office: Office) -> None:
    with office.app.app_context():
        history = CaseBuilder(office.body())
        history.case = office.case()
        dkp = next(unit for unit in office.body().units if unit.id == office.dkp_id)
        history.routed("2026-04-07", office.pupr(), 1).routed("2026-04-07 10:00", dkp, 2)
        history.answered_by_unit("2026-04-09", 1).built()
    office.at("2026-04-14 10:00")


def test_the_officer_sees_who_held_each_day_and_the_sum(office: Office) -> None:
    at_work(office)
    page = words_of(office.browser("ppid").get(f"/petugas/perkara/{office.number}"))
    assert "Siapa memegang setiap hari" in page
    assert "PPID Provinsi Maluku 2 6 Apr 2026 7 Apr 2026 diterima, 2 Apr 2026" in page
    assert "Dinas Kelautan dan Perikanan 3 10 Apr 2026 14 Apr 2026 jawaban kantor diserahkan, 9 Apr 2026" in page
    assert "Hari kerja berjalan 7 2 Apr 2026 14 Apr 2026" in page


def test_a_unit_sees_its_own_days_and_no_other_office(office: Office) -> None:
    at_work(office)
    unit = office.browser("dkp")
    unit.get("/petugas/bagian")
    page = words_of(unit.get("/petugas/bagian/2"))
    assert "ada pada kantor Anda selama 3 hari kerja : 10 Apr 2026 sampai 14 Apr 2026" in page
    assert "Pekerjaan Umum" not in page and "Pemegang" not in page


def test_the_requester_sees_offices(office: Office) -> None:
    at_work(office)
    with office.app.app_context():
        link = f"/lacak/{office.number}/{office.case().link_token}"
    browser = office.app.test_client()
    browser.get(link)
    page = words_of(browser.get(f"/lacak/{office.number}").text)
    assert "Siapa memegang permintaan ini setiap hari" in page
    assert "Dinas Pekerjaan Umum dan Penataan Ruang 2 8 Apr 2026 9 Apr 2026" in page
    assert "Petugas Pupr" not in page and "Petugas Ppid" not in page
