"""The leg clock of a case (siapa memegang setiap hari): from its events, ready to print; and one unit's share of it.

Reads only. The rule is `law/legs.py`; here are the facts from the record and the words. Holders are offices, never
people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Reckoning
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import AtUnit, OfPart, PartsSplit
from pid_tracker.law.legs import Holder, LegEvent, holder_now, last_day, legs
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile

#: What began a leg, in a few words; the receipt itself when no event did.
_BEGAN: Mapping[E, str] = {
    E.DEFICIENCY_NOTIFIED: "diberi tahu apa yang kurang",
    E.NOTICE_FAILED: "kabar kekurangan tidak sampai",
    E.NOTICE_DELIVERED: "diberi tahu apa yang kurang",
    E.COMPLETED: "kekurangan dilengkapi",
    E.PART_ROUTED: "diteruskan",
    E.PART_CONFIRMED: "ditetapkan",
    E.PART_HANDED_BACK: "dikembalikan",
    E.PART_ANSWERED: "jawaban kantor diserahkan",
    E.PARTS_SPLIT: "dipilah",
    E.REFERRED_ON: "dirujuk",
    E.DRAFT_SUBMITTED: "naskah dimintakan persetujuan",
    E.DRAFT_CLEARED: "naskah disetujui",
    E.DRAFT_RETURNED: "naskah dikembalikan",
    E.ANSWERED: "surat jawaban dikirim",
    E.OBJECTED: "keberatan diajukan",
    E.OBJECTION_DECIDED: "keberatan diputus",
    E.DECISION_EXECUTED: "putusan dilaksanakan",
    E.DISPUTE_REGISTERED: "sengketa terdaftar",
    E.RULING_RECEIVED: "putusan Komisi Informasi diterima",
    E.COURT_FILED: "putusan dibawa ke pengadilan",
    E.RULING_EXECUTED: "putusan Komisi Informasi dilaksanakan",
    E.DISPUTE_CLOSED: "sengketa selesai",
}


@dataclass(frozen=True, slots=True)
class LegLine:
    """One line of the table: who, from which working day to which, how many; `why` and `since` are the evidence: the
    event that made it the holder."""

    holder: Holder
    unit: str
    who: str
    first: date
    last: date
    working_days: int
    why: str
    since: date


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has a case in hand now; `unit` is the code of an office, `who` the words of the table."""

    holder: Holder
    unit: str
    who: str


@dataclass(frozen=True, slots=True)
class LegTable:
    """All legs of a case. `total` is their sum: the working days that have run up to `until`. `now` is the leg that
    runs, None when nobody has to act any more."""

    lines: tuple[LegLine, ...]
    received_on: date
    until: date
    total: int
    runs: bool
    now: Holding | None

    def of_unit(self, code: str) -> tuple[LegLine, ...]:
        """The legs of one unit, for its own page."""
        return tuple(line for line in self.lines if line.holder is Holder.AGENCY and line.unit == code)


def table_of(case: CaseFile, calendar: WorkingCalendar, today: date) -> LegTable | None:
    """The leg clock as it stands on `today`; None for a row of an old register, whose days nobody wrote down."""
    if case.is_imported or not case.events:
        return None
    reckoning = casefile.reckoning_of(case, calendar, today)
    told = _told(case, reckoning)
    received = case.events[0].received_on
    until = last_day(told, _until(case, reckoning.stage, today))
    names = names_of(case)
    lines = tuple(
        LegLine(
            holder=leg.holder,
            unit=leg.unit,
            who=_who(leg.holder, leg.unit, names),
            first=leg.first,
            last=leg.last,
            working_days=leg.working_days,
            why=_BEGAN.get(leg.began.kind, "berpindah") if leg.began else "diterima",
            since=leg.began.on if leg.began else received,
        )
        for leg in legs(told, calendar.in_force(), received, until)
    )
    total = sum(line.working_days for line in lines)
    return LegTable(lines, received, until, total, until == today, holding(case, reckoning, today))


def holding(case: CaseFile, reckoning: Reckoning, today: date) -> Holding | None:
    """Who has the case in hand now, after all acts of today; None when nobody has to act any more.

    Every page that names a holder asks here: the table of days and the line above it cannot differ.
    """
    if case.is_imported or not case.events or _until(case, reckoning.stage, today) < today:
        return None
    found = holder_now(_told(case, reckoning))
    return Holding(*found, _who(*found, names_of(case))) if found else None


def _told(case: CaseFile, reckoning: Reckoning) -> list[LegEvent]:
    return events_of(case, reckoning[Duty.COMPLETE].due_on if reckoning.stage is Stage.NOT_CONTINUED else None)


def _who(holder: Holder, unit: str, names: Mapping[str, str]) -> str:
    return names.get(unit, "Kantor yang mencari") if holder is Holder.AGENCY else names[holder]


def events_of(case: CaseFile, lapsed_on: date | None = None) -> list[LegEvent]:
    """What the leg clock reads of the record. `lapsed_on` is the last day to repair, once it has run out: the day ends
    the case, not the night that notices it."""
    added = {place for split in case.told(PartsSplit) for place in split.added}
    at_first = tuple(part.place for part in case.parts if part.place not in added)
    told = [_event_of(row, at_first) for row in case.events if row.kind is not E.LAPSED]
    if lapsed_on is not None:
        told.append(LegEvent(E.LAPSED, lapsed_on))
    return told


def _event_of(row: CaseEventRow, at_first: tuple[int, ...]) -> LegEvent:
    facts = row.facts
    return LegEvent(
        kind=row.kind,
        on=row.on,
        part=facts.part if isinstance(facts, OfPart) else None,
        unit=facts.unit if isinstance(facts, AtUnit) else "",
        result=facts.came_to,
        added=at_first if row.seq == 0 else facts.added if isinstance(facts, PartsSplit) else (),
    )


def _until(case: CaseFile, stage: Stage | None, today: date) -> date:
    """The last day on which anybody could still have to act: a right that ran out is held by nobody any more."""
    ends = None
    if stage is Stage.ANSWERED:
        ends = case.object_due_on
    elif stage is Stage.OBJECTION_DECIDED and (case.execute_by is None or case.executed_on is not None):
        ends = case.commission_due_on
    return min(today, ends) if ends is not None else today


def names_of(case: CaseFile) -> dict[str, str]:
    """The words for each holder; units as they were named when a part went there."""
    place = case.body.short_name
    names: dict[str, str] = {
        Holder.DESK: f"PPID {place}",
        Holder.APPROVER: "Pejabat yang menyetujui surat",
        Holder.REQUESTER: "Pemohon",
        Holder.SUPERIOR: f"Atasan PPID {place}",
        Holder.COMMISSION: "Komisi Informasi",
        Holder.COURT: "Pengadilan",
    }
    for row in case.events:
        if isinstance(row.facts, AtUnit):
            names[row.facts.unit] = row.facts.unit_name
    return names
