"""Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst, tagged and archivable.

The values go in as JSON, so that nothing that somebody typed is read as markup. The same values give the same bytes.
"""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import typst
from sqlalchemy import func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import JSONValue, base_url, db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import WEEKEND_DECREE
from pid_tracker.law.deadlines import read
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.facts import Filed, ReferredOn
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import NoticeContents, PartAnswer, outcome_of
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.words import MONTHS, rupiah, tanggal, zona
from pid_tracker.models import CaseFile, Document, Notice, PublicBody
from pid_tracker.services.answer import answering, correcting, tests_at_hand
from pid_tracker.services.gate import casefile, closing
from pid_tracker.services.words.printable import printed

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "letters"
_HELD = {
    Outcome.GRANTED: "ya",
    Outcome.PARTLY_GRANTED: "ya",
    Outcome.REFUSED: "ya",
    Outcome.NOT_HELD: "tidak",
    Outcome.REFERRED: "tidak",
}
_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with its values filled in, not yet set: nothing of the database is needed any more."""

    template: str
    number: str
    made_at: datetime
    values: Mapping[str, JSONValue]

    def pdf(self) -> bytes:
        """Set it; takes a tenth of a second."""
        pdf = typst.compile(
            str(TEMPLATES / f"{self.template}.typ"),
            root=str(TEMPLATES),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(printed(self.values), ensure_ascii=False)},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=int(self.made_at.timestamp()),
        )
        return _packed(pdf)


def receipt_pdf(case: CaseFile, calendar: WorkingCalendar, now: datetime) -> bytes:
    """The receipt of a case (tanda bukti) as a PDF."""
    return receipt_sheet(case, calendar, now).pdf()


def receipt_sheet(case: CaseFile, calendar: WorkingCalendar, now: datetime) -> Sheet:
    """The receipt of a case (tanda bukti): number, code, the due date as first told, and why that date.

    UU 14/2008 Pasal 22 ayat (4). It says the same whenever it is made; what came later stands on the tracking page.
    """
    filed = case.events[:1]
    result = read(casefile.fold(filed, calendar, case.filed_on), civil_date(now, case.body.zone))
    answer, check = result[Duty.ANSWER], result[Duty.CHECK_COMPLETENESS]
    counted, skipped = answer.ledger()
    complete = all(row.facts.complete for row in filed if isinstance(row.facts, Filed))
    values: dict[str, JSONValue] = {
        "paper": "a5",
        "draft": False,
        "number": case.number,
        "code": case.code,
        "received": received(case),
        "due": tanggal(answer.due_on) if answer.due_on else "menunggu dilengkapi",
        "working_days": answer.working_days if answer.due_on else 0,
        "certain": answer.certain is not False,
        "identity_missing": not complete,
        "check_due": tanggal(check.due_on) if check.due_on else "",
        "cells": _cells(case.filed_on, counted, tuple(row.day for row in skipped), answer.due_on),
        "sentence": "Kotak bernomor adalah hari kerja yang dihitung. Kotak berarsir tidak dihitung: Sabtu dan Minggu "
        f"({WEEKEND_DECREE}), hari libur, dan cuti bersama. Hari diterima tidak dihitung.",
        "skipped": [
            {"day": tanggal(row.day), "why": row.why, "decree": row.decree or "belum ada keputusan"}
            for row in skipped
            if row.decree != WEEKEND_DECREE
        ],
        "site": f"{base_url()}/lacak",
    }
    return Sheet("receipt", case.number, case.filed_at, letterhead(case.body) | values)


def _cells(received_on: date, counted: Sequence[date], skipped: Sequence[date], due_on: date | None) -> list[JSONValue]:
    """The day strip: one cell a calendar day, from the day of receipt to the due date."""
    numbers = {day: place for place, day in enumerate(counted, start=1)}
    days = sorted({received_on, *counted, *skipped}) if due_on else []
    return [
        {
            "day": day.day,
            "month": MONTHS[day.month - 1][:3] if place == 0 or day.day == 1 else "",
            "counted": day in numbers,
            "number": numbers.get(day, 0),
            "zero": day == received_on and day not in numbers,
            "due": day == due_on,
        }
        for place, day in enumerate(days)
    ]


def notice_pdf(case: CaseFile, notice: Notice) -> bytes:
    """The written notice (pemberitahuan tertulis) as a letter, each content of the law under its heading.

    UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Pasal 31 ayat (4). Before it is sent it is marked as a draft (konsep).
    """
    contents = answering.read_contents(notice.contents)
    requester, body, sent_on = case.requester, case.body, notice.sent_on
    outcomes = [part.outcome for part in contents.parts if part.outcome is not None]
    whole = outcome_of(outcomes) if outcomes else None
    objection_days = in_force(case.filed_on).days.objection
    values: dict[str, JSONValue] = {
        "paper": "a4",
        "draft": sent_on is None,
        "number": case.number,
        "letter_number": notice.number or ("-" if sent_on else "(konsep)"),
        "attachments": _attachments(case),
        "seat": body.seat,
        "sent": _plain_date(sent_on) if sent_on else "(tanggal kirim)",
        "requester": requester.name if requester else "Pemohon",
        "requester_address": requester.address if requester else "",
        "received": tanggal(case.filed_on),
        "summary": contents.summary,
        "outcome": whole.letter if whole else "belum diputus",
        "refuses": whole is Outcome.REFUSED,
        "contact": ", ".join(filter(None, (requester.phone, requester.email))) if requester else "",
        "closings": [_closing(case, part) for part in contents.parts if part.closes],
        "approved": _approval(case, notice),
        "parts": [
            {
                "place": part.place,
                "question": part.question,
                "held": _HELD[part.outcome] if part.outcome else "belum diputus",
                "outcome": part.outcome.letter if part.outcome else "belum diputus",
            }
            for part in contents.parts
        ],
        "materials": _each(contents, lambda part: part.material),
        "holders": _each(contents, partial(_holder, case, sent_on)),
        "searches": _each(contents, lambda part: f"Sudah kami cari di {part.searched}" if part.searched else ""),
        "gives": any(outcome in _GIVEN for outcome in outcomes),
        "form": contents.form.rstrip(". "),
        "delivery": contents.delivery.rstrip(". "),
        "cost": _cost(contents),
        "time_needed": contents.time_needed.rstrip(". "),
        "redaction": contents.redaction,
        "object_due": tanggal(case.object_due_on)
        if sent_on and case.object_due_on
        else f"{objection_days} hari kerja sejak surat ini Anda terima",
        "object_days": objection_days,
        "object_why": _why(case, sent_on, Duty.OBJECT) if sent_on and case.object_due_on else "",
        "corrections": _corrections(case) if sent_on else [],
    }
    made = datetime.combine(sent_on, time(), ZoneInfo(body.zone)) if sent_on else case.filed_at
    return Sheet("notice", case.number, made, letterhead(body) | values).pdf()


def _why(case: CaseFile, opens_on: date, duty: Duty) -> str:
    """The public address that explains a date of this letter day by day."""
    return f"{base_url()}/kalender/{case.body.code}/{opens_on}/{in_force(case.filed_on)[duty].working_days}"


def _each(contents: NoticeContents, text: Callable[[PartAnswer], str]) -> list[JSONValue]:
    return [{"place": part.place, "text": text(part)} for part in contents.parts if text(part)]


def _closing(case: CaseFile, part: PartAnswer) -> JSONValue:
    """What the decree of refusal says of a closed part (PERKI 1/2021 Lampiran IX), from the part and its tests."""
    tests = tests_at_hand.summaries(case.body_id, part.tests)
    until = tanggal(date.fromisoformat(part.until)) if part.until else "belum ditentukan"
    statutes = dict.fromkeys(contents.statute.strip() for _, contents in tests if contents.statute.strip())
    return {
        "place": part.place,
        "closed": part.closed,
        "article": "; ".join(filter(None, (articles_of(part.articles), *statutes))) or "belum ditentukan",
        "reason": part.reason[:1].upper() + part.reason[1:],
        "until": until,
        "tests": [
            {
                "number": row.number,
                "held": tanggal(contents.held_on) if contents.held_on else "",
                "decree": contents.decree_number,
                "if_opened": contents.if_opened,
                "if_closed": contents.if_closed,
                "weighing": contents.public_interest,
            }
            for row, contents in tests
        ],
    }


def _approval(case: CaseFile, notice: Notice) -> str:
    """Who of the superiors approved this letter, and when (PERKI 1/2021 Pasal 10 ayat (2)); empty before that."""
    row = closing.approval_of(case, answering.fingerprint(notice.contents))
    return f"{row.actor_label}, {_plain_date(row.on)}" if row else ""


def _holder(case: CaseFile, sent_on: date | None, part: PartAnswer) -> str:
    """The body that has it, and whether the request was passed on there with this letter (with consent only)."""
    if not part.holder:
        return ""
    named = ", ".join(filter(None, (part.holder, part.holder_address)))
    passed = (row for row in case.told(ReferredOn) if row.part == part.place and row.consent == "FILED")
    number = next((row.to_number for row in passed), "")
    if not part.holder_code:
        more = "Tidak ada yang kami kirim ke sana; Anda dapat memintanya langsung."
    elif number:
        more = f"Atas izin Anda, permintaan ini kami teruskan ke sana pada hari ini dengan nomor {number}."
    elif case.may_refer and sent_on is None:
        more = "Atas izin Anda, permintaan ini kami teruskan ke sana saat surat ini dikirim."
    else:
        more = (
            f"Belum kami teruskan. Bila Anda mengizinkan, katakan di {base_url()}/lacak; kami teruskan hari itu juga."
        )
    return f"{named}. {more}"


def _corrections(case: CaseFile) -> list[JSONValue]:
    return [
        {"day": tanggal(civil_date(row.at, case.body.zone)), "wrong": row.wrong, "right": row.right, "why": row.reason}
        for row in correcting.corrections(case, correcting.LETTER)
        if row.right
    ]


def _cost(contents: NoticeContents) -> str:
    cost = "Gratis" if not contents.cost_rupiah else rupiah(contents.cost_rupiah)
    return ". ".join(filter(None, (cost, contents.payment.rstrip(". "))))


def _attachments(case: CaseFile) -> str:
    files = select(func.count(Document.id)).where(Document.case_id == case.id, Document.kind == DocumentKind.ANSWER)
    count = db.session.scalar(files)
    return f"{count} berkas" if count else "-"


def _plain_date(day: date) -> str:
    return tanggal(day).split(", ", 1)[1]


def received(case: CaseFile) -> str:
    """When the request reached the body: to the minute, or the day alone when it came before it was entered."""
    if case.filed_on != civil_date(case.filed_at, case.body.zone):
        return tanggal(case.filed_on)
    return moment(case.filed_at, case.body)


def moment(instant: datetime, body: PublicBody) -> str:
    """An instant at the office: "Kamis, 2 April 2026 pukul 21.15 WIT"."""
    local = instant.astimezone(ZoneInfo(body.zone))
    return f"{tanggal(local.date())} pukul {local:%H.%M} {zona(body.zone)}"


def letterhead(body: PublicBody) -> dict[str, JSONValue]:
    """The values of the head of a letter (kop surat)."""
    return {
        "body_name": body.name,
        "crest": body.prefix,
        "address": body.address,
        "phone": body.phone,
        "email": body.email,
    }


def _packed(pdf: bytes) -> bytes:
    """The same document in a quarter less: many letters travel over slow lines."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
