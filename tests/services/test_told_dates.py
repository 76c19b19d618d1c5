"""Dates that requesters were told: a decree moves the open ones later, each once; the preview lists the same moves."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.rules import Duty
from pid_tracker.models import CaseEventRow, CaseFile, Message, PublicBody
from pid_tracker.services.calendar import calendars, decree_effect, moving, told_dates
from pid_tracker.services.calendar.told_dates import COURT
from pid_tracker.services.telling import message_texts
from pid_tracker.services.upkeep import sweep, verifying
from pid_tracker.services.words.told_terms import TOLD
from tests.builders import CaseBuilder, a_body, a_case, instant
from tests.objection_history import decide, object_to

#: Entered on Wednesday, 2 September 2026, it closes Friday the 4th.
ENTERED = "2026-09-02 14:00"
NUMBER = "Keppres 9/2026"


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


def a_decree(day: str = "2026-09-04", number: str = NUMBER) -> Decree:
    closed = ClosedDay(date.fromisoformat(day), DayKind.HOLIDAY, "Hari Libur Baru", number)
    return Decree(number, "Hari libur", closed.day.year, None, None, frozenset(), (closed,))


def entered(body: PublicBody, decree: Decree | None = None, when: str = ENTERED) -> int:
    calendars.enter_decree(decree or a_decree(), instant(when))
    moved = moving.refresh_dates(body, instant(when))
    db.session.commit()
    return moved


def objecting(body: PublicBody, when: str, serial: int) -> CaseBuilder:
    story = a_case(body).filed("2026-07-01").answered("2026-07-14")
    object_to(story, when, "c", number=f"KBR-MAL-26-0000{serial}")
    return story


def in_dispute(body: PublicBody, serial: int) -> CaseBuilder:
    story = a_case(body).filed("2026-04-02")
    object_to(story, "2026-04-20", number=f"KBR-MAL-26-0000{serial}")
    return story.disputed("2026-06-15", f"00{serial}/VI/KIP-MAL-PS/2026")


def a_world(body: PublicBody) -> dict[str, CaseFile]:
    """A case in every stage, by what it stands for."""
    early = a_case(body).filed("2026-08-24")
    object_to(early, "2026-08-26", "b", number="KBR-MAL-26-00001")
    decided = objecting(body, "2026-07-20", 2)
    decide(decided, "2026-08-24")
    silent = objecting(body, "2026-07-17", 3)
    stories = {
        "received": a_case(body).filed("2026-09-01"),
        "incomplete": a_case(body).filed("2026-09-01", complete=False).found_lacking("2026-09-02"),
        "in process": a_case(body).filed("2026-08-24"),
        "late": a_case(body).filed("2026-07-27"),
        "answered": a_case(body).filed("2026-08-03").answered("2026-08-10"),
        "answered long ago": a_case(body).filed("2026-06-01").answered("2026-06-10"),
        "objected before the answer": early,
        "under objection": objecting(body, "2026-08-03", 4),
        "decided": decided,
        "silent": silent,
        "in dispute": in_dispute(body, 5),
        "ruled": in_dispute(body, 6).ruling("2026-08-24"),
        "ruled and closed": in_dispute(body, 7).ruling("2026-08-24").dispute_closed("2026-08-26"),
        "in court": in_dispute(body, 8).ruling("2026-08-24").in_court("2026-08-31"),
        "ruled long ago": in_dispute(body, 9).ruling("2026-07-01").dispute_closed("2026-07-22"),
        "withdrawn": a_case(body).filed("2026-08-24").withdrawn("2026-08-26"),
        "not continued": a_case(body).filed("2026-08-18", complete=False).found_lacking("2026-08-19"),
    }
    cases = {name: story.built() for name, story in stories.items()}
    sweep.sweep(body, instant("2026-09-02 00:15"))
    db.session.commit()
    return cases


def moves_told(case: CaseFile) -> list[tuple[str, str, str]]:
    """Which duty moved from which day to which, as the events of the case tell it."""
    rows = select(CaseEventRow).where(CaseEventRow.case_id == case.id, CaseEventRow.kind == E.DUE_DATE_MOVED)
    found = db.session.scalars(rows.order_by(CaseEventRow.seq))
    return [(row.details.get("duty", "ANSWER"), row.details["old"], row.details["new"]) for row in found]


def messages_of(case: CaseFile) -> list[Message]:
    rows = select(Message).where(Message.case_id == case.id, Message.template == "date_moved")
    return list(db.session.scalars(rows))


def test_every_open_date_that_was_told_moves_once_and_no_other(body: PublicBody) -> None:
    cases = a_world(body)
    before = {name: _dates(case) for name, case in cases.items()}
    assert entered(body) == 12
    told = {name: moves_told(case) for name, case in cases.items() if moves_told(case)}
    assert told == {
        "received": [("ANSWER", "2026-09-15", "2026-09-16")],
        "incomplete": [("COMPLETE", "2026-09-07", "2026-09-08")],
        "in process": [("ANSWER", "2026-09-08", "2026-09-09")],
        "late": [("OBJECT", "2026-09-24", "2026-09-25")],
        "answered": [("OBJECT", "2026-09-23", "2026-09-24")],
        "objected before the answer": [
            ("ANSWER", "2026-09-08", "2026-09-09"),
            ("DECIDE_OBJECTION", "2026-10-07", "2026-10-08"),
        ],
        "under objection": [("DECIDE_OBJECTION", "2026-09-16", "2026-09-17")],
        "decided": [("GO_TO_COMMISSION", "2026-09-14", "2026-09-15")],
        "silent": [("GO_TO_COMMISSION", "2026-09-21", "2026-09-22")],
        "ruled": [("GO_TO_COURT", "2026-09-14", "2026-09-15")],
        "ruled and closed": [("GO_TO_COURT", "2026-09-14", "2026-09-15")],
    }
    for name, case in cases.items():
        if name not in told:
            assert _dates(case) == before[name], name
    assert {row.details["decree"] for case in cases.values() for row in case.events if "old" in row.details} == {NUMBER}
    assert verifying.verify().difference == ""


def _dates(case: CaseFile) -> list[date | None]:
    return [getattr(case, row.column) for row in TOLD.values()]


def test_the_preview_lists_exactly_what_the_decree_then_moves(body: PublicBody) -> None:
    cases = a_world(body)
    effect = decree_effect.of_decree(a_decree(), [body], instant(ENTERED))
    foreseen = sorted((move.number, move.duty, move.old.isoformat(), move.new.isoformat()) for move in effect.moves)
    assert entered(body) == len(foreseen)
    assert foreseen == sorted((case.number, *move) for case in cases.values() for move in moves_told(case))
    assert effect.cases == sum(bool(messages_of(case)) for case in cases.values()) == 11


def test_a_case_is_told_once_of_all_its_dates_and_a_second_run_tells_nothing(body: PublicBody) -> None:
    cases = a_world(body)
    entered(body)
    assert [len(messages_of(case)) for case in cases.values() if moves_told(case)] == [1] * 11
    assert not any(messages_of(case) for case in cases.values() if not moves_told(case))
    for when in (ENTERED, "2026-09-03 00:15"):
        assert moving.refresh_dates(body, instant(when)) == 0
    text = message_texts.email_text(messages_of(cases["objected before the answer"])[0])[1]
    assert "Jawaban paling lambat Rabu, 9 September 2026; sebelumnya Selasa, 8 September 2026." in text
    assert "keberatan paling lambat Kamis, 8 Oktober 2026; sebelumnya Rabu, 7 Oktober 2026." in text


def test_two_decrees_entered_at_one_moment_are_told_one_by_one(body: PublicBody) -> None:
    case = a_case(body).filed("2026-08-24").built()
    entered(body)
    entered(body, a_decree("2026-09-07", "Keppres 10/2026"))
    assert [new for _, _, new in moves_told(case)] == ["2026-09-09", "2026-09-10"]
    assert len(messages_of(case)) == 2


@pytest.mark.parametrize(
    ("name", "duty", "told"),
    [
        ("incomplete", Duty.COMPLETE, ["2026-09-07", "2026-09-08"]),
        ("in process", Duty.ANSWER, ["2026-09-08", "2026-09-09"]),
        ("late", Duty.OBJECT, ["2026-09-24", "2026-09-25"]),
        ("answered", Duty.OBJECT, ["2026-09-23", "2026-09-24"]),
        ("under objection", Duty.DECIDE_OBJECTION, ["2026-09-16", "2026-09-17"]),
        ("decided", Duty.GO_TO_COMMISSION, ["2026-09-14", "2026-09-15"]),
        ("silent", Duty.GO_TO_COMMISSION, ["2026-09-21", "2026-09-22"]),
        ("ruled", COURT, ["2026-09-14", "2026-09-15"]),
    ],
)
def test_the_former_date_is_kept_with_the_reason(body: PublicBody, name: str, duty: str, told: list[str]) -> None:
    case = a_world(body)[name]
    entered(body)
    today = date(2026, 9, 3)
    term = told_dates.terms(case, calendars.calendar_of(body), today)[duty]
    promises = told_dates.promises(case, duty, term)
    assert [promise.due_on.isoformat() for promise in promises] == told
    assert promises[0].told_on < date(2026, 9, 3) and promises[-1].why == f"Karena {NUMBER}"


def test_a_late_answer_gives_a_new_term_after_one_that_had_moved(body: PublicBody) -> None:
    story = a_case(body).filed("2026-07-27")
    story.built()
    sweep.sweep(body, instant("2026-08-12 00:15"))
    db.session.commit()
    entered(body)
    case = story.answered("2026-09-10").built()
    term = told_dates.terms(case, calendars.calendar_of(body), date(2026, 9, 10))[Duty.OBJECT]
    why = [promise.why for promise in told_dates.promises(case, Duty.OBJECT, term)]
    assert why == ["Jawaban terlambat", f"Karena {NUMBER}", "Surat jawaban dikirim"]


def test_each_decree_answers_for_what_it_moved_and_for_nothing_before(body: PublicBody) -> None:
    case = a_case(body).filed("2026-09-01").built()
    assert entered(body, a_decree("2026-09-03", "Keppres 1/2026"), "2026-09-01 10:00") == 1
    assert entered(body, a_decree("2026-09-07", "Keppres 12/2026"), "2026-09-01 15:00") == 1
    moved = [row.details for row in case.events if row.kind is E.DUE_DATE_MOVED]
    assert [row["decree"] for row in moved] == ["Keppres 1/2026", "Keppres 12/2026"]


def test_of_what_lapsed_only_the_objection_that_goes_on_has_a_date_that_moves(body: PublicBody) -> None:
    """Ruling R25: the request is over; the superior's days run on, and are told like any others."""
    alone = a_case(body).filed("2026-08-24", complete=False).found_lacking("2026-08-25").built()
    story = a_case(body).filed("2026-08-24", complete=False).found_lacking("2026-08-25")
    object_to(story, "2026-08-26", "b", number="KBR-MAL-26-00001")
    beside = story.built()
    sweep.sweep(body, instant("2026-09-01 00:15"))
    assert all(E.LAPSED in {row.kind for row in case.events} for case in (alone, beside))
    assert entered(body) == 1 and not messages_of(alone)
    assert [row.details["duty"] for row in beside.events if row.kind is E.DUE_DATE_MOVED] == ["DECIDE_OBJECTION"]
