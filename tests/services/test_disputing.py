"""A dispute before the commission: when it may begin, its stages, the ruling and the court, what never ends it."""

from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.deadlines import Standing
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Document, Message
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.dispute import dispute_seen, disputing
from pid_tracker.services.examining.answer_files import AnswerFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.telling import message_texts
from pid_tracker.services.upkeep import verifying
from tests.builders import CaseBuilder, a_body, a_case, instant, the_desk, the_officer, the_requester
from tests.objection_history import decide, object_to

#: Filed Thu 2 April 2026, due Fri 17 April; objected Mon 20 April, the superior's last day is Tue 9 June.
SILENT_FROM = "2026-06-10"


def silent() -> CaseBuilder:
    """A request that was not answered, and an objection that was not either."""
    story = a_case(a_body()).filed("2026-04-02 21:15")
    object_to(story, "2026-04-20")
    return story


def before_the_commission(*grounds: str) -> CaseBuilder:
    story = a_case(a_body()).filed("2026-04-02 21:15")
    object_to(story, "2026-04-20", *grounds)
    story.disputed("2026-06-15").built()
    return story


def standing(case: CaseFile, duty: Duty, day: str) -> Standing:
    return casefile.reckoning_of(case, calendar_of(case.body), date.fromisoformat(day))[duty].standing


def test_too_early_names_the_first_day(app: Flask) -> None:
    with app.app_context():
        story = silent()
        assert story.case.decide_due_on == date(2026, 6, 9)
        with pytest.raises(IllegalStep) as refused:
            story.disputed("2026-06-09 23:59:59")
        assert "Terlalu dini" in refused.value.why and "Rabu, 10 Juni 2026" in refused.value.why
        db.session.rollback()
        assert story.case.stage is Stage.UNDER_OBJECTION
        assert story.disputed(SILENT_FROM).built().stage is Stage.IN_DISPUTE


def test_without_an_objection_there_is_no_way_to_the_commission(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02").answered("2026-04-10")
        with pytest.raises(IllegalStep, match="sesudah keberatan"):
            story.disputed("2026-06-15")


def test_the_day_of_the_commission_counts_not_the_day_it_was_told_here(app: Flask) -> None:
    with app.app_context():
        story = silent()
        with pytest.raises(IllegalStep, match="Terlalu dini"):
            story.disputed("2026-06-15", registered_on="2026-06-09")
        db.session.rollback()
        case = story.disputed("2026-07-20", by=the_officer(story.body), registered_on="2026-06-26").built()
        assert case.disputed_on == date(2026, 6, 26)
        assert standing(case, Duty.GO_TO_COMMISSION, "2026-07-20") is Standing.MET


def test_late_is_recorded_and_left_to_the_commission(app: Flask) -> None:
    with app.app_context():
        story = silent()
        last = story.case.commission_due_on
        assert last == date(2026, 6, 30)  # the 14th working day after 9 June; 16 June is a holiday
        case = story.disputed("2026-07-01").built()
        assert standing(case, Duty.GO_TO_COMMISSION, "2026-07-01") is Standing.MET_LATE
        seen = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 7, 1))
        assert seen is not None and seen.was_late and case.stage is Stage.IN_DISPUTE


def test_a_dispute_needs_the_commissions_number(app: Flask) -> None:
    with app.app_context():
        story = silent()
        with pytest.raises(Incomplete, match="nomor register"):
            story.disputed(SILENT_FROM, "  ")


@pytest.mark.parametrize("grounds", [("a",), ("a", "c")])
def test_mediation_is_for_grounds_b_to_g(app: Flask, grounds: tuple[str, ...]) -> None:
    with app.app_context():
        story = before_the_commission(*grounds)
        if grounds == ("a",):
            with pytest.raises(IllegalStep, match="Pasal 40"):
                story.in_stage("2026-06-22", "MEDIATION")
            db.session.rollback()
            with pytest.raises(IllegalStep, match="Pasal 40"):
                story.dispute_closed("2026-06-22", "MEDIATED")
        else:
            case = story.in_stage("2026-06-22", "MEDIATION", on="2026-06-29").built()
            seen = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 6, 23))
            assert seen is not None and seen.next_on == date(2026, 6, 29)
            assert seen.mediation is not None and seen.mediation_more is not None
            assert (seen.mediation.due_on, seen.mediation_more.due_on) == (date(2026, 7, 17), date(2026, 7, 28))


def test_a_ruling_opens_fourteen_working_days_to_court_for_both(app: Flask) -> None:
    """Scenario 26: received Monday, 10 August 2026; the last day is Tuesday, 1 September."""
    with app.app_context():
        case = before_the_commission().ruling("2026-08-10", execute_by="2026-08-31").built()
        assert (case.ruling_on, case.court_due_on) == (date(2026, 8, 10), date(2026, 9, 1))
        seen = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 9, 1))
        assert seen is not None and seen.court_is_open and seen.is_overdue
        after = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 9, 2))
        assert after is not None and not after.court_is_open
        message = db.session.query(Message).filter_by(template="n15_ruling").one()
        text = message_texts.email_text(message)[1]
        assert "Selasa, 1 September 2026" in text and "Senin, 10 Agustus 2026" in text


