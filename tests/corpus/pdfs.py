"""PDFs: each with one thing that is not to be given away, or that acts by itself; and some that only look like it."""

import io
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pid_tracker.law.vocabulary.standing_out import FindingKind as K
from tests.corpus import pictures

WORDS = "BT /F1 14 Tf 60 700 Td (Jalan provinsi rusak di Seram) Tj ET"
NAME = "BT /F1 14 Tf 60 600 Td (Saniri Papilaya) Tj ET"
OVER_IT = "50 590 200 30 re f"


def pdf(*pages: str, change: Callable[[pikepdf.Pdf], None] | None = None, **how: object) -> bytes:
    """A PDF with such pages: content streams, with a font F1, a picture Scan (its ink: a line of dark squares), a black
    picture Ink, and a transparent state G0."""
    document, out = pikepdf.new(), io.BytesIO()
    for content in pages or (WORDS,):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = Stream(document, content.encode())
        page.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
            ExtGState=Dictionary(G0=Dictionary(ca=0, CA=0)),
            XObject=Dictionary(Scan=_scan(document), Ink=_picture(document, b"\0", 1, 1)),
        )
    if change is not None:
        change(document)
    document.save(out, **how)
    return out.getvalue()


def _picture(document: pikepdf.Pdf, grey: bytes, width: int, height: int) -> Stream:
    return Stream(
        document, grey, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )  # fmt: skip


def _scan(document: pikepdf.Pdf) -> Stream:
    row = b"\xff" * 40 + b"\0\xff" * 30 + b"\xff" * 100
    return _picture(document, b"".join(row if y % 3 else b"\xff" * 200 for y in range(280)), 200, 280)


def _action(**what: object) -> bytes:
    return pdf(change=lambda document: setattr(document.Root, "OpenAction", Dictionary(**what)))


def _annotated(**what: object) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        made = {key: value(document) if callable(value) else value for key, value in what.items()}
        note = Dictionary(Type=Name.Annot, Rect=Array([50, 590, 250, 620]), **made)
        document.pages[0].Annots = document.make_indirect(Array([note]))

    return pdf(f"{WORDS} {NAME}", change=change)


def _black_form(document: pikepdf.Pdf) -> Dictionary:
    form = Stream(document, b"0 0 200 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 30]))
    return Dictionary(N=form)


def _attached(document: pikepdf.Pdf) -> None:
    document.attachments["gaji.xlsx"] = b"PK rahasia"


def _layered(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="Catatan"))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(document, b"<xdp/>"))


