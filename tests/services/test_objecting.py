"""Objecting: when a ground is found, what the record ticks and tells, numbers without gaps, ground b on its own."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law import rules
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import ObjectionGround, Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import ANYONE, NotAllowed
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.examining import answer_files
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.loading import importing
from pid_tracker.services.looking import registers, tracking_codes
from pid_tracker.services.objection import objecting, objection_seen
from pid_tracker.services.publishing import opendata, reporting, snapshots
from pid_tracker.services.request import assisting
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import verifying
from tests.builders import (
    CaseBuilder,
    a_body,
    a_case,
    a_requester,
    instant,
    the_desk,
    the_officer,
    the_requester,
    the_superior,
)

APRIL_20 = date(2026, 4, 20)


def facts_on(case: CaseFile, day: date) -> objecting.ObjectionFacts:
    return objecting.facts_for_objection(case, calendar_of(case.body), day)


def test_silence_ticks_ground_c_and_tells_it_from_the_record(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02 21:15").built()  # due Friday, 17 April
        found = facts_on(case, APRIL_20)
        assert found.grounds == (ObjectionGround.NOT_ANSWERED,) and found.why_not == ""
        assert found.chronology.splitlines() == [
            "Kamis, 2 April 2026: saya meminta informasi kepada Pemerintah Provinsi Maluku, nomor MAL-26-00001.",
            "Batas menjawab: Jumat, 17 April 2026.",
            "Sampai Senin, 20 April 2026 saya belum menerima surat jawaban.",
        ]


@pytest.mark.parametrize(
    ("outcome", "rating", "answered_on", "grounds"),
    [
        (Outcome.GRANTED, "", "2026-04-14", ""),
        (Outcome.GRANTED, "NO", "2026-04-14", "d"),
        (Outcome.GRANTED, "PARTLY", "2026-04-20", "dg"),
        (Outcome.NOT_HELD, "", "2026-04-14", "e"),
        (Outcome.REFERRED, "", "2026-04-20", "eg"),
    ],
)
def test_the_record_ticks_the_grounds(
    app: Flask, outcome: Outcome, rating: str, answered_on: str, grounds: str
) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02 21:15").answered(answered_on, outcome)
        if rating:
            story.rated("2026-04-21", rating)
        assert "".join(facts_on(story.built(), date(2026, 4, 22)).grounds) == grounds


def test_before_the_due_date_is_too_early_and_says_from_when(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02 21:15")
        case = story.built()
        assert "mulai Sabtu, 18 April 2026" in facts_on(case, date(2026, 4, 17)).why_not
        with pytest.raises(IllegalStep, match="mulai Sabtu, 18 April 2026"):
            story.objected("2026-04-17 23:59", "c")
        db.session.rollback()
        assert (case.objection_number, case.objection_serial) == ("", None)
        assert story.objected("2026-04-18 00:01", "c").built().objection_number == "KBR-MAL-26-00001"


@pytest.mark.parametrize("letter", ["b", "f"])
def test_missing_periodic_information_and_cost_may_be_objected_to_at_once(app: Flask, letter: str) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02 21:15").objected("2026-04-03", letter).built()
        assert (case.stage, case.grounds, case.due_on) == (Stage.UNDER_OBJECTION, letter, date(2026, 4, 17))


def test_late_is_accepted_and_flagged_after_the_latest_reading_only(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        answered = [a_case(body).filed("2026-03-02").answered("2026-03-09") for _ in range(3)]
        found = facts_on(answered[0].built(), date(2026, 4, 24))
        assert found.safe_on is not None and found.until_on is not None and found.safe_on < found.until_on
        assert calendar_of(body).between(found.safe_on, found.until_on) == 1
        on_last, late = answered[1], answered[2]
        on_last.objected(f"{found.until_on} 23:59", "d").built()
        day_after = calendar_of(body).count(found.until_on, 1).day
        late.objected(f"{day_after} 09:00", "d").built()
        seen = [
            objection_seen.look_at(story.case, calendar_of(body), day_after) or pytest.fail("no objection")
            for story in (on_last, late)
        ]
        assert [one.was_late for one in seen] == [False, True]
        assert late.case.stage is Stage.UNDER_OBJECTION


def test_a_second_objection_is_refused(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "d")
        number = story.built().objection_number
        with pytest.raises(IllegalStep, match="sudah"):
            story.objected("2026-04-16", "e")
        db.session.rollback()
        assert story.case.objection_number == number == "KBR-MAL-26-00001"


@pytest.mark.parametrize("grounds", ["", "x", "dz"])
def test_an_objection_has_at_least_one_ground_of_the_law(app: Flask, grounds: str) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02").answered("2026-04-14")
        with pytest.raises(Incomplete, match="sedikitnya satu alasan"):
            story.objected("2026-04-15", grounds)


def test_numbers_run_without_gaps_within_body_and_year(app: Flask) -> None:
    with app.app_context():
        maluku, buru = a_body(), a_body("buru", prefix="BUR")

        def silent(body: object) -> CaseBuilder:
            return a_case(body).filed("2026-10-01")  # type: ignore[arg-type]  # bodies of this test

        first, failed, other, second = silent(maluku), silent(maluku), silent(buru), silent(maluku)
        assert first.objected("2026-12-01", "c").built().objection_number == "KBR-MAL-26-00001"
        failed.objected("2026-12-01", "c")
        db.session.rollback()
        assert other.objected("2026-12-01", "c").built().objection_number == "KBR-BUR-26-00001"
        without = a_case(maluku).objected_without_request("2026-12-02").built()
        assert without.number == without.objection_number == "KBR-MAL-26-00002"
        assert second.objected("2027-01-04", "c").built().objection_number == "KBR-MAL-27-00001"


def test_the_superior_has_30_working_days_from_receipt_and_the_register_date_is_kept_beside(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-07-13").answered("2026-07-24")
        story.objected("2026-08-05", "d", by=the_desk(body), channel="LETTER", received_on="2026-08-03")
        case = story.built()
        assert (case.objected_on, case.decide_due_on) == (date(2026, 8, 3), date(2026, 9, 16))
        seen = objection_seen.look_at(case, calendar_of(body), date(2026, 8, 5)) or pytest.fail("no objection")
        assert seen.objected.on == date(2026, 8, 5)
        told = db.session.scalars(select(Message).where(Message.template == "n12_objection")).one()
        assert told.facts["decide_due_on"] == "2026-09-16"
        assert verifying.verify().difference == ""


def test_a_receipt_in_the_future_or_before_the_request_is_refused(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-07-13").answered("2026-07-24")
        story.built()
        for day in ("2026-08-06", "2026-07-10"):
            with pytest.raises(IllegalStep):
                story.objected("2026-08-05", "d", by=the_desk(body), received_on=day)
            db.session.rollback()
        assert story.case.objected_on is None


def test_who_may_object(app: Flask) -> None:
    with app.app_context():
        body, other = a_body(), a_body("buru", prefix="BUR")
        story = a_case(body).filed("2026-04-02").answered("2026-04-14")
        story.built()
        for nobody in (ANYONE, the_superior(body), the_desk(other)):
            with pytest.raises(NotAllowed):
                story.objected("2026-04-15", "d", by=nobody)
            db.session.rollback()
        story.objected("2026-04-15", "d", by=the_officer(body), channel="LETTER").built()


def test_what_was_written_is_sealed_and_held_against_its_fingerprint(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "d").built()
        row = case.events[-1]
        assert row.details["number"] == "KBR-MAL-26-00001" and set(row.details["texts"]) == {"wish", "chronology"}
        assert "tabel" not in str(row.details)
        assert casefile.text_of(case, row.seq, "wish") == "Berikan tabel lengkapnya"
        case.texts[0].text = "yang lain"
        db.session.flush()
        assert "tulisan" in verifying.verify().difference


def test_a_file_goes_with_the_objection_sealed(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "d").built()
        objecting.attach(case, b"nama;jumlah\nA;1\n", "bukti saya.csv", instant("2026-04-15"))
        db.session.commit()
        seen = objection_seen.look_at(case, calendar_of(case.body), date(2026, 4, 15)) or pytest.fail("none")
        (document,) = seen.files
        assert document.is_sealed and files.read(document).startswith(b"nama")
        with pytest.raises(answer_files.BadFile):
            objecting.attach(case, b"\x00\x01", "x.exe", instant("2026-04-15"))


# -- ground b without a request ----------------------------------------------------------------------------------------


def test_missing_periodic_information_needs_no_request_and_opens_with_its_own_code(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        case = a_case(body).objected_without_request("2026-08-03").built()
        assert (case.number, case.has_request, case.grounds) == ("KBR-MAL-26-00001", False, "b")
        assert (case.stage, case.decide_due_on) == (Stage.UNDER_OBJECTION, date(2026, 9, 16))
        assert case.serial < 0 and [row.kind for row in case.events] == [E.OBJECTED]
        assert (
            tracking_codes.open_with_code("kbr mal 26 00001", case.code.lower(), "", instant("2026-08-04")).id
            == case.id
        )
        assert db.session.scalars(select(Message.template)).all() == ["n12_without_request"]
        assert verifying.verify().difference == ""


def test_the_number_of_an_objection_opens_the_request_that_it_is_about(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "d").built()
        assert tracking_codes.open_with_code("KBR-MAL-26-00001", case.code, "", instant("2026-04-16")).id == case.id
        assert tracking_codes.case_numbered("KBR-AMB-26-00001") is None
        assert tracking_codes.case_numbered("KBR-MAL-25-00001") is None


def test_sent_twice_it_is_one_objection(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        new = objecting.NewObjection("satu-formulir-saja", a_requester(), "Laporan keuangan 2025 tidak diumumkan")
        made = [
            objecting.lodge_without_request(body, new, Hand(ANYONE, instant("2026-08-03"), calendar_of(body))).number
            for _ in range(2)
        ]
        db.session.commit()
        assert made == ["KBR-MAL-26-00001"] * 2 and db.session.query(CaseFile).count() == 1


def test_an_objection_without_a_request_stands_in_no_figure_row_or_list_of_requests(app: Flask) -> None:
    with app.app_context():
        body, calendar = a_body(), calendar_of(a_body("buru", prefix="BUR"))
        real = a_case(body).filed("2026-08-03").built()
        person = a_requester()
        a_case(body).objected_without_request("2026-08-03", requester=person).built()
        start, end, now = date(2026, 1, 1), date(2026, 12, 31), instant("2026-10-05")
        whole = reporting.figures_of([body], start, end, now)[body.id].whole
        assert (whole.filed, whole.due, whole.overdue, sum(whole.by_channel.values())) == (1, 1, 1, 1)
        assert [row[0] for row in opendata.requests(opendata.Wanted(), [body], now)] == [real.number]
        for basis in opendata.BASES:
            rows = opendata.requests(opendata.Wanted(start=start, end=end, basis=basis), [body], now)
            assert {row[0] for row in rows} <= {real.number}
        officer = the_officer(body)
        assert sum(registers.counters(officer, now.date(), calendar).values()) == sum(
            registers.queue(officer, view, "", 1, now.date(), calendar).total for view in registers.VIEWS
        )
        listed = {
            case.number
            for view in registers.VIEWS
            for case in registers.queue(officer, view, "", 1, now.date(), calendar).cases
        }  # fmt: skip
        assert listed == {real.number}
        snapshots.take_snapshot(body, now)
        db.session.commit()
        assert assisting.alike(real) == []
        assert [row[0] for row in opendata.objections([body], now)] == ["KBR-MAL-26-00001"]


def test_it_takes_no_registration_number_and_none_of_an_imported_row(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        a_case(body).objected_without_request("2026-08-03").built()
        assert a_case(body).filed("2026-08-04").built().number == "MAL-26-00001"
        assert importing._lowest_serials(body) == {2026: -1}


def test_its_terms_run_like_those_of_any_objection(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body()).objected_without_request("2026-08-03").built()
        result = casefile.reckoning_of(case, calendar_of(case.body), date(2026, 8, 4))
        assert result[Duty.ANSWER].due_on is None and result[Duty.OBJECT].due_on is None
        assert result[Duty.GO_TO_COMMISSION].opens_on == date(2026, 9, 16)


def test_an_objection_is_withdrawn_and_its_record_stays(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02").answered("2026-04-14").objected("2026-04-15", "d")
        case = story.withdrawn("2026-04-16").built()
        assert (case.stage, case.objection_number) == (Stage.WITHDRAWN, "KBR-MAL-26-00001")
        with pytest.raises(IllegalStep):
            story.decided("2026-04-17")
        db.session.rollback()
        row = next(iter(opendata.objections([case.body], instant("2026-04-20"))))
        assert row[6:8] == ("dicabut pemohon", "")


def test_open_data_of_objections_is_on_time_late_or_running(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        stories = [a_case(body).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "dg") for _ in "123"]
        stories[0].decided("2026-09-16 23:59").built()
        stories[1].decided("2026-09-17").built()

        def read(now: str) -> list[tuple[object, ...]]:
            return [row[4:8] for row in opendata.objections([body], instant(now))]

        assert read("2026-09-16 10:00")[2] == ("2026-09-16", "", "", "")
        assert read("2026-09-17 10:00") == [
            ("2026-09-16", "2026-09-16", "dikabulkan seluruhnya", "ya"),
            ("2026-09-16", "2026-09-17", "dikabulkan seluruhnya", "tidak"),
            ("2026-09-16", "", "", "tidak"),
        ]
        first = next(iter(opendata.objections([body], instant("2026-09-17"))))
        assert first[:4] == ("KBR-MAL-26-00001", "maluku", "2026-08-03", "d;g")
        text = io.StringIO()
        csv.writer(text).writerows(opendata.objections([body], instant("2026-09-17")))
        assert "Yohana" not in text.getvalue() and "tabel" not in text.getvalue()


def test_open_data_explains_a_date_by_the_rule_book_of_the_filing_day(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = {
        duty: replace(limit, working_days=limit.working_days + 2) for duty, limit in in_force(date.max).limits.items()
    }
    newer = rules.RuleBook("Peraturan baru", date(2026, 4, 8), longer)
    monkeypatch.setattr(rules, "BOOKS", (newer, *rules.BOOKS))
    with app.app_context():
        body, now = a_body(), instant("2026-06-01")
        story = a_case(body).filed("2026-04-02", complete=False).found_lacking("2026-04-06").completed("2026-04-08")
        case = story.answered("2026-04-14").objected("2026-04-15", "d").built()
        assert case.due_on == calendar_of(body).count(date(2026, 4, 8), 10).day
        requested = next(iter(opendata.requests(opendata.Wanted(), [body], now)))
        objected = next(iter(opendata.objections([body], now)))
        assert requested[-2] == "/kalender/maluku/2026-04-08/10"
        assert objected[-1] == "/kalender/maluku/2026-04-15/30"
        a_case(body).filed("2026-04-09").built()
        assert list(opendata.requests(opendata.Wanted(), [body], now))[1][-2] == "/kalender/maluku/2026-04-09/12"


def test_the_requester_acts_and_nobody_elses_case_is_touched(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        mine = a_case(body).filed("2026-04-02").answered("2026-04-14")
        other = a_case(body).filed("2026-04-02").answered("2026-04-14").built()
        mine.built()
        with pytest.raises(NotAllowed):
            mine.objected("2026-04-15", "d", by=the_requester(other))
