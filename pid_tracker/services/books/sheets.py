"""Rows as files that a spreadsheet opens: CSV (RFC 4180) and XLSX, with nothing in them that it would run."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import xlsxwriter

Cell = str | int | float | None

#: A spreadsheet would take text that begins so as a formula: at the start of a cell, and after what it may take for the
#: end of one. Where the list separator is ";" (as in Indonesia) it parts a CSV there, and at line ends, quoted or not.
_FORMULA = re.compile(r"(^|[;\n])(?=[=+\-@\t\r])")
_ROWS_A_PIECE = 500
#: Tells Excel that a CSV file is UTF-8.
BYTE_ORDER_MARK = "\ufeff"
_LONGEST_CELL = 32_767  # letters in a cell of XLSX
_WIDEST, _NARROWEST = 48, 8  # letters


def harmless(cell: Cell) -> Cell:
    """The cell as a spreadsheet may open it: text that looks like a formula is marked as text."""
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The table as CSV in pieces of some hundred rows, so that memory stays small."""
    piece = io.StringIO()
    writer = csv.writer(piece, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in columns])
    for place, row in enumerate(rows, start=1):
        writer.writerow([harmless(cell) for cell in row])
        if place % _ROWS_A_PIECE == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()


def workbook(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], made_at: datetime) -> bytes:
    """The table as XLSX: one sheet, the head row frozen, text as text (never a formula or a link)."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    sheet = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
        longest = max((len(str(row[place] or "")) for row in rows), default=0)
        sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, longest + 1, len(column) // 2)))
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, place, cell[:_LONGEST_CELL], body)
            elif cell is not None:
                sheet.write_number(line, place, cell, body)
    sheet.freeze_panes(1, 1)
    book.close()
    return content.getvalue()
