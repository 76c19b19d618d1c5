"""What can happen to a case (berkas permohonan): one closed list of kinds, and the value that says it happened."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pid_tracker.law.grounds import ObjectionGround, Outcome


class EventKind(StrEnum):
    """Every kind of event. The first ten move the law's terms; the others are told, shown and counted."""

    FILED = "FILED"  # permohonan diajukan
    DEFICIENCY_NOTIFIED = "DEFICIENCY_NOTIFIED"  # surat keterangan tidak lengkap
    COMPLETED = "COMPLETED"  # dilengkapi pemohon
    EXTENDED = "EXTENDED"  # perpanjangan
    ANSWERED = "ANSWERED"  # pemberitahuan tertulis
    WITHDRAWN = "WITHDRAWN"  # dicabut pemohon
    OBJECTED = "OBJECTED"  # keberatan
    OBJECTION_DECIDED = "OBJECTION_DECIDED"  # tanggapan atasan PPID
    DISPUTE_REGISTERED = "DISPUTE_REGISTERED"  # sengketa terdaftar
    DISPUTE_CLOSED = "DISPUTE_CLOSED"  # sengketa selesai

    PART_ROUTED = "PART_ROUTED"  # bagian diteruskan ke OPD
    PART_ACCEPTED = "PART_ACCEPTED"  # OPD menerima bagian
    PART_HANDED_BACK = "PART_HANDED_BACK"  # dikembalikan OPD
    PART_ANSWERED = "PART_ANSWERED"  # jawaban OPD atas bagian
    PARTS_SPLIT = "PARTS_SPLIT"  # permohonan dipilah ulang menjadi bagian
    DECLARED_COMPLETE = "DECLARED_COMPLETE"  # dinyatakan lengkap oleh petugas; opens no term by itself
    LAPSED = "LAPSED"  # tidak dilanjutkan: the days to repair ran out (PERKI 1/2021 Pasal 33 ayat (4))
    LATE_NOTICE = "LATE_NOTICE"  # pernyataan terlambat
    DUE_DATE_MOVED = "DUE_DATE_MOVED"  # tenggat bergeser lebih lambat karena keputusan hari libur
    NOTE_ADDED = "NOTE_ADDED"  # catatan
    RATED = "RATED"  # penilaian pemohon: terjawab, sebagian, tidak
    IMPORTED = "IMPORTED"  # baris dari register lama (ruling R18)


#: The kinds that the deadline engine reads; the file of `pid-tracker clock` knows no others.
TIMED_KINDS: frozenset[EventKind] = frozenset(
    {
        EventKind.FILED,
        EventKind.DEFICIENCY_NOTIFIED,
        EventKind.COMPLETED,
        EventKind.EXTENDED,
        EventKind.ANSWERED,
        EventKind.WITHDRAWN,
        EventKind.OBJECTED,
        EventKind.OBJECTION_DECIDED,
        EventKind.DISPUTE_REGISTERED,
        EventKind.DISPUTE_CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened, with its civil dates at the body's office.

    `at` is the instant of the act (aware); `on` its date in the body's zone; `received_on` the day the other side had
    it (default `on`); `registered_on` the day it was entered in the register (default `received_on`). `promised_on` is
    the due date that was told to the requester with this event: a promised date never moves earlier (ruling R13).
    """

    kind: EventKind
    at: datetime
    on: date
    received_on: date
    registered_on: date
    outcome: Outcome | None = None
    grounds: frozenset[ObjectionGround] = frozenset()
    promised_on: date | None = None
