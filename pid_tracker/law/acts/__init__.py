"""Every act of the procedure, one record each, in six chapters. A new kind of event begins here.

The conditions stand beside the records they belong to; `law/admission.py` asks them and words what they refuse.
"""

from collections.abc import Mapping

from pid_tracker.law.acts import answer, dispute, notes, objection, parts, request
from pid_tracker.law.acts.act import Act
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, CaseFacts, NotAllowed
from pid_tracker.law.states import Stage

#: The acts in the order of the procedure.
CHAPTERS: tuple[tuple[str, tuple[Act, ...]], ...] = tuple(
    (chapter.TITLE, chapter.ACTS) for chapter in (request, parts, answer, objection, dispute, notes)
)
ACTS: Mapping[E, Act] = {act.kind: act for _, chapter in CHAPTERS for act in chapter}


def open_steps(stage: Stage) -> frozenset[E]:
    """The acts that are a step from `stage`, before dates and rights are asked."""
    return frozenset(kind for kind, act in ACTS.items() if stage in act.leads)


def may(actor: Actor, kind: E, case: CaseFacts) -> bool:
    """Whether the actor has the right to the act."""
    return ACTS[kind].is_open_to(actor, case)


def require(actor: Actor, kind: E, case: CaseFacts) -> None:
    """Raise NotAllowed unless the actor has the right to the act."""
    if not may(actor, kind, case):
        raise NotAllowed(actor, kind)
