"""Consequence tests as use cases: start, save, finish, approve; reuse; what is due for review; the list (DIK).

A test is numbered without gaps by body and year under the register's lock. What is finished is never changed: a change
of classification is a new test (`supersedes`). What the gate asks of a refusal is in `services/gate/closing.py`.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.answer import Missing, NotLawful, PartAnswer
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.consequence import TEST_GRANTS, TestAct, TestContents, missing
from pid_tracker.law.permissions import Actor, NotAllowed
from pid_tracker.law.reliance import in_force, review_from
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import CaseFile, ConsequenceTest, ExemptEntry, Part, PublicBody
from pid_tracker.services.gate import casefile, closing, fingerprints, revising

_FIXED = "Uji yang sudah selesai tidak dapat diubah. Susun uji baru yang menggantikannya"
_FIXED_BASIS = "PERKI 1/2021 Pasal 53"


def may(actor: Actor, act: TestAct, body_id: int) -> bool:
    """Whether the actor's role grants the act on tests of the body."""
    return actor.role in TEST_GRANTS[act] and actor.body_id == body_id


def _require(actor: Actor, act: TestAct, body_id: int) -> None:
    if not may(actor, act, body_id):
        raise NotAllowed(actor, act)


def start(
    body: PublicBody,
    contents: TestContents,
    actor: Actor,
    now: datetime,
    *,
    part: Part | None = None,
    supersedes: ConsequenceTest | None = None,
) -> ConsequenceTest:
    """Begin a test (menyusun uji): a numbered draft, from a part of a request, from an older test, or from nothing."""
    _require(actor, TestAct.WRITE, body.id)
    casefile.lock_register()
    year = civil_date(now, body.zone).year
    last = db.session.scalar(
        select(func.max(ConsequenceTest.serial)).where(ConsequenceTest.body_id == body.id, ConsequenceTest.year == year)
    )
    serial = (last or 0) + 1
    test = ConsequenceTest(
        body=body,
        year=year,
        serial=serial,
        number=f"UK-{body.prefix}-{year % 100:02d}-{serial:05d}",
        case_id=part.case_id if part else supersedes.case_id if supersedes else None,
        part_place=part.place if part else supersedes.part_place if supersedes else None,
        supersedes_id=supersedes.id if supersedes else None,
        contents=as_text(contents),
        state=TestState.DRAFT,
        revision=0,
        started_at=now,
        started_by_id=actor.user_id,
    )
    db.session.add(test)
    _repeat(test, contents)
    db.session.flush()
    return test


def save(
    test: ConsequenceTest,
    contents: TestContents,
    actor: Actor,
    now: datetime,
    *,
    expected_revision: int | None = None,
) -> None:
    """Keep the draft; NotLawful when the test is finished, SavedMeanwhile when somebody was quicker."""
    _require(actor, TestAct.WRITE, test.body_id)
    revising.take_turn(test)
    if test.state is not TestState.DRAFT:
        raise NotLawful([Missing("test", _FIXED, _FIXED_BASIS)])
    revising.require_seen(test, expected_revision)
    test.contents = as_text(contents)
    revising.note_saved(test, actor.label, now)
    _repeat(test, contents)
    db.session.flush()


def finish(
    test: ConsequenceTest,
    contents: TestContents,
    actor: Actor,
    now: datetime,
    *,
    expected_revision: int | None = None,
) -> None:
    """Finish the test: NotLawful with each field of Annex II and III that is missing; from here on it is fixed."""
    today = civil_date(now, test.body.zone)
    lacking = list(missing(contents))
    future = (("held_on", contents.held_on), ("decree_on", contents.decree_on))
    lacking += [
        Missing(name, "Tanggalnya belum tiba", "UU 14/2008 Pasal 19")
        for name, day in future
        if day is not None and day > today
    ]
    if contents.closes and contents.ends_on is not None and contents.ends_on < today:
        lacking.append(Missing("ends_on", "Tanggal berakhir sudah lewat", "PERKI 1/2021 Pasal 52"))
    save(test, contents, actor, now, expected_revision=expected_revision)
    if lacking:
        raise NotLawful(lacking)
    test.state, test.finished_at, test.finished_by_id = TestState.FINISHED, now, actor.user_id
    test.sha256 = fingerprint(test)
    db.session.flush()


