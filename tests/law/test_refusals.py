"""Every refusal names its article, the date of what closed the act, and what is possible instead.

Every kind of act is tried against one history a stage. What is refused because something has to come first names no
date, since nothing has closed it: those acts stand in `NOT_YET`, by hand, with what they wait for.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from pid_tracker.law.admission import admit
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.law.words import DAYS, tanggal

from .acts import a_case, an_act

FILED = an_act("FILED", date(2026, 7, 13))
LACKING = an_act("DEFICIENCY_NOTIFIED", date(2026, 7, 14))
ANSWERED = an_act("ANSWERED", date(2026, 7, 20), outcome="GRANTED")
OBJECTED = an_act("OBJECTED", date(2026, 7, 22), grounds=["d"])
DECIDED = an_act("OBJECTION_DECIDED", date(2026, 7, 28), result="UPHELD")
IN_DISPUTE = an_act("DISPUTE_REGISTERED", date(2026, 8, 3))

#: name -> (the history, the day of the trial, its stage, the day that closed what is refused there: by hand).
HISTORIES: dict[str, tuple[tuple[CaseEvent, ...], date, Stage, date]] = {
    "received": ((FILED,), date(2026, 7, 14), Stage.RECEIVED, date(2026, 7, 13)),
    "incomplete": ((FILED, LACKING), date(2026, 7, 15), Stage.INCOMPLETE, date(2026, 7, 14)),
    "repaired": (
        (FILED, LACKING, an_act("COMPLETED", date(2026, 7, 15))),
        date(2026, 7, 16),
        Stage.IN_PROCESS,
        date(2026, 7, 15),
    ),
    "not continued": ((FILED, LACKING), date(2026, 7, 20), Stage.NOT_CONTINUED, date(2026, 7, 17)),
    "answered": ((FILED, ANSWERED), date(2026, 7, 21), Stage.ANSWERED, date(2026, 7, 20)),
    "withdrawn": (
        (FILED, an_act("WITHDRAWN", date(2026, 7, 15))),
        date(2026, 7, 16),
        Stage.WITHDRAWN,
        date(2026, 7, 15),
    ),
    "under objection": (
        (FILED, ANSWERED, OBJECTED),
        date(2026, 7, 23),
        Stage.UNDER_OBJECTION,
        date(2026, 7, 22),
    ),
    "objection without a request": (
        (an_act("OBJECTED", date(2026, 7, 22), grounds=["b"]),),
        date(2026, 7, 23),
        Stage.UNDER_OBJECTION,
        date(2026, 7, 22),
    ),
    "objection decided": (
        (FILED, ANSWERED, OBJECTED, DECIDED),
        date(2026, 7, 29),
        Stage.OBJECTION_DECIDED,
        date(2026, 7, 28),
    ),
    "in dispute": (
        (FILED, ANSWERED, OBJECTED, DECIDED, IN_DISPUTE),
        date(2026, 8, 4),
        Stage.IN_DISPUTE,
        date(2026, 8, 3),
    ),
    "closed": (
        (
            FILED,
            ANSWERED,
            OBJECTED,
            DECIDED,
            IN_DISPUTE,
            an_act("DISPUTE_CLOSED", date(2026, 8, 10)),
        ),
        date(2026, 8, 11),
        Stage.CLOSED,
        date(2026, 8, 10),
    ),
    "imported": ((an_act("IMPORTED", date(2026, 7, 13)),), date(2026, 7, 14), Stage.CLOSED, date(2026, 7, 13)),
}

#: act -> what has to come first, where the history does not have it: nothing closed the act, so there is no date.
NOT_YET: dict[E, tuple[E, ...]] = {
    E.RATED: (E.ANSWERED,),
    E.REFERRED_ON: (E.ANSWERED,),
    E.HANDED_OVER: (E.ANSWERED,),
    E.QUESTION_REPLIED: (E.QUESTION_ASKED,),
    E.INSISTED: (E.RELABELLED,),
    E.DRAFT_CLEARED: (E.DRAFT_SUBMITTED,),
    E.DRAFT_RETURNED: (E.DRAFT_SUBMITTED,),
    E.LAPSED: (E.DEFICIENCY_NOTIFIED,),
    E.NOTICE_FAILED: (E.DEFICIENCY_NOTIFIED,),
    E.NOTICE_DELIVERED: (E.DEFICIENCY_NOTIFIED,),
    E.OBJECTION_EXPLAINED: (E.OBJECTED,),
    E.TALKS_HELD: (E.OBJECTED,),
    E.OBJECTION_DECIDED: (E.OBJECTED,),
    E.SUPERIOR_SILENT: (E.OBJECTED,),
    E.REQUESTER_RESPONDED: (E.OBJECTION_DECIDED,),
    E.DECISION_EXECUTED: (E.OBJECTION_DECIDED,),
    E.DISPUTE_REGISTERED: (E.OBJECTED,),
    E.DISPUTE_STAGED: (E.DISPUTE_REGISTERED,),
    E.DISPUTE_CLOSED: (E.DISPUTE_REGISTERED,),
    E.RULING_RECEIVED: (E.DISPUTE_REGISTERED,),
    E.COURT_FILED: (E.DISPUTE_REGISTERED, E.RULING_RECEIVED),
    E.RULING_EXECUTED: (E.DISPUTE_REGISTERED, E.RULING_RECEIVED),
}
#: Refusals with another date: the last day of a term, or the act that the refused one is about.
OTHERWISE: dict[tuple[str, E], date] = {
    ("received", E.LATE_NOTICE): date(2026, 7, 27),
    ("received", E.OBJECTED): date(2026, 7, 28),
    ("repaired", E.LATE_NOTICE): date(2026, 7, 29),
    ("repaired", E.OBJECTED): date(2026, 7, 30),
    ("under objection", E.SUPERIOR_SILENT): date(2026, 9, 4),
    ("under objection", E.DISPUTE_REGISTERED): date(2026, 9, 4),
    ("objection without a request", E.SUPERIOR_SILENT): date(2026, 9, 4),
    ("objection without a request", E.DISPUTE_REGISTERED): date(2026, 9, 4),
    ("in dispute", E.DECISION_EXECUTED): date(2026, 7, 28),
    ("closed", E.DECISION_EXECUTED): date(2026, 7, 28),
}
_A_DATE = re.compile(rf"({'|'.join(DAYS)}), \d+ \w+ \d{{4}}")


def _refusals() -> Iterator[tuple[str, E, str]]:
    for name, (history, day, _, _) in HISTORIES.items():
        for kind in E:
            case = a_case(*history)
            try:
                admit(case, an_act(kind, day, outcome="GRANTED", grounds=["c"]))
            except IllegalStep as refused:
                yield name, kind, refused.why


REFUSALS = tuple(_refusals())
_IDS = [f"{name}: {kind}" for name, kind, _ in REFUSALS]


@pytest.mark.parametrize("name", HISTORIES)
def test_each_history_stands_at_its_stage(name: str) -> None:
    history, day, stage, _ = HISTORIES[name]
    assert a_case(*history).stage_on(day) == stage


def test_every_stage_has_its_history_and_refuses_something() -> None:
    assert {stage for _, _, stage, _ in HISTORIES.values()} == set(Stage)
    assert {name for name, _, _ in REFUSALS} == set(HISTORIES)


@pytest.mark.parametrize(("name", "kind", "why"), REFUSALS, ids=_IDS)
def test_a_refusal_names_its_article_or_our_rule_in_two_sentences_at_most(name: str, kind: E, why: str) -> None:
    assert re.search(r"Pasal \d+|aturan sistem: \w+", why)
    assert why.endswith(".") and "{" not in why
    assert len(re.findall(r"\.(?: |$)", why)) <= 2


@pytest.mark.parametrize(("name", "kind", "why"), REFUSALS, ids=_IDS)
def test_a_refusal_names_the_date_of_what_closed_it_unless_something_has_to_come_first(
    name: str, kind: E, why: str
) -> None:
    history, _, stage, closed_on = HISTORIES[name]
    before = {act.kind: act.on for act in history}
    waits = any(first not in before for first in NOT_YET.get(kind, ()))
    if waits and not _A_DATE.search(why):
        assert stage not in (Stage.NOT_CONTINUED, Stage.WITHDRAWN, Stage.CLOSED)  # there nothing can come any more
        return
    begun_on = history[0].on if kind is E.IMPORTED else None
    dates = (closed_on, before.get(kind), before.get(E.ANSWERED), OTHERWISE.get((name, kind)), begun_on)
    assert any(tanggal(day) in why for day in dates if day), why


def test_without_a_request_only_missing_periodic_information_may_be_objected_to() -> None:
    with pytest.raises(IllegalStep) as refused:
        admit(a_case(), an_act("OBJECTED", date(2026, 7, 22), grounds=["b", "c"]))
    assert refused.value.why == (
        "Tanpa permintaan, keberatan hanya dapat diajukan karena informasi berkala tidak disediakan (UU 14/2008 Pasal "
        "35 ayat (1) huruf b). Alasan lain menunggu permintaan dan batas waktu menjawabnya."
    )
