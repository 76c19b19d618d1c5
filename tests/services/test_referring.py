"""Passing a request on to another body of this installation: on the same day, once, and with consent only."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile, Document, Message, PublicBody, Requester
from pid_tracker.services.answer import answering, referring
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.publishing import reporting
from pid_tracker.services.store import files
from pid_tracker.services.telling import letters, message_texts
from pid_tracker.services.upkeep import verifying
from tests.builders import (
    CaseBuilder,
    a_body,
    a_case,
    a_lawful_notice,
    a_unit,
    instant,
    the_officer,
    the_requester,
    the_unit,
)
from tests.samples import sample
from tests.services.test_letters import text_of

QUESTION = "Daftar syarat bantuan nelayan 2025\nPeta jalan lingkar Namlea"


def a_province_and_buru() -> tuple[PublicBody, PublicBody]:
    """Two bodies of one installation."""
    province = a_body()
    buru = a_body(
        "buru", name="Pemerintah Kabupaten Buru", short_name="Kabupaten Buru", prefix="BUR", parent_id=province.id,
        address="Jalan Danau Rana 1, Namlea",
    )  # fmt: skip
    return province, buru


def asked(province: PublicBody, *, consent: bool, **more: object) -> CaseBuilder:
    """The province receives a request on Monday, 13 July 2026."""
    return a_case(province).filed("2026-07-13 10:00", may_refer=consent, **more)


def numbers() -> list[str]:
    return list(db.session.scalars(sa.select(CaseFile.number).order_by(CaseFile.id)))


def the_new_case() -> CaseFile:
    return db.session.scalars(sa.select(CaseFile).order_by(CaseFile.id.desc())).first() or pytest.fail("none")


def test_with_consent_the_letter_opens_the_request_at_the_other_body_that_day(app: Flask) -> None:
    """Scenario 15: received Monday 13 July, referred Wednesday 15 July: H0 there 15 July, T10 Wednesday 29 July."""
    with app.app_context():
        province, buru = a_province_and_buru()
        case = asked(province, consent=True).referred_to("2026-07-15 11:00", buru).built()
        there = the_new_case()
        assert (case.outcome, case.answered_on) == (Outcome.REFERRED, date(2026, 7, 15))
        assert (there.number, there.body_id, there.channel) == ("BUR-26-00001", buru.id, "REFERRAL")
        assert (there.complete_on, there.due_on) == (date(2026, 7, 15), date(2026, 7, 29))
        assert there.referred_from == case.number and case.parts[0].referred_number == there.number
        assert there.question == case.question and there.code != case.code and there.link_token != case.link_token
        assert there.requester_id != case.requester_id
        mine, theirs = case.requester, there.requester
        assert mine is not None and theirs is not None and (theirs.name, theirs.nik) == (mine.name, mine.nik)
        assert [row.kind for row in case.events] == [E.FILED, E.ANSWERED, E.REFERRED_ON]
        told = case.events[-1].details
        assert (told["part"], told["to_body"], told["to_number"]) == (1, "buru", "BUR-26-00001")
        assert not verifying.verify().difference


def test_the_first_body_counts_a_referral_and_the_other_body_a_request(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        asked(province, consent=True).referred_to("2026-07-15", buru).built()
        found = reporting.figures_of(
            [province, buru], date(2026, 1, 1), date(2026, 12, 31), instant("2026-07-16 09:00")
        )
        here, there = found[province.id].whole, found[buru.id].whole
        assert (here.filed, there.filed) == (1, 1)
        assert there.by_channel == {"REFERRAL": 1} and here.by_channel == {"WEB": 1}


def test_without_consent_nothing_is_opened_until_the_requester_says_so(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=False).referred_to("2026-07-15", buru)
        case = history.built()
        assert numbers() == ["MAL-26-00001"] and [row.body.code for row in referring.waiting(case)] == ["buru"]
        history.passed_on("2026-07-20 08:00").built()
        there = the_new_case()
        assert (there.complete_on, there.due_on) == (date(2026, 7, 20), date(2026, 8, 3))
        assert referring.waiting(case) == ()
        assert case.events[-1].actor_role == "REQUESTER" and case.events[-1].details["consent"] == "REQUESTER"


def test_to_a_body_outside_nothing_is_transmitted(app: Flask) -> None:
    """Scenario 16: name and address of the body are in the letter and in N9; no request is opened, with or without
    consent."""
    with app.app_context():
        province, _ = a_province_and_buru()
        history = asked(province, consent=True).answered("2026-07-15", Outcome.REFERRED)
        case = history.built()
        assert numbers() == ["MAL-26-00001"] and referring.waiting(case) == ()
        notice = answering.notice_of(case)
        assert notice is not None
        letter = text_of(letters.notice_pdf(case, notice))
        message = db.session.scalars(sa.select(Message).where(Message.template == "n9_not_held")).one()
        for said in (letter, message_texts.email_text(message)[1]):
            assert "Kantor Pertanahan Kota Ambon" in said and "Jalan Jenderal Sudirman 1, Ambon" in said
        assert "tidak ada yang kami kirim ke sana" in letter.replace("Tidak ada", "tidak ada")
        with pytest.raises(IllegalStep, match="tidak menyebut badan lain"):
            history.passed_on("2026-07-20")


def test_letter_and_message_name_the_new_number_or_ask(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        unsaid = asked(province, consent=False).referred_to("2026-07-15", buru).built()
        given = asked(province, consent=True).referred_to("2026-07-15", buru).built()
        said = []
        for case in (given, unsaid):
            notice = answering.notice_of(case)
            chosen = sa.select(Message).where(Message.case_id == case.id, Message.template == "n9_not_held")
            assert notice is not None
            text = message_texts.email_text(db.session.scalars(chosen).one())[1]
            said.append((text_of(letters.notice_pdf(case, notice)), text))
        (letter, mail), (asking_letter, asking_mail) = said
        assert "nomor BUR-26-00001" in letter and "nomor baru BUR-26-00001" in mail
        assert "Belum kami teruskan" in asking_letter and 'tekan "Boleh, teruskan permintaan saya"' in asking_mail
        opened = sa.select(Message).where(Message.case_id == the_new_case().id, Message.template == "n1_received")
        first = db.session.scalars(opened).one()
        assert (
            "diteruskan kepada kami dari Provinsi Maluku (nomor asal MAL-26-00002)"
            in message_texts.email_text(first)[1]
        )


def test_consent_given_twice_opens_one_request(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=False).referred_to("2026-07-15", buru).passed_on("2026-07-20")
        history.passed_on("2026-07-20 09:01").built()
        assert numbers() == ["MAL-26-00001", "BUR-26-00001"]


def test_the_letter_sent_twice_opens_one_request(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True).referred_to("2026-07-15", buru)
        history.built()
        with pytest.raises(Incomplete, match="sudah dikirim"):
            history.referred_to("2026-07-15 11:01", buru)
        db.session.rollback()
        assert numbers() == ["MAL-26-00001", "BUR-26-00001"]


def test_parts_with_one_body_are_one_request_and_the_given_part_stays(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True, question=f"{QUESTION}\nAnggaran jalan Namlea")
        case = history.referred_to("2026-07-15", buru, 2, 3).built()
        there = the_new_case()
        assert case.outcome is Outcome.PARTLY_GRANTED
        assert [part.text for part in there.parts] == ["Peta jalan lingkar Namlea", "Anggaran jalan Namlea"]
        assert [part.referred_number for part in case.parts] == ["", "BUR-26-00001", "BUR-26-00001"]


def test_a_referral_that_fails_leaves_no_letter_and_no_request(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing: the notice, the new request and the note of the referral are one transaction."""
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True)
        history.built()
        db.session.execute(sa.update(CaseFile).values(requester_id=None))
        db.session.commit()
        with pytest.raises(IllegalStep, match="Pemohonnya tidak tercatat"):
            history.referred_to("2026-07-15", buru)
        db.session.rollback()
        assert numbers() == ["MAL-26-00001"] and history.case.answered_on is None
        notice = answering.notice_of(history.case)
        assert notice is None or notice.sent_on is None


