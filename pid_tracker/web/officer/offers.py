"""Which forms the case page offers now: what the tables allow to this actor, less what this case has no use for.

The templates read `offers.<name of the form>` and decide nothing themselves. The forms of a part are offered with the
part (`page.py`), those of the dispute in `dispute_panel.py`.
"""

from collections.abc import Mapping

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import IdentityWay
from pid_tracker.models import CaseFile
from pid_tracker.services.objection.objection_seen import Review
from pid_tracker.web.officer.case_forms import AheadForm


def of_request(
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


def of_objection(review: Review | None, acts: Mapping[str, bool], actor: Actor) -> dict[str, bool]:
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
