"""I1 to I6 by hand, and against a second count that shares no line with the first."""

from dataclasses import replace
from datetime import date, timedelta
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pid_tracker.law.base_sets import CaseRow, limit_of, was_late
from pid_tracker.law.compliance import Figures, measure, pool
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.law.unit_punctuality import PartRow, measure_parts

from .walking import walk

START, END, TODAY = date(2026, 4, 1), date(2026, 4, 30), date(2026, 4, 20)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def a_row(filed: str, due: str | None, answered: str | None = None, **more: object) -> CaseRow:
    row = CaseRow(
        body=1,
        units=frozenset(),
        channel="WEB",
        filed_on=date.fromisoformat(filed),
        complete_on=day(filed),
        first_due_on=day(due),
        due_on=day(due),
        extended_on=None,
        answered_on=day(answered),
        outcome=Outcome.GRANTED if answered else None,
        answer_days=5 if answered else None,
        ended_on=None,
        is_imported=False,
        stage=Stage.ANSWERED if answered else Stage.IN_PROCESS,
    )
    return replace(row, **more)  # type: ignore[arg-type]  # names of CaseRow


def of(*rows: CaseRow) -> Figures:
    return measure(rows, START, END, TODAY)


def test_what_is_filed_counts_by_day_of_filing_channel_and_person() -> None:
    figures = of(
        a_row("2026-04-01", None, person=b"a"),
        a_row("2026-04-30", None, channel="LETTER", person=b"a"),
        a_row("2026-03-31", None, person=b"b"),
        a_row("2026-05-01", None, person=b"c"),
    )
    assert (figures.filed, figures.by_channel, figures.requesters) == (2, {"WEB": 1, "LETTER": 1}, 1)


def test_a_request_is_due_on_its_last_day_and_not_before() -> None:
    assert of(a_row("2026-04-02", "2026-04-20")).due == 1
    assert of(a_row("2026-04-02", "2026-04-21")).due == 0
    assert of(a_row("2026-04-02", "2026-04-21", "2026-04-08")).due == 0, "not yet due, though answered"
    assert of(a_row("2026-03-02", "2026-03-31")).due == 0, "due before the period"


def test_an_answer_on_the_last_day_is_on_time_and_one_on_the_next_is_late() -> None:
    assert of(a_row("2026-04-01", "2026-04-16", "2026-04-16")).on_time == 1
    late = of(a_row("2026-04-01", "2026-04-16", "2026-04-17"))
    assert (late.on_time, late.late, late.silent) == (0, 1, 0)


def test_silence_is_not_on_time_and_counts_as_silent() -> None:
    figures = of(a_row("2026-04-01", "2026-04-16"))
    assert (figures.due, figures.on_time, figures.silent) == (1, 0, 1)


def test_an_extended_answer_is_on_time_but_shown_apart() -> None:
    row = a_row("2026-03-26", "2026-04-20", "2026-04-17", first_due_on=date(2026, 4, 9), extended_on=date(2026, 4, 9))
    figures = of(row)
    assert (figures.on_time, figures.in_ten, figures.extended_on_time) == (1, 0, 1)


def test_an_extension_sent_after_the_tenth_day_moves_nothing() -> None:
    row = a_row("2026-03-26", "2026-04-20", "2026-04-17", first_due_on=date(2026, 4, 9), extended_on=date(2026, 4, 10))
    assert limit_of(row) == date(2026, 4, 9)
    assert of(row).late == 1


@pytest.mark.parametrize(("ended", "due"), [("2026-04-16", 0), ("2026-04-15", 0), ("2026-04-17", 1)])
def test_what_was_withdrawn_on_or_before_the_last_day_is_not_due(ended: str, due: int) -> None:
    row = a_row("2026-04-01", "2026-04-16", ended_on=day(ended), stage=Stage.WITHDRAWN)
    assert of(row).due == due


def test_what_was_not_continued_is_filed_but_never_due() -> None:
    row = a_row("2026-04-01", None, complete_on=None, ended_on=date(2026, 4, 10), stage=Stage.NOT_CONTINUED)
    figures = of(row)
    assert (figures.filed, figures.due, figures.overdue) == (1, 0, 0)


