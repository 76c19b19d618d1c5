"""Every message as people get it, compared byte by byte; the short texts fit one SMS.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/services/test_message_texts.py`, then read the difference.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.calendar import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.grounds import Outcome
from pid_tracker.models import CaseFile, Message
from pid_tracker.services import answering, calendars, message_texts, messages, sweep
from tests.builders import CaseBuilder, a_body, a_case, a_requester, a_unit, instant, the_officer
from tests.closing import a_closing_notice, a_test, send_closing
from tests.objection_history import object_to

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = sorted(
    path.name.removesuffix(".txt") for path in Path("templates/messages").glob("[a-z]*.txt") if ".sms" not in path.name
)
NAMES.append("n7_closed")  # the same template, when something is closed
#: The alphabet of a short message (GSM 03.38), as far as Indonesian needs it.
GSM = set(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
LONGEST = ("Pemerintah Kabupaten Kepulauan Tanimbar", "Kab. Kepulauan Tanimbar")
LONG_SITE = "https://ppid.kepulauantanimbarkab.go.id"


def _case_for(name: str, body_name: str, short_name: str) -> CaseFile:
    body = a_body(name=body_name, short_name=short_name, code="maluku")
    unit = a_unit(body, "pupr")
    story = a_case(body)
    if name in ("n2_incomplete", "n3_complete"):
        story.filed("2026-04-02 21:15", complete=False).found_lacking("2026-04-06", "IDENTITY", "NIK")
        if name == "n3_complete":
            story.completed("2026-04-07")
        return story.built()
    story.filed("2026-04-02 21:15", question="Daftar syarat bantuan nelayan 2025\nPeta jalan lingkar Ambon")
    if name in ("n4_searching", "n5_extended", "n6_granted"):
        story.routed("2026-04-06", unit, 1)
    if name == "n5_extended":
        story.extended("2026-04-10")
    if name.startswith(("n15", "n16")):
        _rule(story, executed=name.startswith("n16"))
    if name.startswith(("n6", "n9")):
        story.answered("2026-04-14", Outcome.GRANTED if name == "n6_granted" else Outcome.NOT_HELD)
    if name == "n7_partly":
        _answer_partly(story)
    if name in ("n7_closed", "n8_refused"):
        _close(story, Outcome.REFUSED if name == "n8_refused" else Outcome.PARTLY_GRANTED)
    case = story.built()
    if name == "n11_late":
        sweep.sweep(body, instant("2026-04-20 00:15"))
    if name == "code_again":
        messages.queue(case, name, occasion="test", now=instant("2026-04-20"), facts={})
    if name == "date_moved":
        new = ClosedDay(date(2026, 4, 15), DayKind.HOLIDAY, "Hari Libur Baru", "Keppres 9/2026")
        decree = Decree("Keppres 9/2026", "Hari libur", 2026, date(2026, 4, 8), None, frozenset(), (new,))
        calendars.enter_decree(decree, instant("2026-04-09"))
        sweep.refresh_dates(body, instant("2026-04-09 00:15"))
    db.session.commit()
    return case


def _rule(story: CaseBuilder, *, executed: bool) -> None:
    """The commission has ruled, and perhaps the body has done what it says."""
    object_to(story, "2026-04-20")
    story.disputed("2026-06-15").ruling("2026-08-10", execute_by="2026-08-31")
    if executed:
        story.ruling_executed("2026-08-28")


def _answer_partly(story: CaseBuilder) -> None:
    """The first part is given, the second is with another office."""
    given, referred = story.lawful_notice().parts
    referred = replace(
        referred, outcome=Outcome.REFERRED, material="", holder="BPJN Maluku", holder_address="Jalan Raya 2, Ambon"
    )
    contents = replace(story.lawful_notice(), parts=(given, referred), summary="Daftarnya kami berikan.")
    now, calendar = instant("2026-04-14"), calendars.calendar_of(story.body)
    answering.send_notice(story.case, contents, the_officer(story.body), now, calendar)


def _close(story: CaseBuilder, outcome: Outcome) -> None:
    """Something is closed, on a test in force, with the superior's approval."""
    send_closing(story.case, a_closing_notice(story.case, outcome, a_test(story.body)), "2026-04-14")


def _message(name: str, body_name: str = "Pemerintah Provinsi Maluku", short_name: str = "Maluku") -> Message:
    case = _case_for(name, body_name, short_name)
    case.code, case.link_token = "7KQ4-M2", "contoh-tautan-128-bit"
    db.session.commit()
    template = {"n7_closed": "n7_partly"}.get(name, name)
    return db.session.scalars(sa.select(Message).where(Message.template == template)).one()


@pytest.mark.parametrize("name", NAMES)
def test_a_message_says_exactly_this(app: Flask, name: str) -> None:
    with app.app_context():
        subject, text = message_texts.email_text(_message(name))
    said = f"Subjek: {subject}\n\n{text}"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_short_text_fits_one_sms_with_the_longest_name(app: Flask, name: str) -> None:
    config = app.extensions["pid_tracker.config"]
    app.extensions["pid_tracker.config"] = replace(config, base_url=LONG_SITE)
    with app.app_context():
        text = message_texts.short_text(_message(name, *LONGEST))
    assert len(text) <= 160 and set(text) <= GSM
    assert "MAL-26-00001" in text and text.startswith("PPID Kab. Kepulauan Tanimbar: ")


def test_what_does_not_fit_one_sms_is_left_out_from_the_end_of_what_matters(app: Flask) -> None:
    with app.app_context():
        text = message_texts.short_text(_message("n1_received", "Pemerintah", "Kabupaten yang Namanya Panjang " * 3))
    assert text == "PPID MAL: MAL-26-00001 diterima 2/4 21.15. Kode 7KQ4-M2. Jawaban paling lambat 17 Apr 2026."


def test_a_short_text_has_only_letters_that_every_telephone_has(app: Flask) -> None:
    with app.app_context():
        text = message_texts.short_text(_message("n1_received", "Pemerintah", "Kota Façade – “Désa”"))
    assert text.startswith("PPID Kota Facade - Desa : MAL-26-00001")


def test_a_receipt_by_mail_asks_for_the_proof_of_identity_that_is_missing(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02", complete=False).built()
        text = message_texts.email_text(db.session.scalars(sa.select(Message)).one())[1]
    assert "bukti identitas Anda belum kami terima" in text and "tidak perlu melakukan apa-apa" not in text


def test_a_date_in_a_year_without_decree_is_called_provisional(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2027-12-20").built()
        text = message_texts.email_text(db.session.scalars(sa.select(Message)).one())[1]
    assert "Tanggal ini sementara" in text


def test_a_name_that_pretends_to_be_more_stays_one_line(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02", requester=a_requester("Siti\r\nBcc: x@contoh.id\n\nHalo")).built()
        text = message_texts.email_text(db.session.scalars(sa.select(Message)).one())[1]
    assert text.startswith("Yth. Siti Bcc: x@contoh.id Halo,\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_and_a_short_text_say_nothing_personal(app: Flask, name: str) -> None:
    with app.app_context():
        message = _message(name)
        subject, short = message_texts.email_text(message)[0], message_texts.short_text(message)
        for said in (subject, short):
            assert "Yohana" not in said and "nelayan" not in said


def test_every_message_that_the_table_names_has_its_words() -> None:
    named = {template for template in (*messages.TELLS.values(), *messages.ANSWER_TELLS.values()) if template}
    assert named <= set(NAMES)
