"""The columns of a case that objection, dispute, label and clearance project, and of its parts: from its events alone.

`casefile.project` writes them with the others; nobody else does.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from pid_tracker.law.deadlines import Reckoning, court_window
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import letters_of
from pid_tracker.law.facts import (
    Answered,
    DisputeClosed,
    DisputeRegistered,
    DisputeStaged,
    Facts,
    Filed,
    Objected,
    ObjectionDecided,
    OfPart,
    PartAnswered,
    PartConfirmed,
    PartHandedBack,
    PartlyDelivered,
    PartRouted,
    ReferredOn,
    Relabelled,
    RulingReceived,
)
from pid_tracker.law.permissions import Role
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import Duty
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.models import CaseEventRow, CaseFile

F = TypeVar("F", bound=Facts)


def of_review(
    first: Mapping[E, CaseEventRow], latest: Mapping[E, CaseEventRow], procedure: Procedure, result: Reckoning
) -> dict[str, object]:
    """Objection and dispute: `first` and `latest` are the events by kind, oldest and newest."""
    objected, lodged = procedure.accepted.get(E.OBJECTED), told(first, Objected)
    decided, staged = told(first, ObjectionDecided), told(latest, DisputeStaged)
    registered, ruling, closed = told(first, DisputeRegistered), told(first, RulingReceived), told(first, DisputeClosed)
    window = court_window(procedure)
    return {
        "objection_number": lodged.number if lodged else "",
        "objected_on": objected.received_on if objected else None,
        "grounds": "".join(sorted(objected.grounds)) if objected else "",
        "decide_due_on": result[Duty.DECIDE_OBJECTION].due_on,
        "decided_on": on(first.get(E.OBJECTION_DECIDED)),
        "decision": str(decided.result) if decided else "",
        "execute_by": decided.execute_by if decided else None,
        "executed_on": on(first.get(E.DECISION_EXECUTED)),
        "commission_due_on": result[Duty.GO_TO_COMMISSION].due_on,
        "dispute_number": registered.number if registered else "",
        "disputed_on": received(first.get(E.DISPUTE_REGISTERED)),
        "dispute_stage": str(staged.result) if staged else "",
        "ruling": str(ruling.result) if ruling else "",
        "ruling_on": window.opens_on if window else None,
        "court_due_on": window.due_on if window else None,
        "court_on": received(first.get(E.COURT_FILED)),
        "ruling_execute_by": next((row.execute_by for row in (ruling, closed) if row and row.execute_by), None),
        "ruling_executed_on": on(first.get(E.RULING_EXECUTED)),
        "dispute_end": str(closed.result) if closed else "",
        "closed_on": on(first.get(E.DISPUTE_CLOSED)),
    }


_STAFF = frozenset({Role.DESK, Role.OFFICER})


def of_delivery(first: Mapping[E, CaseEventRow], latest: Mapping[E, CaseEventRow]) -> dict[str, object]:
    """Where the request came from, when something was handed over, whether staff withdrew it for the requester."""
    withdrawn, filed = first.get(E.WITHDRAWN), told(first, Filed)
    return {
        "referred_from": (filed and filed.referred_from) or "",
        "handed_over_on": on(latest.get(E.HANDED_OVER)),
        "withdrawn_by_staff": withdrawn is not None and withdrawn.actor_role != Role.REQUESTER,
    }


def of_handling(
    first: Mapping[E, CaseEventRow], rows: Sequence[CaseEventRow], procedure: Procedure
) -> dict[str, object]:
    """Label, clearance and open questions; a reply is new until the desk or the PPID acts on the case."""
    relabelled = told(first, Relabelled)
    counts = procedure.counts
    return {
        "label": str(relabelled.label) if relabelled and procedure.is_labelled else "",
        "relabelled_on": on(first.get(E.RELABELLED)),
        "under_clearance": procedure.under_clearance,
        "question_open": counts[E.QUESTION_ASKED] > counts[E.QUESTION_REPLIED],
        "reply_is_new": _last(rows, {Role.REQUESTER}, {E.QUESTION_REPLIED}) > _last(rows, _STAFF, set(E)),
    }


def letters_closed(answered: Answered | None) -> str:
    """The letters of Pasal 17 under which the notice closes something, each once, in order: "ah"."""
    named = answered.articles or {} if answered else {}
    return "".join(letters_of(code for codes in named.values() for code in codes))


def _last(rows: Sequence[CaseEventRow], roles: Collection[Role], kinds: Collection[E]) -> int:
    """The seq of the last event of these kinds by these roles; -1 when there is none."""
    return max((row.seq for row in rows if row.kind in kinds and row.actor_role in roles), default=-1)


def on(row: CaseEventRow | None) -> date | None:
    """The civil date of an event, if it happened."""
    return row.on if row else None


def received(row: CaseEventRow | None) -> date | None:
    """The day on which the other side had it, if it happened."""
    return row.received_on if row else None


def told(rows: Mapping[E, CaseEventRow], of: type[F]) -> F | None:
    """What the event of one kind says, if it happened."""
    row = rows.get(of.kind)
    return row.told(of) if row else None


_PART_STATES = {
    E.PART_ROUTED: PartState.ROUTED,
    E.PART_ACCEPTED: PartState.ACCEPTED,
    E.PART_HANDED_BACK: PartState.HANDED_BACK,
    E.PART_CONFIRMED: PartState.ROUTED,
    E.PART_ANSWERED: PartState.READY,
}


def of_parts(case: CaseFile) -> dict[int, dict[str, object]]:
    """The projected columns of each part, by its place, computed from the events alone."""
    blank: dict[str, object] = {
        "state": PartState.NEW, "unit_id": None, "internal_due_on": None, "result": "",
        "routed_on": None, "answered_on": None, "hand_backs": 0, "is_confirmed": False, "delivered_on": None,
        "referred_number": "",
    }  # fmt: skip
    found = {part.place: dict(blank) for part in case.parts}
    returned: Counter[tuple[int, object]] = Counter()  # (place, unit): each unit hands a part back once
    for row in case.events:
        facts = row.facts
        if isinstance(facts, PartlyDelivered):
            for place in facts.delivered:
                if place in found:
                    found[place]["delivered_on"] = row.on
        part = found.get(facts.part) if isinstance(facts, OfPart) else None
        if part is None or not isinstance(facts, OfPart):
            continue
        part["state"] = _PART_STATES.get(row.kind, part["state"])
        match facts:
            case ReferredOn():
                part["referred_number"] = facts.to_number
            case PartRouted():
                part |= {
                    "unit_id": facts.unit_id,
                    "internal_due_on": facts.internal_due_on,
                    "routed_on": row.on,
                    "result": "",
                    "answered_on": None,
                    "is_confirmed": False,
                    "hand_backs": returned[facts.part, facts.unit_id],
                }
            case PartConfirmed():
                part["is_confirmed"] = True
                part["internal_due_on"] = facts.internal_due_on or part["internal_due_on"]
            case PartHandedBack():
                returned[facts.part, part["unit_id"]] += 1
                part["hand_backs"] = returned[facts.part, part["unit_id"]]
            case PartAnswered():
                part |= {"result": facts.result, "answered_on": row.on}
    return found
