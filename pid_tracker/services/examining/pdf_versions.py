"""Earlier versions inside a PDF: a program that appends instead of writing anew leaves what was there before."""

import re

import pypdfium2

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import pdf_pages
from pid_tracker.services.examining.findings import Finding

_MOST_READ = 8
_END = re.compile(rb"%%EOF[\r\n]*")
_WORD = re.compile(r"\w{3,}")


def look(content: bytes, *, is_signed: bool) -> list[Finding]:
    """What earlier versions hold: text that is gone from the last one refuses the file.

    An electronic signature is appended too. Where all earlier versions of a signed file say what the last one says,
    nothing stands out."""
    ends = [match.end() for match in _END.finditer(content)][:-1]
    if b"/Linearized" in content[:1024]:  # written for the web: its first part has an end of its own
        ends = ends[1:]
    if not ends:
        return []
    last, removed, read = _words(content), False, 0
    for end in ends[:_MOST_READ]:
        try:
            earlier = _words(content[:end])
        except pypdfium2.PdfiumError:
            continue
        read += 1
        removed = removed or bool(earlier - last)
    if removed:
        return [Finding(FindingKind.REMOVED_TEXT)]
    return [] if is_signed and read == len(ends) else [Finding(FindingKind.EARLIER_VERSION)]


def _words(content: bytes) -> set[str]:
    return {word.casefold() for page in pdf_pages.words_of(content) for word in _WORD.findall(page)}
