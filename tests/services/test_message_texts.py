"""Every message as people get it, compared byte by byte; the short texts fit one SMS.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/services/test_message_texts.py`, then read the difference.
"""

import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.models import CaseFile, Message
from pid_tracker.services import message_texts, messages, sweep
from tests.builders import a_body, a_case, a_unit, instant

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = sorted(
    path.name.removesuffix(".txt") for path in Path("templates/messages").glob("[a-z]*.txt") if ".sms" not in path.name
)
#: The alphabet of a short message (GSM 03.38), as far as Indonesian needs it.
GSM = set("@_\n !\"#$%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


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
    if name.startswith(("n6", "n9")):
        story.answered("2026-04-14", Outcome.GRANTED if name == "n6_granted" else Outcome.NOT_HELD)
    if name == "n7_partly":
        story.answered("2026-04-14", Outcome.GRANTED)
    case = story.built()
    if name == "n11_late":
        sweep.sweep(body, instant("2026-04-20 00:15"))
    if name in ("code_again", "date_moved", "n7_partly"):
        messages.queue(case, name, occasion="test", now=instant("2026-04-20"), facts={"seq": 0, "due_on": "2026-04-20"})
    db.session.commit()
    return case


def _message(name: str, body_name: str = "Pemerintah Provinsi Maluku", short_name: str = "Maluku") -> Message:
    case = _case_for(name, body_name, short_name)
    case.code, case.link_token = "7KQ4-M2", "contoh-tautan-128-bit"
    db.session.commit()
    return db.session.scalars(sa.select(Message).where(Message.template == name)).one()


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
    with app.app_context():
        text = message_texts.short_text(_message(name, "Pemerintah Kabupaten Kepulauan Tanimbar", "Kepulauan Tanimbar"))
    assert len(text) <= 160 and set(text) <= GSM


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