def test_the_window_runs_from_receipt_also_when_the_ruling_is_noted_later(app: Flask) -> None:
    with app.app_context():
        case = before_the_commission().ruling("2026-08-13", received_on="2026-08-10").built()
        assert case.court_due_on == date(2026, 9, 1)
        assert case.events[-1].details["court_due_on"] == "2026-09-01"


def test_a_ruling_says_what_is_ordered_and_under_which_number(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission()
        officer, calendar = the_officer(story.body), calendar_of(story.body)
        lacking = disputing.Ruling("", "", " ", date(2026, 8, 10), date(2026, 8, 9))
        with pytest.raises(Incomplete) as error:
            disputing.receive_ruling(story.case, lacking, Hand(officer, instant("2026-08-10"), calendar))
        assert {item.field for item in error.value.missing} == {"number", "result", "order", "execute_by"}
        for day in (date(2026, 8, 11), date(2026, 6, 14)):
            early = disputing.Ruling("CONFIRMS", "1", "Menguatkan.", day)
            with pytest.raises(IllegalStep):
                disputing.receive_ruling(story.case, early, Hand(officer, instant("2026-08-10"), calendar))
            db.session.rollback()


def test_a_ruling_that_confirms_orders_nothing(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission().ruling("2026-08-10", "CONFIRMS", execute_by="2026-08-31")
        assert story.case.ruling_execute_by is None
        with pytest.raises(IllegalStep, match="tidak ada yang perlu dilaksanakan"):
            story.ruling_executed("2026-08-12")


def test_what_was_taken_to_court_waits_for_the_court(app: Flask) -> None:
    with app.app_context():
        case = before_the_commission().ruling("2026-08-10", execute_by="2026-08-31").in_court("2026-08-20").built()
        assert case.court_on == date(2026, 8, 20) and not dispute_seen.is_execution_overdue(case, date(2026, 9, 15))
        seen = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 8, 21))
        assert seen is not None and not seen.court_is_open
        assert seen.court_words == "dibawa ke Pengadilan Tata Usaha Negara oleh badan publik"


