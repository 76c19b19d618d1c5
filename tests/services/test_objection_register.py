"""The register of objections: what the superior still has to decide stays on the list, wherever the case lies."""

from datetime import date

from flask import Flask

from pid_tracker.law.permissions import Actor
from pid_tracker.models import CaseFile
from pid_tracker.services.objection import objection_register
from tests.builders import a_body, a_case, the_superior

SUMMER, AUTUMN = date(2026, 8, 10), date(2026, 9, 17)


def lists_of(case: CaseFile, today: date) -> set[str]:
    """The lists on which the objection stands; each list holds as many rows as its counter says."""
    actor: Actor = the_superior(case.body)
    counts = objection_register.counts(actor, today)
    found = {view: objection_register.objections(actor, view, today) for view in objection_register.VIEWS}
    assert counts == {view: len(rows) for view, rows in found.items()}
    return {view for view, rows in found.items() if case in rows}


def test_an_undecided_objection_stays_open_while_the_commission_has_the_dispute(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        assert lists_of(story.built(), SUMMER) == {"terbuka"}
        assert lists_of(story.built(), AUTUMN) == {"terbuka", "lewat"}
        story.disputed("2026-09-17")
        assert lists_of(story.built(), AUTUMN) == {"terbuka", "lewat"}
        story.decided("2026-09-18")
        assert lists_of(story.built(), AUTUMN) == {"pelaksanaan", "selesai"}


def test_a_dispute_that_ended_leaves_nothing_to_decide(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        story.disputed("2026-09-17").dispute_closed("2026-10-05", "WITHDRAWN")
        assert lists_of(story.built(), date(2026, 10, 5)) == {"selesai"}


def test_what_was_withdrawn_is_done(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        assert lists_of(story.withdrawn("2026-08-04").built(), SUMMER) == {"selesai"}
