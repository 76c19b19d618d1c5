"""What was typed goes on later or elsewhere, or is taken off this device.

A draft is in one browser at a time. Its code is no key to what it holds: continuing is a button that moves the draft
here, after which the former browser and the code open nothing.
"""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.models import Draft
from pid_tracker.services.request import drafts
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame, objection_draft, steps
from pid_tracker.web.citizen.asking_forms import ActForm, ResumeForm
from pid_tracker.web.citizen.frame import own_address
from pid_tracker.web.citizen.wizard import REQUEST

_OBJECTION = "objection"


@bp.get("/minta/simpan")
def keep_for_later() -> ResponseReturnValue:
    """The address and the short code with which the draft goes on, here or on another device."""
    key = _OBJECTION if request.args.get("own") == _OBJECTION else REQUEST.key
    draft = drafts.find(session.get(key, ""), context.now())
    code = drafts.answers_of(draft).get("resume_code")
    if draft is None or not code:
        return frame.go("citizen.start_request")
    return render_template(
        "citizen/keep_for_later.html",
        code=code,
        link=own_address("citizen.resume", code=code),
        until=draft.expires_at,
        zone=context.home_body().zone,
        going_on=_place_in(draft),
    )


def _place_in(draft: Draft) -> str:
    """The page on which a draft goes on."""
    if (address := objection_draft.address_in(draft)) is not None:
        return address
    kinds = tuple(document.kind for document in drafts.attached(draft))
    return url_for(steps.first_not_done(drafts.answers_of(draft), kinds) or "citizen.check_request")


@bp.get("/minta/lanjutkan/<code>")
@limiter.limit("60 per hour")
def resume(code: str) -> ResponseReturnValue:
    """The address of a saved draft: asks whether to continue here, and shows nothing of it."""
    form = ResumeForm(formdata=None, data={"code": code})
    if drafts.find_saved(code, context.now()) is None:
        return _unknown(form)
    return render_template("citizen/resume.html", form=form)


@bp.route("/minta/lanjutkan", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def resume_by_code() -> ResponseReturnValue:
    """Continue a draft by its code: it moves to this browser."""
    form = ResumeForm()
    if not form.validate_on_submit():
        return render_template("citizen/resume_by_code.html", form=form), 422 if form.errors else 200
    draft = drafts.find_saved(form.code.data or "", context.now())
    if draft is None:
        return _unknown(form)
    token, place = drafts.move(draft), _place_in(draft)
    db.session.commit()
    session[REQUEST.key if objection_draft.address_in(draft) is None else _OBJECTION] = token
    session.permanent = True
    return redirect(place, 303)


def _unknown(form: ResumeForm) -> ResponseReturnValue:
    form.code.errors = ["Kode ini tidak cocok, sudah dipakai, atau tulisannya sudah lewat 7 hari"]
    return render_template("citizen/resume_by_code.html", form=form), 404


@bp.post("/selesai")
def clear_device() -> ResponseReturnValue:
    """Selesai, hapus dari perangkat ini: nothing of the person stays in this browser, nor of what was not sent."""
    if ActForm().validate():
        for key in (REQUEST.key, _OBJECTION):
            if (draft := drafts.find(session.get(key, ""), context.now())) is not None:
                drafts.throw_away(draft)
        db.session.commit()
        session.clear()
    return frame.go("citizen.device_is_clear")


@bp.get("/selesai")
def device_is_clear() -> ResponseReturnValue:
    """What was taken off this device, and what is needed to come back."""
    return render_template("citizen/device_is_clear.html")
