"""Notes beside the procedure: a re-labelling, and documents that only the commission's panel may see."""

from dataclasses import dataclass

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts.base import Facts
from pid_tracker.law.grounds import Label


@dataclass(frozen=True, slots=True)
class Relabelled(Facts):
    """What the text is, if it is no request (ruling R11)."""

    kind = E.RELABELLED
    label: Label


@dataclass(frozen=True, slots=True)
class NoteAdded(Facts):
    """What a note is about, and the fingerprint of the document that it keeps; neither for a note in words alone."""

    kind = E.NOTE_ADDED
    about: str | None = None
    file: str | None = None
