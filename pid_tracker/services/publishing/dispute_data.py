"""Open data on disputes: a row per dispute, without names, without texts, without the commission's own number."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.facts import DisputeRegistered
from pid_tracker.law.grounds import DisputeEnd, DisputeStage, Ruling
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.publishing.opendata import Cell

_PORTION = 500


def disputes(bodies: Sequence[PublicBody], now: datetime) -> Iterator[tuple[Cell, ...]]:
    """The rows of sengketa.csv in the order of the cases; `bodies` are those whose disputes are wanted."""
    by_id = {body.id: body for body in bodies}
    days = {body.id: civil_date(now, body.zone).isoformat() for body in bodies}
    last = 0
    while True:
        portion = db.session.scalars(
            select(CaseFile)
            .where(CaseFile.body_id.in_(sorted(by_id)), CaseFile.disputed_on.is_not(None), CaseFile.id > last)
            .options(selectinload(CaseFile.events))
            .order_by(CaseFile.id)
            .limit(_PORTION)
        ).all()
        if not portion:
            return
        for case in portion:
            yield _cells(case, by_id[case.body_id].code, days[case.body_id])
        last = portion[-1].id


def _cells(case: CaseFile, body: str, day: str) -> tuple[Cell, ...]:
    registered = case.latest(DisputeRegistered)
    due = case.commission_due_on
    return (
        case.number if case.has_request else "",
        body,
        registered.commission if registered else "",
        ";".join(case.grounds),
        _iso(case.disputed_on),
        _iso(due),
        "ya" if due and case.disputed_on and case.disputed_on > due else "tidak",
        DisputeStage.words_of(case.dispute_stage),
        Ruling.words_of(case.ruling),
        _iso(case.ruling_on),
        _iso(case.court_due_on),
        _iso(case.court_on),
        _iso(case.ruling_execute_by),
        _iso(case.ruling_executed_on),
        DisputeEnd.words_of(case.dispute_end),
        _iso(case.closed_on),
        day,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
