"""Questions to the requester: asked and replied in writing, one at a time, and no date ever moves with them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, CaseText, Message, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import conversation
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_desk, the_requester, the_unit

_DATES = ("filed_on", "complete_on", "check_due_on", "first_due_on", "due_on", "safe_on", "extendable_to", "stage")


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def story(body: PublicBody) -> CaseBuilder:
    return a_case(body).filed("2026-04-02 21:15")


@pytest.mark.parametrize("seed", range(6))
def test_no_question_and_no_reply_moves_a_date(body: PublicBody, seed: int) -> None:
    """The same life twice, once with questions and replies on any day: every date and the stage are the same."""
    draw = random.Random(seed)
    start = datetime(2026, 2, 2, 9, tzinfo=ZoneInfo(body.zone)) + timedelta(days=draw.randrange(80))
    lives = []
    acts = sorted(draw.sample(range(1, 40), 2))
    for talks in (False, True):
        life = a_case(body).filed(start)
        for day in range(1, 46):
            now = start + timedelta(days=day, hours=1)
            if day == acts[0] and life.case.due_on and now.date() <= life.case.due_on:
                life.extended(now)
            if talks and life.case.stage is not Stage.ANSWERED:
                if life.case.question_open:
                    life.replied(now + timedelta(hours=1))
                elif draw.random() < 0.4:
                    life.asked(now + timedelta(hours=1))
            if day == acts[1]:
                life.answered(now + timedelta(hours=2))
            life.looked_at(now + timedelta(hours=3))
            lives.append((talks, day, tuple(getattr(life.case, name) for name in _DATES)))
    silent = [dates for talks, _, dates in lives if not talks]
    talking = [dates for talks, _, dates in lives if talks]
    assert silent == talking


def test_a_question_waits_until_it_is_answered_and_the_reply_is_new_until_somebody_acts(story: CaseBuilder) -> None:
    case = story.asked("2026-04-07").case
    assert (case.question_open, case.reply_is_new) == (True, False)
    story.replied("2026-04-08")
    assert (case.question_open, case.reply_is_new) == (False, True)
    story.routed("2026-04-08 10:00", unit := a_unit(story.body))
    assert not case.reply_is_new
    story.asked("2026-04-09").replied("2026-04-09 10:00").accepted("2026-04-09 11:00")
    assert case.reply_is_new, f"{unit.name} is not whom the reply is for"
    story.built()
    assert verifying.verify().difference == ""


def test_the_talk_is_kept_in_order_and_sealed(story: CaseBuilder) -> None:
    story.asked("2026-04-07", "Untuk tahun berapa?").replied("2026-04-08", "Tahun 2025.")
    story.asked("2026-04-08 10:00", "Per kecamatan?").replied("2026-04-09", "Ya.", by=the_desk(story.body))
    case = story.built()
    talk = conversation.exchanges(case)
    assert [(one.question, one.reply, one.by_desk) for one in talk] == [
        ("Untuk tahun berapa?", "Tahun 2025.", False), ("Per kecamatan?", "Ya.", True),
    ]  # fmt: skip
    stored = [bytes(row) for row in db.session.scalars(select(CaseText.__table__.c.text.cast(CaseText.text.type.impl)))]
    assert stored and not any(b"kecamatan" in row for row in stored)
    assert "kecamatan" not in str([row.details for row in case.events])


def test_a_question_is_told_to_the_requester(story: CaseBuilder) -> None:
    case = story.asked("2026-04-07").built()
    templates = db.session.scalars(select(Message.template).where(Message.case_id == case.id)).all()
    assert "n16_question" in templates


@pytest.mark.parametrize(("text", "why"), [("  ", "Tulis pertanyaannya"), ("a" * 601, "Kurangi 1 huruf")])
def test_a_question_has_one_to_six_hundred_letters(story: CaseBuilder, text: str, why: str) -> None:
    with pytest.raises(Incomplete, match=why):
        story.asked("2026-04-07", text)
    story.asked("2026-04-07", "a" * 600)


@pytest.mark.parametrize(("text", "why"), [("  ", "Tulis jawabannya"), ("a" * 3001, "Kurangi 1 huruf")])
def test_a_reply_has_one_to_three_thousand_letters(story: CaseBuilder, text: str, why: str) -> None:
    story.asked("2026-04-07")
    with pytest.raises(Incomplete, match=why):
        story.replied("2026-04-08", text)


def test_one_question_at_a_time_and_no_reply_without_a_question(story: CaseBuilder) -> None:
    with pytest.raises(IllegalStep, match="Petugas belum bertanya"):
        story.replied("2026-04-07")
    story.asked("2026-04-07")
    with pytest.raises(IllegalStep, match="Masih ada pertanyaan yang menunggu"):
        story.asked("2026-04-07 10:00")


def test_after_the_answer_nothing_is_asked(story: CaseBuilder) -> None:
    story.answered("2026-04-08")
    with pytest.raises(IllegalStep):
        story.asked("2026-04-09")


def test_a_unit_never_talks_to_the_requester_and_nobody_replies_for_another(story: CaseBuilder) -> None:
    unit = a_unit(story.body)
    case = story.routed("2026-04-06", unit).asked("2026-04-07").case
    other = a_case(story.body).filed("2026-04-02").case
    now, calendar = instant("2026-04-08"), calendar_of(story.body)
    for act, actor in ((conversation.ask, the_unit(unit)), (conversation.reply, the_unit(unit)),
                       (conversation.reply, the_requester(other))):  # fmt: skip
        with pytest.raises(NotAllowed):
            act(case, "Siapa yang meminta?", Hand(actor, now, calendar))


def test_a_question_that_waits_does_not_silence_the_confession(story: CaseBuilder) -> None:
    case: CaseFile = story.asked("2026-04-16").built()
    night = sweep.sweep(story.body, instant("2026-04-20 00:15"))
    assert night.told_late == 1 and case.question_open
