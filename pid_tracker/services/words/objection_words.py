"""Sentences about objections (keberatan): the grounds, and the chronology (kasus posisi) that the system writes from
the record."""

from collections.abc import Iterable
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.words import tanggal
from pid_tracker.services.words.tellings import TELLINGS, Happened, say


def ground_words(letters: Iterable[str]) -> tuple[str, ...]:
    """The grounds in the order of the law, each with its letter: "Tidak dijawab (huruf c)"."""
    return tuple(f"{ObjectionGround(letter).words} (huruf {letter})" for letter in sorted(letters))


def chronology(events: Iterable[Happened], due_on: date | None, today: date) -> str:
    """What happened, from the record, as the requester would tell it (kasus posisi); the requester may change it.
    `due_on` is the last day of the answer. UU 14/2008 Pasal 35 ayat (1), elucidation.
    """
    lines, answered_on = [], None
    for event in events:
        if told := say(TELLINGS[event.kind].chronology, event):
            lines.append(f"{tanggal(event.on)}: {told}.")
        if event.kind is E.ANSWERED:
            answered_on = event.on
    if answered_on is None and due_on is not None:
        lines.append(f"Batas menjawab: {tanggal(due_on)}.")
        if today > due_on:
            lines.append(f"Sampai {tanggal(today)} saya belum menerima surat jawaban.")
    elif answered_on and due_on and answered_on > due_on:
        lines.append(f"Batas menjawab sebenarnya {tanggal(due_on)}, jadi jawabannya terlambat.")
    return "\n".join(lines)
