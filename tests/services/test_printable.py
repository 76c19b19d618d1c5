"""What becomes immutable can be printed: refused before it is fixed; what a requester wrote never stops a letter."""

from dataclasses import replace

import pytest
from flask import Flask

from pid_tracker.law.incomplete import Incomplete
from pid_tracker.services.answer import answering, handing_over
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.telling import hand_over_letters, letters
from pid_tracker.services.words import printable
from tests.builders import a_body, a_case, instant, the_officer
from tests.services.test_letters import text_of

ODD = ("😀", "漢", "ไ", "\uf0b7", "\x01", "🇮🇩", "سلام")


def test_every_sign_that_is_called_printable_is_in_the_fonts_of_the_letters(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").built()
        sheet = letters.receipt_sheet(case, calendar_of(case.body), instant("2026-04-02"))
        everything = " ".join(sorted(printable.PRINTABLE))
        pdf = replace(sheet, values={**sheet.values, "sentence": everything}).pdf()
        assert pdf.startswith(b"%PDF-") and "Ǯ" in text_of(pdf) and "□" in text_of(pdf)


@pytest.mark.parametrize("sign", ODD)
def test_a_letter_with_a_sign_that_cannot_be_printed_is_refused_before_it_is_fixed(app: Flask, sign: str) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        contents = replace(history.lawful_notice(), summary=f"Kami berikan tabelnya {sign} hari ini.")
        hand = Hand(the_officer(history.body), instant("2026-04-06"), calendar_of(history.body))
        with pytest.raises(Incomplete) as refused:
            answering.send_notice(history.case, contents, hand)
        (item,) = refused.value.missing
        assert item.field == "summary" and sign[0] in item.label and "tidak dapat dicetak" in item.label
        assert answering.notice_of(history.case) is None and history.case.answered_on is None


def test_what_a_part_says_is_looked_at_too(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        whole = history.lawful_notice()
        contents = replace(whole, parts=tuple(replace(part, material="Tabel ✅ 😀") for part in whole.parts))
        hand = Hand(the_officer(history.body), instant("2026-04-06"), calendar_of(history.body))
        with pytest.raises(Incomplete, match="✅ 😀"):
            answering.send_notice(history.case, contents, hand)


def test_a_hand_over_record_with_such_a_sign_is_refused(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").answered("2026-04-06").built()
        given = handing_over.HandOver("PICKUP", ("Tabel 😀",), "Yohana Pattiwael", "SIGNED", "")
        hand = Hand(the_officer(case.body), instant("2026-04-07"), calendar_of(case.body))
        with pytest.raises(Incomplete, match="Tanda 😀 tidak dapat dicetak"):
            handing_over.hand_over(case, given, hand)
        record = handing_over.hand_over(case, replace(given, items=("• Tabel — “2025” ≤ 3 m²",)), hand)
        assert "Tabel" in text_of(hand_over_letters.hand_over_pdf(case, record, answering.notice_of(case)))


def test_what_the_requester_wrote_is_printed_with_a_box(app: Flask) -> None:
    with app.app_context():
        question = "Daftar bantuan nelayan ☑️ 😀 tahun 2025"
        history = a_case(a_body()).filed("2026-04-02", question=question).answered("2026-04-06")
        notice = answering.notice_of(history.case)
        assert notice is not None
        words = text_of(letters.notice_pdf(history.case, notice))
        assert "Daftar bantuan nelayan ☑ □ tahun 2025" in words


def test_a_letter_that_was_fixed_before_this_rule_opens(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02").answered("2026-04-06")
        notice = answering.notice_of(history.case)
        assert notice is not None
        notice.contents = {**notice.contents, "summary": "Kami berikan \uf0b7 tabelnya"}
        assert "Kami berikan □ tabelnya" in text_of(letters.notice_pdf(history.case, notice))
