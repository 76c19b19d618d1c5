"""A1 and A2, the objections: the superior's pages (also for a phone), read by PPID and desk too, and the acts.

The list goes by what is left; one of them shows all that is needed to decide. Who may not see requesters (a supervisor
of a province) sees neither what they wrote nor their files.
"""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import blinding
from pid_tracker.services.objection import deciding, objection_register, objection_seen
from pid_tracker.services.objection.objection_seen import Review
from pid_tracker.services.people import substitutes
from pid_tracker.web import context
from pid_tracker.web.day_strip import strip_of_term
from pid_tracker.web.found import or_404, the_one
from pid_tracker.web.officer import acting, bp, case, case_panels, door, page, received_files
from pid_tracker.web.officer.letter import sent_letter
from pid_tracker.web.officer.objection_forms import (
    OBJECTION,
    DecisionForm,
    ExecuteForm,
    ExplainForm,
    ResponseForm,
    TalksForm,
)
from pid_tracker.web.officer.picture import first_words
from pid_tracker.web.taking import Told

#: Who may read what requesters wrote: those who deal with the objection.
_MAY_READ = frozenset({Role.DESK, Role.OFFICER, Role.SUPERIOR})


@bp.get("/keberatan")
def objections() -> ResponseReturnValue:
    """A1, the list: what is due first; counters that filter."""
    actor, body = door.actor(), door.own_body()
    view = request.args.get("lihat", "terbuka")
    if view not in objection_register.VIEWS:
        abort(404)
    today = context.today_at(body)
    counts = objection_register.counts(actor, today)
    return render_template(
        "officer/objections.html",
        rows=[_row(found) for found in objection_register.objections(actor, view, today)],
        view=view,
        filters=[
            (key, words, counts[key], url_for("officer.objections", lihat=key))
            for key, words in objection_register.VIEWS.items()
        ],
        counts=counts,
        many_bodies=actor.role is Role.SUPERVISOR,
        may_record=actor.role in (Role.DESK, Role.OFFICER),
    )


def _row(found: CaseFile) -> dict[str, Any]:
    calendar, today = context.calendar(found.body), context.today_at(found.body)
    due, left = found.decide_due_on, None
    if due is not None and found.awaits_decision:
        left = -calendar.between(due, today) if today > due else calendar.between(today, due)
    return {
        "case": found,
        "words": first_words(blinding.asked_of(found, door.actor())),
        "left": left,
        "overdue": deciding.is_execution_overdue(found, today),
    }


def the_objection(number: str) -> CaseFile:
    """The case of that objection, or 404 when there is none that this actor may see."""
    return door.the_case(or_404(objection_register.find(number, door.actor())).number)


@bp.get("/keberatan/<number>")
def show_objection(number: str) -> ResponseReturnValue:
    """A1: one sentence what was asked, what the PPID decided and why, the grounds, the chronology, the days left."""
    return show(the_objection(number))


def show(
    found: CaseFile,
    status: int = 200,
    *,
    form: DecisionForm | None = None,
    talks: TalksForm | None = None,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
) -> ResponseReturnValue:
    """The page of one objection; `form` is the decision, `talks` the talks, as they were typed."""
    actor, calendar, today = door.actor(), context.calendar(found.body), context.today_at(found.body)
    review = or_404(objection_seen.look_at(found, calendar, today))
    is_superior = actor.role is Role.SUPERIOR
    barred = deciding.barred_superiors(found, today) if is_superior else ()
    is_barred = is_superior and not substitutes.may_decide(found, actor.user_id)
    sent = sent_letter(found)
    return render_template(
        "officer/show_objection.html",
        case=found,
        review=review,
        strip=strip_of_term(review.term, today, review.decided.on if review.decided else found.ended_on, "Diputus"),
        may_read=actor.role in _MAY_READ,
        may_decide=is_superior and found.awaits_decision,
        is_barred=is_barred,
        is_substitute=is_superior and deciding.is_substitute(found, actor, context.now()),
        why_barred=substitutes.WHY_NOT,
        tests=deciding.closed_by_the_answer(found) if actor.role in (Role.OFFICER, Role.SUPERIOR) else {},
        barred=barred,
        able=[user for user in deciding.able_superiors(found, today) if user.id != actor.user_id] if is_barred else (),
        form=form or talks or _blank(review),
        decision=form or _blank(review),
        talks=talks or TalksForm(formdata=None, prefix=OBJECTION["talks"][1]),
        refusal=refusal,
        changed=changed,
        has_errors=bool(refusal or changed),
        contents=answering.read_contents(sent.contents) if sent else None,
        letter=sent,
    ), status  # fmt: skip


def _find(number: str) -> acting.Found:
    return the_objection(number), {}


