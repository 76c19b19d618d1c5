"""Filing, W1 to W5: each page is one question; what a page does with what was sent: `wizard.py`."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.vocabulary.asking import IdentityWay, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, DocumentKind
from pid_tracker.models import Draft
from pid_tracker.services.request import drafts
from pid_tracker.services.words.typed_text import looks_like_nik
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame, steps, wizard
from pid_tracker.web.citizen.asking_forms import (
    MORE_FORMS,
    DeliveryForm,
    IdentityForm,
    InformationForm,
    PersonForm,
    PurposeForm,
    StepForm,
)
from pid_tracker.web.citizen.uploads import UPLOADS, take_uploads
from pid_tracker.web.citizen.wizard import REQUEST, Copies


@bp.get("/minta")
def start_request() -> ResponseReturnValue:
    """The way in: straight to the first question, or what this browser has not sent yet."""
    answers = REQUEST.answers()
    if not answers.get("question"):
        return frame.go("citizen.ask_information")
    return render_template("citizen/start_request.html", answers=answers, form=StepForm(formdata=None))


@bp.post("/minta")
def start_over() -> ResponseReturnValue:
    """Throw away what was typed in this browser, name and all."""
    REQUEST.throw_away()
    db.session.commit()
    return frame.go("citizen.ask_information")


def _step(form: StepForm, template: str, following: str, **shown: Any) -> ResponseReturnValue:
    def page() -> str:
        return render_template(template, form=form, **shown)

    return wizard.ask(REQUEST, form, page, lambda: frame.go(following))


@bp.route("/minta/1", methods=["GET", "POST"])
def ask_information() -> ResponseReturnValue:
    """W1: what is asked."""
    form = InformationForm(data=REQUEST.answers())
    return _step(form, "citizen/ask_information.html", "citizen.ask_purpose")


@bp.route("/minta/2", methods=["GET", "POST"])
def ask_purpose() -> ResponseReturnValue:
    """W2: which government, and what for."""
    form = PurposeForm(data=REQUEST.answers())
    steps.governments().offer(form)
    back = url_for("citizen.ask_information")
    return _step(form, "citizen/ask_purpose.html", "citizen.ask_person", back_url=back)


@bp.route("/minta/3", methods=["GET", "POST"])
def ask_person() -> ResponseReturnValue:
    """W3: who asks."""
    form = PersonForm(data=REQUEST.answers())
    following = "citizen.ask_person_more" if form.kind.data in MORE_FORMS else "citizen.ask_identity"
    return _step(form, "citizen/ask_person.html", following, back_url=url_for("citizen.ask_purpose"))


@bp.route("/minta/3b", methods=["GET", "POST"])
def ask_person_more() -> ResponseReturnValue:
    """W3, next page: the group, the legal entity, or whom the proxy stands for."""
    answers = REQUEST.answers()
    more = steps.more_form(answers)
    if more is None:
        return frame.go("citizen.ask_person")
    kind, back = RequesterKind(str(answers["kind"])), url_for("citizen.ask_person")
    return _step(more(data=answers), "citizen/ask_person_more.html", "citizen.ask_identity", kind=kind, back_url=back)


@bp.get("/minta/bukan-wni")
def not_citizen() -> ResponseReturnValue:
    """W3x: who is no citizen cannot file, and what is open all the same."""
    return render_template("citizen/not_citizen.html", back_url=url_for("citizen.ask_person"))


@bp.route("/minta/4", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def ask_identity() -> ResponseReturnValue:
    """W4: the proof of identity."""
    answers = REQUEST.answers()
    kind = RequesterKind.of(answers.get("kind")) or RequesterKind.PERSON
    form = IdentityForm(data=answers)
    _keep_only(form, kind, answers)
    body = steps.governments().addressee(answers)
    stamp = body.name, context.today_at(body)
    more = "citizen.ask_person_more" if kind in MORE_FORMS else "citizen.ask_person"
    shown = {"kind": kind, "body": body, "back_url": url_for(more), "hints": IdentityWay.choices("hint")}
    taken: dict[DocumentKind, Any] = {}

    def page() -> str:
        kept = wizard.hide_nik(form, REQUEST)
        return render_template("citizen/ask_identity.html", form=form, files=REQUEST.files(), kept_nik=kept, **shown)

    def take() -> Copies:
        taken.update({UPLOADS[name]: copy for name, copy in take_uploads(form, *stamp).items()})
        return taken

    def check(draft: Draft) -> None:
        if DocumentKind.IDENTITY in taken and not form.identity_way.data:
            form.identity_way.data, form.identity_way.errors = IdentityWay.PHOTO, ()
        sent = {document.kind for document in drafts.attached(draft)}
        if form.identity_way.data == IdentityWay.PHOTO and DocumentKind.IDENTITY not in sent | taken.keys():
            form.identity.errors = form.identity.errors or ["Pilih berkas"]
        wizard.keep_nik(form, draft)

    return wizard.ask(REQUEST, form, page, lambda: frame.go("citizen.ask_delivery"), take=take, check=check)


def _keep_only(form: IdentityForm, kind: RequesterKind, answers: drafts.Answers) -> None:
    """A legal entity has an approval number instead of a NIK; letters are asked of those who need them."""
    if kind is RequesterKind.ENTITY:
        del form.nik
    if kind is not RequesterKind.ENTITY or (answers.get("entity_number") and request.method == "GET"):
        del form.entity_number
    for name, document_kind in UPLOADS.items():
        if name in form and document_kind not in PROOFS[kind]:
            del form[name]


@bp.get("/minta/surat-kuasa")
def letter_of_attorney() -> ResponseReturnValue:
    """A power of attorney (surat kuasa) to print or to copy by hand, with both names filled in."""
    answers = REQUEST.answers()
    body, back = steps.governments().addressee(answers), url_for("citizen.ask_identity")
    return render_template("citizen/letter_of_attorney.html", answers=answers, body=body, back_url=back)


@bp.route("/minta/5", methods=["GET", "POST"])
def ask_delivery() -> ResponseReturnValue:
    """W5: how the answer is received."""
    form = DeliveryForm(data=REQUEST.answers())
    back = url_for("citizen.ask_identity")
    return _step(form, "citizen/ask_delivery.html", "citizen.check_request", back_url=back)


def warns_about_nik(nik: object) -> bool:
    """Whether the check page should say that the NIK looks odd; it is taken all the same."""
    return isinstance(nik, str) and bool(nik) and not looks_like_nik(nik)
