"""What a requester does after the answer: lets the request be passed on, and keeps the hand-over record."""

from flask import Response, abort, flash
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.states import IllegalStep
from pid_tracker.services.answer import answering, handing_over, referring
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.telling import hand_over_letters
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame
from pid_tracker.web.citizen.case_forms import ActForm
from pid_tracker.web.citizen.finding_back import readable


@bp.post("/lacak/<number>/teruskan")
def consent_to_referral(number: str) -> ResponseReturnValue:
    """N9: "Boleh, teruskan permintaan saya". The new request opens at the other body on this day; once."""
    case = readable(number)
    if case is None or not ActForm().validate():
        return frame.go("citizen.show_case", number=number)
    consent = referring.Consent.REQUESTER
    try:
        opened = referring.pass_on(case, consent, frame.hand(case))
    except IllegalStep as error:
        db.session.rollback()
        flash(error.why)
        return frame.go("citizen.show_case", number=number)
    except CaseChanged:
        db.session.rollback()
        flash("Ada perubahan sejak halaman ini dibuka. Lihat di bawah, lalu tekan lagi bila masih perlu.")
        return frame.go("citizen.show_case", number=number)
    db.session.commit()
    for row in (*opened, case):
        context.open_case(row)
    told = ", ".join(f"{row.body.name} ({row.number})" for row in opened)
    flash(f"Permintaan Anda sudah kami teruskan ke {told}. Waktu menjawab di sana dihitung sejak hari ini.")
    return frame.go("citizen.show_case", number=number)


@bp.get("/lacak/<number>/berita-acara/<int:seq>.pdf")
def hand_over_letter(number: str, seq: int) -> ResponseReturnValue:
    """R3: the requester's copy of the hand-over record (berita acara)."""
    case = readable(number)
    if case is None:
        return frame.go("citizen.show_case", number=number)
    record = handing_over.record_of(case, seq)
    if record is None:
        abort(404)
    content = hand_over_letters.hand_over_pdf(case, record, answering.notice_of(case))
    headers = {"Content-Disposition": f'attachment; filename="berita-acara-{case.number}-{seq}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
