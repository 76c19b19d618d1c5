"""The values of each message: one small function a template, which gives what its two texts use and nothing else."""

from collections.abc import Mapping

from pid_tracker.models import Message
from pid_tracker.services.telling.values import answer_values, request_values, review_values
from pid_tracker.services.telling.values.occasion import Maker, Occasion, Values, base

#: Template -> what it uses beyond the base; one that uses nothing more has no row.
VALUES: Mapping[str, Maker] = {**request_values.VALUES, **answer_values.VALUES, **review_values.VALUES}
#: A name under which rows of the outbox may still wait, and the template that says it now.
_RENAMED: Mapping[str, str] = {"decision_moved": "date_moved"}


def template_of(message: Message) -> str:
    """The template that says this message."""
    return _RENAMED.get(message.template, message.template)


def values_of(message: Message) -> Values:
    """The values of a message, made from the case as it stands now and the event that it tells."""
    case, seq = message.case, message.facts.get("seq")
    row = next((row for row in case.events if row.seq == seq), None)
    occasion = Occasion(case, row, message.facts)
    more = VALUES.get(template_of(message))
    return {**base(occasion), **(more(occasion) if more else {})}
