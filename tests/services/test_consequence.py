"""Consequence tests in both databases: numbered, fixed once finished, approved by another, ending, never deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.consequence import TestResult
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import NotAllowed, Role
from pid_tracker.law.reliance import review_from
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile, ConsequenceTest, ExemptEntry, PublicBody
from pid_tracker.services.answer import answering, exempt_listing, tests_at_hand, weighing
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, closing
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.gate.revising import SavedMeanwhile
from pid_tracker.services.upkeep import verifying
from tests.builders import a_body, a_case, a_user, instant, the_desk, the_officer, the_requester
from tests.closing import (
    LAWFUL,
    a_closing_notice,
    a_draft_test,
    a_finished_test,
    a_test,
    approve_notice,
    send_closing,
    the_superior,
)


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def case(body: PublicBody) -> CaseFile:
    return a_case(body).filed("2026-04-02 21:15").built()


def calendar(body: PublicBody) -> WorkingCalendar:
    return calendar_of(body)


def send(case: CaseFile, contents: object, when: str = "2026-04-14") -> None:
    body = case.body
    answering.send_notice(case, contents, Hand(the_officer(body), instant(when), calendar(body)))  # type: ignore[arg-type]


# -- how a test comes to be --------------------------------------------------------------------------------------------


def test_tests_are_numbered_without_gaps_by_body_and_year(body: PublicBody) -> None:
    other = a_body("buru", prefix="BUR")
    numbers = [a_draft_test(body, "2026-03-03").number, a_draft_test(body, "2026-12-31").number]
    weighing.start(body, LAWFUL, the_officer(body), instant("2026-12-31"))
    db.session.rollback()
    numbers += [a_draft_test(body, "2026-12-31").number, a_draft_test(body, "2027-01-02").number]
    assert numbers == ["UK-MAL-26-00001", "UK-MAL-26-00002", "UK-MAL-26-00003", "UK-MAL-27-00001"]
    assert a_draft_test(other).number == "UK-BUR-26-00001"


def test_a_test_that_lacks_something_is_not_finished(body: PublicBody) -> None:
    test = a_draft_test(body, place="", members=())
    with pytest.raises(Incomplete) as told:
        weighing.finish(test, closing.contents_of(test), the_officer(body), instant("2026-03-03"))
    assert [item.field for item in told.value.missing] == ["place", "members"]
    db.session.rollback()
    assert test.state == "DRAFT"


def test_a_test_of_a_day_that_has_not_come_is_not_finished(body: PublicBody) -> None:
    test = a_draft_test(body, held_on=date(2026, 3, 4), decree_on=date(2026, 3, 4))
    with pytest.raises(Incomplete, match="belum tiba"):
        weighing.finish(test, closing.contents_of(test), the_officer(body), instant("2026-03-03"))


def test_what_was_written_comes_back_as_it_was(body: PublicBody) -> None:
    test = a_draft_test(body)
    db.session.expire_all()
    assert closing.contents_of(test) == LAWFUL


def test_the_words_to_be_closed_are_sealed_in_the_database(body: PublicBody) -> None:
    a_finished_test(body)
    stored = db.session.execute(sa.text("SELECT contents FROM consequence_test")).scalar_one()
    assert b"rekening" not in bytes(stored)


def test_a_finished_test_is_fixed(body: PublicBody) -> None:
    test = a_finished_test(body)
    with pytest.raises(Incomplete, match="tidak dapat diubah"):
        weighing.save(test, replace(LAWFUL, place="Ternate"), the_officer(body), instant("2026-03-03"))


def test_an_old_form_of_a_draft_is_told(body: PublicBody) -> None:
    test = a_draft_test(body)
    weighing.save(test, LAWFUL, the_officer(body), instant("2026-03-03"), expected_revision=0)
    with pytest.raises(SavedMeanwhile):
        weighing.save(test, LAWFUL, the_officer(body), instant("2026-03-03"), expected_revision=0)


def test_only_the_officer_writes_and_only_the_superior_approves(body: PublicBody) -> None:
    test, other = a_finished_test(body), a_body("buru", prefix="BUR")
    now = instant("2026-03-03")
    for actor in (the_desk(body), the_superior(body), the_officer(other)):
        with pytest.raises(NotAllowed):
            weighing.start(body, LAWFUL, actor, now)
        with pytest.raises(NotAllowed):
            weighing.save(test, LAWFUL, actor, instant("2026-03-03"))
    for actor in (the_desk(body), the_officer(body), the_superior(other)):
        with pytest.raises(NotAllowed):
            weighing.approve(test, actor, now)
    assert test.state == "FINISHED"


def test_nobody_approves_what_they_finished(body: PublicBody) -> None:
    both = a_user("rina", Role.OFFICER, body)
    test = a_draft_test(body)
    officer = replace(the_officer(body), user_id=both.id)
    weighing.finish(test, LAWFUL, officer, instant("2026-03-03"))
    with pytest.raises(Incomplete, match="tidak dapat menyetujuinya sendiri"):
        weighing.approve(test, the_superior(body, both.id), instant("2026-03-03"))


@pytest.mark.parametrize(("state", "why"), [("DRAFT", "belum selesai"), ("APPROVED", "sudah disetujui")])
def test_a_draft_is_not_approved_and_nothing_is_approved_twice(body: PublicBody, state: str, why: str) -> None:
    test = a_draft_test(body) if state == "DRAFT" else a_test(body)
    with pytest.raises(Incomplete, match=why):
        weighing.approve(test, the_superior(body), instant("2026-03-04"))


# -- the list of exempt information ------------------------------------------------------------------------------------


def test_a_row_of_the_list_is_born_with_the_approval(body: PublicBody) -> None:
    test = a_finished_test(body)
    assert exempt_listing.exempt_list([body], instant("2026-03-03")) == []
    weighing.approve(test, the_superior(body), instant("2026-03-03"))
    (row,) = exempt_listing.exempt_list([body], instant("2026-03-03"))
    entry = row.entry
    assert (entry.description, entry.articles, entry.decree_number) == (
        LAWFUL.description,
        ["h3"],
        "188/12/PPID/2026",
    )
    assert (entry.tested_on, entry.ends_on, row.state) == (date(2026, 3, 2), date(2031, 3, 2), "berlaku")


def test_a_test_that_opens_is_in_no_list_and_closes_nothing(body: PublicBody, case: CaseFile) -> None:
    test = a_test(body, result=TestResult.OPEN)
    assert exempt_listing.exempt_list([body], instant("2026-03-03")) == []
    contents = a_closing_notice(case, Outcome.REFUSED, test)
    with pytest.raises(Incomplete):
        send(case, contents)


@pytest.mark.parametrize(
    ("when", "state"), [("2031-03-02 23:59", "berlaku"), ("2031-03-03 00:00", "berakhir"), ("2040-01-01", "berakhir")]
)
def test_a_row_ends_by_the_day_alone_and_stays_in_the_list(body: PublicBody, when: str, state: str) -> None:
    a_test(body)
    assert [row.state for row in exempt_listing.exempt_list([body], instant(when))] == [state]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM exempt_entry",
        "UPDATE exempt_entry SET ends_on = '2099-01-01'",
        "DELETE FROM consequence_test",
        "UPDATE consequence_test SET valid_from = '2020-01-01'",
        "UPDATE consequence_test SET contents = sha256",
        "UPDATE consequence_test SET state = 'DRAFT'",
    ],
)
def test_the_database_refuses_to_change_or_delete_what_was_approved(body: PublicBody, statement: str) -> None:
    a_test(body)
    if db.engine.dialect.name == "postgresql":
        statement = statement.replace("= sha256", "= ''::bytea")
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        db.session.execute(sa.text(statement))
    db.session.rollback()
    assert db.session.query(ExemptEntry).count() == 1


@pytest.mark.parametrize(
    "change",
    ["place_of = 1", "ends_on = '2099-01-01'", "number = 'X'", "state = 'DRAFT'", "state = 'APPROVED', held_on = NULL",
     "articles = '[\"a1\"]', state = 'APPROVED'", "sha256 = '0'"],
)  # fmt: skip
def test_the_database_lets_a_finished_test_be_approved_and_nothing_else(body: PublicBody, change: str) -> None:
    a_finished_test(body)
    change = change.replace("place_of", "part_place")
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        db.session.execute(sa.text(f"UPDATE consequence_test SET {change}"))


def test_the_database_refuses_to_replace_or_empty_the_tables(body: PublicBody) -> None:
    a_test(body)
    on_sqlite = db.engine.dialect.name == "sqlite"
    for table in ("consequence_test", "exempt_entry"):
        columns = sa.inspect(db.engine).get_columns(table)
        names = ", ".join(column["name"] for column in columns)
        act = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"
        act = act if on_sqlite else f"TRUNCATE {table} CASCADE"
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            db.session.execute(sa.text(act))
        db.session.rollback()


def test_a_draft_is_never_deleted_either_so_that_numbers_have_no_gap(body: PublicBody) -> None:
    test = a_draft_test(body)
    db.session.delete(test)
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        db.session.flush()


def test_a_new_test_takes_the_place_of_the_old_one(body: PublicBody, case: CaseFile) -> None:
    old = a_test(body)
    new = weighing.start(body, LAWFUL, the_officer(body), instant("2026-04-06"), supersedes=old)
    shorter = replace(LAWFUL, ends_on=date(2027, 3, 2), held_on=date(2026, 4, 6), decree_on=date(2026, 4, 6))
    weighing.finish(new, shorter, the_officer(body), instant("2026-04-06"))
    assert [row.number for row in tests_at_hand.in_force_on(body.id, date(2026, 4, 6))] == [old.number]
    weighing.approve(new, the_superior(body), instant("2026-04-07"))
    db.session.commit()
    assert [row.number for row in tests_at_hand.in_force_on(body.id, date(2026, 4, 7))] == [new.number]
    assert [row.state for row in exempt_listing.exempt_list([body], instant("2026-04-07"))] == ["berlaku", "diganti"]
    approve_notice(case, a_closing_notice(case, Outcome.REFUSED, old), "2026-04-14")
    with pytest.raises(IllegalStep, match="sudah diganti"):
        send(case, a_closing_notice(case, Outcome.REFUSED, old))


# -- reuse and review --------------------------------------------------------------------------------------------------


def test_a_test_in_force_is_found_again_for_a_request_about_its_document(body: PublicBody) -> None:
    test = a_test(body)
    a_test(body, document="Kontrak 12/2025 pengadaan kapal patroli", description="Harga satuan penawaran 2025")
    found = tests_at_hand.matching(body.id, "Daftar nelayan penerima bantuan kota Ambon", date(2026, 4, 14))
    assert [row.number for row in found] == [test.number]
    assert tests_at_hand.matching(body.id, "Daftar nelayan penerima bantuan", date(2031, 3, 3)) == []
    assert tests_at_hand.matching(body.id, "Peta jalan", date(2026, 4, 14)) == []


def test_the_review_comes_thirty_working_days_before_the_end_and_a_missed_day_changes_nothing(body: PublicBody) -> None:
    test = a_test(body, ends_on=date(2026, 6, 30))
    first = review_from(date(2026, 6, 30), calendar(body))

    def due(day: date) -> list[str]:
        return [row.test.number for row in tests_at_hand.to_review(body.id, calendar(body), day)]

    assert due(first - timedelta(days=1)) == []
    for day in (first, first + timedelta(days=1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 1)):
        assert due(day) == [test.number]
    weighing.finish(
        new := weighing.start(body, LAWFUL, the_officer(body), instant("2026-06-20"), supersedes=test),
        LAWFUL,
        the_officer(body),
        instant("2026-06-20"),
    )
    assert due(date(2026, 6, 21)) == [test.number]
    weighing.approve(new, the_superior(body), instant("2026-06-21"))
    assert due(date(2026, 6, 21)) == []


# -- what rests on it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY_GRANTED])
def test_with_a_test_in_force_and_the_approval_a_part_is_closed(case: CaseFile, outcome: Outcome) -> None:
    test = a_test(case.body)
    notice = send_closing(case, a_closing_notice(case, outcome, test), "2026-04-14")
    assert case.outcome is outcome and case.closed_under == "h"
    details = case.events[-1].details
    assert details["tests"] == {"1": [test.number]} and details["articles"] == {"1": ["h3"]}
    assert notice.contents["parts"][0]["until"] == "2031-03-02"
    assert verifying.verify().difference == ""


def test_a_test_finished_after_the_refusal_does_not_help(case: CaseFile) -> None:
    test = a_test(case.body, "2026-04-15")
    contents = a_closing_notice(case, Outcome.REFUSED, test)
    approve_notice(case, contents, "2026-04-14")
    with pytest.raises(IllegalStep, match="baru berlaku sejak Rabu, 15 April 2026"):
        send(case, contents, "2026-04-14")


def test_a_finished_test_without_approval_does_not_help(case: CaseFile) -> None:
    contents = a_closing_notice(case, Outcome.REFUSED, a_finished_test(case.body))
    contents = replace(contents, parts=tuple(replace(p, until="2031-03-02", articles=("h3",)) for p in contents.parts))
    approve_notice(case, contents, "2026-04-14")
    with pytest.raises(IllegalStep, match="belum selesai dan disetujui"):
        send(case, contents)


def test_a_test_that_ended_closes_nothing_any_more(case: CaseFile) -> None:
    contents = a_closing_notice(case, Outcome.REFUSED, a_test(case.body, ends_on=date(2026, 4, 13)))
    approve_notice(case, contents, "2026-04-14")
    with pytest.raises(IllegalStep, match="berakhir Senin, 13 April 2026"):
        send(case, contents)
    db.session.rollback()
    assert case.events[-1].kind is E.FILED


def test_the_test_of_another_body_closes_nothing(case: CaseFile) -> None:
    own, other = a_test(case.body), a_test(a_body("buru", prefix="BUR"))
    contents = a_closing_notice(case, Outcome.REFUSED, own)
    contents = replace(contents, parts=tuple(replace(part, tests=(other.number,)) for part in contents.parts))
    approve_notice(case, contents, "2026-04-14")
    with pytest.raises(IllegalStep, match="tidak ada di badan publik ini"):
        send(case, contents)


def test_what_is_partly_exempt_is_not_refused_whole(case: CaseFile) -> None:
    contents = a_closing_notice(case, Outcome.REFUSED, a_test(case.body, result=TestResult.PARTLY))
    approve_notice(case, contents, "2026-04-14")
    with pytest.raises(IllegalStep, match="hanya menutup sebagian"):
        send(case, contents)


def test_the_letter_names_no_article_and_no_date_beyond_its_test(case: CaseFile) -> None:
    contents = a_closing_notice(case, Outcome.REFUSED, a_test(case.body))
    (part,) = contents.parts
    for more in ({"articles": ("a1",)}, {"until": "2040-01-01"}):
        with pytest.raises(Incomplete, match="uji"):
            send(case, replace(contents, parts=(replace(part, **more),)))  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["nobody", "officer", "another text", "returned", "the sender"])
def test_a_refusal_needs_the_superiors_approval_of_exactly_this_letter(case: CaseFile, how: str) -> None:
    body, cal, now = case.body, calendar(case.body), instant("2026-04-14")
    contents = a_closing_notice(case, Outcome.REFUSED, a_test(body))
    officer, sender = the_officer(body), the_officer(body)
    if how in ("another text", "returned"):
        other = replace(contents, summary="Naskah lain.") if how == "another text" else contents
        approve_notice(case, other, "2026-04-14")
    if how == "officer":
        draft = answering.fingerprint(answering.save_notice(case, contents, officer, now).contents)
        casefile.record(case, read(E.DRAFT_SUBMITTED, {"draft": draft, "levels": ["PPID"]}), Hand(officer, now, cal))
        second = replace(officer, user_id=a_user("ppid2", Role.OFFICER, body).id)
        cleared = {"draft": draft, "level": "PPID", "place": 1, "result": "DONE"}
        casefile.record(case, read(E.DRAFT_CLEARED, cleared), Hand(second, now, cal))
    if how == "returned":
        draft = answering.fingerprint(answering.contents_as_json(contents))
        casefile.record(
            case,
            read(E.DRAFT_SUBMITTED, {"draft": draft, "levels": ["Persetujuan Atasan PPID"]}),
            Hand(officer, now, cal),
        )
        returned = {"draft": draft, "level": "Persetujuan Atasan PPID"}
        superior = the_superior(body)
        casefile.record(case, read(E.DRAFT_RETURNED, returned), Hand(superior, now, cal), texts={"reason": "Ubah"})
    if how == "the sender":
        person = a_user("sekda", Role.SUPERIOR, body)
        sender = replace(officer, user_id=person.id)
        draft = answering.fingerprint(answering.save_notice(case, contents, officer, now).contents)
        casefile.record(
            case,
            read(E.DRAFT_SUBMITTED, {"draft": draft, "levels": ["Persetujuan Atasan PPID"]}),
            Hand(officer, now, cal),
        )
        cleared = {"draft": draft, "level": "Persetujuan Atasan PPID", "place": 1, "result": "DONE"}
        casefile.record(case, read(E.DRAFT_CLEARED, cleared), Hand(the_superior(body, person.id), now, cal))
    with pytest.raises(IllegalStep, match=r"(?i)persetujuan"):
        answering.send_notice(case, contents, Hand(sender, now, cal))
    assert case.outcome is None


# -- the objection -----------------------------------------------------------------------------------------------------


def objected(case: CaseFile, test: ConsequenceTest, outcome: Outcome = Outcome.REFUSED) -> CaseFile:
    """A refused case under objection."""
    send_closing(case, a_closing_notice(case, outcome, test), "2026-04-14")
    told = {"grounds": ["a"], "number": "KBR-MAL-26-00001", "channel": "WEB"}
    now, texts = instant("2026-04-20"), {"wish": "Beri"}
    casefile.record(case, read(E.OBJECTED, told), Hand(the_requester(case), now, calendar(case.body)), texts=texts)
    db.session.commit()
    return case


def decide(case: CaseFile, result: str, when: str = "2026-05-20", **more: object) -> None:
    """The superior decides."""
    details = {"result": result, "letter": "1/ATS/2026", "decider_acting": False, **more}
    casefile.record(
        case,
        read(E.OBJECTION_DECIDED, details),
        Hand(the_superior(case.body), instant(when), calendar(case.body)),
        texts={"reasons": "Ujinya masih tepat."},
    )


def test_a_refusal_is_upheld_while_its_test_stands(case: CaseFile) -> None:
    decide(objected(case, a_test(case.body)), "UPHELD")
    assert case.decision == "UPHELD"


@pytest.mark.parametrize("result", ["UPHELD", "CHANGED"])
def test_what_stays_closed_after_an_objection_rests_on_a_test_that_still_stands(case: CaseFile, result: str) -> None:
    objected(case, a_test(case.body, ends_on=date(2026, 5, 19)))
    with pytest.raises(IllegalStep, match="tidak dapat tetap ditutup"):
        decide(case, result)
    assert case.events[-1].kind is E.OBJECTED


def test_a_new_test_may_carry_an_old_refusal(case: CaseFile) -> None:
    objected(case, a_test(case.body, ends_on=date(2026, 5, 19)))
    new = a_test(case.body, "2026-05-19")
    decide(case, "UPHELD", tests={"1": [new.number]})
    assert case.decision == "UPHELD"


def test_a_decision_to_give_needs_no_test(case: CaseFile) -> None:
    objected(case, a_test(case.body, ends_on=date(2026, 5, 19)))
    decide(case, "REVERSED", execute_by="2026-05-27")
    assert case.decision == "REVERSED"


# -- held against itself -----------------------------------------------------------------------------------------------


def test_a_test_that_was_changed_behind_the_triggers_is_found(body: PublicBody) -> None:
    test = a_test(body)
    assert verifying.verify().difference == ""
    _without_triggers("consequence_test")
    test.contents = weighing.as_text(replace(LAWFUL, closed="Seluruh halaman 3"))
    db.session.flush()
    assert "UK-MAL-26-00001: isinya tidak cocok" in verifying.verify().difference


def test_a_row_that_is_gone_from_the_list_is_found(body: PublicBody) -> None:
    a_test(body)
    _without_triggers("exempt_entry")
    db.session.execute(sa.text("DELETE FROM exempt_entry"))
    assert "UK-MAL-26-00001: barisnya di daftar" in verifying.verify().difference


def _without_triggers(table: str) -> None:
    """What somebody with the whole database in their hands can do."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for act in ("update", "delete"):
        db.session.execute(sa.text(f"DROP TRIGGER {table}_no_{act}"))
