"""Files with rows (CSV, XLSX, JSON lines, TOML) as named cells with the line they stood on. Nothing is understood here.

The kind of a file follows from the end of its name; a file that is something else than its name says is refused.
"""

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

import python_calamine

from pid_tracker.services.loading.cells import Cell, key

_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_TEXTS = frozenset({".csv", ".txt", ".tsv"})
_LONGEST_CELL = 200_000


class BadFile(ValueError):
    """A file that cannot be read at all; the message says why and what helps, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (from 1; in a TOML file its place among the rows) and its cells by column name."""

    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row (or, with line 0, with the whole file)."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """As the report prints it."""
        where = f"baris {self.line}" if self.line else "berkas"
        return f"{where}, kolom {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


class BadRows(Exception):
    """Rows that cannot be loaded; `problems` names each. Nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Remember what is wrong, in the order of the file."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(f"{len(self.problems)} hal perlu diperbaiki")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the names of its columns, the file's SHA-256 (hex), and for TOML the whole `document`."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str
    document: Mapping[str, object] = field(default_factory=dict)


def read(
    name: str, content: bytes, *, part: str = "", sheet: str = "", header_line: int = 1, delimiter: str = ""
) -> Table:
    """The table in the file `name`. `part` is the name of the rows in a TOML file; `sheet` the sheet of a workbook
    (default: the first); `header_line` where the names of the columns stand; `delimiter` of a CSV file (default: seen).
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _SHEETS:
        columns, rows = _headed(_sheet_lines(content, sheet), header_line)
    elif suffix in _TEXTS:
        columns, rows = _headed(_csv_lines(_decoded(content), delimiter), header_line)
    elif suffix in (".jsonl", ".ndjson"):
        columns, rows = _json_rows(_decoded(content))
    elif suffix == ".toml":
        document = read_toml(content)
        columns, rows = _toml_rows(document, part)
        return Table(columns, rows, hashlib.sha256(content).hexdigest(), document)
    else:
        raise BadFile(f"Jenis berkas '{suffix or name}' tidak dikenal. Yang bisa dibaca: CSV, XLSX, JSONL, TOML")
    return Table(columns, rows, hashlib.sha256(content).hexdigest())


def read_toml(content: bytes) -> dict[str, object]:
    """A TOML file; BadFile when it is none."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFile(f"Berkas TOML tidak bisa dibaca: {error}") from None


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else the code page of Windows."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise BadFile("Isi berkas ini bukan teks. Kalau ini buku Excel, namai berkasnya .xlsx")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("Huruf di berkas ini tidak bisa dibaca. Simpan sebagai CSV UTF-8")


def _csv_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    if not delimiter:
        first = next((line for line in text.splitlines() if line.strip()), "")
        delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, list(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"CSV rusak pada baris {line} ({error}). Periksa tanda kutip di baris itu") from None


def _sheet_lines(content: bytes, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise BadFile(f"Lembar '{sheet}' tidak ada. Yang ada: {', '.join(names)}")
        page = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        found = page.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, IndexError) as error:
        raise BadFile(f"Buku kerja ini tidak bisa dibaca: {error}") from None
    for line, cells in enumerate(found, start=1):
        yield line, [_sheet_cell(cell) for cell in cells]


def _sheet_cell(cell: object) -> Cell:
    if isinstance(cell, time | timedelta):
        return str(cell)
    if cell is None or isinstance(cell, str | int | float | bool | date | datetime):
        return cell
    return str(cell)


def _headed(lines: Iterable[tuple[int, list[Cell]]], header_line: int) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    columns: list[str] = []
    rows, problems = [], []
    for line, cells in lines:
        if line < header_line:
            continue
        if not columns:
            columns = [" ".join(str(cell if cell is not None else "").split()) for cell in cells]
            while columns and not columns[-1]:
                columns.pop()
            if not columns:
                raise BadFile(f"Baris {line} kosong, padahal seharusnya berisi judul kolom")
            _refuse_twins(columns)
            continue
        if not any(_is_filled(cell) for cell in cells):
            continue
        if any(_is_filled(cell) for cell in cells[len(columns) :]):
            problems.append(Problem(line, "", f"ada {len(cells)} kolom, judulnya {len(columns)}"))
            continue
        rows.append(Row(line, {name: cell for name, cell in zip(columns, cells, strict=False) if name}))
    if not columns:
        raise BadFile("Berkas ini kosong")
    if problems:
        raise BadRows(problems)
    return tuple(columns), tuple(rows)


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _refuse_twins(columns: Sequence[str]) -> None:
    seen = set()
    for name in filter(None, columns):
        if key(name) in seen:
            raise BadFile(f"Judul kolom '{name}' dipakai dua kali")
        seen.add(key(name))


def _json_rows(text: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    rows, problems = [], []
    columns: dict[str, None] = {}
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            found = json.loads(written)
        except (json.JSONDecodeError, RecursionError):
            found = None
        if not isinstance(found, dict):
            problems.append(Problem(line, "", "bukan satu objek JSON"))
            continue
        rows.append(Row(line, {name: _json_cell(value) for name, value in found.items()}))
        columns.update(dict.fromkeys(found))
    if problems:
        raise BadRows(problems)
    if not rows:
        raise BadFile("Berkas ini kosong")
    return tuple(columns), tuple(rows)


def _json_cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def _toml_rows(document: Mapping[str, object], part: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    found = document.get(part, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise BadFile(f"Baris ditulis sebagai [[{part}]]")
    rows = tuple(
        Row(place, {name: _toml_cell(value) for name, value in row.items()}) for place, row in enumerate(found, start=1)
    )
    return tuple(dict.fromkeys(name for row in rows for name in row.cells)), rows


def _toml_cell(value: object) -> Cell:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if value is None or isinstance(value, str | int | float | bool | date | datetime):
        return value
    return str(value)
