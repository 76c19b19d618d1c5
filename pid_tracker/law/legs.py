"""The leg clock (lajur pemegang): every working day of a case belongs to exactly one holder, and the sum is the elapsed
time, always.

A working day belongs to whoever held the case when that day began; so the day of an act still belongs to the one who
acted, and day zero, the day of receipt, to nobody. Pure: a history and a calendar in, legs out. The dates that a body
sets for its units (ruling R12) play no part: the legal clock stays one clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import TO_BE_TOLD
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import ORDERING, DisputeEnd, Ruling


class Holder(StrEnum):
    """Who can have a case in hand."""

    DESK = "DESK"  # meja PPID
    AGENCY = "AGENCY"  # OPD
    APPROVER = "APPROVER"  # pejabat yang menyetujui naskah
    REQUESTER = "REQUESTER"  # pemohon
    SUPERIOR = "SUPERIOR"  # atasan PPID, pada keberatan
    COMMISSION = "COMMISSION"  # Komisi Informasi
    COURT = "COURT"  # pengadilan, atas putusan Komisi Informasi


@dataclass(frozen=True, slots=True)
class LegEvent:
    """What the leg clock reads of an event: its kind and civil date; which part went to which unit; what it came to.

    `added` are the places of parts that come into being (FILED, PARTS_SPLIT). A LAPSED carries the last day to repair,
    whichever night it was noticed.
    """

    kind: E
    on: date
    part: int | None = None
    unit: str = ""
    result: str = ""
    added: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """Working days in a row with one holder; `unit` is the key of an agency. `began` is the event that made it the
    holder, None for the receipt itself. `first` and `last` are working days."""

    holder: Holder
    unit: str
    first: date
    last: date
    working_days: int
    began: LegEvent | None


@dataclass(slots=True)
class _Part:
    """A part: with the desk until it is routed, open with a unit since a day, or ready."""

    unit: str = ""
    since: date | None = None
    is_ready: bool = False

    @property
    def is_open(self) -> bool:
        return self.since is not None and not self.is_ready


@dataclass(slots=True)
class _State:
    """The fold: what is known after the events so far, and who holds the case by that."""

    parts: dict[int, _Part] = field(default_factory=dict)
    asked: bool = False  # the requester has to complete
    under_clearance: bool = False
    answered: bool = False
    objected: bool = False
    decided: bool = False
    ordered: bool = False  # a decision orders something that was not executed yet
    disputed: bool = False
    ruled: bool = False
    owed: bool = False  # a ruling or an agreement orders something that was not executed yet
    in_court: bool = False
    closed: bool = False
    stopped: bool = False  # withdrawn or lapsed

    @property
    def is_over(self) -> bool:
        """Whether nobody has to act any more: a closed dispute ends nothing while what was ordered is still owed."""
        return self.stopped or (self.closed and not (self.ordered or self.owed))

    def holder(self) -> tuple[Holder, str]:
        """Exactly one: the later stages before the earlier ones, then the requester, the approver, desk, agency."""
        if self.disputed:
            return self._in_dispute(), ""
        if self.decided:
            return (Holder.DESK if self.ordered else Holder.REQUESTER), ""
        if self.objected:
            return Holder.SUPERIOR, ""
        if self.answered or self.asked:
            return Holder.REQUESTER, ""
        if self.under_clearance:
            return Holder.APPROVER, ""
        return self._by_parts()

    def _in_dispute(self) -> Holder:
        """The commission until it has ruled; then the desk, which carries it out and notes the end. A ruling that was
        taken to court is not final and waits there (UU 14/2008 Pasal 47, 48)."""
        if self.in_court:
            return Holder.COURT
        return Holder.DESK if self.ruled or self.closed else Holder.COMMISSION

    def _by_parts(self) -> tuple[Holder, str]:
        with_desk = any(part.since is None and not part.is_ready for part in self.parts.values())
        running = [
            (part.since, place, part.unit)
            for place, part in self.parts.items()
            if part.since is not None and not part.is_ready
        ]
        if with_desk or not running:
            return Holder.DESK, ""
        return Holder.AGENCY, min(running)[2]

    def take(self, event: LegEvent) -> None:
        """Take one event; those that move nobody change nothing."""
        for place in event.added:
            self.parts.setdefault(place, _Part())
        if event.part is not None:
            self._take_part(self.parts.setdefault(event.part, _Part()), event)
        match event.kind:
            case E.DEFICIENCY_NOTIFIED:
                self.asked = event.result != TO_BE_TOLD
            case E.NOTICE_DELIVERED:
                self.asked = True
            case E.COMPLETED | E.NOTICE_FAILED:  # what did not arrive asks nobody: the desk has to bring it
                self.asked = False
            case E.DRAFT_SUBMITTED:
                self.under_clearance = True
            case E.DRAFT_RETURNED:
                self.under_clearance = False
            case E.DRAFT_CLEARED:
                self.under_clearance = event.result == "NEXT"
            case E.ANSWERED:
                self.answered = True
            case E.OBJECTED:
                self.objected = True
            case E.OBJECTION_DECIDED:
                self.decided, self.ordered = True, event.result in ORDERING
            case E.DECISION_EXECUTED:
                self.ordered = False
            case E.DISPUTE_REGISTERED:
                self.disputed = True
            case E.RULING_RECEIVED:
                self.ruled, self.owed = True, event.result == Ruling.ORDERS_RELEASE
            case E.COURT_FILED:
                self.in_court = True
            case E.RULING_EXECUTED:
                self.ordered = self.owed = self.in_court = False
            case E.DISPUTE_CLOSED:
                self._close(event)
            case E.WITHDRAWN | E.LAPSED:
                self.stopped = True

    def _close(self, event: LegEvent) -> None:
        """An agreement (Pasal 39) is owed like a ruling. An end that is noted after the court had it is the court's
        too: nothing is recorded that would still be owed."""
        self.closed = True
        if self.in_court:
            self.in_court = self.ordered = self.owed = False
        elif event.result == DisputeEnd.MEDIATED:
            self.owed = True

    def _take_part(self, part: _Part, event: LegEvent) -> None:
        match event.kind:
            case E.PART_ROUTED | E.PART_CONFIRMED:
                if not (part.is_open and part.unit == event.unit):  # the same unit goes on holding it
                    part.since = event.on
                part.unit, part.is_ready = event.unit or part.unit, False
            case E.PART_HANDED_BACK:
                part.since, part.is_ready = None, False
            case E.PART_ANSWERED | E.REFERRED_ON:
                part.is_ready = True


def last_day(events: Iterable[LegEvent], until: date) -> date:
    """The last day that the leg clock counts: `until`, or the day on which the case ended."""
    _, ended_on = _fold(events)
    return until if ended_on is None else min(ended_on, until)


def holder_now(events: Iterable[LegEvent]) -> tuple[Holder, str] | None:
    """Who has the case after all of `events`, with the key of the unit of an agency; None once nobody has to act.

    On the day of an act this is already the next holder, while the day itself still belongs to the one who acted.
    """
    state, ended_on = _fold(events)
    return state.holder() if ended_on is None else None


def _fold(events: Iterable[LegEvent]) -> tuple[_State, date | None]:
    """The state after all of `events`, or after the one that ended the case, with its day."""
    state = _State()
    for event in events:
        state.take(event)
        if state.is_over:
            return state, event.on
    return state, None


def legs(
    events: Iterable[LegEvent], calendar: WorkingCalendar, received_on: date, until: date
) -> tuple[Leg, ...]:  # fmt: skip
    """The legs of a case from the day after `received_on` to `until` (or to its end), in order, without gap or overlap.

    `events` in the order of the record; `calendar` with every day that is known now: a day that is closed later takes
    itself out of whichever leg it was in. The working days add up to `calendar.between(received_on, last_day(...))`.
    """
    told = tuple(events)
    working = [day for day in calendar.ledger(received_on, last_day(told, until))[0] if day > received_on]
    state, found, taken = _State(), list[Leg](), 0
    holder, began = state.holder(), None
    for day in working:
        while taken < len(told) and told[taken].on < day:
            state.take(told[taken])
            if state.holder() != holder:
                holder, began = state.holder(), told[taken]
            taken += 1
        before = found[-1] if found else None
        if before is not None and (before.holder, before.unit) == holder:
            found[-1] = Leg(*holder, before.first, day, before.working_days + 1, before.began)
        else:
            found.append(Leg(*holder, day, day, 1, began))
    return tuple(found)