def test_overdue_begins_on_the_day_after_and_knows_no_period() -> None:
    assert of(a_row("2026-04-02", "2026-04-20")).overdue == 0
    figures = of(a_row("2025-01-02", "2025-01-16", late_days=300), a_row("2026-04-01", "2026-04-16", late_days=2))
    assert (figures.overdue, figures.oldest_days) == (2, 300)
    assert of(a_row("2026-04-01", "2026-04-16", stage=Stage.WITHDRAWN, ended_on=date(2026, 4, 18))).overdue == 0
    assert of(a_row("2026-04-01", "2026-04-16", stage=Stage.UNDER_OBJECTION)).overdue == 1


@pytest.mark.parametrize("stage", list(Stage))
def test_what_nobody_answered_is_overdue_and_silent_whatever_its_stage(stage: Stage) -> None:
    """Ruling R26: only answer, withdrawal and the superior's decision end it; before the commission it stays."""
    silent = a_row("2026-04-01", "2026-04-16", stage=stage)
    assert (of(silent).overdue, of(silent).silent) == (1, 1)
    assert of(replace(silent, decided_on=date(2026, 4, 18))).overdue == 0
    assert of(replace(silent, ended_on=date(2026, 4, 18))).overdue == 0
    assert of(replace(silent, answered_on=date(2026, 4, 18))).overdue == 0


@pytest.mark.parametrize(("decided", "due"), [("2026-04-15", 0), ("2026-04-16", 0), ("2026-04-17", 1)])
def test_an_early_objection_decided_on_or_before_the_last_day_ends_the_duty_to_answer(decided: str, due: int) -> None:
    assert of(a_row("2026-04-01", "2026-04-16", stage=Stage.OBJECTION_DECIDED, decided_on=day(decided))).due == due


def test_durations_are_those_of_answers_sent_in_the_period() -> None:
    rows = [a_row("2026-03-20", "2026-04-10", "2026-04-02", answer_days=days) for days in (3, 7, 8, 41)]
    figures = of(*rows, a_row("2026-03-01", "2026-03-16", "2026-03-31", answer_days=99))
    assert (figures.median, figures.mean, figures.ninetieth) == (7.5, 14.75, 41)
    assert figures.histogram[30] == 1 and sum(figures.histogram) == 4 and len(figures.histogram) == 31


def test_the_ninetieth_percentile_of_ten_is_the_ninth() -> None:
    rows = [a_row("2026-03-20", "2026-04-10", "2026-04-02", answer_days=days) for days in range(1, 11)]
    assert of(*rows).ninetieth == 9


def test_not_held_and_referred_are_answers_but_could_not_be_decided() -> None:
    outcomes = [Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.REFUSED, Outcome.NOT_HELD, Outcome.REFERRED]
    figures = of(*(a_row("2026-04-01", "2026-04-16", "2026-04-08", outcome=outcome) for outcome in outcomes))
    assert (figures.answered, figures.decidable, figures.given) == (5, 3, 2)


def test_rows_of_an_older_register_are_counted_apart() -> None:
    figures = of(a_row("2026-04-01", "2026-04-16", is_imported=True), a_row("2026-04-01", None))
    assert (figures.filed, figures.due, figures.overdue, figures.imported) == (1, 0, 0, 1)


def test_the_median_of_two_bodies_is_that_of_their_pooled_requests() -> None:
    one = of(*(a_row("2026-03-20", "2026-04-10", "2026-04-02", answer_days=days) for days in (1, 1, 1)))
    two = of(a_row("2026-03-20", "2026-04-10", "2026-04-02", answer_days=20))
    assert pool([one, two]).median == 1


def test_filings_are_counted_by_the_month_in_which_they_came() -> None:
    rows = [a_row(filed, None) for filed in ("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-02")]
    found = measure(rows, date(2026, 3, 1), date(2026, 5, 31), TODAY)
    assert found.by_month == {date(2026, 3, 1): 1, date(2026, 4, 1): 2, date(2026, 5, 1): 1}
    assert found.by_channel == {"WEB": 4}


def test_answers_are_counted_by_what_they_said() -> None:
    outcomes = [Outcome.GRANTED, Outcome.GRANTED, Outcome.REFUSED]
    figures = of(*(a_row("2026-04-01", "2026-04-16", "2026-04-08", outcome=outcome) for outcome in outcomes))
    assert figures.outcomes == {Outcome.GRANTED: 2, Outcome.REFUSED: 1}


