"""Letters as PDF (surat): the receipt (tanda bukti) and the written notice, set by typst, tagged and archivable.

The values go in as JSON, so that nothing that somebody typed is read as markup. The same values give the same bytes.
"""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typst

from pid_tracker.clock import civil_date
from pid_tracker.extensions import JSONValue, base_url
from pid_tracker.law.calendar import WEEKEND_DECREE, WorkingCalendar
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.rules import Duty
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseFile, Notice, PublicBody
from pid_tracker.services import answering, casefile

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "letters"
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_OUTCOMES = {
    Outcome.GRANTED: "diberikan",
    Outcome.PARTLY_GRANTED: "diberikan sebagian",
    Outcome.REFUSED: "ditolak",
    Outcome.NOT_HELD: "tidak kami miliki",
    Outcome.REFERRED: "ada di kantor lain",
}


def receipt_pdf(case: CaseFile, calendar: WorkingCalendar, now: datetime) -> bytes:
    """The receipt of a case (tanda bukti): number, code, due date, and why that date. UU 14/2008 Pasal 22 ayat (4)."""
    result = casefile.reckoning_of(case, calendar, civil_date(now, case.body.zone))
    answer = result[Duty.ANSWER]
    counted, skipped = answer.ledger()
    numbers = {day: place for place, day in enumerate(counted, start=1)}
    days = sorted([*counted, *(row.day for row in skipped)])
    cells: list[JSONValue] = [
        {"counted": day in numbers, "number": numbers.get(day, 0), "due": day == answer.due_on} for day in days
    ]
    check_due = result[Duty.CHECK_COMPLETENESS].due_on
    values: dict[str, JSONValue] = {
        "paper": "a5",
        "number": case.number,
        "code": case.code,
        "received": moment(case.filed_at, case.body),
        "due": tanggal(answer.due_on) if answer.due_on else "menunggu dilengkapi",
        "working_days": answer.working_days,
        "certain": answer.certain is not False,
        "check_due": tanggal(check_due) if check_due else "",
        "cells": cells,
        "sentence": "Kotak bernomor adalah hari kerja yang dihitung. Kotak berarsir adalah hari libur. "
        "Hari permintaan diterima tidak dihitung.",
        "skipped": [
            {"day": tanggal(row.day), "why": row.why, "decree": row.decree or ""}
            for row in skipped
            if row.decree != WEEKEND_DECREE
        ],
        "site": base_url(),
    }
    return _set("receipt", case.body, values, case.filed_at)


def notice_pdf(case: CaseFile, notice: Notice) -> bytes:
    """The written notice (pemberitahuan tertulis) as a letter; before it is sent, as a draft without a number."""
    contents = answering.read_contents(notice.contents)
    requester = case.requester
    parts: list[JSONValue] = [
        {
            "place": part.place,
            "question": part.question,
            "outcome": _OUTCOMES[part.outcome] if part.outcome else "belum diputus",
            "material": part.material,
            "searched": part.searched,
            "holder": part.holder,
            "holder_address": part.holder_address,
        }
        for part in contents.parts
    ]
    gives = any(part.outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED) for part in contents.parts)
    cost = "Gratis" if contents.cost_rupiah == 0 else f"Rp{contents.cost_rupiah or 0:,}".replace(",", ".")
    values: dict[str, JSONValue] = {
        "paper": "a4",
        "number": case.number,
        "letter_number": notice.number or "(konsep)",
        "attachments": "Berkas di tautan aman" if gives and case.delivery == "LINK" else "-",
        "seat": case.body.seat,
        "sent": tanggal(notice.sent_on).split(", ", 1)[1] if notice.sent_on else "(konsep)",
        "requester": requester.name if requester else "",
        "requester_address": requester.address if requester else "",
        "received": tanggal(case.filed_on),
        "summary": contents.summary,
        "parts": parts,
        "gives": gives,
        "form": contents.form,
        "delivery": contents.delivery,
        "cost": f"{cost}. {contents.payment}".rstrip(". ") if contents.payment else cost,
        "time_needed": contents.time_needed,
        "redaction": contents.redaction,
        "object_due": tanggal(case.object_due_on) if case.object_due_on else "30 hari kerja sejak surat ini diterima",
    }
    return _set("notice", case.body, values, case.filed_at)


def moment(instant: datetime, body: PublicBody) -> str:
    """An instant at the office: "Kamis, 2 April 2026 pukul 21.15 WIT"."""
    local = instant.astimezone(ZoneInfo(body.zone))
    return f"{tanggal(local.date())} pukul {local:%H.%M} {zone_name(body.zone)}"


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT; the IANA name elsewhere."""
    return _ZONES.get(zone, zone)


def _set(name: str, body: PublicBody, values: dict[str, JSONValue], at: datetime) -> bytes:
    letterhead: dict[str, JSONValue] = {
        "body_name": body.name,
        "address": body.address,
        "phone": body.phone,
        "email": body.email,
    }
    pdf = typst.compile(
        str(TEMPLATES / f"{name}.typ"),
        root=str(TEMPLATES),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(letterhead | values, ensure_ascii=False)},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=int(at.timestamp()),
    )
    return pdf + b"\n"  # so that a later signature keeps PDF/A
