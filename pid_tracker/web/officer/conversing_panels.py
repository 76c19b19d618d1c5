"""What the panels of handling show on the case page: the talk, parts that came back or go ahead, the label."""

from datetime import date
from typing import Any

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.grounds import Label
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import partial_delivery
from pid_tracker.services.request import conversation, deficiency_notices, hand_backs, labels


def shown(case: CaseFile, calendar: WorkingCalendar, today: date) -> dict[str, Any]:
    """The facts of these panels."""
    came_back = {}
    for part in case.parts:
        if part.state is PartState.HANDED_BACK and (day := hand_backs.handed_back_on(case, part.place)) is not None:
            asked = hand_backs.asked_by(day, calendar)
            came_back[part.place] = {"on": day, "asked": asked, "is_old": asked is not None and today > asked}
    return {
        "exchanges": conversation.exchanges(case),
        "came_back": came_back,
        "ahead": [(part, partial_delivery.why_not(part)) for part in case.parts],
        "ready": sum(part.state is PartState.READY or bool(part.referred_to) for part in case.parts),
        "asked_days": hand_backs.ASKED_DAYS,
        "label": labels.holding(case),
        "example": Label.COMPLAINT.place,
        "notice_waits": deficiency_notices.waits(case, calendar),
    }
