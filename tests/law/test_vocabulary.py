"""The closed lists and their words: what is stored stays, and no place is left without its words."""

import pytest

from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.consequence import Occasion, TestResult
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.rules import BOOKS, Days
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import Channel, Delivery, IdentityWay, Purpose, Rating, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, DocumentKind, PartResult, PartState
from pid_tracker.law.vocabulary.offices import Acting, ProposalState
from pid_tracker.law.vocabulary.worded import Worded

LISTS = Worded.__subclasses__()
#: What databases hold since the first version: a code that changes here is a migration.
STORED = {
    Channel: "WEB WALK_IN PHONE LETTER EMAIL WHATSAPP SMS ORAL REFERRAL",
    Purpose: "CITIZEN STUDY PRESS RIGHTS BUSINESS OTHER",
    RequesterKind: "PERSON GROUP ENTITY PROXY",
    IdentityWay: "PHOTO LATER DESK",
    Delivery: "LINK DESK POST VIEW",
    PartState: "NEW ROUTED ACCEPTED HANDED_BACK READY",
    PartResult: "OPEN PARTLY_CLOSED CLOSED NOT_HELD",
    Rating: "YES PARTLY NO",
    DocumentKind: "IDENTITY POWER_OF_ATTORNEY DEED RECEIVED_LETTER OBJECTION STATEMENT ANSWER EXECUTION NOTICE RECEIPT "
    "DECREE CLOSED_INSPECTION",
    Outcome: "GRANTED PARTLY_GRANTED REFUSED NOT_HELD REFERRED",
    Acting: "PLH PLT",
    ProposalState: "PROPOSED APPROVED REJECTED",
    DayKind: "holiday joint_leave local poll",
    TestResult: "CLOSED PARTLY OPEN",
    Occasion: "BEFORE ON_REQUEST AT_DISPUTE",
}


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
def test_the_stored_codes_stay(kind: type[Worded]) -> None:
    assert [member.value for member in kind] == STORED[kind].split()


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_row_has_words_and_no_two_rows_the_same(kind: type[Worded]) -> None:
    words = [member.words for member in kind]
    assert all(words) and len(set(words)) == len(words)


def test_a_row_with_a_word_too_few_stops_the_program() -> None:
    with pytest.raises((ValueError, TypeError)):

        class Broken(Worded):
            """A list whose second row lacks the words of the second place."""

            told: str

            ONE = "ONE", "satu", "kesatu"
            TWO = "TWO", "dua"


def test_a_code_is_found_and_what_was_not_told_is_nothing() -> None:
    assert Purpose.of("PRESS") is Purpose.PRESS
    assert Purpose.of("") is None and Purpose.of(None) is None and Purpose.of("press") is None
    assert Purpose.words_of("PRESS") == "Liputan"
    assert Purpose.words_of("") == "" and Purpose.words_of("RUMOUR", "lain") == "lain"


def test_a_form_offers_the_words_of_its_place_and_leaves_out_what_has_none_there() -> None:
    assert next(iter(Delivery.choices("at_desk").items())) == ("LINK", "Tautan aman")
    assert list(IdentityWay.choices("at_desk")) == ["LATER", "DESK"]
    assert set(Channel.choices()) - set(Channel.desk_choices()) == {"WEB"}


def test_a_member_is_the_string_that_is_stored() -> None:
    assert Channel.WEB == "WEB" and str(Channel.WEB) == "WEB" and f"{Stage.ANSWERED}" == "ANSWERED"
    assert {"WEB": 1}[Channel.WEB] == 1


def test_whoever_asks_proves_who_it_is() -> None:
    assert set(PROOFS) == set(RequesterKind)
    assert all(DocumentKind.IDENTITY in kinds for kinds in PROOFS.values())


def test_the_days_that_sentences_say_are_those_of_the_articles() -> None:
    """UU 14/2008 Pasal 22, 36, 37; PERKI 1/2021 Pasal 31, 33."""
    assert BOOKS[0].days == Days(
        check=3, repair=3, answer=10, more=7, longest=17, objection=30, decision=30, commission=14
    )
