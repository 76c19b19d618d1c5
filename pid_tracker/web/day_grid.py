"""Cells of a day strip and the three ways of laying them out: one row, rows of four weeks, and a calendar of weeks.

Dates go in, columns and rows come out; widths in pixels and colours belong to the macro and the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEK = 7
#: The longest strip that stays one row on a wide page; beyond it the rows are four weeks each, Monday to Sunday.
ONE_ROW = 33
FOUR_WEEKS = 28
#: Cells that the pressed days ("+ 41 hari kerja") take in a row.
PRESSED_WIDTH = 6


class Tone(StrEnum):
    """How a cell looks. Each tone differs in shape or pattern as well as in colour."""

    ZERO = "zero"  # the day of receipt, not counted
    USED = "used"
    LEFT = "left"
    EXTRA_USED = "xused"  # days of the extension
    EXTRA_LEFT = "xleft"
    REST = "rest"  # counted days that the answer did not need
    OFF = "off"  # weekend
    HOLIDAY = "holiday"  # a weekday that is no working day
    LATE = "late"
    PRESSED = "pressed"  # many late days in one cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One calendar day, or the days pressed into one cell. `text` is what stands in it."""

    day: date
    tone: Tone
    text: str = ""
    number: int | None = None
    why: str = ""
    decree: str | None = None
    is_today: bool = False
    is_due: bool = False
    is_first_due: bool = False
    is_end: bool = False
    names_month: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its place in a grid; `span` is its width in columns."""

    cell: Cell
    column: int
    row: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Placed cells with the size of the whole."""

    columns: int
    rows: int
    cells: tuple[Placed, ...]

    def with_tone(self, *tones: str) -> tuple[Placed, ...]:
        """The placed cells of the tones named."""
        return tuple(placed for placed in self.cells if placed.cell.tone in tones)

    def find(self, mark: str) -> Placed | None:
        """The first placed cell with the mark: is_today, is_due, is_first_due or is_end."""
        return next((placed for placed in self.cells if getattr(placed.cell, mark)), None)


def _span(cell: Cell) -> int:
    return PRESSED_WIDTH if cell.tone is Tone.PRESSED else 1


def width(cells: Sequence[Cell]) -> int:
    """Columns that the cells take in one row."""
    return sum(_span(cell) for cell in cells)


def one_row(cells: Sequence[Cell]) -> Grid:
    """All cells side by side."""
    placed, column = [], 0
    for cell in cells:
        placed.append(Placed(cell, column, 0, _span(cell)))
        column += _span(cell)
    return Grid(column, 1, tuple(placed))


def rows_of_weeks(cells: Sequence[Cell], columns: int) -> Grid:
    """Rows of whole weeks. The pressed days take a row of their own; then the weeks go on."""
    first = cells[0].day - timedelta(days=cells[0].day.weekday())
    placed: list[Placed] = []
    extra_rows = pressed_days = 0
    for cell in cells:
        if cell.tone is Tone.PRESSED:
            row = placed[-1].row + 1
            placed.append(Placed(cell, 0, row, WEEK))
            last = cells[-1].day
            pressed_days = ((last - timedelta(days=last.weekday())) - first).days
            extra_rows = row + 1
            continue
        offset = (cell.day - first).days - pressed_days
        row, column = divmod(offset, columns)
        placed.append(Placed(cell, column, row + extra_rows, 1))
    return Grid(columns, placed[-1].row + 1, tuple(placed))
