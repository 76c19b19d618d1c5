"""Correction of a clerical error: a new event; dates, question and result can never be corrected this way."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import Message
from pid_tracker.services.answer import answering, correcting
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import fingerprints, happened
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.telling import letters
from pid_tracker.services.upkeep import verifying
from pid_tracker.services.words import timeline
from tests.builders import a_body, a_case, instant, the_desk, the_superior
from tests.services.test_letters import text_of

RIGHT = {
    "NAME": "Yohana Pattiwaelapia", "ADDRESS": "Jalan Pantai 17, Ambon", "PHONE": "081299998888",
    "EMAIL": "yohana.p@contoh.id", "PERIOD": "2024", "PLACE": "Kota Ambon",
}  # fmt: skip


@pytest.mark.parametrize("about", sorted(RIGHT))
def test_a_correction_changes_the_record_and_keeps_what_was_wrong_sealed(app: Flask, about: str) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02", period="2025", place="Ambon")
        before = {code: correcting._read(history.case, code) for code in RIGHT}
        case = history.corrected("2026-04-07", about, RIGHT[about]).built()
        after = {code: correcting._read(case, code) for code in RIGHT}
        assert after == before | {about: RIGHT[about]}
        row = case.events[-1]
        assert (
            row.kind is E.CORRECTED and before[about] not in str(row.details) and RIGHT[about] not in str(row.details)
        )
        (kept,) = correcting.corrections(case)
        assert (kept.wrong, kept.right) == (before[about], RIGHT[about])
        assert not verifying.verify().difference
        assert case.due_on == date(2026, 4, 17)


def test_the_history_says_what_was_corrected_and_not_what_it_said(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").corrected("2026-04-07").built()
        told = timeline.entries(happened.in_case(case))[0]
        assert told.what == "Salah tulis dibetulkan: alamat pemohon" and not told.text


@pytest.mark.parametrize(("about", "instead"), [("DATE", "bercap tanggal"), ("QUESTION", "permintaan baru"),
                                                ("OUTCOME", "keberatan")])  # fmt: skip
def test_dates_question_and_result_are_refused_with_what_is_possible_instead(
    app: Flask, about: str, instead: str
) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-14")
        history.built()
        with pytest.raises(IllegalStep, match=instead):
            history.corrected("2026-04-15", about, "2026-04-01")
        db.session.rollback()
        assert E.CORRECTED not in {row.kind for row in history.case.events}


@pytest.mark.parametrize(
    ("about", "right", "field"),
    [("STAGE", "x", "about"), ("", "x", "about"), ("NAME", " ", "right"), ("NAME", "Yohana Pattiwael", "right"),
     ("EMAIL", "bukan surel", "right"), ("PHONE", "12", "right")],
)  # fmt: skip
def test_a_correction_that_corrects_nothing_is_refused(app: Flask, about: str, right: str, field: str) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        with pytest.raises(Incomplete) as refused:
            history.corrected("2026-04-07", about, right)
        assert [item.field for item in refused.value.missing] == [field]


def test_no_correction_closes_what_the_letter_gave(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-14")
        right = "Kami berikan tabelnya tanpa nama (Pasal 17 huruf h)."
        with pytest.raises(Incomplete, match="Pembetulan tidak dapat menutup informasi"):
            history.corrected("2026-04-16", "LETTER", right, "Kami berikan tabelnya.")


def test_only_the_officer_corrects(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).filed("2026-04-02").built()
        for stranger in (the_desk(body), the_superior(body)):
            with pytest.raises(NotAllowed):
                correcting.correct(
                    case,
                    "NAME",
                    "Yohana P.",
                    "Salah ketik di meja.",
                    Hand(stranger, instant("2026-04-07"), calendar_of(body)),
                )
            db.session.rollback()
        assert case.requester is not None and case.requester.name == "Yohana Pattiwael"


def test_what_waits_to_be_sent_goes_to_the_corrected_address(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").corrected("2026-04-07", "EMAIL", "Baru@contoh.id").built()
        recipients = set(db.session.scalars(sa.select(Message.recipient).where(Message.case_id == case.id)))
        assert recipients == {"baru@contoh.id"}


def test_a_correction_of_the_letter_stands_below_its_signature(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-14")
        sent = dict((answering.notice_of(history.case) or pytest.fail("no letter")).contents)
        case = history.corrected("2026-04-16", "LETTER", "Kami berikan dua tabel.", "Kami berikan tabelnya.").built()
        notice = answering.notice_of(case)
        assert notice is not None and notice.contents == sent
        said = text_of(letters.notice_pdf(case, notice))
        assert said.index("Pembetulan") > said.index("Dikirim lewat sistem")
        assert "Tertulis: “Kami berikan tabelnya.”" in said and "Seharusnya: “Kami berikan dua tabel.”" in said
        assert not verifying.verify().difference


def test_only_what_stands_in_the_letter_and_was_worded_by_the_office_is_corrected(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        history.built()
        with pytest.raises(IllegalStep, match="belum dikirim"):
            history.corrected("2026-04-07", "LETTER", "benar", "salah")
        db.session.rollback()
        history = a_case(history.body).filed("2026-04-02").answered("2026-04-14")
        question = history.case.parts[0].text
        for wrong in ("kata yang tidak ada", question, ""):
            with pytest.raises(Incomplete) as refused:
                history.corrected("2026-04-15", "LETTER", "yang benar", wrong)
            assert [item.field for item in refused.value.missing] == ["wrong"]


def test_what_was_asked_cannot_be_exchanged_beside_a_correction(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02", period="2025").corrected("2026-04-07", "PERIOD", "2024").built()
        assert not verifying.verify().difference
        case.period = "2023"
        db.session.commit()
        assert "teks permintaan tidak cocok" in verifying.verify().difference
        assert fingerprints.commitment(case, period="2024") == case.events[-1].details["asked"]
