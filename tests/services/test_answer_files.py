"""Files that are handed in are looked through whole: each hostile or delicate one is refused, cleaned, or told."""

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from PIL import Image, ImageCms

from pid_tracker.law.vocabulary.standing_out import DISCLOSING, FindingKind
from pid_tracker.services.examining import answer_files, bounded_child, personal_numbers, whole_file
from pid_tracker.services.examining.findings import Finding, Refusal, Refused, gathered
from pid_tracker.services.store.limits import ANSWER
from tests.conftest import a_config
from tests.corpus import archives, office, pdfs, pictures
from tests.corpus.archives import CSV

Expected = set[FindingKind] | Refusal
TABLES: Mapping[str, Mapping[str, tuple[Callable[[], bytes], Expected]]] = {
    "pdf": pdfs.PDFS,
    "xlsx": office.WORKBOOKS,
    "docx": office.DOCUMENTS,
    "zip": archives.ARCHIVES,
    "table": archives.TABLES,
}
CASES = [(f"{form}: {name}", *case) for form, table in TABLES.items() for name, case in table.items()]


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path) -> Iterator[None]:
    """An application of which only the settings are asked: no scanner is set."""
    app = Flask("only settings")
    app.extensions["pid_tracker.config"] = a_config("", tmp_path)
    with app.app_context():
        yield


@pytest.mark.parametrize(("make", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_exactly_what_stands_out_in_a_file_is_found(make: Callable[[], bytes], expected: Expected) -> None:
    try:
        found: Expected = {one.kind for one in whole_file.look(make()).findings}
    except Refused as refusal:
        found = refusal.why
    assert found == expected


# -- what follows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a black box over a name", "a script at the start", "a program that is started", "a file inside"]
)
def test_a_file_that_gives_away_or_acts_is_refused_with_what_to_do(name: str) -> None:
    make, kinds = pdfs.PDFS[name]
    with pytest.raises(answer_files.BadFile) as refusal:
        answer_files.examine(make(), "laporan.pdf")
    (kind,) = kinds
    assert kind.words in str(refusal.value).lower() and str(refusal.value).endswith(kind.remedy)


def test_what_a_person_has_to_look_at_is_told_with_its_place_and_hides_digits() -> None:
    content = pdfs.pdf(pdfs.WORDS, f"{pdfs.NIK} 1 g {pdfs.NAME}", f"{pdfs.WORDS} 1 g {pdfs.NAME}")
    told = [one.sentence for one in answer_files.examine(content, "laporan.pdf").findings]
    assert told == [
        "Halaman 2: ada angka yang mirip NIK atau nomor HP: 8171…01",
        "Halaman 2, 3: ada tulisan yang tidak terlihat tetapi dapat disalin",
    ]


def test_a_hidden_sheet_is_named() -> None:
    found = answer_files.examine(office.WORKBOOKS["a hidden sheet"][0](), "tabel.xlsx").findings
    assert [one.place for one in found] == ["lembar Gaji"]


def test_a_finding_in_an_archive_names_the_file() -> None:
    with pytest.raises(answer_files.BadFile, match=r"^A\.pdf, halaman 1: tulisan yang dihitamkan"):
        answer_files.examine(archives.ARCHIVES["a PDF with a box over a name"][0](), "semua.zip")


def test_evidence_is_not_refused_for_what_its_writer_did_not_hide_well() -> None:
    content = pdfs.PDFS["a black box over a name"][0]()
    assert answer_files.receive(content, "bukti.pdf").content == content
    with pytest.raises(answer_files.BadFile):
        answer_files.receive(pdfs.PDFS["a script at the start"][0](), "bukti.pdf")
    assert all(kind.remedy for kind in DISCLOSING)


def test_what_stands_out_a_hundred_times_is_told_in_a_few_lines() -> None:
    many = [Finding(FindingKind.HIDDEN_SHEET, f"lembar {place}") for place in range(100)]
    told = gathered([*many, *many])
    assert len(told) == 9 and told[-1].place == "dan 92 lagi"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Berkas kosong"),
        (b"a;b\n" + b"1;2\n" * (ANSWER.each // 4), "Berkas lebih dari 5 MB"),
        (archives.OLD, "Berkas berkata sandi atau bentuk lama. Berkas harus PDF"),
        (b"%PDF-1.7\nnot really", "rusak dan tidak dapat dibuka. Simpan ulang"),
        (b"MZ\x90\0", f"Berkas harus {ANSWER.types}"),
    ],
)
def test_a_file_that_is_not_opened_says_why_and_what_is(content: bytes, words: str) -> None:
    with pytest.raises(answer_files.BadFile, match=words.replace(".", r"\.")):
        answer_files.examine(content, "berkas")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\Users\\siti\\tabel.CSV", "tabel.csv"),
        ("lap\u202eoran\r\nSet-Cookie: x.csv", "lap_oran_Set-Cookie_ x.csv"),
        ("....", "berkas.csv"),
        ("a" * 4000 + ".csv", "a" * 80 + ".csv"),
    ],
)
def test_a_file_keeps_a_name_that_can_do_nothing(name: str, clean: str) -> None:
    assert answer_files.examine(CSV, name).name == clean


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NIK: 8171014503740001.", ["8171…01"]),
        ("8171 0145 0374 0001, laki-laki", ["8171…01"]),
        ("81.71.01.450374.0001", ["8171…01"]),
        ("+62 812-3456-7890", ["+62 …90"]),
        ("081234567890 dan 081234567890", ["0812…90"]),
        ("Rp1.234.567.890.123.456", []),
        ("2019 2020 2021 2022", []),
        ("rekening 12345678901234567", []),
    ],
)
def test_numbers_that_look_personal(text: str, found: list[str]) -> None:
    assert personal_numbers.flagged(text) == found


