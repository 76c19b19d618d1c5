"""The columns of a case that objection, dispute, label and clearance project: computed from its events alone.

`casefile.project` writes them with the others; nobody else does.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pid_tracker.law.deadlines import Reckoning, court_window
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import letters_of
from pid_tracker.law.permissions import Role
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import Duty
from pid_tracker.models import CaseEventRow


def of_review(
    first: Mapping[E, CaseEventRow], latest: Mapping[E, CaseEventRow], procedure: Procedure, result: Reckoning
) -> dict[str, object]:
    """Objection and dispute: `first` and `latest` are the events by kind, oldest and newest."""
    objected, decided = procedure.accepted.get(E.OBJECTED), first.get(E.OBJECTION_DECIDED)
    ruling, closed = first.get(E.RULING_RECEIVED), first.get(E.DISPUTE_CLOSED)
    registered, court = first.get(E.DISPUTE_REGISTERED), first.get(E.COURT_FILED)
    window = court_window(procedure)
    return {
        "objection_number": told(first.get(E.OBJECTED), "number"),
        "objected_on": objected.received_on if objected else None,
        "grounds": "".join(sorted(objected.grounds)) if objected else "",
        "decide_due_on": result[Duty.DECIDE_OBJECTION].due_on,
        "decided_on": on(decided),
        "decision": told(decided, "result"),
        "execute_by": day_of(decided, "execute_by"),
        "executed_on": on(first.get(E.DECISION_EXECUTED)),
        "commission_due_on": result[Duty.GO_TO_COMMISSION].due_on,
        "dispute_number": told(registered, "number"),
        "disputed_on": day_of(registered, "received_on") or on(registered),
        "dispute_stage": told(latest.get(E.DISPUTE_STAGED), "result"),
        "ruling": told(ruling, "result"),
        "ruling_on": window.opens_on if window else None,
        "court_due_on": window.due_on if window else None,
        "court_on": day_of(court, "received_on") or on(court),
        "ruling_execute_by": day_of(ruling, "execute_by") or day_of(closed, "execute_by"),  # or of the agreement
        "ruling_executed_on": on(first.get(E.RULING_EXECUTED)),
        "dispute_end": told(closed, "result"),
        "closed_on": on(closed),
    }


_STAFF = frozenset({Role.DESK, Role.OFFICER})


def of_delivery(first: Mapping[E, CaseEventRow], latest: Mapping[E, CaseEventRow]) -> dict[str, object]:
    """Where the request came from, when something was handed over, whether staff withdrew it for the requester."""
    withdrawn = first.get(E.WITHDRAWN)
    return {
        "referred_from": told(first.get(E.FILED), "referred_from"),
        "handed_over_on": on(latest.get(E.HANDED_OVER)),
        "withdrawn_by_staff": withdrawn is not None and withdrawn.actor_role != Role.REQUESTER,
    }


def of_handling(
    first: Mapping[E, CaseEventRow], rows: Sequence[CaseEventRow], procedure: Procedure
) -> dict[str, object]:
    """Label, clearance and open questions; a reply is new until the desk or the PPID acts on the case."""
    relabelled = first.get(E.RELABELLED)
    counts = procedure.counts
    return {
        "label": told(relabelled, "label") if procedure.is_labelled else "",
        "relabelled_on": on(relabelled),
        "under_clearance": procedure.under_clearance,
        "question_open": counts[E.QUESTION_ASKED] > counts[E.QUESTION_REPLIED],
        "reply_is_new": _last(rows, {Role.REQUESTER}, {E.QUESTION_REPLIED}) > _last(rows, _STAFF, set(E)),
    }


def letters_closed(answered: CaseEventRow | None) -> str:
    """The letters of Pasal 17 under which the notice closes something, each once, in order: "ah"."""
    named = answered.details.get("articles") or {} if answered else {}
    return "".join(letters_of(code for codes in named.values() for code in codes))


def _last(rows: Sequence[CaseEventRow], roles: Collection[Role], kinds: Collection[E]) -> int:
    """The seq of the last event of these kinds by these roles; -1 when there is none."""
    return max((row.seq for row in rows if row.kind in kinds and row.actor_role in roles), default=-1)


def on(row: CaseEventRow | None) -> date | None:
    """The civil date of an event, if it happened."""
    return row.on if row else None


def told(row: CaseEventRow | None, name: str) -> str:
    """A word from the details of an event; empty without it."""
    return str(row.details.get(name) or "") if row else ""


def day_of(row: CaseEventRow | None, name: str) -> date | None:
    """A day from the details of an event."""
    value = row.details.get(name) if row else None
    return date.fromisoformat(value) if isinstance(value, str) else None
