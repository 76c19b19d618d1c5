"""W6 and W7: look over the request, send it (one case however often), and what the requester takes away."""

from datetime import datetime, timedelta
from urllib.parse import quote

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.models import CaseFile, Draft
from pid_tracker.services.looking.tracking_codes import case_numbered
from pid_tracker.services.request import drafts
from pid_tracker.services.telling import case_seen, letters
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame, steps, wizard
from pid_tracker.web.citizen.asking_forms import ActForm, SendForm
from pid_tracker.web.citizen.filing_pages import warns_about_nik
from pid_tracker.web.citizen.frame import about, own_address, wait_page
from pid_tracker.web.citizen.pictures import strip_of
from pid_tracker.web.citizen.summary import summary_of
from pid_tracker.web.citizen.wizard import REQUEST
from pid_tracker.web.filters import wa, waktu_lengkap

#: Nobody reads five pages faster than this; programs do. Asked in production: demo and tests are driven by scripts.
MINIMUM_SECONDS = 2


@bp.get("/minta/periksa")
def check_request() -> ResponseReturnValue:
    """W6: everything at a glance, each with a way to change it."""
    draft = REQUEST.draft()
    answers = drafts.answers_of(draft)
    missing = _not_done(draft)
    if draft is None or missing is not None:
        filed = answers.get("filed")
        if isinstance(filed, str) and not answers.get("question"):
            return _show_again(filed)
        return frame.go(missing or "citizen.ask_information")
    form = SendForm(data={**answers, "form_token": draft.form_token})
    return _check_page(draft, form)


def _not_done(draft: Draft | None) -> str | None:
    kinds = tuple(document.kind for document in drafts.attached(draft))
    return steps.first_not_done(drafts.answers_of(draft), kinds)


def _show_again(number: str) -> ResponseReturnValue:
    """The answer to an earlier POST was lost on the way: this browser's draft still knows what became of it."""
    case = case_numbered(number)
    return _filed(case) if case is not None else frame.go("citizen.ask_information")


def _check_page(draft: Draft, form: SendForm) -> str:
    answers = drafts.answers_of(draft)
    body = steps.governments().addressee(answers)
    return render_template(
        "citizen/check_request.html",
        form=form,
        rows=summary_of(answers, body, drafts.proofs_in(draft)),
        body=body,
        resent_from=answers.get("resent_from"),
        nik_is_odd=warns_about_nik(answers.get("nik")),
        back_url=url_for("citizen.ask_delivery"),
    )


@bp.post("/minta/periksa")
@limiter.limit("12 per minute; 60 per hour")
def send_request() -> ResponseReturnValue:
    """Send it. The draft of this browser knows the case of an earlier try, also when its answer never arrived."""
    form, draft = SendForm(), REQUEST.draft()
    if (known := drafts.sent_as(draft, form.form_token.data or "")) is not None:
        return _filed(known)
    if form.website.data:
        return frame.by_program()
    if draft is None:
        return frame.go("citizen.ask_information")
    drafts.save(draft, form.typed(), context.now())
    if "later" in request.form:
        return wizard.later(REQUEST, draft)
    db.session.commit()
    missing = _not_done(draft)
    if missing is not None:  # the same tap twice, at the same time
        known = drafts.sent_as(draft, form.form_token.data or "")
        return frame.go(missing) if known is None else _filed(known)
    answers = drafts.answers_of(draft)
    if _is_too_fast(answers):
        why = "Permintaan ini diisi lebih cepat daripada orang bisa mengetik."
        return wait_page(why, url_for("citizen.check_request"), "Periksa dan kirim lagi")
    body = steps.governments().addressee(answers)
    case = drafts.file_draft(draft, body, frame.hand_at(body))
    db.session.commit()
    return _filed(case)


def _is_too_fast(answers: drafts.Answers) -> bool:
    usual = MINIMUM_SECONDS if context.config().is_production else 0
    least = current_app.config.get("MINIMUM_SECONDS", usual)
    started = datetime.fromisoformat(str(answers["started_at"]))
    return context.now() - started < timedelta(seconds=least)


def _filed(case: CaseFile) -> ResponseReturnValue:
    context.open_case(case)
    return frame.go("citizen.show_filed", number=case.number)


@bp.get("/minta/terkirim/<number>")
def show_filed(number: str) -> ResponseReturnValue:
    """W7: number, code, date and what comes next; only in a browser that has opened the case."""
    case = case_numbered(number)
    if case is None or not context.may_read(case):
        return frame.go("citizen.show_case", number=number)
    body, calendar = case.body, context.calendar(case.body)
    seen = case_seen.look_at(case, calendar, context.today_at(body))
    link = own_address("citizen.open_link", number=case.number, link_token=case.link_token)
    words = (
        f"PPID {body.short_name}: permintaan {case.number} diterima "
        f"{waktu_lengkap(case.filed_at, body.zone)}. Kode lacak {case.code}. {link}"
    )
    phone = case.requester.phone if case.requester else ""
    return render_template(
        "citizen/show_filed.html",
        seen=seen,
        strip=strip_of(seen, calendar),
        remembers=bool(REQUEST.answers().get("name")),
        clear_form=ActForm(formdata=None),
        whatsapp=f"https://wa.me/{wa(phone)}?text={quote(words)}",
        **about(case),
    )


@bp.get("/minta/terkirim/<number>/tanda-bukti.pdf")
def receipt_letter(number: str) -> ResponseReturnValue:
    """The receipt (tanda bukti) as a PDF."""
    case = case_numbered(number)
    if case is None or not context.may_read(case):
        return frame.go("citizen.show_case", number=number)
    content = letters.receipt_pdf(case, context.calendar(case.body), context.now())
    headers = {"Content-Disposition": f'attachment; filename="tanda-bukti-{case.number}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
