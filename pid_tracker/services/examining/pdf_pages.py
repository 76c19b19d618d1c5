"""The pages of a PDF as a reader sees them, held against the text that can be copied from them.

Each page is drawn, and under each word the drawing is looked at: where there is nothing but one tone, the word can be
copied and not seen. Dark, it stands under a box (in the page, in its picture or in a note, by whatever program); light,
it is white, transparent, or covered. That finds every way of hiding, and lets the invisible text of a scan pass, since
there the ink of the picture is seen in its place.
"""

import sys
import time
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, c_uint
from dataclasses import dataclass, field
from typing import cast

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import personal_numbers
from pid_tracker.services.examining.findings import Finding, Refusal, Refused, on_pages

MOST_DRAWN = 100
_MOST_PROBED = 20_000  # letters a page
_DRAWING_SECONDS = 8.0  # of this process's own time
_SCALE, _LONGEST_SIDE = 1.25, 2000
_CONTRAST = 32  # of 255: less is not seen
_DARK = 110  # of 255
_TINY = 1.5  # points: the height of the small letters of a font of three points
_SHORTEST_WORD = 3
#: What TCPDF writes at the foot of every page, too small to be read.
_KNOWN_WORDS = frozenset({"Powered", "TCPDF", "wwwtcpdforg"})
_SMALLEST_BOX = (15.0, 6.0)  # points

_Extrema = tuple[tuple[int, int], ...]
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


@dataclass(slots=True)
class _Seen:
    """Pages, from 1, by what stands out on them."""

    blackened: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    tiny: list[int] = field(default_factory=list)
    covered: list[int] = field(default_factory=list)
    not_drawn: list[int] = field(default_factory=list)


def look(content: bytes) -> list[Finding]:
    """What stands out on the pages; Refused when they cannot be opened."""
    seen, found, has_text = _Seen(), [], False
    try:
        document = pypdfium2.PdfDocument(content)
        began = time.process_time()
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text = page.get_textpage()
            words = text.get_text_range()
            has_text = has_text or bool(words.strip())
            found += personal_numbers.in_text(words, f"halaman {number}")
            if number > MOST_DRAWN or time.process_time() - began > _DRAWING_SECONDS:
                seen.not_drawn.append(number)
            else:
                _look_at(page, text, number, seen)
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        raise Refused(Refusal.BROKEN) from None
    if not has_text:
        found.append(Finding(FindingKind.SCANNED))
    if seen.not_drawn:
        place = f"tulisan tersembunyi di halaman {seen.not_drawn[0]} sampai {seen.not_drawn[-1]}"
        found.append(Finding(FindingKind.PARTLY_READ, place))
    return [
        *found,
        *on_pages(FindingKind.FAKE_REDACTION, seen.blackened),
        *on_pages(FindingKind.HIDDEN_TEXT, seen.hidden),
        *on_pages(FindingKind.TINY_TEXT, seen.tiny),
        *on_pages(FindingKind.COVERED_PICTURE, seen.covered),
    ]


def words_of(content: bytes) -> list[str]:
    """The text of each page; PdfiumError when the file does not open."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def _look_at(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int, seen: _Seen) -> None:
    width, height = page.get_size()
    if min(width, height) < 1:
        seen.not_drawn.append(number)
        return
    bitmap = page.render(scale=min(_SCALE, _LONGEST_SIDE / max(width, height)), draw_annots=True)
    drawn, at = bitmap.to_pil().convert("RGB"), bitmap.get_posconv(page)
    for word, box in _words(text):
        if word in _KNOWN_WORDS:
            continue
        if min(box[2] - box[0], box[3] - box[1]) < _TINY:
            seen.tiny.append(number)
            continue
        tone = _tone(drawn, [at.to_bitmap(box[0], box[1]), at.to_bitmap(box[2], box[3])])
        if tone is not None:
            (seen.blackened if tone < _DARK else seen.hidden).append(number)
    if text.count_chars() > _MOST_PROBED:
        seen.not_drawn.append(number)
    if _covers_a_picture(page):
        seen.covered.append(number)


def _tone(drawn: Image.Image, corners: list[tuple[int, int]]) -> float | None:
    """The one tone of the drawing under a word (255: nothing there, also outside the page); None where ink is seen.

    The upper and lower fifth are left out: a box over a word need not reach to the tips of its letters."""
    (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))
    inset = (bottom - top) // 5
    area = (max(left, 0), max(top + inset, 0), min(right, drawn.width), min(bottom - inset, drawn.height))
    if area[2] - area[0] < 1 or area[3] - area[1] < 1:
        return 255 if area[2] <= area[0] or area[3] <= area[1] else None
    colours = cast(_Extrema, drawn.crop(area).getextrema())  # a pair for each channel, since the drawing is RGB
    if any(high - low >= _CONTRAST for low, high in colours):  # in any of them: red on grey is seen, too
        return None
    return sum(low + high for low, high in colours) / (2 * len(colours))


def _words(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, Box]]:
    """Words of at least three letters or digits: these alone, and the box from the first to the last of them."""
    word: list[int] = []
    letters = ""
    count = min(text.count_chars(), _MOST_PROBED)
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text, index) if index < count else 0
        sign = chr(code) if code <= sys.maxunicode else "?"  # broken fonts tell larger ones
        if sign.isalnum():
            word.append(index)
            letters += sign
        elif sign.isspace() or sign == "\0":
            if len(word) >= _SHORTEST_WORD:
                one, other = _box(text, word[0]), _box(text, word[-1])
                left, bottom, right, top = zip(one, other, strict=True)
                yield letters, (min(left), min(bottom), max(right), max(top))
            word, letters = [], ""


def _box(text: pypdfium2.PdfTextPage, index: int) -> Box:
    """The ink of a letter; for one without any (the invisible text of a scan) its place in the line."""
    left, bottom, right, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    if right.value > left.value and top.value > bottom.value:
        return left.value, bottom.value, right.value, top.value
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, byref(loose))
    return loose.left, min(loose.bottom, loose.top), loose.right, max(loose.bottom, loose.top)


def _covers_a_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a dark box without transparency stands over a picture: what it covers is still in the file."""
    pictures: list[Box] = []
    for thing in page.get_objects(max_depth=1):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(thing.get_bounds())
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and pictures and _is_dark(thing):
            left, bottom, right, top = thing.get_bounds()
            if right - left < _SMALLEST_BOX[0] or top - bottom < _SMALLEST_BOX[1]:
                continue
            if any(left >= p[0] and right <= p[2] and bottom >= p[1] and top <= p[3] for p in pictures):
                return True
    return False


def _is_dark(path: pypdfium2.PdfObject) -> bool:
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke))
    colours = [c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *map(byref, colours))
    red, green, blue, alpha = (colour.value for colour in colours)
    return bool(mode.value) and alpha == 255 and max(red, green, blue) < _DARK