def approve(
    test: ConsequenceTest, actor: Actor, now: datetime, *, seen_sha256: str | None = None
) -> ExemptEntry | None:
    """The superior approves a finished test: it is in force from this day, and its row of the list is born.

    PP 61/2010 Pasal 3, 4; PERKI 1/2021 Pasal 49. Not by the person who finished it. None when nothing was closed.
    """
    _require(actor, TestAct.APPROVE, test.body_id)
    casefile.lock_register()
    db.session.refresh(test)
    today = civil_date(now, test.body.zone)
    refusal = ""
    if test.state is TestState.DRAFT:
        refusal = "Uji ini belum selesai, jadi belum dapat disetujui"
    elif test.state is TestState.APPROVED:
        refusal = "Uji ini sudah disetujui"
    elif actor.user_id is not None and actor.user_id == test.finished_by_id:
        refusal = "Yang menyelesaikan uji tidak dapat menyetujuinya sendiri"
    elif test.ends_on is not None and test.ends_on < today:
        refusal = "Masa pengecualiannya sudah lewat. Susun uji baru"
    elif seen_sha256 is not None and seen_sha256 != test.sha256:
        refusal = "Uji ini berbeda dari yang Anda baca. Muat ulang halamannya"
    if refusal:
        raise NotLawful([Missing("test", refusal, "PP 61/2010 Pasal 3")])
    test.state, test.approved_at, test.approved_by_id = TestState.APPROVED, now, actor.user_id
    test.approved_label, test.valid_from = actor.label, today
    db.session.flush()
    contents = closing.contents_of(test)
    if not contents.closes or contents.ends_on is None or contents.held_on is None:
        return None
    entry = ExemptEntry(
        body_id=test.body_id,
        test=test,
        description=contents.description,
        articles=list(contents.articles),
        reason=contents.reason,
        unit=contents.unit,
        tested_on=contents.held_on,
        valid_from=today,
        ends_on=contents.ends_on,
        decree_number=contents.decree_number,
        listed_at=now,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def as_text(contents: TestContents) -> str:
    """The contents as stored."""
    return json.dumps(asdict(contents), default=date.isoformat, ensure_ascii=False, sort_keys=True)


def fingerprint(test: ConsequenceTest) -> str:
    """SHA-256 (hex) of number and contents of a test."""
    return hashlib.sha256(fingerprints.canonical([test.number, json.loads(test.contents)])).hexdigest()


def _repeat(test: ConsequenceTest, contents: TestContents) -> None:
    """The few fields that queries ask for."""
    test.result = contents.result.value if contents.result else ""
    test.articles = list(contents.articles)
    test.held_on = contents.held_on
    test.ends_on = contents.ends_on if contents.closes else None


# -- reading -----------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list of exempt information as it stands on a day; `state` in words."""

    entry: ExemptEntry
    state: str


def exempt_list(bodies: Sequence[PublicBody], now: datetime, *, with_contents: bool = False) -> list[Listed]:
    """The list (DIK) of some bodies, newest first: every row that ever stood in it, with its state of the day.

    What the tests hold stays sealed unless `with_contents` asks for it.
    """
    today, test = {body.id: civil_date(now, body.zone) for body in bodies}, joinedload(ExemptEntry.test)
    rows = db.session.scalars(
        select(ExemptEntry)
        .where(ExemptEntry.body_id.in_(sorted(today)))
        .options(joinedload(ExemptEntry.body), test.options(closing.WITH_CONTENTS) if with_contents else test)
        .order_by(ExemptEntry.id.desc())
    ).all()
    replaced = closing.superseded_on(row.test_id for row in rows)
    return [Listed(row, _state(row, replaced.get(row.test_id), today[row.body_id])) for row in rows]


def _state(entry: ExemptEntry, replaced_on: date | None, today: date) -> str:
    if replaced_on is not None and replaced_on <= today:
        return TestState.SUPERSEDED.words
    return (TestState.IN_FORCE if today <= entry.ends_on else TestState.ENDED).words
