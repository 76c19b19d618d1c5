"""What follows an objection: explanation, talks, a decision by another person, response, execution, silence, cost."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.deadlines import Standing
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import Decision, Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Actor, NotAllowed, Role
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, happened
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import deciding, objection_seen
from pid_tracker.services.store import files, retention
from pid_tracker.services.telling import case_seen
from pid_tracker.services.upkeep import sweep, verifying
from pid_tracker.services.words import objection_words
from tests.builders import (
    CaseBuilder,
    a_body,
    a_case,
    a_lawful_decision,
    a_user,
    instant,
    the_officer,
    the_superior,
)


def objected(grounds: str = "d") -> CaseBuilder:
    """Answered on 24 July, objected to on Monday, 3 August 2026; the superior answers by Wednesday, 16 September."""
    return a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", grounds)


def seen(case: CaseFile, day: str) -> objection_seen.Review:
    found = objection_seen.look_at(case, calendar_of(case.body), date.fromisoformat(day))
    assert found is not None
    return found


def test_scenario_24_an_order_on_the_last_day_is_on_time_and_late_from_the_day_after_its_date(app: Flask) -> None:
    with app.app_context():
        story = objected().decided("2026-09-16 16:00", Decision.REVERSED, execute_by="2026-09-23")
        case = story.built()
        result = casefile.reckoning_of(case, calendar_of(case.body), date(2026, 9, 17))
        assert result[Duty.DECIDE_OBJECTION].standing is Standing.MET
        assert (case.stage, case.decision, case.execute_by) == (
            Stage.OBJECTION_DECIDED, "REVERSED", date(2026, 9, 23),
        )  # fmt: skip
        assert not deciding.is_execution_overdue(case, date(2026, 9, 23))
        assert deciding.is_execution_overdue(case, date(2026, 9, 24)) and seen(case, "2026-09-24").is_overdue
        story.executed("2026-09-25").built()
        assert deciding.is_execution_overdue(case, date(2026, 10, 1))  # done late stays late
        assert verifying.verify().difference == ""


def test_a_decision_a_day_after_the_term_is_accepted_and_late(app: Flask) -> None:
    with app.app_context():
        case = objected().decided("2026-09-17").built()
        result = casefile.reckoning_of(case, calendar_of(case.body), date(2026, 9, 17))
        assert result[Duty.DECIDE_OBJECTION].standing is Standing.MET_LATE


def test_an_order_is_due_five_working_days_later_unless_another_day_is_named(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        assert calendar_of(body).count(date(2026, 9, 16), deciding.USUAL_DAYS_TO_EXECUTE).day == date(2026, 9, 23)


@pytest.mark.parametrize(
    ("result", "changes", "field"),
    [
        (Decision.UPHELD, {"reasons": ""}, "reasons"),
        (Decision.UPHELD, {"reasons": "   karena   "}, "reasons"),
        (Decision.CHANGED, {"rebuttals": {"d": "Benar, tabelnya belum lengkap."}}, "rebuttal_g"),
        (Decision.REVERSED, {"order": ""}, "order"),
        (Decision.REVERSED, {"execute_by": None}, "execute_by"),
        (Decision.REVERSED, {"execute_by": date(2026, 9, 15)}, "execute_by"),
        (Decision.REVERSED, {"result": "MAYBE"}, "result"),
        (Decision.CHANGED, {"order": "Berikan, tetapi nama ditutup menurut Pasal 17 huruf h."}, "order"),
    ],
)
def test_a_decision_lacks_nothing_of_the_law(
    app: Flask, result: Decision, changes: dict[str, object], field: str
) -> None:
    with app.app_context():
        story = objected("dg")
        case = story.built()
        whole = a_lawful_decision(case, result, execute_by=date(2026, 9, 23))
        decision = replace(whole, **changes)  # type: ignore[arg-type]  # fields of the case above
        with pytest.raises(Incomplete) as lacking:
            deciding.decide_objection(
                case, decision, Hand(the_superior(case.body), instant("2026-09-16"), calendar_of(case.body))
            )
        assert [item.field for item in lacking.value.missing] == [field]
        assert all("Pasal" in item.article for item in lacking.value.missing)
        db.session.rollback()
        assert case.decided_on is None


def test_an_order_for_the_same_day_is_taken(app: Flask) -> None:
    with app.app_context():
        assert objected().decided("2026-09-16", execute_by="2026-09-16").built().execute_by == date(2026, 9, 16)


def test_the_decision_keeps_its_letter_and_what_was_written(app: Flask) -> None:
    with app.app_context():
        case = objected("dg").decided("2026-09-16", Decision.CHANGED).built()
        row = case.events[-1]
        assert row.details["letter"] == "00001/KBR/PPID-MAL/2026"
        assert set(row.details["texts"]) == {"reasons", "rebuttals", "order"}
        rebuttals = casefile.text_of(case, row.seq, "rebuttals")
        assert rebuttals.startswith("Huruf d. Jawaban tidak sesuai yang saya minta: ") and "\n\nHuruf g. " in rebuttals
        second = a_case(case.body).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        assert second.decided("2026-09-16").built().events[-1].details["letter"] == "00002/KBR/PPID-MAL/2026"


def test_what_is_upheld_orders_nothing(app: Flask) -> None:
    with app.app_context():
        story = objected().decided("2026-09-16", Decision.UPHELD)
        case = story.built()
        assert (case.decision, case.execute_by) == ("UPHELD", None)
        with pytest.raises(IllegalStep, match="tidak memerintahkan"):
            story.executed("2026-09-17")


def test_silence_of_the_ppid_cannot_be_upheld_but_missing_periodic_information_can(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        silent = a_case(body).filed("2026-07-13").objected("2026-08-03", "c")
        silent.built()
        with pytest.raises(IllegalStep, match="dikuatkan"):
            silent.decided("2026-09-16", Decision.UPHELD)
        db.session.rollback()
        without = a_case(body).objected_without_request("2026-08-03")
        assert without.decided("2026-09-16", Decision.UPHELD).built().stage is Stage.OBJECTION_DECIDED


def test_a_second_decision_is_refused(app: Flask) -> None:
    with app.app_context():
        story = objected().decided("2026-09-15")
        story.built()
        with pytest.raises(IllegalStep):
            story.decided("2026-09-16")


# -- who decides -------------------------------------------------------------------------------------------------------


def signed_by_the_superior() -> tuple[CaseFile, int]:
    """The Sekda signed the notice as acting PPID, and is the superior who would decide."""
    body = a_body()
    sekda = a_user("sekda", Role.SUPERIOR, body)
    story = a_case(body).filed("2026-07-13")
    acting = Actor(Role.OFFICER, "Plt PPID", user_id=sekda.id, body_id=body.id)
    answering.send_notice(story.case, story.lawful_notice(), Hand(acting, instant("2026-07-24"), calendar_of(body)))
    return story.objected("2026-08-03", "d").built(), sekda.id


def test_scenario_25_who_signed_the_notice_does_not_decide_and_a_substitute_says_why(app: Flask) -> None:
    with app.app_context():
        case, sekda = signed_by_the_superior()
        now, calendar = instant("2026-09-10"), calendar_of(case.body)
        decision = a_lawful_decision(case, execute_by=date(2026, 9, 23))
        with pytest.raises(NotAllowed):
            deciding.decide_objection(case, decision, Hand(the_superior(case.body, sekda), now, calendar))
        db.session.rollback()
        assert [user.id for user in deciding.barred_superiors(case, now.date())] == [sekda]
        other = a_user("asisten", Role.SUPERIOR, case.body).id
        with pytest.raises(Incomplete, match="pengganti"):
            deciding.decide_objection(case, decision, Hand(the_superior(case.body, other), now, calendar))
        db.session.rollback()
        reason = "Surat penunjukan Gubernur nomor 5 tahun 2026"
        named = replace(decision, substitute_reason=reason)
        deciding.decide_objection(case, named, Hand(the_superior(case.body, other), now, calendar))
        db.session.commit()
        row = case.events[-1]
        assert (row.actor_id, row.details["substitute_for"], row.details["decider_acting"]) == (other, sekda, True)
        assert casefile.text_of(case, row.seq, "substitute_reason") == reason


def test_who_did_not_sign_decides_without_a_word_about_substitutes(app: Flask) -> None:
    with app.app_context():
        story = objected()
        sekda = a_user("sekda", Role.SUPERIOR, story.body)
        story.decided("2026-09-16", by=the_superior(story.body, sekda.id)).built()
        assert "substitute_for" not in story.case.events[-1].details


def test_nobody_else_decides(app: Flask) -> None:
    with app.app_context():
        story = objected()
        story.built()
        for nobody in (the_officer(story.body), the_superior(a_body("buru", prefix="BUR"))):
            with pytest.raises(NotAllowed):
                story.decided("2026-09-16", by=nobody)
            db.session.rollback()


# -- explanation, talks, response, execution ---------------------------------------------------------------------------


def test_the_explanation_is_asked_by_an_internal_date_of_the_body(app: Flask) -> None:
    with app.app_context():
        story = objected()
        case, calendar = story.built(), calendar_of(story.body)
        assert deciding.explain_by(case, calendar) == date(2026, 8, 10)
        story.body.explanation_days = 2
        assert deciding.explain_by(case, calendar) == date(2026, 8, 5)
        assert case.decide_due_on == date(2026, 9, 16)
        story.explained("2026-08-05").built()
        assert seen(case, "2026-08-05").explanation.startswith("Tabelnya")
        with pytest.raises(IllegalStep):
            story.explained("2026-08-06")


def test_talks_are_for_b_to_g_and_end_nothing(app: Flask) -> None:
    with app.app_context():
        story = objected("ad").talked("2026-08-10", "AGREED")
        case = story.built()
        assert case.stage is Stage.UNDER_OBJECTION
        assert [(talk.words, talk.on) for talk in seen(case, "2026-08-10").talks] == [("sepakat", date(2026, 8, 10))]
        story.talked("2026-08-12", "NOT_AGREED").decided("2026-08-20").built()
        with pytest.raises(IllegalStep):
            story.talked("2026-08-21")


def test_a_refusal_alone_is_not_talked_about(app: Flask) -> None:
    with app.app_context():
        story = objected("a")
        story.built()
        with pytest.raises(IllegalStep, match="huruf b sampai g"):
            story.talked("2026-08-10")


def test_the_requester_responds_once_and_no_way_is_closed_by_it(app: Flask) -> None:
    with app.app_context():
        story = objected()
        story.built()
        with pytest.raises(IllegalStep, match="Keberatan belum diputus"):
            story.responded("2026-09-01")
        db.session.rollback()
        story.decided("2026-09-16").responded("2026-09-17", "ACCEPTS").built()
        found = seen(story.case, "2026-09-18")
        assert found.response_words == "menerima putusan" and found.may_go_to_commission
        with pytest.raises(IllegalStep):
            story.responded("2026-09-18", "NOT_SATISFIED")


def test_what_was_ordered_is_given_once_with_its_files(app: Flask) -> None:
    with app.app_context():
        story = objected().decided("2026-09-16")
        now = instant("2026-09-18")
        document = files.keep(
            b"a;b\n1;2\n", kind="EXECUTION", name="tabel.csv", media_type="text/csv", now=now, case=story.case
        )
        story.executed("2026-09-18", [document.sha256]).built()
        found = seen(story.case, "2026-09-18")
        assert [row.id for row in found.given] == [document.id] and story.case.executed_on == date(2026, 9, 18)
        assert db.session.scalars(select(Message.template).order_by(Message.id.desc())).first() == "executed"
        with pytest.raises(IllegalStep):
            story.executed("2026-09-19")


# -- scenario 21 -------------------------------------------------------------------------------------------------------


def test_scenario_21_a_cost_is_objected_to_and_corrected_while_file_and_answer_date_stay(app: Flask) -> None:
    with app.app_context():
        body = a_body()
        story = a_case(body).filed("2026-07-13")
        calendar, officer = calendar_of(body), the_officer(body)
        kept = files.keep(
            b"a;b\n1;2\n", kind="ANSWER", name="tabel.csv", media_type="text/csv", now=instant("2026-07-20"),
            case=story.case, part=story.part(),
        )  # fmt: skip
        story.answered("2026-07-24")

        def bill(actor: Actor, when: str, rupiah: int) -> None:
            details = {
                "sheets": 120, "per_sheet_rupiah": rupiah, "postage_rupiah": 0, "total_rupiah": 120 * rupiah,
                "tariff": "Perda 4/2024",
            }  # fmt: skip
            casefile.record(story.case, read(E.COST_NOTED, details), Hand(actor, instant(when), calendar))

        bill(officer, "2026-07-27", 2000)
        case = story.objected("2026-08-03", "f").built()
        assert "nota biaya salinan sebesar Rp240.000" in deciding_chronology(case)
        bill(the_superior(body), "2026-08-20", 500)
        story.decided("2026-08-20 15:00", Decision.CHANGED).built()
        assert (case.answered_on, case.due_on) == (date(2026, 7, 24), date(2026, 7, 27))
        assert [row.id for row in case_seen.answer_files(case)] == [kept.id]
        assert [row.details["total_rupiah"] for row in case.events if row.kind is E.COST_NOTED] == [240000, 60000]


def deciding_chronology(case: CaseFile) -> str:
    from_record = casefile.reckoning_of(case, calendar_of(case.body), date(2026, 8, 3))[Duty.ANSWER]
    return objection_words.chronology(happened.in_case(case), from_record.due_on, date(2026, 8, 3))


# -- silence of the superior -------------------------------------------------------------------------------------------


def the_night(story: CaseBuilder, when: str) -> int:
    told = sweep.sweep(story.body, instant(when, story.body.zone)).told_silent
    db.session.commit()
    return told


def test_the_silence_of_the_superior_is_told_at_seven_on_the_first_working_morning_once(app: Flask) -> None:
    with app.app_context():
        story = objected()  # due Wednesday, 16 September
        case = story.built()
        assert the_night(story, "2026-09-16 23:50") == 0
        assert the_night(story, "2026-09-17 00:15") == 1
        assert [the_night(story, when) for when in ("2026-09-17 03:00", "2026-09-18 00:15")] == [0, 0]
        message = db.session.scalars(select(Message).where(Message.template == "n14_silent")).one()
        assert message.due_at == datetime(2026, 9, 17, 7, tzinfo=ZoneInfo("Asia/Jayapura"))
        found = seen(case, "2026-09-17")
        assert found.silent is not None and found.may_go_to_commission
        assert found.commission_safe_on is not None and found.commission_safe_on < date(2026, 10, 6)
        assert verifying.verify().difference == ""


def test_over_a_weekend_it_waits_for_monday_and_a_missed_night_is_made_good(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-05", "d")
        assert story.built().decide_due_on == date(2026, 9, 18)  # a Friday
        assert [the_night(story, when) for when in ("2026-09-19 00:15", "2026-09-20 00:15")] == [0, 0]
        assert the_night(story, "2026-09-23 00:15") == 1


def test_who_was_answered_or_withdrew_hears_nothing_of_silence(app: Flask) -> None:
    with app.app_context():
        story = objected().decided("2026-09-16 23:59")
        a_case(story.body).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d").withdrawn(
            "2026-08-04"
        ).built()
        assert the_night(story, "2026-09-17 00:15") == 0


def test_silence_about_an_objection_without_a_request_is_told_too(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).objected_without_request("2026-08-03")
        story.built()
        assert the_night(story, "2026-09-17 00:15") == 1


def test_before_its_time_the_way_to_the_commission_is_closed(app: Flask) -> None:
    with app.app_context():
        case = objected().built()
        assert not seen(case, "2026-09-16").may_go_to_commission
        assert seen(case, "2026-09-17").may_go_to_commission


def test_a_later_decree_moves_the_superiors_date_later_and_tells_it(app: Flask) -> None:
    with app.app_context():
        story = objected()
        case = story.built()
        new = ClosedDay(date(2026, 9, 9), DayKind.HOLIDAY, "Hari Libur Baru", "Keppres 9/2026")
        decree = Decree("Keppres 9/2026", "Hari libur", 2026, date(2026, 8, 8), None, frozenset(), (new,))
        calendars.enter_decree(decree, instant("2026-08-09"))
        assert moving.refresh_dates(story.body, instant("2026-08-10 00:15")) == 1
        db.session.commit()
        assert case.decide_due_on == date(2026, 9, 17)
        told = [promise.due_on for promise in seen(case, "2026-08-10").promises]
        assert told == [date(2026, 9, 16), date(2026, 9, 17)]
        assert db.session.scalars(select(Message.template).order_by(Message.id.desc())).first() == "date_moved"
        assert moving.refresh_dates(story.body, instant("2026-08-11 00:15")) == 0
        assert verifying.verify().difference == ""


def test_an_answer_during_the_objection_changes_nothing_of_it(app: Flask) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").objected("2026-08-03", "c").answered("2026-08-05", Outcome.GRANTED)
        case = story.built()
        assert (case.stage, case.decide_due_on) == (Stage.UNDER_OBJECTION, date(2026, 9, 16))


def test_a_proof_of_identity_is_kept_while_the_objection_lives_and_six_months_after_the_last_way(app: Flask) -> None:
    with app.app_context():
        story = objected()
        files.keep(b"x", kind="IDENTITY", name="x", media_type="image/jpeg", now=instant("2026-07-13"), case=story.case)
        assert retention.erase_old_proofs(story.body, instant("2027-06-01")) == 0
        story.decided("2026-09-16").built()  # the way to the commission ends on 6 October
        assert retention.erase_old_proofs(story.body, instant("2027-03-30")) == 0
        assert retention.erase_old_proofs(story.body, instant("2027-04-10")) == 1
