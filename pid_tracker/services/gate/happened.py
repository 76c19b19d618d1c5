"""The events of a case as the sentences of `words/` see them."""

from functools import partial

from pid_tracker.law.permissions import Role
from pid_tracker.law.rules import in_force
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.words.tellings import Happened


def of(row: CaseEventRow) -> Happened:
    """One event. What was written with it is read when a sentence asks for it."""
    case = row.case
    return Happened(
        facts=row.facts,
        seq=row.seq,
        at=row.at,
        on=row.on,
        by_staff=row.actor_role != Role.REQUESTER,
        body=case.body.name,
        days=in_force(case.filed_on).days,
        text=partial(casefile.text_of, case, row.seq),
    )


def in_case(case: CaseFile) -> tuple[Happened, ...]:
    """All events of a case, oldest first."""
    return tuple(of(row) for row in case.events)
