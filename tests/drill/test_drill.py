"""Small drills in the ordinary run, so that the large ones (`make drill`) stay true; the same code, fewer requests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Document, Message
from tests import servers
from tests.drill import kills, mails, trouble
from tests.drill.filing import Figures, file_here, hold_against_register
from tests.drill.postbox import receiving
from tests.drill.stage import Stage

pytestmark = pytest.mark.timeout(600)  # processes start a dozen times, on a machine that may be busy


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """An installation of its own, on each of the two databases."""
    name, url = servers.new_name(), ""
    if request.param == "postgresql":
        servers.create_database(name)
        url = servers.database_address(name)
    made = Stage(tmp_path / "site", url)
    yield made
    made.rest()
    if url:
        servers.drop_database(name)


def test_what_was_acknowledged_is_there_once_and_whole_though_the_site_was_killed(stage: Stage) -> None:
    figures = kills.site(stage, 12, "the whole group", kills=2)
    assert figures.is_good, figures
    assert figures.acknowledged == 12


def test_a_worker_that_is_killed_sends_no_mail_twice_but_where_the_server_had_it(stage: Stage) -> None:
    figures = mails.worker(stage, 4)
    assert figures.is_good and figures.acknowledged == 4, figures
    assert "sudah menerimanya" in figures.notes[0]


def test_a_clock_that_leaps_records_nothing_and_loses_nothing(stage: Stage) -> None:
    figures = trouble.leaping_clock(stage, 2)
    assert figures.is_good and figures.acknowledged == 6, figures


def test_a_database_that_goes_away_and_comes_again_loses_nothing(stage: Stage) -> None:
    if stage.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        figures = trouble.locked(stage, 2, seconds=(0.5,))
    else:
        figures = trouble.restarted(stage, 12, lambda: trouble.throw_everybody_out(stage))
    assert figures.is_good, figures


def test_a_full_disk_is_said_in_words_and_loses_nothing(stage: Stage) -> None:
    figures = trouble.full_disk(stage, 3)
    assert figures.is_good and figures.acknowledged == 3, figures


def _lose(stage: Stage) -> None:
    db.session.execute(text("DELETE FROM message"))
    db.session.execute(text("UPDATE case_file SET number = 'MAL-26-99999', question = 'Lain' WHERE id = 1"))


def _double(stage: Stage) -> None:
    db.session.execute(text("UPDATE case_file SET question = (SELECT question FROM case_file WHERE id = 1)"))


def _tear(stage: Stage) -> None:
    db.session.execute(delete(Message))
    db.session.execute(delete(Document))


@pytest.mark.parametrize(("harm", "figure"), [(_lose, "lost"), (_double, "doubled"), (_tear, "torn")])
def test_a_drill_notices_what_it_looks_for(stage: Stage, harm: Callable[[Stage], None], figure: str) -> None:
    """A register that was harmed by hand has to show in the figures: else they prove nothing."""
    requesters = file_here(stage, 2)
    assert hold_against_register(stage, requesters) == Figures(acknowledged=2)
    with stage.app.app_context():
        assert db.session.query(CaseFile).count() == 2
        harm(stage)
        db.session.commit()
    assert getattr(hold_against_register(stage, requesters), figure) > 0


def test_a_mail_that_was_thrown_away_counts_as_lost(stage: Stage) -> None:
    with receiving() as box:
        file_here(stage, 1)
        assert mails._held(stage, box, explained=0).lost == 1
