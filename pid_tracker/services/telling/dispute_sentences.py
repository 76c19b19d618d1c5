"""Sentences of the history about a dispute: one function an event kind, for the table of `timeline.py`."""

from collections.abc import Callable, Mapping
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import CourtFiled, DisputeRegistered, DisputeStaged, NoteAdded, RulingReceived
from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party, Ruling
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow

Units = Mapping[int, str]


def registered(row: CaseEventRow, units: Units) -> str:
    """The commission has registered it."""
    return f"Sengketa terdaftar di {row.told(DisputeRegistered).commission or 'Komisi Informasi'}"


def staged(row: CaseEventRow, units: Units) -> str:
    """A stage or a session of it."""
    return f"Sengketa masuk {DisputeStage.words_of(row.facts.came_to, 'tahap berikutnya')}"


def ruled(row: CaseEventRow, units: Units) -> str:
    """The ruling came."""
    return f"Putusan Komisi Informasi diterima: {Ruling.words_of(row.facts.came_to)}"


def taken_to_court(row: CaseEventRow, units: Units) -> str:
    """A party went to court."""
    filed = row.told(CourtFiled)
    return f"Putusan dibawa ke {Court.words_of(filed.court)} oleh {Party.words_of(filed.by)}"


def closed(row: CaseEventRow, units: Units) -> str:
    """The dispute is over."""
    return f"Sengketa di Komisi Informasi selesai: {DisputeEnd.words_of(row.facts.came_to)}"


def noted(row: CaseEventRow, units: Units) -> str:
    """A note of an officer; for officers only."""
    if row.told(NoteAdded).about == DocumentKind.CLOSED_INSPECTION:
        return "Dokumen untuk pemeriksaan tertutup disimpan"
    return "Catatan petugas"


def more(row: CaseEventRow) -> str:
    """What stands below the sentence."""
    match row.facts:
        case DisputeRegistered(number=number, received_on=on):
            return f"Nomor register {number}{f', {tanggal(on)}' if on else ''}."
        case DisputeStaged(on=date() as on):
            return f"Sidang atau pertemuan: {tanggal(on)}."
        case RulingReceived(number=number, court_due_on=date() as until):
            return f"Nomor putusan {number}. Batas ke pengadilan: {tanggal(until)}."
    return ""


#: What the requester is told at once, by the same sentence.
NEWS: Mapping[E, Callable[[CaseEventRow, Units], str]] = {
    E.DISPUTE_REGISTERED: registered,
    E.DISPUTE_STAGED: staged,
    E.COURT_FILED: taken_to_court,
    E.DISPUTE_CLOSED: closed,
}
