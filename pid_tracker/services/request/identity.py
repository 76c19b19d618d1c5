"""Proofs of identity (bukti identitas): recognised by content, painted anew and stamped, never kept as they came.

The name and the declared type of an upload are not believed. Size and pixels are read from the header before anything
is decoded; decoding happens in a child process (`services/request/picture_worker.py`) with little memory and little
time.
"""

import struct
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pid_tracker.law.words import MONTHS
from pid_tracker.services.request import picture_worker
from pid_tracker.services.store import converters
from pid_tracker.services.store.limits import PROOF

_SECONDS = 30

WRONG_TYPE = f"Berkas harus {PROOF.types}"
EMPTY = "Berkas kosong"
LOCKED = "Berkas berkata sandi"
NOT_SENT = "Berkas tidak terkirim. Coba lagi; tulisan Anda aman"
BUSY = (
    "Kami sedang memeriksa banyak berkas sekaligus. Tunggu setengah menit, lalu pilih berkasnya lagi; tulisan Anda aman"
)
TOO_MANY_PIXELS = "Gambar ini terlalu besar untuk dibuka. Foto ulang dengan ukuran biasa"
TOO_MANY_PAGES = f"Berkas ini lebih dari {picture_worker.MAX_PAGES} halaman. Kirim halaman yang diperlukan saja"
BROKEN = "Berkas ini rusak dan tidak dapat dibuka. Foto atau pindai ulang"

_REFUSALS = {
    picture_worker.UNREADABLE: BROKEN,
    picture_worker.LOCKED: LOCKED,
    picture_worker.TOO_MANY_PAGES: TOO_MANY_PAGES,
    picture_worker.TOO_MANY_PIXELS: TOO_MANY_PIXELS,
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class BadFile(Exception):
    """An upload that cannot be taken; the message is the Indonesian sentence beside the field."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The stamped copy: what is kept instead of the upload."""

    content: bytes
    media_type: str
    name: str


def recognise(content: bytes) -> str | None:
    """What the content is: jpeg, png, heic, pdf; None for anything else."""
    if content[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "heic"
    return "pdf" if content[:5] == b"%PDF-" else None


def stamp_text(body_name: str, day: date) -> str:
    """The words across the copy: what it was given for, to whom and when."""
    return f"hanya untuk permintaan informasi - {body_name} - {day.day} {MONTHS[day.month - 1]} {day.year}"


def stamped_copy(content: bytes, body_name: str, day: date, name: str = "identitas") -> Copy:
    """The copy to keep of an uploaded proof, stamped; BadFile with the sentence for the citizen when it is refused."""
    if not content:
        raise BadFile(EMPTY)
    if len(content) > PROOF.each:
        raise BadFile(PROOF.too_large)
    kind = recognise(content)
    if kind is None:
        raise BadFile(WRONG_TYPE)
    if pixels(content, kind) > picture_worker.MAX_PIXELS:
        raise BadFile(TOO_MANY_PIXELS)
    made = _run(content, kind, stamp_text(body_name, day))
    if recognise(made) == "pdf":
        return Copy(made, "application/pdf", f"{name}.pdf")
    return Copy(made, "image/jpeg", f"{name}.jpg")


def pixels(content: bytes, kind: str) -> int:
    """Width times height as the header says; 0 when it says nothing (a PDF, or a header that ends too early)."""
    try:
        return _PIXELS[kind](content) if kind in _PIXELS else 0
    except (struct.error, IndexError):
        return 0


def _run(content: bytes, kind: str, stamp: str) -> bytes:
    command = [sys.executable, "-I", str(Path(picture_worker.__file__)), kind, stamp]
    try:
        done = converters.run(command, content, _SECONDS)
    except converters.Busy:
        raise BadFile(BUSY) from None
    except (subprocess.TimeoutExpired, OSError):
        raise BadFile(NOT_SENT) from None
    if done.returncode == 0 and done.stdout:
        return done.stdout
    raise BadFile(_REFUSALS.get(done.returncode, BROKEN))


def _jpeg_pixels(content: bytes) -> int:
    """The largest frame that any start-of-frame marker claims."""
    place, largest = 2, 0
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            place += 1
            continue
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0x00 or marker == 0x01 or 0xD0 <= marker <= 0xD9:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, place + 5)
            largest = max(largest, width * height)
        if marker == 0xDA:
            break
        place += 2 + max(length, 2)
    return largest


def _png_pixels(content: bytes) -> int:
    width, height = struct.unpack_from(">II", content, 16)
    return int(width * height)


def _heic_pixels(content: bytes) -> int:
    """The largest of the `ispe` boxes, which carry the size of every picture in the file."""
    largest, place = 0, content.find(b"ispe")
    while place >= 0:
        width, height = struct.unpack_from(">II", content, place + 8)
        largest = max(largest, width * height)
        place = content.find(b"ispe", place + 4)
    return largest


_PIXELS = {"jpeg": _jpeg_pixels, "png": _png_pixels, "heic": _heic_pixels}
