"""Filing, W1 to W6: the questions of a request, and the pages around them."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.asking import IdentityWay, RequesterKind
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.services.request import drafts
from pid_tracker.web.citizen import bp, sending
from pid_tracker.web.citizen.asking_forms import (
    MORE_FORMS,
    DeliveryForm,
    IdentityForm,
    InformationForm,
    PersonForm,
    PurposeForm,
    SendForm,
    StepForm,
)
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.sheet import FILING_KEY, Sheet
from pid_tracker.web.citizen.wizard import Last, Step, Wizard, show_later


def _check_identity(sheet: Sheet, form: Any) -> None:
    """A photo is shown by sending it."""
    photo = form.identity
    if photo.data and photo.data.filename and not photo.errors and not form.identity_way.data:
        form.identity_way.data, form.identity_way.errors = IdentityWay.PHOTO, ()
    is_missing = form.identity_way.data == IdentityWay.PHOTO and DocumentKind.IDENTITY not in sheet.files
    if is_missing and not photo.errors:
        photo.errors = ["Pilih berkas"]


FILING: Wizard = Wizard(
    FILING_KEY,
    Step("/minta/1", "citizen/ask_information.html", InformationForm),
    Step("/minta/2", "citizen/ask_purpose.html", PurposeForm),
    Step("/minta/3", "citizen/ask_person.html", PersonForm),
    Step(
        "/minta/3b",
        "citizen/ask_person_more.html",
        lambda answers: MORE_FORMS.get(str(answers.get("kind"))),
        lambda sheet: {"kind": RequesterKind(sheet.typed["kind"])},
    ),
    Step(
        "/minta/4",
        "citizen/ask_identity.html",
        IdentityForm,
        lambda _sheet: {"hints": IdentityWay.choices("hint")},
        check=_check_identity,
        posts="60 per hour",
    ),
    Step("/minta/5", "citizen/ask_delivery.html", DeliveryForm),
    last=Last(
        "/minta/periksa",
        "citizen/check_request.html",
        SendForm,
        sending.looked_over,
        send=sending.send,
        sent=sending.sent,
        button="citizen.send_request",
        again="Periksa lagi",
    ),
    opened=lambda: Sheet(FILING.draft()),
    addressee=lambda sheet: sending.addressee(sheet.typed),
    strict=False,
    later="citizen.keep_for_later",
)


@bp.get("/minta")
def start_request() -> ResponseReturnValue:
    """The way in: straight to the first question, or what this browser has not sent yet."""
    answers = drafts.answers_of(FILING.draft())
    if not answers.get("question"):
        return go("citizen.ask_information")
    return render_template("citizen/start_request.html", answers=answers, form=StepForm(formdata=None))


@bp.post("/minta")
def start_over() -> ResponseReturnValue:
    """Throw away what was typed in this browser, name and all."""
    FILING.forget()
    db.session.commit()
    return go("citizen.ask_information")


@bp.get("/minta/bukan-wni")
def not_citizen() -> ResponseReturnValue:
    """W3x: who is no citizen cannot file, and what is open all the same."""
    return render_template("citizen/not_citizen.html", back_url=url_for("citizen.ask_person"))


@bp.get("/minta/surat-kuasa")
def letter_of_attorney() -> ResponseReturnValue:
    """A power of attorney (surat kuasa) to print or to copy by hand, with both names filled in."""
    answers, back = drafts.answers_of(FILING.draft()), url_for("citizen.ask_identity")
    body = sending.addressee(answers)
    return render_template("citizen/letter_of_attorney.html", answers=answers, body=body, back_url=back)


@bp.get("/minta/simpan")
def keep_for_later() -> ResponseReturnValue:
    """The address and the short code with which the draft goes on, here or on another device."""
    draft = FILING.draft()
    if draft is None or not drafts.answers_of(draft).get("resume_code"):
        return go("citizen.start_request")
    return show_later(draft, FILING.place(draft))