def test_only_the_requester_and_the_officer_pass_a_request_on(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        case = asked(province, consent=False).referred_to("2026-07-15", buru).built()
        other = a_case(province).filed("2026-07-13").built()
        now, calendar = instant("2026-07-16"), calendar_of(province)
        for stranger in (the_officer(buru), the_requester(other)):
            with pytest.raises(NotAllowed):
                referring.pass_on(case, referring.Consent.REQUESTER, Hand(stranger, now, calendar))
            db.session.rollback()
        with pytest.raises(Incomplete, match="dengan cara apa"):
            referring.pass_on(case, referring.Consent.TOLD, Hand(the_officer(province), now, calendar), how="ya")
        db.session.rollback()
        assert len(numbers()) == 2


def test_before_the_letter_nothing_is_passed_on(app: Flask) -> None:
    with app.app_context():
        province, _ = a_province_and_buru()
        history = asked(province, consent=True)
        history.built()
        with pytest.raises(IllegalStep, match="tidak menyebut badan lain"):
            history.passed_on("2026-07-14")
        db.session.rollback()
        with pytest.raises(IllegalStep):
            casefile.record(
                history.built(),
                sample(E.REFERRED_ON),
                Hand(the_officer(province), instant("2026-07-14"), calendar_of(province)),
            )


def test_the_proofs_go_along_sealed_and_are_not_asked_for_twice(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True)
        files.keep(
            b"%PDF-1.7 kartu", kind="IDENTITY", name="identitas.pdf", media_type="application/pdf",
            now=instant("2026-07-13"), case=history.case,
        )  # fmt: skip
        history.referred_to("2026-07-15", buru).built()
        copied = db.session.scalars(sa.select(Document).where(Document.case_id == the_new_case().id)).one()
        assert copied.kind == "IDENTITY" and copied.is_sealed and files.read(copied) == b"%PDF-1.7 kartu"
        assert the_new_case().events[0].details["complete"] is True
        assert db.session.scalar(sa.select(sa.func.count(Requester.id))) == 2


def test_a_request_that_was_never_completed_is_not_called_complete_there(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        asked(province, consent=True, complete=False).referred_to("2026-07-15", buru).built()
        assert the_new_case().events[0].details["complete"] is False


def test_what_came_before_the_notice_of_deficiency_did_not_repair_what_it_names(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True, complete=False).completed("2026-07-13 11:00")
        history.found_lacking("2026-07-14", "IDENTITY").referred_to("2026-07-15", buru)
        assert history.built().complete_on is None and the_new_case().events[0].details["complete"] is False


def test_what_repaired_the_notice_is_complete_there_too(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        history = asked(province, consent=True, complete=False).found_lacking("2026-07-14", "IDENTITY")
        history.completed("2026-07-14 11:00").referred_to("2026-07-15", buru).built()
        assert the_new_case().events[0].details["complete"] is True


def test_a_notice_names_no_body_that_is_not_there(app: Flask) -> None:
    with app.app_context():
        province, _ = a_province_and_buru()
        case = asked(province, consent=True).built()
        for code in ("tidak-ada", "maluku"):
            whole = a_lawful_notice(case, Outcome.REFERRED)
            wrong = replace(whole, parts=tuple(replace(part, holder_code=code) for part in whole.parts))
            with pytest.raises(Incomplete, match="Pilih badan lain"):
                answering.send_notice(
                    case, wrong, Hand(the_officer(province), instant("2026-07-15"), calendar_of(province))
                )
            db.session.rollback()
        assert case.answered_on is None


def test_a_referral_is_drafted_by_the_officer_of_the_case_while_the_answer_is_owed(app: Flask) -> None:
    with app.app_context():
        province, buru = a_province_and_buru()
        unit = a_unit(province, "pupr")
        history = asked(province, consent=True).routed("2026-07-13 11:00", unit)
        case = history.built()
        for stranger in (the_officer(buru), the_unit(unit), the_requester(case)):
            with pytest.raises(NotAllowed):
                answering.refer_part(case, 1, "Kantor lain", "Jalan 1", stranger, instant("2026-07-14"))
        with pytest.raises(Incomplete, match="alamat"):
            answering.refer_part(case, 1, "Kantor lain", "", the_officer(province), instant("2026-07-14"))
        answering.refer_part(case, 1, "", "", the_officer(province), instant("2026-07-14"), code="buru")
        assert (case.parts[0].referred_to, case.parts[0].referred_code) == ("Pemerintah Kabupaten Buru", "buru")
        drafted = answering.draft_notice(case).parts[0]
        assert (drafted.outcome, drafted.holder_code) == (Outcome.REFERRED, "buru")
        history.answered("2026-07-15").built()
        with pytest.raises(IllegalStep, match="tidak terbuka"):
            answering.refer_part(case, 1, "Kantor lain", "Jalan 1", the_officer(province), instant("2026-07-14"))
