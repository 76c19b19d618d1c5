"""`/wewenang`: the tables of the code as a page; every act, stage and predicate has its words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.law.acts import ACTS, CHAPTERS, open_steps
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import PREDICATE_WORDS
from pid_tracker.law.states import Stage
from pid_tracker.web.public.rights import slug, table
from tests.browsing import words_of
from tests.builders import a_body


@pytest.fixture
def site(app: Flask, client: FlaskClient) -> FlaskClient:
    with app.app_context():
        a_body()
    return client


def test_every_act_stage_and_predicate_has_its_own_words() -> None:
    assert set(ACTS) == set(E)
    assert {predicate for act in ACTS.values() for predicate in act.who} <= set(PREDICATE_WORDS)
    for words in ([act.words for act in ACTS.values()], [stage.words for stage in Stage], [*PREDICATE_WORDS.values()]):
        assert all(words) and len(set(words)) == len(words)


def test_every_act_stands_in_one_chapter() -> None:
    acts = [act.kind for _, found in CHAPTERS for act in found]
    assert sorted(acts) == sorted(E)


def test_the_page_says_what_the_tables_say(site: FlaskClient) -> None:
    page = words_of(site.get("/wewenang").text)
    for kind in E:
        assert ACTS[kind].words in page
    whole = {right.act: right for _, rights in table() for right in rights}
    assert whole[E.ANSWERED].who == ("PPID badan itu",)
    assert whole[E.OBJECTION_DECIDED].who == ("Atasan PPID badan itu yang tidak menandatangani surat jawabannya",)
    assert whole[E.NOTE_ADDED].stages == ("Semua tahap",)
    assert "Administrator sistem" in page and "Pasal 22 ayat (7)" in page


@pytest.mark.parametrize("stage", Stage)
def test_one_stage_shows_exactly_its_acts(site: FlaskClient, stage: Stage) -> None:
    shown = {right.act: right for _, rights in table(stage) for right in rights}
    assert set(shown) == open_steps(stage)
    for kind, right in shown.items():
        after = ACTS[kind].leads[stage]
        assert right.becomes == ("" if after is stage else after.words)
        assert len(right.who) == len(ACTS[kind].who)
    answer = site.get(f"/wewenang?tahap={slug(stage)}")
    assert answer.status_code == 200 and answer.text.count("<tr>") == len(shown) + len(table(stage))


@pytest.mark.parametrize("wanted", ["tidak-ada", "RECEIVED", "../x"])
def test_a_stage_that_does_not_exist_is_not_found(site: FlaskClient, wanted: str) -> None:
    assert site.get("/wewenang", query_string={"tahap": wanted}).status_code == 404
