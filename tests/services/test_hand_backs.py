"""A part that came back: moved, or kept at its unit with a written instruction; the legal clock never moves."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, happened
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import hand_backs
from pid_tracker.services.words import timeline
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_desk, the_officer


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def returned(body: PublicBody) -> CaseBuilder:
    """Routed to PUPR on Tuesday, 7 April 2026, and handed back the day after."""
    return a_case(body).filed("2026-04-02 21:15").routed("2026-04-07", a_unit(body)).handed_back("2026-04-08")


def test_not_our_competence_twice_ends_with_a_confirmation(body: PublicBody) -> None:
    pupr = a_unit(body)
    perkim = a_unit(body, "perkim", "Dinas Perumahan dan Kawasan Permukiman")
    story = a_case(body).filed("2026-04-02 21:15")
    due = story.case.due_on
    story.routed("2026-04-06", pupr).handed_back("2026-04-07", why="Wewenang Dinas Perkim")
    story.routed("2026-04-07 10:00", perkim).handed_back("2026-04-08", why="Bukan kewenangan kami")
    story.confirmed("2026-04-08 11:00", instruction="Jalan lingkungan ada di Perkim. Cari di bidang permukiman.")
    case = story.built()
    part = case.parts[0]
    assert (part.state, part.unit_id, part.is_confirmed) == ("ROUTED", perkim.id, True)
    assert part.instruction.startswith("Jalan lingkungan ada di Perkim")
    with pytest.raises(IllegalStep, match="menetapkan bagian ini di kantor Anda"):
        story.handed_back("2026-04-09")
    assert case.due_on == due == date(2026, 4, 17)
    hops = [(row.kind, row.details.get("unit_id")) for row in case.events[1:]]
    assert hops == [
        (E.PART_ROUTED, pupr.id), (E.PART_HANDED_BACK, pupr.id), (E.PART_ROUTED, perkim.id),
        (E.PART_HANDED_BACK, perkim.id), (E.PART_CONFIRMED, perkim.id),
    ]  # fmt: skip
    seen = "\n".join(entry.what for entry in timeline.entries(happened.in_case(case)))
    for office in (pupr.name, perkim.name):
        assert f"Diteruskan ke {office}" in seen and f"{office} mengembalikan bagian 1" in seen
    assert f"PPID menetapkan bagian 1 di {perkim.name}" in seen


def test_a_confirmation_needs_a_written_instruction(returned: CaseBuilder) -> None:
    with pytest.raises(Incomplete, match="Tulis petunjuk untuk kantor"):
        returned.confirmed("2026-04-08", instruction="  ")
    assert returned.case.last_seq == 2


def test_only_a_part_that_came_back_is_confirmed(body: PublicBody) -> None:
    story = a_case(body).filed("2026-04-02 21:15")
    with pytest.raises(IllegalStep, match="tidak sedang dikembalikan"):
        story.confirmed("2026-04-07")
    story.routed("2026-04-07", a_unit(body))
    with pytest.raises(IllegalStep, match="tidak sedang dikembalikan"):
        story.confirmed("2026-04-07")


def test_only_the_officer_confirms(returned: CaseBuilder) -> None:
    case = returned.case
    now, calendar = instant("2026-04-08 12:00"), calendar_of(case.body)
    with pytest.raises(NotAllowed):
        hand_backs.confirm_part(case, case.parts[0], "Cari di arsip.", Hand(the_desk(case.body), now, calendar))


def test_a_new_internal_date_is_today_or_later(returned: CaseBuilder) -> None:
    case = returned.case
    now, calendar, officer = instant("2026-04-08 12:00"), calendar_of(case.body), the_officer(case.body)

    def confirm(day: date) -> None:
        part = case.parts[0]
        hand_backs.confirm_part(case, part, "Cari di arsip.", Hand(officer, now, calendar), internal_due_on=day)

    with pytest.raises(Incomplete, match="Tanggal internal sudah lewat"):
        confirm(date(2026, 4, 7))
    confirm(date(2026, 4, 13))
    assert case.parts[0].internal_due_on == date(2026, 4, 13)


def test_a_part_does_not_go_back_to_the_unit_that_returned_it_without_an_instruction(returned: CaseBuilder) -> None:
    unit = returned.part().unit
    assert unit is not None
    with pytest.raises(Incomplete, match="tetapkan dengan petunjuk tertulis"):
        returned.routed("2026-04-08 10:00", unit)


def test_a_confirmed_part_that_is_moved_can_be_handed_back_by_the_new_unit(returned: CaseBuilder) -> None:
    returned.confirmed("2026-04-08 10:00").routed("2026-04-08 11:00", a_unit(returned.body, "dkp"))
    assert not returned.part().is_confirmed
    returned.handed_back("2026-04-09")
    assert returned.part().state == "HANDED_BACK"


def test_the_office_asks_for_one_working_day_and_forces_nothing(returned: CaseBuilder) -> None:
    case, calendar = returned.case, calendar_of(returned.body)
    assert hand_backs.handed_back_on(case, 1) == date(2026, 4, 8)
    assert hand_backs.asked_by(date(2026, 4, 10), calendar) == date(2026, 4, 13), "over the weekend"
    assert hand_backs.last_hand_backs([case]) == {case.id: date(2026, 4, 8)}
    late = a_case(returned.body).filed("2026-04-02").routed("2026-04-06", a_unit(returned.body, "dkp"))
    late.handed_back("2026-04-10")
    assert late.part().state == "HANDED_BACK"


def test_the_instruction_is_sealed_and_only_officers_read_it_in_the_history(returned: CaseBuilder) -> None:
    case = returned.confirmed("2026-04-08 10:00", instruction="Cari di gudang arsip lama.").built()
    assert casefile.text_of(case, case.last_seq, "instruction") == "Cari di gudang arsip lama."
    inside = timeline.entries(happened.in_case(case), for_officer=True)[0]
    assert inside.text == "Petunjuk: Cari di gudang arsip lama."
    assert "gudang" not in "".join(entry.text + entry.what for entry in timeline.entries(happened.in_case(case)))
