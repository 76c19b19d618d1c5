"""Loading public bodies and units from files: every row is looked at first, then all are taken or none.

A row that is there already is left alone; a row that differs changes what differs. Cells that are empty change nothing.
Columns may have their English or their Indonesian names. Decrees: `services/calendar/decree_files.py`; registers of the
past: `services/loading/importing.py`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, PublicBody, Unit
from pid_tracker.services.gate import revising
from pid_tracker.services.loading import cells
from pid_tracker.services.loading.cells import BadCell, Cell
from pid_tracker.services.loading.tables import BadFile, BadRows, Problem, Row, Table

#: Of the days that a body sets itself, more would be a slip of the pen; no law says so.
_MOST_OWN_DAYS = 10


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file changed: rows that are new, that changed something, and that were there already."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: the attribute it fills, the other names it may have, how a cell is read."""

    name: str
    also: str
    read: Callable[[Cell], object] = cells.text
    needed: bool = False


def _slug(cell: Cell) -> str:
    written = cells.text(cell)
    if written and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written):
        raise BadCell(f"'{written}' hanya boleh huruf kecil, angka, dan tanda hubung, misalnya maluku-tengah")
    return written


def _prefix(cell: Cell) -> str:
    written = cells.text(cell)
    if written and not re.fullmatch(r"[A-Z]{3}", written):
        raise BadCell(f"'{written}' harus tiga huruf besar, misalnya MAL")
    return written


def _one_of(names: Mapping[str, str]) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        written = cells.text(cell)
        if written and cells.key(written) not in names:
            raise BadCell(f"'{written}' tidak dikenal; pilih salah satu dari {', '.join(names)}")
        return names.get(cells.key(written), "")

    return read


_zone = _one_of(
    {
        "asia/jakarta": "Asia/Jakarta", "asia/pontianak": "Asia/Pontianak", "asia/makassar": "Asia/Makassar",
        "asia/jayapura": "Asia/Jayapura", "wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura",
    }
)  # fmt: skip
_level = _one_of(
    {"province": "province", "regency": "regency", "city": "city",
     "provinsi": "province", "kabupaten": "regency", "kota": "city"}
)  # fmt: skip


def _urusan(cell: Cell) -> list[str]:
    codes = [code for code in re.split(r"[\s,;|]+", cells.text(cell)) if code]
    if wrong := [code for code in codes if not re.fullmatch(r"[1-9]\.\d{2}", code)]:
        raise BadCell(f"kode urusan '{wrong[0]}' tidak dikenal; tulis misalnya 1.03")
    return list(dict.fromkeys(codes))


def flag(cell: Cell) -> bool | None:
    """Yes or no; None for an empty cell, which changes nothing."""
    return None if cell is None or cells.text(cell) == "" else cells.yes_or_no(cell, False)


BODY_COLUMNS: tuple[Column, ...] = (
    Column("code", "kode", _slug, needed=True),
    Column("name", "nama", needed=True),
    Column("short_name", "nama singkat", needed=True),
    Column("prefix", "awalan nomor", _prefix, needed=True),
    Column("region_code", "kode wilayah", needed=True),
    Column("level", "tingkat", _level, needed=True),
    Column("zone", "zona waktu", _zone, needed=True),
    Column("seat", "kedudukan", needed=True),
    Column("parent", "induk", _slug),
    Column("address", "alamat"),
    Column("phone", "telepon"),
    Column("whatsapp", "nomor whatsapp"),
    Column("email", "surel"),
    Column("office_hours", "jam layanan"),
    Column("joint_leave_open", "cuti bersama buka", flag),
    Column("counts_first_day", "hari pertama dihitung", flag),
    Column("internal_days", "hari internal", cells.whole_number),
    Column("explanation_days", "hari penjelasan", cells.whole_number),
    Column("per_sheet_rupiah", "tarif per lembar", cells.whole_number),
    Column("tariff_basis", "dasar tarif"),
    Column("payment_ways", "cara membayar"),
)

UNIT_COLUMNS: tuple[Column, ...] = (
    Column("body", "badan", _slug),
    Column("code", "kode", _slug, needed=True),
    Column("name", "nama", needed=True),
    Column("short_name", "nama singkat"),
    Column("urusan", "kode urusan", _urusan),
    Column("active", "aktif", flag),
)

#: What may not change once cases rest on it: numbers were given, days were counted.
_FIXED_WITH_CASES = ("prefix", "zone", "counts_first_day", "joint_leave_open")
_TEXTS_OF_BODY = ("address", "phone", "whatsapp", "email", "office_hours")


def values_of(row: Row, columns: Sequence[Column], problems: list[Problem]) -> dict[str, object]:
    """The cells of a row by attribute, without the empty ones; what is wrong is added to `problems`."""
    by_key = {cells.key(name).replace("_", " "): cell for name, cell in row.cells.items()}
    found: dict[str, object] = {}
    for column in columns:
        cell = by_key.get(column.name.replace("_", " "), by_key.get(column.also))
        try:
            value = column.read(cell)
        except BadCell as error:
            problems.append(Problem(row.line, column.name, str(error)))
            continue
        if value is None or value in ("", []):
            if column.needed:
                problems.append(Problem(row.line, column.name, "harus diisi"))
        else:
            found[column.name] = value
    return found


