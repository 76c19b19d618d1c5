"""Ready values about a case for officers: its day strip, the two readings of the law, who holds it, its marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.grounds import Label
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.handling import SEARCHED, PartState
from pid_tracker.models import CaseFile
from pid_tracker.services.looking import blinding
from pid_tracker.services.request import hand_backs
from pid_tracker.web.day_strip import DayStrip, strip
from pid_tracker.web.filters import tanggal_pendek
from pid_tracker.web.officer import door

_DAY = timedelta(days=1)


def strip_of(case: CaseFile, calendar: WorkingCalendar, today: date) -> DayStrip | None:
    """The day strip of the answer's term; None while it cannot be foreseen (the requester has to repair)."""
    opens, due = case.complete_on, case.due_on
    if opens is None or due is None or due < opens:
        return None
    ended = case.answered_on or case.ended_on
    until = ended or today
    limit = in_force(case.filed_on)[Duty.ANSWER]
    days = limit.working_days + (limit.extra_days if case.extended_on else 0)
    closed_at = datetime.combine(ended, time.max, ZoneInfo(case.body.zone)) if ended else None
    counted, skipped = calendar.as_known_for(opens, days, closed_at).ledger(opens, due)
    return strip(
        opens,
        due,
        today,
        counted,
        [(day.day, day.why, day.decree) for day in skipped],
        first_due_on=case.first_due_on if case.extended_on else None,
        ended_on=ended,
        late=[day for day in calendar.in_force(closed_at).ledger(due, until)[0] if day > due] if until > due else (),
        ended_word="Dijawab" if case.answered_on else "Ditutup",
    )


def other_reading(case: CaseFile, calendar: WorkingCalendar) -> date | None:
    """The last day by the other reading of "sejak diterima" (ruling R2), when it differs; else None.

    The day of the event is day 0 (central commission) or day 1 (West Java): they differ when it is a working day.
    """
    if case.complete_on is None or case.due_on is None or not calendar.is_working_day(case.complete_on):
        return None
    step = _DAY if calendar.counts_first_day else -_DAY
    day = case.due_on + step
    while not calendar.is_working_day(day):
        day += step
    return day


#: Who has an unanswered request in hand while it is under review; with a ruling the PPID carries it out.
_REVIEWERS: Mapping[Stage, str] = {
    Stage.UNDER_OBJECTION: "Atasan PPID",
    Stage.IN_DISPUTE: "Komisi Informasi",
    Stage.CLOSED: "–",
}


def holder_of(case: CaseFile) -> str:
    """Who has the case in hand now, as the leg clock says (`law/legs.py`), from the projections: the requester, the
    approvers, the PPID while a part lies there, and the units of open parts."""
    if not case.is_unanswered:
        return "–"
    if case.stage in _REVIEWERS:
        return "PPID" if case.ruling_on and not case.court_on else _REVIEWERS[case.stage]
    if case.stage is Stage.INCOMPLETE:
        return "Pemohon" if case.repair_due_on else "PPID"  # a notice that did not arrive asks nobody
    if case.under_clearance:
        return "Persetujuan surat"
    units = [part.unit for part in case.parts if part.unit is not None and part.state in SEARCHED]
    names = list(dict.fromkeys(unit.short_name or unit.name for unit in units))
    if names and any(part.state in (PartState.NEW, PartState.HANDED_BACK) for part in case.parts):
        names.insert(0, "PPID")
    if names:
        return ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
    return "PPID"


def marks_of(
    case: CaseFile, calendar: WorkingCalendar, today: date, handed_back_on: date | None = None
) -> list[tuple[str, str]]:
    """The marks of a row: (words, tone). `handed_back_on`: since when a part lies handed back."""
    marks = []
    is_open = case.is_unanswered
    if case.extended_on:
        marks.append(("diperpanjang", "info"))
    if is_open and any(part.state is PartState.HANDED_BACK for part in case.parts):
        asked = hand_backs.asked_by(handed_back_on, calendar)
        is_old = asked is not None and today > asked
        marks.append(
            (f"dikembalikan, lewat {hand_backs.ASKED_DAYS} hari" if is_old else PartState.HANDED_BACK.words, "wait")
        )
    if is_open and case.question_open:
        marks.append(("menunggu jawaban pemohon", "info"))
    elif is_open and case.reply_is_new:
        marks.append(("jawaban pemohon baru", "wait"))
    if case.stage is Stage.INCOMPLETE and case.repair_due_on is None:
        marks.append(("kekurangan belum sampai", "wait"))
    if case.label:
        marks.append((f"dilabel {Label(case.label).words}", "wait"))
    if is_open and case.safe_on and case.due_on and case.safe_on < case.due_on and case.safe_on < today:
        marks.append(("tanggal aman lewat", "wait"))
    if is_open and (other := other_reading(case, calendar)) is not None and other < (case.due_on or other):
        marks.append((f"bacaan lain {tanggal_pendek(other)}", "muted"))
    if case.is_imported:
        marks.append(("dari register lama", "muted"))
    return marks


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue, ready to print."""

    case: CaseFile
    words: str
    strip: DayStrip | None
    holder: str
    marks: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> str:
        """How many parts are ready, of how many."""
        ready = sum(part.state is PartState.READY or bool(part.referred_to) for part in self.case.parts)
        return f"{ready} dari {len(self.case.parts)}"


def first_words(text: str, limit: int = 64) -> str:
    """The beginning of a text, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def row_of(case: CaseFile, calendar: WorkingCalendar, today: date, handed_back_on: date | None = None) -> Row:
    """A case as a line of the queue; see `marks_of`."""
    return Row(
        case,
        first_words(blinding.asked_of(case, door.actor())),
        strip_of(case, calendar, today),
        holder_of(case),
        tuple(marks_of(case, calendar, today, handed_back_on)),
    )
