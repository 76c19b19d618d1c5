"""Approval of a letter: level by level, another person each time, bound to the very draft, returned with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, ConsequenceTest, Document, PublicBody
from pid_tracker.services.answer import answering, approval, clearing
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.upkeep import verifying
from tests.builders import CaseBuilder, a_body, a_case, a_user, instant
from tests.closing import a_closing_notice, a_test

ADMIN = Actor(Role.ADMIN, "Administrator")


class Bench:
    """A body with two PPID, two superiors, and a case whose letter is written."""

    def __init__(self) -> None:
        self.body: PublicBody = a_body()
        people = {"ppid": Role.OFFICER, "ppid2": Role.OFFICER, "sekda": Role.SUPERIOR, "asisten": Role.SUPERIOR}
        labels = {Role.OFFICER: "PPID Provinsi Maluku", Role.SUPERIOR: "Atasan PPID Provinsi Maluku"}
        self.people = {
            name: Actor(role, labels[role], user_id=a_user(name, role, self.body).id, body_id=self.body.id)
            for name, role in people.items()
        }
        self.history: CaseBuilder = a_case(self.body).filed("2026-04-02", question="Daftar ruas jalan\nAnggarannya")
        self.case: CaseFile = self.history.built()
        self.contents: NoticeContents = self.history.lawful_notice()
        self.minute = 0
        self.test: ConsequenceTest | None = None

    def level(self, name: str, role: str, applies_to: str = "ALL") -> Any:
        row = approval.add_level(self.body, name, role, applies_to, ADMIN, instant("2026-04-03"))
        db.session.commit()
        return row

    def save(self, **changed: str) -> None:
        answering.save_notice(self.case, replace(self.contents, **changed), self.people["ppid"], self._when())  # type: ignore[arg-type]  # texts only

    def _when(self) -> Any:
        self.minute += 1
        return instant(f"2026-04-07 09:{self.minute:02d}")

    def submit(self, contents: NoticeContents | None = None, who: str = "ppid", **more: Any) -> None:
        clearing.submit_draft(
            self.case,
            contents or self.contents,
            Hand(self.people[who], self._when(), calendar_of(self.body), more.pop("seen_seq", None)),
            **more,
        )
        db.session.commit()

    def clear(self, who: str, **more: Any) -> None:
        last = approval.round_of(self.case)
        draft = more.pop("draft", last.draft if last else "")
        clearing.clear_draft(
            self.case,
            draft,
            "",
            Hand(self.people[who], self._when(), calendar_of(self.body), more.pop("seen_seq", None)),
            **more,
        )
        db.session.commit()

    def give_back(self, who: str, reason: str = "Perbaiki ringkasannya dulu.") -> None:
        clearing.return_draft(self.case, reason, Hand(self.people[who], self._when(), calendar_of(self.body)))
        db.session.commit()

    def send(self, contents: NoticeContents | None = None, who: str = "ppid", **more: Any) -> None:
        answering.send_notice(
            self.case,
            contents or self.contents,
            Hand(self.people[who], self._when(), calendar_of(self.body), more.pop("seen_seq", None)),
            **more,
        )
        db.session.commit()

    def closing(self, outcome: Outcome = Outcome.REFUSED) -> NoticeContents:
        """The letter with its first part closed on a finished test."""
        if self.test is None:
            self.test = a_test(self.body)
        first, *others = self.contents.parts
        closed = a_closing_notice(self.case, outcome, self.test).parts[0]
        return replace(self.contents, parts=(replace(closed, question=first.question), *others))

    def kinds(self) -> list[E]:
        return [row.kind for row in self.case.events]


@pytest.fixture
def bench(app: Flask) -> Iterator[Bench]:
    with app.app_context():
        yield Bench()


def test_a_body_without_levels_sends_at_once(bench: Bench) -> None:
    with pytest.raises(IllegalStep, match="dapat langsung dikirim"):
        bench.submit()
    db.session.rollback()
    bench.send()
    assert bench.case.stage is Stage.ANSWERED


def test_a_letter_passes_every_level_in_order_and_then_goes_out(bench: Bench) -> None:
    bench.level("Koreksi naskah", "OFFICER")
    bench.level("Sekretaris Daerah", "SUPERIOR")
    with pytest.raises(IllegalStep, match=r"“Koreksi naskah”.*“Sekretaris Daerah”.*Mintakan persetujuan"):
        bench.send()
    db.session.rollback()
    bench.submit()
    assert bench.case.under_clearance
    with pytest.raises(IllegalStep, match="diputus PPID lain"):
        bench.clear("sekda")
    db.session.rollback()
    bench.clear("ppid2")
    assert bench.case.under_clearance
    with pytest.raises(IllegalStep, match="menunggu tingkat “Sekretaris Daerah”"):
        bench.send()
    db.session.rollback()
    bench.clear("sekda")
    assert not bench.case.under_clearance
    bench.send()
    cleared = [row.details for row in bench.case.events if row.kind is E.DRAFT_CLEARED]
    assert [(row["level"], row["place"], row["result"]) for row in cleared] == [
        ("Koreksi naskah", 1, "NEXT"),
        ("Sekretaris Daerah", 2, "DONE"),
    ]
    assert [row.office for row in approval.approvals_of(bench.case)] == [
        "PPID Provinsi Maluku",
        "Atasan PPID Provinsi Maluku",
    ]
    assert verifying.verify().difference == ""


def test_nobody_clears_their_own_draft_nor_two_levels(bench: Bench) -> None:
    bench.level("Satu", "OFFICER")
    bench.level("Dua", "OFFICER")
    bench.submit(who="ppid")
    with pytest.raises(NotAllowed):
        bench.clear("ppid")
    db.session.rollback()
    bench.clear("ppid2")
    with pytest.raises(NotAllowed):
        bench.clear("ppid2")


def test_levels_for_closing_letters_leave_the_others_alone(bench: Bench) -> None:
    bench.level("Bagian Hukum", "OFFICER", "CLOSING")
    assert approval.levels_for(bench.case, bench.contents) == ()
    assert [level.name for level in approval.levels_for(bench.case, bench.closing())] == [
        "Bagian Hukum",
        "Persetujuan Atasan PPID",
    ]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY_GRANTED])
def test_what_closes_anything_ends_with_the_superior_also_without_any_level(bench: Bench, outcome: Outcome) -> None:
    closing = bench.closing(outcome)
    assert approval.levels_for(bench.case, closing) == (approval.THE_SUPERIOR,)
    with pytest.raises(IllegalStep, match=r"Atasan PPID.*PERKI 1/2021 Pasal 10 ayat \(2\)"):
        bench.send(closing)


def test_the_superior_comes_last_whatever_the_order_of_the_levels(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.level("Koreksi", "OFFICER")
    levels = approval.levels_for(bench.case, bench.closing())
    assert [level.name for level in levels] == ["Koreksi", "Sekda"]


def test_the_superior_s_approval_is_for_exactly_this_letter(bench: Bench) -> None:
    bench.submit(bench.closing())
    bench.clear("sekda")
    stored = answering.contents_as_json(bench.closing())
    approval.require_cleared(bench.case, answering.fingerprint(stored), bench.closing())
    other = replace(bench.closing(), summary="Kami menolak semuanya.")
    stored = answering.contents_as_json(other)
    with pytest.raises(IllegalStep, match="Isi surat berubah setelah disetujui"):
        approval.require_cleared(bench.case, answering.fingerprint(stored), other)


def test_a_draft_changed_after_its_clearance_needs_it_anew(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    bench.clear("sekda")
    changed = replace(bench.contents, summary="Ringkasan yang lain sama sekali.")
    with pytest.raises(IllegalStep, match="berubah setelah disetujui"):
        bench.send(changed)
    db.session.rollback()
    bench.submit(changed)
    bench.clear("sekda")
    bench.send(changed)
    assert bench.case.stage is Stage.ANSWERED


def test_a_file_added_after_the_clearance_voids_it(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    bench.clear("sekda")
    db.session.add(
        Document(
            public_id="x" * 22, case=bench.case, kind="ANSWER", name="susulan.csv", media_type="text/csv", size=3,
            sha256="ab" * 32, storage_key="k", is_sealed=False, uploaded_at=instant("2026-04-07 11:00"),
        )
    )  # fmt: skip
    db.session.commit()
    with pytest.raises(IllegalStep, match="Berkas yang ikut surat berubah"):
        bench.send()


def test_a_waiting_draft_can_be_neither_changed_nor_cleared_unread(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    with pytest.raises(IllegalStep, match="kembalikan dulu naskahnya"):
        bench.save(summary="Diubah diam-diam.")
    db.session.rollback()
    with pytest.raises(IllegalStep, match="bukan lagi yang Anda baca"):
        bench.clear("sekda", draft="0" * 64)
    db.session.rollback()
    notice = answering.notice_of(bench.case)
    assert notice is not None
    notice.contents = answering.contents_as_json(replace(bench.contents, summary="Ditukar di basis data."))
    db.session.commit()
    with pytest.raises(IllegalStep, match="bukan lagi yang Anda baca"):
        bench.clear("sekda")


def test_a_draft_comes_back_with_a_reason_and_everything_typed_stays(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    with pytest.raises(Incomplete, match="Tulis apa yang perlu diperbaiki"):
        bench.give_back("sekda", "tidak")
    db.session.rollback()
    bench.give_back("sekda", "Ringkasannya belum menyebut tahun anggaran.")
    assert not bench.case.under_clearance
    assert answering.draft_notice(bench.case) == bench.contents
    assert clearing.last_return(bench.case) == (
        "Ringkasannya belum menyebut tahun anggaran.",
        "Atasan PPID Provinsi Maluku",
    )
    with pytest.raises(IllegalStep, match="Tidak ada naskah"):
        bench.give_back("sekda")
    db.session.rollback()
    bench.save(summary="Tahun anggaran 2025.")
    bench.submit(replace(bench.contents, summary="Tahun anggaran 2025."))
    bench.clear("sekda")


def test_the_drafter_may_take_the_draft_back(bench: Bench) -> None:
    """Else an office whose superior is away could neither change nor send, while the law's clock runs."""
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    bench.give_back("ppid", "Ada angka yang keliru di ringkasan.")
    assert not bench.case.under_clearance


