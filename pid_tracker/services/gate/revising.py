"""Saving what another may have saved meanwhile: the second is refused with who was quicker, never taken in silence.

Texts that come with an event are guarded by the case's `seq` (`casefile.record`). This is for what is saved without
one: the draft of a letter with its referrals, the draft of a consequence test, the settings of a body.
"""

from datetime import datetime

from pid_tracker.extensions import db
from pid_tracker.models.revised import Revised
from pid_tracker.services.gate import casefile


class SavedMeanwhile(Exception):
    """Somebody else saved the text since the form was shown: `by` is the office, `at` the instant (UTC)."""

    def __init__(self, by: str, at: datetime | None) -> None:
        """Remember who and when."""
        super().__init__(by)
        self.by, self.at = by, at


def take_turn(row: Revised | None) -> None:
    """Wait for one's turn to save, and read `row` as it is now."""
    casefile.lock_register()
    if row is not None and row in db.session and row not in db.session.new:
        db.session.refresh(row)


def require_seen(row: Revised | None, seen: int | None) -> None:
    """Refuse when `row` is not at the revision that the form had `seen` (0: never saved); None: there was no form."""
    if row is not None and seen is not None and (row.revision or 0) != seen:
        raise SavedMeanwhile(row.saved_by, row.saved_at)


def note_saved(row: Revised, by: str, at: datetime | None) -> None:
    """Count a saving of `row`, whose new text the caller writes; `by` is the label of an office."""
    row.revision = (row.revision or 0) + 1
    row.saved_by, row.saved_at = by, at
