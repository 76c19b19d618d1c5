"""W6 and W7: look over the request, send it (one case however often), and what the requester takes away."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.request import draft_contents, drafts
from pid_tracker.services.telling import letters
from pid_tracker.web import context
from pid_tracker.web.checks import warns_about_nik
from pid_tracker.web.citizen.frame import go, hand_at, own_address, wait_page
from pid_tracker.web.citizen.governments import governments
from pid_tracker.web.citizen.opened import about, look_at, on_case, send_pdf
from pid_tracker.web.citizen.pictures import strip_of
from pid_tracker.web.citizen.sheet import FILING_KEY, Sheet, kept_here
from pid_tracker.web.citizen.summary import summary_of
from pid_tracker.web.filters import wa, waktu_lengkap

#: Nobody reads five pages faster than this; programs do. Asked in production: demo and tests are driven by scripts.
MINIMUM_SECONDS = 2


def addressee(answers: draft_contents.Answers) -> PublicBody:
    """The body that a request is addressed to; "saya tidak tahu" goes to the home body, which passes it on."""
    return governments().called(answers.get("child") if answers.get("target") == "CHILD" else None)


def looked_over(sheet: Sheet) -> dict[str, Any]:
    """W6: everything at a glance, each with a way to change it."""
    answers, proofs = sheet.typed, drafts.proofs_in(sheet.draft) if sheet.draft else ()
    rows = summary_of(answers, addressee(answers), proofs, sheet.kept_nik)
    return {"rows": rows, "nik_is_odd": warns_about_nik(answers.get("nik"))}


def send(sheet: Sheet) -> ResponseReturnValue:
    """File the request."""
    if sheet.draft is None or _is_too_fast(sheet.typed):
        why = "Permintaan ini diisi lebih cepat daripada orang bisa mengetik."
        return wait_page(why, url_for("citizen.check_request"), "Periksa dan kirim lagi")
    body = addressee(sheet.typed)
    case = drafts.file_draft(sheet.draft, body, hand_at(body))
    db.session.commit()
    return sent(case)


def sent(case: CaseFile) -> ResponseReturnValue:
    """To W7, for the browser that has just sent it."""
    context.open_case(case)
    return go("citizen.show_filed", number=case.number)


def _is_too_fast(answers: draft_contents.Answers) -> bool:
    usual = MINIMUM_SECONDS if context.config().is_production else 0
    least = current_app.config.get("MINIMUM_SECONDS", usual)
    started = datetime.fromisoformat(str(answers["started_at"]))
    return context.now() - started < timedelta(seconds=least)


@on_case("/minta/terkirim/<number>")
def show_filed(case: CaseFile) -> ResponseReturnValue:
    """W7: number, code, date and what comes next; only in a browser that has opened the case."""
    body, seen = case.body, look_at(case)
    link = own_address("citizen.open_link", number=case.number, link_token=case.link_token)
    words = (
        f"PPID {body.short_name}: permintaan {case.number} diterima "
        f"{waktu_lengkap(case.filed_at, body.zone)}. Kode lacak {case.code}. {link}"
    )
    phone = case.requester.phone if case.requester else ""
    return render_template(
        "citizen/show_filed.html",
        seen=seen,
        strip=strip_of(seen, context.calendar(body)),
        remembers=bool(drafts.answers_of(kept_here(FILING_KEY)).get("name")),
        whatsapp=f"https://wa.me/{wa(phone)}?text={quote(words)}",
        **about(case),
    )


@on_case("/minta/terkirim/<number>/tanda-bukti.pdf")
def receipt_letter(case: CaseFile) -> ResponseReturnValue:
    """The receipt (tanda bukti) as a PDF."""
    content = letters.receipt_pdf(case, context.calendar(case.body), context.now())
    return send_pdf(content, f"tanda-bukti-{case.number}")