def test_a_changed_result_after_approval_began_is_kept_with_its_reason(bench: Bench) -> None:
    bench.submit(bench.closing())
    bench.give_back("sekda", "Tidak ada alasan untuk menutup daftar ini.")
    with pytest.raises(Incomplete, match="mengapa hasil bagian 1 berubah"):
        bench.send(bench.contents)
    db.session.rollback()
    bench.send(bench.contents, change_reason="Atasan menilai daftarnya terbuka.")
    then, sent = bench.case.events[1], bench.case.events[-1]
    assert then.details["parts"] == {"1": "REFUSED", "2": "GRANTED"}
    assert sent.details["parts"] == {"1": "GRANTED", "2": "GRANTED"}
    assert casefile.text_of(bench.case, sent.seq, "change") == "Atasan menilai daftarnya terbuka."


def test_the_same_holds_when_it_is_submitted_again(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit(bench.closing())
    bench.give_back("sekda", "Tidak ada alasan untuk menutup daftar ini.")
    with pytest.raises(Incomplete, match="mengapa hasil bagian 1 berubah"):
        bench.submit(bench.contents)
    db.session.rollback()
    bench.submit(bench.contents, change_reason="Atasan menilai daftarnya terbuka.")
    bench.clear("sekda")
    bench.send(bench.contents)


def test_a_letter_that_lacks_something_is_not_submitted(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    with pytest.raises(Incomplete, match="Ringkasan"):
        bench.submit(replace(bench.contents, summary=""))


def test_a_draft_submitted_on_an_old_page_is_refused(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.history.declared_complete("2026-04-07 08:00").built()
    with pytest.raises(casefile.CaseChanged):
        bench.submit(seen_seq=0)


def test_a_level_that_came_later_is_asked_too_and_one_that_ended_is_not(bench: Bench) -> None:
    first = bench.level("Sekda", "SUPERIOR")
    bench.submit()
    bench.clear("sekda")
    later = bench.level("Asisten", "SUPERIOR")
    with pytest.raises(IllegalStep, match="“Asisten”"):
        bench.send()
    db.session.rollback()
    for row in (first, later):
        approval.end_level(row, ADMIN, instant("2026-04-08"))
    db.session.commit()
    bench.send()
    assert [row.ended_at is None for row in approval.history_of_levels(bench.body)] == [False, False]


@pytest.mark.parametrize(
    ("name", "role", "applies_to"),
    [("", "SUPERIOR", "ALL"), ("Sekda", "DESK", "ALL"), ("Sekda", "SUPERIOR", "SOME"), ("koreksi", "OFFICER", "ALL")],
)
def test_a_level_needs_a_name_of_its_own_a_role_and_its_letters(
    bench: Bench, name: str, role: str, applies_to: str
) -> None:
    bench.level("Koreksi", "OFFICER")
    with pytest.raises(Incomplete):
        approval.add_level(bench.body, name, role, applies_to, ADMIN, instant("2026-04-03"))


def test_the_list_of_an_approver_holds_what_waits_for_that_very_person(bench: Bench) -> None:
    bench.level("Koreksi", "OFFICER")
    bench.level("Sekda", "SUPERIOR")
    bench.submit(who="ppid")
    waiting = {name: bool(clearing.waiting_for(actor)) for name, actor in bench.people.items()}
    assert waiting == {"ppid": False, "ppid2": True, "sekda": False, "asisten": False}
    bench.clear("ppid2")
    waiting = {name: bool(clearing.waiting_for(actor)) for name, actor in bench.people.items()}
    assert waiting == {"ppid": False, "ppid2": False, "sekda": True, "asisten": True}


def test_the_gate_itself_sends_no_letter_that_waits(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    details: Any = {"outcome": "GRANTED", "parts": {"1": "GRANTED", "2": "GRANTED"}}
    with pytest.raises(IllegalStep, match="menunggu persetujuan"):
        casefile.record(
            bench.case,
            read(E.ANSWERED, details),
            Hand(bench.people["ppid"], instant("2026-04-08"), calendar_of(bench.body)),
        )


def test_a_withdrawn_request_has_no_draft_waiting(bench: Bench) -> None:
    bench.level("Sekda", "SUPERIOR")
    bench.submit()
    bench.history.withdrawn("2026-04-08").built()
    assert not bench.case.under_clearance
    assert clearing.waiting_for(bench.people["sekda"]) == [] and clearing.last_return(bench.case) is None
