"""What a term carries besides its dates: whose it is, its article, what only the answer has, and its ledger."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pid_tracker.law import rules
from pid_tracker.law.deadlines import Deadline, Standing, read, reckon
from pid_tracker.law.decrees import built_in_calendar
from pid_tracker.law.rules import BOOKS, Duty, RuleBook, Whose
from pid_tracker.law.states import Stage

from .acts import a_case, an_act

FILED_ON = date(2026, 7, 13)
FILED = an_act("FILED", FILED_ON)


def test_a_term_that_cannot_be_foreseen_says_whose_it_is_how_long_and_by_which_article() -> None:
    waiting = read(a_case(FILED), FILED_ON)[Duty.COMPLETE]
    assert (waiting.opens_on, waiting.due_on) == (None, None)
    assert (waiting.whose, waiting.working_days) == (Whose.REQUESTER, 3)
    assert waiting.basis == "PERKI 1/2021 Pasal 33 ayat (3)"


def test_an_extended_answer_names_both_paragraphs_and_keeps_its_tenth_day() -> None:
    extended = read(a_case(FILED, an_act("EXTENDED", date(2026, 7, 14))), FILED_ON)[Duty.ANSWER]
    assert extended.basis == "UU 14/2008 Pasal 22 ayat (7) dan Pasal 22 ayat (8)"
    assert (extended.first_due_on, extended.due_on) == (date(2026, 7, 27), date(2026, 8, 5))


def test_only_the_answer_has_a_safe_date_and_days_to_extend() -> None:
    case = a_case(
        FILED, an_act("DEFICIENCY_NOTIFIED", date(2026, 7, 14)), an_act("OBJECTED", date(2026, 7, 15), grounds="f")
    )
    found = [(row.safe_on, row.extendable_to, row.first_due_on) for row in read(case, FILED_ON).deadlines]
    assert found == [(None, None, None)] * 2 + [(date(2026, 7, 27), None, None)] + [(None, None, None)] * 3
    assert [row.after_safe for row in read(case, FILED_ON).deadlines] == [False] * 6


@pytest.mark.parametrize("lacks", ["opens_on", "due_on", "calendar"])
def test_a_term_without_beginning_end_or_calendar_has_no_days_to_show(lacks: str) -> None:
    term = read(a_case(FILED), FILED_ON)[Duty.ANSWER]
    assert len(term.ledger()[0]) == 10
    lacking: Deadline = replace(term, **{lacks: None})  # type: ignore[arg-type]  # names of Deadline
    assert lacking.ledger() == ((), ())


def a_book(valid_from: date, days: int) -> RuleBook:
    """The rules of today, but `days` working days to answer."""
    limits = {**BOOKS[0].limits, Duty.ANSWER: replace(BOOKS[0][Duty.ANSWER], working_days=days)}
    return RuleBook(f"buku {days}", valid_from, limits)


def test_a_case_is_reckoned_by_the_book_it_is_given() -> None:
    row = reckon([FILED], built_in_calendar(), a_book(FILED_ON, 5), FILED_ON)[Duty.ANSWER]
    assert (row.working_days, row.due_on) == (5, date(2026, 7, 20))


def test_a_new_book_governs_from_its_first_day_and_the_oldest_what_is_older(monkeypatch: pytest.MonkeyPatch) -> None:
    newer, older = a_book(date(2030, 1, 1), 7), a_book(date(2021, 6, 30), 10)
    monkeypatch.setattr(rules, "BOOKS", (newer, older))
    assert rules.in_force(date(2030, 1, 1)) is newer
    assert rules.in_force(date(2029, 12, 31)) is older
    assert rules.in_force(date(2008, 4, 30)) is older


def test_a_dispute_is_judged_by_the_day_of_the_commission_not_by_the_day_it_was_told_here() -> None:
    decided = an_act("OBJECTION_DECIDED", date(2026, 8, 3), result="UPHELD")
    before = [FILED, an_act("ANSWERED", date(2026, 7, 14), outcome="NOT_HELD"),
              an_act("OBJECTED", date(2026, 7, 15), grounds="a"), decided]  # fmt: skip
    last = read(a_case(*before), date(2026, 8, 4))[Duty.GO_TO_COMMISSION].due_on
    assert last is not None
    told_on = last + timedelta(days=10)
    told = an_act("DISPUTE_REGISTERED", told_on, received_on=last)
    assert read(a_case(*before, told), told_on)[Duty.GO_TO_COMMISSION].standing is Standing.MET
    late = an_act("DISPUTE_REGISTERED", told_on, received_on=last + timedelta(days=1))
    assert read(a_case(*before, late), told_on)[Duty.GO_TO_COMMISSION].standing is Standing.MET_LATE


def test_a_notice_that_has_to_be_told_by_a_person_starts_no_days_before_it_was_told() -> None:
    notice = an_act("DEFICIENCY_NOTIFIED", date(2026, 7, 14), result="TO_BE_TOLD")
    waiting = read(a_case(FILED, notice), date(2026, 7, 24))
    assert (waiting.stage, waiting[Duty.COMPLETE].due_on) == (Stage.INCOMPLETE, None)
    told = read(a_case(FILED, notice, an_act("NOTICE_DELIVERED", date(2026, 7, 20))), date(2026, 7, 20))
    assert told[Duty.COMPLETE].due_on == date(2026, 7, 23)


def test_a_refusal_after_the_safe_date_is_marked_also_while_the_request_waits_to_be_completed() -> None:
    notice = an_act("DEFICIENCY_NOTIFIED", date(2026, 7, 14), result="TO_BE_TOLD")
    refused = a_case(FILED, notice, an_act("ANSWERED", date(2026, 7, 28), outcome="REFUSED"))
    row = read(refused, date(2026, 7, 28))[Duty.ANSWER]
    assert (row.due_on, row.safe_on, row.after_safe) == (None, date(2026, 7, 27), True)
