"""ZIP: whether it is a workbook, a document or an archive, and for an archive what stands out in each of its files.

Nothing is unfolded before its directory was looked at; an archive in an archive is not unfolded at all.
"""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import document_findings, office_package, workbook_findings
from pid_tracker.services.examining.findings import Finding, Refusal, Refused

MOST_FILES = 300
MOST_UNFOLDED = 60 * 1024 * 1024  # bytes, in all
_HEADER, _END = 30, 22  # bytes: in front of a file, and of the directory's end without a comment
_LOOSE = 64  # bytes between two files that belong to none of them
_BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f\u202a-\u202e\u2066-\u2069]")
_PROGRAMS = re.compile(
    r"\.(exe|dll|scr|com|bat|cmd|ps1|vbs?|jse?|wsf|hta|msi|lnk|jar|apk|sh|py|php|html?|svg|xht|url|reg|iso|img|"
    r"docm|xlsm|pptm|dotm|xltm|xlam|xll|one|chm)$",
    re.IGNORECASE,
)
_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\0\0\0\x01\x14\x02\0")
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf'\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
#: What presentations, binary workbooks and the files of other office programs begin with.
_OTHER_OFFICE = {"[Content_Types].xml", "mimetype"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BAD = (ValueError, KeyError, RuntimeError, zlib.error, lzma.LZMAError)

Look = Callable[[bytes], tuple[str, list[Finding]]]


def look(content: bytes, look_at: Look | None) -> tuple[str, list[Finding]]:
    """The kind (xlsx, docx, zip) and what stands out. `look_at` looks at a file of an archive; without it an archive
    stands in another."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & 1 for info in infos):
                raise Refused(Refusal.LOCKED)
            names = {info.filename for info in infos}
            around = [Finding(FindingKind.POLYGLOT)] if _holds_more(content, archive) else []
            if "xl/workbook.xml" in names or "word/document.xml" in names:
                kind = "xlsx" if "xl/workbook.xml" in names else "docx"
                return kind, [*around, *_in_office(archive, kind)]
            if names & _OTHER_OFFICE:
                raise Refused(Refusal.WRONG_TYPE)
            if look_at is None:
                return "zip", [Finding(FindingKind.NESTED)]
            return "zip", [*around, *_in_archive(archive, look_at)]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, struct.error, *_BAD):
        raise Refused(Refusal.BROKEN) from None


def _in_office(archive: zipfile.ZipFile, kind: str) -> list[Finding]:
    package = office_package.Package(archive)
    if package.is_too_large:
        return [Finding(FindingKind.BOMB)]
    own = workbook_findings.look(package) if kind == "xlsx" else document_findings.look(package)
    return [*office_package.common(package), *own]


def _in_archive(archive: zipfile.ZipFile, look_at: Look) -> list[Finding]:
    infos = archive.infolist()
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_UNFOLDED:
        return [Finding(FindingKind.BOMB)]
    found = []
    for info in infos:
        place = info.filename[-60:]
        if _BAD_NAME.search(info.orig_filename) or stat.S_ISLNK(info.external_attr >> 16):
            found.append(Finding(FindingKind.BAD_NAME, re.sub(r"[^\w .()/-]+", "_", place)))
        elif not info.is_dir():
            found += [_within(one, place) for one in _in_file(archive.read(info), info.filename, look_at)]
    if len({info.filename for info in infos}) != len(infos):
        raise Refused(Refusal.BROKEN)
    return found


def _in_file(content: bytes, name: str, look_at: Look) -> list[Finding]:
    if _PROGRAMS.search(name) or content.startswith(_STARTS):
        return [Finding(FindingKind.PROGRAM)]
    if content.startswith(_OLE):
        return [Finding(FindingKind.OLD_FORM)]
    if content.startswith(_ARCHIVES[1:]):
        return [Finding(FindingKind.NESTED)]
    if not content:
        return []
    try:
        return look_at(content)[1]
    except Refused as refusal:
        is_unknown = refusal.why is Refusal.WRONG_TYPE
        return [Finding(FindingKind.UNKNOWN if is_unknown else FindingKind.UNREADABLE)]


def _within(finding: Finding, place: str) -> Finding:
    return Finding(finding.kind, ", ".join(filter(None, (place, finding.place))), finding.shown)


def _holds_more(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether there is something in front of, between or behind the files that belongs to none of them."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if not infos or archive.comment.strip():
        return bool(archive.comment.strip())
    if content.rfind(b"PK\x05\x06") + _END != len(content):
        return True
    place = 0
    for info in infos:
        if not 0 <= info.header_offset - place <= _LOOSE:
            return True
        name, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
        if b"%PDF-" in content[info.header_offset : info.header_offset + _HEADER + name + extra]:
            return True
        place = info.header_offset + _HEADER + name + extra + info.compress_size
    return not 0 <= archive.start_dir - place <= _LOOSE
