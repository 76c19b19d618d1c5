"""The leg clock on the pages: the officer sees every leg with its evidence, a unit its own, the requester offices."""

import re
from collections.abc import Callable
from datetime import timedelta

from pid_tracker.extensions import db
from pid_tracker.services.answer import approval, clearing
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from tests.browsing import words_of
from tests.builders import CaseBuilder, instant, the_officer
from tests.law.test_legs import end_of, holder_at
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


# -- the line "who has it now" -----------------------------------------------------------------------------------------

MALUKU = "Provinsi Maluku"
#: Holder by the slow reckoner -> how the officer's page names it, and how the requester's page begins.
WORDS = {
    ("DESK", ""): (f"PPID {MALUKU}", f"PPID {MALUKU}"),
    ("AGENCY", "pupr"): ("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Pekerjaan Umum dan Penataan Ruang"),
    ("AGENCY", "dkp"): ("Dinas Kelautan dan Perikanan", "Dinas Kelautan dan Perikanan"),
    ("APPROVER", ""): ("Pejabat yang menyetujui surat", "Pejabat yang menyetujui surat"),
    ("REQUESTER", ""): ("Pemohon", "Anda"),
    ("SUPERIOR", ""): (f"Atasan PPID {MALUKU}", f"Atasan PPID {MALUKU}"),
    ("COMMISSION", ""): ("Komisi Informasi", "Komisi Informasi"),
    ("COURT", ""): ("Pengadilan", "Pengadilan"),
    None: ("", ""),
}
Step = tuple[str, Callable[[CaseBuilder, str], object]]


def walk(office: Office, *steps: Step) -> list[str]:
    """After each step both pages name the holder that the slow reckoner finds; what it found, step by step."""
    found = []
    for when, act in steps:
        office.at(when)
        with office.app.app_context():
            history = CaseBuilder(office.body())
            history.case = office.case()
            act(history, when)
            history.built()
            told = leg_clock.events_of(history.case)
            now = None if end_of(told) else holder_at(told, told[-1].on + timedelta(days=1))
        shown = (line_of_the_officer(office), line_of_the_requester(office))
        assert shown[0] == WORDS[now][0], (when, now, shown)
        assert shown[1].startswith(WORDS[now][1]) and bool(shown[1]) == bool(WORDS[now][1]), (when, now, shown)
        found.append(now[1] or now[0] if now else "")
    return found


def line_of_the_officer(office: Office) -> str:
    page = office.browser("ppid").get(f"/petugas/perkara/{office.number}")
    line = re.search(r"Sekarang di tangan: <strong>(.*?)</strong>", page)
    return line[1] if line else ""


def line_of_the_requester(office: Office) -> str:
    with office.app.app_context():
        link = f"/lacak/{office.number}/{office.case().link_token}"
    browser = office.app.test_client()
    browser.get(link)
    line = re.search(
        r"<h2>Siapa yang memegang sekarang</h2>\s*<p>(.*?)</p>", browser.get(f"/lacak/{office.number}").text
    )
    return line[1] if line else ""


def test_both_pages_name_the_leg_that_runs_from_the_first_day_to_the_last(office: Office) -> None:
    found = walk(
        office,
        ("2026-04-06", lambda history, when: history.found_lacking(when)),
        ("2026-04-07", lambda history, when: history.completed(when)),
        ("2026-04-08", lambda history, when: history.routed(when, office.pupr(), 1)),
        ("2026-04-09", lambda history, when: history.routed(when, office.dkp(), 2)),
        ("2026-04-10", lambda history, when: history.answered_by_unit(when, 1)),
        ("2026-04-13", lambda history, when: history.answered_by_unit(when, 2)),
        ("2026-04-14", lambda history, when: history.answered(when)),
        ("2026-04-16", lambda history, when: history.objected(when, "d")),
        ("2026-04-20", lambda history, when: history.decided(when)),
        ("2026-04-22", lambda history, when: history.executed(when)),
        ("2026-04-24", lambda history, when: history.disputed(when)),
        ("2026-05-11", lambda history, when: history.in_stage(when)),
        ("2026-06-08", lambda history, when: history.ruling(when, execute_by="2026-06-30")),
        ("2026-06-10", lambda history, when: history.dispute_closed(when)),
        ("2026-06-12", lambda history, when: history.in_court(when)),
        ("2026-07-06", lambda history, when: history.ruling_executed(when)),
    )
    assert found == [
        *("REQUESTER", "DESK", "DESK", "pupr", "dkp", "DESK", "REQUESTER", "SUPERIOR", "DESK", "REQUESTER"),
        *("COMMISSION", "COMMISSION", "DESK", "DESK", "COURT", ""),
    ]


def test_a_part_at_an_office_does_not_hide_that_another_lies_with_the_desk(office: Office) -> None:
    walk(office, ("2026-04-07", lambda history, when: history.routed(when, office.pupr(), 1)))
    found = line_of_the_requester(office)
    assert found == "PPID Provinsi Maluku; bagian lain dicari di Dinas Pekerjaan Umum dan Penataan Ruang"


def test_both_pages_name_the_approvers_while_they_have_the_draft(office: Office) -> None:
    def submit(history: CaseBuilder, when: str) -> None:
        calendar, officer = calendar_of(history.body), the_officer(history.body)
        clearing.submit_draft(history.case, history.lawful_notice(), Hand(officer, instant(when), calendar))

    with office.app.app_context():
        body = office.body()
        approval.add_level(body, "Sekda", "SUPERIOR", "ALL", the_officer(body), instant("2026-04-06"))
        db.session.commit()
    assert walk(office, ("2026-04-07", submit)) == ["APPROVER"]


def test_nobody_is_named_after_a_withdrawal(office: Office) -> None:
    assert walk(office, ("2026-04-07", lambda history, when: history.withdrawn(when))) == [""]
