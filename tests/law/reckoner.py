"""A second reckoner of the six terms, slow and plain: it walks day by day and knows nothing of the package.

Written from the rules of the clock file and from the holiday list typed by hand beside it, so that the property test
can hold the engine against it. Nothing here may import from `pid_tracker`. Every question is answered by counting anew
from the accepted events. `by_hand.py` reads the document and counts days, `terms.py` says which terms stand; here is
what is allowed and what is printed.
"""

from datetime import date, datetime
from typing import Any

from .by_hand import OUTCOMES, BadDocument, Doc, Event, Row, Walk, read, walk
from .terms import Terms

__all__ = ["DUTIES", "BadDocument", "reckon"]

DUTIES = ("CHECK_COMPLETENESS", "COMPLETE", "ANSWER", "OBJECT", "DECIDE_OBJECTION", "GO_TO_COMMISSION")
WHOSE = ("body", "requester", "body", "requester", "superior", "requester")
DAYS = (3, 3, 10, 30, 30, 14)
BASIS = (
    "PERKI 1/2021 Pasal 31 ayat (2)",
    "PERKI 1/2021 Pasal 33 ayat (3)",
    "UU 14/2008 Pasal 22 ayat (7)",
    "UU 14/2008 Pasal 36 ayat (1)",
    "UU 14/2008 Pasal 36 ayat (2)",
    "UU 14/2008 Pasal 37 ayat (2)",
)


def reckon(document: Doc, as_of: datetime) -> dict[str, Any]:
    """Stage, six rows and refused events of the history, as they stood at `as_of`."""
    history = read(document)
    history.extra = [day for day in history.extra if day.entered_at is None or day.entered_at <= as_of]
    case = Case(history)
    refused = []
    for position, event in enumerate(history.events):
        if event.at > as_of:
            continue
        why = case.why_not(event)
        if why:
            refused.append({"event": position, "why": why})
        else:
            case = Case(history, (*case.accepted, event))
    today = as_of.astimezone(history.zone).date()
    return {"stage": case.stage(today), "deadlines": case.rows(today), "refused": refused}


