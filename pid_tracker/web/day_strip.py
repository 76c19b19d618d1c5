"""The day strip (lajur hari): one picture of a term, one cell a calendar day, from day zero to the due date and beyond.

A view-model without HTTP or HTML: `strip` turns the dates the calendar engine counted into cells, into three ways of
laying them out, and into one Indonesian sentence for the ear. The macro in `templates/_parts/day_strip.html` draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.services.calendar.told_dates import Term
from pid_tracker.web.day_grid import FOUR_WEEKS, ONE_ROW, WEEK, Cell, Grid, Tone, one_row, rows_of_weeks, width
from pid_tracker.web.filters import hari, tanggal

#: Calendar days beyond the due date that are drawn one by one; a longer delay is pressed into one cell.
LATE_SHOWN = 14


@dataclass(frozen=True, slots=True)
class DayStrip:
    """The whole picture. `wide` is for pages, `weeks` for narrow screens (Monday to Sunday), `line` for a table row."""

    due_on: date
    first_due_on: date | None
    ended_on: date | None
    days_left: int
    cells: tuple[Cell, ...]
    ledger: tuple[Cell, ...]
    sentence: str
    wide: Grid
    weeks: Grid
    line: Grid

    @property
    def is_late(self) -> bool:
        """Late now, or answered late."""
        return self.days_left < 0


def strip(
    opens_on: date,
    due_on: date,
    today: date,
    counted: Sequence[date],
    skipped: Sequence[tuple[date, str, str | None]],
    *,
    first_due_on: date | None = None,
    ended_on: date | None = None,
    late: Sequence[date] = (),
    ended_word: str = "Dijawab",
) -> DayStrip:
    """The day strip of one term.

    `opens_on` is day zero; `counted` are the working days (hari kerja) up to and including `due_on`; `skipped` the days
    between that do not count, each with its reason and, where there is one, its decree; `first_due_on` the due date
    before an extension (perpanjangan); `late` the working days after `due_on`, up to today or up to `ended_on`.
    """
    term = _Term(opens_on, due_on, today, tuple(counted), first_due_on, ended_on, tuple(late))
    reasons = {day: (why, decree) for day, why, decree in skipped}
    ledger = tuple(_cell(day, term, reasons) for day in _days(opens_on, due_on))
    cells = tuple(_with_months(ledger + _beyond(term, reasons)))
    days_left = -len(term.late) if _is_past_due(term) else sum(day > term.reached for day in term.counted)
    return DayStrip(
        due_on=due_on,
        first_due_on=first_due_on,
        ended_on=ended_on,
        days_left=days_left,
        cells=cells,
        ledger=ledger,
        sentence=_sentence(term, ended_word),
        wide=one_row(cells) if width(cells) <= ONE_ROW else rows_of_weeks(cells, FOUR_WEEKS),
        weeks=rows_of_weeks(cells, WEEK),
        line=one_row(cells),
    )


def strip_of_term(
    term: Term,
    today: date,
    ended_on: date | None,
    ended_word: str,
    *,
    calendar: WorkingCalendar | None = None,
    first_due_on: date | None = None,
) -> DayStrip | None:
    """The picture of any term; None when it cannot be foreseen. A term that has not begun is drawn as all ahead."""
    governing = term.calendar or calendar
    if term.opens_on is None or term.due_on is None or governing is None:
        return None
    counted, skipped = term.ledger()
    last = ended_on or today
    late = governing.ledger(term.due_on, last)[0] if last > term.due_on else ()
    return strip(
        term.opens_on,
        term.due_on,
        max(today, term.opens_on - timedelta(days=1)),
        counted,
        [(day.day, day.why, day.decree) for day in skipped],
        first_due_on=first_due_on,
        ended_on=ended_on,
        late=[day for day in late if day > term.due_on],
        ended_word=ended_word,
    )


@dataclass(frozen=True, slots=True)
class _Term:
    opens_on: date
    due_on: date
    today: date
    counted: tuple[date, ...]
    first_due_on: date | None
    ended_on: date | None
    late: tuple[date, ...]

    @property
    def reached(self) -> date:
        """The last day that has been used: the day of the answer, otherwise today."""
        return self.today if self.ended_on is None else self.ended_on


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _is_past_due(term: _Term) -> bool:
    return term.reached > term.due_on


def _cell(day: date, term: _Term, reasons: dict[date, tuple[str, str | None]]) -> Cell:
    tone, text, number, why, decree = Tone.OFF, "", None, "", None
    if day in term.counted:
        number = term.counted.index(day) + 1
        tone, text = _counted_tone(day, term), str(number)
    elif day in term.late:
        number = term.late.index(day) + 1
        tone, text = Tone.LATE, f"+{number}"
    elif day == term.opens_on:
        tone, why = Tone.ZERO, "hari diterima"
    else:
        why, decree = reasons.get(day, (hari(day), None))
        tone = Tone.OFF if day.isoweekday() > 5 else Tone.HOLIDAY
        text = "L" if tone is Tone.HOLIDAY else ""
    return Cell(
        day,
        tone,
        text,
        number,
        why,
        decree,
        is_today=day == term.today and term.ended_on is None,
        is_due=day == term.due_on,
        is_first_due=day == term.first_due_on and term.first_due_on != term.due_on,
        is_end=day == term.ended_on,
    )


def _counted_tone(day: date, term: _Term) -> Tone:
    extra = term.first_due_on is not None and day > term.first_due_on
    if day <= term.reached:
        return Tone.EXTRA_USED if extra else Tone.USED
    if term.ended_on is not None:
        return Tone.REST
    return Tone.EXTRA_LEFT if extra else Tone.LEFT


def _beyond(term: _Term, reasons: dict[date, tuple[str, str | None]]) -> tuple[Cell, ...]:
    """The days after the due date up to the answer or today; a long delay keeps its first week and its last day."""
    if not _is_past_due(term):
        return ()
    cells = tuple(_cell(day, term, reasons) for day in _days(term.due_on + timedelta(days=1), term.reached))
    if len(cells) <= LATE_SHOWN:
        return cells
    hidden = cells[WEEK:-1]
    text = f"+ {sum(cell.tone is Tone.LATE for cell in hidden)} hari kerja"
    return (*cells[:WEEK], Cell(hidden[0].day, Tone.PRESSED, text), cells[-1])


def _with_months(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The first cell, the first of a month, and the day after pressed ones say which month it is."""
    before: Cell | None = None
    for cell in cells:
        starts = before is None or cell.day.day == 1 or before.tone is Tone.PRESSED
        yield replace(cell, names_month=starts and cell.tone is not Tone.PRESSED)
        before = cell


