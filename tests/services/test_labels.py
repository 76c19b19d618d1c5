"""Re-labelling: in writing, by the PPID, with a way back in one tap; the clock runs on unseen (ruling R11)."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.compliance import Figures
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import ObjectionGround, Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, NotAllowed
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.publishing import reporting
from pid_tracker.services.request import labels
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import (
    CaseBuilder,
    a_body,
    a_case,
    a_unit,
    instant,
    the_desk,
    the_officer,
    the_requester,
    the_unit,
)
from tests.samples import sample

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def story(body: PublicBody) -> CaseBuilder:
    """Filed on Thursday, 2 April 2026; due on Friday, 17 April."""
    return a_case(body).filed("2026-04-02 21:15", question="Lampu jalan di depan rumah saya mati, tolong diperbaiki")


def figures(body: PublicBody, when: str = "2026-05-04") -> Figures:
    return reporting.figures_of([body], *YEAR, instant(when))[body.id].whole


def found_in(view: str, body: PublicBody, when: str = "2026-04-09") -> list[str]:
    moment = instant(when)
    page = registers.queue(the_officer(body), view, "", 1, moment.date(), calendar_of(body))
    return [case.number for case in page.cases]


def test_a_street_lamp_is_no_request_until_its_writer_says_so(story: CaseBuilder) -> None:
    case = story.relabelled("2026-04-07").built()
    assert (case.label, case.relabelled_on, case.stage) == ("COMPLAINT", date(2026, 4, 7), Stage.RECEIVED)
    seen = labels.holding(case)
    assert seen is not None and seen.word == "pengaduan layanan" and "SP4N-LAPOR!" in seen.where
    assert (figures(story.body).filed, figures(story.body).relabelled) == (0, 1)
    case = story.insisted("2026-04-09").built()
    assert (case.label, labels.holding(case)) == ("", None)
    assert (case.complete_on, case.due_on) == (date(2026, 4, 2), date(2026, 4, 17)), "the first date is H0"
    assert (figures(story.body).filed, figures(story.body).relabelled) == (1, 0)
    assert verifying.verify().difference == ""


def test_while_the_label_holds_the_case_has_a_view_of_its_own(story: CaseBuilder) -> None:
    other = a_case(story.body).filed("2026-04-02").built().number
    number = story.relabelled("2026-04-07").built().number
    for view in ("terbuka", "belum-dipilah", "segera", "lewat", "kembali", "siap", "menunggu-pemohon"):
        assert number not in found_in(view, story.body)
    assert found_in("dilabel", story.body) == [number]
    assert found_in("terbuka", story.body) == [other]
    story.insisted("2026-04-08").built()
    assert found_in("dilabel", story.body) == [] and number in found_in("terbuka", story.body)


def test_nobody_confesses_to_be_late_with_what_is_no_request(story: CaseBuilder) -> None:
    story.relabelled("2026-04-07").built()
    assert sweep.sweep(story.body, instant("2026-04-20 00:15")).told_late == 0
    db.session.commit()
    assert (figures(story.body).overdue, figures(story.body).due, figures(story.body).silent) == (0, 0, 0)


def test_who_insists_after_the_due_date_is_late_at_once_and_hears_it(story: CaseBuilder) -> None:
    story.relabelled("2026-04-07").insisted("2026-04-22").built()
    now = figures(story.body, "2026-04-22 12:00")
    assert (now.overdue, now.oldest_days, now.due, now.silent, now.filed) == (1, 3, 1, 1, 1)
    assert sweep.sweep(story.body, instant("2026-04-23 00:15")).told_late == 1


def test_what_was_late_is_not_relabelled_away(story: CaseBuilder) -> None:
    story.relabelled("2026-04-20 10:00").built()  # due on the 17th
    late = figures(story.body)
    assert (late.filed, late.due, late.silent, late.overdue, late.relabelled) == (1, 1, 1, 1, 0)
    assert sweep.sweep(story.body, instant("2026-04-21 00:15")).told_late == 1


def test_on_the_last_day_a_label_is_in_time(story: CaseBuilder) -> None:
    story.relabelled("2026-04-17 23:59").built()
    assert (figures(story.body).due, figures(story.body).relabelled) == (0, 1)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"label": "NONSENSE"}, "Pilih apa sebenarnya"), ({"reason": "bukan"}, "Tulis alasannya"),
     ({"where": " "}, "Tulis ke mana")],
)  # fmt: skip
def test_a_label_has_a_name_a_reason_and_a_place_to_go(story: CaseBuilder, change: dict[str, str], why: str) -> None:
    with pytest.raises(Incomplete, match=why):
        story.relabelled("2026-04-07", **change)
    assert story.case.last_seq == 0


def test_only_the_officer_labels_and_only_requester_and_desk_insist(story: CaseBuilder) -> None:
    unit = a_unit(story.body)
    case = story.routed("2026-04-06", unit).case
    now, calendar = instant("2026-04-07"), calendar_of(story.body)

    def label(actor: Actor) -> None:
        labels.relabel(case, "AID", "Anda meminta bantuan modal.", "Dinas Sosial", Hand(actor, now, calendar))

    for actor in (the_desk(story.body), the_unit(unit), the_requester(case)):
        with pytest.raises(NotAllowed):
            label(actor)
    label(the_officer(story.body))
    for actor in (the_officer(story.body), the_unit(unit)):
        with pytest.raises(NotAllowed):
            labels.insist(case, Hand(actor, now, calendar))
    story.insisted("2026-04-08", by=the_desk(story.body))
    assert case.label == ""


def test_a_label_is_given_once_and_not_against_who_insists(story: CaseBuilder) -> None:
    with pytest.raises(IllegalStep, match="tidak pernah dilabel ulang"):
        story.insisted("2026-04-07")
    story.relabelled("2026-04-07")
    with pytest.raises(IllegalStep, match="sudah tercatat"):
        story.relabelled("2026-04-07 10:00", "AID")
    story.insisted("2026-04-08")
    with pytest.raises(IllegalStep, match="sudah menyatakan pada Rabu, 8 April 2026 bahwa ini tetap permintaan"):
        story.relabelled("2026-04-08 10:00")
    with pytest.raises(IllegalStep, match="sudah tercatat"):
        story.insisted("2026-04-08 11:00")


def test_an_answered_request_is_not_relabelled(story: CaseBuilder) -> None:
    story.answered("2026-04-08")
    with pytest.raises(IllegalStep):
        story.relabelled("2026-04-09")


def test_an_answer_makes_it_a_request_again(story: CaseBuilder) -> None:
    case = story.relabelled("2026-04-07").answered("2026-04-10", Outcome.NOT_HELD).built()
    assert case.label == ""
    counted = figures(story.body)
    assert (counted.filed, counted.answered, counted.on_time, counted.relabelled) == (1, 1, 1, 0)


def test_an_objection_to_the_silence_makes_it_a_request_again(story: CaseBuilder) -> None:
    case = story.relabelled("2026-04-07").case
    casefile.record(
        case,
        sample(E.OBJECTED, grounds=(ObjectionGround.NOT_ANSWERED,)),
        Hand(the_requester(case), instant("2026-04-20"), calendar_of(story.body)),
    )
    story.built()
    assert (case.stage, case.label) == (Stage.UNDER_OBJECTION, "")
    assert (figures(story.body).due, figures(story.body).silent) == (1, 1)


def test_a_part_that_waits_under_a_label_is_no_unit_s_lateness(story: CaseBuilder) -> None:
    unit = a_unit(story.body)
    story.routed("2026-04-06", unit, due="2026-04-09").relabelled("2026-04-07").built()

    def parts_due() -> int:
        return reporting.figures_of([story.body], *YEAR, instant("2026-05-04"))[story.body.id].parts_of(unit.id).due

    assert parts_due() == 0
    story.insisted("2026-04-08").built()
    assert parts_due() == 1


def test_both_acts_are_told_in_writing(story: CaseBuilder) -> None:
    case: CaseFile = story.relabelled("2026-04-07").insisted("2026-04-08").built()
    told = db.session.scalars(select(Message.template).where(Message.case_id == case.id)).all()
    assert {"n18_relabelled", "n19_insisted"} <= set(told)
    assert "lampu" not in str([row.details for row in case.events]).lower()
