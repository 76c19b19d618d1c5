"""A file that somebody hands in: taken by what it contains, not by its name, and looked through whole.

A picture is kept as its pixels alone. What stands out in another file either refuses it, or is told to whoever gives
it, who looks once more and says that it may go out.
"""

import logging
import re
from dataclasses import dataclass

from pid_tracker.extensions import clamd_url
from pid_tracker.law.vocabulary.standing_out import DISCLOSING, FindingKind
from pid_tracker.services.examining import bounded_child, scanner
from pid_tracker.services.examining.findings import Finding, Refused
from pid_tracker.services.store.limits import ANSWER

EMPTY = "Berkas kosong"
INFECTED = "Pemindai virus menolak berkas ini ({}). Jangan dibuka lagi; bersihkan komputernya, lalu buat berkas baru"
SCANNER_DOWN = (
    "Pemindai virus sedang tidak menjawab, jadi berkas belum diambil. Coba beberapa menit lagi; bila tetap begitu, "
    "beri tahu pengelola sistem"
)

_log = logging.getLogger(__name__)


class BadFile(Exception):
    """A file that is not taken; the message is the sentence beside the field."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that may be kept: what it is, a clean name, the content to keep, and what to look at once more."""

    media_type: str
    name: str
    content: bytes
    findings: tuple[Finding, ...] = ()


_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "csv": "text/csv",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def examine(content: bytes, name: str) -> AnswerFile:
    """What a file that an office gives is, and what stands out in it; BadFile when it cannot be taken."""
    return _taken(content, name, frozenset())


def receive(content: bytes, name: str) -> AnswerFile:
    """What a file is that comes as evidence and is only looked at; BadFile when it cannot be taken.

    What its writer did not hide well is for whoever judges it to see: it refuses no evidence.
    """
    return _taken(content, name, DISCLOSING)


def _taken(content: bytes, name: str, let_pass: frozenset[FindingKind]) -> AnswerFile:
    if not content:
        raise BadFile(EMPTY)
    if len(content) > ANSWER.each:
        raise BadFile(ANSWER.too_large)
    _scan(content)
    try:
        report = bounded_child.look(content)
    except Refused as refusal:
        raise BadFile(str(refusal)) from None
    if blocking := [one.sentence for one in report.findings if one.blocks and one.kind not in let_pass]:
        raise BadFile(". ".join(blocking))
    return AnswerFile(_TYPES[report.kind], clean_name(name, report.kind), report.cleaned or content, report.findings)


def _scan(content: bytes) -> None:
    if not (url := clamd_url()):
        return
    try:
        scanner.scan(content, url)
    except scanner.Infected as found:
        raise BadFile(INFECTED.format(found)) from None
    except scanner.ScannerDown as error:
        _log.error("virus scanner: %s", error)
        raise BadFile(SCANNER_DOWN) from None


def clean_name(name: str, ending: str) -> str:
    """A name for downloads: letters, digits, blanks, dots and dashes only, with the ending of what it is."""
    stem = re.sub(rf"\.{ending}$", "", told_name(name), flags=re.IGNORECASE)[:80].strip(" ._")
    return f"{stem or 'berkas'}.{ending}"


def told_name(name: str) -> str:
    """The name under which a file came, to say of which one we speak."""
    return re.sub(r"[^\w .()-]+", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" ._")
