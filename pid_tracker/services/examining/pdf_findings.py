"""What a PDF brings besides its pages: scripts, actions, files, comments, layers; and its pages by `pdf_pages`."""

import io
from collections.abc import Iterator
from typing import TypeGuard

import pikepdf

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import pdf_pages, pdf_versions, personal_numbers, picture_findings
from pid_tracker.services.examining.findings import Finding, Refusal, Refused, on_pages

_MOST_OBJECTS = 150_000
_DEEPEST = 12
_ACTIONS = {
    "/JavaScript": FindingKind.SCRIPT,
    "/Rendition": FindingKind.SCRIPT,
    "/RichMediaExecute": FindingKind.SCRIPT,
    "/Launch": FindingKind.LAUNCH,
    "/GoToR": FindingKind.LAUNCH,
    "/GoToE": FindingKind.LAUNCH,
    "/SubmitForm": FindingKind.SUBMIT,
    "/ImportData": FindingKind.SUBMIT,
}
_KEYS = {"/JS": FindingKind.SCRIPT, "/XFA": FindingKind.SCRIPT, "/EF": FindingKind.EMBEDDED}
_FILE_TYPES = ("/EmbeddedFile", "/RichMediaContent", "/3D")
_MEDIA = ("/RichMedia", "/3D", "/Movie", "/Sound", "/Screen", "/FileAttachment")
#: Annotations that say nothing of their own.
_SILENT = ("/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark")
_ENDING = b"%%EOF"
_MOST_BEHIND = 64


def look(content: bytes) -> list[Finding]:
    """What stands out in a PDF; Refused when it is locked or broken."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = [*_around(content), *_in_objects(pdf), *_on_pages(pdf), *_told_beside(pdf)]
            if _hides_a_layer(pdf):
                found.append(Finding(FindingKind.HIDDEN_LAYER))
            is_signed = b"/ByteRange" in content
    except pikepdf.PasswordError:
        raise Refused(Refusal.LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused(Refusal.BROKEN) from None
    return [*found, *pdf_pages.look(content), *pdf_versions.look(content, is_signed=is_signed)]


def _around(content: bytes) -> list[Finding]:
    """Another kind of file in front of the first object, or behind the end."""
    behind = content.rpartition(_ENDING)[2].strip(b"\0\r\n\t ")
    front = content[:1024].lower()
    is_two = len(behind) > _MOST_BEHIND or b"PK\x05\x06" in behind or b"<script" in front or b"<html" in front
    return [Finding(FindingKind.POLYGLOT)] if is_two else []


def _in_objects(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for seen, thing in enumerate(pdf.objects):
        if seen >= _MOST_OBJECTS:
            yield Finding(FindingKind.PARTLY_READ, "sebagian isi berkas")
            return
        for found in _dictionaries(thing, 0):
            yield from _in_dictionary(found)
        if _is_jpeg(thing) and picture_findings.carries_more(thing.read_raw_bytes(), "JPEG"):
            yield Finding(FindingKind.PICTURE_EXTRAS)


def _is_jpeg(thing: object) -> TypeGuard[pikepdf.Stream]:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in (
        pikepdf.Name.DCTDecode,
        pikepdf.Array([pikepdf.Name.DCTDecode]),
    )


def _dictionaries(thing: object, depth: int) -> Iterator[pikepdf.Dictionary]:
    """The dictionary itself and those that stand in it; what it points to is an object of its own."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        for key in thing.keys():  # noqa: SIM118 - iterating a dictionary gives its values too slowly
            value = thing.get(key)
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1)


def _in_dictionary(found: pikepdf.Dictionary) -> Iterator[Finding]:
    keys = found.keys()
    for key, kind in _KEYS.items():
        if key in keys:
            yield Finding(kind)
    if "/S" in keys and (kind_of_action := _ACTIONS.get(_name(found, "/S"))):
        yield Finding(kind_of_action)
    if "/Type" in keys and _name(found, "/Type") in _FILE_TYPES:
        yield Finding(FindingKind.EMBEDDED)


def _name(found: pikepdf.Object, key: str) -> str:
    value = found.get(key) if isinstance(found, pikepdf.Dictionary) else None
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _on_pages(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    commented, marked, media = [], [], []
    for number, page in enumerate(pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            subtype = _name(annotation, "/Subtype")
            if subtype == "/Redact":
                marked.append(number)
            elif subtype in _MEDIA:
                media.append(number)
            elif subtype not in _SILENT:
                commented.append(number)
            yield from personal_numbers.in_text(
                " ".join(str(annotation[key]) for key in ("/Contents", "/V") if key in annotation), f"halaman {number}"
            )
    yield from on_pages(FindingKind.FAKE_REDACTION, marked)
    yield from on_pages(FindingKind.EMBEDDED, media)
    yield from on_pages(FindingKind.COMMENT, commented)


def _told_beside(pdf: pikepdf.Pdf) -> list[Finding]:
    """Title, author, keywords."""
    told = " ".join(str(value) for value in pdf.docinfo.values()) if "/Info" in pdf.trailer else ""
    return personal_numbers.in_text(told, "keterangan berkas")


def _hides_a_layer(pdf: pikepdf.Pdf) -> bool:
    if "/OCProperties" not in pdf.Root or "/D" not in pdf.Root.OCProperties:
        return False
    usual = pdf.Root.OCProperties.D
    return len(usual.get("/OFF", [])) > 0 or _name(usual, "/BaseState") == "/OFF"
