"""Consequence tests and closing notices for tests: made through the use cases, days in full."""

from dataclasses import replace
from datetime import date
from typing import Any

from pid_tracker.extensions import db
from pid_tracker.law.consequence import Member, Occasion, TestContents, TestResult
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, ConsequenceTest, Notice, PublicBody
from pid_tracker.services.answer import answering, clearing, tests_at_hand, weighing
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from tests.builders import instant, the_officer

#: A test that lacks nothing: the addresses in a list of beneficiaries.
LAWFUL = TestContents(
    occasion=Occasion.ON_REQUEST,
    held_on=date(2026, 3, 2),
    place="Ruang rapat PPID, Ambon",
    document="Daftar penerima bantuan nelayan tahun 2025, Dinas Kelautan dan Perikanan",
    closed="Kolom alamat rumah dan nomor rekening setiap penerima",
    articles=("h3",),
    if_opened="Rekening dan alamat dapat disalahgunakan untuk menipu penerima.",
    if_closed="Penerima terlindungi, dan penyaluran tetap dapat diawasi.",
    propriety="Tidak patut membuka rekening orang per orang.",
    decency="Tidak menyangkut kesusilaan.",
    public_interest="Umum cukup mengetahui nama desa, jumlah penerima, dan nilainya.",
    consent=False,
    public_office=False,
    result=TestResult.CLOSED,
    duration="5 tahun",
    ends_on=date(2031, 3, 2),
    members=(
        Member("Maria Latuconsina", "Sekretaris", "Dinas Kelautan dan Perikanan"),
        Member("Yakob Souisa", "Kepala Bagian", "Bagian Hukum"),
    ),
    decided_by="Rina Tahalele, PPID",
    unit="Pemerintah Provinsi Maluku, Dinas Kelautan dan Perikanan",
    description="Data keuangan pribadi penerima bantuan nelayan tahun 2025",
    reason="Membukanya mengungkap keuangan pribadi orang yang bukan pejabat.",
    decree_number="188/12/PPID/2026",
    decree_place="Ambon",
    decree_on=date(2026, 3, 2),
)


def the_superior(body: PublicBody, user_id: int | None = None) -> Actor:
    """The atasan PPID of `body`."""
    return Actor(Role.SUPERIOR, f"Atasan PPID {body.short_name}", user_id=user_id, body_id=body.id)


def a_draft_test(body: PublicBody, when: str = "2026-03-03", **more: Any) -> ConsequenceTest:
    """A test that is still written; `more` replaces fields of LAWFUL."""
    test = weighing.start(body, replace(LAWFUL, **more), the_officer(body), instant(when, body.zone))
    db.session.commit()
    return test


def a_finished_test(body: PublicBody, when: str = "2026-03-03", **more: Any) -> ConsequenceTest:
    """A test that is finished and waits for the superior."""
    test = a_draft_test(body, when, **more)
    weighing.finish(test, replace(LAWFUL, **more), the_officer(body), instant(when, body.zone))
    db.session.commit()
    return test


def a_test(body: PublicBody, when: str = "2026-03-03", **more: Any) -> ConsequenceTest:
    """A test that was finished and approved on the day `when`."""
    test = a_finished_test(body, when, **more)
    weighing.approve(test, the_superior(body), instant(f"{when} 15:00", body.zone))
    db.session.commit()
    return test


def a_closing_notice(case: CaseFile, outcome: Outcome, *tests: ConsequenceTest) -> NoticeContents:
    """A notice that closes every part (or a column of it) on `tests`, and lacks nothing else."""
    gives = outcome is Outcome.PARTLY_GRANTED
    parts = tuple(
        replace(
            part,
            outcome=outcome,
            material="Tabel penerima menurut desa, satu berkas" if gives else "",
            closed="Alamat rumah dan nomor rekening setiap penerima",
            reason="itu data keuangan pribadi orang yang bukan pejabat",
            tests=tuple(test.number for test in tests),
        )
        for part in answering.draft_notice(case).parts
    )
    return NoticeContents(
        parts=tests_at_hand.rest_on_tests(parts, case.body_id),
        summary="Tabelnya kami berikan tanpa data rekening." if gives else "Data rekening pribadi tidak kami berikan.",
        form="Berkas digital (softcopy)" if gives else "",
        delivery="Melalui tautan aman" if gives else "",
        cost_rupiah=0 if gives else None,
        time_needed="Tersedia saat surat ini dikirim" if gives else "",
        redaction="Kolom alamat dan rekening dihitamkan" if gives else "",
    )


def approve_notice(case: CaseFile, contents: NoticeContents, when: str) -> str:
    """The draft goes to the superior, who approves it; its fingerprint."""
    now, calendar, body = instant(when, case.body.zone), calendar_of(case.body), case.body
    clearing.submit_draft(case, contents, Hand(the_officer(body), now, calendar))
    draft = answering.fingerprint(answering.contents_as_json(contents))
    clearing.clear_draft(case, draft, "", Hand(the_superior(body), now, calendar))
    return draft


def send_closing(case: CaseFile, contents: NoticeContents, when: str) -> Notice:
    """Approve and send a notice that closes something."""
    approve_notice(case, contents, when)
    notice = answering.send_notice(
        case, contents, Hand(the_officer(case.body), instant(when, case.body.zone), calendar_of(case.body))
    )
    db.session.commit()
    return notice
