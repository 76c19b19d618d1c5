"""Open data: the rows behind every figure, without names and free text; the closed days; the figures themselves.

`permintaan` gives a row per request, in an order that never changes, read in portions so that memory stays small. Its
columns (`dictionary.py`) are a promise to those who recount: new ones come last. Dates are ISO 8601.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import and_, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.base_sets import CaseRow, is_answered, is_due, is_filed, is_overdue
from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.compliance import Figures
from pid_tracker.law.grounds import Decision, Label, Outcome
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.states import ENDED_STAGES, Stage
from pid_tracker.law.vocabulary.asking import Channel
from pid_tracker.law.words import DAYS
from pid_tracker.models import CaseFile, Part, PublicBody, Unit
from pid_tracker.services.answer import exempt_listing
from pid_tracker.services.calendar import calendars
from pid_tracker.services.looking import case_rows
from pid_tracker.services.publishing import reporting

_PORTION = 2000

Cell = str | int | float | None

#: What a figure counts -> the rows of its denominator, by the law's own functions, so that rows and figures agree.
BASES: Mapping[str, Callable[[CaseRow, date, date, date], bool]] = {
    "masuk": lambda row, start, end, today: is_filed(row, start, end),
    "jatuh-tempo": is_due,
    "dijawab": lambda row, start, end, today: is_answered(row, start, end),
    "lewat": lambda row, start, end, today: is_overdue(row, today),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of one body, of one unit, filed from one day to another (both inclusive).

    With a `basis` of BASES the days bound that base set instead, and rows of an older register stay out.
    """

    body: PublicBody | None = None
    unit: Unit | None = None
    start: date = date.min
    end: date = date.max
    basis: str = ""


def requests(wanted: Wanted, bodies: Sequence[PublicBody], now: datetime) -> Iterator[tuple[Cell, ...]]:
    """The rows of permintaan.csv, in the order of registration; `bodies` are all bodies of the installation."""
    by_id = {body.id: body for body in bodies if wanted.body is None or body.id == wanted.body.id}
    today = {body_id: civil_date(now, body.zone) for body_id, body in by_id.items()}
    days = {body_id: day.isoformat() for body_id, day in today.items()}
    known = calendars.calendars_of(by_id.values())
    units = {unit.id: unit for unit in db.session.scalars(select(Unit))}
    condition: sa.ColumnElement[bool] = and_(case_rows.REQUESTS, CaseFile.body_id.in_(sorted(by_id)))
    if wanted.basis:
        condition = case_rows.relevant(today, wanted.start, wanted.end) if today else condition
    else:
        condition = and_(condition, CaseFile.filed_on.between(wanted.start, wanted.end))
    if wanted.unit is not None:
        held = select(Part.case_id).where(Part.unit_id == wanted.unit.id, Part.state != case_rows.NOT_CARRIED)
        condition = and_(condition, CaseFile.id.in_(held))
    counts = BASES.get(wanted.basis)
    last = 0
    while True:
        portion = db.session.execute(
            select(CaseFile.number, CaseFile.closed_under, CaseFile.label, *case_rows.COLUMNS)
            .where(condition, CaseFile.id > last)
            .order_by(CaseFile.id)
            .limit(_PORTION)
        ).all()
        if not portion:
            return
        carried = case_rows.units_of_cases(and_(condition, CaseFile.id > last, CaseFile.id <= portion[-1][3]))
        for number, letters, label, *found in portion:
            case_id, body_id = found[0], found[1]
            row = case_rows.case_row(found, carried.get(case_id, ()), known[body_id], today[body_id])
            if counts is None or counts(row, wanted.start, wanted.end, today[body_id]):
                word = Label(label).published if label else ""
                yield _cells(number, letters, word, row, by_id[body_id].code, units, days[body_id])
        last = portion[-1][3]


def _cells(
    number: str, letters: str, label: str, row: CaseRow, body: str, units: Mapping[int, Unit], day: str
) -> tuple[Cell, ...]:
    held = sorted((units[unit] for unit in row.units), key=lambda unit: unit.code)
    topics = sorted({code for unit in held for code in unit.urusan_codes})
    ended = row.stage if row.stage in ENDED_STAGES else Stage.NOT_CONTINUED if row.ended_on else None
    result = row.outcome.words if row.outcome else ended.published if ended else ""
    return (
        number,
        body,
        ";".join(unit.code for unit in held),
        Channel.words_of(row.channel, row.channel),
        row.filed_on.isoformat(),
        _iso(row.complete_on),
        _iso(row.due_on),
        "ya" if row.extended_on else "tidak",
        _iso(row.answered_on),
        row.answer_days,
        result,
        ";".join(letters),
        ";".join(topics),
        _iso(row.first_due_on),
        _iso(row.extended_on),
        _iso(row.ended_on),
        row.stage.published,
        row.late_days or None,
        "ya" if row.is_imported else "tidak",
        day,
        label,
        _iso(row.relabelled_on),
        _why(body, row.filed_on, row.complete_on, Duty.ANSWER, is_extended=row.extended_on is not None),
        _iso(row.decided_on),
    )


