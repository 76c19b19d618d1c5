"""Workbooks and documents: each with one thing that is not seen on the screen, or that acts by itself."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

from pid_tracker.law.vocabulary.standing_out import FindingKind as K
from pid_tracker.services.examining.findings import Refusal
from tests.corpus import pictures

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def workbook(
    fill: Callable[[xlsxwriter.Workbook], None] = lambda _book: None, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A workbook with two sheets, "Ruas" and "Gaji", what `fill` does with it, and further parts of the package."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in ("Ruas", "Gaji"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["nama", "panjang"])
            sheet.write_row(1, 0, ["Jalan Piru", 12])
        fill(book)
    return with_parts(out.getvalue(), parts or {})


def document(body: str = "", parts: Mapping[str, str | bytes] | None = None, around: str = "") -> bytes:
    """A document with one sentence, then `body` (runs of its second paragraph) and `around` (what stands beside it)."""
    text = f"<w:p><w:r><w:t>Jalan Piru panjangnya 12 km.</w:t></w:r></w:p><w:p>{body}</w:p>{around}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{text}</w:body></w:document>")
    return with_parts(out.getvalue(), parts or {})


def with_parts(content: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """The package with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def edited(content: bytes, part: str, pattern: str, put: str) -> bytes:
    """The package with one place of one part written otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text, times = re.subn(pattern, put, archive.read(part).decode(), count=1)
    assert times, f"{pattern} stands nowhere in {part}"
    return with_parts(content, {part: text})


def _run(text: str, style: str = "") -> str:
    return f"<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>"


def _field(*instructions: str) -> str:
    return "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in instructions)


def _linked(kind: str, target: str) -> Mapping[str, str]:
    link = f'<Relationship Id="r9" Type="{_R}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": _RELS.format(link)}


def _part(name: str, content: str) -> Mapping[str, str]:
    return {f"word/{name}.xml": f"<w:x {_W}>{content}</w:x>"}


def _on(sheet: str, do: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> Callable[[], bytes]:
    return lambda: workbook(lambda book: do(book.get_worksheet_by_name(sheet)))


def _styled(**style: object) -> Callable[[], bytes]:
    return lambda: workbook(
        lambda book: book.get_worksheet_by_name("Gaji").write(4, 0, "Saniri Papilaya", book.add_format(style))
    )


def _with(name: str, content: str | bytes = "<x/>") -> Callable[[], bytes]:
    return lambda: workbook(parts={name: content})


#: Name -> (maker, exactly what stands out, or why it is not opened).
WORKBOOKS: Mapping[str, tuple[Callable[[], bytes], set[K] | Refusal]] = {
    "plain table": (workbook, set()),
    "a hidden sheet": (_on("Gaji", lambda sheet: sheet.hide()), {K.HIDDEN_SHEET}),
    "a very hidden sheet": (_on("Gaji", lambda sheet: sheet.very_hidden()), {K.HIDDEN_SHEET}),
    "a hidden row": (_on("Gaji", lambda sheet: sheet.set_row(1, None, None, {"hidden": True})), {K.HIDDEN_CELLS}),
    "a hidden column": (
        _on("Gaji", lambda sheet: sheet.set_column(1, 1, None, None, {"hidden": True})), {K.HIDDEN_CELLS},
    ),
    "a row of no height": (
        lambda: edited(workbook(), "xl/worksheets/sheet2.xml", '<row r="2"', '<row r="2" ht="0" customHeight="1"'),
        {K.HIDDEN_CELLS},
    ),
    "a NIK on the last sheet": (_on("Gaji", lambda sheet: sheet.write(9, 0, "8171014503740001")), {K.PERSONAL}),
    "a NIK written as a number": (
        lambda: edited(workbook(), "xl/worksheets/sheet2.xml", "<v>12</v>", "<v>8.1710145037400E+15</v>"), {K.PERSONAL},
    ),
    "a telephone number in a comment": (
        _on("Gaji", lambda sheet: sheet.write_comment("A2", "0812-3456-7890")), {K.COMMENT, K.PERSONAL},
    ),
    "a talk beside a cell": (_with("xl/threadedComments/threadedComment1.xml"), {K.COMMENT}),
    "a telephone number in a text box": (
        _on("Gaji", lambda sheet: sheet.insert_textbox(3, 3, "0812-3456-7890")), {K.PERSONAL},
    ),
    "a name in black on black": (_styled(font_color="#000000", bg_color="#000000"), {K.FAKE_REDACTION}),
    "a name in white": (_styled(font_color="#FFFFFF"), {K.HIDDEN_TEXT}),
    "a name without a format": (_styled(num_format=";;;"), {K.HIDDEN_TEXT}),
    "white on blue": (_styled(font_color="#FFFFFF", bg_color="#003366"), set()),
    "a macro": (_with("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), {K.MACRO}),
    "a sheet of old macros": (_with("xl/macrosheets/sheet1.xml"), {K.MACRO}),
    "the type of a workbook with macros": (
        lambda: edited(workbook(), "[Content_Types].xml", "spreadsheetml.sheet.main", "sheet.macroEnabled.main"),
        {K.MACRO},
    ),
    "a control": (_with("xl/activeX/activeX1.bin", b"x"), {K.MACRO}),
    "a formula that starts a program": (
        _on("Ruas", lambda sheet: sheet.write_formula("C3", "=cmd|'/C calc'!A0")), {K.COMMAND},
    ),
    "a link that starts a program": (
        _with("xl/externalLinks/externalLink1.xml", '<x><ddeLink ddeService="cmd"/></x>'), {K.COMMAND, K.EXTERNAL_LINK},
    ),
    "a copy of another workbook": (_with("xl/externalLinks/externalLink1.xml"), {K.EXTERNAL_LINK}),
    "a connection": (_with("xl/connections.xml"), {K.EXTERNAL_LINK}),
    "the source of a pivot table": (
        _with("xl/pivotCache/pivotCacheRecords1.xml", '<r><s v="8171014503740001"/></r>'), {K.PIVOT, K.PERSONAL},
    ),
    "tracked changes": (_with("xl/revisions/revisionLog1.xml"), {K.TRACKED_CHANGE}),
    "a workbook inside": (_with("xl/embeddings/Microsoft_Excel_Sheet1.xlsx", b"PK"), {K.EMBEDDED}),
    "a photograph that knows its place": (
        _with("xl/media/image1.jpeg", pictures.jpeg(with_place=True)), {K.PICTURE_EXTRAS},
    ),
    "a photograph alone": (_with("xl/media/image1.jpeg", pictures.jpeg()), set()),
    "entities of its own": (_with("xl/comments1.xml", BOMB), Refusal.BROKEN),
    "two parts of one name": (
        lambda: workbook().replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml"), Refusal.BROKEN,
    ),
    "a part that unfolds to 120 MB": (_with("xl/worksheets/sheet3.xml", b" " * 120_000_000), {K.BOMB}),
}  # fmt: skip

DOCUMENTS: Mapping[str, tuple[Callable[[], bytes], set[K] | Refusal]] = {
    "plain text": (document, set()),
    "a comment": (lambda: document(parts=_part("comments", "<w:comment/>")), {K.COMMENT}),
    "an empty list of comments": (lambda: document(parts=_part("comments", "")), set()),
    "an insertion": (lambda: document(f"<w:ins>{_run('baru')}</w:ins>"), {K.TRACKED_CHANGE}),
    "a deletion": (lambda: document("<w:del><w:r><w:delText>8171014503740001</w:delText></w:r></w:del>"), {
        K.TRACKED_CHANGE, K.PERSONAL,
    }),
    "a NIK in three runs": (lambda: document(_run("817101") + _run("450374") + _run("0001")), {K.PERSONAL}),
    "a telephone number in the foot": (
        lambda: document(parts=_part("footer1", f"<w:p>{_run('0812-3456-7890')}</w:p>")), {K.PERSONAL},
    ),
    "hidden text": (lambda: document(_run("rahasia", "<w:vanish/>")), {K.HIDDEN_TEXT}),
    "text that is hidden no more": (lambda: document(_run("biasa", '<w:vanish w:val="0"/>')), set()),
    "white text": (lambda: document(_run("rahasia", '<w:color w:val="FFFFFF"/>')), {K.HIDDEN_TEXT}),
    "white on blue": (
        lambda: document(_run("judul", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>')), set(),
    ),
    "tiny text": (lambda: document(_run("rahasia", '<w:sz w:val="2"/>')), {K.TINY_TEXT}),
    "a black marker over a name": (
        lambda: document(_run("Saniri", '<w:highlight w:val="black"/>')), {K.FAKE_REDACTION},
    ),
    "a name in black on black": (
        lambda: document(_run("Saniri", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')),
        {K.FAKE_REDACTION},
    ),
    "automatic colour on black": (lambda: document(_run("Judul", '<w:shd w:val="clear" w:fill="000000"/>')), set()),
    "a field that starts a program": (lambda: document(_field("DDEAUTO c:\\\\cmd.exe")), {K.COMMAND}),
    "the same in two runs": (lambda: document(_field(" D", "DEAUTO c:\\\\cmd.exe")), {K.COMMAND}),
    "the same as a simple field": (lambda: document('<w:fldSimple w:instr="DDE cmd"/>'), {K.COMMAND}),
    "a picture from elsewhere": (
        lambda: document(_field('INCLUDEPICTURE "http://a.example/x.png" \\d')), {K.REMOTE_PART},
    ),
    "a template from elsewhere": (
        lambda: document(parts=_linked("attachedTemplate", "http://a.example/x.dotm")), {K.REMOTE_PART},
    ),
    "a template on another machine": (
        lambda: document(parts=_linked("attachedTemplate", "file://10.0.0.1/x.dotm")), {K.REMOTE_PART},
    ),
    "a template on the writer's own disk": (
        lambda: document(parts=_linked("attachedTemplate", "file:///C:/Users/siti/x.dotm")), set(),
    ),
    "a picture of which a side is cut off": (
        lambda: document('<w:drawing><x:srcRect xmlns:x="urn:x" l="40000"/></w:drawing>'), {K.CROPPED_PICTURE},
    ),
    "a picture that is whole": (
        lambda: document('<w:drawing><x:srcRect xmlns:x="urn:x" l="0"/></w:drawing>'), set(),
    ),
    "a link to click": (lambda: document(parts=_linked("hyperlink", "https://ppid.example.id")), set()),
    "a web page inside": (lambda: document(parts={"word/afchunk1.mht": b"<html>"}), {K.EMBEDDED}),
    "a file inside": (lambda: document(parts={"word/embeddings/oleObject1.bin": b"x"}), {K.EMBEDDED}),
    "a macro": (lambda: document(parts={"word/vbaProject.bin": b"x"}), {K.MACRO}),
    "a macro under a name of its own": (lambda: document(parts={"word/vbaData.xml": b"<x/>"}), {K.MACRO}),
    "entities of its own": (lambda: document(parts={"word/footnotes.xml": BOMB}), Refusal.BROKEN),
    "entities in another encoding": (
        lambda: document(parts={"word/footnotes.xml": BOMB.replace('1.0"', '1.0" encoding="utf-16"').encode("utf-16")}),
        Refusal.BROKEN,
    ),
    "text that is no XML": (lambda: document(parts={"word/footnotes.xml": b"<a><b>"}), Refusal.BROKEN),
}  # fmt: skip
