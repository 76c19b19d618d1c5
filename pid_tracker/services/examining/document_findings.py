"""What stands out in a Word document: changes and comments that are still in it, and text that is not to be seen."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import personal_numbers
from pid_tracker.services.examining.findings import Finding
from pid_tracker.services.examining.office_package import Package, attribute, local
from pid_tracker.services.examining.text_findings import COMMAND

_BODY = r"^word/(document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$"
_PLACES = {
    "document": "", "header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki",
    "endnotes": "catatan akhir", "comments": "komentar",
}  # fmt: skip
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "delText")
_LIGHT = 0xE6  # of 0xFF in each colour
_DARK = 0x40
_TINY = 6  # half points


def look(package: Package) -> list[Finding]:
    """What stands out in the text, its notes, comments, heads and feet."""
    found: list[Finding] = []
    for name in package.named(_BODY):
        place = _PLACES[name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")]
        found += _in_part(package, name, place)
    return found


def _in_part(package: Package, name: str, place: str) -> Iterator[Finding]:
    words: list[str] = []
    commands: list[str] = []
    for tag, element in package.elements(name):
        if tag in ("t", "delText"):
            words.append(element.text or "")
        elif tag in ("tab", "br", "p"):
            words.append("\n")
        elif tag == "instrText":
            commands.append(element.text or "")
        elif tag == "fldSimple":
            commands.append(attribute(element, "instr"))
        elif tag == "r" and (kind := _hides(element)):
            yield Finding(kind, place)
        elif tag == "comment":
            yield Finding(FindingKind.COMMENT)
        if tag in _CHANGES:
            yield Finding(FindingKind.TRACKED_CHANGE, place)
    command = "".join(commands).upper()
    if "DDE" in command or COMMAND.search(command):
        yield Finding(FindingKind.COMMAND, place)
    if "INCLUDETEXT" in command or "INCLUDEPICTURE" in command:
        yield Finding(FindingKind.REMOTE_PART, place)
    yield from personal_numbers.in_text("".join(words), place)


def _hides(run: Element) -> FindingKind | None:
    """Whether a run of text is not to be seen: hidden, tiny, white on white, black on black."""
    if not any((part.text or "").strip() for part in run if local(part.tag) == "t"):
        return None
    style = {local(one.tag): one for part in run if local(part.tag) == "rPr" for one in part}
    colour = attribute(style["color"], "val").upper() if "color" in style else "AUTO"
    shade = attribute(style["shd"], "fill").upper() if "shd" in style else "AUTO"
    marked = attribute(style["highlight"], "val").lower() if "highlight" in style else ""
    if (marked == "black" or _all(shade, 0, _DARK)) and (colour == "AUTO" or _all(colour, 0, _DARK)):
        # Word shows automatic colour white on a black shade, not under a black marker
        return FindingKind.FAKE_REDACTION if marked == "black" or colour != "AUTO" else None
    if "vanish" in style and attribute(style["vanish"], "val").lower() not in ("0", "false", "off"):
        return FindingKind.HIDDEN_TEXT
    if _all(colour, _LIGHT, 0xFF) and (shade == "AUTO" or _all(shade, _LIGHT, 0xFF)) and not marked:
        return FindingKind.HIDDEN_TEXT
    size = attribute(style["sz"], "val") if "sz" in style else ""
    return FindingKind.TINY_TEXT if size.isdecimal() and int(size) <= _TINY else None


def _all(colour: str, low: int, high: int) -> bool:
    """Whether red, green and blue of a colour like "00FF7F" lie within bounds (inclusive)."""
    try:
        return len(colour) == 6 and all(low <= part <= high for part in bytes.fromhex(colour))
    except ValueError:
        return False
