"""The six terms of a case, each counted anew from the accepted events. Belongs to the second reckoner.

Where the rules of the clock file leave room, the reading taken is marked "Reading" and says why.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from .by_hand import ONE_DAY, Event, History, Walk, term, walk


def at_of(event: Event | None) -> datetime | None:
    return event.at if event else None


def _the_later(terms: Sequence[Walk]) -> Walk | None:
    """Of two openings the one with the later due date; on the same date the second, which opens the term anew."""
    best: Walk | None = None
    for one in terms:
        if best is None or one.due_on >= best.due_on:
            best = one
    return best


def _earliest(*events: Event | None) -> Event | None:
    return min((event for event in events if event), key=lambda event: event.at, default=None)


class Terms:
    """The accepted events, in their order, and what follows from them. A further event makes a new case."""

    def __init__(self, history: History, accepted: tuple[Event, ...] = ()) -> None:
        self.history = history
        self.accepted = accepted

    def first(self, kind: str) -> Event | None:
        return next((event for event in self.accepted if event.kind == kind), None)

    @property
    def completed_unasked(self) -> Event | None:
        """The completion that came before any notice."""
        for event in self.accepted:
            if event.kind == "DEFICIENCY_NOTIFIED":
                return None
            if event.kind == "COMPLETED":
                return event
        return None

    @property
    def completed_as_asked(self) -> Event | None:
        """The completion that followed the notice."""
        asked = False
        for event in self.accepted:
            asked = asked or event.kind == "DEFICIENCY_NOTIFIED"
            if asked and event.kind == "COMPLETED":
                return event
        return None

    # What stands

    @cached_property
    def check_term(self) -> Walk | None:
        filed = self.first("FILED")
        if filed is None:
            return None
        met = self.check_met_by()
        return term(filed.registered, 3, self.history, at_of(_earliest(met, self.first("WITHDRAWN"))))

    def check_met_by(self) -> Event | None:
        return _earliest(self.first("DEFICIENCY_NOTIFIED"), self.first("EXTENDED"), self.first("ANSWERED"))

    @cached_property
    def complete_term(self) -> Walk | None:
        notice = self.first("DEFICIENCY_NOTIFIED")
        if notice is None:
            return None
        # Reading: an answer leaves nothing to complete, so it ends this term like a withdrawal.
        closed = _earliest(self.completed_as_asked, self.first("ANSWERED"), self.first("WITHDRAWN"))
        return term(notice.received, 3, self.history, at_of(closed))

    def answer_days(self) -> int:
        return 17 if self.first("EXTENDED") else 10

    def answer_opens_on(self) -> date | None:
        filed = self.first("FILED")
        if filed is None:
            return None
        if self.first("DEFICIENCY_NOTIFIED"):
            return self.completed_as_asked.day if self.completed_as_asked else None
        return self.completed_unasked.day if self.completed_unasked else filed.received

    def answer_closed_by(self) -> Event | None:
        return _earliest(self.first("ANSWERED"), self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN"))

    @cached_property
    def answer_term(self) -> Walk | None:
        opens_on = self.answer_opens_on()
        if opens_on is None:
            return None
        return term(opens_on, self.answer_days(), self.history, at_of(self.answer_closed_by()))

    @cached_property
    def safe_on(self) -> date | None:
        """Reading (R13): safe dates always follow the calendar in force, so with every day entered by the as-of."""
        filed = self.first("FILED")
        return walk(filed.received, self.answer_days(), self.history, self.history.extra).due_on if filed else None

    @cached_property
    def object_term(self) -> Walk | None:
        closed_at = at_of(_earliest(self.first("OBJECTED"), self.first("WITHDRAWN")))
        terms = []
        answer, closed_by = self.answer_term, self.answer_closed_by()
        if answer is not None and (closed_by is None or closed_by.day > answer.due_on):
            silent = term(answer.due_on + ONE_DAY, 30, self.history, closed_at)
            silent.certain = silent.certain and answer.certain
            terms.append(silent)
        answered = self.first("ANSWERED")
        if answered:
            terms.append(term(answered.received, 30, self.history, closed_at))
        return _the_later(terms)

    @cached_property
    def decide_term(self) -> Walk | None:
        objected = self.first("OBJECTED")
        if objected is None:
            return None
        closed = _earliest(self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN"))
        return term(objected.received, 30, self.history, at_of(closed))

    @cached_property
    def commission_term(self) -> Walk | None:
        decide = self.decide_term
        if decide is None:
            return None
        closed_at = at_of(_earliest(self.first("DISPUTE_REGISTERED"), self.first("WITHDRAWN")))
        terms = []
        decided, withdrawn = self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN")
        if decided:
            silence = decided.day > decide.due_on
        else:
            silence = withdrawn is None or withdrawn.day >= decide.due_on
        if silence:
            silent = term(decide.due_on, 14, self.history, closed_at)
            silent.certain = silent.certain and decide.certain
            terms.append(silent)
        if decided:
            terms.append(term(decided.received, 14, self.history, closed_at))
        return _the_later(terms)

    def waits_for_completion(self) -> bool:
        """From the notice on, until something ends the waiting. Reading: an objection does not."""
        ended = any(self.first(kind) for kind in ("ANSWERED", "WITHDRAWN", "DISPUTE_CLOSED"))
        return self.complete_term is not None and self.completed_as_asked is None and not ended

    def lapsed(self, today: date) -> bool:
        return self.complete_term is not None and self.waits_for_completion() and today > self.complete_term.due_on

    def not_continued(self, today: date) -> bool:
        """The request lapsed and no objection of its own runs (R25: an early one keeps the stage)."""
        return self.lapsed(today) and self.first("OBJECTED") is None

    def stage(self, today: date) -> str | None:
        if not self.accepted:
            return None
        if self.not_continued(today):
            return "NOT_CONTINUED"
        for kind, stage in (
            ("DISPUTE_CLOSED", "CLOSED"),
            ("DISPUTE_REGISTERED", "IN_DISPUTE"),
            ("WITHDRAWN", "WITHDRAWN"),
            ("OBJECTION_DECIDED", "OBJECTION_DECIDED"),
            ("OBJECTED", "UNDER_OBJECTION"),
            ("ANSWERED", "ANSWERED"),
        ):
            if self.first(kind):
                return stage
        if self.waits_for_completion():
            return "INCOMPLETE"
        return "RECEIVED" if self.check_standing(today) in ("NOT_YET", "RUNNING") else "IN_PROCESS"
