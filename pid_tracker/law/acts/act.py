"""What an act (tindakan) is: one record, in which the procedure says once all that it knows of a kind of event.

Whatever asks for an act asks its record: the gate, the buttons, the page of rights, the sentences of a refusal. Only
the fold (`law/procedure.py`) lies below and cannot ask; a test walks through the procedure and holds both together.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare, Facts
from pid_tracker.law.permissions import Actor, CaseFacts, Predicate
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import Stage

#: Why an act is not possible: "" when nothing stands in its way; an Indonesian sentence with the article, the date and
#: what is possible instead; or the earlier act, or the stage, that closed it: its own record words that.
Reason = str | E | Stage
Condition = Callable[[Procedure, CaseEvent], Reason]

#: Parts are looked for and the answer is written.
WORKING = (Stage.RECEIVED, Stage.IN_PROCESS)
#: The notice may still be owed in these: parts are worked on, the draft goes its way.
OWING = (*WORKING, Stage.INCOMPLETE, Stage.UNDER_OBJECTION, Stage.IN_DISPUTE)
AFTER_ANSWER = (Stage.ANSWERED, Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE, Stage.CLOSED)
#: "Salah tulis dibetulkan dengan ralat": what is possible instead of an act that is done once.
CORRECT = "Salah tulis dibetulkan PPID dengan ralat."


def at(*stages: Stage, to: Stage | None = None) -> dict[Stage, Stage]:
    """Open at these stages; leads to `to`, or changes nothing."""
    return {stage: to or stage for stage in stages}


def always(case: Procedure, event: CaseEvent) -> Reason:
    """No condition beyond the step."""
    return ""


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of event as the procedure knows it. A rule is a field here, never an `if` elsewhere."""

    kind: E
    words: str  # what it is called on a page
    article: str  # where the law names it; "" where the rule is ours
    _: KW_ONLY
    who: tuple[Predicate, ...]  # any one of them suffices
    begins: Stage | None = None  # where a case stands that it begins
    leads: Mapping[Stage, Stage] = field(default_factory=dict)  # stage at which it is open -> stage to which it leads
    needs: tuple[tuple[E, str], ...] = ()  # what has to have happened first, each with the sentence that it has not
    until: E | None = None  # the act after which it is over, whatever the stage
    of_request: bool = False  # done to the request itself: over when it lapsed, also beside an objection (ruling R25)
    condition: Condition = always  # what depends on dates and contents
    once: str = ""  # done once by this article (or our rule) ...
    instead: str = ""  # ... and what is possible instead
    closed: str = ""  # what it closed; {on} is its date
    then: str = ""  # what is possible from then on; {objecting} and the like are working days of the rule book
    timed: bool = False  # the deadline engine reads it, and the file of `pid-tracker clock` knows it
    facts: type[Facts] = Bare  # what an event of this kind carries

    def is_open_to(self, actor: Actor, case: CaseFacts) -> bool:
        """Whether the actor has the right to it on this case."""
        return any(predicate(actor, case) for predicate in self.who)

    def brings_to(self, stage: Stage) -> bool:
        """Whether a case comes to `stage` by it."""
        return stage is self.begins or any(
            after is stage and before is not after for before, after in self.leads.items()
        )
