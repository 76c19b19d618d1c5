"""The list of exempt information (DIK, daftar informasi yang dikecualikan): it never loses a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import ExemptEntry, PublicBody
from pid_tracker.services.gate import closing


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list of exempt information as it stands on a day; `state` in words."""

    entry: ExemptEntry
    state: str


def exempt_list(bodies: Sequence[PublicBody], now: datetime, *, with_contents: bool = False) -> list[Listed]:
    """The list (DIK) of some bodies, newest first: every row that ever stood in it, with its state of the day.

    What the tests hold stays sealed unless `with_contents` asks for it.
    """
    today, test = {body.id: civil_date(now, body.zone) for body in bodies}, joinedload(ExemptEntry.test)
    rows = db.session.scalars(
        select(ExemptEntry)
        .where(ExemptEntry.body_id.in_(sorted(today)))
        .options(joinedload(ExemptEntry.body), test.options(closing.WITH_CONTENTS) if with_contents else test)
        .order_by(ExemptEntry.id.desc())
    ).all()
    replaced = closing.superseded_on(row.test_id for row in rows)
    return [Listed(row, _state(row, replaced.get(row.test_id), today[row.body_id])) for row in rows]


def _state(entry: ExemptEntry, replaced_on: date | None, today: date) -> str:
    if replaced_on is not None and replaced_on <= today:
        return TestState.SUPERSEDED.words
    return (TestState.IN_FORCE if today <= entry.ends_on else TestState.ENDED).words
