"""Ready values for the panels of the case page: which forms are offered, and the facts that stand beside them.

The templates read `offers.<name of the form>` and decide nothing themselves: a form is offered when the tables allow it
to this actor and this case has a use for it. The forms of a part are offered with the part (`shown_rows.py`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_wtf import FlaskForm

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import FurtherDeadline
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GIVING, DisputeEnd, Label, Ruling
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.rules import COURT_WINDOW
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import BY_HAND, IdentityWay
from pid_tracker.law.vocabulary.handling import DocumentKind, PartState
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.answer import correcting, costing, handing_over, partial_delivery, referring
from pid_tracker.services.calendar import told_dates
from pid_tracker.services.dispute import dispute_seen
from pid_tracker.services.dispute.dispute_seen import DisputeSeen
from pid_tracker.services.loading import commissions
from pid_tracker.services.looking import registers
from pid_tracker.services.objection.objection_seen import Review
from pid_tracker.services.request import conversation, deficiency_notices, hand_backs, labels
from pid_tracker.services.words.told_terms import COURT
from pid_tracker.web.day_strip import DayStrip, strip_of_term
from pid_tracker.web.officer import dispute_forms
from pid_tracker.web.officer.case_forms import AheadForm


def offers_of_request(
    case: CaseFile, stage: Stage, acts: Mapping[str, bool], ahead: AheadForm, *, is_checked: bool, can_extend: bool
) -> dict[str, bool]:
    """The forms about the request at its stage today; `ahead` is the form of the parts that can go ahead, as drawn."""
    waits_for_identity = stage is Stage.RECEIVED and not is_checked and case.identity_way == IdentityWay.LATER
    was_notified = any(row.kind is E.DEFICIENCY_NOTIFIED for row in case.events)
    return {
        "complete": acts[E.DECLARED_COMPLETE.value],
        "lacks": acts[E.DEFICIENCY_NOTIFIED.value] and not is_checked and not was_notified,
        "hand_in": acts[E.COMPLETED.value] and (case.awaits_repair or waits_for_identity),
        "split": acts[E.PARTS_SPLIT.value],
        "ahead": acts[E.PARTLY_DELIVERED.value] and bool(ahead.places.choices or ahead.errors),
        "reply": acts[E.QUESTION_REPLIED.value] and case.question_open,
        "question": acts[E.QUESTION_ASKED.value],
        "label": acts[E.RELABELLED.value] and case.relabelled_on is None,
        "insist": acts[E.INSISTED.value],
        "extend": acts[E.EXTENDED.value] and can_extend,
        "letter": acts[E.ANSWERED.value],
    }


def offers_of_objection(review: Review | None, acts: Mapping[str, bool], actor: Actor) -> dict[str, bool]:
    """The forms about the objection; talks are only for grounds b to g (UU 14/2008 Pasal 35 ayat (2))."""
    if review is None:
        return {}
    talks = acts[E.TALKS_HELD.value] and actor.role is Role.OFFICER
    responds = acts[E.REQUESTER_RESPONDED.value] and actor.role is Role.DESK
    return {
        "explain": acts[E.OBJECTION_EXPLAINED.value],
        "talks": talks and review.may_talk,
        "no_talks": talks and not review.may_talk,
        "execute": acts[E.DECISION_EXECUTED.value] and review.orders,
        "response": responds and review.may_respond,
    }


def handling(case: CaseFile, calendar: WorkingCalendar, today: date) -> dict[str, Any]:
    """The facts of the panels of handling: the talk, parts that came back or go ahead, the label."""
    came_back = {}
    for part in case.parts:
        if part.state is PartState.HANDED_BACK and (day := hand_backs.handed_back_on(case, part.place)) is not None:
            asked = hand_backs.asked_by(day, calendar)
            came_back[part.place] = {"on": day, "asked": asked, "is_old": asked is not None and today > asked}
    return {
        "exchanges": conversation.exchanges(case),
        "came_back": came_back,
        "ahead": [(part, partial_delivery.why_not(part)) for part in case.parts],
        "ready": sum(part.state is PartState.READY or bool(part.referred_to) for part in case.parts),
        "asked_days": hand_backs.ASKED_DAYS,
        "label": labels.holding(case),
        "example": Label.COMPLAINT.place,
        "notice_waits": deficiency_notices.waits(case, calendar),
    }


def waiting_files(case: CaseFile) -> list[Document]:
    """Files of the execution of a decision or ruling that no event names yet."""
    named = {digest for row in case.events for digest in row.facts.enclosed}
    return [row for row in registers.documents_of(case, DocumentKind.EXECUTION) if row.sha256 not in named]


_ANSWERING = (Role.DESK, Role.OFFICER)
#: Acts that give something without, or besides, the answer.
_GIVING_ACTS = (E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED)


def delivery(case: CaseFile, acts: Mapping[str, bool], actor: Actor) -> dict[str, Any]:
    """What was passed on and what waits, the note of cost, the records, the corrections, and what this actor may do.

    `referred` are (number, body, address or ""); `links` are (words, address) of the acts that the tables allow now, by
    kind in `acts`. Without any of them the panel is not drawn (`is_empty`).
    """
    noted = costing.notes(case)
    shown = {
        "referred": _referred(case, actor),
        "waiting": referring.waiting(case),
        "cost": noted[0] if noted else None,
        "records": handing_over.records(case),
        "corrections": correcting.corrections(case),
        "links": _links(case, acts, actor, bool(noted)),
    }
    return {
        **shown,
        "is_empty": not any(shown.values()),
        "may_record_consent": actor.role is Role.OFFICER and acts["REFERRED_ON"],
        "cost_count": len(noted),
        "waits_for_hand_over": case.delivery in BY_HAND and case.handed_over_on is None,
    }


def _referred(case: CaseFile, actor: Actor) -> list[tuple[str, str, str]]:
    found = []
    for row in referring.referred_cases(case):
        may_see = registers.get_visible(row.number, actor) is not None
        address = url_for("officer.show_case", number=row.number) if may_see else ""
        found.append((row.number, row.body.name, address))
    return found


#: Acts with a page of their own that is offered wherever they are open: kind -> (words, view). Filled by `acting`.
PAGES: dict[E, tuple[str, str]] = {}


def _links(case: CaseFile, acts: Mapping[str, bool], actor: Actor, is_noted: bool) -> list[tuple[str, str]]:
    def to(view: str) -> str:
        return url_for(f"officer.{view}", number=case.number)

    links = []
    if acts["COST_NOTED"] and (actor.role is Role.OFFICER or is_noted):
        links.append(("Betulkan nota biaya" if is_noted else "Tulis nota biaya salinan", to("note_cost")))
    gave = case.outcome in GIVING or any(row.kind in _GIVING_ACTS for row in case.events)
    if acts["HANDED_OVER"] and actor.role in _ANSWERING and gave:
        links.append(("Catat serah terima", to("hand_over")))
    if acts["CORRECTED"] and not case.is_imported:
        links.append(("Betulkan salah tulis", to("correct_error")))
    return links + [(words, to(view)) for kind, (words, view) in PAGES.items() if acts[kind.value]]


def dispute(
    case: CaseFile,
    calendar: WorkingCalendar,
    today: date,
    actor: Actor,
    acts: Mapping[str, bool],
    bound: Mapping[str, FlaskForm],
) -> dict[str, Any]:
    """What the part `officer/_dispute.html` needs; `dispute_way` is None before an objection, and nothing is drawn."""
    if case.is_imported or case.objected_on is None:
        return {"dispute_way": None, "dispute": None}
    seen = dispute_seen.look_at(case, calendar, today)
    competent = commissions.which_commission(case.body)
    way = dispute_seen.way_to_commission(case, calendar, today)
    kept = dispute_seen.closed_documents(case) if actor.role is Role.OFFICER else ()
    offered = _dispute_offers(case, seen, acts, way_is_open=way is not None and way.is_open)
    may_be_mediated = seen is not None and seen.may_be_mediated
    return {
        "dispute_way": way,
        "dispute": seen,
        "dispute_offers": offered,
        "dispute_forms": dispute_forms.offered(case, bound, may_be_mediated=may_be_mediated),
        "commission": competent,
        "court_strip": _strip(seen.court, today) if seen else None,
        "court_told": told_dates.promises(case, COURT, seen.court) if seen else (),
        "mediation_strips": [_strip(term, today) for term in (seen.mediation, seen.mediation_more)] if seen else [],
        "court_days": COURT_WINDOW.working_days,
        "closed_documents": kept,
        "shows_closed": bool(kept) or offered["closed_document"],
    }


def _strip(term: FurtherDeadline | None, today: date) -> DayStrip | None:
    """The days of a term that nobody owes: what was not used is over, and never late."""
    return strip_of_term(term, min(today, term.due_on), None, "Diputus") if term else None


def awaits_execution(case: CaseFile) -> bool:
    """Whether a ruling or an agreement orders something that is not given yet."""
    orders = case.ruling == Ruling.ORDERS_RELEASE or case.dispute_end == DisputeEnd.MEDIATED
    return orders and case.ruling_executed_on is None


def _dispute_offers(
    case: CaseFile, seen: DisputeSeen | None, acts: Mapping[str, bool], *, way_is_open: bool
) -> dict[str, bool]:
    """Which forms are drawn: what the steps allow, less what the law refuses anyway (`law/acts/`)."""
    return {
        "register": acts[E.DISPUTE_REGISTERED.value] and way_is_open,
        "stage": acts[E.DISPUTE_STAGED.value] and not case.ruling,
        "ruling": acts[E.RULING_RECEIVED.value] and not case.ruling,
        "court": acts[E.COURT_FILED.value] and bool(case.ruling) and case.court_on is None,
        "execute": acts[E.RULING_EXECUTED.value] and awaits_execution(case),
        "close": acts[E.DISPUTE_CLOSED.value],
        "closed_document": acts[E.DISPUTE_STAGED.value] and case.stage is Stage.IN_DISPUTE and seen is not None,
    }
