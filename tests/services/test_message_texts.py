"""Every message as people get it, compared byte by byte; the short texts fit one SMS.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/services/test_message_texts.py`, then read the difference.
"""

import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import Environment, meta

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.grounds import Decision, Outcome
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.gate import messages
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.telling import message_texts, values
from pid_tracker.services.telling.values.occasion import Occasion, base
from pid_tracker.services.upkeep import sweep
from pid_tracker.services.words.tellings import MESSAGES, TELLINGS
from tests.builders import CaseBuilder, a_body, a_case, a_requester, a_unit, instant, the_officer
from tests.closing import a_closing_notice, a_test, send_closing
from tests.objection_history import object_to

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
NAMES = sorted(
    path.name.removesuffix(".txt") for path in Path("templates/messages").glob("[a-z]*.txt") if ".sms" not in path.name
)
NAMES += ["n7_closed", "decision_moved"]  # the same templates, when something is closed, and for the superior's date
#: The alphabet of a short message (GSM 03.38), as far as Indonesian needs it.
GSM = set(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
ABOUT_OBJECTIONS = ("n12_objection", "n13_decision", "n14_silent", "executed", "decision_moved")
LONGEST = ("Pemerintah Kabupaten Kepulauan Tanimbar", "Kab. Kepulauan Tanimbar")
LONG_SITE = "https://ppid.kepulauantanimbarkab.go.id"


def _case_for(name: str, body_name: str, short_name: str) -> CaseFile:
    body = a_body(name=body_name, short_name=short_name, code="maluku")
    unit = a_unit(body, "pupr")
    story = a_case(body)
    if name in ("n2_incomplete", "n3_complete", "lapsed"):
        story.filed("2026-04-02 21:15", complete=False).found_lacking("2026-04-06", "IDENTITY", "NIK")
        if name == "n3_complete":
            story.completed("2026-04-07")
        case = story.built()
        if name == "lapsed":
            sweep.sweep(body, instant("2026-04-10 00:15"))
            db.session.commit()
        return case
    if name == "n12_without_request":
        return story.objected_without_request("2026-08-03").built()
    if name in ABOUT_OBJECTIONS:
        return _objected(name, story)
    story.filed("2026-04-02 21:15", question="Daftar syarat bantuan nelayan 2025\nPeta jalan lingkar Ambon")
    if name in ("n4_searching", "n5_extended", "n6_granted"):
        story.routed("2026-04-06", unit, 1)
    if name == "n5_extended":
        story.extended("2026-04-10")
    if name.startswith(("n15", "n16")) and name != "n16_question":
        _rule(story, executed=name.startswith("n16"))
    if name == "dispute_news":
        object_to(story, "2026-04-20")
        story.disputed("2026-06-15")
    if name.startswith(("n6", "n9")):
        story.answered("2026-04-14", Outcome.GRANTED if name == "n6_granted" else Outcome.NOT_HELD)
    if name in ("n10_cost", "handed_over", "corrected"):
        body.tariff_basis, body.per_sheet_rupiah = "Keputusan Sekretaris Daerah Nomor 41.1 Tahun 2022", 300
        story.answered("2026-04-14")
    if name == "n10_cost":
        story.cost_noted("2026-04-15", postage_rupiah=18000)
    if name == "handed_over":
        story.handed_over("2026-04-16 10:00", items=("Rekap anggaran, jilid 1", "Rekap anggaran, jilid 2"))
    if name == "corrected":
        story.corrected("2026-04-16", "LETTER", "Kami berikan tabelnya, dua berkas.", "Kami berikan tabelnya.")
    if name == "withdrawn":
        story.withdrawn_by_staff("2026-04-08")
    if name == "n7_partly":
        _answer_partly(story)
    if name in ("n7_closed", "n8_refused"):
        _close(story, Outcome.REFUSED if name == "n8_refused" else Outcome.PARTLY_GRANTED)
    if name == "n16_question":
        story.asked("2026-04-07")
    if name == "n17_partly_delivered":
        story.routed("2026-04-06", unit, 1).answered_by_unit("2026-04-08").delivered_ahead("2026-04-08")
    if name in ("n18_relabelled", "n19_insisted"):
        story.relabelled("2026-04-07")
    if name == "n19_insisted":
        story.insisted("2026-04-09")
    case = story.built()
    if name == "n11_late":
        sweep.sweep(body, instant("2026-04-20 00:15"))
    if name == "code_again":
        messages.queue(case, name, occasion="test", now=instant("2026-04-20"), facts={})
    if name == "date_moved":
        calendars.enter_decree(_new_holiday(date(2026, 4, 15), date(2026, 4, 8)), instant("2026-04-09"))
        moving.refresh_dates(body, instant("2026-04-09 00:15"))
    db.session.commit()
    return case


def _objected(name: str, story: CaseBuilder) -> CaseFile:
    """Answered on 24 July, objected to on Monday, 3 August 2026; the superior's term ends on 16 September."""
    story.filed("2026-07-13 10:00").answered("2026-07-24").objected("2026-08-03 10:12", "dg")
    if name in ("n13_decision", "executed"):
        story.decided("2026-09-10", Decision.CHANGED)
    if name == "executed":
        story.executed("2026-09-14")
    case = story.built()
    if name == "n14_silent":
        sweep.sweep(story.body, instant("2026-09-17 00:15"))
    if name == "decision_moved":
        calendars.enter_decree(_new_holiday(date(2026, 9, 9), date(2026, 8, 8)), instant("2026-08-09"))
        moving.refresh_dates(story.body, instant("2026-08-10 00:15"))
    db.session.commit()
    return case


def _new_holiday(day: date, signed_on: date) -> Decree:
    new = ClosedDay(day, DayKind.HOLIDAY, "Hari Libur Baru", "Keppres 9/2026")
    return Decree("Keppres 9/2026", "Hari libur", 2026, signed_on, None, frozenset(), (new,))


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
    answering.send_notice(story.case, contents, Hand(the_officer(story.body), now, calendar))


def _close(story: CaseBuilder, outcome: Outcome) -> None:
    """Something is closed, on a test in force, with the superior's approval."""
    send_closing(story.case, a_closing_notice(story.case, outcome, a_test(story.body)), "2026-04-14")


def _message(name: str, body_name: str = "Pemerintah Provinsi Maluku", short_name: str = "Maluku") -> Message:
    case = _case_for(name, body_name, short_name)
    case.code, case.link_token = "7KQ4-M2", "contoh-tautan-128-bit"
    db.session.commit()
    template = {"n7_closed": "n7_partly", "decision_moved": "date_moved"}.get(name, name)
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


def test_more_time_names_the_parts_that_were_given_ahead(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-04-02", question="Daftar syarat bantuan nelayan\nPeta jalan lingkar")
        story.routed("2026-04-06", a_unit(body)).answered_by_unit("2026-04-08").delivered_ahead("2026-04-08")
        story.extended("2026-04-10").built()
        message = db.session.scalars(sa.select(Message).where(Message.template == "n5_extended")).one()
        text = message_texts.email_text(message)[1]
    assert "Bagian yang sudah siap sudah kami serahkan lebih dulu: bagian 1." in text


def test_who_insists_after_the_due_date_hears_that_it_has_passed(app: Flask) -> None:
    with app.app_context():
        a_case(a_body()).filed("2026-04-02").relabelled("2026-04-07").insisted("2026-04-21").built()
        message = db.session.scalars(sa.select(Message).where(Message.template == "n19_insisted")).one()
        text, short = message_texts.email_text(message)[1], message_texts.short_text(message)
    assert "Batas menjawabnya, Jumat, 17 April 2026, sudah lewat. Kami minta maaf" in text
    assert "Batasnya 17 Apr 2026 sudah lewat, maaf." in short


def test_a_notice_that_nobody_could_bring_names_days_and_no_date(app: Flask) -> None:
    with app.app_context():
        asker = a_requester(email="")
        a_case(a_body()).filed("2026-04-02", complete=False, requester=asker).found_lacking("2026-04-06").built()
        message = db.session.scalars(sa.select(Message).where(Message.template == "n2_incomplete")).one()
        short = message_texts.short_text(message)
    assert "Kirim dalam 3 hari kerja:" in short and "2026" not in short


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
    assert {name for telling in TELLINGS.values() for name in telling.messages} <= set(NAMES)


def test_every_message_has_a_name_that_officers_read() -> None:
    former = {"decision_moved"}
    assert set(MESSAGES) == set(NAMES) - {"n7_closed"} | former
    assert all(name[:1].isupper() and "_" not in name for name in MESSAGES.values())


def _variables(template: str) -> set[str]:
    """What a text uses, also in what it includes."""
    tree = Environment().parse((Path("templates/messages") / template).read_text(encoding="utf-8"))
    included = (_variables(name) for name in meta.find_referenced_templates(tree) if name)
    return meta.find_undeclared_variables(tree).union(*included)


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_given_the_values_that_its_texts_use_and_no_other(app: Flask, name: str) -> None:
    with app.app_context():
        message = _message(name)
        row = next((row for row in message.case.events if row.seq == message.facts.get("seq")), None)
        occasion, template = Occasion(message.case, row, message.facts), values.template_of(message)
        common, own = set(base(occasion)), set(values.values_of(message)) - set(base(occasion))
    assert own == (_variables(f"{template}.txt") | _variables(f"{template}.sms.txt")) - common
    assert not own & common, "given twice under one name"


def test_the_common_values_are_used_by_several_messages() -> None:
    used = Counter(used for name in values.VALUES for used in _variables(f"{name}.txt") | _variables(f"{name}.sms.txt"))
    with_code = {name for name in values.VALUES if "kode" in _variables(f"{name}.sms.txt")}
    assert with_code == {"n1_received", "n12_without_request", "code_again"}, "a code is unsealed for these alone"
    assert min(used[name] for name in ("link_keberatan", "nomor_keberatan", "tgl", "tenggat", "batas_keberatan")) > 4


@pytest.mark.parametrize(("name", "most"), [("n3_complete", 6), ("n11_late", 6), ("n6_granted", 7)])
def test_the_words_of_a_message_ask_the_database_only_for_what_they_say(app: Flask, name: str, most: int) -> None:
    with app.app_context():
        message_id = _message(name).id
        db.session.expire_all()
        message = db.session.get_one(Message, message_id)
        asked: list[str] = []

        def note(connection: sa.Connection, cursor: object, statement: str, *rest: object) -> None:
            asked.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        message_texts.email_text(message)
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert 0 < len(asked) <= most, asked


@pytest.mark.parametrize("name", NAMES)
def test_no_text_has_a_hole_where_its_date_belongs(app: Flask, name: str) -> None:
    with app.app_context():
        message = _message(name)
        for text in (message_texts.short_text(message), message_texts.email_text(message)[1]):
            assert re.search(r"(paling lambat|s\.d\.|sampai) *[.,;]", text) is None, text


def test_a_row_that_waits_under_a_former_name_is_still_told(app: Flask) -> None:
    with app.app_context():
        message = _message("decision_moved")
        message.template = "decision_moved"
        assert "17 September 2026" in message_texts.email_text(message)[1]
        assert "atasan PPID 17 Sep 2026" in message_texts.short_text(message)


def test_a_later_date_for_the_commission_names_the_safest_day_too(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        story.decided("2026-08-24").built()
        calendars.enter_decree(_new_holiday(date(2026, 9, 4), date(2026, 8, 28)), instant("2026-08-31"))
        moving.refresh_dates(story.body, instant("2026-08-31"))
        text = message_texts.email_text(
            db.session.scalars(sa.select(Message).where(Message.template == "date_moved")).one()
        )[1]
    assert "Permohonan ke Komisi Informasi paling lambat Selasa, 15 September 2026; sebelumnya Senin, 14" in text
    assert "Ke Komisi Informasi paling aman sampai Senin, 14 September 2026." in text
