"""T3, "Mengapa tanggal ini?": the days of each term of a case, one by one, and the dates that were told before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort
from flask.typing import ResponseReturnValue

from pid_tracker.law.deadlines import Deadline, Standing
from pid_tracker.law.rules import Duty, Whose
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile
from pid_tracker.services.calendar import told_dates
from pid_tracker.services.calendar.told_dates import Term
from pid_tracker.services.telling import case_seen
from pid_tracker.services.words.told_terms import COURT, TOLD
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.opened import on_case, reckoning, render
from pid_tracker.web.citizen.pictures import strip_of
from pid_tracker.web.day_strip import strip_of_term


@dataclass(frozen=True, slots=True)
class DateWords:
    """How the page speaks of one term: its name in the address, what opened it, and the rule."""

    duty: str
    name: str
    day_zero: str
    rule: str

    @property
    def what(self) -> str:
        """What ends."""
        return TOLD[self.duty].what if self.duty in TOLD else "Kami memberi tahu kekurangan"


#: The terms. The page of the answer and of completing is `why_this_date`.
DATES = (
    DateWords(
        Duty.CHECK_COMPLETENESS,
        "kelengkapan",
        "permintaan dicatat",
        "Kami boleh meminta kelengkapan dalam {days} hari kerja",
    ),
    DateWords(
        Duty.COMPLETE,
        "melengkapi",
        "pemberitahuan kekurangan Anda terima",
        "Anda punya {days} hari kerja untuk melengkapi",
    ),
    DateWords(Duty.ANSWER, "jawaban", "permintaan lengkap", "Kami wajib menjawab dalam {days} hari kerja"),
    DateWords(
        Duty.OBJECT,
        "keberatan",
        "alasan keberatan ditemukan",
        "Anda punya {days} hari kerja untuk mengajukan keberatan. Yang lewat tetap kami terima dan catat",
    ),
    DateWords(
        Duty.DECIDE_OBJECTION,
        "putusan-keberatan",
        "keberatan diterima",
        "Atasan PPID wajib menjawab dalam {days} hari kerja",
    ),
    DateWords(
        Duty.GO_TO_COMMISSION,
        "komisi",
        "putusan diterima, atau waktu atasan PPID habis",
        "Anda punya {days} hari kerja untuk membawa perkara ke Komisi Informasi",
    ),
    DateWords(
        COURT,
        "pengadilan",
        "salinan putusan kami terima",
        "Anda dan kami punya {days} hari kerja untuk ke pengadilan. Kalau Anda menerima salinannya pada hari lain, "
        "hitungan Anda mulai dari hari itu",
    ),
)


@on_case("/lacak/<number>/tanggal")
def why_this_date(case: CaseFile) -> ResponseReturnValue:
    """Every calendar day of the term that counts now, and every date that was told before."""
    calendar, today = reckoning(case)
    if duty := _another_that_counts(case, today):
        return go("citizen.why_this_term", number=case.number, duty=duty)
    seen = case_seen.look_at(case, calendar, today)
    return render(
        "citizen/why_this_date.html",
        case,
        seen=seen,
        strip=strip_of(seen, calendar),
        others=_others(told_dates.terms(case, calendar, today), seen.term.duty if seen.term else ""),
        joint_leave_open=case.body.joint_leave_open,
    )


def _another_that_counts(case: CaseFile, today: date) -> str:
    """The name of the term that counts when it is not the answer's: of the objection, or to go to court."""
    if case.stage in (Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED):
        return "komisi" if case.decided_on is not None else "putusan-keberatan"
    return "pengadilan" if case.court_due_on and not case.court_on and today <= case.court_due_on else ""


@on_case("/lacak/<number>/tanggal/<duty>")
def why_this_term(case: CaseFile, duty: str) -> ResponseReturnValue:
    """The same for any term."""
    words = next((row for row in DATES if duty.lower() == row.name or duty.upper() == row.duty), None)
    if words is None:
        abort(404)
    found = words.duty
    calendar, today = reckoning(case)
    terms = told_dates.terms(case, calendar, today)
    term = terms.get(found)
    ended_on, ended_word = _end(case, found, case_seen.look_at(case, calendar, today).ended_on)
    return render(
        "citizen/why_this_term.html",
        case,
        words=words,
        term=term,
        strip=strip_of_term(term, _reached(term, today), ended_on, ended_word) if term else None,
        promises=told_dates.promises(case, found, term),
        others=_others(terms, found),
        joint_leave_open=case.body.joint_leave_open,
    )


def _reached(term: Term, today: date) -> date:
    """The day up to which the picture is drawn: a right that was not used is over, and never late."""
    is_owed = isinstance(term, Deadline) and term.whose is not Whose.REQUESTER
    return today if is_owed or term.due_on is None else min(today, term.due_on)


def _end(case: CaseFile, duty: str, answer_ended_on: date | None) -> tuple[date | None, str]:
    """The day on which an act ended a term, and its word."""
    ends = {
        Duty.ANSWER: (answer_ended_on, "Selesai"),
        Duty.DECIDE_OBJECTION: (case.decided_on, "Diputus"),
        COURT: (case.court_on, "Dibawa ke pengadilan"),
    }
    return ends.get(duty, (None, "Selesai"))


def _others(terms: Mapping[str, Term], shown: str) -> list[tuple[str, str, date]]:
    """The other dates of the case that have begun and that people were told: words, name of the page, last day."""
    rows = {row.duty: row for row in DATES}
    return [
        (rows[duty].what, rows[duty].name, term.due_on)
        for duty, term in terms.items()
        if duty in TOLD and duty != shown and term.due_on is not None and _has_begun(term)
    ]


def _has_begun(term: Term) -> bool:
    return not isinstance(term, Deadline) or term.standing is not Standing.NOT_YET
