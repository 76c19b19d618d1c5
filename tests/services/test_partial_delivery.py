"""Ready parts go ahead of the notice; the notice stays owed for all parts, by its own date."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Document, Message, Part, PublicBody
from pid_tracker.services.answer import answering, partial_delivery
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import triage
from pid_tracker.services.store import files
from pid_tracker.services.telling import case_seen
from pid_tracker.services.upkeep import verifying
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_desk, the_officer, the_unit

QUESTIONS = "Daftar ruas jalan\nAnggarannya\nKontraknya\nGaji para pelaksana"


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def story(body: PublicBody) -> CaseBuilder:
    """Four parts at three units: one ready with a file, one not held, one late, one proposed to be closed."""
    pupr, dkp, dinkes = a_unit(body), a_unit(body, "dkp"), a_unit(body, "dinkes")
    story = a_case(body).filed("2026-04-02 21:15", question=QUESTIONS)
    for place, unit in ((1, pupr), (2, dkp), (3, dinkes), (4, pupr)):
        story.routed("2026-04-06", unit, place)
    hand_in(story, 1, "ruas.csv")
    story.answered_by_unit("2026-04-08", 2, "NOT_HELD").answered_by_unit("2026-04-08 10:00", 4, "CLOSED")
    return story


def hand_in(story: CaseBuilder, place: int, name: str, result: str = "OPEN") -> Document:
    """The unit hands a part in with one file."""
    part, now = story.part(place), instant("2026-04-08 09:00")
    kept = files.keep(
        f"isi {name}".encode(), kind="ANSWER", name=name, media_type="text/csv", now=now, case=story.case, part=part
    )
    assert part.unit is not None
    answer = triage.UnitAnswer(result, "Datanya terlampir.", "Sekretaris dinas")
    triage.answer_part(
        story.case, part, answer, Hand(the_unit(part.unit), now, calendar_of(story.body)), files=[kept.sha256]
    )
    return kept


def test_late_parts_do_not_hold_back_a_finished_one(story: CaseBuilder) -> None:
    case = story.delivered_ahead("2026-04-09", 1).built()
    assert [part.delivered_on for part in case.parts] == [date(2026, 4, 9), None, None, None]
    assert [row.name for row in case_seen.open_files(case)] == ["ruas.csv"]
    assert (case.stage, case.outcome, case.due_on) == (Stage.IN_PROCESS, None, date(2026, 4, 17))
    told = db.session.scalars(select(Message.template).where(Message.case_id == case.id)).all()
    assert "n17_partly_delivered" in told
    assert verifying.verify().difference == ""


def test_the_notice_on_all_parts_stays_owed_and_holds_the_part_that_went_ahead(story: CaseBuilder) -> None:
    case = story.delivered_ahead("2026-04-09", 1).case
    assert [part.place for part in answering.draft_notice(case).parts] == [1, 2, 3, 4]
    story.looked_at("2026-04-20")
    assert case.stage is Stage.IN_PROCESS and case.answered_on is None
    story.answered("2026-04-20 10:00", Outcome.GRANTED)
    assert (case.answered_on, case.due_on) == (date(2026, 4, 20), date(2026, 4, 17)), "late, though a part was early"
    seen = case_seen.look_at(case, calendar_of(story.body), date(2026, 4, 20))
    assert seen.days_late == 1


@pytest.mark.parametrize(
    ("place", "why"),
    [(2, "tidak ada yang dapat diserahkan"), (3, "jawaban kantor belum ada"), (4, "menunggu uji konsekuensi")],
)
def test_only_an_open_part_that_is_ready_goes_ahead(story: CaseBuilder, place: int, why: str) -> None:
    with pytest.raises(Incomplete, match=why):
        story.delivered_ahead("2026-04-09", 1, place)
    assert story.part(1).delivered_on is None


def test_a_part_goes_ahead_once(story: CaseBuilder) -> None:
    story.delivered_ahead("2026-04-09", 1)
    with pytest.raises(Incomplete, match="sudah diserahkan"):
        story.delivered_ahead("2026-04-10", 1)


@pytest.mark.parametrize("places", [(), (9,)])
def test_something_is_chosen_that_exists(story: CaseBuilder, places: tuple[int, ...]) -> None:
    calendar = calendar_of(story.body)
    with pytest.raises(Incomplete, match="Pilih bagian yang diserahkan"):
        partial_delivery.deliver_ahead(
            story.case, places, "", Hand(the_officer(story.body), instant("2026-04-09"), calendar)
        )


def test_a_part_without_a_file_goes_ahead_with_a_sentence(story: CaseBuilder) -> None:
    story.answered_by_unit("2026-04-09", 3)
    with pytest.raises(Incomplete, match="Bagian 3 tidak mempunyai berkas"):
        story.delivered_ahead("2026-04-09 10:00", 3, note=" ")
    story.delivered_ahead("2026-04-09 10:00", 3, note="Tidak ada kontrak tahun 2025.")
    assert partial_delivery.notes(story.case) == ("Tidak ada kontrak tahun 2025.",)


def test_a_file_that_no_answer_names_stays_inside(story: CaseBuilder) -> None:
    now = instant("2026-04-08 11:00")
    files.keep(b"rancangan", kind="ANSWER", name="rancangan.csv", media_type="text/csv", now=now, case=story.case,
               part=story.part(1))  # fmt: skip
    case = story.delivered_ahead("2026-04-09", 1).case
    assert [row.name for row in case_seen.open_files(case)] == ["ruas.csv"]


def test_the_same_bytes_in_another_part_are_not_opened_with_it(story: CaseBuilder) -> None:
    now, closed = instant("2026-04-08 11:00"), story.part(4)
    files.keep(b"isi ruas.csv", kind="ANSWER", name="gaji.csv", media_type="text/csv", now=now, case=story.case,
               part=closed)  # fmt: skip
    case = story.delivered_ahead("2026-04-09", 1).case
    assert [row.name for row in case_seen.open_files(case)] == ["ruas.csv"]


def test_before_any_delivery_nothing_is_open(story: CaseBuilder) -> None:
    assert case_seen.open_files(story.case) == ()


def test_only_the_officer_gives_ahead_and_not_after_the_notice(story: CaseBuilder) -> None:
    now, calendar = instant("2026-04-09"), calendar_of(story.body)
    with pytest.raises(NotAllowed):
        partial_delivery.deliver_ahead(story.case, [1], "", Hand(the_desk(story.body), now, calendar))
    story.answered("2026-04-10")
    with pytest.raises(IllegalStep):
        story.delivered_ahead("2026-04-11", 1)


def test_the_requester_sees_the_part_as_given(story: CaseBuilder) -> None:
    case: CaseFile = story.delivered_ahead("2026-04-09", 1).case
    seen = case_seen.look_at(case, calendar_of(story.body), date(2026, 4, 9))
    standings: list[str] = [part.standing for part in seen.parts]
    assert standings[0] == "Sudah diserahkan Kamis, 9 April 2026"
    assert seen.history[0].what == "Diserahkan lebih dulu: bagian 1"
    parts: list[Part] = case.parts
    assert [part.state for part in parts] == ["READY", "READY", "ROUTED", "READY"]
