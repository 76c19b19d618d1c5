"""Objecting, K1 to K4: why, what is hoped for, check, done. Number, identity, purpose and proxy are carried over.

K1 is ticked from the record and K2 has the chronology written, so that three taps and at most one typed field lead to
the number. What was typed lives in a draft until it is sent; a second objection leads to the first one's page.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.asking import Purpose
from pid_tracker.models import CaseFile, Draft
from pid_tracker.services.gate import happened
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.objection import objecting, objection_seen
from pid_tracker.services.objection.objecting import ObjectionFacts
from pid_tracker.services.request import drafts
from pid_tracker.services.telling import case_seen
from pid_tracker.services.words import objection_words, timeline
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame, objection_draft, wizard
from pid_tracker.web.citizen.asking_forms import ActForm, StepForm
from pid_tracker.web.citizen.finding_back import readable
from pid_tracker.web.citizen.frame import about
from pid_tracker.web.citizen.objecting_forms import GroundsForm, SendObjectionForm, WishForm
from pid_tracker.web.citizen.objection_draft import take_file
from pid_tracker.web.citizen.wizard import Own, objection

_Step = Callable[[CaseFile, ObjectionFacts], ResponseReturnValue]


def _open_to_object(view: _Step) -> Callable[[str], ResponseReturnValue]:
    """The view gets a case that this browser has opened and that may be objected to; what was objected to is shown."""

    @wraps(view)
    def check(number: str) -> ResponseReturnValue:
        case = readable(number)
        if case is None:
            return frame.go("citizen.show_case", number=number)
        if case.objected_on is not None:
            return frame.go("citizen.show_objected", number=case.number)
        calendar, today = context.calendar(case.body), context.today_at(case.body)
        seen = case_seen.look_at(case, calendar, today)
        if not seen.may_object:
            return render_template("citizen/cannot_object.html", seen=seen, **about(case)), 409
        return view(case, objecting.facts_for_objection(case, calendar, today))

    return check


@bp.route("/lacak/<number>/keberatan", methods=["GET", "POST"])
@_open_to_object
def ask_grounds(case: CaseFile, facts: ObjectionFacts) -> ResponseReturnValue:
    """K1: what an objection is, until when, and why; the reasons are ticked from the record."""
    number, own = case.number, objection(case.number)
    form = GroundsForm(data={"grounds": own.answers().get("grounds") or [ground.value for ground in facts.grounds]})

    def page() -> str:
        back = url_for("citizen.show_case", number=number)
        return render_template("citizen/ask_grounds.html", form=form, facts=facts, back_url=back, **about(case))

    def check(_draft: Draft) -> None:
        calendar, today = context.calendar(case.body), context.today_at(case.body)
        grounds = [ObjectionGround(letter) for letter in form.grounds.data or []]
        if grounds and (why := objecting.why_not(case, grounds, calendar, today)):
            form.grounds.errors = [why]

    return wizard.ask(own, form, page, lambda: frame.go("citizen.ask_wish", number=number), check=check)


@bp.route("/lacak/<number>/keberatan/2", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@_open_to_object
def ask_wish(case: CaseFile, facts: ObjectionFacts) -> ResponseReturnValue:
    """K2: what is hoped for; the chronology stands written."""
    number, own = case.number, objection(case.number)
    answers = own.answers()
    if not answers.get("grounds"):
        return frame.go("citizen.ask_grounds", number=number)
    form = WishForm(data={"chronology": facts.chronology, **answers})

    def page() -> str:
        file, back = own.files().get(objection_draft.KIND), url_for("citizen.ask_grounds", number=number)
        return render_template("citizen/ask_wish.html", form=form, file=file, back_url=back, **about(case))

    following, take = partial(frame.go, "citizen.check_objection", number=number), partial(take_file, form)
    return wizard.ask(own, form, page, following, take=take)


@bp.route("/lacak/<number>/keberatan/3", methods=["GET", "POST"])
@limiter.limit("12 per minute; 60 per hour", methods=["POST"])
@_open_to_object
def check_objection(case: CaseFile, facts: ObjectionFacts) -> ResponseReturnValue:
    """K3: all of it once more, then the button. One POST is one objection."""
    number, own = case.number, objection(case.number)
    draft, answers = own.draft(), own.answers()
    if not answers.get("grounds") or "chronology" not in answers:
        return frame.go("citizen.ask_grounds", number=number)
    form = SendObjectionForm(data={"seen_seq": str(case.last_seq)})
    if request.method == "GET":
        return _check_page(case, facts, form, own)
    if form.website.data:
        return frame.by_program()
    if "later" in request.form and draft is not None:
        return wizard.later(own, draft)
    try:
        _lodge(case, answers)
        objection_draft.hand_over(draft, case)
    except (IllegalStep, CaseChanged, Incomplete) as error:
        why = _why(error)
        db.session.rollback()
        case = readable(number) or case
        if case.objected_on is not None:  # the same tap twice
            return frame.go("citizen.show_objected", number=number)
        form = SendObjectionForm(formdata=None, data={"seen_seq": str(case.last_seq)})
        return _check_page(case, facts, form, own, why=why, status=409)
    own.throw_away()
    db.session.commit()
    return frame.go("citizen.show_objected", number=number)


def _lodge(case: CaseFile, answers: drafts.Answers) -> None:
    grounds = answers.get("grounds")
    objecting.lodge_objection(
        case,
        [str(letter) for letter in grounds] if isinstance(grounds, list) else [],
        str(answers.get("wish") or ""),
        str(answers.get("chronology") or ""),
        frame.hand(case),
    )


def _why(error: IllegalStep | CaseChanged | Incomplete) -> str:
    if isinstance(error, IllegalStep):
        return error.why
    if isinstance(error, Incomplete):
        return str(error)
    told = [entry.what for entry in timeline.entries(happened.in_case(error.case))][: len(error.events)]
    return f"Ada yang baru pada permintaan Anda: {'; '.join(told)}. Baca dulu, lalu kirim bila masih perlu."


def _check_page(
    case: CaseFile, facts: ObjectionFacts, form: StepForm, own: Own, *, why: str = "", status: int = 200
) -> ResponseReturnValue:
    answers, file = own.answers(), own.files().get(objection_draft.KIND)
    grounds: Any = answers.get("grounds") or []
    first, second = (url_for(f"citizen.{view}", number=case.number) for view in ("ask_grounds", "ask_wish"))
    page = render_template(
        "citizen/check_objection.html",
        form=form,
        facts=facts,
        why=why,
        rows=[
            ("Alasan", "\n".join(objection_words.ground_words(map(str, grounds))), first, "alasan"),
            ("Yang Anda harapkan", str(answers.get("wish") or ""), second, "harapan"),
            ("Urutan kejadian", str(answers.get("chronology") or ""), second, "urutan kejadian"),
            ("Lampiran", file.name if file else "", second, "lampiran"),
        ],
        carried=_carried(case),
        back_url=second,
        **about(case),
    )
    return page, status


def _carried(case: CaseFile) -> list[tuple[str, str]]:
    """What is taken over from the request without asking again."""
    person = case.requester
    rows = [("Nomor permintaan", case.number)]
    if person is not None:
        behalf = person.group_name or person.entity_name or person.principal_name
        rows += [("Nama", person.name), ("Mewakili", behalf), ("Alamat", person.address)]
        rows += [("Kontak", ", ".join(filter(None, (person.phone, person.email))))]
    rows += [("Keperluan", case.purpose_text or Purpose.words_of(case.purpose))]
    return [(label, value) for label, value in rows if value]


@bp.get("/lacak/<number>/keberatan/terkirim")
def show_objected(number: str) -> ResponseReturnValue:
    """K4: number, the day of the answer, and until when one may go to the commission."""
    case = readable(number)
    review = (
        objection_seen.look_at(case, context.calendar(case.body), context.today_at(case.body)) if case else None
    )  # fmt: skip
    if case is None or review is None:
        return frame.go("citizen.show_case", number=number)
    return render_template(
        "citizen/show_objected.html", review=review, clear_form=ActForm(formdata=None), **about(case)
    )
