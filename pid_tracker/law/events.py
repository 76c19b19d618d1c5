"""What can happen to a case (berkas permohonan): one closed list of kinds, and the value that says it happened."""

from collections.abc import Mapping
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


#: What each act is called on a page, and the article where the law names it. A test asks that every kind has its words.
ACT_WORDS: Mapping[EventKind, tuple[str, str]] = {
    EventKind.FILED: ("Mengajukan permintaan informasi", "UU 14/2008 Pasal 22 ayat (1)"),
    EventKind.DEFICIENCY_NOTIFIED: ("Memberi tahu apa yang kurang", "PERKI 1/2021 Pasal 33 ayat (1)"),
    EventKind.COMPLETED: ("Melengkapi permintaan", "PERKI 1/2021 Pasal 33 ayat (3)"),
    EventKind.EXTENDED: ("Menambah waktu menjawab", "UU 14/2008 Pasal 22 ayat (8)"),
    EventKind.ANSWERED: ("Mengirim surat jawaban", "UU 14/2008 Pasal 22 ayat (7)"),
    EventKind.WITHDRAWN: ("Mencabut permintaan", ""),
    EventKind.OBJECTED: ("Mengajukan keberatan", "UU 14/2008 Pasal 35 ayat (1)"),
    EventKind.OBJECTION_DECIDED: ("Memutus keberatan", "UU 14/2008 Pasal 36 ayat (2)"),
    EventKind.DISPUTE_REGISTERED: ("Mencatat pendaftaran sengketa di Komisi Informasi", "UU 14/2008 Pasal 37"),
    EventKind.DISPUTE_CLOSED: ("Mencatat akhir sengketa", ""),
    EventKind.PART_ROUTED: ("Meneruskan bagian ke kantor yang mencari", "PERKI 1/2021 Pasal 12"),
    EventKind.PART_ACCEPTED: ("Menerima bagian untuk dicari", "PERKI 1/2021 Pasal 12"),
    EventKind.PART_HANDED_BACK: ("Mengembalikan bagian kepada PPID", ""),
    EventKind.PART_ANSWERED: ("Menyerahkan jawaban atas bagian", "PERKI 1/2021 Pasal 12"),
    EventKind.PARTS_SPLIT: ("Memilah permintaan menjadi bagian", "PERKI 1/2021 Pasal 50"),
    EventKind.DECLARED_COMPLETE: ("Menyatakan permintaan lengkap", "PERKI 1/2021 Pasal 31 ayat (2)"),
    EventKind.NOTICE_FAILED: ("Mencatat bahwa surat kekurangan tidak sampai", ""),
    EventKind.NOTICE_DELIVERED: ("Mencatat bahwa surat kekurangan sampai", ""),
    EventKind.LAPSED: ("Mencatat bahwa permintaan tidak dilanjutkan", "PERKI 1/2021 Pasal 33 ayat (4)"),
    EventKind.LATE_NOTICE: ("Memberi tahu bahwa jawaban terlambat", ""),
    EventKind.DUE_DATE_MOVED: ("Memberi tahu bahwa tenggat bergeser lebih lambat", ""),
    EventKind.NOTE_ADDED: ("Menulis catatan petugas", ""),
    EventKind.RATED: ("Menilai jawaban", ""),
    EventKind.IMPORTED: ("Mencatat baris dari register lama", ""),
    EventKind.QUESTION_ASKED: ("Bertanya kepada pemohon", ""),
    EventKind.QUESTION_REPLIED: ("Menjawab pertanyaan petugas", ""),
    EventKind.PART_CONFIRMED: ("Menetapkan bagian di kantor yang mengembalikannya", ""),
    EventKind.PARTLY_DELIVERED: ("Menyerahkan lebih dulu bagian yang siap", ""),
    EventKind.DRAFT_SUBMITTED: ("Memintakan persetujuan naskah surat", "PERKI 1/2021 Pasal 10 ayat (2)"),
    EventKind.DRAFT_CLEARED: ("Menyetujui naskah surat", "PERKI 1/2021 Pasal 10 ayat (2)"),
    EventKind.DRAFT_RETURNED: ("Mengembalikan naskah surat untuk diperbaiki", ""),
    EventKind.RELABELLED: ("Menyatakan bahwa ini bukan permintaan informasi", ""),
    EventKind.INSISTED: ("Menyatakan bahwa ini tetap permintaan informasi", ""),
    EventKind.REFERRED_ON: ("Meneruskan ke badan publik lain", "UU 14/2008 Pasal 22 ayat (7) huruf b"),
    EventKind.COST_NOTED: ("Membuat nota biaya salinan", "UU 14/2008 Pasal 22 ayat (7) huruf g"),
    EventKind.HANDED_OVER: ("Menyerahkan informasi dengan berita acara", ""),
    EventKind.CORRECTED: ("Membetulkan salah tulis", ""),
    EventKind.OBJECTION_EXPLAINED: ("Memberi penjelasan kepada atasan PPID", ""),
    EventKind.TALKS_HELD: ("Mencatat musyawarah", "UU 14/2008 Pasal 35 ayat (2)"),
    EventKind.REQUESTER_RESPONDED: ("Menanggapi putusan atasan PPID", "UU 14/2008 Pasal 37 ayat (1)"),
    EventKind.DECISION_EXECUTED: ("Melaksanakan putusan atasan PPID", "UU 14/2008 Pasal 36"),
    EventKind.SUPERIOR_SILENT: ("Mencatat bahwa atasan PPID tidak menjawab", "UU 14/2008 Pasal 36 ayat (2)"),
    EventKind.DISPUTE_STAGED: ("Mencatat tahap sengketa", ""),
    EventKind.RULING_RECEIVED: ("Mencatat putusan Komisi Informasi", "UU 14/2008 Pasal 46"),
    EventKind.COURT_FILED: ("Mencatat keberatan ke pengadilan", "UU 14/2008 Pasal 47 dan 48"),
    EventKind.RULING_EXECUTED: ("Melaksanakan putusan Komisi Informasi", ""),
}
