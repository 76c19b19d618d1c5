"""Consequence tests as use cases: start, save, finish, approve; reuse; what is due for review; the list (DIK).

A test is numbered without gaps by body and year under the register's lock. What is finished is never changed: a change
of classification is a new test (`supersedes`). What the gate asks of a refusal is in `services/gate/closing.py`.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.consequence import TEST_GRANTS, TestAct, TestContents, missing
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor, NotAllowed
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import ConsequenceTest, ExemptEntry, Part, PublicBody
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
    """Keep the draft; Incomplete when the test is finished, SavedMeanwhile when somebody was quicker."""
    _require(actor, TestAct.WRITE, test.body_id)
    revising.take_turn(test)
    if test.state is not TestState.DRAFT:
        raise Incomplete([Missing("test", _FIXED, _FIXED_BASIS)])
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
    """Finish the test: Incomplete with each field of Annex II and III that is missing; from here on it is fixed."""
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
        raise Incomplete(lacking)
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
        raise Incomplete([Missing("test", refusal, "PP 61/2010 Pasal 3")])
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
