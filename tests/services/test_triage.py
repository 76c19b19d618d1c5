"""Before there is an answer: completeness, parts, routing, and what a unit does with its part."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import triage
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_officer, the_unit

TUESDAY = instant("2026-04-07 09:00")


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def history(body: PublicBody) -> CaseBuilder:
    """Filed on Thursday, 2 April 2026, with two parts."""
    return a_case(body).filed("2026-04-02 21:15", question="Daftar ruas jalan rusak\nAnggaran pemeliharaannya")


def route(case: CaseFile, unit: object, **more: object) -> None:
    routing = triage.Routing(unit, **({"text_for_unit": "Daftar ruas"} | more))  # type: ignore[arg-type]
    triage.route_part(case, case.parts[0], routing, Hand(the_officer(case.body), TUESDAY, calendar_of(case.body)))


def test_each_line_of_the_request_is_a_part(history: CaseBuilder) -> None:
    assert [(part.place, part.text, part.state) for part in history.case.parts] == [
        (1, "Daftar ruas jalan rusak", "NEW"),
        (2, "Anggaran pemeliharaannya", "NEW"),
    ]


def test_the_internal_date_is_the_fifth_working_day_unless_the_officer_says_otherwise(history: CaseBuilder) -> None:
    unit = a_unit(history.body)
    case = history.routed("2026-04-07", unit).routed("2026-04-07 10:00", unit, 2, due="2026-04-08").built()
    assert [part.internal_due_on for part in case.parts] == [date(2026, 4, 10), date(2026, 4, 8)]


def test_an_internal_date_is_at_least_tomorrow(history: CaseBuilder) -> None:
    case = history.routed("2026-04-16", a_unit(history.body)).built()
    assert case.parts[0].internal_due_on == date(2026, 4, 17)


def test_a_route_needs_a_unit_of_the_body_a_text_and_a_day_to_come(history: CaseBuilder) -> None:
    case, own = history.case, a_unit(history.body)
    foreign = a_unit(a_body("buru", prefix="BUR"), "dinkes")
    for unit, more, field in (
        (foreign, {}, "unit"),
        (own, {"text_for_unit": " "}, "text_for_unit"),
        (own, {"internal_due_on": date(2026, 4, 6)}, "internal_due_on"),
    ):
        with pytest.raises(Incomplete) as refused:
            route(case, unit, **more)
        assert [item.field for item in refused.value.missing] == [field]
    assert case.last_seq == 0


def test_routing_leaves_the_legal_clock_alone(history: CaseBuilder) -> None:
    due = history.case.due_on
    case = history.routed("2026-04-07", a_unit(history.body)).handed_back("2026-04-08").built()
    assert case.due_on == due == date(2026, 4, 17)
    assert (case.parts[0].state, case.parts[0].hand_backs) == ("HANDED_BACK", 1)


def test_a_part_is_handed_back_once(history: CaseBuilder) -> None:
    pupr, dkp = a_unit(history.body), a_unit(history.body, "dkp")
    history.routed("2026-04-07", pupr).handed_back("2026-04-08").routed("2026-04-08 10:00", dkp)
    history.handed_back("2026-04-08 11:00").routed("2026-04-08 12:00", pupr)
    with pytest.raises(Incomplete, match="hanya boleh sekali"):
        history.handed_back("2026-04-09")


@pytest.mark.parametrize(
    ("reason", "words"),
    [("NOT_OURS", "Tulis kantor yang berwenang, atau jelaskan mengapa tidak tahu"),
     ("NOT_HELD", "Tulis tempat yang sudah dicari"), ("SPLIT", "Tulis penjelasannya"), ("LAZY", "Pilih alasan")],
)  # fmt: skip
def test_a_hand_back_has_a_reason_and_an_explanation(history: CaseBuilder, reason: str, words: str) -> None:
    history.routed("2026-04-07", a_unit(history.body))
    with pytest.raises(Incomplete, match=words):
        history.handed_back("2026-04-08", reason=reason, why=" ")


def test_not_held_needs_the_places_that_were_searched(history: CaseBuilder) -> None:
    unit = a_unit(history.body)
    case = history.routed("2026-04-07", unit).case
    answer = triage.UnitAnswer("NOT_HELD", "Tidak ada.", "Sekretaris")
    with pytest.raises(Incomplete, match="Tulis tempat yang sudah dicari"):
        triage.answer_part(case, case.parts[0], answer, Hand(the_unit(unit), TUESDAY, calendar_of(case.body)))


def test_a_notice_of_deficiency_comes_once_and_by_the_third_working_day(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02 21:15").found_lacking("2026-04-08 23:59:59", "NIK").case
    assert case.stage is Stage.INCOMPLETE
    with pytest.raises(IllegalStep):
        a_case(body).filed("2026-04-02 21:15").found_lacking("2026-04-09 00:00:00")


def test_completed_in_time_the_ten_days_begin_that_day(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02").found_lacking("2026-04-06").completed("2026-04-09 23:59:59").built()
    assert (case.stage, case.complete_on, case.due_on) == (Stage.IN_PROCESS, date(2026, 4, 9), date(2026, 4, 23))


def test_not_completed_in_time_the_request_is_not_continued(body: PublicBody) -> None:
    history = a_case(body).filed("2026-04-02").found_lacking("2026-04-06").looked_at("2026-04-10 00:15")
    assert history.case.stage is Stage.NOT_CONTINUED
    with pytest.raises(IllegalStep, match="tidak dilanjutkan"):
        history.completed("2026-04-10")


def test_parts_are_added_and_never_taken_away(history: CaseBuilder) -> None:
    case = history.split("2026-04-07", "Nama kontraktor", "", "Nilai kontrak").built()
    assert [part.text for part in case.parts][2:] == ["Nama kontraktor", "Nilai kontrak"]
    with pytest.raises(Incomplete):
        history.split("2026-04-07 10:00", " ")
