"""The list of exempt information (DIK) as offices print it. It has no annex of its own (PERKI 1/2021); a real one has
number, essence, content, legal basis, effect if opened, benefit if closed, and period.

Content and effects quote what is closed: they are printed for who may read the tests, and for nobody else.
"""

from dataclasses import dataclass
from datetime import datetime

from pid_tracker.law.consequence import TEST_GRANTS, TestAct, TestContents
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.permissions import Actor
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import exempt_listing
from pid_tracker.services.answer.exempt_listing import Listed
from pid_tracker.services.books.book_cells import HIDDEN, Column, day_words
from pid_tracker.services.books.sheets import Cell
from pid_tracker.services.gate import closing


@dataclass(frozen=True, slots=True)
class ExemptRow:
    """A row of the list, with the contents of its test for who may read it."""

    listed: Listed
    contents: TestContents | None


def rows_of(body: PublicBody, year: int, actor: Actor, now: datetime) -> list[ExemptRow]:
    """The rows that stood in the list on some day of the year, oldest first."""
    may_read = actor.role in TEST_GRANTS[TestAct.READ] and actor.body_id == body.id
    return [
        ExemptRow(row, closing.contents_of(row.entry.test) if may_read else None)
        for row in reversed(exempt_listing.exempt_list([body], now, with_contents=may_read))
        if row.entry.valid_from.year <= year <= row.entry.ends_on.year
    ]


def years_of(body: PublicBody, now: datetime, this_year: int) -> tuple[int, ...]:
    """The years from the first row to this one, newest first."""
    first = min((row.entry.valid_from.year for row in exempt_listing.exempt_list([body], now)), default=this_year)
    return tuple(range(this_year, min(first, this_year) - 1, -1))


def _content(row: ExemptRow) -> Cell:
    return "\n".join(filter(None, (row.contents.document, row.contents.closed))) if row.contents else HIDDEN


def _period(row: ExemptRow) -> Cell:
    entry = row.listed.entry
    return f"{day_words(entry.valid_from)} sampai {day_words(entry.ends_on)}"


COLUMNS: tuple[Column[ExemptRow], ...] = (
    Column("No.", lambda row: row.listed.entry.test.number),
    Column("Esensi informasi", lambda row: row.listed.entry.description),
    Column("Isi", _content),
    Column("Dasar hukum", lambda row: articles_of(row.listed.entry.articles)),
    Column("Akibat bila dibuka", lambda row: row.contents.if_opened if row.contents else HIDDEN),
    Column("Manfaat bila ditutup", lambda row: row.contents.if_closed if row.contents else HIDDEN),
    Column("Jangka waktu", _period),
    Column("Alasan", lambda row: row.listed.entry.reason),
    Column("Unit yang menguasai", lambda row: row.listed.entry.unit),
    Column("Tanggal uji konsekuensi", lambda row: day_words(row.listed.entry.tested_on)),
    Column("Penetapan", lambda row: row.listed.entry.decree_number),
    Column("Keadaan", lambda row: row.listed.state),
)
