"""What the case page shows of referral, cost, hand-over, withdrawal and correction: ready values for its panel."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GIVING
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.asking import BY_HAND
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import correcting, costing, handing_over, referring
from pid_tracker.services.looking import registers

_ANSWERING = (Role.DESK, Role.OFFICER)
#: Acts that give something without, or besides, the answer.
_GIVING_ACTS = (E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED)


def of(case: CaseFile, acts: Mapping[str, bool], actor: Actor) -> dict[str, Any]:
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
    if acts["WITHDRAWN"]:
        links.append(("Catat pencabutan atas permintaan pemohon", to("withdraw_for_requester")))
    return links
