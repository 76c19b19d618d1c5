"""Filing, W1 to W5: each page is one question; each POST saves the draft, also when something is wrong."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.vocabulary.asking import IdentityWay, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, DocumentKind
from pid_tracker.models import Draft
from pid_tracker.services.request import drafts
from pid_tracker.services.words.typed_text import looks_like_nik
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, objection_draft, steps
from pid_tracker.web.citizen.asking_forms import (
    MORE_FORMS,
    DeliveryForm,
    IdentityForm,
    InformationForm,
    PersonForm,
    PurposeForm,
    ResumeForm,
    StepForm,
)
from pid_tracker.web.citizen.frame import own_address, wait_page
from pid_tracker.web.citizen.uploads import UPLOADS, take_uploads


@bp.get("/minta")
def start_request() -> ResponseReturnValue:
    """The way in: straight to the first question, or what this browser has not sent yet."""
    answers = drafts.answers_of(steps.draft())
    if not answers.get("question"):
        return steps.go("citizen.ask_information")
    return render_template("citizen/start_request.html", answers=answers, form=StepForm(formdata=None))


@bp.post("/minta")
def start_over() -> ResponseReturnValue:
    """Throw away what was typed in this browser, name and all."""
    draft = steps.draft()
    if draft is not None:
        drafts.throw_away(draft)
        db.session.commit()
    steps.forget()
    return steps.go("citizen.ask_information")


def _step(form: StepForm, template: str, next_endpoint: str, **shown: Any) -> ResponseReturnValue:
    """One page of the filing: save what was typed, then go on, stop for now, or show what to mend."""
    if request.method == "GET":
        return render_template(template, form=form, **shown)
    if form.website.data:
        return wait_page("Kiriman ini tampak seperti kiriman otomatis.", request.path, "Kembali ke halaman isian")
    is_valid = form.validate()
    draft = steps.draft_to_write()
    drafts.save(draft, form.typed(), context.now())
    return _after(draft, is_valid, form, template, next_endpoint, shown)


def _after(
    draft: Draft, is_valid: bool, form: StepForm, template: str, next_endpoint: str, shown: Mapping[str, Any]
) -> ResponseReturnValue:
    if "later" in request.form:
        drafts.resume_code(draft, context.now())
        db.session.commit()
        return steps.go("citizen.keep_for_later")
    db.session.commit()
    if not is_valid:
        return render_template(template, form=form, **shown), 422
    if "back_to_check" in request.form and next_endpoint != "citizen.ask_person_more":
        return steps.go("citizen.check_request")
    return steps.go(next_endpoint)


@bp.route("/minta/1", methods=["GET", "POST"])
def ask_information() -> ResponseReturnValue:
    """W1: what is asked."""
    form = InformationForm(data=drafts.answers_of(steps.draft()))
    return _step(form, "citizen/ask_information.html", "citizen.ask_purpose")


@bp.route("/minta/2", methods=["GET", "POST"])
def ask_purpose() -> ResponseReturnValue:
    """W2: which government, and what for."""
    form = PurposeForm(data=drafts.answers_of(steps.draft()))
    steps.governments().offer(form)
    back = url_for("citizen.ask_information")
    return _step(form, "citizen/ask_purpose.html", "citizen.ask_person", back_url=back)


@bp.route("/minta/3", methods=["GET", "POST"])
def ask_person() -> ResponseReturnValue:
    """W3: who asks."""
    form = PersonForm(data=drafts.answers_of(steps.draft()))
    following = "citizen.ask_person_more" if form.kind.data in MORE_FORMS else "citizen.ask_identity"
    back = url_for("citizen.ask_purpose")
    return _step(form, "citizen/ask_person.html", following, back_url=back)


@bp.route("/minta/3b", methods=["GET", "POST"])
def ask_person_more() -> ResponseReturnValue:
    """W3, next page: the group, the legal entity, or whom the proxy stands for."""
    answers = drafts.answers_of(steps.draft())
    kind = steps.more_form(answers)
    if kind is None:
        return steps.go("citizen.ask_person")
    back = url_for("citizen.ask_person")
    return _step(
        kind(data=answers),
        "citizen/ask_person_more.html",
        "citizen.ask_identity",
        kind=RequesterKind(str(answers["kind"])),
        back_url=back,
    )


@bp.get("/minta/bukan-wni")
def not_citizen() -> ResponseReturnValue:
    """W3x: who is no citizen cannot file, and what is open all the same."""
    return render_template("citizen/not_citizen.html", back_url=url_for("citizen.ask_person"))


@bp.route("/minta/4", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def ask_identity() -> ResponseReturnValue:
    """W4: the proof of identity. The files are copied before the database is asked to write."""
    draft = steps.draft()
    answers = drafts.answers_of(draft)
    kind = RequesterKind.of(answers.get("kind")) or RequesterKind.PERSON
    form = IdentityForm(data=answers)
    _keep_only(form, kind, answers)
    body = steps.governments().addressee(answers)
    more = "citizen.ask_person_more" if kind in MORE_FORMS else "citizen.ask_person"
    shown: dict[str, Any] = {
        "kind": kind, "body": body, "back_url": url_for(more), "hints": IdentityWay.choices("hint"),
    }  # fmt: skip
    if request.method == "GET":
        return render_template("citizen/ask_identity.html", form=form, files=_files(draft), **shown)
    if form.website.data:
        return wait_page("Kiriman ini tampak seperti kiriman otomatis.", request.path, "Kembali ke halaman isian")
    form.validate()
    stamp = body.name, context.today_at(body)
    db.session.rollback()
    copies = take_uploads(form, *stamp)
    draft = steps.draft_to_write()
    for name, copy in copies.items():
        drafts.attach(draft, UPLOADS[name], copy, context.now())
    if "remove" in request.form:
        drafts.detach(draft, request.form["remove"])
    if "identity" in copies and not form.identity_way.data:
        form.identity_way.data, form.identity_way.errors = IdentityWay.PHOTO, ()
    files = _files(draft)
    if form.identity_way.data == IdentityWay.PHOTO and DocumentKind.IDENTITY not in files and not form.identity.errors:
        form.identity.errors = ["Pilih berkas"]
    drafts.save(draft, form.typed(), context.now())
    if "remove" in request.form:
        db.session.commit()
        return steps.go("citizen.ask_identity")
    shown |= {"files": files}
    return _after(draft, not form.errors, form, "citizen/ask_identity.html", "citizen.ask_delivery", shown)


def _keep_only(form: IdentityForm, kind: RequesterKind, answers: drafts.Answers) -> None:
    """A legal entity has an approval number instead of a NIK; letters are asked of those who need them."""
    if kind is RequesterKind.ENTITY:
        del form.nik
    if kind is not RequesterKind.ENTITY or (answers.get("entity_number") and request.method == "GET"):
        del form.entity_number
    for name, document_kind in UPLOADS.items():
        if name in form and document_kind not in PROOFS[kind]:
            del form[name]


def _files(draft: Draft | None) -> dict[str, Any]:
    return {document.kind: document for document in drafts.attached(draft)}


@bp.get("/minta/surat-kuasa")
def letter_of_attorney() -> ResponseReturnValue:
    """A power of attorney (surat kuasa) to print or to copy by hand, with both names filled in."""
    answers = drafts.answers_of(steps.draft())
    body = steps.governments().addressee(answers)
    return render_template(
        "citizen/letter_of_attorney.html", answers=answers, body=body, back_url=url_for("citizen.ask_identity")
    )


@bp.route("/minta/5", methods=["GET", "POST"])
def ask_delivery() -> ResponseReturnValue:
    """W5: how the answer is received."""
    form = DeliveryForm(data=drafts.answers_of(steps.draft()))
    back = url_for("citizen.ask_identity")
    return _step(form, "citizen/ask_delivery.html", "citizen.check_request", back_url=back)


@bp.get("/minta/simpan")
def keep_for_later() -> ResponseReturnValue:
    """The address and the short code with which the draft goes on, here or on another device."""
    draft = steps.draft()
    code = drafts.answers_of(draft).get("resume_code")
    if draft is None or not code:
        return steps.go("citizen.start_request")
    link = own_address("citizen.resume", code=code)
    until = draft.expires_at
    return render_template(
        "citizen/keep_for_later.html", code=code, link=link, until=until, zone=context.home_body().zone
    )


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
    if (address := objection_draft.address_in(draft)) is not None:
        objection_draft.remember(code)
        return redirect(address, 303)
    steps.remember(code)
    answers = drafts.answers_of(draft)
    kinds = tuple(document.kind for document in drafts.attached(draft))
    return steps.go(steps.first_not_done(answers, kinds) or "citizen.check_request")


def warns_about_nik(nik: object) -> bool:
    """Whether the check page should say that the NIK looks odd; it is taken all the same."""
    return isinstance(nik, str) and bool(nik) and not looks_like_nik(nik)