def test_court_and_execution_need_a_ruling(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission()
        with pytest.raises(IllegalStep, match="belum diterima"):
            story.in_court("2026-07-01")
        db.session.rollback()
        with pytest.raises(IllegalStep, match="Belum ada putusan"):
            story.ruling_executed("2026-07-01")


def test_a_ruling_is_carried_out_with_files_and_the_requester_is_told(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission().ruling("2026-08-10", execute_by="2026-08-31")
        case = story.ruling_executed("2026-08-28", ("tabel.csv", b"a;b\n1;2\n")).dispute_closed("2026-09-02").built()
        assert (case.stage, case.dispute_end) == (Stage.CLOSED, "RULED")
        assert case.ruling_executed_on == date(2026, 8, 28) and case.closed_on == date(2026, 9, 2)
        seen = dispute_seen.look_at(case, calendar_of(case.body), date(2026, 9, 15))
        assert seen is not None and [row.name for row in seen.given] == ["tabel.csv"] and not seen.is_overdue
        assert db.session.query(Message).filter_by(template="n16_ruling_executed").count() == 1
        assert verifying.verify().difference == ""


def test_an_agreement_in_mediation_is_carried_out_too(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission("c").in_stage("2026-06-22", "MEDIATION")
        case = story.dispute_closed("2026-07-01", "MEDIATED", execute_by="2026-07-10").built()
        assert case.ruling_execute_by == date(2026, 7, 10)
        assert dispute_seen.is_execution_overdue(case, date(2026, 7, 11))
        assert story.ruling_executed("2026-07-13").built().ruling_executed_on == date(2026, 7, 13)


def test_how_a_dispute_ends_has_to_fit_what_was_received(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission()
        with pytest.raises(IllegalStep, match="Catat dulu putusan"):
            story.dispute_closed("2026-07-01", "RULED")
        db.session.rollback()
        story.ruling("2026-08-10").built()
        for end in ("MEDIATED", "WITHDRAWN", "INADMISSIBLE"):
            with pytest.raises(IllegalStep, match="selesai dengan putusan"):
                story.dispute_closed("2026-08-11", end)
        with pytest.raises(Incomplete, match="penjelasannya"):
            disputing.close_dispute(
                story.case, "RULED", "", Hand(the_officer(story.body), instant("2026-08-11"), calendar_of(story.body))
            )


@pytest.mark.parametrize("end", ["WITHDRAWN", "INADMISSIBLE"])
def test_a_dispute_can_end_without_a_ruling(app: Flask, end: str) -> None:
    with app.app_context():
        case = before_the_commission().dispute_closed("2026-07-01", end).built()
        assert (case.stage, case.dispute_end) == (Stage.CLOSED, end)


def test_an_answer_after_registration_is_delivered_and_neither_closes_nor_repairs(app: Flask) -> None:
    with app.app_context():
        case = before_the_commission().answered("2026-07-01").built()
        assert case.stage is Stage.IN_DISPUTE and case.answered_on == date(2026, 7, 1)
        assert standing(case, Duty.ANSWER, "2026-07-01") is Standing.MET_LATE
        assert standing(case, Duty.DECIDE_OBJECTION, "2026-07-01") is Standing.OVERDUE
        assert db.session.query(Message).filter_by(template="n6_granted").count() == 1


def test_a_decision_after_registration_does_not_close_the_dispute(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission()
        decide(story, "2026-06-22")
        case = story.built()
        assert case.stage is Stage.IN_DISPUTE
        assert standing(case, Duty.DECIDE_OBJECTION, "2026-06-22") is Standing.MET_LATE


def test_after_a_decision_the_way_is_open_from_its_receipt(app: Flask) -> None:
    with app.app_context():
        story = silent()
        decide(story, "2026-05-20")
        way = dispute_seen.way_to_commission(story.case, calendar_of(story.body), date(2026, 5, 20))
        assert way.is_open and not way.by_silence and way.opens_on == date(2026, 5, 20)
        assert (way.safest_on, way.last_on) == (date(2026, 6, 11), date(2026, 6, 12))
        assert story.disputed("2026-05-20 15:00").built().stage is Stage.IN_DISPUTE


def test_while_the_superior_has_time_the_way_is_closed_and_says_from_when(app: Flask) -> None:
    with app.app_context():
        story = silent()
        calendar = calendar_of(story.body)
        way = dispute_seen.way_to_commission(story.case, calendar, date(2026, 6, 9))
        assert not way.is_open and way.opens_on == date(2026, 6, 10) and way.by_silence
        assert dispute_seen.way_to_commission(story.case, calendar, date(2026, 6, 10)).is_open
        late = dispute_seen.way_to_commission(story.case, calendar, date(2026, 7, 1))
        assert late.is_open and late.is_late


def test_only_the_requester_and_the_ppid_tell_of_a_dispute(app: Flask) -> None:
    with app.app_context():
        story = silent()
        with pytest.raises(NotAllowed):
            story.disputed(SILENT_FROM, by=the_desk(story.body))
        db.session.rollback()
        story.disputed(SILENT_FROM).built()
        with pytest.raises(NotAllowed):
            disputing.file_in_court(
                story.case, "PTUN", "BODY", Hand(the_desk(story.body), instant("2026-08-20"), calendar_of(story.body))
            )
        with pytest.raises(NotAllowed):
            disputing.move_to_stage(
                story.case, "HEARING", Hand(the_requester(story.case), instant("2026-08-20"), calendar_of(story.body))
            )


def test_a_document_for_closed_inspection_is_sealed_and_noted_without_its_name(app: Flask) -> None:
    with app.app_context():
        story = before_the_commission()
        upload = AnswerFile("text/csv", "uji Budi.csv", b"nama;isi\nrahasia;benar\n")
        document = disputing.keep_closed_document(
            story.case, upload, Hand(the_officer(story.body), instant("2026-06-20"), calendar_of(story.body))
        )
        case = story.built()
        assert document.is_sealed and document.kind == "CLOSED_INSPECTION"
        assert case.events[-1].kind is E.NOTE_ADDED and "Budi" not in str(case.events[-1].details)
        assert [row.id for row in dispute_seen.closed_documents(case)] == [document.id]
        story.dispute_closed("2026-07-01", "WITHDRAWN")
        with pytest.raises(IllegalStep, match="selama sengketa berjalan"):
            disputing.keep_closed_document(
                case, upload, Hand(the_officer(story.body), instant("2026-07-02"), calendar_of(story.body))
            )
        assert db.session.query(Document).count() == 1


def test_silence_can_be_stated_from_the_day_after_it_came(app: Flask) -> None:
    with app.app_context():
        story = silent()
        calendar = calendar_of(story.body)
        assert dispute_seen.silences(story.case, calendar, date(2026, 6, 9)).objection_due_on is None
        found = dispute_seen.silences(story.case, calendar, date(2026, 6, 10))
        assert (found.request_due_on, found.objection_due_on) == (date(2026, 4, 17), date(2026, 6, 9))


def test_the_packet_names_what_the_record_holds_and_promises_nothing_else(app: Flask) -> None:
    with app.app_context():
        story = silent()
        pieces = dispute_seen.pieces_of_packet(story.case, calendar_of(story.body), date(2026, 6, 10))
        assert [(piece.state, piece.paper) for piece in pieces] == [
            ("FORM", ""), ("OWN", ""), ("HERE", "receipt"), ("HERE", "silence"), ("HERE", "chronology"),
            ("HERE", "silence"), ("HERE", "chronology"), ("HERE", "chronology"),
        ]  # fmt: skip