def test_the_first_and_the_last_day_belong_to_the_period() -> None:
    assert of(a_row("2026-03-18", START.isoformat())).due == 1
    for answered in (START, END):
        assert of(a_row("2026-03-18", "2026-04-16", answered.isoformat())).answered == 1
    assert of(a_row(END.isoformat(), None, is_imported=True), a_row("2026-04-02", None, is_imported=True)).imported == 2
    parts = [PartRow(1, due, None, False) for due in (START, date(2026, 4, 20))]
    assert measure_parts(parts, START, END, TODAY).due == 2
    assert measure_parts([PartRow(1, END, None, False)], START, END, END).due == 1


def test_an_answer_on_the_tenth_day_is_within_ten() -> None:
    figures = of(a_row("2026-04-01", "2026-04-16", "2026-04-16"), a_row("2026-04-01", "2026-04-16", "2026-04-10"))
    assert (figures.in_ten, figures.extended_on_time, figures.due) == (2, 0, 2)


def test_without_day_zero_there_is_no_limit() -> None:
    row = a_row("2026-04-01", "2026-04-16")
    assert limit_of(replace(row, first_due_on=None)) is None
    assert limit_of(replace(row, due_on=None)) is None


def test_an_imported_row_is_never_overdue() -> None:
    assert not was_late(a_row("2026-04-01", "2026-04-16", is_imported=True), TODAY)


@pytest.mark.parametrize(
    ("answered", "today", "late"),
    [
        ("2026-04-16", "2026-04-20", False),
        ("2026-04-17", "2026-04-20", True),
        (None, "2026-04-16", False),
        (None, "2026-04-17", True),
    ],
)
def test_a_request_was_late_when_its_answer_was_or_when_it_is_overdue(
    answered: str | None, today: str, late: bool
) -> None:
    assert was_late(a_row("2026-04-01", "2026-04-16", answered), date.fromisoformat(today)) is late


def test_what_was_answered_without_day_zero_is_not_called_late() -> None:
    assert not was_late(a_row("2026-04-01", None, "2026-04-17"), TODAY)


def test_the_figures_of_two_bodies_are_those_of_one_heap_of_requests() -> None:
    one = [
        a_row("2026-04-01", "2026-04-16", "2026-04-08", person=b"a"),
        a_row("2026-04-01", "2026-04-16", "2026-04-17", person=b"b", channel="LETTER", outcome=Outcome.REFUSED),
        a_row("2026-04-02", "2026-04-17", late_days=1),
    ]
    two = [
        a_row("2026-03-26", "2026-04-20", "2026-04-17", first_due_on=date(2026, 4, 9), extended_on=date(2026, 4, 9)),
        a_row("2026-04-01", "2026-04-16", person=b"a", late_days=2),
        a_row("2026-04-01", None, is_imported=True),
    ]
    pooled = pool([of(*one), of(*two)])
    assert pooled == of(*one, *two)
    assert (pooled.filed, pooled.due, pooled.in_ten, pooled.extended_on_time) == (4, 5, 1, 1)
    assert (pooled.late, pooled.silent, pooled.overdue, pooled.oldest_days) == (1, 2, 2, 2)
    assert (pooled.answered, pooled.decidable, pooled.given, pooled.imported) == (3, 3, 2, 1)
    assert (pooled.requesters, pooled.by_channel, pooled.timed) == (2, {"WEB": 3, "LETTER": 1}, 3)


def test_no_body_at_all_has_empty_figures() -> None:
    assert pool([]) == Figures()


def test_a_unit_is_judged_by_its_own_dates() -> None:
    due = date(2026, 4, 10)
    figures = measure_parts(
        [
            PartRow(1, due, due, True),
            PartRow(1, due, due + timedelta(days=1), True),
            PartRow(1, due, None, False),
            PartRow(1, date(2026, 4, 21), None, False),
        ],
        START,
        END,
        TODAY,
    )
    assert (figures.due, figures.on_time, figures.late, figures.open, figures.contributed) == (3, 1, 1, 1, 1)


