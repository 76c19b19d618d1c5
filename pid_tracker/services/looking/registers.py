"""The read side for officers: which cases and parts an actor may see, and the queue. Nothing is changed here.

Every listing starts from `visible_to` or `parts_visible_to`, so a row that may not be seen is never loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.grounds import GIVING
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import BY_HAND
from pid_tracker.law.vocabulary.handling import SEARCHED, MessageChannel, MessageState, PartState
from pid_tracker.models import CaseFile, Document, Message, Part, PublicBody, Unit
from pid_tracker.services.looking.blinding import MAY_SEE_NAMES
from pid_tracker.services.looking.case_rows import REQUESTS

PAGE = 25
#: States in which a part lies with its unit.
WITH_UNIT = (*SEARCHED, PartState.READY)
_OPEN = CaseFile.is_unanswered


def visible_to(actor: Actor) -> Select[CaseFile]:
    """The cases that `actor` may see: desk, PPID and superior those of their body, a supervisor also those of the
    bodies below; a unit officer sees parts only, never cases; an administrator nothing."""
    base = select(CaseFile)
    if actor.role in (Role.DESK, Role.OFFICER, Role.SUPERIOR):
        return base.where(CaseFile.body_id == actor.body_id)
    if actor.role is Role.SUPERVISOR:
        below = select(PublicBody.id).where(
            or_(PublicBody.id == actor.body_id, PublicBody.parent_id == actor.body_id)
        )  # fmt: skip
        return base.where(CaseFile.body_id.in_(below))
    return base.where(false())


def asked_for(actor: Actor) -> tuple[ExecutableOption, ...]:
    """What a list loads with its cases to say what each asks for: whoever may not see names reads it without them."""
    return () if actor.role in MAY_SEE_NAMES else (selectinload(CaseFile.parts), joinedload(CaseFile.requester))


def parts_visible_to(actor: Actor) -> Select[Part]:
    """The parts that a unit officer may see: those that lie with the unit now."""
    if actor.role is not Role.UNIT_OFFICER or actor.unit_id is None:
        return select(Part).where(false())
    return select(Part).where(Part.unit_id == actor.unit_id, Part.state.in_(WITH_UNIT))


def get_visible(number: str, actor: Actor) -> CaseFile | None:
    """The case of that number when `actor` may see it, with its parts and events."""
    statement = (
        visible_to(actor)
        .where(CaseFile.number == number)
        .options(
            joinedload(CaseFile.body),
            joinedload(CaseFile.requester),
            selectinload(CaseFile.parts),
            selectinload(CaseFile.events),
        )
    )
    return db.session.scalars(statement).one_or_none()


def get_visible_part(part_id: int, actor: Actor) -> Part | None:
    """The part when it lies with the actor's unit now."""
    statement = parts_visible_to(actor).where(Part.id == part_id).options(joinedload(Part.case))
    return db.session.scalars(statement).one_or_none()


def parts_of_unit(actor: Actor) -> list[Part]:
    """The unit's list: what still has to be answered first, by internal date; then what was handed in lately."""
    statement = (
        parts_visible_to(actor)
        .join(CaseFile)
        .where(or_(_OPEN, CaseFile.stage == Stage.ANSWERED))
        .options(joinedload(Part.case).joinedload(CaseFile.body))
        .order_by(or_(Part.state == PartState.READY, CaseFile.stage == Stage.ANSWERED), Part.internal_due_on, Part.id)
        .limit(200)
    )
    return list(db.session.scalars(statement))