class Case(Terms):
    """A case with what may happen to it next and what is printed of it."""

    # What is allowed

    def why_not(self, event: Event) -> str | None:
        if not self.accepted:
            if event.kind == "OBJECTED":
                return self._why_not_objected(event)
            return None if event.kind == "FILED" else "nothing was filed"
        if event.at < self.accepted[-1].at:
            return "earlier than the event before it"
        if self.first("WITHDRAWN") or self.first("DISPUTE_CLOSED"):
            return "the case is over"
        if self.lapsed(event.day) and event.kind not in self._after_the_lapse():
            return "the request is over"
        answer: str | None = getattr(self, "_why_not_" + event.kind.lower())(event)
        return answer

    def _after_the_lapse(self) -> tuple[str, ...]:
        """Rule 7 (R25): only the objection that was made in time, and its dispute, go on to their own ends."""
        if self.first("OBJECTED") is None:
            return ()
        going_on = ("OBJECTION_DECIDED", "DISPUTE_REGISTERED", "DISPUTE_CLOSED")
        return going_on if self.first("OBJECTION_DECIDED") else (*going_on, "WITHDRAWN")

    def _why_not_filed(self, event: Event) -> str | None:
        return "filed once"

    def _why_not_deficiency_notified(self, event: Event) -> str | None:
        check = self.check_term
        if check is None or self.first("DEFICIENCY_NOTIFIED"):
            return "one notice for each request"
        if self.first("EXTENDED"):
            return "treated as complete"
        if self.first("ANSWERED") or self.first("OBJECTED"):
            return "no longer being checked"
        return "after the three days" if event.day > check.due_on else None

    def _why_not_completed(self, event: Event) -> str | None:
        check, complete = self.check_term, self.complete_term
        if check is None:
            return "nothing to complete"
        if self.first("ANSWERED"):
            return "already dealt with"
        if complete is not None:
            done = self.completed_as_asked is not None or event.day > complete.due_on
        else:
            done = self.completed_unasked is not None or event.day > check.due_on or self.first("OBJECTED") is not None
        return "the request counts as complete" if done else None

    def _why_not_extended(self, event: Event) -> str | None:
        answer = self.answer_term
        if self.first("EXTENDED"):
            return "extended once"
        if answer is None or self.stage(event.day) not in ("RECEIVED", "IN_PROCESS"):
            return "no running answer"
        return "after the due date" if event.day > answer.due_on else None

    def _why_not_answered(self, event: Event) -> str | None:
        if self.first("FILED") is None or self.first("ANSWERED") or self.first("OBJECTION_DECIDED"):
            return "nothing to answer"
        return None if event.outcome in OUTCOMES else "no outcome"

    def _why_not_withdrawn(self, event: Event) -> str | None:
        if self.first("DISPUTE_REGISTERED"):
            return "only the commission closes a dispute"
        pending = self.first("FILED") is not None and self.first("ANSWERED") is None
        undecided = self.first("OBJECTED") is not None and self.first("OBJECTION_DECIDED") is None
        return None if pending or undecided else "nothing to withdraw"

    def _why_not_objected(self, event: Event) -> str | None:
        if self.first("OBJECTED"):
            return "objected once"
        if not event.grounds or not set(event.grounds) <= set("abcdefg"):
            return "no ground of Pasal 35"
        if self.first("FILED") is None and "b" not in event.grounds:
            return "nothing was asked"
        if self.first("ANSWERED") or set(event.grounds) <= {"b", "f"}:
            return None
        answer = self.answer_term
        return None if answer is not None and event.day > answer.due_on else "ground not yet found"

    def _why_not_objection_decided(self, event: Event) -> str | None:
        if self.first("OBJECTED") is None:
            return "no objection"
        return "decided once" if self.first("OBJECTION_DECIDED") else None

    def _why_not_dispute_registered(self, event: Event) -> str | None:
        decide, decided = self.decide_term, self.first("OBJECTION_DECIDED")
        if self.first("DISPUTE_REGISTERED"):
            return "registered once"
        if decide is None:
            return "too early: no objection"
        # Reading: the decision's receipt or the superior's silence, whichever comes first.
        if event.day > decide.due_on or (decided is not None and event.day >= decided.received):
            return None
        return "too early"

    def _why_not_dispute_closed(self, event: Event) -> str | None:
        return None if self.first("DISPUTE_REGISTERED") else "no dispute"

    # What is printed

    def rows(self, today: date) -> list[Row]:
        built = (
            self._row(0, self.check_term, self.check_standing(today)),
            self._row(1, self.complete_term, self.complete_standing(today)),
            self.answer_row(today),
            self._row(3, self.object_term, self.object_standing(today)),
            self._row(4, self.decide_term, self.decide_standing(today)),
            self._row(5, self.commission_term, self.commission_standing(today)),
        )
        return list(built)

    def _row(self, number: int, stands: Walk | None, standing: str) -> Row:
        return {
            "duty": DUTIES[number],
            "whose": WHOSE[number],
            "opens_on": stands.opens_on.isoformat() if stands else None,
            "due_on": stands.due_on.isoformat() if stands else None,
            "safe_on": None,
            "extendable_to": None,
            "certain": stands.certain if stands else None,
            "standing": standing,
            "working_days": DAYS[number],
            "basis": BASIS[number],
            "counted": [day.isoformat() for day in stands.counted] if stands else [],
            "skipped": stands.skipped if stands else [],
        }

    def answer_row(self, today: date) -> Row:
        row = self._row(2, self.answer_term, self.answer_standing(today))
        row["working_days"] = self.answer_days()
        safe_on, answered = self.safe_on, self.first("ANSWERED")
        row["safe_on"] = safe_on.isoformat() if safe_on else None
        stands = self.answer_term
        if stands is not None and not self.first("EXTENDED"):
            # Reading: counted with exactly those extra days that count for due_on.
            row["extendable_to"] = walk(stands.opens_on, 17, self.history, stands.extra).due_on.isoformat()
        if answered and answered.outcome == "REFUSED" and safe_on and answered.day > safe_on:
            row["after_safe"] = True
        return row

    def check_standing(self, today: date) -> str:
        stands, met = self.check_term, self.check_met_by()
        if stands is None:
            return "NOT_YET"
        if met and met.day <= stands.due_on:
            return "MET"
        if self.first("WITHDRAWN") or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def complete_standing(self, today: date) -> str:
        stands = self.complete_term
        if stands is None:
            return "NOT_YET"
        if self.completed_as_asked:
            return "MET"
        if self.first("ANSWERED") or self.first("WITHDRAWN") or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def answer_standing(self, today: date) -> str:
        if self.first("FILED") is None:
            return "NOT_YET"
        stands, answered = self.answer_term, self.first("ANSWERED")
        if answered:
            return "MET" if stands is None or answered.day <= stands.due_on else "MET_LATE"
        # Reading: a row that a notice holds back has no dates, is not open and so cannot end; it stays NOT_YET.
        if stands is None:
            return "NOT_YET"
        if self.first("WITHDRAWN") or self.first("OBJECTION_DECIDED"):
            return "ENDED"
        if today < stands.opens_on:
            return "NOT_YET"
        return "OVERDUE" if today > stands.due_on else "RUNNING"

    def object_standing(self, today: date) -> str:
        stands, objected = self.object_term, self.first("OBJECTED")
        if objected:
            return "MET" if stands is None or objected.day <= stands.due_on else "MET_LATE"
        return self._right(stands, today)

    def _right(self, stands: Walk | None, today: date) -> str:
        """A right not used so far: never overdue."""
        if stands is None:
            return "NOT_YET"
        if self.first("WITHDRAWN") or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def decide_standing(self, today: date) -> str:
        stands, decided = self.decide_term, self.first("OBJECTION_DECIDED")
        if stands is None:
            return "NOT_YET"
        if decided:
            return "MET" if decided.day <= stands.due_on else "MET_LATE"
        if self.first("WITHDRAWN"):
            return "ENDED"
        if today < stands.opens_on:
            return "NOT_YET"
        return "OVERDUE" if today > stands.due_on else "RUNNING"

    def commission_standing(self, today: date) -> str:
        stands, registered = self.commission_term, self.first("DISPUTE_REGISTERED")
        if registered and stands is not None:
            return "MET" if registered.day <= stands.due_on else "MET_LATE"
        return self._right(stands, today)
