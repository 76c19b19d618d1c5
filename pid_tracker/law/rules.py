"""The terms of the law, one row an article: the only file with numbers of days.

The rule book in force on the day of filing governs a case; a new regulation is a new book, never an edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pid_tracker.law.events import EventKind as E


class Duty(StrEnum):
    """Who has to, or may, do what before a date. The order is the order of the procedure."""

    CHECK_COMPLETENESS = "CHECK_COMPLETENESS"  # memeriksa kelengkapan
    COMPLETE = "COMPLETE"  # melengkapi
    ANSWER = "ANSWER"  # pemberitahuan tertulis
    OBJECT = "OBJECT"  # mengajukan keberatan
    DECIDE_OBJECTION = "DECIDE_OBJECTION"  # tanggapan atasan PPID
    GO_TO_COMMISSION = "GO_TO_COMMISSION"  # permohonan sengketa ke Komisi Informasi


class Whose(StrEnum):
    """Whose term it is: of the public body, of the requester, of the superior (atasan PPID)."""

    BODY = "body"
    REQUESTER = "requester"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One term (jangka waktu) in working days, with the events that open and meet it and its article."""

    duty: Duty
    whose: Whose
    working_days: int
    opened_by: frozenset[E]
    met_by: frozenset[E]
    basis: str
    extra_days: int = 0
    extra_basis: str = ""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All terms that hold for a case filed in its time."""

    name: str
    valid_from: date
    limits: Mapping[Duty, TimeLimit]

    def __getitem__(self, duty: Duty) -> TimeLimit:
        """The term for `duty`."""
        return self.limits[duty]

    @property
    def days(self) -> "Days":
        """How many working days each term has, for sentences."""
        answer = self[Duty.ANSWER]
        return Days(
            check=self[Duty.CHECK_COMPLETENESS].working_days,
            repair=self[Duty.COMPLETE].working_days,
            answer=answer.working_days,
            more=answer.extra_days,
            longest=answer.working_days + answer.extra_days,
            objection=self[Duty.OBJECT].working_days,
            decision=self[Duty.DECIDE_OBJECTION].working_days,
            commission=self[Duty.GO_TO_COMMISSION].working_days,
        )


@dataclass(frozen=True, slots=True)
class Days:
    """Numbers of working days (hari kerja) as pages, letters and messages say them: to `check` a request and to
    `repair` it, to `answer` it and how many `more` an extension gives, the `longest` of both; for the requester's
    `objection`, for the superior's `decision` on it, and to go to the `commission`."""

    check: int
    repair: int
    answer: int
    more: int
    longest: int
    objection: int
    decision: int
    commission: int


_LIMITS = (
    TimeLimit(
        Duty.CHECK_COMPLETENESS,
        Whose.BODY,
        3,
        opened_by=frozenset({E.FILED}),
        met_by=frozenset({E.DEFICIENCY_NOTIFIED, E.EXTENDED, E.ANSWERED}),
        basis="PERKI 1/2021 Pasal 31 ayat (2)",
    ),
    TimeLimit(
        Duty.COMPLETE,
        Whose.REQUESTER,
        3,
        opened_by=frozenset({E.DEFICIENCY_NOTIFIED}),
        met_by=frozenset({E.COMPLETED}),
        basis="PERKI 1/2021 Pasal 33 ayat (3)",
    ),
    TimeLimit(
        Duty.ANSWER,
        Whose.BODY,
        10,
        opened_by=frozenset({E.FILED, E.COMPLETED}),
        met_by=frozenset({E.ANSWERED}),
        basis="UU 14/2008 Pasal 22 ayat (7)",
        extra_days=7,
        extra_basis="UU 14/2008 Pasal 22 ayat (8)",
    ),
    TimeLimit(
        Duty.OBJECT,
        Whose.REQUESTER,
        30,
        opened_by=frozenset({E.ANSWERED}),
        met_by=frozenset({E.OBJECTED}),
        basis="UU 14/2008 Pasal 36 ayat (1)",
    ),
    TimeLimit(
        Duty.DECIDE_OBJECTION,
        Whose.SUPERIOR,
        30,
        opened_by=frozenset({E.OBJECTED}),
        met_by=frozenset({E.OBJECTION_DECIDED}),
        basis="UU 14/2008 Pasal 36 ayat (2)",
    ),
    TimeLimit(
        Duty.GO_TO_COMMISSION,
        Whose.REQUESTER,
        14,
        opened_by=frozenset({E.OBJECTION_DECIDED}),
        met_by=frozenset({E.DISPUTE_REGISTERED}),
        basis="UU 14/2008 Pasal 37 ayat (2)",
    ),
)

#: The books, newest first. PERKI 1/2021 is in force since 30 June 2021; its terms are also used for older dates, since
#: the system holds no earlier regulation.
BOOKS: tuple[RuleBook, ...] = (
    RuleBook("UU 14/2008 dan PERKI 1/2021", date(2021, 6, 30), {limit.duty: limit for limit in _LIMITS}),
)


def in_force(day: date) -> RuleBook:
    """The rule book that governs a case filed on `day`; before the oldest book, the oldest one."""
    return next((book for book in BOOKS if book.valid_from <= day), BOOKS[-1])


@dataclass(frozen=True, slots=True)
class FurtherTerm:
    """A term outside the six duties: `working_days` from the day named in `counted_from`, with its article."""

    working_days: int
    counted_from: str
    basis: str


#: A party that does not accept a ruling of the commission goes to court in this time; then the ruling is final.
COURT_WINDOW = FurtherTerm(14, "salinan putusan diterima", "UU 14/2008 Pasal 48 ayat (1)")
#: Mediation takes at most this long from the first meeting, and MEDIATION_MORE once by agreement of both: information
#: for the parties, since the commission keeps these terms.
MEDIATION = FurtherTerm(14, "pertemuan mediasi pertama", "PERKI 1/2013 Pasal 41")
MEDIATION_MORE = FurtherTerm(7, "akhir waktu mediasi", "PERKI 1/2013 Pasal 41")
#: The commission says what a file lacks, and the applicant completes it: information for the requester, as above.
REGISTRY_CHECK = FurtherTerm(3, "permohonan sengketa diterima", "PERKI 1/2013 Pasal 17")
REGISTRY_REPAIR = FurtherTerm(7, "pemberitahuan kekurangan diterima", "PERKI 1/2013 Pasal 17")
#: An exemption is opened, or tested anew, at the latest this long before its period ends.
EXEMPTION_REVIEW = FurtherTerm(30, "sebelum masa pengecualian berakhir", "PP 61/2010 Pasal 11; PERKI 1/2021 Pasal 52")
