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
    NOTICE_FAILED = "NOTICE_FAILED"  # surat kekurangan tidak sampai: it starts nothing (ruling R3)
    NOTICE_DELIVERED = "NOTICE_DELIVERED"  # surat kekurangan sampai kemudian: the three days run from here
    LAPSED = "LAPSED"  # tidak dilanjutkan: the days to repair ran out (PERKI 1/2021 Pasal 33 ayat (4))
    LATE_NOTICE = "LATE_NOTICE"  # pernyataan terlambat
    DUE_DATE_MOVED = "DUE_DATE_MOVED"  # tenggat bergeser lebih lambat karena keputusan hari libur
    NOTE_ADDED = "NOTE_ADDED"  # catatan
    RATED = "RATED"  # penilaian pemohon: terjawab, sebagian, tidak
    IMPORTED = "IMPORTED"  # baris dari register lama (ruling R18)

    QUESTION_ASKED = "QUESTION_ASKED"  # pertanyaan kepada pemohon; never stops the clock
    QUESTION_REPLIED = "QUESTION_REPLIED"  # jawaban pemohon atas pertanyaan
    PART_CONFIRMED = "PART_CONFIRMED"  # bagian ditetapkan di OPD yang mengembalikannya
    PARTLY_DELIVERED = "PARTLY_DELIVERED"  # bagian yang sudah siap diserahkan lebih dulu
    DRAFT_SUBMITTED = "DRAFT_SUBMITTED"  # naskah surat dimintakan persetujuan
    DRAFT_CLEARED = "DRAFT_CLEARED"  # naskah disetujui satu tingkat
    DRAFT_RETURNED = "DRAFT_RETURNED"  # naskah dikembalikan untuk diperbaiki
    RELABELLED = "RELABELLED"  # dilabel ulang: pengaduan, data sendiri, bantuan (ruling R11)
    INSISTED = "INSISTED"  # "tetap sebagai permintaan"
    REFERRED_ON = "REFERRED_ON"  # diteruskan ke badan publik lain di sistem ini
    COST_NOTED = "COST_NOTED"  # nota biaya salinan
    HANDED_OVER = "HANDED_OVER"  # berita acara serah terima
    CORRECTED = "CORRECTED"  # pembetulan salah tulis; what was wrong stays in the record

    OBJECTION_EXPLAINED = "OBJECTION_EXPLAINED"  # penjelasan PPID atas keberatan
    TALKS_HELD = "TALKS_HELD"  # musyawarah (Pasal 35 ayat (2))
    REQUESTER_RESPONDED = "REQUESTER_RESPONDED"  # tanggapan pemohon atas putusan atasan
    DECISION_EXECUTED = "DECISION_EXECUTED"  # putusan atasan dilaksanakan
    SUPERIOR_SILENT = "SUPERIOR_SILENT"  # atasan PPID tidak menjawab sampai batasnya

    DISPUTE_STAGED = "DISPUTE_STAGED"  # tahap sengketa: mediasi, ajudikasi, sidang
    RULING_RECEIVED = "RULING_RECEIVED"  # salinan putusan Komisi Informasi diterima
    COURT_FILED = "COURT_FILED"  # keberatan ke pengadilan (Pasal 47, 48)
    RULING_EXECUTED = "RULING_EXECUTED"  # putusan Komisi Informasi dilaksanakan


#: Result of a notice of deficiency (DEFICIENCY_NOTIFIED) that no machine can bring: the desk has to tell it.
TO_BE_TOLD = "TO_BE_TOLD"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened, with its civil dates at the body's office.

    `at` is the instant of the act (aware); `on` its date in the body's zone; `received_on` the day the other side had
    it (default `on`); `registered_on` the day it was entered in the register (default `received_on`). `promised_on` is
    the due date that was told to the requester with this event: a promised date never moves earlier (ruling R13).
    `result` is what an act came to, where it can come to several things (a code of the table that names the act).
    """

    kind: EventKind
    at: datetime
    on: date
    received_on: date
    registered_on: date
    outcome: Outcome | None = None
    grounds: frozenset[ObjectionGround] = frozenset()
    promised_on: date | None = None
    result: str = ""
