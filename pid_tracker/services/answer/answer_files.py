"""Files of an answer: taken by what they contain, not by their name, and looked through for what should not go out.

Nothing is changed in a file and nothing is decompressed beyond a bound; the unit decides on what is flagged here.
"""

import io
import re
import zipfile
from dataclasses import dataclass

import pikepdf

from pid_tracker.services.store.limits import ANSWER

_MAX_PART = 4 * 1024 * 1024
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)8\d[\d .\-]{6,12}\d(?!\d)")

WRONG_TYPE = f"Berkas harus {ANSWER.types}"
EMPTY = "Berkas kosong"
LOCKED = "Berkas berkata sandi"
BROKEN = "Berkas ini rusak dan tidak dapat dibuka"


class BadFile(Exception):
    """A file that is not taken; the message is the sentence beside the field."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that may be kept: what it is, a clean name, and what the officer should look at once more."""

    media_type: str
    name: str
    warnings: tuple[str, ...] = ()


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
    """What a file is and what stands out in it; BadFile when it cannot be taken."""
    if not content:
        raise BadFile(EMPTY)
    if len(content) > ANSWER.each:
        raise BadFile(ANSWER.too_large)
    kind, warnings = _look(content)
    return AnswerFile(_TYPES[kind], clean_name(name, kind), tuple(warnings))


def clean_name(name: str, ending: str) -> str:
    """A name for downloads: letters, digits, blanks, dots and dashes only, with the ending of what it is."""
    stem = re.sub(r"[^\w .()-]+", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" ._")
    stem = re.sub(rf"\.{ending}$", "", stem, flags=re.IGNORECASE)[:80].strip(" ._")
    return f"{stem or 'berkas'}.{ending}"


def flagged(text: str) -> list[str]:
    """What in a text looks like personal data: 16-digit numbers and telephone numbers, with some digits hidden."""
    found = [*_NIK.findall(text), *_PHONE.findall(text)]
    return [f"{item[:4]}…{item[-2:]}" for item in dict.fromkeys(found)]


def _look(content: bytes) -> tuple[str, list[str]]:
    if content[:5] == b"%PDF-":
        return "pdf", _in_pdf(content)
    if content[:3] == b"\xff\xd8\xff":
        return "jpg", []
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "png", []
    if content[:4] == b"PK\x03\x04":
        return _in_zip(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadFile(f"{LOCKED} atau bentuk lama. {WRONG_TYPE}")
    return "csv", _in_csv(content)


def _in_pdf(content: bytes) -> list[str]:
    warnings = []
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if "/Names" in pdf.Root and "/EmbeddedFiles" in pdf.Root.Names:
                warnings.append("PDF ini memuat berkas lain di dalamnya")
            if not any("/Font" in page.get("/Resources", {}) for page in pdf.pages):
                warnings.append("PDF ini tampaknya hasil pindai tanpa teks: sertakan versi teksnya bila ada")
            if any("/Annots" in page for page in pdf.pages):
                warnings.append("PDF ini memuat catatan atau tautan: periksa komentarnya")
    except pikepdf.PasswordError:
        raise BadFile(LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError):
        raise BadFile(BROKEN) from None
    return warnings


def _in_zip(content: bytes) -> tuple[str, list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename: info for info in archive.infolist()}
            if any(info.flag_bits & 1 for info in names.values()):
                raise BadFile(LOCKED)
            if "xl/workbook.xml" in names:
                return "xlsx", _in_workbook(archive, names)
            if "word/document.xml" in names:
                return "docx", _in_document(archive, names)
            return "zip", ["ZIP tidak kami periksa isinya: pastikan setiap berkas di dalamnya boleh dibuka"]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise BadFile(BROKEN) from None


def _text(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> str:
    if info is None:
        return ""
    with archive.open(info) as stream:
        return stream.read(_MAX_PART).decode("utf-8", "replace")


def _in_workbook(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> list[str]:
    warnings = []
    if re.search(r'state="(hidden|veryHidden)"', _text(archive, names["xl/workbook.xml"])):
        warnings.append("Ada lembar tersembunyi: tampilkan atau hapus sebelum dikirim")
    if any("comments" in name.lower() for name in names):
        warnings.append("Ada komentar di dalam sel")
    if any(name.startswith("xl/externalLinks/") or "connections.xml" in name for name in names):
        warnings.append("Ada sambungan ke berkas lain")
    cells = _text(archive, names.get("xl/sharedStrings.xml"))
    first = next((info for name, info in names.items() if name.startswith("xl/worksheets/sheet")), None)
    if numbers := flagged(re.sub(r"<[^>]+>", " ", cells + " " + _text(archive, first))):
        warnings.append(_numbers(numbers))
    return warnings


def _in_document(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> list[str]:
    text, warnings = _text(archive, names["word/document.xml"]), []
    if "word/comments.xml" in names:
        warnings.append("Ada komentar di dalam dokumen")
    if "<w:ins " in text or "<w:del " in text:
        warnings.append("Ada jejak perubahan (track changes)")
    if numbers := flagged(re.sub(r"<[^>]+>", " ", text)):
        warnings.append(_numbers(numbers))
    return warnings


def _in_csv(content: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadFile(WRONG_TYPE)
    printable = sum(sign.isprintable() or sign in "\r\n\t" for sign in text)
    if printable < len(text) or not re.search(r"[,;\t]", text) or text.lstrip().startswith("<"):
        raise BadFile(WRONG_TYPE)
    return [_numbers(numbers)] if (numbers := flagged(text)) else []


def _numbers(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:3]) + (f", dan {len(numbers) - 3} lagi" if len(numbers) > 3 else "")
    return f"Ada angka yang mirip NIK atau nomor HP: {shown}"
