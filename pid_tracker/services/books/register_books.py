"""The registers as the annexes print them, of one body and year: requests, objections, disputes; and the list of exempt
information.

Without names by default. With names only for MAY_SEE_NAMES, and then the caller notes the opening for each case that
stands in the file. Rows of an older register are labelled and counted apart (ruling R18).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, case, extract, func, select
from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Completed
from pid_tracker.law.permissions import Actor
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Notice, PublicBody, User
from pid_tracker.services.answer import answering
from pid_tracker.services.books import dispute_book, exempt_book, objection_book, request_book
from pid_tracker.services.books.book_cells import Column, Entry
from pid_tracker.services.books.sheets import Cell
from pid_tracker.services.looking import registers
from pid_tracker.services.looking.blinding import MAY_SEE_NAMES, closing


@dataclass(frozen=True, slots=True)
class Cases:
    """Which cases stand in a register, in the book of which year, in which order."""

    holds: ColumnElement[bool]
    year: SQLColumnExpression[Any]
    order: tuple[SQLColumnExpression[Any], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One register: title, basis, columns, and the cases in it; None for the list of exempt information."""

    code: str
    title: str
    basis: str
    columns: tuple[Column[Any], ...]
    cases: Cases | None

    @property
    def names_people(self) -> bool:
        """Whether there are names to ask for."""
        return self.cases is not None


BOOKS: Mapping[str, Book] = {
    book.code: book
    for book in (
        Book(
            "permohonan",
            "Register permohonan",
            "PERKI 1/2021 Pasal 32 ayat (1) dan Lampiran VIII",
            request_book.COLUMNS,
            Cases(
                CaseFile.has_request.is_(True),
                CaseFile.year,
                (CaseFile.is_imported, case((CaseFile.is_imported, 0), else_=CaseFile.serial), CaseFile.filed_on),
            ),
        ),
        Book(
            "keberatan",
            "Register keberatan",
            "PERKI 1/2021 Pasal 43 ayat (2) dan Lampiran XI",
            objection_book.COLUMNS,
            Cases(
                CaseFile.objected_on.is_not(None),
                func.coalesce(CaseFile.objection_year, extract("year", CaseFile.objected_on)),
                (CaseFile.objection_serial.is_(None), CaseFile.objection_serial, CaseFile.objected_on),
            ),
        ),
        Book(
            "dikecualikan",
            "Daftar informasi yang dikecualikan",
            "UU 14/2008 Pasal 17 dan 19; PERKI 1/2021 Pasal 49 sampai 53",
            exempt_book.COLUMNS,
            None,
        ),
        Book(
            "sengketa",
            "Register sengketa",
            "UU 14/2008 Pasal 37 sampai 50",
            dispute_book.COLUMNS,
            Cases(CaseFile.disputed_on.is_not(None), extract("year", CaseFile.disputed_on), (CaseFile.disputed_on,)),
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


def years_of(book: Book, body: PublicBody, actor: Actor, now: datetime) -> tuple[int, ...]:
    """The years that have a row, this year always among them, newest first."""
    this_year = civil_date(now, body.zone).year
    if book.cases is None:
        return exempt_book.years_of(body, now, this_year)
    statement = _chosen(book.cases, body, actor).with_only_columns(book.cases.year).distinct().order_by(None)
    found = {int(year) for (year,) in db.session.execute(statement) if year is not None}
    return tuple(sorted(found | {this_year}, reverse=True))


def sheet(
    book: Book,
    body: PublicBody,
    year: int,
    actor: Actor,
    now: datetime,
    *,
    with_names: bool = False,
    page: int | None = None,
    a_page: int = 100,
) -> Sheet:
    """The register of a year, whole or one page of it (from 1). `with_names` is for roles of MAY_SEE_NAMES; ValueError
    for others, since that is a mistake of the code."""
    if with_names and actor.role not in MAY_SEE_NAMES:
        raise ValueError(f"{actor.role} gets no names")
    if book.cases is None:
        return _exempt_sheet(book, body, year, actor, now, page, a_page)
    chosen = _chosen(book.cases, body, actor).where(book.cases.year == year)
    counted = chosen.with_only_columns(
        func.count(), func.coalesce(func.sum(case((CaseFile.is_imported, 1), else_=0)), 0)
    )
    total, older = db.session.execute(counted.order_by(None)).one()
    statement = chosen.order_by(*book.cases.order, CaseFile.id).options(
        joinedload(CaseFile.body),
        joinedload(CaseFile.requester),
        selectinload(CaseFile.events),
        selectinload(CaseFile.texts if with_names else CaseFile.parts),
    )
    if page is not None:
        statement = statement.limit(a_page).offset((page - 1) * a_page)
    cases = tuple(db.session.scalars(statement))
    readers = [column.read if with_names or column.unnamed is None else column.unnamed for column in book.columns]
    whole = tuple(tuple(read(entry) for read in readers) for entry in _entries(cases))
    rows = whole if with_names else tuple(map(_unnamed, whole, cases))
    return Sheet(book, year, rows, cases, int(total) - int(older), int(older))


def _unnamed(row: tuple[Cell, ...], of: CaseFile) -> tuple[Cell, ...]:
    """A row without anything that identifies its requester, whatever an officer wrote into a cell."""
    close = closing([of.requester] if of.requester else [])
    return tuple(close(cell) if isinstance(cell, str) else cell for cell in row)


def _exempt_sheet(
    book: Book, body: PublicBody, year: int, actor: Actor, now: datetime, page: int | None, a_page: int
) -> Sheet:
    found = exempt_book.rows_of(body, year, actor, now)
    shown = found if page is None else found[(page - 1) * a_page : page * a_page]
    rows = tuple(tuple(column.read(row) for column in book.columns) for row in shown)
    return Sheet(book, year, rows, (), len(found), 0)


def _chosen(cases: Cases, body: PublicBody, actor: Actor) -> Any:
    return registers.visible_to(actor).where(CaseFile.body_id == body.id, cases.holds)


def _entries(cases: Sequence[CaseFile]) -> Sequence[Entry]:
    """Each case with its letter and whether a power of attorney is kept, read in a few questions."""
    ids = [row.id for row in cases]
    letters: dict[int, Notice] = {}
    powers: set[int] = set()
    deciders = {row.actor_id for case_file in cases for row in case_file.events if row.kind is E.OBJECTION_DECIDED}
    named = select(User.id, User.name).where(User.id.in_(deciders - {None}))
    names: dict[int | None, str] = {row.id: row.name for row in db.session.execute(named)}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        sent = select(Notice).where(Notice.case_id.in_(some), Notice.sent_on.is_not(None))
        letters |= {notice.case_id: notice for notice in db.session.scalars(sent)}
        kept = select(Document.case_id).where(
            Document.case_id.in_(some), Document.kind == DocumentKind.POWER_OF_ATTORNEY
        )
        powers |= {case_id for case_id in db.session.scalars(kept) if case_id is not None}
    return [
        Entry(
            row,
            answering.read_contents(letters[row.id].contents) if row.id in letters else None,
            row.id in powers or _was_handed_in(row),
            next((names.get(event.actor_id, "") for event in row.events if event.kind is E.OBJECTION_DECIDED), ""),
        )
        for row in cases
    ]


def _was_handed_in(row: CaseFile) -> bool:
    """Whether a power of attorney was handed in; its picture goes six months after the case, the fact stays."""
    return any(Lack.POWER_OF_ATTORNEY in completed.handed_in for completed in row.told(Completed))
