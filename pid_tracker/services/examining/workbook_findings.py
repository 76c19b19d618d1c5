"""What stands out in an Excel workbook: sheets, rows, columns and cells that are not shown, copies of other data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import personal_numbers
from pid_tracker.services.examining.findings import Finding
from pid_tracker.services.examining.office_package import Package, attribute, is_on, local
from pid_tracker.services.examining.text_findings import COMMAND

_COPIES = {
    r"^xl/pivotCache/pivotCacheRecords": FindingKind.PIVOT,
    r"^xl/externalLinks/externalLink\d": FindingKind.EXTERNAL_LINK,
    r"^xl/(connections\.xml|queryTables/|model/|customData/)": FindingKind.EXTERNAL_LINK,
    r"^xl/(comments|threadedComments/)": FindingKind.COMMENT,
    r"^xl/revisions/": FindingKind.TRACKED_CHANGE,
}
_STARTS_A_PROGRAM = ("ddeLink", "oleLink")
_SIXTEEN = re.compile(r"\d\.\d+E\+?15", re.IGNORECASE)
_BLACK = frozenset({"FF000000", "00000000"})
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of the cell styles in which a value is not to be seen."""

    blackened: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def look(package: Package) -> list[Finding]:
    """What stands out in a workbook, sheet by sheet."""
    found = [Finding(kind) for pattern, kind in _COPIES.items() if package.named(pattern)]
    for part in package.named(r"^xl/externalLinks/externalLink\d+\.xml$"):
        if any(tag in _STARTS_A_PROGRAM for tag, _ in package.elements(part)):
            found.append(Finding(FindingKind.COMMAND))
    styles, places = _styles(package), _sheets(package)
    found += [Finding(FindingKind.HIDDEN_SHEET, f"lembar {name}") for name, hidden in places.values() if hidden]
    shared = _shared(package)
    for part in package.named(r"^xl/worksheets/[^/]+\.xml$"):
        name, _ = places.get(part, (part.rpartition("/")[2].removesuffix(".xml"), False))
        found += _in_sheet(package, part, f"lembar {name}", shared, styles)
    for part in package.named(
        r"^xl/(comments|threadedComments/|drawings/drawing|externalLinks/external|pivotCache/).*\.xml$"
    ):
        words = " ".join(element.text or attribute(element, "v") for _, element in package.elements(part))
        found += personal_numbers.in_text(words, "komentar, kotak teks, atau salinan data")
    return found


def _sheets(package: Package) -> dict[str, tuple[str, bool]]:
    """Part -> (name of the sheet, whether it is hidden)."""
    targets = {
        attribute(link, "Id"): attribute(link, "Target") for _, link in package.elements("xl/_rels/workbook.xml.rels")
    }
    return {
        f"xl/{targets.get(attribute(sheet, 'id'), '').removeprefix('/xl/')}": (
            attribute(sheet, "name"), attribute(sheet, "state") in ("hidden", "veryHidden")
        )
        for tag, sheet in package.elements("xl/workbook.xml") if tag == "sheet"
    }  # fmt: skip


def _shared(package: Package) -> list[str]:
    """The shared texts of the workbook, by number."""
    if "xl/sharedStrings.xml" not in package.names:
        return []
    words: list[str] = []
    for tag, element in package.elements("xl/sharedStrings.xml"):
        if tag == "si":
            words.append("".join(part.text or "" for part in element.iter() if local(part.tag) == "t"))
            element.clear()
    return words


def _in_sheet(package: Package, part: str, place: str, shared: list[str], styles: _Styles) -> Iterator[Finding]:
    words: list[str] = []
    for tag, element in package.elements(part):
        if tag == "c":
            value, formula = _value(element, shared)
            words.append(value)
            style = attribute(element, "s")
            if formula and COMMAND.match(f"={formula}"):
                yield Finding(FindingKind.COMMAND, place)
            if value and style in styles.blackened:
                yield Finding(FindingKind.FAKE_REDACTION, place)
            elif value and style in styles.hidden:
                yield Finding(FindingKind.HIDDEN_TEXT, place)
        elif tag == "row":
            if is_on(element, "hidden") or attribute(element, "ht") == "0":
                yield Finding(FindingKind.HIDDEN_CELLS, place)
            element.clear()
        elif tag == "col" and (is_on(element, "hidden") or attribute(element, "width") == "0"):
            yield Finding(FindingKind.HIDDEN_CELLS, place)
        elif tag in ("oddHeader", "oddFooter", "evenHeader", "evenFooter"):
            words.append(element.text or "")
    yield from personal_numbers.in_text("\n".join(words), place)


def _value(cell: Element, shared: list[str]) -> tuple[str, str]:
    """What a cell shows, and its formula; a number of sixteen digits without its exponent."""
    value = formula = ""
    for part in cell:
        name = local(part.tag)
        if name == "v":
            value = part.text or ""
        elif name == "f":
            formula = part.text or ""
        elif name == "is":
            value = "".join(one.text or "" for one in part.iter() if local(one.tag) == "t")
    if attribute(cell, "t") == "s":
        return (shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""), formula
    if _SIXTEEN.fullmatch(value):
        try:
            return str(int(Decimal(value))), formula
        except InvalidOperation:
            return value, formula
    return value, formula


def _styles(package: Package) -> _Styles:
    if "xl/styles.xml" not in package.names:
        return _Styles()
    fonts: list[str] = []
    fills: list[str] = []
    silent = {
        attribute(one, "numFmtId")
        for tag, one in package.elements("xl/styles.xml")
        if tag == "numFmt" and attribute(one, "formatCode").replace(" ", "") in (";;;", ";;")
    }
    blackened, hidden = set[str](), set[str]()
    for tag, element in package.elements("xl/styles.xml"):
        if tag == "fonts":
            fonts = [_tone(font, "color") or "black" for font in element]
        elif tag == "fills":
            fills = [_tone(fill, "fgColor") if _is_solid(fill) else "" for fill in element]
        elif tag == "cellXfs":
            for number, style in enumerate(element):
                font, fill = _of(fonts, style, "fontId"), _of(fills, style, "fillId")
                if font == fill == "black":
                    blackened.add(str(number))
                elif (font == "white" and fill in ("", "white")) or attribute(style, "numFmtId") in silent:
                    hidden.add(str(number))
    return _Styles(frozenset(blackened), frozenset(hidden))


def _of(kept: list[str], style: Element, name: str) -> str:
    number = attribute(style, name)
    return kept[int(number)] if number.isdecimal() and int(number) < len(kept) else ""


def _is_solid(fill: Element) -> bool:
    return any(local(one.tag) == "patternFill" and attribute(one, "patternType") == "solid" for one in fill)


def _tone(holder: Element, name: str) -> str:
    """ "black", "white", "other"; empty when no colour is named."""
    for one in holder.iter():
        if local(one.tag) == name:
            rgb, theme, index = (attribute(one, key) for key in ("rgb", "theme", "indexed"))
            if attribute(one, "tint") not in ("", "0"):
                return "other"
            if rgb.upper() in _BLACK or theme == "1" or index in ("0", "8", "64"):
                return "black"
            return "white" if rgb.upper() in _WHITE or theme == "0" or index in ("1", "9", "65") else "other"
    return ""
