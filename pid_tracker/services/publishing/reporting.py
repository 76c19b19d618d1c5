"""Figures of bodies and units: computed live from the projections, and kept per data version.

The data version is the head of the chain of events: whoever acts moves it. A process keeps the figures it has computed;
when the head has moved, only the bodies that something happened at are counted anew. So a page is right at once after
any act, and costs one query otherwise. Only columns are read, never what somebody asked or who asked.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.base_sets import CaseRow
from pid_tracker.law.compliance import Figures, measure
from pid_tracker.law.unit_punctuality import PartFigures, measure_parts
from pid_tracker.models import CaseEventRow, CaseFile, ChainHead, PublicBody
from pid_tracker.services.calendar import calendars
from pid_tracker.services.looking import case_rows

_KEPT_AT_MOST = 2000
_READ_AT_MOST = 5000
_NO_FIGURES, _NO_PARTS = Figures(), PartFigures()


@dataclass(frozen=True, slots=True)
class Version:
    """The state of the register: position and hash of the last event, and when it was written (None before any)."""

    position: int
    hash: bytes
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """The figures of one body and of each of its units that carried something, by unit id."""

    whole: Figures = _NO_FIGURES
    units: Mapping[int, Figures] = field(default_factory=dict)
    parts: Mapping[int, PartFigures] = field(default_factory=dict)

    def of_unit(self, unit_id: int) -> Figures:
        """The figures of one unit; empty when it carried nothing."""
        return self.units.get(unit_id, _NO_FIGURES)

    def parts_of(self, unit_id: int) -> PartFigures:
        """The internal punctuality of one unit."""
        return self.parts.get(unit_id, _NO_PARTS)


_Key = tuple[int, date, date, date]


class _Kept:
    """What one process remembers of one database."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.position, self.hash = 0, b""
        self.changed: dict[int, int] = {}  # body id -> position of its last event seen
        self.since = 0  # bodies that are not in `changed` have not changed since this position
        self.figures: OrderedDict[_Key, tuple[int, BodyFigures]] = OrderedDict()

    def version_of(self, body_id: int) -> int:
        return self.changed.get(body_id, self.since)

    def forget(self, version: Version) -> None:
        self.figures.clear()
        self.changed.clear()
        self.position, self.hash, self.since = version.position, version.hash, version.position


_kept: WeakKeyDictionary[sa.Engine, _Kept] = WeakKeyDictionary()

_VERSION = select(ChainHead.position, ChainHead.hash, CaseEventRow.recorded_at).outerjoin(
    CaseEventRow, CaseEventRow.position == ChainHead.position
)


def version() -> Version:
    """The state of the register now: one small query."""
    position, digest, written_at = db.session.execute(_VERSION).one()
    return Version(position, digest, written_at)


def figures_of(bodies: Sequence[PublicBody], start: date, end: date, now: datetime) -> dict[int, BodyFigures]:
    """The figures of `bodies` from `start` to `end` (inclusive) as they stand at `now`, by body id."""
    kept = _kept.setdefault(db.engine, _Kept())
    with kept.lock:
        _follow(kept, version())
        keys = {body.id: (body.id, civil_date(now, body.zone), start, end) for body in bodies}
        versions = {body.id: kept.version_of(body.id) for body in bodies}
        found = {
            body_id: kept.figures[key][1]
            for body_id, key in keys.items()
            if key in kept.figures and kept.figures[key][0] == versions[body_id]
        }
    missing = [body for body in bodies if body.id not in found]
    if missing:
        fresh = compute(missing, start, end, now)
        with kept.lock:
            for body_id, figures in fresh.items():
                kept.figures[keys[body_id]] = (versions[body_id], figures)
                kept.figures.move_to_end(keys[body_id])
            while len(kept.figures) > _KEPT_AT_MOST:
                kept.figures.popitem(last=False)
        found |= fresh
    return found


def _follow(kept: _Kept, current: Version) -> None:
    """Learn which bodies something happened at since the position last seen; forget all when that cannot be known."""
    if (kept.position, kept.hash) == (current.position, current.hash):
        return
    if not kept.position or not 0 < current.position - kept.position <= _READ_AT_MOST:
        kept.forget(current)
        return
    rows = db.session.execute(
        select(CaseEventRow.position, CaseEventRow.hash, CaseFile.body_id)
        .join(CaseFile, CaseFile.id == CaseEventRow.case_id)
        .where(CaseEventRow.position >= kept.position, CaseEventRow.position <= current.position)
        .order_by(CaseEventRow.position)
    ).all()
    if not rows or rows[0][:2] != (kept.position, kept.hash):
        kept.forget(current)  # what was seen was never committed
        return
    for position, _, body_id in rows[1:]:
        kept.changed[body_id] = position
    kept.position, kept.hash = current.position, current.hash


def compute(bodies: Sequence[PublicBody], start: date, end: date, now: datetime) -> dict[int, BodyFigures]:
    """The figures from the projections as they are, kept nowhere, in a constant number of queries."""
    today = {body.id: civil_date(now, body.zone) for body in bodies}
    rows = case_rows.rows_of(today, start, end, calendars.calendars_of(bodies))
    parts = case_rows.part_rows_of(today, start, end, rows)
    by_body: dict[int, list[CaseRow]] = defaultdict(list)
    by_unit: dict[tuple[int, int], list[CaseRow]] = defaultdict(list)
    for row in rows.values():
        by_body[row.body].append(row)
        for unit in row.units:
            by_unit[row.body, unit].append(row)
    return {
        body.id: BodyFigures(
            measure(by_body[body.id], start, end, today[body.id]),
            {
                unit: measure(found, start, end, today[body.id])
                for (at, unit), found in by_unit.items()
                if at == body.id
            },
            {
                unit: measure_parts(found, start, end, today[body.id])
                for (at, unit), found in parts.items()
                if at == body.id
            },
        )
        for body in bodies
    }


def as_json(figures: Figures) -> dict[str, JSONValue]:
    """The figures as a snapshot keeps them: counts only, short, with the bare dates of the period beside it."""
    return {
        "filed": figures.filed,
        "channels": dict(sorted(figures.by_channel.items())),
        "requesters": figures.requesters,
        "due": figures.due,
        "in_ten": figures.in_ten,
        "extended_on_time": figures.extended_on_time,
        "late": figures.late,
        "silent": figures.silent,
        "days": {str(days): count for days, count in sorted(figures.days.items())},
        "overdue": figures.overdue,
        "oldest_days": figures.oldest_days,
        "answered": figures.answered,
        "outcomes": {outcome.value: count for outcome, count in sorted(figures.outcomes.items())},
        "decidable": figures.decidable,
        "given": figures.given,
        "imported": figures.imported,
        "relabelled": figures.relabelled,
    }
