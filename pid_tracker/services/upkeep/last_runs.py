"""Which night and which verification came to its end last, and whether all was well; monitors ask for it."""

from datetime import datetime

from pid_tracker.extensions import db
from pid_tracker.models import LastRun
from pid_tracker.models.last_run import RunKind


def note(kind: RunKind, ended_at: datetime, *, is_sound: bool) -> None:
    """A run ended at `ended_at`; `is_sound` when it found nothing wrong. The caller commits."""
    db.session.merge(LastRun(kind=kind, ended_at=ended_at, is_sound=is_sound))
    db.session.flush()
