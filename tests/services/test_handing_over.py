"""The hand-over record: what, to whom, how; the answer's date stays the notice's."""

from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, handing_over
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.telling import hand_over_letters
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, instant, the_desk, the_superior
from tests.services.test_letters import text_of

VOLUMES = tuple(f"Rekap anggaran, jilid {number}" for number in range(1, 5))


def test_viewing_on_site_lists_what_was_seen_and_keeps_the_day_of_the_answer(app: Flask) -> None:
    """Scenario 22: four volumes are seen; J is the day of the notice, the day of the hand-over stands apart."""
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02", delivery="VIEW").answered("2026-04-14")
        case = history.handed_over("2026-04-16 10:00", "VIEWING", VOLUMES, signed="THUMB").built()
        assert (case.answered_on, case.handed_over_on) == (date(2026, 4, 14), date(2026, 4, 16))
        (record,) = handing_over.records(case)
        assert record.hand_over.items == VOLUMES and record.hand_over.signed == "THUMB"
        told = case.events[-1].details
        assert (told["way"], told["items"], told["signed"]) == ("VIEWING", 4, "THUMB")
        assert "Yohana" not in str(told) and "jilid" not in str(told)
        assert not verifying.verify().difference


def test_the_record_on_paper_names_items_and_receiver_and_has_two_places_to_sign(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02", delivery="VIEW").answered("2026-04-14")
        case = history.handed_over("2026-04-16 10:00", "VIEWING", VOLUMES, signed="THUMB").built()
        record, notice = handing_over.records(case)[0], answering.notice_of(case)
        said = text_of(hand_over_letters.hand_over_pdf(case, record, notice))
        signs = ("Yang menyerahkan", "setelah dibacakan", "cap jempol", "BA-2/MAL-26-00001")
        days = ("Kamis, 16 April 2026 pukul 10.00 WIT", "Selasa, 14 April 2026")
        for words in (*VOLUMES, *signs, *days, "Yohana Pattiwael"):
            assert words in said, words
        assert hand_over_letters.hand_over_pdf(case, record, notice) == hand_over_letters.hand_over_pdf(
            case, record, notice
        )


def test_by_post_a_parcel_number_stands_for_the_signature(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02", delivery="POST").answered("2026-04-14")
        case = history.handed_over("2026-04-16", "POST", ("Salinan 12 lembar",), parcel="JX123").built()
        record = handing_over.records(case)[0]
        assert "signed" not in case.events[-1].details and record.hand_over.parcel == "JX123"
        assert "JX123" in text_of(hand_over_letters.hand_over_pdf(case, record, answering.notice_of(case)))


@pytest.mark.parametrize(
    ("more", "field"),
    [({"way": "MAIL"}, "way"), ({"items": ()}, "items"), ({"items": ("x",) * 101}, "items"),
     ({"receiver": " "}, "receiver"), ({"signed": ""}, "signed"), ({"way": "PICKUP", "signed": "X"}, "signed")],
)  # fmt: skip
def test_a_record_that_says_too_little_is_refused(app: Flask, more: dict[str, str], field: str) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-14")
        with pytest.raises(Incomplete) as refused:
            history.handed_over("2026-04-16", **more)
        assert [item.field for item in refused.value.missing] == [field]


@pytest.mark.parametrize("outcome", [None, Outcome.NOT_HELD, Outcome.REFERRED])
def test_what_was_not_given_is_not_handed_over(app: Flask, outcome: Outcome | None) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        if outcome:
            history.answered("2026-04-14", outcome)
        with pytest.raises(IllegalStep, match=r"tidak ada yang dapat diserahkan|Belum ada jawaban"):
            history.handed_over("2026-04-16")


def test_desk_and_officer_hand_over_and_nobody_else(app: Flask) -> None:
    with app.app_context():
        body, other = a_body(), a_body("buru", prefix="BUR")
        case = a_case(body).filed("2026-04-02").answered("2026-04-14").built()
        given = handing_over.HandOver("PICKUP", ("Satu",), "Yohana", "SIGNED")
        for stranger in (the_superior(body), the_desk(other)):
            with pytest.raises(NotAllowed):
                handing_over.hand_over(case, given, Hand(stranger, instant("2026-04-15"), calendar_of(body)))
            db.session.rollback()


def test_the_queue_lists_answers_that_wait_to_be_handed_over(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        waits = a_case(body).filed("2026-04-02", delivery="DESK").answered("2026-04-14").built()
        a_case(body).filed("2026-04-02", delivery="LINK").answered("2026-04-14").built()
        a_case(body).filed("2026-04-02", delivery="VIEW").built()
        a_case(body).filed("2026-04-02", delivery="POST").answered("2026-04-14", Outcome.NOT_HELD).built()
        done = a_case(body).filed("2026-04-02", delivery="POST").answered("2026-04-14")
        done.handed_over("2026-04-15", "POST").built()

        def listed() -> list[CaseFile]:
            today, calendar = date(2026, 4, 16), calendar_of(body)
            return list(registers.queue(the_desk(body), "serah-terima", "", 1, today, calendar).cases)

        assert [case.number for case in listed()] == [waits.number]
