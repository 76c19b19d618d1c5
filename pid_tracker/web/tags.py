"""How states look in lists: words, tone and sign of each, as the macro `tag` of _parts/status_tag.html takes them."""

from collections.abc import Mapping

from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.law.vocabulary.offices import ProposalState, TestState

Tag = tuple[str, str, str]
_WAITS, _GOES, _DONE, _OVER = ("wait", "bang"), ("info", "ellipsis"), ("ok", "check"), ("muted", "square")

_OF_PARTS = {
    PartState.NEW: _WAITS, PartState.ROUTED: _GOES, PartState.ACCEPTED: _GOES, PartState.HANDED_BACK: _WAITS,
    PartState.READY: _DONE,
}  # fmt: skip
_OF_PROPOSALS = {ProposalState.PROPOSED: _WAITS, ProposalState.APPROVED: _DONE, ProposalState.REJECTED: _OVER}
_OF_TESTS = {
    TestState.DRAFT: ("muted", "dot"), TestState.FINISHED: _WAITS, TestState.IN_FORCE: _DONE, TestState.ENDED: _OVER,
    TestState.SUPERSEDED: _OVER,
}  # fmt: skip

PARTS: Mapping[PartState, Tag] = {state: (state.words, *look) for state, look in _OF_PARTS.items()}
PROPOSALS: Mapping[ProposalState, Tag] = {state: (state.words, *look) for state, look in _OF_PROPOSALS.items()}
TESTS: Mapping[TestState, Tag] = {state: (state.words, *look) for state, look in _OF_TESTS.items()}
#: A part that another body holds, and one whose answer has gone out.
REFERRED: Tag = ("dirujuk", *_DONE)
SENT: Tag = ("sudah dijawab PPID", "muted", "check")
