"""A unit's own punctuality: parts (bagian) against their internal dates, which are no terms of the law (ruling R12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartRow:
    """What the figures need of one part (bagian) at a unit. `case_is_late`: the request was answered late or is
    overdue."""

    unit: int
    internal_due_on: date
    answered_on: date | None
    case_is_late: bool


@dataclass(frozen=True, slots=True)
class PartFigures:
    """Parts whose internal date lay in the period: a unit's own punctuality, which is no term of the law (ruling R12).

    `contributed` (ikut menyebabkan terlambat): late against their own date, in a request that was late too.
    """

    due: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0
    contributed: int = 0


def measure_parts(rows: Iterable[PartRow], period_start: date, period_end: date, today: date) -> PartFigures:
    """The internal punctuality of a unit in a period, as it stands on `today`."""
    due = [row for row in rows if period_start <= row.internal_due_on <= min(period_end, today)]
    on_time = [row for row in due if row.answered_on is not None and row.answered_on <= row.internal_due_on]
    late = [row for row in due if row.answered_on is not None and row.answered_on > row.internal_due_on]
    return PartFigures(
        due=len(due),
        on_time=len(on_time),
        late=len(late),
        open=len(due) - len(on_time) - len(late),
        contributed=sum(
            row.case_is_late for row in due if row.answered_on is None or row.answered_on > row.internal_due_on
        ),
    )
