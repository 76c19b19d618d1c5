"""Who may do what at which stage (siapa boleh apa): the tables of steps and of rights, as they are in the code.

Nothing is written down a second time here: what the gate asks is what the page shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import flask
from flask import render_template, request

from pid_tracker.law.events import ACT_WORDS
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import GRANTS, PREDICATE_WORDS
from pid_tracker.law.states import FIRST_STEPS, STAGE_WORDS, TRANSITIONS, Stage
from pid_tracker.web.public import bp
from pid_tracker.web.public.kept import kept

#: The acts in the order of the procedure.
CHAPTERS: tuple[tuple[str, tuple[E, ...]], ...] = (
    ("Permintaan", (E.FILED, E.DEFICIENCY_NOTIFIED, E.NOTICE_FAILED, E.NOTICE_DELIVERED, E.COMPLETED,
                    E.DECLARED_COMPLETE, E.RELABELLED, E.INSISTED, E.WITHDRAWN, E.LAPSED)),
    ("Mencari informasinya", (E.PARTS_SPLIT, E.PART_ROUTED, E.PART_ACCEPTED, E.PART_HANDED_BACK, E.PART_CONFIRMED,
                              E.PART_ANSWERED, E.QUESTION_ASKED, E.QUESTION_REPLIED, E.REFERRED_ON)),
    ("Jawaban", (E.EXTENDED, E.DRAFT_SUBMITTED, E.DRAFT_CLEARED, E.DRAFT_RETURNED, E.PARTLY_DELIVERED, E.ANSWERED,
                 E.COST_NOTED, E.HANDED_OVER, E.RATED)),
    ("Keberatan", (E.OBJECTED, E.OBJECTION_EXPLAINED, E.TALKS_HELD, E.OBJECTION_DECIDED, E.SUPERIOR_SILENT,
                   E.REQUESTER_RESPONDED, E.DECISION_EXECUTED)),
    ("Sengketa", (E.DISPUTE_REGISTERED, E.DISPUTE_STAGED, E.RULING_RECEIVED, E.COURT_FILED, E.RULING_EXECUTED,
                  E.DISPUTE_CLOSED)),
    ("Catatan", (E.NOTE_ADDED, E.CORRECTED, E.LATE_NOTICE, E.DUE_DATE_MOVED, E.IMPORTED)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Right:
    """One act: what it is called, at which stages it is possible, who may do it, and by which article."""

    act: E
    name: str
    stages: tuple[str, ...]
    who: tuple[str, ...]
    article: str
    becomes: str  # the stage it leads to from the chosen one; empty when it stays or none was chosen


def slug(stage: Stage) -> str:
    """How a stage stands in an address."""
    return STAGE_WORDS[stage].lower().replace(" ", "-")


def table(chosen: Stage | None = None) -> list[tuple[str, list[Right]]]:
    """The whole table by chapters, or the acts that are possible at one stage."""
    found = []
    for title, acts in CHAPTERS:
        rows = [_right(act, chosen) for act in acts if chosen is None or (chosen, act) in TRANSITIONS]
        if rows:
            found.append((title, rows))
    return found


def _right(act: E, chosen: Stage | None) -> Right:
    name, article = ACT_WORDS[act]
    stages = [STAGE_WORDS[stage] for stage in Stage if (stage, act) in TRANSITIONS]
    if len(stages) == len(Stage):
        stages = ["Semua tahap"]
    if act in FIRST_STEPS:
        stages = ["Sebelum ada perkara", *stages]
    after = TRANSITIONS[chosen, act] if chosen is not None else None
    return Right(
        act=act,
        name=name,
        stages=tuple(stages),
        who=tuple(PREDICATE_WORDS[predicate] for predicate in GRANTS[act]),
        article=article,
        becomes=STAGE_WORDS[after] if after is not None and after is not chosen else "",
    )


@bp.get("/wewenang")
@kept
def rights() -> str:
    """The table, whole or for one stage (?tahap=)."""
    by_slug: Mapping[str, Stage] = {slug(stage): stage for stage in Stage}
    wanted = request.args.get("tahap", "")
    if wanted and wanted not in by_slug:
        flask.abort(404)
    chosen = by_slug.get(wanted)
    return render_template(
        "public/rights.html",
        chapters=table(chosen),
        chosen=STAGE_WORDS[chosen] if chosen is not None else "",
        stages=[(key, STAGE_WORDS[stage], stage is chosen) for key, stage in by_slug.items()],
    )