def _photo(content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        photo = Stream(
            document, content, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        document.pages[0].Resources.XObject.Photo = photo

    return change


def with_update(first: bytes, page: str, *, more: str = "") -> bytes:
    """`first` with a new first page appended, as a program writes it that does not write anew."""
    with pikepdf.open(io.BytesIO(first)) as document:
        contents = document.pages[0].obj.Contents.objgen[0]
        size, root = len(document.objects) + 1, document.trailer.Root.objgen[0]
    start = first.rindex(b"startxref") + 9
    before = int(first[start:].split()[0])
    body = f"{contents} 0 obj\n<< /Length {len(page)} {more}>>\nstream\n{page}\nendstream\nendobj\n".encode()
    table = (
        f"xref\n{contents} 1\n{len(first):010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>"
    )
    return first + body + f"{table}\nstartxref\n{len(first) + len(body)}\n%%EOF\n".encode()


def _script(_document: pikepdf.Pdf | None = None) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _plain(*pages: str) -> bytes:
    return pdf(*pages, object_stream_mode=pikepdf.ObjectStreamMode.disable)


NIK = "BT /F1 12 Tf 60 500 Td (NIK 8171014503740001) Tj ET"

#: Name -> (maker, exactly what stands out).
PDFS: Mapping[str, tuple[Callable[[], bytes], set[K]]] = {
    "plain text": (pdf, set()),
    "a NIK": (lambda: pdf(WORDS, NIK), {K.PERSONAL}),
    "a NIK in groups": (lambda: pdf(NIK.replace("8171014503740001", "8171 0145 0374 0001")), {K.PERSONAL}),
    "years in a row": (lambda: pdf(NIK.replace("8171014503740001", "2019 2020 2021 2022")), set()),
    "a telephone number": (lambda: pdf(NIK.replace("NIK 8171014503740001", "HP 0812-3456-7890")), {K.PERSONAL}),
    "a NIK in a comment": (
        lambda: _annotated(Subtype=Name.Text, Contents="NIK 8171014503740001"), {K.PERSONAL, K.COMMENT},
    ),
    "a NIK in the title": (
        lambda: pdf(change=lambda document: document.docinfo.__setitem__("/Title", "8171014503740001")), {K.PERSONAL},
    ),
    "a black box over a name": (lambda: pdf(f"{WORDS} {NAME} {OVER_IT}"), {K.FAKE_REDACTION}),
    "a blue box over a name": (lambda: pdf(f"{WORDS} {NAME} 0 0 0.4 rg {OVER_IT}"), {K.FAKE_REDACTION}),
    "a name in black on black": (lambda: pdf(f"{OVER_IT} {NAME} {WORDS}"), {K.FAKE_REDACTION}),
    "a black picture over a name": (
        lambda: pdf(f"{WORDS} {NAME} q 200 0 0 30 50 590 cm /Ink Do Q"), {K.FAKE_REDACTION},
    ),
    "a black note over a name": (
        lambda: _annotated(Subtype=Name.Square, IC=Array([0, 0, 0]), AP=_black_form), {K.FAKE_REDACTION, K.COMMENT},
    ),
    "a black box on a turned page": (
        lambda: pdf(f"{WORDS} {NAME} {OVER_IT}", change=lambda document: setattr(document.pages[0], "Rotate", 90)),
        {K.FAKE_REDACTION},
    ),
    "a mark for blackening, not applied": (lambda: _annotated(Subtype=Name.Redact), {K.FAKE_REDACTION}),
    "a white box over a name": (lambda: pdf(f"{WORDS} {NAME} 1 g {OVER_IT}"), {K.HIDDEN_TEXT}),
    "a white name": (lambda: pdf(f"{WORDS} 1 g {NAME}"), {K.HIDDEN_TEXT}),
    "a name that is not drawn": (lambda: pdf(f"{WORDS} 3 Tr {NAME}"), {K.HIDDEN_TEXT}),
    "a transparent name": (lambda: pdf(f"{WORDS} q /G0 gs {NAME} Q"), {K.HIDDEN_TEXT}),
    "a name beside the page": (lambda: pdf(WORDS + NAME.replace("60 600", "60 1600")), {K.HIDDEN_TEXT}),
    "a name too small to read": (lambda: pdf(WORDS + NAME.replace("14 Tf", "1 Tf")), {K.TINY_TEXT}),
    "red on grey of the same lightness": (lambda: pdf(f"0.54 g {OVER_IT} 0.9 0.4 0.4 rg {NAME}"), set()),
    "the foot of TCPDF": (
        lambda: pdf(WORDS + "1 1 1 rg BT /F1 1 Tf 10 5 Td (Powered by TCPDF \\(www.tcpdf.org\\)) Tj ET"), set(),
    ),
    "white on blue": (lambda: pdf(f"0 0 0.5 rg {OVER_IT} 1 g {NAME}"), set()),
    "a scan with its text behind it": (
        lambda: pdf("q 595 0 0 842 0 0 cm /Scan Do Q BT 3 Tr /F1 14 Tf 130 700 Td (jalan provinsi) Tj ET"), set(),
    ),
    "a scan without text": (lambda: pdf("q 595 0 0 842 0 0 cm /Scan Do Q"), {K.SCANNED}),
    "a black box over a scan": (
        lambda: pdf(f"q 595 0 0 842 0 0 cm /Scan Do Q {OVER_IT}"), {K.SCANNED, K.COVERED_PICTURE},
    ),
    "a layer that is off": (lambda: pdf(change=_layered), {K.HIDDEN_LAYER}),
    "a name that was taken out later": (lambda: with_update(_plain(f"{WORDS} {NAME}"), WORDS), {K.REMOVED_TEXT}),
    "an earlier version that says the same": (lambda: with_update(_plain(), WORDS), {K.EARLIER_VERSION}),
    "a signed version of the same": (lambda: with_update(_plain(), WORDS, more="/ByteRange [0 1 2 3] "), set()),
    "written for the web": (lambda: pdf(WORDS, WORDS, linearize=True), set()),
    "a file inside": (lambda: pdf(change=_attached), {K.EMBEDDED}),
    "a file pinned to a page": (lambda: _annotated(Subtype=Name.FileAttachment), {K.EMBEDDED}),
    "a film": (lambda: _annotated(Subtype=Name.RichMedia), {K.EMBEDDED}),
    "a script at the start": (lambda: _action(S=Name.JavaScript, JS="app.alert(1)"), {K.SCRIPT}),
    "a script of a page": (
        lambda: pdf(change=lambda document: setattr(document.pages[0].obj, "AA", Dictionary(O=_script()))), {K.SCRIPT},
    ),
    "a script under an escaped name": (
        lambda: _action(S=Name.JavaScript).replace(b"/JavaScript", b"/J#61v#61Scri#70t"), {K.SCRIPT},
    ),
    "a script in a packed object": (
        lambda: pdf(
            change=lambda document: setattr(document.Root, "OpenAction", document.make_indirect(_script())),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ), {K.SCRIPT},
    ),
    "a script in a link": (lambda: _annotated(Subtype=Name.Link, A=_script), {K.SCRIPT}),
    "a form with a program": (lambda: pdf(change=_form), {K.SCRIPT}),
    "a program that is started": (lambda: _action(S=Name.Launch, F="cmd.exe"), {K.LAUNCH}),
    "another file that is opened": (lambda: _action(S=Name.GoToR, F="\\\\10.0.0.1\\a.pdf"), {K.LAUNCH}),
    "a form that is sent": (lambda: _action(S=Name.SubmitForm, F="http://a.example"), {K.SUBMIT}),
    "a form that is filled from elsewhere": (lambda: _action(S=Name.ImportData, F="a.fdf"), {K.SUBMIT}),
    "a comment": (lambda: _annotated(Subtype=Name.Highlight, Contents="jangan diberikan"), {K.COMMENT}),
    "a link": (
        lambda: _annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://ppid.example.id")), set(),
    ),
    "a photograph that knows its place": (
        lambda: pdf(change=_photo(pictures.jpeg(with_place=True))), {K.PICTURE_EXTRAS},
    ),
    "a photograph alone": (lambda: pdf(change=_photo(pictures.jpeg())), set()),
    "also a ZIP": (lambda: pdf() + pictures.a_zip(), {K.POLYGLOT}),
    "also a web page": (lambda: pdf().replace(b"\n", b"\n%<html><script>alert(1)</script>\n", 1), {K.POLYGLOT}),
}  # fmt: skip
