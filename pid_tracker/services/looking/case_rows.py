"""Rows for the figures and for open data: the columns they need and nothing else, read from the projections."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import and_, or_, select

from pid_tracker.extensions import db
from pid_tracker.law.base_sets import CaseRow, is_overdue, limit_of, was_late
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.unit_punctuality import PartRow
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.models import CaseFile, Part, Requester

#: A unit that handed a part back does not carry it any more.
NOT_CARRIED = PartState.HANDED_BACK


#: What is a request at all: an objection on ground b without one (ruling R9) stands in no figure, row or list of
#: requests. Whoever counts or lists requests asks this, and nothing else.
REQUESTS: sa.ColumnElement[bool] = CaseFile.has_request.is_(True)


def relevant(today: Mapping[int, date], start: date, end: date) -> sa.ColumnElement[bool]:
    """Cases of the bodies in `today` that can matter to a figure of the period: a superset that the law then cuts."""
    return and_(
        REQUESTS,
        CaseFile.body_id.in_(sorted(today)),
        or_(
            CaseFile.filed_on.between(start, end),
            CaseFile.due_on.between(start, end),
            CaseFile.first_due_on.between(start, end),
            CaseFile.answered_on.between(start, end),
            and_(CaseFile.is_unanswered, CaseFile.first_due_on < max(today.values())),
        ),
    )


#: The columns of a case that figures and open data need, in the order of `CaseRow` (id and body first).
COLUMNS = (
    CaseFile.id,
    CaseFile.body_id,
    CaseFile.channel,
    CaseFile.filed_on,
    CaseFile.complete_on,
    CaseFile.first_due_on,
    CaseFile.due_on,
    CaseFile.extended_on,
    CaseFile.answered_on,
    CaseFile.outcome,
    CaseFile.answer_days,
    CaseFile.ended_on,
    CaseFile.is_imported,
    CaseFile.stage,
    CaseFile.decided_on,
    CaseFile.label,
    CaseFile.relabelled_on,
)


def case_row(
    found: Sequence[Any], units: Iterable[int], calendar: WorkingCalendar, today: date, person: bytes | None = None
) -> CaseRow:
    """The law's view of one row of COLUMNS, with the working days that it is late today."""
    _, body, channel, filed, complete, first_due, due, extended, answered, outcome, days, ended, *rest = found
    imported, stage, decided, label, relabelled = rest
    row = CaseRow(
        body=body,
        units=frozenset(units),
        channel=channel,
        filed_on=filed,
        complete_on=complete,
        first_due_on=first_due,
        due_on=due,
        extended_on=extended,
        answered_on=answered,
        outcome=outcome,
        answer_days=days,
        ended_on=ended,
        is_imported=imported,
        stage=stage,
        decided_on=decided,
        relabelled_on=relabelled if label else None,
        person=person,
    )
    limit = limit_of(row)
    if limit is not None and is_overdue(row, today):
        return replace(row, late_days=calendar.between(limit, today))
    return row


def rows_of(
    today: Mapping[int, date], start: date, end: date, by_body: Mapping[int, WorkingCalendar]
) -> dict[int, CaseRow]:
    """The cases of the bodies in `today` that matter to the period, by case id."""
    if not today:
        return {}
    condition = relevant(today, start, end)
    units = units_of_cases(condition)
    statement = (
        select(Requester.person_blind, *COLUMNS)
        .select_from(CaseFile)
        .outerjoin(Requester, Requester.id == CaseFile.requester_id)
        .where(condition)
    )
    return {
        found[0]: case_row(found, units.get(found[0], ()), by_body[found[1]], today[found[1]], person)
        for person, *found in db.session.execute(statement)
    }


def units_of_cases(condition: sa.ColumnElement[bool]) -> dict[int, set[int]]:
    """The units that carry a part of each case, by case id."""
    carried: dict[int, set[int]] = defaultdict(set)
    statement = (
        select(Part.case_id, Part.unit_id)
        .join(CaseFile, CaseFile.id == Part.case_id)
        .where(condition, Part.unit_id.is_not(None), Part.state != NOT_CARRIED)
    )
    for case_id, unit_id in db.session.execute(statement):
        if unit_id is not None:
            carried[case_id].add(unit_id)
    return carried


def part_rows_of(
    today: Mapping[int, date], start: date, end: date, rows: Mapping[int, CaseRow]
) -> dict[tuple[int, int], list[PartRow]]:
    """Parts whose internal date lies in the period, by body and unit; a case outside `rows` is not late."""
    found: dict[tuple[int, int], list[PartRow]] = defaultdict(list)
    statement = (
        select(CaseFile.body_id, Part.case_id, Part.unit_id, Part.internal_due_on, Part.answered_on)
        .join(CaseFile, CaseFile.id == Part.case_id)
        .where(
            CaseFile.body_id.in_(sorted(today)),
            CaseFile.is_imported.is_(False),
            or_(CaseFile.label == "", CaseFile.relabelled_on > CaseFile.due_on),  # R11: no work is asked meanwhile
            Part.internal_due_on.between(start, end),
            Part.state != NOT_CARRIED,
        )
    )
    for body_id, case_id, unit_id, due_on, answered_on in db.session.execute(statement):
        if unit_id is None or due_on is None:
            continue
        row = rows.get(case_id)
        late = row is not None and was_late(row, today[body_id])
        found[body_id, unit_id].append(PartRow(unit_id, due_on, answered_on, late))
    return found
