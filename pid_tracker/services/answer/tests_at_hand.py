"""Consequence tests that exist: how each stands on a day, which a part may rest on, what is due for review."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.consequence import TestContents
from pid_tracker.law.notice_contents import PartAnswer
from pid_tracker.law.reliance import in_force, review_from
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import CaseFile, ConsequenceTest
from pid_tracker.services.gate import closing


@dataclass(frozen=True, slots=True)
class Standing:
    """A test as it stands on a day: `review_on` is the day from which it has to be opened or tested anew."""

    __test__ = False

    test: ConsequenceTest
    state: TestState
    review_on: date | None
    is_due: bool


def get(number: str, body_id: int) -> ConsequenceTest | None:
    """The test of that number at the body."""
    return next(iter(closing.tests_by_number(body_id, [number])), None)


def _tests_of(body_id: int, *conditions: ColumnElement[bool]) -> Sequence[ConsequenceTest]:
    """Tests of a body with what they hold, oldest first."""
    wanted = select(ConsequenceTest).where(ConsequenceTest.body_id == body_id, *conditions)
    return db.session.scalars(wanted.options(closing.WITH_CONTENTS).order_by(ConsequenceTest.id)).all()


def standings(body_id: int, calendar: WorkingCalendar, today: date) -> list[Standing]:
    """All tests of a body as they stand, newest first."""
    rows = _tests_of(body_id)
    replaced = closing.superseded_on(row.id for row in rows)
    return [standing(row, calendar, today, replaced.get(row.id)) for row in reversed(rows)]


def standing(
    test: ConsequenceTest, calendar: WorkingCalendar, today: date, replaced_on: date | None = None
) -> Standing:
    """One test as it stands on `today`; a missed night changes nothing, since the day alone decides."""
    if test.state is not TestState.APPROVED:
        return Standing(test, test.state, None, False)
    review_on = review_from(test.ends_on, calendar) if test.ends_on is not None else None
    if replaced_on is not None and replaced_on <= today:
        return Standing(test, TestState.SUPERSEDED, review_on, False)
    ended = test.ends_on is not None and test.ends_on < today
    return Standing(
        test, TestState.ENDED if ended else TestState.IN_FORCE, review_on, review_on is not None and review_on <= today
    )


def to_review(body_id: int, calendar: WorkingCalendar, today: date) -> list[Standing]:
    """The tests whose review day has come and in whose place nothing stands yet, the nearest end first.

    PP 61/2010 Pasal 11; PERKI 1/2021 Pasal 52 ayat (1). One that ended stays here until a newer test replaces it, or
    for a year: somebody has to open what it closed.
    """
    year_before, months_ahead = (date.fromordinal(today.toordinal() + days) for days in (-365, 120))
    ending = ConsequenceTest.ends_on.between(year_before, months_ahead)
    rows = _tests_of(body_id, ConsequenceTest.state == TestState.APPROVED, ending)
    replaced = closing.superseded_on(row.id for row in rows)
    found = [standing(row, calendar, today, replaced.get(row.id)) for row in rows]
    return sorted((row for row in found if row.is_due), key=lambda row: (row.test.ends_on or today, row.test.id))


def in_force_on(body_id: int, day: date) -> list[ConsequenceTest]:
    """The tests of a body on which something closed may rest on `day`."""
    in_time = ConsequenceTest.valid_from <= day, ConsequenceTest.ends_on >= day
    rows = _tests_of(body_id, ConsequenceTest.state == TestState.APPROVED, *in_time)
    replaced = closing.superseded_on(row.id for row in rows)
    return [row for row in rows if in_force(closing.finished_test(row, replaced.get(row.id)), day)]


def matching(body_id: int, text: str, day: date) -> list[ConsequenceTest]:
    """Tests in force whose document shares words with `text`, the most first: what could be reused (R8, Pasal 49)."""
    asked = _words(text)
    scored = [
        (len(asked & _words(f"{contents.document} {contents.description}")), row)
        for row in in_force_on(body_id, day)
        for contents in [closing.contents_of(row)]
    ]
    return [row for score, row in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{4,}", text.casefold()))


def rest_on_tests(parts: Sequence[PartAnswer], body_id: int) -> tuple[PartAnswer, ...]:
    """The parts with the articles and the last day that their tests give; without tests a part names none."""
    known = {row.number: row for row in closing.tests_by_number(body_id, [one for part in parts for one in part.tests])}
    return tuple(_resting(part, [known[number] for number in part.tests if number in known]) for part in parts)


def _resting(part: PartAnswer, rows: Sequence[ConsequenceTest]) -> PartAnswer:
    ends = [row.ends_on for row in rows if row.ends_on is not None]
    codes = sorted({code for row in rows for code in row.articles})
    return replace(part, articles=tuple(codes), until=max(ends).isoformat() if ends else "")


def summaries(body_id: int, numbers: Sequence[str]) -> list[tuple[ConsequenceTest, TestContents]]:
    """Some tests with their contents, for the letter and for whoever asked (PP 61/2010 Pasal 2)."""
    return [(row, closing.contents_of(row)) for row in closing.tests_by_number(body_id, numbers)]


def for_renewal(old: ConsequenceTest) -> TestContents:
    """What a new test may take over from the one it will replace: not its day, its end, or its decree."""
    return replace(
        closing.contents_of(old),
        held_on=None,
        result=None,
        duration="",
        ends_on=None,
        decree_number="",
        decree_on=None,
    )


def tests_for(case: CaseFile) -> list[ConsequenceTest]:
    """The tests that a case gave the occasion for, oldest first."""
    statement = select(ConsequenceTest).where(ConsequenceTest.case_id == case.id).order_by(ConsequenceTest.id)
    return list(db.session.scalars(statement))
