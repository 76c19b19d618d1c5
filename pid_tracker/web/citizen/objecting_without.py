"""`/keberatan`: what an objection is, the way in with number and code, and the objection without a request (ground b).

Periodic information (informasi berkala, Pasal 9) that is missing may be objected to by anyone, without having asked
for it (ruling R9). Two pages of questions, a check, and the number of the objection.
"""

from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.rules import in_force
from pid_tracker.law.vocabulary.asking import PhoneChannel, Purpose, RequesterKind
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.looking.tracking_codes import Paused, WrongCode, open_with_code
from pid_tracker.services.objection import objecting
from pid_tracker.services.request import drafts
from pid_tracker.services.request.filing import NewRequester
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame, objection_draft, steps, wizard
from pid_tracker.web.citizen.asking_forms import SendForm, TrackForm
from pid_tracker.web.citizen.finding_back import NO_MATCH
from pid_tracker.web.citizen.frame import wait_page
from pid_tracker.web.citizen.objecting_forms import MissingForm, ObjectorForm
from pid_tracker.web.citizen.objection_draft import KIND, take_file
from pid_tracker.web.citizen.wizard import objection

OWN = objection("")


@bp.route("/keberatan", methods=["GET", "POST"])
@limiter.limit("60 per minute; 300 per hour", methods=["POST"])
def start_objection() -> ResponseReturnValue:
    """What an objection is; number and code open the request that it is about."""
    form = TrackForm()
    if not form.validate_on_submit():
        return render_template("citizen/start_objection.html", form=form), 422 if form.errors else 200
    try:
        case = open_with_code(form.number.data or "", form.code.data or "", context.now())
    except WrongCode:
        db.session.commit()
        form.code.errors = [NO_MATCH]
        return render_template("citizen/start_objection.html", form=form), 422
    except Paused:
        db.session.rollback()
        why = "Kode untuk nomor ini sudah terlalu sering salah. Demi keamanan, kode tidak kami terima sampai satu jam."
        return wait_page(why, url_for("citizen.start_objection"), "Kembali")
    number = case.number
    context.open_case(case)
    db.session.rollback()
    return frame.go("citizen.ask_grounds", number=number)


def _offer(form: MissingForm) -> None:
    choices = steps.governments()
    form.body.choices = {body.code: body.name for body in (choices.home, *choices.children)}


def _addressee(answers: drafts.Answers) -> PublicBody:
    choices = steps.governments()
    return next((body for body in choices.children if body.code == answers.get("body")), choices.home)


@bp.route("/keberatan/tanpa-permintaan", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def ask_missing() -> ResponseReturnValue:
    """Which information should be published and is not."""
    form = MissingForm(data=OWN.answers())
    _offer(form)

    def page() -> str:
        file, back = OWN.files().get(KIND), url_for("citizen.start_objection")
        return render_template("citizen/ask_missing.html", form=form, file=file, back_url=back)

    return wizard.ask(OWN, form, page, lambda: frame.go("citizen.ask_objector"), take=lambda: take_file(form))


@bp.route("/keberatan/tanpa-permintaan/2", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def ask_objector() -> ResponseReturnValue:
    """Who objects."""
    answers = OWN.answers()
    if not _done(MissingForm, answers):
        return frame.go("citizen.ask_missing")
    form = ObjectorForm(data=answers)

    def page() -> str:
        kept, back = wizard.hide_nik(form, OWN), url_for("citizen.ask_missing")
        return render_template("citizen/ask_objector.html", form=form, kept_nik=kept, back_url=back)

    check = partial(wizard.keep_nik, form)
    return wizard.ask(OWN, form, page, lambda: frame.go("citizen.check_missing"), check=check)


def _done(kind: type[MissingForm] | type[ObjectorForm], answers: drafts.Answers) -> bool:
    form: Any = kind(formdata=None, data=answers, meta={"csrf": False})
    if isinstance(form, MissingForm):
        _offer(form)
    return bool(form.validate())


@bp.route("/keberatan/tanpa-permintaan/3", methods=["GET", "POST"])
@limiter.limit("12 per minute; 60 per hour", methods=["POST"])
def check_missing() -> ResponseReturnValue:
    """All of it once more, then the button; the form token makes one objection of however many sends."""
    draft, answers = OWN.draft(), OWN.answers()
    form = SendForm(data={"form_token": draft.form_token if draft else ""})
    known = drafts.sent_as(draft, form.form_token.data or "") if request.method == "POST" else None
    if known is not None:
        return _lodged(known)
    if draft is None or not _done(MissingForm, answers):
        return frame.go("citizen.ask_missing")
    if not _done(ObjectorForm, answers):
        return frame.go("citizen.ask_objector")
    body = _addressee(answers)
    if request.method == "GET":
        return _check_page(form, answers, body)
    if form.website.data:
        return frame.by_program()
    if "later" in request.form:
        return wizard.later(OWN, draft)
    case = objecting.lodge_without_request(body, _objection_in(answers, draft.form_token), frame.hand_at(body))
    objection_draft.hand_over(draft, case)
    drafts.empty(draft, case, context.now())
    db.session.commit()
    return _lodged(case)


def _lodged(case: CaseFile) -> ResponseReturnValue:
    context.open_case(case)
    return frame.go("citizen.show_objected", number=case.number)


def _objection_in(answers: drafts.Answers, form_token: str) -> objecting.NewObjection:
    def text(name: str) -> str:
        value = answers.get(name)
        return value if isinstance(value, str) else ""

    kind, behalf = text("kind") or RequesterKind.PERSON, text("behalf")
    return objecting.NewObjection(
        form_token=form_token,
        requester=NewRequester(
            kind=kind,
            name=text("name"),
            address=text("address"),
            group_name=behalf if kind == RequesterKind.GROUP else "",
            entity_name=behalf if kind == RequesterKind.ENTITY else "",
            principal_name=behalf if kind == RequesterKind.PROXY else "",
            phone=text("phone"),
            phone_channel=PhoneChannel.WHATSAPP if text("phone") else "",
            email=text("email"),
            nik=text("nik"),
        ),
        question=text("question"),
        wish=text("wish"),
        chronology=text("chronology"),
        purpose=text("purpose") or Purpose.CITIZEN,
    )


def _check_page(form: SendForm, answers: drafts.Answers, body: PublicBody) -> ResponseReturnValue:
    def text(name: str) -> str:
        return str(answers.get(name) or "")

    what, who = url_for("citizen.ask_missing"), url_for("citizen.ask_objector")
    person: Any = ObjectorForm(formdata=None, data=answers, meta={"csrf": False})
    file = OWN.files().get(KIND)
    rows = [
        ("Pemerintah", body.name, what),
        ("Yang seharusnya diumumkan", text("question"), what),
        ("Di mana Anda mencari", text("chronology"), what),
        ("Yang Anda harapkan", text("wish"), what),
        ("Lampiran", file.name if file else "", what),
        ("Yang mengajukan", str(person.kind.choices.get(person.kind.data, "")), who),
        ("Mewakili", text("behalf"), who),
        ("Nama lengkap", text("name"), who),
        ("Alamat", text("address"), who),
        ("Keperluan", str(person.purpose.choices.get(person.purpose.data, "")), who),
        ("Nomor HP", text("phone"), who),
        ("Surel", text("email"), who),
        ("NIK", wizard.kept_nik(answers), who),
    ]
    today = context.today_at(body)
    decide_by = context.calendar(body).count(today, in_force(today).days.decision).day
    page = render_template("citizen/check_missing.html", form=form, rows=rows, decide_by=decide_by, back_url=who)
    return page, 200
