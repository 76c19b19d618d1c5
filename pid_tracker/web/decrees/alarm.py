"""The alarm of October (message I-7): the decree of the next year should be there, and is not."""

from pid_tracker.models import PublicBody
from pid_tracker.services.upkeep.sweep import DECREE_EXPECTED_FROM_MONTH
from pid_tracker.web import context


def missing_year(body: PublicBody) -> int | None:
    """From 1 October (civil date at the body): next year, while its decree is not in the calendar; else None."""
    today = context.today_at(body)
    if today.month < DECREE_EXPECTED_FROM_MONTH or today.year + 1 in context.calendar(body).decreed:
        return None
    return today.year + 1
