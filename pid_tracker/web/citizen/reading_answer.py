"""Receiving, R1 and R2: the answer with its files and its letter, and whether it answered."""

import io
from datetime import date

from flask import Response, abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import PartAnswer, closes_something
from pid_tracker.models import CaseFile, Notice
from pid_tracker.services.answer import answering, approval, tests_at_hand
from pid_tracker.services.request import filing
from pid_tracker.services.store import files
from pid_tracker.services.telling import case_seen, letters
from pid_tracker.web import context
from pid_tracker.web.citizen import after_answer_panel, bp, frame
from pid_tracker.web.citizen.case_forms import RateForm
from pid_tracker.web.citizen.finding_back import rate_form, readable
from pid_tracker.web.citizen.frame import about


def _sent_notice(case: CaseFile | None) -> Notice | None:
    notice = answering.notice_of(case) if case is not None else None
    return notice if notice is not None and notice.sent_on is not None else None


@bp.get("/lacak/<number>/jawaban")
def show_answer(number: str) -> ResponseReturnValue:
    """R1: the answer by its outcome."""
    case = readable(number)
    if case is None or _sent_notice(case) is None:
        return frame.go("citizen.show_case", number=number)
    return _answer_page(case, None), 200


def _answer_page(case: CaseFile, form: RateForm | None) -> str:
    notice = _sent_notice(case)
    if notice is None:
        abort(404)
    seen = case_seen.look_at(case, context.calendar(case.body), context.today_at(case.body))
    documents = case_seen.answer_files(case)
    by_part: dict[int | None, list[object]] = {}
    for document in documents:
        by_part.setdefault(document.part.place if document.part else None, []).append(document)
    contents = answering.read_contents(notice.contents)
    return render_template(
        "citizen/show_answer.html",
        heading=(case.outcome or Outcome.GRANTED).heading,
        notice=notice,
        contents=contents,
        closings={part.place: _closing(case, part) for part in contents.parts if part.closes},
        approvals=approval.approvals_of(case) if closes_something(contents) else (),
        seen=seen,
        documents=by_part,
        form=form or rate_form(seen),
        has_errors=bool(form and form.errors),
        delivery=after_answer_panel.of(case),
        back_url=url_for("citizen.show_case", number=case.number),
        **about(case),
    )


def _closing(case: CaseFile, part: PartAnswer) -> dict[str, object]:
    """What is closed of a part, with the summary of its tests: whoever asked may read it (PP 61/2010 Pasal 2)."""
    return {
        "closed": part.closed,
        "reason": part.reason,
        "articles": articles_of(part.articles),
        "until": date.fromisoformat(part.until) if part.until else None,
        "tests": tests_at_hand.summaries(case.body_id, part.tests),
    }


@bp.get("/lacak/<number>/jawaban/<public_id>")
def answer_file(number: str, public_id: str) -> ResponseReturnValue:
    """One file of the answer, or of a part given ahead, to keep; only in a browser that has opened the case."""
    case = readable(number)
    found = [document for document in case_seen.open_files(case) if document.public_id == public_id] if case else []
    if not found:
        abort(404)
    document = found[0]
    response = send_file(
        io.BytesIO(files.read(document)),
        mimetype="application/octet-stream" if document.media_type.startswith("text/html") else document.media_type,
        as_attachment=True,
        download_name=document.name,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.get("/lacak/<number>/surat.pdf")
def answer_letter(number: str) -> ResponseReturnValue:
    """The written notice (pemberitahuan tertulis) as a PDF."""
    case = readable(number)
    notice = _sent_notice(case)
    if case is None or notice is None:
        return frame.go("citizen.show_case", number=number)
    content = letters.notice_pdf(case, notice)
    headers = {"Content-Disposition": f'attachment; filename="surat-jawaban-{case.number}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.post("/lacak/<number>/nilai")
def rate_answer(number: str) -> ResponseReturnValue:
    """R2: yes, partly or no; asked once."""
    case = readable(number)
    if case is None or _sent_notice(case) is None:
        return frame.go("citizen.show_case", number=number)
    form = RateForm()
    if not form.validate():
        return _answer_page(case, form), 422
    seen = case_seen.look_at(case, context.calendar(case.body), context.today_at(case.body))
    if seen.may_rate:
        filing.rate_answer(case, form.rating.data, frame.hand_at(case.body))
        db.session.commit()
    return frame.go("citizen.show_answer", number=number)
