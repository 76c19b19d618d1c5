"""Notes of officers, and the rows of an old register."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import NoteAdded
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.services.words.tellings.telling import Happened, Telling


def _noted(event: Happened) -> str:
    keeps = event.told(NoteAdded).about == DocumentKind.CLOSED_INSPECTION
    return "Dokumen untuk pemeriksaan tertutup disimpan" if keeps else "Catatan petugas"


TELLINGS = (
    Telling(E.NOTE_ADDED, _noted, is_inside=True),
    Telling(E.IMPORTED, "Dicatat dari register lama"),
)