# -- pictures ----------------------------------------------------------------------------------------------------------


def _with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return pictures.jpeg(icc_profile=profile + pictures.SECRET)


def _with_a_small_picture() -> bytes:
    """EXIF whose second directory is the picture before it was cut, as cameras and editors leave it."""
    small = pictures.jpeg(size=(16, 12)) + pictures.SECRET
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\x0e\0\x02" + b"\x02\x01\0\x04\0\0\0\x01\0\0\0\x2c"
    return pictures.jpeg_with_segment(
        0xE1, exif + b"\x02\x02\0\x04\0\0\0\x01" + len(small).to_bytes(4) + b"\0" * 4 + small
    )


DIRTY: Mapping[str, Callable[[], bytes]] = {
    "a place, a camera and its number": lambda: pictures.jpeg(with_place=True),
    "a small picture": _with_a_small_picture,
    "a comment": lambda: pictures.jpeg(comment=b"<?php RAHASIA ?>"),
    "XMP": lambda: pictures.jpeg_with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>RAHASIA</x>"),
    "IPTC": lambda: pictures.jpeg_with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08RAHASIA\0"),
    "a segment of a camera": lambda: pictures.jpeg_with_segment(0xEB, b"RAHASIA"),
    "a profile": _with_profile,
    "a ZIP behind it": lambda: pictures.jpeg() + pictures.a_zip(),
    "a page behind it": lambda: pictures.jpeg() + b"<script>RAHASIA</script>",
    "a film behind it": lambda: pictures.jpeg() + b"\0\0\0\x18ftypmp42RAHASIA",
    "a text": lambda: pictures.png(Comment="RAHASIA"),
    "a packed text": lambda: pictures.png_with_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>RAHASIA</x>"),
    "EXIF in a PNG": lambda: pictures.png_with_chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0\0\0\0\0RAHASIA"),
    "a chunk of its own": lambda: pictures.png_with_chunk(b"raHa", b"RAHASIA"),
    "a ZIP behind a PNG": lambda: pictures.png() + pictures.a_zip(),
}


@pytest.mark.parametrize("name", DIRTY)
def test_nothing_of_a_picture_but_its_pixels_is_kept(name: str) -> None:
    sent = DIRTY[name]()
    assert b"RAHASIA" in sent
    kept = answer_files.examine(sent, "foto").content
    image = Image.open(io.BytesIO(kept))
    assert b"RAHASIA" not in kept and b"Exif" not in kept and not image.getexif()
    assert not set(image.info) & {"comment", "xmp", "icc_profile", "exif", "photoshop", "Comment"}
    assert image.format == Image.open(io.BytesIO(sent)).format and image.size == (64, 48)


def test_the_pixels_of_a_png_stay_as_they_are() -> None:
    out = io.BytesIO()
    drawn = Image.effect_noise((50, 40), 90).convert("RGBA")
    drawn.putalpha(Image.linear_gradient("L").resize((50, 40)))
    drawn.save(out, "PNG")
    kept = Image.open(io.BytesIO(answer_files.examine(out.getvalue(), "peta.png").content))
    assert kept.mode == "RGBA" and kept.tobytes() == drawn.tobytes()


def test_sixteen_bits_of_grey_do_not_become_white() -> None:
    out = io.BytesIO()
    Image.new("I;16", (10, 10), 0x8000).save(out, "PNG")
    kept = Image.open(io.BytesIO(answer_files.examine(out.getvalue(), "pindai.png").content))
    assert kept.mode == "L" and kept.getpixel((5, 5)) == 0x80


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = answer_files.examine(pictures.jpeg(exif=exif), "foto.jpg").content
    assert Image.open(io.BytesIO(kept)).size == (48, 64)


def test_texts_that_unfold_without_end_are_not_taken() -> None:
    bomb = pictures.png_with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 90_000_000))
    with pytest.raises(answer_files.BadFile):
        answer_files.examine(bomb, "foto.png")


# -- the child ---------------------------------------------------------------------------------------------------------


def test_the_child_tells_what_looking_tells() -> None:
    for content in (pdfs.pdf(pdfs.NIK), pictures.png(Comment="x"), CSV):
        assert bounded_child.look(content) == whole_file.look(content)


def test_a_file_that_would_fill_the_memory_ends_its_child_and_nothing_else() -> None:
    bomb = office.document(parts={"word/footnotes.xml": b"<x>" + b'<a b="10" c="11" d="12"/>' * 3_500_000 + b"</x>"})
    assert len(bomb) < ANSWER.each
    with pytest.raises(answer_files.BadFile, match="terlalu berat untuk diperiksa"):
        answer_files.examine(bomb, "naskah.docx")


def test_a_file_that_would_be_looked_at_for_ever_ends_its_child_and_nothing_else() -> None:
    endless = pdfs.pdf(f"{pdfs.WORDS} " + "0 0 m 500 800 l 9 700 l 400 30 l b* " * 3_000_000, compress_streams=True)
    assert len(endless) < ANSWER.each
    with pytest.raises(Refused) as refusal:
        bounded_child.look(endless, cpu_seconds=3)
    assert refusal.value.why is Refusal.TOO_HEAVY


def test_pages_that_were_not_drawn_are_named() -> None:
    with pikepdf.open(io.BytesIO(pdfs.pdf())) as document:
        for _ in range(101):
            document.pages.append(document.pages[0])
        out = io.BytesIO()
        document.save(out)
    assert [one.place for one in whole_file.look(out.getvalue()).findings] == [
        "tulisan tersembunyi di halaman 101 sampai 102"
    ]
