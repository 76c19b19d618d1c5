"""What was typed goes on elsewhere, or is taken off this device.

A draft is in one browser at a time. Its code is no key to what it holds: continuing is a button that moves the draft
here, after which the former browser and the code open nothing.
"""

from flask import redirect, render_template, session
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.models import Draft
from pid_tracker.services.request import drafts
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.asking_forms import ResumeForm
from pid_tracker.web.citizen.filing_pages import FILING
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.objecting_to import OBJECTING
from pid_tracker.web.citizen.objecting_without import OBJECTING_WITHOUT
from pid_tracker.web.citizen.sheet import ABOUT
from pid_tracker.web.citizen.wizard import Wizard


@bp.get("/minta/lanjutkan/<code>")
@limiter.limit("60 per minute")
def resume(code: str) -> ResponseReturnValue:
    """The address of a saved draft: asks whether to continue here, and shows nothing of it."""
    form = ResumeForm(formdata=None, data={"code": code})
    if drafts.find_saved(code, context.now()) is None:
        return _unknown(form)
    return render_template("citizen/resume.html", form=form)


@bp.route("/minta/lanjutkan", methods=["GET", "POST"])
@limiter.limit("60 per minute", methods=["POST"])
def resume_by_code() -> ResponseReturnValue:
    """Continue a draft by its code: it moves to this browser."""
    form = ResumeForm()
    if not form.validate_on_submit():
        return render_template("citizen/resume_by_code.html", form=form), 422 if form.errors else 200
    draft = drafts.find_saved(form.code.data or "", context.now())
    if draft is None:
        return _unknown(form)
    wizard, number = _wizard_of(draft), drafts.answers_of(draft).get(ABOUT)
    wizard.remember(drafts.move(draft))
    place = wizard.place(draft) if wizard is FILING else wizard.start(str(number))
    db.session.commit()
    return redirect(place, 303)


def _wizard_of(draft: Draft) -> Wizard:
    about = drafts.answers_of(draft).get(ABOUT)
    return FILING if about is None else OBJECTING if about else OBJECTING_WITHOUT


def _unknown(form: ResumeForm) -> ResponseReturnValue:
    form.code.errors = ["Kode ini tidak cocok, sudah dipakai, atau tulisannya sudah lewat 7 hari"]
    return render_template("citizen/resume_by_code.html", form=form), 404


@bp.post("/selesai")
def clear_device() -> ResponseReturnValue:
    """Selesai, hapus dari perangkat ini: nothing of the person stays in this browser, nor of what was not sent."""
    for wizard in (FILING, OBJECTING):  # the third has its draft under the name of the second
        wizard.forget()
    db.session.commit()
    session.clear()
    return go("citizen.device_is_clear")


@bp.get("/selesai")
def device_is_clear() -> ResponseReturnValue:
    """What was taken off this device, and what is needed to come back."""
    return render_template("citizen/device_is_clear.html")
