"""The registers as the annexes print them, of one body and year: requests, objections, disputes.

Without names by default. With names only for MAY_SEE_NAMES, and then the caller notes the opening for each case that
stands in the file. Rows of an older register are labelled and counted apart (ruling R18).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, case, extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, Document, Notice, PublicBody
from pid_tracker.services import answering, dispute_book, objection_book, registers, request_book
from pid_tracker.services.book_cells import Column, Entry
from pid_tracker.services.sheets import Cell

#: Roles that may have a register with names in it.
MAY_SEE_NAMES: frozenset[Role] = frozenset({Role.DESK, Role.OFFICER})

_YEAR_OF_REQUEST = CaseFile.year
_YEAR_OF_OBJECTION = func.coalesce(CaseFile.objection_year, extract("year", CaseFile.objected_on))
_YEAR_OF_DISPUTE = extract("year", CaseFile.disputed_on)


@dataclass(frozen=True, slots=True)
class Book:
    """One register: title, basis, columns; which cases stand in it, in the book of which year, in which order."""

    code: str
    title: str
    basis: str
    columns: tuple[Column, ...]
    holds: ColumnElement[bool]
    year: SQLColumnExpression[Any]
    order: tuple[SQLColumnExpression[Any], ...]


BOOKS: Mapping[str, Book] = {
    book.code: book
    for book in (
        Book(
            "permohonan",
            "Register permohonan",
            "PERKI 1/2021 Pasal 32 ayat (1) dan Lampiran VIII",
            request_book.COLUMNS,
            CaseFile.has_request.is_(True),
            _YEAR_OF_REQUEST,
            (CaseFile.is_imported, case((CaseFile.is_imported, 0), else_=CaseFile.serial), CaseFile.filed_on),
        ),
        Book(
            "keberatan",
            "Register keberatan",
            "PERKI 1/2021 Pasal 43 ayat (2) dan Lampiran XI",
            objection_book.COLUMNS,
            CaseFile.objected_on.is_not(None),
            _YEAR_OF_OBJECTION,
            (CaseFile.objection_serial.is_(None), CaseFile.objection_serial, CaseFile.objected_on),
        ),
        Book(
            "sengketa",
            "Register sengketa",
            "UU 14/2008 Pasal 37 sampai 50",
            dispute_book.COLUMNS,
            CaseFile.disputed_on.is_not(None),
            _YEAR_OF_DISPUTE,
            (CaseFile.disputed_on,),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a register, ready to print, with the cases they are about. `own` and `older` count the whole year: rows
    of this system, and rows of a register before it."""

    book: Book
    year: int
    rows: tuple[tuple[Cell, ...], ...]
    cases: tuple[CaseFile, ...]
    own: int
    older: int

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns' names, each in one line."""
        return tuple(column.label for column in self.book.columns)


def years_of(book: Book, body: PublicBody, actor: Actor, this_year: int) -> tuple[int, ...]:
    """The years that have a row, this year always among them, newest first."""
    statement = _chosen(book, body, actor).with_only_columns(book.year).distinct().order_by(None)
    found = {int(year) for (year,) in db.session.execute(statement) if year is not None}
    return tuple(sorted(found | {this_year}, reverse=True))


def sheet(
    book: Book,
    body: PublicBody,
    year: int,
    actor: Actor,
    *,
    with_names: bool = False,
    page: int | None = None,
    a_page: int = 100,
) -> Sheet:
    """The register of a year, whole or one page of it (from 1). `with_names` is for roles of MAY_SEE_NAMES; ValueError
    for others, since that is a mistake of the code."""
    if with_names and actor.role not in MAY_SEE_NAMES:
        raise ValueError(f"{actor.role} gets no names")
    chosen = _chosen(book, body, actor).where(book.year == year)
    counted = chosen.with_only_columns(
        func.count(), func.coalesce(func.sum(case((CaseFile.is_imported, 1), else_=0)), 0)
    )
    total, older = db.session.execute(counted.order_by(None)).one()
    statement = chosen.order_by(*book.order, CaseFile.id).options(
        joinedload(CaseFile.body),
        joinedload(CaseFile.requester),
        selectinload(CaseFile.events),
        *([selectinload(CaseFile.texts)] if with_names else []),
    )
    if page is not None:
        statement = statement.limit(a_page).offset((page - 1) * a_page)
    cases = tuple(db.session.scalars(statement))
    readers = [column.read if with_names or column.unnamed is None else column.unnamed for column in book.columns]
    rows = tuple(tuple(read(entry) for read in readers) for entry in _entries(cases))
    return Sheet(book, year, rows, cases, int(total) - int(older), int(older))


def _chosen(book: Book, body: PublicBody, actor: Actor) -> Any:
    return registers.visible_to(actor).where(CaseFile.body_id == body.id, book.holds)


def _entries(cases: Sequence[CaseFile]) -> Sequence[Entry]:
    """Each case with its letter and whether a power of attorney is kept, read in a few questions."""
    ids = [row.id for row in cases]
    letters: dict[int, Notice] = {}
    powers: set[int] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        sent = select(Notice).where(Notice.case_id.in_(some), Notice.sent_on.is_not(None))
        letters |= {notice.case_id: notice for notice in db.session.scalars(sent)}
        kept = select(Document.case_id).where(Document.case_id.in_(some), Document.kind == "POWER_OF_ATTORNEY")
        powers |= {case_id for case_id in db.session.scalars(kept) if case_id is not None}
    return [
        Entry(
            row,
            answering.read_contents(letters[row.id].contents) if row.id in letters else None,
            row.id in powers or _was_handed_in(row),
        )
        for row in cases
    ]


def _was_handed_in(row: CaseFile) -> bool:
    """Whether a power of attorney was handed in; its picture goes six months after the case, the fact stays."""
    return any("POWER_OF_ATTORNEY" in (event.details.get("handed_in") or ()) for event in row.events)
