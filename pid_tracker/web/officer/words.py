"""Words of the officers' area for events, messages and parts; and what to mask before a unit reads a text."""

import re
from collections.abc import Mapping

from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.answer_files import flagged
from pid_tracker.services.answering import EXTENSION_GROUNDS
from pid_tracker.services.triage import HAND_BACK_REASONS, LACKS, RESULTS
from pid_tracker.web.filters import hasil, waktu_lengkap

_EVENTS: Mapping[E, str] = {
    E.FILED: "Permintaan diterima",
    E.DEFICIENCY_NOTIFIED: "Pemohon diberi tahu apa yang kurang",
    E.COMPLETED: "Pemohon melengkapi permintaan",
    E.DECLARED_COMPLETE: "Permintaan dinyatakan lengkap",
    E.EXTENDED: "Waktu ditambah 7 hari kerja",
    E.ANSWERED: "Surat jawaban dikirim",
    E.WITHDRAWN: "Pemohon mencabut permintaan",
    E.OBJECTED: "Pemohon mengajukan keberatan",
    E.OBJECTION_DECIDED: "Keberatan diputus atasan PPID",
    E.DISPUTE_REGISTERED: "Sengketa terdaftar di Komisi Informasi",
    E.DISPUTE_CLOSED: "Sengketa selesai",
    E.PART_ROUTED: "Bagian {part} diteruskan ke {unit}",
    E.PART_ACCEPTED: "Bagian {part} diterima kantor",
    E.PART_HANDED_BACK: "Bagian {part} dikembalikan kantor",
    E.PART_ANSWERED: "Bagian {part} dijawab kantor",
    E.PARTS_SPLIT: "Bagian ditambah",
    E.LAPSED: "Tidak dilanjutkan: tidak dilengkapi sampai batasnya",
    E.LATE_NOTICE: "Pemohon diberi tahu bahwa kami terlambat",
    E.DUE_DATE_MOVED: "Tenggat bergeser lebih lambat karena keputusan hari libur",
    E.NOTE_ADDED: "Catatan ditambahkan",
    E.RATED: "Pemohon menilai jawaban",
    E.IMPORTED: "Dicatat dari register lama",
}

MESSAGES: Mapping[str, str] = {
    "n1_received": "Permintaan diterima",
    "n2_incomplete": "Belum lengkap",
    "n3_complete": "Sudah lengkap",
    "n4_searching": "Sedang dicari",
    "n5_extended": "Waktu ditambah",
    "n6_granted": "Jawaban siap",
    "n7_partly": "Jawaban siap, sebagian diberikan",
    "n9_not_held": "Informasinya bukan pada kami",
    "n11_late": "Kami terlambat",
}

PART_STATES: Mapping[str, tuple[str, str, str]] = {
    "NEW": ("belum dipilah", "wait", "bang"),
    "ROUTED": ("diteruskan", "info", "ellipsis"),
    "ACCEPTED": ("diterima kantor", "info", "ellipsis"),
    "HANDED_BACK": ("dikembalikan", "wait", "bang"),
    "READY": ("jawaban kantor siap", "ok", "check"),
    "REFERRED": ("dirujuk", "ok", "check"),
}

_RATINGS = {"YES": "terjawab", "PARTLY": "terjawab sebagian", "NO": "tidak terjawab"}


def event_words(row: CaseEventRow) -> str:
    """One event as a sentence."""
    told = row.details
    words = _EVENTS[row.kind].format(part=told.get("part", ""), unit=told.get("unit_name", "kantor"))
    more = {
        E.ANSWERED: lambda: hasil(told.get("outcome")),
        E.DEFICIENCY_NOTIFIED: lambda: ", ".join(LACKS[code][0] for code in told.get("lacks", []) if code in LACKS),
        E.EXTENDED: lambda: next((w for k, w in EXTENSION_GROUNDS.items() if k == told.get("ground")), ""),
        E.PART_HANDED_BACK: lambda: HAND_BACK_REASONS.get(told.get("reason", ""), ""),
        E.PART_ANSWERED: lambda: RESULTS.get(told.get("result", ""), ""),
        E.RATED: lambda: _RATINGS.get(told.get("rating", ""), ""),
    }.get(row.kind)
    tail = more() if more else ""
    return f"{words}: {tail[:1].lower()}{tail[1:]}" if tail else words


def history(case: CaseFile) -> list[tuple[str, str, str]]:
    """What happened, newest first: (when, what, by which office)."""
    zone = case.body.zone
    return [(waktu_lengkap(row.at, zone), event_words(row), row.actor_label) for row in reversed(case.events)]


def to_mask(text: str, case: CaseFile) -> list[str]:
    """What in a text could tell a unit who asks: long numbers, telephones, addresses of mail, the person's name."""
    found = flagged(text) + re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text)
    person = case.requester
    if person is not None:
        whole = (person.name, person.group_name, person.entity_name, person.principal_name)
        names = [*whole, *(word for name in whole for word in name.split() if len(word) > 3)]
        for name in names:
            if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                found.append(name)
    return list(dict.fromkeys(found))
