"""Which information commission (Komisi Informasi) hears the dispute of a body, and the list of commissions.

PERKI 1/2013 Pasal 6: the commission of the regency or city; where there is none, that of the province; where there is
none, the central one. A commission without commissioners counts as none. The packaged list holds names only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import Commission, PublicBody
from pid_tracker.services.loading import cells, tables
from pid_tracker.services.loading.bodies_and_units import Column, Loaded, flag, stop_at, values_of
from pid_tracker.services.loading.cells import BadCell, Cell
from pid_tracker.services.loading.tables import Problem, Table

_BASIS = "PERKI 1/2013 Pasal 6"
_LEVELS: Mapping[str, str] = {
    "central": "central", "province": "province", "regency": "regency",
    "pusat": "central", "provinsi": "province", "kabupaten": "regency", "kota": "regency",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Competent:
    """The commission that hears a dispute, and why this one, in a sentence with its article."""

    commission: Commission
    why: str


def which_commission(body: PublicBody) -> Competent | None:
    """The commission for disputes with `body`; None while the list of commissions is empty."""
    province_code = body.region_code[:2]
    codes = [*([body.region_code] if body.region_code != province_code else []), province_code, ""]
    known = {row.region_code: row for row in db.session.scalars(select(Commission))}
    chosen = next((known[code] for code in codes if code in known and known[code].sits), None)
    if chosen is None:
        return None
    return Competent(chosen, _why(body, chosen, known.get(province_code)))


def _why(body: PublicBody, chosen: Commission, provincial: Commission | None) -> str:
    if chosen.region_code == body.region_code:
        return f"{body.short_name} mempunyai Komisi Informasi sendiri ({_BASIS})."
    if chosen.region_code:
        return f"{body.short_name} belum mempunyai Komisi Informasi sendiri, jadi ke tingkat provinsi ({_BASIS})."
    if provincial is not None:
        return f"{provincial.name} sedang tidak mempunyai komisioner, jadi ke Komisi Informasi Pusat ({_BASIS})."
    return f"Belum ada Komisi Informasi di tingkat provinsi, jadi ke Komisi Informasi Pusat ({_BASIS})."


def _level(cell: Cell) -> str:
    written = cells.text(cell)
    if written and cells.key(written) not in _LEVELS:
        raise BadCell(f"'{written}' tidak dikenal; pilih pusat, provinsi, atau kabupaten")
    return _LEVELS.get(cells.key(written), "")


def _region(cell: Cell) -> str:
    written = cells.text(cell)
    if written and not re.fullmatch(r"\d{2}(\.\d{2})?", written):
        raise BadCell(f"'{written}' bukan kode wilayah; tulis misalnya 81 atau 81.71")
    return written


COMMISSION_COLUMNS: tuple[Column, ...] = (
    Column("region_code", "kode wilayah", _region),
    Column("level", "tingkat", _level, needed=True),
    Column("name", "nama", needed=True),
    Column("address", "alamat"),
    Column("email", "surel"),
    Column("phone", "telepon"),
    Column("hours", "jam layanan"),
    Column("sits", "ada komisioner", flag),
)


def load_commissions(table: Table) -> Loaded:
    """Take the commissions of a table, all or none; empty cells change nothing. BadRows names what is wrong."""
    problems: list[Problem] = []
    rows = [(row, values_of(row, COMMISSION_COLUMNS, problems)) for row in table.rows]
    seen: dict[str, int] = {}
    for row, values in rows:
        code = str(values.get("region_code", ""))
        if (values.get("level") == "central") != (code == ""):
            problems.append(Problem(row.line, "region_code", "hanya Komisi Informasi Pusat tanpa kode wilayah"))
        if (first := seen.setdefault(code, row.line)) != row.line:
            problems.append(Problem(row.line, "region_code", f"'{code or 'pusat'}' sudah ada di baris {first}"))
    stop_at(problems, table)
    known = {row.region_code: row for row in db.session.scalars(select(Commission))}
    new = changed = 0
    for _, values in rows:
        code = str(values.pop("region_code", ""))
        commission = known.get(code)
        if commission is None:
            db.session.add(Commission(region_code=code, **values))
            new += 1
            continue
        differing = {name: value for name, value in values.items() if getattr(commission, name) != value}
        for name, value in differing.items():
            setattr(commission, name, value)
        changed += bool(differing)
    db.session.flush()
    return Loaded(new, changed, len(rows) - new - changed)


def load_packaged() -> Loaded:
    """Take the packaged list into an installation that has none; one that was loaded before is left alone."""
    if db.session.scalar(select(Commission.id).limit(1)) is not None:
        return Loaded()
    content = (resources.files("pid_tracker") / "demo" / "commissions.toml").read_bytes()
    return load_commissions(tables.read("commissions.toml", content, part="commission"))
