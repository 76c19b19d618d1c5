"""Pictures: their pixels in a new picture, and nothing else; or, where they stay inside another file, what they carry.

What goes is EXIF with the place and the camera, the small picture inside, XMP, comments, texts, colour profiles,
further pictures and whatever stands behind the end. Pillow keeps a comment when it saves a picture again; a new one has
none.
"""

import io
import warnings

from PIL import Image, ImageOps

from pid_tracker.services.examining.findings import Refusal, Refused

MAX_PIXELS = 50_000_000
#: The first that makes the file hardly larger than it came.
_QUALITIES = (92, 85, 75, 60, 45, 30)
_HARDLY_LARGER = 1.2
_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
_PLAIN = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb", "transparency", "progressive",
          "progression", "adobe", "adobe_transform", "aspect", "interlace", "chromaticity", "background",
          "icc_profile", "default_image"}  # fmt: skip
#: Orientation, resolution and the like: they tell nothing of who took the picture, where, or with what.
_DULL = {0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x0100, 0x0101, 0x8769}
_DULL_INSIDE = {0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003}
_BAD = (OSError, ValueError, SyntaxError, MemoryError, EOFError, KeyError)


def cleaned(content: bytes, form: str) -> bytes:
    """The picture (form: JPEG or PNG) set upright, painted anew; Refused when it is broken or too large."""
    try:
        image = ImageOps.exif_transpose(_opened(content, form))
        mode = _mode(image)
        if image.mode.startswith("I"):  # 16 bits of grey
            image = image.convert("I").point(lambda value: value * (1 / 256))
        plain = image.convert(mode)
        fresh = Image.new(mode, plain.size)
        fresh.paste(plain)
        return _written(fresh, form, round(len(content) * _HARDLY_LARGER))
    except _BAD:
        raise Refused(Refusal.BROKEN) from None


def _written(image: Image.Image, form: str, enough: int) -> bytes:
    out = io.BytesIO()
    for quality in _QUALITIES:
        out = io.BytesIO()
        image.save(out, form, quality=quality)  # a PNG has none, and loses nothing
        if form == "PNG" or out.tell() <= enough:
            break
    return out.getvalue()


def carries_more(content: bytes, form: str) -> bool:
    """Whether a picture carries more than pixels: a place, a camera, a comment, text, something behind its end.

    False for one that does not open: then there is nothing of it to see either."""
    try:
        image = _opened(content, form)
        exif = image.getexif()
        tells = set(exif) - _DULL or set(exif.get_ifd(0x8769)) - _DULL_INSIDE
        if form == "PNG":
            image.load()  # texts may stand behind the pixels
    except (*_BAD, Refused):
        return False
    told = set(image.info) - _PLAIN - {"exif"}
    behind = content.rpartition(_ENDS[form])[2].strip(b"\0\r\n ")
    return bool(told or tells or behind)


def _opened(content: bytes, form: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=[form])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(Refusal.TOO_MANY_PIXELS) from None


def _mode(image: Image.Image) -> str:
    """The mode in which nothing of the picture is lost that a browser shows."""
    if image.format != "JPEG" and (image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info):
        return "RGBA"
    return "L" if image.mode in ("1", "L") or image.mode.startswith("I") else "RGB"
