"""What an event carries: typed, and the very JSON that was written, key by key."""

from dataclasses import FrozenInstanceError, dataclass, replace
from datetime import UTC, date, datetime

import pytest

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    FACTS,
    Answered,
    Bare,
    CostNoted,
    Malformed,
    ObjectionDecided,
    PartHandedBack,
    RulingReceived,
    read,
)
from pid_tracker.law.facts.codec import Record
from pid_tracker.law.grounds import Decision, ObjectionGround, Outcome
from pid_tracker.law.grounds import Ruling as RulingResult
from tests.samples import SAMPLES, sample

AT, ON, EARLIER = datetime(2026, 4, 7, 1, tzinfo=UTC), date(2026, 4, 7), date(2026, 4, 2)


def test_every_kind_has_its_type_and_kinds_that_carry_nothing_share_one() -> None:
    assert set(FACTS) == set(SAMPLES) == set(E)
    assert [kind for kind, of in FACTS.items() if of is not Bare and of.kind is not kind] == []
    assert {kind for kind, of in FACTS.items() if of is Bare} == {
        *(E.DECLARED_COMPLETE, E.NOTICE_FAILED, E.NOTICE_DELIVERED, E.LAPSED),
        *(E.QUESTION_ASKED, E.QUESTION_REPLIED, E.INSISTED, E.OBJECTION_EXPLAINED),
    }


@pytest.mark.parametrize("kind", E)
def test_what_was_written_is_read_as_it_was(kind: E) -> None:
    told = replace(SAMPLES[kind], received_on=EARLIER, promised_on=ON, texts={"note": "ab"})
    assert told.to_json() == SAMPLES[kind].to_json() | {
        "received_on": "2026-04-02",
        "promised_on": "2026-04-07",
        "texts": {"note": "ab"},
    }
    assert read(kind, told.to_json()) == told and told.kind is kind


@pytest.mark.parametrize("kind", E)
def test_a_name_that_a_kind_does_not_know_is_refused(kind: E) -> None:
    with pytest.raises(Malformed):
        read(kind, SAMPLES[kind].to_json() | {"closed_by_the_way": True})


@pytest.mark.parametrize(
    "wrong",
    [{"part": "1"}, {"part": True}, {"part": None}, {"unit_name": 3}, {"internal_due_on": "besok"}, {"unit_id": 1.0}],
    ids=str,
)
def test_a_value_of_another_type_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        read(E.PART_ROUTED, sample(E.PART_ROUTED).to_json() | wrong)


def test_a_word_that_the_law_does_not_know_is_refused() -> None:
    for kind, wrong in ((E.ANSWERED, {"outcome": "LOST"}), (E.ANSWERED, {"parts": {"1": "x"}}), (E.RELABELLED, {})):
        with pytest.raises(Malformed):
            read(kind, wrong)


def test_what_was_never_said_stays_unsaid_and_what_is_empty_stays_empty() -> None:
    for told in ({"outcome": "GRANTED"}, {"outcome": "GRANTED", "files": [], "tests": {}, "notice": ""}):
        assert read(E.ANSWERED, told).to_json() == told


def test_null_is_written_where_something_is_known_not_to_be() -> None:
    assert CostNoted(1, 2, 0, 2, "").to_json()["tariff_rupiah"] is None
    assert "tariff_rupiah" not in CostNoted(1, 2, 0, 2).to_json()
    assert PartHandedBack(1).to_json() == {"part": 1, "unit_id": None}
    decided = ObjectionDecided(Decision.UPHELD, "1", decider_acting=True)
    assert decided.to_json()["substitute_for"] is None
    assert "substitute_for" not in replace(decided, decider_acting=False).to_json()


def test_the_law_sees_dates_outcome_grounds_result_and_what_was_promised() -> None:
    seen = replace(Answered(Outcome.REFUSED), received_on=EARLIER, promised_on=ON).event(AT, ON)
    assert (seen.kind, seen.at, seen.on, seen.received_on, seen.registered_on) == (E.ANSWERED, AT, ON, EARLIER, ON)
    assert (seen.outcome, seen.promised_on, seen.result, seen.grounds) == (Outcome.REFUSED, ON, "", frozenset())
    objected = sample(E.OBJECTED).event(AT, ON)
    assert objected.grounds == {ObjectionGround.REFUSED, ObjectionGround.NOT_ANSWERED} and objected.received_on == ON
    ruling = RulingReceived(RulingResult.CONFIRMS, "1", court_due_on=EARLIER).event(AT, ON)
    assert (ruling.result, ruling.promised_on, ruling.outcome) == ("CONFIRMS", EARLIER, None)
    assert (ruling.at, ruling.on, objected.at) == (AT, ON, AT)
    assert Bare(E.LAPSED).event(AT, ON).promised_on is None


def test_files_that_went_with_an_event_are_named_whatever_its_kind() -> None:
    assert Answered(Outcome.GRANTED, files=("a", "b")).enclosed == ("a", "b")
    assert Answered(Outcome.GRANTED).enclosed == sample(E.RATED).enclosed == ()


def test_facts_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        sample(E.RATED).rating = "NO"  # type: ignore[attr-defined]  # that is the point


def test_facts_are_asked_for_by_their_type_and_another_type_is_an_error() -> None:
    told = Answered(Outcome.GRANTED)
    assert told.told(Answered) is told
    with pytest.raises(TypeError, match="ANSWERED has no CostNoted"):
        told.told(CostNoted)


def test_what_cannot_be_read_or_written_says_which_value_it_was() -> None:
    with pytest.raises(Malformed, match="PartRouted: '1' is no int"):
        read(E.PART_ROUTED, sample(E.PART_ROUTED).to_json() | {"part": "1"})
    with pytest.raises(TypeError, match="no record holds a float"):
        replace(sample(E.RATED), rating=1.5).to_json()  # type: ignore[arg-type]  # that is the point


def test_null_is_read_where_nothing_may_stand() -> None:
    assert read(E.PART_HANDED_BACK, {"part": 1, "unit_id": None}) == PartHandedBack(1)


def test_a_type_of_field_that_cannot_be_stored_is_an_error_of_the_program() -> None:
    @dataclass(frozen=True, slots=True)
    class Weighed(Record):
        kilograms: float

    with pytest.raises(TypeError, match="no record holds a <class 'float'>"):
        Weighed.from_json({"kilograms": 1.5})
