"""Who may do what at which stage (siapa boleh apa): the records of the acts, as they are in the code.

Nothing is written down a second time here: what the gate asks is what the page shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import flask
from flask import render_template, request

from pid_tracker.law.acts import CHAPTERS
from pid_tracker.law.acts.act import Act
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import PREDICATE_WORDS
from pid_tracker.law.states import Stage
from pid_tracker.web.public import bp
from pid_tracker.web.public.kept import kept


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
    return stage.words.lower().replace(" ", "-")


def table(chosen: Stage | None = None) -> list[tuple[str, list[Right]]]:
    """The whole table by chapters, or the acts that are possible at one stage."""
    found = []
    for title, acts in CHAPTERS:
        rows = [_right(act, chosen) for act in acts if chosen is None or chosen in act.leads]
        if rows:
            found.append((title, rows))
    return found


def _right(act: Act, chosen: Stage | None) -> Right:
    stages = [stage.words for stage in Stage if stage in act.leads]
    if len(stages) == len(Stage):
        stages = ["Semua tahap"]
    if act.begins is not None:
        stages = ["Sebelum ada perkara", *stages]
    after = act.leads[chosen] if chosen is not None else None
    return Right(
        act=act.kind,
        name=act.words,
        stages=tuple(stages),
        who=tuple(PREDICATE_WORDS[predicate] for predicate in act.who),
        article=act.article,
        becomes=after.words if after is not None and after is not chosen else "",
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
        chosen=chosen.words if chosen is not None else "",
        stages=[(key, stage.words, stage is chosen) for key, stage in by_slug.items()],
    )