def _why(body: str, filed_on: date, opens_on: date | None, duty: Duty, *, is_extended: bool = False) -> str:
    """The address, within the site, that explains a due date day by day; empty while nothing runs."""
    if opens_on is None:
        return ""
    limit = in_force(filed_on)[duty]
    return f"/kalender/{body}/{opens_on}/{limit.working_days + (limit.extra_days if is_extended else 0)}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def objections(bodies: Sequence[PublicBody], now: datetime) -> Iterator[tuple[Cell, ...]]:
    """The rows of keberatan.csv, in the order in which they were registered; no name, no text of anybody."""
    by_id = {body.id: (body.code, civil_date(now, body.zone)) for body in bodies}
    statement = (
        select(
            CaseFile.body_id, CaseFile.objection_number, CaseFile.filed_on, CaseFile.objected_on, CaseFile.grounds,
            CaseFile.decide_due_on, CaseFile.decided_on, CaseFile.decision, CaseFile.stage, CaseFile.ended_on,
        )
        .where(CaseFile.body_id.in_(sorted(by_id)), CaseFile.objected_on.is_not(None))
        .order_by(CaseFile.body_id, CaseFile.objection_year, CaseFile.objection_serial)
    )  # fmt: skip
    for row in db.session.execute(statement):
        body_id, number, filed_on, received_on, grounds, due_on, decided_on, decision, stage, ended_on = row
        code, today = by_id[body_id]
        withdrawn_on = ended_on if stage is Stage.WITHDRAWN else None  # what lapsed leaves its objection (ruling R25)
        result = Decision(decision).words if decision else Stage.WITHDRAWN.published if withdrawn_on else ""
        closed_on = decided_on or withdrawn_on or today
        in_time = "tidak" if due_on and closed_on > due_on else "ya" if decided_on else ""
        yield (
            number, code, _iso(received_on), ";".join(grounds), _iso(due_on), _iso(decided_on), result, in_time,
            today.isoformat(), _why(code, filed_on, received_on, Duty.DECIDE_OBJECTION),
        )  # fmt: skip


def calendar(bodies: Sequence[PublicBody]) -> Iterator[tuple[Cell, ...]]:
    """The rows of kalender.csv: every day that a decree closes, for each body. Weekends are closed anyway."""
    known = calendars.calendars_of(bodies)
    for body in bodies:
        for row in known[body.id].closed_days():
            worked = body.joint_leave_open and row.kind is DayKind.JOINT_LEAVE and row.day.weekday() < 5
            yield (
                row.day.isoformat(),
                DAYS[row.day.weekday()],
                body.code,
                row.kind.words,
                row.name,
                row.decree,
                "ya" if worked else "tidak",
            )


def exemptions(bodies: Sequence[PublicBody], now: datetime) -> Iterator[tuple[Cell, ...]]:
    """The rows of dik.csv, in the order in which they were born: no row is ever left out."""
    for row in reversed(exempt_listing.exempt_list(bodies, now)):
        entry = row.entry
        yield (
            entry.test.number,
            entry.body.code,
            entry.unit,
            entry.description,
            ";".join(entry.articles),
            entry.reason,
            entry.tested_on.isoformat(),
            entry.valid_from.isoformat(),
            entry.ends_on.isoformat(),
            entry.decree_number,
            row.state,
            civil_date(now, entry.body.zone).isoformat(),
        )


def indicators(bodies: Sequence[PublicBody], start: date, end: date, now: datetime) -> Iterator[tuple[Cell, ...]]:
    """The rows of indikator.csv: I1 to I6 of every body and of every unit that carried something."""
    found = reporting.figures_of(bodies, start, end, now)
    names = {unit.id: unit.code for unit in db.session.scalars(select(Unit).order_by(Unit.code))}
    for body in bodies:
        figures, answer_days = found[body.id], in_force(civil_date(now, body.zone)).days.answer
        rows = [
            ("", figures.whole),
            *((code, figures.units[key]) for key, code in names.items() if key in figures.units),
        ]
        for code, one in rows:
            head = (civil_date(now, body.zone).isoformat(), body.code, code, start.isoformat(), end.isoformat())
            for measure in _measures(one, answer_days):
                yield head + measure


def _measures(one: Figures, answer_days: int) -> Iterator[tuple[str, str, int | float | None, int | None]]:
    yield "I1", "masuk", one.filed, None
    for channel in sorted(one.by_channel):
        yield "I1", f"masuk lewat {Channel.words_of(channel, channel)}", one.by_channel[channel], one.filed
    yield "I1", "pemohon berbeda", one.requesters, None
    yield "I1", "dilabel ulang, di luar hitungan", one.relabelled, None
    yield "I2", "dijawab tepat waktu", one.on_time, one.due
    yield "I2", f"dijawab dalam {answer_days} hari kerja", one.in_ten, one.due
    yield "I2", "dijawab tepat waktu sesudah waktu ditambah", one.extended_on_time, one.due
    yield "I2", "dijawab terlambat", one.late, one.due
    yield "I3", "median hari kerja", one.median, None
    yield "I3", "rata-rata hari kerja", round(one.mean, 2) if one.mean is not None else None, None
    yield "I3", "sembilan dari sepuluh dijawab dalam hari kerja", one.ninetieth, None
    yield "I4", "lewat tenggat dan belum dijawab", one.overdue, None
    yield "I4", "paling lama lewat tenggat, hari kerja", one.oldest_days, None
    yield "I5", "didiamkan", one.silent, one.due
    for outcome in Outcome:
        yield "I6", outcome.words, one.outcomes.get(outcome, 0), one.answered
    yield "I6", "diberikan semua atau sebagian", one.given, one.decidable