DAYS = st.dates(date(2026, 3, 1), date(2026, 5, 31))
MAYBE = st.none() | DAYS
ROWS = st.builds(
    CaseRow,
    body=st.just(1),
    units=st.just(frozenset[int]()),
    channel=st.sampled_from(["WEB", "EMAIL", "WALK_IN"]),
    filed_on=DAYS,
    complete_on=MAYBE,
    first_due_on=MAYBE,
    due_on=MAYBE,
    extended_on=MAYBE,
    answered_on=MAYBE,
    outcome=st.none() | st.sampled_from(Outcome),
    answer_days=st.none() | st.integers(0, 60),
    ended_on=MAYBE,
    is_imported=st.booleans(),
    stage=st.sampled_from(Stage),
    decided_on=MAYBE,
    late_days=st.integers(0, 40),
    person=st.none() | st.sampled_from([b"a", b"b", b"c"]),
)


@walk(300)
@given(st.lists(ROWS, max_size=25), DAYS, DAYS, DAYS, st.integers(0, 25))
def test_a_second_count_agrees_and_the_whole_is_the_sum_of_its_parts(
    rows: list[CaseRow], one: date, other: date, today: date, cut: int
) -> None:
    start, end = sorted((one, other))
    figures = measure(rows, start, end, today)
    own = [row for row in rows if not row.is_imported]
    assert figures.filed == len([row for row in own if start <= row.filed_on <= end])

    due, ontime, inten, silent, over = 0, 0, 0, 0, 0
    for row in own:
        if row.due_on is None or row.first_due_on is None:
            continue
        tx = row.first_due_on if row.extended_on and row.extended_on > row.first_due_on else row.due_on
        over += tx < today and row.answered_on is None and row.ended_on is None and row.decided_on is None
        if tx < start or tx > end or tx > today or (row.ended_on and row.ended_on <= tx):
            continue
        if row.decided_on and row.decided_on <= tx:
            continue
        due += 1
        silent += row.answered_on is None
        if row.answered_on and row.answered_on <= tx:
            ontime += 1
            inten += row.answered_on <= row.first_due_on
    assert (figures.due, figures.on_time, figures.silent, figures.overdue) == (due, ontime, silent, over)
    assert figures.in_ten == inten
    assert figures.due == figures.in_ten + figures.extended_on_time + figures.late + figures.silent

    answers = [row for row in own if row.answered_on and start <= row.answered_on <= end]
    days = [row.answer_days for row in answers if row.answer_days is not None]
    assert figures.answered == len(answers)
    assert figures.median == (median(days) if days else None)
    assert figures.mean == (pytest.approx(mean(days)) if days else None)
    if days:
        within = len([value for value in days if value <= (figures.ninetieth or 0)])
        below = len([value for value in days if value < (figures.ninetieth or 0)])
        assert within * 10 >= len(days) * 9 > below * 10
    decidable = [row for row in answers if row.outcome in ("GRANTED", "PARTLY_GRANTED", "REFUSED")]
    decidable = [row for row in decidable if row.stage not in (Stage.WITHDRAWN, Stage.NOT_CONTINUED)]
    assert figures.decidable == len(decidable)
    assert pool([measure(rows[:cut], start, end, today), measure(rows[cut:], start, end, today)]) == figures


def test_what_is_relabelled_in_time_is_in_no_figure_and_is_shown_apart() -> None:
    due, label = "2026-04-16", date(2026, 4, 16)
    rows = [
        a_row("2026-04-01", due, relabelled_on=label),
        a_row("2026-04-01", due, "2026-04-15", relabelled_on=label),
        a_row("2026-04-01", None, stage=Stage.INCOMPLETE, relabelled_on=label),
    ]
    assert of(*rows) == Figures(relabelled=3)
    assert of(a_row("2026-03-31", due, relabelled_on=label)).relabelled == 0, "filed before the period"
    last = of(a_row("2026-04-30", "2026-05-15", relabelled_on=date(2026, 5, 4)))
    assert last.relabelled == 1, "filed on the last day of the period"


def test_what_is_relabelled_after_its_limit_stays_in_the_figures() -> None:
    late = of(a_row("2026-04-01", "2026-04-16", relabelled_on=date(2026, 4, 17), late_days=2))
    assert (late.filed, late.due, late.silent, late.overdue, late.relabelled) == (1, 1, 1, 1, 0)


def test_relabelled_items_of_many_bodies_add_up() -> None:
    one = of(a_row("2026-04-01", "2026-04-16", relabelled_on=date(2026, 4, 2)))
    assert pool([one, one]).relabelled == 2 and not one.is_empty