# -- the queue ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue: rows sorted by what is left, and how many there are."""

    cases: tuple[CaseFile, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def _has_part(*states: str) -> ColumnElement[bool]:
    return exists().where(and_(Part.case_id == CaseFile.id, Part.state.in_(states), Part.referred_to == ""))


def _views(today: date, calendar: WorkingCalendar) -> Mapping[str, ColumnElement[bool]]:
    soon = calendar.count(today, 2).day
    is_request = CaseFile.label == ""  # while a re-labelling holds, a case has a view of its own (ruling R11)
    owed, runs = and_(_OPEN, is_request), CaseFile.complete_on.is_not(None)  # or the requester has to complete it
    working = and_(owed, runs)
    return {
        "terbuka": owed,
        "belum-dipilah": and_(working, _has_part(PartState.NEW)),
        "segera": and_(working, CaseFile.due_on >= today, CaseFile.due_on <= soon),
        "lewat": and_(working, CaseFile.due_on < today),
        "kembali": and_(owed, _has_part(PartState.HANDED_BACK)),
        "siap": and_(working, ~_has_part(*set(PartState) - {PartState.READY})),
        "menunggu-pemohon": and_(owed, ~runs),
        "ditanya": and_(owed, CaseFile.question_open),
        "dibalas": and_(owed, CaseFile.reply_is_new),
        "dilabel": and_(_OPEN, ~is_request),
        "tanpa-kabar": exists().where(
            and_(Message.case_id == CaseFile.id, or_(Message.state == MessageState.FAILED, _untold(), _failed_twice()))
        ),
        "serah-terima": and_(
            CaseFile.outcome.in_(sorted(GIVING)),
            CaseFile.delivery.in_(BY_HAND),
            CaseFile.handed_over_on.is_(None),
            CaseFile.is_imported.is_(False),
        ),
        "selesai": ~_OPEN,
    }  # fmt: skip


def _untold() -> ColumnElement[bool]:
    return and_(Message.channel == MessageChannel.DESK, Message.state == MessageState.QUEUED)


def _failed_twice() -> ColumnElement[bool]:
    return and_(Message.state == MessageState.QUEUED, Message.tries >= 2)


#: The names of the views of the queue, in the order of the page.
VIEWS: Mapping[str, str] = {
    "terbuka": "semua yang terbuka",
    "belum-dipilah": PartState.NEW.words,
    "segera": "jatuh tempo ≤ 2 hari",
    "lewat": "lewat",
    "kembali": "dikembalikan kantor",
    "siap": "siap dijawab",
    "menunggu-pemohon": "menunggu dilengkapi",
    "ditanya": "menunggu jawaban pemohon",
    "dibalas": "jawaban pemohon baru",
    "dilabel": "dilabel ulang",
    "tanpa-kabar": "tanpa kabar",
    "serah-terima": "serah terima menunggu",
    "selesai": "selesai",
}


def counters(actor: Actor, today: date, calendar: WorkingCalendar) -> dict[str, int]:
    """How many cases each view of the queue holds, in one query."""
    views = _views(today, calendar)
    base = (
        visible_to(actor)
        .where(REQUESTS)
        .with_only_columns(*(func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in views.values()))
    )
    return dict(zip(views, map(int, db.session.execute(base).one()), strict=True))


def queue(actor: Actor, view: str, search: str, page: int, today: date, calendar: WorkingCalendar) -> QueuePage:
    """One page of a view of VIEWS, sorted by what is left; finished cases newest first.

    `search` looks in the number, and in the question for whoever may see names: for the others a name that stands in a
    question would be found out by searching.
    """
    chosen = visible_to(actor).where(REQUESTS, _views(today, calendar)[view])
    if search:
        pattern = "%" + search[:100].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        columns = [CaseFile.number, *([CaseFile.question] if actor.role in MAY_SEE_NAMES else [])]
        chosen = chosen.where(or_(*(column.ilike(pattern, escape="\\") for column in columns)))
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    last = max(1, -(-total // PAGE))
    page = min(max(1, page), last)
    order = (
        (CaseFile.filed_on.desc(), CaseFile.id.desc())
        if view == "selesai"
        else (CaseFile.due_on.is_(None), CaseFile.due_on, CaseFile.id)
    )
    statement = (
        chosen.order_by(*order)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
        .options(
            joinedload(CaseFile.body),
            selectinload(CaseFile.parts),
            *asked_for(actor),
        )
    )
    return QueuePage(tuple(db.session.scalars(statement)), total, page)


# -- what belongs to a case --------------------------------------------------------------------------------------------


def units_of(body_id: int) -> list[Unit]:
    """The active units of a body, by name."""
    return list(db.session.scalars(select(Unit).where(Unit.body_id == body_id, Unit.active).order_by(Unit.name)))


def documents_of(case_file: CaseFile, *kinds: str) -> list[Document]:
    """The files of a case of these kinds, oldest first."""
    statement = select(Document).where(Document.case_id == case_file.id, Document.kind.in_(kinds))
    return list(db.session.scalars(statement.order_by(Document.id)))


def messages_to_mind(case_file: CaseFile) -> list[Message]:
    """The messages of a case that did not arrive (yet), or that the desk has to tell by mouth or letter."""
    failing = and_(Message.state == MessageState.QUEUED, Message.error != "")
    statement = select(Message).where(
        Message.case_id == case_file.id, or_(Message.state == MessageState.FAILED, _untold(), failing)
    )
    return list(db.session.scalars(statement.order_by(Message.id)))
