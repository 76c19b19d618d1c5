"""More time and the written notice: what it must say, what it makes of the parts, and that it is sent once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.notice_contents import REQUIREMENTS, NoticeContents
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant, the_officer

TODAY = instant("2026-04-14 09:00")


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def history(body: PublicBody) -> CaseBuilder:
    """Filed on Thursday, 2 April 2026, with two parts."""
    return a_case(body).filed("2026-04-02 21:15", question="Daftar ruas jalan rusak\nAnggaran pemeliharaannya")


def send(history: CaseBuilder, contents: NoticeContents) -> None:
    case = history.case
    answering.send_notice(case, contents, Hand(the_officer(case.body), TODAY, calendar_of(case.body)))


def with_part(contents: NoticeContents, **more: object) -> NoticeContents:
    first, *others = contents.parts
    return replace(contents, parts=(replace(first, **more), *others))  # type: ignore[arg-type]


def closing(contents: NoticeContents, **more: object) -> NoticeContents:
    """The first part is partly closed, with all that the letter says about it but what `more` replaces."""
    said = {"closed": "Kolom NIK", "articles": ("h3",), "reason": "itu data pribadi", "until": "2031-03-02"}
    said |= {"tests": ("UK-MAL-26-00001",)}
    return with_part(contents, outcome=Outcome.PARTLY_GRANTED, **{**said, **more})


BROKEN = {
    "closed": lambda c: closing(c, closed=" "),
    "tests": lambda c: closing(c, tests=()),
    "articles": lambda c: closing(c, articles=("z",)),
    "reason": lambda c: closing(c, reason=""),
    "until": lambda c: closing(c, until=""),
    "outcome": lambda c: with_part(c, outcome=None),
    "holder": lambda c: with_part(c, outcome=Outcome.REFERRED, holder="BPN"),
    "searched": lambda c: with_part(c, outcome=Outcome.NOT_HELD, searched=""),
    "material": lambda c: with_part(c, material=" "),
    "redaction": lambda c: replace(c, redaction=""),
    "form": lambda c: replace(c, form=""),
    "delivery": lambda c: replace(c, delivery=""),
    "cost": lambda c: replace(c, cost_rupiah=15000, payment=""),
    "time_needed": lambda c: replace(c, time_needed=""),
    "summary": lambda c: replace(c, summary=""),
}


@pytest.mark.parametrize("field", [row.field for row in REQUIREMENTS])
def test_each_content_of_the_law_is_asked_for(history: CaseBuilder, field: str) -> None:
    contents = BROKEN[field](history.lawful_notice())
    with pytest.raises(Incomplete) as refused:
        send(history, contents)
    assert [item.field for item in refused.value.missing] == [field]
    assert history.case.last_seq == 0


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        ((Outcome.GRANTED, Outcome.GRANTED), Outcome.GRANTED),
        ((Outcome.GRANTED, Outcome.NOT_HELD), Outcome.PARTLY_GRANTED),
        ((Outcome.NOT_HELD, Outcome.NOT_HELD), Outcome.NOT_HELD),
        ((Outcome.NOT_HELD, Outcome.REFERRED), Outcome.REFERRED),
    ],
)
def test_the_outcome_follows_from_the_parts(
    history: CaseBuilder, outcomes: tuple[Outcome, ...], whole: Outcome
) -> None:
    lawful = history.lawful_notice()
    full = {"searched": "Arsip", "holder": "BPN", "holder_address": "Ambon", "material": "Tabel"}
    parts = tuple(replace(p, outcome=o, **full) for p, o in zip(lawful.parts, outcomes, strict=True))
    send(history, replace(lawful, parts=parts))
    assert history.case.outcome is whole


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY_GRANTED])
def test_a_closed_part_cannot_be_sent_without_a_test(history: CaseBuilder, outcome: Outcome) -> None:
    with pytest.raises(Incomplete, match="Uji konsekuensi"):
        send(history, with_part(history.lawful_notice(), outcome=outcome))


def test_a_notice_that_was_sent_is_fixed(history: CaseBuilder) -> None:
    send(history, history.lawful_notice())
    with pytest.raises(Incomplete, match="sudah dikirim"):
        answering.save_notice(history.case, history.lawful_notice(), the_officer(history.case.body), TODAY)


def test_letters_are_numbered_without_gaps_by_body_and_year(body: PublicBody) -> None:
    numbers = []
    for day in ("2026-04-13", "2026-04-14", "2027-01-05"):
        case = a_case(body).filed("2026-04-02").answered(day).built()
        notice = answering.notice_of(case)
        assert notice is not None
        numbers.append(notice.number)
    assert numbers == ["00001/PPID-MAL/2026", "00002/PPID-MAL/2026", "00001/PPID-MAL/2027"]


def test_the_draft_takes_over_what_the_units_answered(history: CaseBuilder) -> None:
    unit = a_unit(history.body)
    history.routed("2026-04-07", unit).answered_by_unit("2026-04-08", explanation="Ada 41 ruas.")
    history.routed("2026-04-08 10:00", unit, 2).answered_by_unit("2026-04-08 11:00", 2, result="CLOSED")
    drafted = answering.draft_notice(history.case)
    assert [part.outcome for part in drafted.parts] == [Outcome.GRANTED, None]
    assert drafted.parts[0].material == "Ada 41 ruas."


def test_time_is_added_on_the_due_date_and_not_a_second_later(body: PublicBody) -> None:
    case = a_case(body).filed("2026-04-02").extended("2026-04-17 23:59:59").built()
    assert case.due_on == date(2026, 4, 28)
    with pytest.raises(IllegalStep, match="Waktu perpanjangan sudah lewat"):
        a_case(body).filed("2026-04-02").extended("2026-04-18 00:00:00")


def test_time_is_added_once(history: CaseBuilder) -> None:
    history.extended("2026-04-13")
    with pytest.raises(IllegalStep, match="satu kali"):
        history.extended("2026-04-14")