def load_bodies(table: Table) -> Loaded:
    """Take the public bodies of a table; BadRows when any row is wrong, and then none is taken."""
    problems: list[Problem] = []
    rows = [(row, values_of(row, BODY_COLUMNS, problems)) for row in table.rows]
    known = {body.code: body for body in db.session.scalars(select(PublicBody))}
    with_cases = set(db.session.scalars(select(CaseFile.body_id).distinct()))
    _find_twins(rows, ("code",), problems)
    codes = set(known) | {str(values.get("code")) for _, values in rows}
    prefixes = {body.prefix: body.code for body in known.values()}
    for row, values in rows:
        code, parent = str(values.get("code", "")), values.get("parent")
        if parent and (parent not in codes or parent == code):
            problems.append(Problem(row.line, "parent", f"badan publik '{parent}' tidak ada"))
        if prefixes.setdefault(str(values.get("prefix")), code) != code:
            problems.append(Problem(row.line, "prefix", f"'{values.get('prefix')}' sudah dipakai badan lain"))
        for name in ("internal_days", "explanation_days"):
            days = values.get(name)
            if isinstance(days, int) and not 1 <= days <= _MOST_OWN_DAYS:
                problems.append(Problem(row.line, name, f"harus antara 1 dan {_MOST_OWN_DAYS} hari kerja"))
        body = known.get(code)
        rate, basis = values.get("per_sheet_rupiah"), values.get("tariff_basis") or (body.tariff_basis if body else "")
        if isinstance(rate, int) and (rate < 0 or not basis):
            problems.append(Problem(row.line, "per_sheet_rupiah", "butuh dasar tarif, dan tidak boleh negatif"))
        for name in _FIXED_WITH_CASES:
            if body and body.id in with_cases and name in values and getattr(body, name) != values[name]:
                problems.append(Problem(row.line, name, "tidak bisa diubah lagi, karena sudah ada permintaan"))
    stop_at(problems, table)
    parents: list[tuple[PublicBody, str]] = []
    new = changed = 0
    for _, values in rows:
        parent = values.pop("parent", None)
        body = known.get(str(values["code"]))
        if body is None:
            body = PublicBody(**(dict.fromkeys(_TEXTS_OF_BODY, "") | values))
            known[body.code] = body
            db.session.add(body)
            new += 1
        else:
            before = body.parent.code if body.parent else None
            is_other = _change(body, values) or (parent is not None and parent != before)
            if is_other:
                revising.note_saved(body, "berkas yang dimuat", None)
            changed += is_other
        if parent:
            parents.append((body, str(parent)))
    db.session.flush()
    for body, parent_code in parents:
        body.parent_id = known[parent_code].id
    db.session.flush()
    return Loaded(new, changed, len(rows) - new - changed)


def load_units(table: Table, only_body: PublicBody | None = None) -> Loaded:
    """Take the units (OPD) of a table, all or none; a row names its body unless `only_body` is given."""
    problems: list[Problem] = []
    rows = [(row, values_of(row, UNIT_COLUMNS, problems)) for row in table.rows]
    bodies = {body.code: body for body in db.session.scalars(select(PublicBody))}
    for row, values in rows:
        code = str(values.get("body") or (only_body.code if only_body else ""))
        values["body"] = code
        if not code:
            problems.append(Problem(row.line, "body", "harus diisi"))
        elif code not in bodies or (only_body and code != only_body.code):
            problems.append(Problem(row.line, "body", f"badan publik '{code}' tidak ada"))
    _find_twins(rows, ("body", "code"), problems)
    _find_twins(rows, ("body", "name"), problems)
    stop_at(problems, table)
    known = {(unit.body.code, unit.code): unit for unit in db.session.scalars(select(Unit))}
    new = changed = 0
    for _, values in rows:
        body = bodies[str(values.pop("body"))]
        values["urusan_codes"] = values.pop("urusan", None) or []
        unit = known.get((body.code, str(values["code"])))
        if unit is None:
            values.setdefault("short_name", values["name"])
            db.session.add(Unit(body=body, **values))
            new += 1
        else:
            if not values["urusan_codes"]:
                del values["urusan_codes"]
            changed += _change(unit, values)
    db.session.flush()
    return Loaded(new, changed, len(rows) - new - changed)


def _change(row: PublicBody | Unit, values: Mapping[str, object]) -> bool:
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _find_twins(rows: Sequence[tuple[Row, dict[str, object]]], names: Sequence[str], problems: list[Problem]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row, values in rows:
        if all(name in values for name in names):
            place = tuple(str(values[name]) for name in names)
            if (first := seen.setdefault(place, row.line)) != row.line:
                problems.append(Problem(row.line, names[-1], f"'{place[-1]}' sudah ada di baris {first}"))


def stop_at(problems: Sequence[Problem], table: Table) -> None:
    """Raise BadRows when anything is wrong, BadFile when there is no row at all."""
    if problems:
        raise BadRows(problems)
    if not table.rows:
        raise BadFile("Tidak ada baris di berkas ini")
