"""The only module that reads the time. Everybody else is given it as an argument.

The edge (one HTTP request, one command) asks a `Clock` once; below it `now` and `today` are values.
"""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This instant by the machine, aware, in UTC."""
        return datetime.now(UTC)


class FrozenClock:
    """A clock that stands still until it is moved: for tests, the demo and repeated nights."""

    def __init__(self, instant: datetime) -> None:
        """Stand at `instant`, which must carry an offset."""
        self._instant = self._aware(instant)

    def now(self) -> datetime:
        """The instant at which the clock stands, in UTC."""
        return self._instant

    def move_to(self, instant: datetime) -> None:
        """Stand at another instant, earlier or later."""
        self._instant = self._aware(instant)

    @staticmethod
    def _aware(instant: datetime) -> datetime:
        if instant.tzinfo is None:
            raise ValueError("an instant needs an offset")
        return instant.astimezone(UTC)


def civil_date(instant: datetime, zone: str) -> date:
    """The calendar date of `instant` at an office in `zone` (IANA name: WIB, WITA or WIT); a day ends at 23:59:59
    there."""
    return instant.astimezone(ZoneInfo(zone)).date()
