"""Proofs of identity: what is taken, what is refused and in which words, and that nothing but pixels survives."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from datetime import date

import pi_heif  # noqa: F401 - the reader that the child uses must be there
import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pid_tracker.services.request import identity
from pid_tracker.services.request.identity import BadFile, stamped_copy

DAY = date(2026, 4, 2)
BODY = "Pemerintah Provinsi Maluku"


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (150, 190, 220)).save(out, kind, **more)
    return out.getvalue()


def pdf(pages: int = 1, **more: object) -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out, **more)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0" * 40


def jpeg_that_claims(width: int, height: int) -> bytes:
    real = picture(size=(64, 64))
    place = real.index(b"\xff\xc0")
    return real[: place + 5] + struct.pack(">HH", height, width) + real[place + 9 :]


def heic_that_claims(width: int, height: int) -> bytes:
    ispe = struct.pack(">I4sIII", 20, b"ispe", 0, width, height)
    return struct.pack(">I4s4sI", 16, b"ftyp", b"heic", 0) + ispe + b"\0" * 200


def test_the_copy_is_a_small_stamped_jpeg() -> None:
    made = stamped_copy(picture(size=(3000, 2000)), BODY, DAY)
    copy = Image.open(io.BytesIO(made.content))
    assert made.media_type == "image/jpeg" and max(copy.size) == 1600 and len(made.content) <= 250_000
    assert len(set(copy.convert("L").resize((160, 106)).tobytes())) > 10, "no stamp is to be seen"


def test_a_noisy_photograph_still_becomes_small() -> None:
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 80).convert("RGB").save(out, "JPEG", quality=70)
    assert len(stamped_copy(out.getvalue(), BODY, DAY).content) <= 250_000


def test_place_maker_comment_and_thumbnail_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "PEMBUAT-RAHASIA", "MODEL-RAHASIA"
    exif.get_ifd(0x8825)[2] = (3.0, 41.0, 43.0)
    sent = picture(exif=exif, comment=b"<?php RAHASIA ?>")
    assert b"RAHASIA" in sent
    made = stamped_copy(sent, BODY, DAY).content
    copy = Image.open(io.BytesIO(made))
    assert b"RAHASIA" not in made and b"Exif" not in made and not copy.getexif() and "comment" not in copy.info


def test_a_text_chunk_of_a_png_does_not_survive() -> None:
    info = PngInfo()
    info.add_text("Comment", "RAHASIA")
    assert b"RAHASIA" not in stamped_copy(picture("PNG", pnginfo=info), BODY, DAY).content


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    copy = Image.open(io.BytesIO(stamped_copy(picture(size=(900, 600), exif=exif), BODY, DAY).content))
    assert copy.size == (600, 900)


def test_a_pdf_becomes_a_picture_and_several_pages_a_pdf_of_pictures() -> None:
    assert stamped_copy(pdf(1), BODY, DAY).media_type == "image/jpeg"
    several = stamped_copy(pdf(3), BODY, DAY)
    assert several.media_type == "application/pdf"
    with pikepdf.open(io.BytesIO(several.content)) as made:
        assert len(made.pages) == 3


def test_nothing_of_a_pdf_but_its_looks_survives() -> None:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('RAHASIA')")
    document.attachments["rahasia.txt"] = b"RAHASIA"
    document.docinfo["/Author"] = "RAHASIA"
    document.save(out, compress_streams=False)
    made = stamped_copy(out.getvalue(), BODY, DAY).content
    assert b"RAHASIA" not in made and b"JavaScript" not in made and b"EmbeddedFile" not in made


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"", "Berkas kosong"),
        (lambda: b"x" * (5 * 1024 * 1024 + 1), "Berkas lebih dari 5 MB"),
        (lambda: b"MZ\x90\x00 program", "Berkas harus JPG, PNG, HEIC, atau PDF"),
        (lambda: b"GIF89a" + b"\0" * 50, "Berkas harus JPG, PNG, HEIC, atau PDF"),
        (lambda: b"<svg onload=alert(1)>", "Berkas harus JPG, PNG, HEIC, atau PDF"),
        (lambda: b"PK\x03\x04" + b"\0" * 50, "Berkas harus JPG, PNG, HEIC, atau PDF"),
        (lambda: pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "Berkas berkata sandi"),
        (lambda: pdf(31), "Berkas ini lebih dari 30 halaman. Kirim halaman yang diperlukan saja"),
        (lambda: b"%PDF-1.7\nnot really", "Berkas ini rusak dan tidak dapat dibuka. Foto atau pindai ulang"),
        (lambda: b"\xff\xd8\xff\xe0 junk", "Berkas ini rusak dan tidak dapat dibuka. Foto atau pindai ulang"),
        (lambda: picture()[:300], "Berkas ini rusak dan tidak dapat dibuka. Foto atau pindai ulang"),
        (lambda: heic_that_claims(10, 10), "Berkas ini rusak dan tidak dapat dibuka. Foto atau pindai ulang"),
    ],
)
def test_each_refusal_has_its_sentence(content: Callable[[], bytes], words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        stamped_copy(content(), BODY, DAY)
    assert str(refusal.value) == words


@pytest.mark.parametrize(
    "content",
    [
        png_that_claims(20_000, 20_000),
        png_that_claims(2**31 - 1, 2**31 - 1),
        jpeg_that_claims(65_500, 65_500),
        heic_that_claims(60_000, 60_000),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_from_its_header(content: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(BadFile, match="terlalu besar untuk dibuka"):
        stamped_copy(content, BODY, DAY)
    assert time.monotonic() - began < 0.5


def test_a_second_frame_that_lies_is_measured_too() -> None:
    assert identity.pixels(jpeg_that_claims(65_000, 65_000), "jpeg") == 65_000**2
    assert identity.pixels(b"\xff\xd8\xff\xc0", "jpeg") == 0


def test_a_picture_that_is_also_a_program_leaves_the_program_behind() -> None:
    polyglot = picture() + b"<script>alert('RAHASIA')</script>" + b"PK\x03\x04RAHASIA"
    assert b"RAHASIA" not in stamped_copy(polyglot, BODY, DAY).content


def test_a_picture_with_alpha_is_set_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(out, "PNG")
    copy = Image.open(io.BytesIO(stamped_copy(out.getvalue(), BODY, DAY).content))
    assert copy.getpixel((1, 199))[0] > 200  # type: ignore[index]  # three colours
