"""How states look in lists: words, tone and sign of each, as the macro `tag` of _parts/status_tag.html takes them."""

from collections.abc import Mapping
from typing import TypeVar

from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.law.vocabulary.offices import ProposalState, TestState
from pid_tracker.law.vocabulary.worded import Worded

Tag = tuple[str, str, str]
_State = TypeVar("_State", bound=Worded)

_WAITS, _GOES, _DONE, _OVER = ("wait", "bang"), ("info", "ellipsis"), ("ok", "check"), ("muted", "square")


def _tags(looks: Mapping[_State, tuple[str, str]]) -> Mapping[_State, Tag]:
    return {state: (state.words, *look) for state, look in looks.items()}


PARTS: Mapping[PartState, Tag] = _tags(
    {
        PartState.NEW: _WAITS,
        PartState.ROUTED: _GOES,
        PartState.ACCEPTED: _GOES,
        PartState.HANDED_BACK: _WAITS,
        PartState.READY: _DONE,
    }
)
#: A part that another body holds, and one whose answer has gone out.
REFERRED: Tag = ("dirujuk", *_DONE)
SENT: Tag = ("sudah dijawab PPID", "muted", "check")

PROPOSALS: Mapping[ProposalState, Tag] = _tags(
    {ProposalState.PROPOSED: _WAITS, ProposalState.APPROVED: _DONE, ProposalState.REJECTED: _OVER}
)

TESTS: Mapping[TestState, Tag] = _tags(
    {
        TestState.DRAFT: ("muted", "dot"),
        TestState.FINISHED: _WAITS,
        TestState.IN_FORCE: _DONE,
        TestState.ENDED: _OVER,
        TestState.SUPERSEDED: _OVER,
    }
)
