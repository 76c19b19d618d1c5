"""The last days that a requester is told, as one table with their words; and what moved one, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import DueDateMoved
from pid_tracker.law.rules import Duty

#: The term outside the six duties that a requester is told: to go to court after the commission's ruling.
COURT = "GO_TO_COURT"


@dataclass(frozen=True, slots=True)
class ToldDate:
    """One of the terms: its column, its words (`what` before "paling lambat", `short` in a list), and the events that
    tell its day first, each with why."""

    column: str
    what: str
    short: str
    told_by: Mapping[E, str]


TOLD: Mapping[str, ToldDate] = {
    Duty.COMPLETE: ToldDate(
        "repair_due_on",
        "Kekurangan dikirim",
        "melengkapi",
        {E.DEFICIENCY_NOTIFIED: "Kekurangan diberitahukan", E.NOTICE_DELIVERED: "Pemberitahuan kekurangan sampai"},
    ),
    Duty.ANSWER: ToldDate(
        "due_on",
        "Jawaban",
        "jawaban",
        {
            E.FILED: "Permintaan diterima",
            E.COMPLETED: "Permintaan lengkap; waktu dihitung sejak itu",
            E.EXTENDED: "Waktu ditambah {more} hari kerja, satu kali",
        },
    ),
    Duty.OBJECT: ToldDate(
        "object_due_on",
        "Keberatan diajukan",
        "keberatan",
        {E.LATE_NOTICE: "Jawaban terlambat", E.ANSWERED: "Surat jawaban dikirim"},
    ),
    Duty.DECIDE_OBJECTION: ToldDate(
        "decide_due_on", "Atasan PPID menjawab keberatan", "atasan PPID", {E.OBJECTED: "Keberatan diterima"}
    ),
    Duty.GO_TO_COMMISSION: ToldDate(
        "commission_due_on",
        "Permohonan ke Komisi Informasi",
        "ke Komisi Informasi",
        {E.SUPERIOR_SILENT: "Atasan PPID tidak menjawab", E.OBJECTION_DECIDED: "Keberatan diputus"},
    ),
    COURT: ToldDate("court_due_on", "Ke pengadilan", "ke pengadilan", {E.RULING_RECEIVED: "Putusan diterima"}),
}


def duty_of(moved: DueDateMoved) -> str:
    """Which term an event that moves a date is about; the oldest ones name none and mean the answer."""
    return moved.duty or Duty.ANSWER


def moved_because(moved: DueDateMoved) -> str:
    """What moved a date: the decree by its number, or another way of counting days."""
    if moved.because == "READING":
        return "cara menghitung hari berubah"
    return moved.decree or "ada hari libur baru"
