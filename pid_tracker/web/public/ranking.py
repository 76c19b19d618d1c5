"""The table of offices under the figures: A to Z, or by a figure; offices with few cases are never ranked (R17)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from pid_tracker.law.compliance import RANKED_FROM, Figures
from pid_tracker.web.filters import angka, dari
from pid_tracker.web.public import periods, sentences

FOOTER = f"Kantor dengan kurang dari {RANKED_FROM} kasus tidak diurutkan."


@dataclass(frozen=True, slots=True)
class Row:
    """One office."""

    name: str
    url: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Table:
    """Ready for the macro: columns and rows."""

    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Sequence[Any]]
    footer: str = FOOTER


#: What the address calls an order -> by what, largest first.
ORDERS: Mapping[str, Callable[[Figures], float]] = {
    "tepat-waktu": lambda one: one.on_time / one.due,
    "lewat-tenggat": lambda one: float(one.overdue),
    "didiamkan": lambda one: one.silent / one.due,
}


def table(rows: Sequence[Row], order: str, path: str, period: str) -> Table:
    """The rows in `order` (A to Z when empty); below the ranked ones those with few cases, A to Z."""
    by_name = sorted(rows, key=lambda row: row.name.casefold())
    few = [row for row in by_name if row.figures.due < RANKED_FROM]
    ranked = [row for row in by_name if row.figures.due >= RANKED_FROM]
    if order:
        measure = ORDERS[order]
        ranked.sort(key=lambda row: -measure(row.figures))
    ordered = [*ranked, *few] if order else by_name
    return Table(_columns(order, path, period), [_cells(row) for row in ordered])


def _columns(order: str, path: str, period: str) -> list[dict[str, Any]]:
    keep = "" if period == periods.TWELVE_MONTHS else f"periode={period}"

    def head(label: str, key: str) -> dict[str, Any]:
        query = "&".join(part for part in (keep, f"urut={key}" if key else "") if part)
        column: dict[str, Any] = {"label": label, "num": bool(key), "url": f"{path}?{query}" if query else path}
        if key == order:
            column["sorted"] = "descending" if key else "ascending"
        return column

    return [
        head("Nama", ""),
        {"label": "Masuk", "num": True},
        head("Tepat waktu", "tepat-waktu"),
        {"label": "Median hari", "num": True},
        head("Lewat tenggat kini", "lewat-tenggat"),
        head("Didiamkan", "didiamkan"),
    ]


def _cells(row: Row) -> list[Any]:
    one = row.figures
    return [
        Markup('<a href="{}">{}</a>').format(escape(row.url), row.name),
        angka(one.filed),
        sentences.share(one.on_time, one.due) if one.due else None,
        angka(one.median, 1) if one.median is not None else None,
        angka(one.overdue),
        dari(one.silent, one.due) if one.due else None,
    ]
