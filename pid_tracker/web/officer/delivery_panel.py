"""What the case page shows of referral, cost, hand-over, withdrawal and correction: ready values for its panel."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel "Penyerahan": what was passed on and what waits, the note of cost, the records, the corrections.

    `links` are (words, address) of the acts that this actor may do now; `referred` are (number, body, address or "").
    """

    referred: tuple[tuple[str, str, str], ...]
    waiting: tuple[referring.Waiting, ...]
    may_record_consent: bool
    cost: costing.Noted | None
    cost_count: int
    records: tuple[handing_over.Record, ...]
    waits_for_hand_over: bool
    corrections: tuple[correcting.Correction, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any((self.referred, self.waiting, self.cost, self.records, self.corrections, self.links))


def of(case: CaseFile, acts: Mapping[str, bool], actor: Actor) -> Panel:
    """The panel of a case for this actor; `acts` says per kind whether the tables allow it now."""
    noted = costing.notes(case)
    return Panel(
        referred=tuple(_referred(case, actor)),
        waiting=referring.waiting(case),
        may_record_consent=actor.role is Role.OFFICER and acts["REFERRED_ON"],
        cost=noted[0] if noted else None,
        cost_count=len(noted),
        records=handing_over.records(case),
        waits_for_hand_over=case.delivery in BY_HAND and case.handed_over_on is None,
        corrections=correcting.corrections(case),
        links=tuple(_links(case, acts, actor, bool(noted))),
    )


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
