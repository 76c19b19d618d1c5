"""Sentences of the history about a dispute: one function an event kind, for the table of `timeline.py`."""

from collections.abc import Callable, Mapping

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party, Ruling
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow
from pid_tracker.services.words.timeline_words import day_in

Units = Mapping[int, str]


def registered(row: CaseEventRow, units: Units) -> str:
    """The commission has registered it."""
    return f"Sengketa terdaftar di {row.details.get('commission') or 'Komisi Informasi'}"


def staged(row: CaseEventRow, units: Units) -> str:
    """A stage or a session of it."""
    return f"Sengketa masuk {DisputeStage.words_of(row.details.get('result'), 'tahap berikutnya')}"


def ruled(row: CaseEventRow, units: Units) -> str:
    """The ruling came."""
    said = Ruling.words_of(row.details.get("result"))
    return f"Putusan Komisi Informasi diterima{f': {said}' if said else ''}"


def taken_to_court(row: CaseEventRow, units: Units) -> str:
    """A party went to court."""
    court, party = Court.words_of(row.details.get("court")), Party.words_of(row.details.get("by"))
    return f"Putusan dibawa ke {court or 'pengadilan'}{f' oleh {party}' if party else ''}"


def closed(row: CaseEventRow, units: Units) -> str:
    """The dispute is over."""
    how = DisputeEnd.words_of(row.details.get("result"))
    return f"Sengketa di Komisi Informasi selesai{f': {how}' if how else ''}"


def noted(row: CaseEventRow, units: Units) -> str:
    """A note of an officer; for officers only."""
    if row.details.get("about") == DocumentKind.CLOSED_INSPECTION:
        return "Dokumen untuk pemeriksaan tertutup disimpan"
    return "Catatan petugas"


def more(row: CaseEventRow) -> str:
    """What stands below the sentence."""
    number = row.details.get("number")
    if row.kind is E.DISPUTE_REGISTERED:
        on = day_in(row, "received_on")
        return f"Nomor register {number}{f', {tanggal(on)}' if on else ''}."
    if row.kind is E.DISPUTE_STAGED and (on := day_in(row, "on")):
        return f"Sidang atau pertemuan: {tanggal(on)}."
    if row.kind is E.RULING_RECEIVED and (until := day_in(row, "court_due_on")):
        return f"Nomor putusan {number}. Batas ke pengadilan: {tanggal(until)}."
    return ""


#: What the requester is told at once, by the same sentence.
NEWS: Mapping[E, Callable[[CaseEventRow, Units], str]] = {
    E.DISPUTE_REGISTERED: registered,
    E.DISPUTE_STAGED: staged,
    E.COURT_FILED: taken_to_court,
    E.DISPUTE_CLOSED: closed,
}
