"""The list of disputes for officers: where each stands and which day comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.extensions import db
from pid_tracker.law.grounds import DisputeEnd, DisputeStage, Ruling
from pid_tracker.law.permissions import Actor
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile
from pid_tracker.services.dispute import dispute_seen
from pid_tracker.services.looking import registers


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute: `standing` in words, the next day of a session, and what is due."""

    case: CaseFile
    standing: str
    next_on: date | None
    court_until: date | None
    execute_by: date | None
    is_overdue: bool
    was_late: bool

    @property
    def is_running(self) -> bool:
        """Whether the commission still has it."""
        return self.case.stage is Stage.IN_DISPUTE

    @property
    def soonest(self) -> date:
        """The day that comes next; the last day of all when nothing is due."""
        return min(filter(None, (self.next_on, self.court_until, self.execute_by)), default=date.max)


def disputes(actor: Actor, today: date) -> Sequence[DisputeRow]:
    """The disputes of the cases that `actor` may see: what is due soonest stands first, what is over last."""
    statement = (
        registers.visible_to(actor)
        .where(CaseFile.disputed_on.is_not(None))
        .options(joinedload(CaseFile.body), selectinload(CaseFile.events), *registers.asked_for(actor))
        .order_by(CaseFile.disputed_on.desc(), CaseFile.id.desc())
    )
    rows = [_row(case, today) for case in db.session.scalars(statement)]
    return sorted(rows, key=lambda row: (not (row.is_running or row.is_overdue), row.soonest))


def _row(case: CaseFile, today: date) -> DisputeRow:
    words = (
        DisputeEnd.words_of(case.dispute_end)
        or Ruling.words_of(case.ruling)
        or DisputeStage.words_of(case.dispute_stage)
        or "terdaftar"
    )
    court = case.court_due_on if case.court_on is None else None
    return DisputeRow(
        case=case,
        standing=words,
        next_on=dispute_seen.next_session(case, today),
        court_until=court if court and court >= today else None,
        execute_by=case.ruling_execute_by if case.ruling_executed_on is None else None,
        is_overdue=dispute_seen.is_execution_overdue(case, today),
        was_late=bool(case.disputed_on and case.commission_due_on and case.disputed_on > case.commission_due_on),
    )
