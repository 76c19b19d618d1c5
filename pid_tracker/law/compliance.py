"""How well the law is kept (kepatuhan): the six figures I1 to I6 from plain rows, counts with their denominators.

Pure arithmetic. Figures of several bodies are pooled by adding counts, never by averaging averages; the days until the
answer are kept as a tally, so that a median of many bodies is the median of their pooled requests. All bounds are
inclusive.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from pid_tracker.law.base_sets import (
    CaseRow,
    is_answered,
    is_due,
    is_filed,
    is_overdue,
    is_set_aside,
    limit_of,
)
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import ENDED_STAGES

_Key = TypeVar("_Key")

#: Below this many cases no percentage and no rank (ruling R17).
RANKED_FROM = 10
#: The histogram of I3 ends with "30 and more".
LAST_BAR = 30

_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})
_DECIDABLE = _GIVEN | {Outcome.REFUSED}


@dataclass(frozen=True, slots=True)
class Figures:
    """I1 to I6 of one period. Counts only: whoever shows them prints the denominator beside.

    `due` (jatuh tempo) = `in_ten` + `extended_on_time` + `late` + `silent`. `days` tallies the working days of the
    answers. `overdue` and `oldest_days` stand for the data date, not for the period. `imported` is counted apart
    (ruling R18), and so is `relabelled`, by date of submission (ruling R11).
    """

    filed: int = 0
    by_channel: Mapping[str, int] = field(default_factory=dict)
    by_month: Mapping[date, int] = field(default_factory=dict)
    persons: frozenset[bytes] = frozenset()
    due: int = 0
    in_ten: int = 0
    extended_on_time: int = 0
    late: int = 0
    silent: int = 0
    days: Mapping[int, int] = field(default_factory=dict)
    overdue: int = 0
    oldest_days: int = 0
    answered: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    decidable: int = 0
    given: int = 0
    imported: int = 0
    relabelled: int = 0

    @property
    def on_time(self) -> int:
        """I2: answered on or before the limit."""
        return self.in_ten + self.extended_on_time

    @property
    def requesters(self) -> int:
        """I1: different people and entities among those who filed."""
        return len(self.persons)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all fell into the period."""
        return not (self.filed or self.due or self.answered or self.overdue or self.imported or self.relabelled)

    @property
    def timed(self) -> int:
        """I3: how many answers have a day zero, so that their days could be counted."""
        return sum(self.days.values())

    @property
    def median(self) -> float | None:
        """I3: the middle answer; the mean of the two middle ones when their number is even."""
        count = self.timed
        if not count:
            return None
        return (_ranked(self.days, (count + 1) // 2) + _ranked(self.days, count // 2 + 1)) / 2

    @property
    def mean(self) -> float | None:
        """I3: the arithmetic mean."""
        count = self.timed
        return sum(days * times for days, times in self.days.items()) / count if count else None

    @property
    def ninetieth(self) -> int | None:
        """I3: the smallest number of days within which at least nine in ten were answered (nearest rank)."""
        count = self.timed
        return _ranked(self.days, -(-9 * count // 10)) if count else None

    @property
    def histogram(self) -> tuple[int, ...]:
        """I3: answers after 0, 1, 2 ... 29 working days, and after 30 or more."""
        bars = [0] * (LAST_BAR + 1)
        for days, times in self.days.items():
            bars[min(max(days, 0), LAST_BAR)] += times
        return tuple(bars)


#: What is counted, by name.
_COUNTS = tuple(one.name for one in fields(Figures))


def _ranked(tally: Mapping[int, int], rank: int) -> int:
    """The value at `rank` (from 1) when the tallied values stand in order."""
    for value in sorted(tally):
        rank -= tally[value]
        if rank <= 0:
            return value
    raise ValueError("the tally holds fewer values")


def measure(rows: Iterable[CaseRow], period_start: date, period_end: date, today: date) -> Figures:
    """I1 to I6 over `rows` for a period, as they stand on `today` (civil date at the office of the body)."""
    start, end = period_start, period_end
    channels: Counter[str] = Counter()
    months: Counter[date] = Counter()
    days: Counter[int] = Counter()
    outcomes: Counter[Outcome] = Counter()
    persons: set[bytes] = set()
    timely: Counter[str] = Counter()
    overdue = oldest = answered = decidable = given = imported = relabelled = 0
    for row in rows:
        if row.is_imported:
            imported += start <= row.filed_on <= end
            continue
        if is_set_aside(row):
            relabelled += start <= row.filed_on <= end
            continue
        if is_filed(row, start, end):
            channels[row.channel] += 1
            months[row.filed_on.replace(day=1)] += 1
            if row.person is not None:
                persons.add(row.person)
        if is_due(row, start, end, today):
            timely[_timeliness(row)] += 1
        if is_answered(row, start, end):
            answered += 1
            if row.answer_days is not None:
                days[row.answer_days] += 1
            if row.outcome is not None:
                outcomes[row.outcome] += 1
                if row.outcome in _DECIDABLE and row.stage not in ENDED_STAGES:
                    decidable += 1
                    given += row.outcome in _GIVEN
        if is_overdue(row, today):
            overdue += 1
            oldest = max(oldest, row.late_days)
    return Figures(
        filed=channels.total(),
        by_channel=dict(channels),
        by_month=dict(months),
        persons=frozenset(persons),
        due=timely.total(),
        in_ten=timely["in_ten"],
        extended_on_time=timely["extended_on_time"],
        late=timely["late"],
        silent=timely["silent"],
        days=dict(days),
        overdue=overdue,
        oldest_days=oldest,
        answered=answered,
        outcomes=dict(outcomes),
        decidable=decidable,
        given=given,
        imported=imported,
        relabelled=relabelled,
    )


def _timeliness(row: CaseRow) -> str:
    limit = limit_of(row)
    if row.answered_on is None or limit is None:
        return "silent"
    if row.answered_on > limit:
        return "late"
    return "in_ten" if row.first_due_on and row.answered_on <= row.first_due_on else "extended_on_time"


def pool(many: Iterable[Figures]) -> Figures:
    """The figures of several bodies as if their requests lay in one heap."""
    found = list(many)
    pooled = {name: _together([getattr(one, name) for one in found]) for name in _COUNTS if found}
    return Figures(**pooled | {"oldest_days": max((one.oldest_days for one in found), default=0)})


def _together(values: Sequence[Any]) -> Any:
    """Counts added, tallies added key by key, people united."""
    if isinstance(values[0], Mapping):
        return _added(values)
    return frozenset().union(*values) if isinstance(values[0], frozenset) else sum(values)


def _added(tallies: Iterable[Mapping[_Key, int]]) -> dict[_Key, int]:
    total: Counter[_Key] = Counter()
    for tally in tallies:
        total.update(tally)
    return dict(total)
