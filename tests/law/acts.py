"""Acts as the tests write them: a kind and a day, and what is special about it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from pid_tracker.law.admission import admit
from pid_tracker.law.decrees import built_in_calendar
from pid_tracker.law.events import CaseEvent, EventKind
from pid_tracker.law.grounds import ObjectionGround, Outcome
from pid_tracker.law.procedure import Procedure

JAYAPURA = ZoneInfo("Asia/Jayapura")


def an_act(kind: str, on: date, **more: Any) -> CaseEvent:
    """An act at nine in the morning of `on` (`hour` for another one), received and registered on the same day."""
    received = more.get("received_on", on)
    return CaseEvent(
        EventKind(kind),
        datetime.combine(on, time(more.get("hour", 9)), JAYAPURA),
        on,
        received,
        more.get("registered_on", received),
        outcome=Outcome(more["outcome"]) if "outcome" in more else None,
        grounds=frozenset(ObjectionGround(letter) for letter in more.get("grounds", ())),
        promised_on=more.get("promised_on"),
        result=more.get("result", ""),
    )


def a_case(*acts: CaseEvent) -> Procedure:
    """A case in which all these acts were allowed."""
    case = Procedure(built_in_calendar())
    for act in acts:
        admit(case, act)
    return case
