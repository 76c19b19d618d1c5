"""A file of any kind: what it is by what it contains, and all that stands out in it."""

from collections.abc import Callable
from dataclasses import dataclass

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import archive_findings, pdf_findings, picture_findings, text_findings
from pid_tracker.services.examining.findings import Finding, Refusal, Refused, gathered


@dataclass(frozen=True, slots=True)
class Report:
    """What a file is (pdf, xlsx, docx, zip, csv, jpg, png), what stands out in it, and for a picture its pixels as a
    new file, which is kept instead."""

    kind: str
    findings: tuple[Finding, ...] = ()
    cleaned: bytes = b""


_PICTURES = {"jpg": "JPEG", "png": "PNG"}


def look(content: bytes) -> Report:
    """Look through a file; Refused when it is not opened at all."""
    kind = _recognise(content)
    if kind in _PICTURES:
        return Report(kind, cleaned=picture_findings.cleaned(content, _PICTURES[kind]))
    kind, found = _inside(content, look_at=_in_archive)
    return Report(kind, gathered(found))


def _in_archive(content: bytes) -> tuple[str, list[Finding]]:
    kind = _recognise(content)
    if kind in _PICTURES:
        more = picture_findings.carries_more(content, _PICTURES[kind])
        return kind, [Finding(FindingKind.PICTURE_EXTRAS)] if more else []
    return _inside(content, look_at=None)


def _inside(content: bytes, look_at: Callable[[bytes], tuple[str, list[Finding]]] | None) -> tuple[str, list[Finding]]:
    kind = _recognise(content)
    if kind == "pdf":
        return kind, pdf_findings.look(content)
    if kind == "zip":
        return archive_findings.look(content, look_at)
    return kind, text_findings.look(content)


def _recognise(content: bytes) -> str:
    if content[:5] == b"%PDF-":
        return "pdf"
    if content[:3] == b"\xff\xd8\xff":
        return "jpg"
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if content[:4] == b"PK\x03\x04":
        return "zip"
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(Refusal.OLD_FORM)
    return "csv"
