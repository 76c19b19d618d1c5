"""Wrong passwords and codes, counted exactly in the database, and when there were too many of them."""

from datetime import datetime, timedelta

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import Miss

_WINDOW = timedelta(minutes=5)
#: scope -> how many misses of one subject within five minutes are too many
LIMITS = {"sign_in.account": 10, "sign_in.address": 10, "sign_in.all": 1000, "sign_in.code": 5}


class TooManyMisses(Exception):
    """Too many wrong passwords or codes from here; `wait` says how long until the next try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        """Remember the wait."""
        super().__init__(f"wait {wait}")
        self.wait = wait


def refuse_too_many(scope: str, subject: str, now: datetime) -> None:
    """Raise TooManyMisses when `subject` has used up its misses of `scope`."""
    limit = LIMITS[scope]
    recent = select(Miss.at).where(Miss.scope == scope, Miss.subject == subject, Miss.at > now - _WINDOW)
    instants = list(db.session.scalars(recent.order_by(Miss.at.desc()).limit(limit)))
    if len(instants) >= limit:
        raise TooManyMisses(max(instants[-1] + _WINDOW - now, timedelta(seconds=1)))
