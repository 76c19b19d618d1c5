"""Ready values for the panels of the case page: which forms are offered, and the facts that stand beside them.

The templates read `offers.<name of the form>` and decide nothing themselves: a form is offered when the tables allow it
to this actor and this case has a use for it. The forms of a part are offered with the part (`shown_rows.py`), those of
the dispute in `dispute_panel.py`, the acts beside the answer in `delivery_panel.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import DecisionExecuted
from pid_tracker.law.grounds import Label
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import IdentityWay
from pid_tracker.law.vocabulary.handling import DocumentKind, PartState
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.looking import registers
from pid_tracker.services.objection.objection_seen import Review
from pid_tracker.services.request import conversation, deficiency_notices, hand_backs, labels
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
    """Files of the execution that no event names yet."""
    named = {digest for executed in case.told(DecisionExecuted) for digest in executed.files}
    return [row for row in registers.documents_of(case, DocumentKind.EXECUTION) if row.sha256 not in named]
