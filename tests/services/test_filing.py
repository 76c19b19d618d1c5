"""Filing: one form is one case, numbers have no gaps, and the year is that of the body's office."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import func, select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import ANYONE
from pid_tracker.models import CaseFile, Message, Requester
from pid_tracker.sealing import Sealer
from pid_tracker.services.answer import correcting
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing
from tests.builders import a_body, a_case, a_requester, instant, the_officer

NEW = filing.NewRequest(
    form_token="one", requester=a_requester(), question="Data nelayan\n\nData jalan", is_complete=True
)


def test_one_form_token_is_one_case_with_one_message(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        body = a_body()
        first, again = (filing.file_request(body, NEW, Hand(ANYONE, clock.now(), calendar_of(body))) for _ in range(2))
        db.session.commit()
        assert first is again and [part.text for part in first.parts] == ["Data nelayan", "Data jalan"]
        assert db.session.scalar(select(func.count(CaseFile.id))) == 1
        assert db.session.scalar(select(func.count(Message.id))) == 1


def test_numbers_have_no_gap_when_a_filing_failed_half_way(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        body = a_body()
        filing.file_request(body, NEW, Hand(ANYONE, clock.now(), calendar_of(body)))
        db.session.rollback()
        tokens = ("two", "three")
        made = [
            filing.file_request(
                body, replace(NEW, form_token=token), Hand(ANYONE, clock.now(), calendar_of(body))
            ).number
            for token in tokens
        ]
        db.session.commit()
        assert made == ["MAL-26-00001", "MAL-26-00002"]


def test_the_year_of_the_number_is_the_year_at_the_office(app: Flask) -> None:
    new_year_in_the_east = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)  # 1 January 00.30 WIT, 31 December 22.30 WIB
    with app.app_context():
        east, west = a_body(), a_body("bandung", zone="Asia/Jakarta")
        numbers = [
            filing.file_request(
                body, replace(NEW, form_token=body.code), Hand(ANYONE, new_year_in_the_east, calendar_of(body))
            ).number
            for body in (east, west)
        ]
        db.session.commit()
        assert numbers == ["MAL-27-00001", "BAN-26-00001"]


def test_a_request_of_very_many_lines_has_thirty_parts_and_loses_no_line() -> None:
    parts = filing.parts_of("\n".join(f"hal {number}" for number in range(1, 51)))
    assert len(parts) == filing.MAX_PARTS and parts[-1].splitlines()[-1] == "hal 50"


def test_a_requester_is_the_same_person_after_a_rotation_of_the_keys(app: Flask) -> None:
    """Also one whose address was written wrong first and corrected after the rotation."""
    new, old = bytes(reversed(range(32))), bytes(range(32))
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02", requester=a_requester(nik="")).built()
        app.extensions["pid_tracker.sealer"] = Sealer([new, old])
        a_case(body).filed("2026-04-06", requester=a_requester(nik="")).built()
        wrong = a_case(body).filed("2026-04-07", requester=a_requester(nik="", email="salah@contoh.id")).built()
        assert db.session.scalar(select(func.count(Requester.person_blind.distinct()))) == 2
        correcting.correct(
            wrong, "EMAIL", "yohana@contoh.id", "Salah ketik di meja layanan.",
            Hand(the_officer(body), instant("2026-04-08"), calendar_of(body)),
        )  # fmt: skip
        assert db.session.scalar(select(func.count(Requester.person_blind.distinct()))) == 1
