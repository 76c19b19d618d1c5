"""The day strip: which cell is what, the sentence for the ear, and how long delays stay readable."""

from datetime import date, timedelta

from pid_tracker.web.day_grid import Cell, Tone
from pid_tracker.web.day_strip import DayStrip, strip

GOOD_FRIDAY = date(2026, 4, 3)
OPENS, DUE = date(2026, 4, 2), date(2026, 4, 17)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=offset) for offset in range(1, (last - first).days + 1)]


def a_strip(today: date, due: date = DUE, first_due: date | None = None, ended: date | None = None) -> DayStrip:
    working = [day for day in days(OPENS, max(today, due)) if day.isoweekday() < 6 and day != GOOD_FRIDAY]
    skipped = [(GOOD_FRIDAY, "Wafat Yesus Kristus", "SKB 2026")]
    return strip(
        OPENS,
        due,
        today,
        [day for day in working if day <= due],
        skipped,
        first_due_on=first_due,
        ended_on=ended,
        late=[day for day in working if due < day <= (ended or today)],
    )


def cell(sample: DayStrip, day: date) -> Cell:
    return next(found for found in sample.cells if found.day == day)


def test_one_cell_for_each_calendar_day_from_receipt_to_the_due_date() -> None:
    assert [found.day for found in a_strip(OPENS).cells] == [OPENS, *days(OPENS, DUE)]


def test_the_day_of_receipt_is_not_counted() -> None:
    assert cell(a_strip(OPENS), OPENS).tone is Tone.ZERO


def test_counted_days_are_numbered_up_to_the_due_day() -> None:
    numbers = [found.number for found in a_strip(OPENS).cells if found.number]
    assert numbers == list(range(1, 11))
    assert cell(a_strip(OPENS), DUE).is_due


def test_a_holiday_says_its_reason_and_decree() -> None:
    holiday = cell(a_strip(OPENS), GOOD_FRIDAY)
    assert (holiday.tone, holiday.why, holiday.decree) == (Tone.HOLIDAY, "Wafat Yesus Kristus", "SKB 2026")


def test_a_weekend_says_the_name_of_the_day() -> None:
    weekend = cell(a_strip(OPENS), date(2026, 4, 11))
    assert (weekend.tone, weekend.why) == (Tone.OFF, "Sabtu")


def test_days_already_used_include_today() -> None:
    running = a_strip(date(2026, 4, 9))
    tones = [found.tone for found in running.cells if found.number]
    assert tones == [Tone.USED] * 4 + [Tone.LEFT] * 6
    assert cell(running, date(2026, 4, 9)).is_today


def test_the_sentence_of_a_running_term() -> None:
    assert a_strip(date(2026, 4, 9)).sentence == (
        "Hari kerja ke-4 dari 10; jatuh tempo Jumat, 17 April 2026; tinggal 6 hari kerja."
    )


def test_the_sentence_before_the_first_working_day() -> None:
    assert a_strip(OPENS).sentence == (
        "Hari kerja pertama Senin, 6 April 2026; jatuh tempo Jumat, 17 April 2026; tinggal 10 hari kerja."
    )


def test_the_sentence_on_a_day_off() -> None:
    assert a_strip(date(2026, 4, 11)).sentence == (
        "Hari ini bukan hari kerja; sudah terpakai 5 dari 10 hari kerja; jatuh tempo Jumat, 17 April 2026; "
        "tinggal 5 hari kerja."
    )


def test_the_sentence_on_the_last_day() -> None:
    last = a_strip(DUE)
    assert last.sentence.endswith("hari ini hari terakhir.")
    assert last.days_left == 0 and not last.is_late


def test_late_days_are_counted_beyond_the_flag() -> None:
    late = a_strip(date(2026, 4, 22))
    assert [found.text for found in late.cells if found.tone is Tone.LATE] == ["+1", "+2", "+3"]
    assert late.days_left == -3
    assert late.sentence == "Jatuh tempo Jumat, 17 April 2026; lewat 3 hari kerja."


def test_the_weekend_after_the_due_date_is_late_without_a_count() -> None:
    assert a_strip(date(2026, 4, 18)).sentence == "Jatuh tempo Jumat, 17 April 2026; sudah lewat."


def test_a_long_delay_is_pressed_into_one_cell() -> None:
    late = a_strip(date(2026, 7, 15))
    pressed = next(found for found in late.cells if found.tone is Tone.PRESSED)
    shown = [found for found in late.cells if found.tone is Tone.LATE]
    assert len(late.cells) < 30
    assert pressed.text == f"+ {-late.days_left - len(shown)} hari kerja"
    assert late.cells[-1].is_today


def test_an_answer_in_time_leaves_the_rest_of_the_term_unused() -> None:
    answered = a_strip(date(2026, 4, 20), ended=date(2026, 4, 13))
    assert [found.tone for found in answered.cells if found.number] == [Tone.USED] * 6 + [Tone.REST] * 4
    assert answered.sentence == (
        "Dijawab Senin, 13 April 2026, pada hari kerja ke-6 dari 10; jatuh tempo Jumat, 17 April 2026."
    )
    assert answered.wide.find("is_today") is None


def test_a_late_answer_says_how_late() -> None:
    answered = a_strip(date(2026, 5, 20), ended=date(2026, 4, 21))
    assert answered.sentence == (
        "Dijawab Selasa, 21 April 2026, lewat 2 hari kerja dari jatuh tempo Jumat, 17 April 2026."
    )
    assert answered.cells[-1].is_end


def test_an_extension_has_a_second_tone_and_keeps_the_first_flag() -> None:
    extended = a_strip(date(2026, 4, 20), due=date(2026, 4, 28), first_due=DUE)
    tones = [found.tone for found in extended.cells if found.number]
    assert tones == [Tone.USED] * 10 + [Tone.EXTRA_USED] + [Tone.EXTRA_LEFT] * 6
    assert cell(extended, DUE).is_first_due
    assert "sudah termasuk tambahan 7 hari kerja" in extended.sentence


def test_on_narrow_screens_every_row_is_a_week_from_monday() -> None:
    weeks = a_strip(OPENS).weeks
    assert weeks.columns == 7
    assert all(placed.column == placed.cell.day.weekday() for placed in weeks.cells)


def test_pressed_days_take_a_row_of_their_own_on_narrow_screens() -> None:
    weeks = a_strip(date(2026, 7, 15)).weeks
    pressed = next(placed for placed in weeks.cells if placed.cell.tone is Tone.PRESSED)
    assert [placed for placed in weeks.cells if placed.row == pressed.row] == [pressed]
    assert weeks.cells[-1].column == date(2026, 7, 15).weekday()
    assert weeks.cells[-1].row == pressed.row + 1


def test_no_two_cells_share_a_place() -> None:
    for sample in (a_strip(OPENS), a_strip(date(2026, 7, 15)), a_strip(date(2026, 4, 11), due=date(2026, 6, 3))):
        for grid in (sample.wide, sample.weeks, sample.line):
            taken = [(p.row, column) for p in grid.cells for column in range(p.column, p.column + p.span)]
            assert len(taken) == len(set(taken))
            assert all(column < grid.columns for _, column in taken)


def test_the_ledger_ends_with_the_due_day_however_late_it_is() -> None:
    assert a_strip(date(2026, 7, 15)).ledger[-1].is_due
