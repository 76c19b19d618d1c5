"""The hand that acts: who, at which instant, by which calendar, and how much of the case had been shown before.

The four always travel together, from the edge (page, command, night) down to the one gate. Not here: whether the hand
may act (`law/permissions.py`), and where its parts come from (`web/context.py` for a page).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from pid_tracker.clock import civil_date
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.permissions import Actor


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, the server's instant (aware; an act is never dated by a form), the body's working calendar.

    `seen_seq` is the last event that the form showed: the gate refuses when there is a later one (`CaseChanged`). None
    where no form showed a case: filing, nights, commands.
    """

    actor: Actor
    now: datetime
    calendar: WorkingCalendar
    seen_seq: int | None = None

    def today(self, zone: str) -> date:
        """The civil date of the act in `zone`."""
        return civil_date(self.now, zone)

    def further(self) -> "Hand":
        """The hand for a further event of the same act: what its form had shown was asked at the first."""
        return replace(self, seen_seq=None)
