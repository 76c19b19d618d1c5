"""The objection register (register keberatan): the list for the superior and the PPID, sorted by what is left.

PERKI 1/2021 Pasal 43. Every listing starts from `registers.visible_to`; no name of a requester is loaded.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy.orm import joinedload

from pid_tracker.extensions import db
from pid_tracker.law.grounds import ORDERING
from pid_tracker.law.permissions import Actor
from pid_tracker.models import CaseFile
from pid_tracker.services.looking.registers import asked_for, visible_to

#: The names of the lists, in the order of the page.
VIEWS: Mapping[str, str] = {
    "terbuka": "belum diputus",
    "lewat": "lewat batas",
    "pelaksanaan": "menunggu dilaksanakan",
    "selesai": "sudah diputus, dicabut, atau selesai di Komisi Informasi",
}
MOST = 200


def _conditions(today: date) -> Mapping[str, ColumnElement[bool]]:
    undecided = and_(CaseFile.awaits_decision)
    ordered = CaseFile.decision.in_([decision.value for decision in ORDERING])
    return {
        "terbuka": undecided,
        "lewat": and_(undecided, CaseFile.decide_due_on < today),
        "pelaksanaan": and_(ordered, CaseFile.executed_on.is_(None)),
        "selesai": ~undecided,
    }


def counts(actor: Actor, today: date) -> dict[str, int]:
    """How many objections each list holds, in one query."""
    found = _conditions(today)
    base = (
        visible_to(actor)
        .where(CaseFile.objected_on.is_not(None))
        .with_only_columns(*(func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in found.values()))
    )
    return dict(zip(found, map(int, db.session.execute(base).one()), strict=True))


def objections(actor: Actor, view: str, today: date) -> list[CaseFile]:
    """The objections of a list of VIEWS that `actor` may see: what is due first, or the newest of what is done."""
    order = {
        "selesai": (CaseFile.objected_on.desc(), CaseFile.id.desc()),
        "pelaksanaan": (CaseFile.execute_by, CaseFile.id),
    }.get(view, (CaseFile.decide_due_on, CaseFile.id))
    statement = (
        visible_to(actor)
        .where(CaseFile.objected_on.is_not(None), _conditions(today)[view])
        .options(joinedload(CaseFile.body), *asked_for(actor))
        .order_by(*order)
        .limit(MOST)
    )
    return list(db.session.scalars(statement))


def find(number: str, actor: Actor) -> CaseFile | None:
    """The case of an objection number, or of a registration number with an objection, when `actor` may see it."""
    statement = visible_to(actor).where(
        CaseFile.objected_on.is_not(None), (CaseFile.objection_number == number) | (CaseFile.number == number)
    )
    return db.session.scalars(statement.order_by(CaseFile.id).limit(1)).one_or_none()
