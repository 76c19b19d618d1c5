"""A part that a unit handed back: what the PPID decides about it (menetapkan; memindahkan is `triage.route_part`).

The days asked here, one working day each for the unit and for the PPID, are the body's own and never law (ruling R12).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import PartConfirmed, PartHandedBack
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.models import CaseEventRow, CaseFile, Part
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand

#: Working days that a unit is asked to hand back in, and that the PPID has to decide in.
ASKED_DAYS = 1


def confirm_part(
    case: CaseFile, part: Part, instruction: str, hand: Hand, *, internal_due_on: date | None = None
) -> None:
    """The PPID keeps a part at the unit that handed it back (menetapkan), with a written instruction; it cannot be
    handed back again. `internal_due_on`: a new internal date, today or later; without it the old one stays."""
    if part.state is not PartState.HANDED_BACK or part.unit is None:
        raise IllegalStep(
            E.PART_CONFIRMED,
            case.stage,
            f"Bagian {part.place} tidak sedang dikembalikan kantor, jadi tidak ada yang perlu ditetapkan.",
        )
    lacking = []
    if len(instruction.strip()) < 5:
        lacking.append(Missing("instruction", "Tulis petunjuk untuk kantor", "aturan kantor"))
    if internal_due_on is not None and internal_due_on < hand.today(case.body.zone):
        lacking.append(Missing("internal_due_on", "Tanggal internal sudah lewat", "aturan kantor"))
    if lacking:
        raise Incomplete(lacking)
    unit = part.unit
    casefile.record(
        case,
        PartConfirmed(part.place, unit.id, unit.code, unit.name, internal_due_on),
        hand,
        texts={"instruction": instruction},
    )
    part.instruction = instruction.strip()


def asked_by(day: date | None, calendar: WorkingCalendar) -> date | None:
    """The last day that is asked for, counted from `day` (day zero)."""
    return calendar.count(day, ASKED_DAYS).day if day is not None else None


def handed_back_on(case: CaseFile, place: int) -> date | None:
    """When the part at `place` was handed back last."""
    days = [row.on for row in case.events if isinstance(row.facts, PartHandedBack) and row.facts.part == place]
    return days[-1] if days else None


def last_hand_backs(cases: Sequence[CaseFile]) -> Mapping[int, date]:
    """When a part of each of these cases was handed back last, by case id, where one lies handed back; one query."""
    ids = [case.id for case in cases if any(part.state is PartState.HANDED_BACK for part in case.parts)]
    if not ids:
        return {}
    rows = db.session.execute(
        select(CaseEventRow.case_id, func.max(CaseEventRow.on))
        .where(CaseEventRow.case_id.in_(ids), CaseEventRow.kind == E.PART_HANDED_BACK)
        .group_by(CaseEventRow.case_id)
    )
    return {row[0]: row[1] for row in rows}
