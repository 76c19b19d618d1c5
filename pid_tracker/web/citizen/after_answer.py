"""What a requester does after the answer: lets the request be passed on, and keeps the hand-over record."""

from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue

from pid_tracker.law.facts import Filed
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, correcting, costing, handing_over, referring
from pid_tracker.services.telling import hand_over_letters
from pid_tracker.web import context
from pid_tracker.web.citizen.opened import hand, on_case, refused, send_pdf, to_case
from pid_tracker.web.citizen.opened_forms import ActForm


def delivery_of(case: CaseFile) -> dict[str, Any]:
    """Values for `citizen/_delivery.html`: what was passed on and where it is now (`referred_by`: the body that passed
    it on to this one), what waits for the requester's word, the latest note of cost, and the hand-over records."""
    filed = case.latest(Filed)
    return {
        "referred_by": (filed and filed.referred_by) or "",
        "referred": referring.referred_cases(case),
        "waiting": referring.waiting(case),
        "cost": costing.latest(case),
        "records": handing_over.records(case),
        "letter_corrections": [row for row in correcting.corrections(case, correcting.LETTER) if row.right],
        "consent": ActForm(formdata=None, data={"seen_seq": str(case.last_seq)}),
    }


@on_case("/lacak/<number>/teruskan", "POST")
def consent_to_referral(case: CaseFile) -> ResponseReturnValue:
    """N9: "Boleh, teruskan permintaan saya". The new request opens at the other body on this day; once."""
    if not ActForm().validate():
        return to_case(case)
    opened: list[CaseFile] = []
    why = refused(
        lambda: opened.extend(referring.pass_on(case, referring.Consent.REQUESTER, hand(case))),
        "Ada perubahan sejak halaman ini dibuka. Lihat di bawah, lalu tekan lagi bila masih perlu.",
    )
    for row in (*opened, case) if not why else ():
        context.open_case(row)
    told = ", ".join(f"{row.body.name} ({row.number})" for row in opened)
    flash(why or f"Permintaan Anda sudah kami teruskan ke {told}. Waktu menjawab di sana dihitung sejak hari ini.")
    return to_case(case)


@on_case("/lacak/<number>/berita-acara/<int:seq>.pdf")
def hand_over_letter(case: CaseFile, seq: int) -> ResponseReturnValue:
    """R3: the requester's copy of the hand-over record (berita acara)."""
    record = handing_over.record_of(case, seq)
    if record is None:
        abort(404)
    content = hand_over_letters.hand_over_pdf(case, record, answering.notice_of(case))
    return send_pdf(content, f"berita-acara-{case.number}-{seq}")
