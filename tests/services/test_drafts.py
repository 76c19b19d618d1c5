"""Drafts: sealed, found by token or code, seven days, swept with their files; and what they become."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import ANYONE
from pid_tracker.models import CaseFile, Document, Draft
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import draft_contents, drafts
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files
from tests.builders import a_body, a_case

COPY = Copy(b"picture", "image/jpeg", "bukti-identitas.jpg")
ANSWERS: draft_contents.Answers = {
    "question": "Data nelayan\nData jalan", "purpose": "STUDY", "may_refer": "ASK", "kind": "GROUP",
    "name": "Yohana", "address": "Ambon", "group_name": "Warga Waai", "group_size": "12", "identity_way": "PHOTO",
    "delivery": "LINK", "email": "a@contoh.id", "nik": "8171014503740001", "publish": "LATER", "formats": ["TABLE"],
}  # fmt: skip


def test_what_was_typed_is_sealed_in_the_database(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        drafts.start(clock.now(), ANSWERS)
        db.session.commit()
        stored = bytes(db.session.execute(text("SELECT answers FROM draft")).scalar_one())
        assert b"Yohana" not in stored and b"8171014503740001" not in stored


def test_a_draft_is_found_by_its_token_and_by_its_code_in_any_spelling(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        draft, token = drafts.start(clock.now(), ANSWERS)
        code = drafts.resume_code(draft, clock.now())
        db.session.commit()
        assert drafts.find(token, clock.now()) is draft
        assert drafts.find_saved(f" {code.lower().replace('-', ' ')}", clock.now()) is draft
        assert drafts.find(code, clock.now()) is None and drafts.find_saved(token, clock.now()) is None
        assert drafts.resume_code(draft, clock.now()) == code
        assert drafts.find("", clock.now()) is None and drafts.find("x" * 5000, clock.now()) is None


def test_after_seven_days_a_draft_is_gone_and_its_files_with_it(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        draft, token = drafts.start(clock.now(), ANSWERS)
        document = drafts.attach(draft, "IDENTITY", COPY, clock.now())
        db.session.commit()
        key = document.storage_key
        later = clock.now() + timedelta(days=7)
        assert drafts.find(token, later - timedelta(seconds=1)) is not None and drafts.find(token, later) is None
        assert drafts.sweep(later) == 1 and drafts.sweep(later) == 0
        db.session.commit()
        assert db.session.scalar(select(func.count(Document.id))) == 0
        gone = Document(storage_key=key, is_sealed=True)
        try:
            files.read(gone)
        except files.BrokenFile:
            return
        raise AssertionError("the bytes are still there")


def test_a_file_that_was_replaced_is_swept_and_the_new_one_stays(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        draft, _ = drafts.start(clock.now(), ANSWERS)
        drafts.attach(draft, "IDENTITY", COPY, clock.now())
        second = drafts.attach(draft, "IDENTITY", COPY, clock.now())
        db.session.commit()
        assert [document.id for document in drafts.attached(draft)] == [second.id]
        drafts.sweep(clock.now())
        db.session.commit()
        assert list(db.session.scalars(select(Document.id))) == [second.id]


def test_a_draft_that_moved_opens_with_its_new_token_alone(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        draft, token = drafts.start(clock.now(), ANSWERS)
        code, form_token = drafts.resume_code(draft, clock.now()), draft.form_token
        drafts.attach(draft, "IDENTITY", COPY, clock.now())
        moved = drafts.move(draft)
        db.session.commit()
        assert drafts.find(moved, clock.now()) is draft and len(drafts.attached(draft)) == 1
        assert drafts.find(token, clock.now()) is None and drafts.find_saved(code, clock.now()) is None
        assert draft.form_token != form_token and drafts.answers_of(draft)["name"] == "Yohana"


@pytest.mark.parametrize("remember", [True, False])
def test_a_draft_becomes_one_case_with_its_files_and_keeps_the_name_only_if_asked_to(
    app: Flask, clock: FrozenClock, remember: bool
) -> None:
    with app.app_context():
        body = a_body()
        draft, _ = drafts.start(clock.now(), {**ANSWERS, "remember": remember})
        for kind in ("IDENTITY", "POWER_OF_ATTORNEY"):
            drafts.attach(draft, kind, COPY, clock.now())
        first_token = draft.form_token
        case = drafts.file_draft(draft, body, Hand(ANYONE, clock.now(), calendar_of(body)))
        db.session.commit()
        assert case.form_token == first_token != draft.form_token
        assert case.requester is not None and case.requester.group_size == 12 and case.requester.nik_last4 == "0001"
        assert case.publish_later and not case.may_refer and case.formats == ["TABLE"] and len(case.parts) == 2
        assert case.events[0].details["complete"] is True
        assert {document.case_id for document in db.session.scalars(select(Document))} == {case.id}
        left = drafts.answers_of(draft)
        assert left.get("name") == ("Yohana" if remember else None) and left["filed"] == case.number
        assert not {"question", "nik", "purpose"} & left.keys()


def test_a_group_without_its_letter_is_not_complete(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        body = a_body()
        draft, _ = drafts.start(clock.now(), ANSWERS)
        drafts.attach(draft, "IDENTITY", COPY, clock.now())
        case = drafts.file_draft(draft, body, Hand(ANYONE, clock.now(), calendar_of(body)))
        db.session.commit()
        assert case.events[0].details["complete"] is False


def test_the_same_contents_are_sent_again_with_a_link_to_the_first_case(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        body = a_body()
        old = a_case(body).filed("2026-03-30", complete=False).found_lacking("2026-03-31").built()
        draft, _ = drafts.start_again_from(old, body, clock.now())
        new = drafts.file_draft(draft, body, Hand(ANYONE, clock.now(), calendar_of(body)))
        db.session.commit()
        assert new.resent_from_id == old.id and new.question == old.question and new.number != old.number
        assert new.requester is not None and new.requester.nik == "8171014503740001"
        assert db.session.scalar(select(func.count(CaseFile.id))) == 2


def test_a_draft_can_be_thrown_away_at_once(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        draft, _ = drafts.start(clock.now(), ANSWERS)
        drafts.attach(draft, "IDENTITY", COPY, clock.now())
        drafts.throw_away(draft)
        drafts.sweep(clock.now())
        db.session.commit()
        assert db.session.scalar(select(func.count(Draft.id))) == 0
        assert db.session.scalar(select(func.count(Document.id))) == 0
