"""Which of the last days that a requester is told (`words/told_terms.py`) a calendar moves later; what was told before.

The preview of a decree and the refresh that follows it ask the same function, so that they cannot disagree. A term that
is only foreseen is in no event and no message: ruling R13 covers opened terms.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Deadline, FurtherDeadline, court_window, read
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import DueDateMoved
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.words.told_terms import COURT, TOLD, ToldDate, duty_of, moved_because

Term = Deadline | FurtherDeadline


@dataclass(frozen=True, slots=True)
class DateMove:
    """A told date that a calendar moves later. `decrees` are those among the days that its term skips."""

    duty: str
    old: date
    new: date
    decrees: tuple[str, ...]

    def because(self, recent: Collection[str]) -> tuple[str | None, str | None]:
        """What moved it: the decrees among the `recent` ones, or else another way of counting (READING)."""
        found = " dan ".join(number for number in self.decrees if number in recent)
        return (found, None) if found else (None, "READING")


def terms(case: CaseFile, calendar: WorkingCalendar, today: date) -> Mapping[str, Term]:
    """The terms of the case by duty, as they stand on `today`: the six, and the one to go to court when there is."""
    procedure = casefile.fold(case.events, calendar, case.filed_on)
    window = court_window(procedure)
    found: dict[str, Term] = {term.duty: term for term in read(procedure, today).deadlines}
    return found | ({COURT: window} if window else {})


def moves(case: CaseFile, calendar: WorkingCalendar, today: date) -> tuple[DateMove, ...]:
    """Which told dates of the case `calendar` moves later than they were last projected (ruling R13).

    That none moves earlier, and that closed and already late terms stay, is the engine's doing. A day that no event has
    told yet (silence before its notice) is no move: it is told as it then stands.
    """
    kinds = {row.kind for row in case.events}
    if E.WITHDRAWN in kinds or (E.LAPSED in kinds and E.OBJECTED not in kinds):  # nothing of it can be done any more
        return ()
    now, found = terms(case, calendar, today), list[DateMove]()
    for duty, row in TOLD.items():
        term, old = now.get(duty), getattr(case, row.column)
        if (
            term is None
            or old is None
            or term.opens_on is None
            or term.due_on is None
            or not kinds & row.told_by.keys()
        ):
            continue
        if term.opens_on <= today and term.due_on > old:
            moved = (moved for moved in case.told(DueDateMoved) if duty_of(moved) == duty)
            told = {number for move in moved for number in (move.decree or "").split(" dan ")}
            skipped = dict.fromkeys(day.decree for day in term.ledger()[1] if day.decree)
            decrees = [number for number in skipped if number not in told]  # those moved it before
            found.append(DateMove(duty, old, term.due_on, tuple(decrees)))
    return tuple(found)


# -- what was told before ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """A last day as it was told once: when, which, and why it was told."""

    told_on: date
    due_on: date
    why: str


def promises(case: CaseFile, duty: str, term: Term | None) -> tuple[Promise, ...]:
    """Every last day that was told for a duty, oldest first, with the reason; a day told twice stands once.

    The events that open a term hold its day only for the answer (`promised_on`): for the others it is the day from
    which the first move started, or the day of `term` as it stands.
    """
    row_of, found = TOLD.get(duty), list[Promise]()
    if row_of is None:
        return ()
    opening: CaseEventRow | None = None

    def tell(row: CaseEventRow | None, due_on: date | None, why: str) -> None:
        told_on = row.on if row else term.opens_on if term else None
        if due_on and told_on and (not found or found[-1].due_on != due_on):
            found.append(Promise(told_on, due_on, why))

    for row in case.events:
        if row.kind in row_of.told_by:
            opening = row
            tell(row, row.facts.promised_on, _why(case, row_of, row))
        elif isinstance(moved := row.facts, DueDateMoved) and duty_of(moved) == duty:
            tell(opening, moved.old, _why(case, row_of, opening))
            tell(row, moved.new, f"Karena {moved_because(moved)}")
    if term is not None and duty != Duty.ANSWER:
        tell(opening, term.due_on, _why(case, row_of, opening))
    return tuple(found)


def _why(case: CaseFile, row_of: ToldDate, opening: CaseEventRow | None) -> str:
    if opening is None:
        return "Waktunya mulai berjalan"
    return row_of.told_by[opening.kind].format(more=in_force(case.filed_on).days.more)
