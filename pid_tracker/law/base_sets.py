"""Which requests a figure counts: the base sets of I1 to I6 over plain rows, each by its own date; bounds inclusive."""

from dataclasses import dataclass
from datetime import date

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage

#: What ends the duty to answer, whatever the stage, also before the commission (ruling R26): the answer, the superior's
#: decision, the withdrawal or the days to repair that ran out. The one definition of an unanswered request: rows of the
#: figures and cases have these dates, and queue, night, unit's list, figures and open data ask them.
ENDS_OF_THE_ANSWER = ("answered_on", "decided_on", "ended_on")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What the figures need of one case; dates are civil dates at the body's office.

    `complete_on` is H0, `first_due_on` H0+10, `due_on` the last day as told. `ended_on`: withdrawn or not continued;
    `decided_on`: the superior decided the objection. `relabelled_on` while a re-labelling holds.
    `late_days` are working days after the limit up to the data date, for open cases; `person` tells requesters apart.
    """

    body: int
    units: frozenset[int]
    channel: str
    filed_on: date
    complete_on: date | None
    first_due_on: date | None
    due_on: date | None
    extended_on: date | None
    answered_on: date | None
    outcome: Outcome | None
    answer_days: int | None
    ended_on: date | None
    is_imported: bool
    stage: Stage
    decided_on: date | None = None
    relabelled_on: date | None = None
    late_days: int = 0
    person: bytes | None = None


def limit_of(row: CaseRow) -> date | None:
    """The final limit Tx: H0+10 as told, or H0+17 when the extension was sent on or before H0+10; None before H0 is
    known."""
    if row.due_on is None or row.first_due_on is None:
        return None
    if row.extended_on is None or row.extended_on <= row.first_due_on:
        return row.due_on
    return row.first_due_on


def is_set_aside(row: CaseRow) -> bool:
    """Re-labelled in time, and the label holds: no request of the figures (ruling R11).

    In time is on or before the limit. A later one stays in the figures: what was late is not relabelled away.
    """
    limit = limit_of(row)
    return row.relabelled_on is not None and (limit is None or row.relabelled_on <= limit)


def _is_counted(row: CaseRow) -> bool:
    """Rows of an old register and what was re-labelled in time are in none of the six figures."""
    return not row.is_imported and not is_set_aside(row)


def is_filed(row: CaseRow, start: date, end: date) -> bool:
    """Base set Masuk: registered, by date of submission."""
    return _is_counted(row) and start <= row.filed_on <= end


def is_due(row: CaseRow, start: date, end: date, today: date) -> bool:
    """Base set Jatuh tempo: the limit lies in the period and is no later than today, and nothing ended the request by
    then."""
    limit = limit_of(row)
    if not _is_counted(row) or limit is None or not start <= limit <= min(end, today):
        return False
    return all(ended is None or ended > limit for ended in (row.ended_on, row.decided_on))


def is_answered(row: CaseRow, start: date, end: date) -> bool:
    """Answered in the period: the date of the written notice lies in it."""
    return _is_counted(row) and row.answered_on is not None and start <= row.answered_on <= end


def is_unanswered(row: object) -> bool:
    """Whether the answer is still owed: `row` (a CaseRow or a case) has none of ENDS_OF_THE_ANSWER."""
    return all(getattr(row, name) is None for name in ENDS_OF_THE_ANSWER)


def is_overdue(row: CaseRow, today: date) -> bool:
    """I4: past its limit today and not answered."""
    limit = limit_of(row)
    return _is_counted(row) and is_unanswered(row) and limit is not None and today > limit


def was_late(row: CaseRow, today: date) -> bool:
    """Whether the request was answered after its limit, or is past it unanswered."""
    limit = limit_of(row)
    answered_late = row.answered_on is not None and limit is not None and row.answered_on > limit
    return answered_late or is_overdue(row, today)
