"""Decrees on holidays (SKB, Keppres, keputusan daerah) as files: TOML like those of the package, or one row a day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.decrees import BadDecree, Decree, parse
from pid_tracker.models import PublicBody
from pid_tracker.services.calendar import calendars
from pid_tracker.services.loading import cells
from pid_tracker.services.loading.bodies_and_units import flag, stop_at
from pid_tracker.services.loading.cells import BadCell, Cell
from pid_tracker.services.loading.tables import BadFile, Problem, Table

_HEAD = ("number", "title", "year", "signed_on", "amends", "completes_year")
_DECREE_NAMES = {
    "nomor": "number", "judul": "title", "tahun": "year", "ditetapkan": "signed_on", "mengubah": "amends",
    "melengkapi tahun": "completes_year", "tanggal": "day", "jenis": "kind", "nama": "name",
}  # fmt: skip
#: The word of a line -> the kind of its day; "dibuka" opens a day of the amended decree again.
KINDS = {
    **{kind.words: kind.value for kind in DayKind},
    "pemungutan suara": DayKind.POLL.value,
    "dibuka": "removed",
}


def read_decree(table: Table) -> Decree:
    """The decree in a TOML document, or in a table of one row a day whose columns repeat the decree's own facts."""
    if table.document:
        try:
            return parse(table.document)
        except BadDecree as error:
            raise BadFile(str(error)) from None
    problems: list[Problem] = []
    head: dict[str, object] = {}
    days: list[dict[str, object]] = []
    removes: list[date] = []
    for row in table.rows:
        by_key = {cells.key(name): cell for name, cell in row.cells.items()}
        named = {_DECREE_NAMES.get(name, name.replace(" ", "_")): cell for name, cell in by_key.items()}
        try:
            for name, value in _head_of(named).items():
                if head.setdefault(name, value) != value:
                    problems.append(Problem(row.line, name, "harus sama di setiap baris"))
            day, kind = cells.day(named.get("day")), cells.key(cells.text(named.get("kind")))
        except BadCell as error:
            problems.append(Problem(row.line, "", str(error)))
            continue
        kind = KINDS.get(kind, kind)
        if day is None:
            problems.append(Problem(row.line, "day", "harus diisi"))
        elif kind == "removed":
            removes.append(day)
        elif kind not in KINDS.values():
            problems.append(Problem(row.line, "kind", f"pilih salah satu dari {', '.join(KINDS)}"))
        elif not cells.text(named.get("name")):
            problems.append(Problem(row.line, "name", "harus diisi"))
        else:
            days.append({"day": day, "kind": kind, "name": cells.text(named.get("name"))})
    stop_at(problems, table)
    try:
        return parse({**head, "day": days, "removes": removes})
    except BadDecree as error:
        raise BadFile(str(error)) from None


def _head_of(named: Mapping[str, Cell]) -> dict[str, object]:
    readers: Mapping[str, Callable[[Cell], object]] = {
        "year": cells.whole_number,
        "signed_on": cells.day,
        "completes_year": flag,
    }
    found = {name: readers.get(name, cells.text)(named.get(name)) for name in _HEAD}
    return {name: value for name, value in found.items() if value not in (None, "")}


def load_decree(decree: Decree, now: datetime, body: PublicBody | None = None) -> None:
    """Enter the decree, known from `now` on, for all bodies or for one; `calendars.DecreeKnown` when it is there.

    The caller then projects open cases anew (`services/upkeep/sweep.py`), so that open dates move later (ruling R13).
    """
    twins = [day.day for day in decree.days]
    if len(twins) != len(set(twins)):
        raise BadFile("Satu tanggal ditulis dua kali di keputusan ini")
    calendars.enter_decree(decree, now, body=body)
