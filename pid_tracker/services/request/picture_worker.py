"""The child process that decodes what a stranger sent: run as a program, with little memory and little time.

It reads a picture or a PDF from standard input, paints it anew (no EXIF, comment, profile or script can survive), draws
the stamp across it, and writes a JPEG, or for several pages a PDF made of pictures. It knows nothing of the rest of the
program and imports nothing of it. Exit codes are the constants below.
"""

import io
import math
import resource
import sys

import pi_heif
import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

MAX_PIXELS = 40_000_000
MAX_PAGES = 30
LONGEST_SIDE = 1600
ENOUGH_BYTES = 250_000
MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 20

#: Exit codes: what is wrong with the file.
UNREADABLE, LOCKED, TOO_MANY_PAGES, TOO_MANY_PIXELS = 3, 4, 5, 6

_PASSWORD_NEEDED = 4  # PDFium: FPDF_ERR_PASSWORD
_FAILED_PASSWORD = "Incorrect password"  # noqa: S105 - PDFium's own message


class Refused(Exception):
    """The file is refused with one of the exit codes."""

    def __init__(self, code: int) -> None:
        """Remember the exit code."""
        super().__init__(str(code))
        self.code = code


def copy_of(content: bytes, kind: str, stamp: str) -> bytes:
    """The stamped copy of `content` (kind: jpeg, png, heic, pdf); Refused when it cannot be made."""
    pages = _pages(content) if kind == "pdf" else [_picture(content, kind)]
    stamped = [_stamped(page, stamp) for page in pages]
    if len(stamped) == 1:
        return _jpeg(stamped[0])
    out = io.BytesIO()
    stamped[0].save(out, "PDF", save_all=True, append_images=stamped[1:], resolution=150, quality=55)
    return out.getvalue()


def _picture(content: bytes, kind: str) -> Image.Image:
    if kind == "heic":
        pi_heif.register_heif_opener()
    image = Image.open(io.BytesIO(content), formats=[{"heic": "HEIF"}.get(kind, kind.upper())])
    if image.width * image.height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    if kind == "jpeg":
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _on_paper(ImageOps.exif_transpose(image))


def _pages(content: bytes) -> list[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD_NEEDED or _FAILED_PASSWORD in str(error)
        raise Refused(LOCKED if is_locked else UNREADABLE) from error
    if not 1 <= len(document) <= MAX_PAGES:
        raise Refused(TOO_MANY_PAGES if len(document) else UNREADABLE)
    pages = []
    for page in document:
        width, height = page.get_size()
        if min(width, height) < 1:
            raise Refused(UNREADABLE)
        scale = min(LONGEST_SIDE / max(width, height), 4.0)
        pages.append(_on_paper(page.render(scale=scale).to_pil()))
    return pages


def _on_paper(image: Image.Image) -> Image.Image:
    """The pixels alone, on white, in a new picture: whatever else the file carried stays behind."""
    plain = image.convert("RGBA")
    paper = Image.new("RGB", plain.size, "white")
    paper.paste(plain, mask=plain.getchannel("A"))
    return paper


def _stamped(image: Image.Image, stamp: str) -> Image.Image:
    """The stamp across the whole picture in slanting lines, dark with light edges, so that it shows on any ground."""
    size = max(14, round(max(image.size) / 42))
    font = ImageFont.load_default(size)
    length = math.ceil(font.getlength(stamp)) + 3 * size
    reach = math.ceil(math.hypot(*image.size))
    sheet = Image.new("RGBA", (reach, reach))
    pen = ImageDraw.Draw(sheet)
    for line, top in enumerate(range(0, reach, 7 * size)):
        start = -(line % 2) * length // 2
        for left in range(start, reach, length):
            pen.text(
                (left, top), stamp, font=font, fill=(20, 20, 20, 120), stroke_width=max(1, size // 14),
                stroke_fill=(255, 255, 255, 110),
            )  # fmt: skip
    slanted = sheet.rotate(28, resample=Image.Resampling.BICUBIC)
    left, top = (reach - image.width) // 2, (reach - image.height) // 2
    cut = slanted.crop((left, top, left + image.width, top + image.height))
    image.paste(cut, mask=cut.getchannel("A"))
    return image


def _jpeg(image: Image.Image) -> bytes:
    for side, quality in (
        (LONGEST_SIDE, 82),
        (LONGEST_SIDE, 68),
        (LONGEST_SIDE, 52),
        (1280, 50),
        (1024, 42),
        (800, 35),
    ):
        image.thumbnail((side, side))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= ENOUGH_BYTES:
            break
    return out.getvalue()


def main() -> None:
    """Read standard input; write the copy to standard output; arguments: kind and stamp."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    kind, stamp = sys.argv[1:3]
    try:
        made = copy_of(sys.stdin.buffer.read(), kind, stamp)
    except Refused as refusal:
        sys.exit(refusal.code)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, pypdfium2.PdfiumError):
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
