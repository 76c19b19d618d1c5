"""Receiving, R1 and R2: the answer with its files and its letter, and whether it answered."""

from datetime import date

from flask import abort
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import PartAnswer, closes_something
from pid_tracker.models import CaseFile, Notice
from pid_tracker.services.answer import answering, approval, tests_at_hand
from pid_tracker.services.request import filing
from pid_tracker.services.telling import case_seen, letters
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.after_answer import delivery_of
from pid_tracker.web.citizen.frame import go, hand_at
from pid_tracker.web.citizen.opened import look_at, on_case, render, send_kept, send_pdf
from pid_tracker.web.citizen.opened_forms import RateForm


def _sent_notice(case: CaseFile) -> Notice | None:
    notice = answering.notice_of(case)
    return notice if notice is not None and notice.sent_on is not None else None


@on_case("/lacak/<number>/jawaban", only=_sent_notice)
def show_answer(case: CaseFile) -> ResponseReturnValue:
    """R1: the answer by its outcome."""
    return _answer_page(case, None)


def _answer_page(case: CaseFile, form: RateForm | None) -> str:
    notice = _sent_notice(case)
    if notice is None:
        abort(404)
    seen = look_at(case)
    documents = case_seen.answer_files(case)
    by_part: dict[int | None, list[object]] = {}
    for document in documents:
        by_part.setdefault(document.part.place if document.part else None, []).append(document)
    contents = answering.read_contents(notice.contents)
    return render(
        "citizen/show_answer.html",
        case,
        heading=(case.outcome or Outcome.GRANTED).heading,
        notice=notice,
        contents=contents,
        closings={part.place: _closing(case, part) for part in contents.parts if part.closes},
        approvals=approval.approvals_of(case) if closes_something(contents) else (),
        seen=seen,
        documents=by_part,
        form=form or RateForm(formdata=None, data={"seen_seq": str(case.last_seq)}),
        has_errors=bool(form and form.errors),
        delivery=delivery_of(case),
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
    return send_kept(number, public_id, case_seen.open_files)


@on_case("/lacak/<number>/surat.pdf", only=_sent_notice)
def answer_letter(case: CaseFile) -> ResponseReturnValue:
    """The written notice (pemberitahuan tertulis) as a PDF."""
    notice = _sent_notice(case)
    assert notice is not None  # noqa: S101 - `only` such a case comes here
    return send_pdf(letters.notice_pdf(case, notice), f"surat-jawaban-{case.number}")


@on_case("/lacak/<number>/nilai", "POST", only=_sent_notice)
def rate_answer(case: CaseFile) -> ResponseReturnValue:
    """R2: yes, partly or no; asked once."""
    form = RateForm()
    if not form.validate():
        return _answer_page(case, form), 422
    if look_at(case).may_rate:
        filing.rate_answer(case, form.rating.data, hand_at(case.body))
        db.session.commit()
    return go("citizen.show_answer", number=case.number)
