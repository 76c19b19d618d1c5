"""How well the law is kept (kepatuhan): the six figures I1 to I6 from plain rows, counts with their denominators.

Pure arithmetic. Figures of several bodies are pooled by adding counts, never by averaging averages; the days until the
answer are kept as a tally, so that a median of many bodies is the median of their pooled requests. All bounds are
inclusive.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import ENDED_STAGES, Stage

_Key = TypeVar("_Key")

#: Below this many cases no percentage and no rank (ruling R17).
RANKED_FROM = 10
#: The histogram of I3 ends with "30 and more".
LAST_BAR = 30

#: What ends the duty to answer, whatever the stage, also before the commission (ruling R26): the answer, the superior's
#: decision, the withdrawal or the days to repair that ran out. The one definition of an unanswered request: rows of the
#: figures and cases have these dates, and queue, night, unit's list, figures and open data ask them.
ENDS_OF_THE_ANSWER = ("answered_on", "decided_on", "ended_on")
_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})
_DECIDABLE = _GIVEN | {Outcome.REFUSED}


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


@dataclass(frozen=True, slots=True)
class Figures:
    """I1 to I6 of one period. Counts only: whoever shows them prints the denominator beside.

    `due` (jatuh tempo) = `in_ten` + `extended_on_time` + `late` + `silent`. `days` tallies the working days of the
    answers.
    `overdue` and `oldest_days` stand for the data date, not for the period.
    `imported` is counted apart (ruling R18), and so is `relabelled`, by date of submission (ruling R11).
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


def _ranked(tally: Mapping[int, int], rank: int) -> int:
    """The value at `rank` (from 1) when the tallied values stand in order."""
    for value in sorted(tally):
        rank -= tally[value]
        if rank <= 0:
            return value
    raise ValueError("the tally holds fewer values")


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
    return Figures(
        filed=sum(one.filed for one in found),
        by_channel=_added(one.by_channel for one in found),
        by_month=_added(one.by_month for one in found),
        persons=frozenset().union(*(one.persons for one in found)),
        due=sum(one.due for one in found),
        in_ten=sum(one.in_ten for one in found),
        extended_on_time=sum(one.extended_on_time for one in found),
        late=sum(one.late for one in found),
        silent=sum(one.silent for one in found),
        days=_added(one.days for one in found),
        overdue=sum(one.overdue for one in found),
        oldest_days=max((one.oldest_days for one in found), default=0),
        answered=sum(one.answered for one in found),
        outcomes=_added(one.outcomes for one in found),
        decidable=sum(one.decidable for one in found),
        given=sum(one.given for one in found),
        imported=sum(one.imported for one in found),
        relabelled=sum(one.relabelled for one in found),
    )


def _added(tallies: Iterable[Mapping[_Key, int]]) -> dict[_Key, int]:
    total: Counter[_Key] = Counter()
    for tally in tallies:
        total.update(tally)
    return dict(total)


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


def was_late(row: CaseRow, today: date) -> bool:
    """Whether the request was answered after its limit, or is past it unanswered."""
    limit = limit_of(row)
    answered_late = row.answered_on is not None and limit is not None and row.answered_on > limit
    return answered_late or is_overdue(row, today)
