"""A draft goes on, here or on another device: by its address, or by typing its code."""

from flask import render_template
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import limiter
from pid_tracker.services.request import drafts
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.asking_forms import ResumeForm
from pid_tracker.web.citizen.filing_pages import FILING
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.objecting_to import OBJECTING
from pid_tracker.web.citizen.objecting_without import OBJECTING_WITHOUT
from pid_tracker.web.citizen.wizard import ABOUT, Sheet


@bp.get("/minta/lanjutkan/<code>")
@limiter.limit("60 per hour")
def resume(code: str) -> ResponseReturnValue:
    """Continue a draft from its address."""
    return _resume(code, ResumeForm(formdata=None, data={"code": code}))


@bp.route("/minta/lanjutkan", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def resume_by_code() -> ResponseReturnValue:
    """Continue a draft by typing its code."""
    form = ResumeForm()
    if form.validate_on_submit():
        return _resume(form.code.data or "", form)
    return render_template("citizen/resume_by_code.html", form=form), 422 if form.errors else 200


def _resume(code: str, form: ResumeForm) -> ResponseReturnValue:
    draft = drafts.find(code, context.now())
    if draft is None:
        form.code.errors = ["Kode ini tidak cocok, atau tulisannya sudah lewat 7 hari"]
        return render_template("citizen/resume_by_code.html", form=form), 404
    about = drafts.answers_of(draft).get(ABOUT)
    if about is None:
        FILING.remember(code)
        return go(FILING.first_not_done(Sheet(draft)) or "citizen.check_request")
    if not about:
        OBJECTING_WITHOUT.remember(code)
        return go("citizen.ask_missing")
    OBJECTING.remember(code)
    return go("citizen.ask_grounds", number=about)
