"""`/keberatan`: what an objection is, the way in with number and code, and the objection without a request (ground b).

Periodic information (informasi berkala, Pasal 9) that is missing may be objected to by anyone, without having asked
for it (ruling R9). Two pages of questions, a check, and the number of the objection.
"""

from functools import partial
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.rules import in_force
from pid_tracker.law.vocabulary.asking import PhoneChannel, Purpose
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import PublicBody
from pid_tracker.services.objection import objecting
from pid_tracker.services.request import draft_contents
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.asking_forms import SendForm
from pid_tracker.web.citizen.finding_back import opened_by_code
from pid_tracker.web.citizen.frame import hand_at
from pid_tracker.web.citizen.governments import governments
from pid_tracker.web.citizen.objecting_forms import MissingForm, ObjectorForm
from pid_tracker.web.citizen.objecting_to import sent
from pid_tracker.web.citizen.sheet import OBJECTION_KEY, Sheet, filled
from pid_tracker.web.citizen.wizard import Last, Step, Wizard


@bp.route("/keberatan", methods=["GET", "POST"])
@limiter.limit("60 per minute", methods=["POST"])
def start_objection() -> ResponseReturnValue:
    """What an objection is; number and code open the request that it is about."""
    return opened_by_code("citizen/start_objection.html", "citizen.ask_grounds", request.path, "Kembali")


def _send(sheet: Sheet) -> ResponseReturnValue:
    body = _addressee(sheet)
    new = _objection_in(sheet.typed, str(sheet.answers["form_token"]))
    case = objecting.lodge_without_request(body, new, hand_at(body))
    sheet.became(case)
    db.session.commit()
    return sent(case)


def _addressee(sheet: Sheet) -> PublicBody:
    return governments().called(sheet.typed.get("body"))


def _objection_in(answers: draft_contents.Answers, form_token: str) -> objecting.NewObjection:
    text = partial(draft_contents.text_in, answers)
    return objecting.NewObjection(
        form_token=form_token,
        requester=draft_contents.requester_in({**answers, "phone_channel": PhoneChannel.WHATSAPP}),
        question=text("question"),
        wish=text("wish"),
        chronology=text("chronology"),
        purpose=text("purpose") or Purpose.CITIZEN,
    )


def _looked_over(sheet: Sheet) -> dict[str, Any]:
    text = partial(draft_contents.text_in, sheet.typed)
    body = _addressee(sheet)
    what, who = url_for("citizen.ask_missing"), url_for("citizen.ask_objector")
    person = filled(ObjectorForm, sheet.typed)
    file = sheet.files.get(DocumentKind.OBJECTION)
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
        ("NIK", sheet.kept_nik, who),
    ]
    today = context.today_at(body)
    decide_by = context.calendar(body).count(today, in_force(today).days.decision).day
    return {"rows": rows, "decide_by": decide_by}


OBJECTING_WITHOUT: Wizard = Wizard(
    OBJECTION_KEY,
    Step("/keberatan/tanpa-permintaan", "citizen/ask_missing.html", MissingForm, posts="60 per hour"),
    Step("/keberatan/tanpa-permintaan/2", "citizen/ask_objector.html", ObjectorForm, posts="60 per hour"),
    last=Last(
        "/keberatan/tanpa-permintaan/3",
        "citizen/check_missing.html",
        SendForm,
        _looked_over,
        send=_send,
        sent=sent,
    ),
    opened=lambda: Sheet(OBJECTING_WITHOUT.draft(""), ""),
    addressee=_addressee,
    back=lambda _sheet: url_for("citizen.start_objection"),
)
