"""Wrong passwords and codes, counted exactly in the database, and when there were too many of them.

They are counted for the network that they come from, for it and the account or number together, and for a device that
is known. Never for an account or a number alone: what strangers do elsewhere locks no owner out; and where they sit in
the same network, the owner's next try is looked at within a minute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from pid_tracker.extensions import db, sealer
from pid_tracker.models import Miss
from pid_tracker.networks import networks_of

_MINUTES_5, _MINUTE = timedelta(minutes=5), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many misses `within` a time are too many; then one try is looked at each `wait`."""

    often: int
    within: timedelta
    wait: timedelta = _MINUTE


LIMITS = {
    "sign_in.pair": Limit(10, _MINUTES_5),
    "sign_in.network": Limit(10, _MINUTES_5),
    "sign_in.wide": Limit(50, _MINUTES_5),
    "sign_in.device": Limit(10, _MINUTES_5),
    "sign_in.all": Limit(1000, _MINUTES_5),  # refuses nobody: see `sign_in.is_crowded`
    "sign_in.code": Limit(5, _MINUTES_5, wait=_MINUTES_5),  # only who has the password comes so far
    "code.number": Limit(10, timedelta(hours=1), wait=timedelta(hours=1)),  # refuses nobody: see `tracking_codes`
    "code.pair": Limit(10, _MINUTES_5),
}
Subject = tuple[str, str]  # scope, and who or what in a form that names nobody


class TooManyMisses(Exception):
    """Too many wrong passwords or codes from here; `wait` says how long until the next try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        """Remember the wait."""
        super().__init__(f"wait {wait}")
        self.wait = wait


def subject(scope: str, who: str) -> Subject:
    """What misses are counted for; the table holds a keyed fingerprint of it."""
    return scope, sealer().blind(who, "miss." + scope).hex()


def of_network(scope: str, who: str, address: str) -> list[Subject]:
    """An account or number together with the network of an address."""
    return [subject(f"{scope}.pair", f"{who}|{networks_of(address)[0]}")]


def of_address(scope: str, address: str) -> list[Subject]:
    """The networks of an address, whatever is tried from there."""
    widths = zip(("network", "wide"), networks_of(address), strict=False)  # IPv4 has one
    return [subject(f"{scope}.{width}", net) for width, net in widths]


def too_many(counted: Subject, now: datetime) -> timedelta | None:
    """How long until the next try is looked at, when the misses of a subject are used up; else None."""
    scope, who = counted
    limit = LIMITS[scope]
    recent = select(Miss.at).where(Miss.scope == scope, Miss.subject == who, Miss.at > now - limit.within)
    newest_first = recent.order_by(Miss.at.desc())
    oldest = db.session.scalar(newest_first.offset(limit.often - 1).limit(1))
    if oldest is None:
        return None
    latest = db.session.scalars(newest_first.limit(1)).one()
    wait = min(oldest + limit.within, latest + limit.wait) - now
    return wait if wait > timedelta() else None


def refuse_too_many(counted: Iterable[Subject], now: datetime) -> None:
    """Raise TooManyMisses when the misses of one of the subjects are used up."""
    waits = [wait for one in counted if (wait := too_many(one, now)) is not None]
    if waits:
        raise TooManyMisses(max(waits))


def count(counted: Iterable[Subject], now: datetime) -> list[Miss]:
    """Note a miss for each subject. The caller commits."""
    misses = [Miss(scope=scope, subject=who, at=now) for scope, who in counted]
    db.session.add_all(misses)
    db.session.flush()
    return misses
