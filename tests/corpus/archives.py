"""ZIP archives and plain tables, hostile and delicate."""

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

import pikepdf

from pid_tracker.law.vocabulary.standing_out import FindingKind as K
from pid_tracker.services.examining.findings import Refusal
from tests.corpus import office, pdfs, pictures

CSV = b"nama;panjang\nJalan Piru;12\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def archive(members: Mapping[str, bytes | str], *, comment: bytes = b"", stored: bool = False) -> bytes:
    """A ZIP with such files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
        made.comment = comment
    return out.getvalue()


def _twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        made.writestr("a.csv", CSV)
        made.writestr("a.csv", CSV)
    return out.getvalue()


def _symlink() -> bytes:
    info = zipfile.ZipInfo("a.csv")
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, "/etc/passwd")
    return out.getvalue()


def _locked() -> bytes:
    """With the mark of encryption at the file and in the directory."""
    made = bytearray(archive({"a.csv": CSV}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def _between() -> bytes:
    """Something between the last file and the directory, which says where it is itself."""
    made = archive({"a.csv": CSV})
    place = made.index(b"PK\x01\x02")
    moved = bytearray(made[:place] + b"<script>" * 20 + made[place:])
    end = moved.index(b"PK\x05\x06")
    struct.pack_into("<I", moved, end + 16, place + 160)
    return bytes(moved)


def _with_extra_field() -> bytes:
    """A PDF in the field in front of the first file, where a reader of PDFs looks for it."""
    info = zipfile.ZipInfo("a.csv")
    content = pdfs.pdf()[:500]
    info.extra = struct.pack("<HH", 0x9999, len(content)) + content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, CSV)
    return out.getvalue()


def _in(name: str, content: bytes | str = b"x") -> Callable[[], bytes]:
    return lambda: archive({"tabel.csv": CSV, name: content})


#: Name -> (maker, exactly what stands out, or why it is not opened).
ARCHIVES: Mapping[str, tuple[Callable[[], bytes], set[K] | Refusal]] = {
    "three plain files": (
        lambda: archive({"a.csv": CSV, "b/c.pdf": pdfs.pdf(), "d.xlsx": office.workbook()}), set(),
    ),
    "a stored PDF": (lambda: archive({"a.pdf": pdfs.pdf()}, stored=True), set()),
    "a NIK in one of them": (lambda: archive({"a.csv": CSV, "b.pdf": pdfs.pdf(pdfs.NIK)}), {K.PERSONAL}),
    "a workbook with a hidden sheet": (
        lambda: archive({"a.xlsx": office.WORKBOOKS["a hidden sheet"][0]()}), {K.HIDDEN_SHEET},
    ),
    "a PDF with a box over a name": (
        lambda: archive({"a.pdf": pdfs.PDFS["a black box over a name"][0]()}), {K.FAKE_REDACTION},
    ),
    "a photograph that knows its place": (_in("foto.jpg", pictures.jpeg(with_place=True)), {K.PICTURE_EXTRAS}),
    "a photograph with a ZIP behind it": (_in("foto.jpg", pictures.jpeg() + pictures.a_zip()), {K.PICTURE_EXTRAS}),
    "a photograph alone": (_in("foto.jpg", pictures.jpeg()), set()),
    "a program": (_in("pasang.exe", b"MZ\x90"), {K.PROGRAM}),
    "a program by another name": (_in("laporan.pdf", b"MZ\x90\0" * 20), {K.PROGRAM}),
    "a script": (_in("buka.vbs", b"x"), {K.PROGRAM}),
    "a link to a program": (_in("Laporan.pdf.lnk", b"x"), {K.PROGRAM}),
    "a web page": (_in("laporan.html", b"<html>"), {K.PROGRAM}),
    "a drawing that is a program": (_in("peta.svg", b"<svg onload='x'/>"), {K.PROGRAM}),
    "a workbook with macros": (_in("a.xlsx", office.WORKBOOKS["a macro"][0]()), {K.MACRO}),
    "an old document": (_in("lama.doc", OLD), {K.OLD_FORM}),
    "a map": (_in("ruas.shp", b"\0\0\x27\x0a" + b"\0" * 96), {K.UNKNOWN}),
    "a PDF that does not open": (_in("rusak.pdf", b"%PDF-1.7\nnot really"), {K.UNREADABLE}),
    "a locked PDF": (
        _in("kunci.pdf", pdfs.pdf(encryption=pikepdf.Encryption(user="a", owner="b"))), {K.UNREADABLE},
    ),
    "a ZIP in it": (_in("lagi.zip", pictures.a_zip()), {K.NESTED}),
    "a ZIP by another name": (_in("lagi.csv", pictures.a_zip()), {K.NESTED}),
    "a RAR in it": (_in("lagi.rar", b"Rar!\x1a\x07"), {K.NESTED}),
    "a way out of the folder": (_in("../../etc/cron.d/x", b"x"), {K.BAD_NAME}),
    "a name from the root": (_in("/etc/passwd", b"x"), {K.BAD_NAME}),
    "a name with a drive": (_in("C:\\Windows\\x.csv", CSV), {K.BAD_NAME}),
    "a name that is read backwards": (_in("laporan\u202exslx.csv", CSV), {K.BAD_NAME}),
    "a link to another file": (_symlink, {K.BAD_NAME}),
    "one name twice": (_twice, Refusal.BROKEN),
    "locked": (_locked, Refusal.LOCKED),
    "zeros without end": (_in("nol.csv", b"\0" * 70_000_000), {K.BOMB}),
    "very many files": (lambda: archive({f"{place}.csv": CSV for place in range(400)}), {K.BOMB}),
    "also a web page by its comment": (lambda: archive({"a.csv": CSV}, comment=b"<script>x</script>"), {K.POLYGLOT}),
    "also a PDF by its first field": (_with_extra_field, {K.POLYGLOT}),
    "something between its files": (_between, {K.POLYGLOT}),
    "something behind its end": (lambda: archive({"a.csv": CSV}) + b"<html>" * 20, {K.POLYGLOT}),
    "a presentation": (
        lambda: archive({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), Refusal.WRONG_TYPE,
    ),
    "a sheet of LibreOffice": (
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), Refusal.WRONG_TYPE,
    ),
    "cut off": (lambda: archive({"a.csv": CSV})[:60], Refusal.BROKEN),
}  # fmt: skip

#: The same for what is taken for a table as text, or for nothing.
TABLES: Mapping[str, tuple[Callable[[], bytes], set[K] | Refusal]] = {
    "plain table": (lambda: CSV, set()),
    "a NIK": (lambda: CSV + b"Papilaya;8171014503740001\n", {K.PERSONAL}),
    "a formula that starts a program": (lambda: CSV + b"=cmd|'/C calc'!A0;1\n", {K.COMMAND}),
    "the same in quotes": (lambda: CSV + b'"=cmd|\' /C calc\'!A0";1\n', {K.COMMAND}),
    "a negative number": (lambda: CSV + b"-12;+62\n", set()),
    "a web page": (lambda: b"a;b\n<script>alert(1)</script>;1\n", Refusal.WRONG_TYPE),
    "a program": (lambda: b"MZ\x90\x00\x03", Refusal.WRONG_TYPE),
    "a drawing": (lambda: b"<svg onload=alert(1)>,", Refusal.WRONG_TYPE),
    "an old workbook": (lambda: OLD, Refusal.OLD_FORM),
    "a RAR": (lambda: b"Rar!\x1a\x07\x00;", Refusal.WRONG_TYPE),
    "a PDF that does not open": (lambda: b"%PDF-1.7\nnot really", Refusal.BROKEN),
    "a locked PDF": (lambda: pdfs.pdf(encryption=pikepdf.Encryption(user="a", owner="b")), Refusal.LOCKED),
    "a picture cut off": (lambda: pictures.jpeg()[:300], Refusal.BROKEN),
    "a picture that says it is enormous": (lambda: pictures.png_that_claims(60_000, 60_000), Refusal.TOO_MANY_PIXELS),
    "a photograph that says so": (lambda: pictures.jpeg_that_claims(65_000, 65_000), Refusal.TOO_MANY_PIXELS),
    "a picture that lies about its rows": (lambda: pictures.png_that_claims(600, 600), Refusal.BROKEN),
}  # fmt: skip
