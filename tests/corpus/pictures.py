"""Pictures with more in them than pixels, and a small ZIP to hide behind one."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = b"RAHASIA"


def jpeg(*, with_place: bool = False, size: tuple[int, int] = (64, 48), **more: object) -> bytes:
    """A JPEG; with the place, the camera and a small picture of itself in its EXIF."""
    out = io.BytesIO()
    if with_place:
        exif = Image.Exif()
        exif[0x010F], exif[0x0110], exif[0xA431] = "RAHASIA-PEMBUAT", "RAHASIA-MODEL", "RAHASIA-SERI"
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "S", (3.0, 41.0, 43.0), "E", (128.0, 10.0, 11.0)
        more["exif"] = exif
    Image.new("RGB", size, (150, 190, 220)).save(out, "JPEG", **more)
    return out.getvalue()


def png(**texts: str) -> bytes:
    """A PNG with such texts in it."""
    out, info = io.BytesIO(), PngInfo()
    for key, words in texts.items():
        info.add_text(key, words)
    Image.new("RGB", (64, 48), (150, 190, 220)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg_with_segment(marker: int, content: bytes) -> bytes:
    """A JPEG with a segment of its own, right behind its start."""
    plain = jpeg()
    return plain[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + plain[2:]


def png_with_chunk(kind: bytes, content: bytes) -> bytes:
    """A PNG with a chunk of its own, in front of its end."""
    plain = png()
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return plain[:-12] + chunk + plain[-12:]


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as that."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    parts = b"".join(
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (chunk, data)
    )
    return b"\x89PNG\r\n\x1a\n" + parts


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG that says it is as large as that."""
    real = jpeg()
    place = real.index(b"\xff\xc0")
    return real[: place + 5] + struct.pack(">HH", height, width) + real[place + 9 :]


def a_zip() -> bytes:
    """A ZIP with one text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", SECRET)
    return out.getvalue()