def _sentence(term: _Term, ended_word: str) -> str:
    total, due = len(term.counted), tanggal(term.due_on)
    used = sum(day <= term.reached for day in term.counted)
    left = total - used
    added = ""
    if term.first_due_on is not None and term.first_due_on != term.due_on:
        added = f"; sudah termasuk tambahan {sum(day > term.first_due_on for day in term.counted)} hari kerja"
    if term.ended_on is not None:
        return _ended_sentence(term, ended_word, used, total, due)
    if _is_past_due(term):
        behind = f"; lewat {len(term.late)} hari kerja." if term.late else "; sudah lewat."
        return f"Jatuh tempo {due}{added}{behind}"
    tail = f"jatuh tempo {due}{added}; " + (f"tinggal {left} hari kerja." if left else "hari ini hari terakhir.")
    if term.today in term.counted:
        return f"Hari kerja ke-{used} dari {total}; {tail}"
    if used == 0 and term.counted:
        return f"Hari kerja pertama {tanggal(term.counted[0])}; {tail}"
    return f"Hari ini bukan hari kerja; sudah terpakai {used} dari {total} hari kerja; {tail}"


def _ended_sentence(term: _Term, word: str, used: int, total: int, due: str) -> str:
    ended = tanggal(term.ended_on) if term.ended_on else ""
    if _is_past_due(term):
        behind = f"lewat {len(term.late)} hari kerja dari" if term.late else "sesudah"
        return f"{word} {ended}, {behind} jatuh tempo {due}."
    if term.ended_on == term.opens_on:
        return f"{word} {ended}, pada hari diterima; jatuh tempo {due}."
    if term.ended_on in term.counted:
        return f"{word} {ended}, pada hari kerja ke-{used} dari {total}; jatuh tempo {due}."
    return f"{word} {ended}, setelah {used} dari {total} hari kerja; jatuh tempo {due}."
