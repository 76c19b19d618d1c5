"""What Word and Excel files have in common: a ZIP of XML parts, their links, and what they carry along."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import picture_findings
from pid_tracker.services.examining.findings import Finding, Refusal, Refused

#: So much text and markup a file may unfold to, in bytes.
MOST_UNFOLDED = 100 * 1024 * 1024
_NO_MEMORY = 1  # expat: XML_ERROR_NO_MEMORY
_MACROS = re.compile(r"(?:^|/)(?:vba\w*\.bin|vbadata\.xml|macrosheets/|dialogsheets/|activex/)", re.IGNORECASE)
_BROUGHT = re.compile(r"(?:^|/)(?:embeddings/|afchunk|attachedtoolbars)", re.IGNORECASE)
_PICTURE = re.compile(r"/media/[^/]+\.(jpe?g|png)$", re.IGNORECASE)
#: Links of these kinds are followed when the file is opened, without a click.
_FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument", "image", "audio", "video", "aFChunk", "control")
#: Not the disk of whoever wrote it: a template from there is named in most files and does nothing elsewhere.
_ELSEWHERE = re.compile(r"^(?:(?!file:)[a-z][a-z0-9+.-]+:|file://[^/]|\\\\|//)", re.IGNORECASE)


class Package:
    """An Office file: its parts by name. Refused when it is locked, broken, or holds what no Office program writes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Look at the directory of the archive, before anything is unfolded."""
        self._archive = archive
        self._parts = {info.filename: info for info in archive.infolist()}
        if len(self._parts) != len(archive.infolist()):
            raise Refused(Refusal.BROKEN)
        self.names = tuple(self._parts)
        self.is_too_large = sum(info.file_size for info in self._parts.values()) > MOST_UNFOLDED

    def read(self, name: str) -> bytes:
        """The content of a part; empty for one that is not there."""
        return self._archive.read(name) if name in self._parts else b""

    def elements(self, name: str) -> Iterator[tuple[str, ElementTree.Element]]:
        """The elements of a part in the order of its text, by their local names, at their ends; Refused for a part that
        is no XML, or that defines entities of its own."""
        content = self.read(name)
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise Refused(Refusal.BROKEN)
        try:
            for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - no entities: see above
                yield local(element.tag), element
        except ElementTree.ParseError as error:
            if error.code == _NO_MEMORY:
                raise MemoryError from None
            raise Refused(Refusal.BROKEN) from None

    def named(self, pattern: str) -> list[str]:
        """The parts whose names match."""
        return [name for name in self.names if re.search(pattern, name)]


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its local name; empty without it."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def is_on(element: ElementTree.Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return attribute(element, name).lower() in ("1", "true", "on")


def common(package: Package) -> list[Finding]:
    """What stands out in any Office file: macros, files inside, links, what its pictures carry."""
    found = []
    if any(_MACROS.search(name) for name in package.names) or b"macroEnabled" in package.read("[Content_Types].xml"):
        found.append(Finding(FindingKind.MACRO))
    if any(_BROUGHT.search(name) for name in package.names):
        found.append(Finding(FindingKind.EMBEDDED))
    found += [Finding(kind) for kind in _links(package)]
    for name in package.named(r"^(word/(document|header|footer)|xl/drawings/drawing).*\.xml$"):
        if any(tag == "srcRect" and _cuts(element) for tag, element in package.elements(name)):
            found.append(Finding(FindingKind.CROPPED_PICTURE))
    for name in package.names:
        if match := _PICTURE.search(name):
            form = "PNG" if match[1].lower() == "png" else "JPEG"
            if picture_findings.carries_more(package.read(name), form):
                found.append(Finding(FindingKind.PICTURE_EXTRAS, name.rpartition("/")[2]))
    return found


def _cuts(cut: ElementTree.Element) -> bool:
    """Whether a picture is shown without one of its sides; the file has it whole."""
    return any(attribute(cut, side) not in ("", "0") for side in "ltrb")


def _links(package: Package) -> Iterator[FindingKind]:
    for part in package.named(r"\.rels$"):
        for _, element in package.elements(part):
            if attribute(element, "TargetMode") != "External":
                continue
            kind = attribute(element, "Type").rpartition("/")[2]
            if kind in _FETCHED and _ELSEWHERE.match(attribute(element, "Target")):
                yield FindingKind.REMOTE_PART
            elif kind not in ("hyperlink", "attachedTemplate"):
                yield FindingKind.EXTERNAL_LINK


def texts(package: Package, parts: Mapping[str, str], tags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The place and the text of each part (name -> place); a paragraph or a cell is a word of its own."""
    for name, place in parts.items():
        words = []
        for tag, element in package.elements(name):
            if tag in tags:
                words.append(element.text or "")
            elif tag in ("p", "si", "c", "comment", "tc"):
                words.append("\n")
        yield place, "".join(words)