def _decision_form(found: CaseFile, **more: Any) -> DecisionForm:
    closed = list(deciding.closed_by_the_answer(found))
    form = DecisionForm(prefix="putusan-", keeps=closed, **more)
    form.keep_grounds(found.grounds)
    form.offer_closed(closed)
    return form


@acting.on_case(
    "/keberatan/<number>/putusan", _decision_form, "form", find=lambda number: (the_objection(number), {}), draw=show
)
def decide_objection(found: CaseFile, form: DecisionForm, hand: Hand) -> Told:
    """A2: uphold, change, or take back and order to give (UU 14/2008 Pasal 36)."""
    deciding.decide_objection(found, form.command(deciding.closed_by_the_answer(found)), hand)
    back = url_for("officer.show_objection", number=found.objection_number)
    return "Putusan tercatat dan pemohon diberi tahu.", back


def _blank(review: Review) -> DecisionForm:
    found = review.case
    day = context.calendar(found.body).count(review.today, deciding.USUAL_DAYS_TO_EXECUTE).day
    return _decision_form(found, formdata=None, execute_by=day)


@bp.get("/keberatan/<number>/berkas/<public_id>")
def objection_file(number: str, public_id: str) -> ResponseReturnValue:
    """A file of the objection: attached by the requester, or given by the superior's order."""
    found = the_objection(number)
    review = objection_seen.look_at(found, context.calendar(found.body), context.today_at(found.body))
    kept = (*review.files, *review.given) if review is not None and door.actor().role in _MAY_READ else ()
    return case.send(the_one(kept, lambda row: row.public_id == public_id))


def _panel(case: CaseFile) -> str:
    """The case page; the superior goes back to the page of the objection."""
    if door.actor().role is Role.SUPERIOR:
        return url_for("officer.show_objection", number=case.objection_number)
    return url_for("officer.show_case", number=case.number, _anchor="keberatan")


@acting.on_case("/perkara/<number>/keberatan/penjelasan", "explain")
def explain_objection(case: CaseFile, form: ExplainForm, hand: Hand) -> Told:
    """The PPID explains to the superior, once."""
    deciding.explain_objection(case, form.explanation.data or "", hand)
    return "Penjelasan dikirim kepada atasan PPID.", _panel(case)


def _draw_talks(case: CaseFile, status: int = 200, *, talks: TalksForm, **told: Any) -> ResponseReturnValue:
    if door.actor().role is Role.SUPERIOR:
        return show(case, status, talks=talks, **told)
    return page.show_case(case, status, bound={"talks": talks}, **told)


@acting.on_case("/perkara/<number>/keberatan/musyawarah", "talks", draw=_draw_talks)
def hold_talks(case: CaseFile, form: TalksForm, hand: Hand) -> Told:
    """The parties talked (musyawarah), for grounds b to g."""
    deciding.hold_talks(case, form.result.data or "", form.minutes.data or "", hand)
    return "Musyawarah tercatat.", _panel(case)


@acting.on_case("/perkara/<number>/keberatan/tanggapan", "response")
def record_response(case: CaseFile, form: ResponseForm, hand: Hand) -> Told:
    """The desk notes what the requester said to the decision (tanggapan pemohon)."""
    deciding.respond_to_decision(case, form.result.data or "", form.response.data or "", hand)
    return "Tanggapan pemohon tercatat.", _panel(case)


def _not_awaited(case: CaseFile) -> str:
    awaited = case.execute_by is not None and case.executed_on is None
    return "" if awaited else "Tidak ada putusan yang menunggu dilaksanakan untuk perkara ini (UU 14/2008 Pasal 36)."


def _keep_files(case: CaseFile, form: ExecuteForm) -> None:
    received_files.keep(form.files, DocumentKind.EXECUTION, case)
    received_files.ask(form, case_panels.waiting_files(case))


@acting.on_case("/perkara/<number>/keberatan/pelaksanaan", "execute", closed=_not_awaited, check=_keep_files)
def execute_decision(case: CaseFile, form: ExecuteForm, hand: Hand) -> Told:
    """The PPID carries the decision out. Files that can be taken are kept, also when a field is wrong."""
    named = received_files.confirm(form, case_panels.waiting_files(case), hand)
    deciding.execute_decision(case, form.note.data or "", hand, files=named)
    return "Pelaksanaan putusan tercatat dan pemohon diberi tahu.", _panel(case)


@bp.post("/perkara/<number>/keberatan/pelaksanaan/hapus")
def remove_execution_file(number: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake, as long as the execution is not recorded."""
    case = door.the_case(number)
    wanted = request.form.get("public_id", "")
    document = the_one(case_panels.waiting_files(case), lambda row: row.public_id == wanted)
    return received_files.erase(document, _panel(case))
