"""The consequence test (uji konsekuensi): what it must hold. How long it stands, and what rests on it: `reliance.py`.

UU 14/2008 Pasal 2 ayat (4), 19 and 20; PP 61/2010 Pasal 3 to 11; PERKI 1/2021 Pasal 49 to 53, Annex II (the test sheet)
and Annex III (the decree). A test is about named words of a named document, never about all documents of somebody.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pid_tracker.law.exemptions import ASKS_EXCEPTIONS, ASKS_LAW, EXEMPTIONS, latest_end, letters_of
from pid_tracker.law.incomplete import Missing
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.worded import Worded


class Occasion(Worded):
    """When the test is made, PERKI 1/2021 Pasal 49 ayat (1)."""

    BEFORE = "BEFORE", "Sebelum ada permintaan"
    ON_REQUEST = "ON_REQUEST", "Karena ada permintaan"
    AT_DISPUTE = "AT_DISPUTE", "Dalam sengketa, atas perintah majelis Komisi Informasi"


class TestResult(Worded):
    """What the test came to."""

    __test__ = False  # pytest: not a class of tests

    CLOSED = "CLOSED", "Dikecualikan seluruhnya"
    PARTLY = "PARTLY", "Dikecualikan sebagian, sisanya diberikan"
    OPEN = "OPEN", "Terbuka"


#: Results that close something: a row of the list of exempt information (DIK) is born from them.
CLOSING: frozenset[TestResult] = frozenset({TestResult.CLOSED, TestResult.PARTLY})


class TestAct(StrEnum):
    """What can be done with a test."""

    __test__ = False

    WRITE = "WRITE"  # menyusun dan menyelesaikan
    APPROVE = "APPROVE"  # menyetujui
    READ = "READ"


#: act -> roles, of the same body. The PPID tests, the head approves (PP 61/2010 Pasal 3, 4; PERKI 1/2021 Pasal 49).
TEST_GRANTS: Mapping[TestAct, frozenset[Role]] = {
    TestAct.WRITE: frozenset({Role.OFFICER}),
    TestAct.APPROVE: frozenset({Role.SUPERIOR}),
    TestAct.READ: frozenset({Role.OFFICER, Role.SUPERIOR}),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sat in the test (penguji): name, position, unit."""

    name: str
    position: str
    unit: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing about them is missing."""
        return bool(self.name.strip() and self.position.strip() and self.unit.strip())


@dataclass(frozen=True, slots=True)
class TestContents:
    """Every field of Annex II and III. Number and year are given by the register; approval is an act of its own.

    `closed` are the exact words or the exact part to be closed; `articles` are codes of `law/exemptions.py`;
    `statute` is the Act behind huruf j (or a sector's own). `consent` and `public_office` answer Pasal 18 ayat (2):
    None is not answered. `description` and `reason` are public: they stand in the list of exempt information.
    """

    __test__ = False

    occasion: Occasion | None = None
    held_on: date | None = None
    place: str = ""
    document: str = ""
    closed: str = ""
    articles: tuple[str, ...] = ()
    statute: str = ""
    if_opened: str = ""
    if_closed: str = ""
    propriety: str = ""
    decency: str = ""
    public_interest: str = ""
    consent: bool | None = None
    public_office: bool | None = None
    result: TestResult | None = None
    duration: str = ""
    ends_on: date | None = None
    members: tuple[Member, ...] = ()
    decided_by: str = ""
    unit: str = ""
    description: str = ""
    reason: str = ""
    decree_number: str = ""
    decree_place: str = ""
    decree_on: date | None = None

    @property
    def closes(self) -> bool:
        """Whether the result closes anything."""
        return self.result in CLOSING


#: A test of everything is a test of nothing (PERKI 1/2021 Pasal 49 ayat (2): identify the document, note the words).
_EVERYTHING = re.compile(
    r"\b(semua|seluruh|segala|setiap|keseluruhan|sekalian)(nya)?\s+(jenis\s+|bentuk\s+)?"
    r"(dokumen|informasi|data|arsip|berkas|surat|catatan|laporan)\b|\bdokumen[- ]dokumen\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<!\d)(\d{16}|(?:\+?62|0)8\d[\d .\-]{6,12}\d)(?!\d)")
_WORD = re.compile(r"\w{3,}")


def is_about_everything(text: str) -> bool:
    """Whether a text names "all documents" of somebody instead of a document."""
    return bool(_EVERYTHING.search(text))


def reveals(contents: TestContents) -> bool:
    """Whether the public description or reason repeats the words that are closed, or a number of a person."""
    public = f"{contents.description} {contents.reason}".casefold()
    hidden = " ".join(contents.closed.casefold().split())
    repeats = len(hidden) >= 12 and hidden in " ".join(public.split())
    return repeats or bool(_NUMBERS.search(public))


def _names_one(text: str) -> bool:
    return len(_WORD.findall(text)) >= 2 and not is_about_everything(text)


@dataclass(frozen=True, slots=True)
class _Requirement:
    field: str
    label: str
    article: str
    is_met: Callable[[TestContents], bool]


def _filled(name: str, least: int = 1) -> Callable[[TestContents], bool]:
    """The text is there, with at least so many letters."""
    return lambda c: len(str(getattr(c, name)).strip()) >= least


def _set(name: str) -> Callable[[TestContents], bool]:
    return lambda c: getattr(c, name) is not None


def _if_closing(check: Callable[[TestContents], bool]) -> Callable[[TestContents], bool]:
    return lambda c: c.result is TestResult.OPEN or check(c)


def _letters(contents: TestContents) -> frozenset[str]:
    return frozenset(letters_of(contents.articles))


def _ends_lawfully(contents: TestContents) -> bool:
    if contents.ends_on is None or contents.held_on is None:
        return True  # told by another row
    bound = latest_end(contents.articles, contents.held_on)
    return contents.ends_on > contents.held_on and (bound is None or contents.ends_on <= bound[0])


_SHEET, _DECREE = "PERKI 1/2021 Pasal 49 ayat (3), Lampiran II", "PERKI 1/2021 Pasal 49 ayat (6), Lampiran III"

#: One row a content of the law; the page shows the same rows as a checklist.
REQUIREMENTS: tuple[_Requirement, ...] = (
    _Requirement("occasion", "Kapan uji dilakukan", "PERKI 1/2021 Pasal 49 ayat (1)", _set("occasion")),
    _Requirement("held_on", "Hari dan tanggal uji", _SHEET, _set("held_on")),
    _Requirement("place", "Tempat uji", _SHEET, _filled("place")),
    _Requirement(
        "document",
        "Satu dokumen yang jelas (jenis, nomor, tanggal); bukan “semua dokumen”",
        "PERKI 1/2021 Pasal 49 ayat (2) huruf a",
        lambda c: _names_one(c.document),
    ),
    _Requirement(
        "closed",
        "Kata atau bagian persis yang diusulkan ditutup; bukan “seluruh dokumen”",
        "PERKI 1/2021 Pasal 49 ayat (2) huruf b",
        lambda c: len(c.closed.strip()) >= 3 and not is_about_everything(c.closed),
    ),
    _Requirement(
        "articles",
        "Pasal 17 huruf berapa, angka berapa",
        "UU 14/2008 Pasal 17; PERKI 1/2021 Pasal 49 ayat (2) huruf c",
        lambda c: bool(c.articles) and all(code in EXEMPTIONS for code in c.articles),
    ),
    _Requirement(
        "statute",
        "Undang-undang yang menutupnya, dengan pasalnya; peraturan di bawahnya tidak cukup",
        "UU 14/2008 Pasal 17 huruf j",
        lambda c: (
            not _letters(c) & ASKS_LAW
            or bool(re.search(r"\b(UU|Undang[- ]Undang)\b", c.statute, re.IGNORECASE) and re.search(r"\d", c.statute))
        ),
    ),
    _Requirement("if_opened", "Akibat bila dibuka", f"UU 14/2008 Pasal 19; {_SHEET}", _filled("if_opened", 15)),
    _Requirement("if_closed", "Akibat bila ditutup", f"UU 14/2008 Pasal 19; {_SHEET}", _filled("if_closed", 15)),
    _Requirement("propriety", "Timbangan kepatutan", "PERKI 1/2021 Pasal 49 ayat (2) huruf d", _filled("propriety")),
    _Requirement("decency", "Timbangan kesusilaan", "PERKI 1/2021 Pasal 49 ayat (2) huruf d", _filled("decency")),
    _Requirement(
        "public_interest",
        "Timbangan kepentingan umum",
        "UU 14/2008 Pasal 2 ayat (4); PERKI 1/2021 Pasal 49 ayat (2) huruf d",
        _filled("public_interest", 15),
    ),
    _Requirement(
        "consent",
        "Apakah orangnya memberi persetujuan tertulis",
        "UU 14/2008 Pasal 18 ayat (2) huruf a",
        lambda c: not _letters(c) & ASKS_EXCEPTIONS or c.consent is not None,
    ),
    _Requirement(
        "public_office",
        "Apakah menyangkut posisi seseorang dalam jabatan publik",
        "UU 14/2008 Pasal 18 ayat (2) huruf b",
        lambda c: not _letters(c) & ASKS_EXCEPTIONS or c.public_office is not None,
    ),
    _Requirement("result", "Hasil uji", _SHEET, _set("result")),
    _Requirement(
        "result",
        "Huruf g dan h tidak menutup bila orangnya setuju atau menyangkut jabatan publik. Hasilnya: terbuka",
        "UU 14/2008 Pasal 18 ayat (2)",
        _if_closing(lambda c: not (_letters(c) & ASKS_EXCEPTIONS and (c.consent or c.public_office))),
    ),
    _Requirement("duration", "Jangka waktu", "UU 14/2008 Pasal 20 ayat (1)", _if_closing(_filled("duration"))),
    _Requirement("ends_on", "Tanggal berakhir", "UU 14/2008 Pasal 20 ayat (1)", _if_closing(_set("ends_on"))),
    _Requirement(
        "ends_on",
        "Tanggal berakhir sesudah hari uji; huruf a paling lama 30 tahun",
        "PP 61/2010 Pasal 5; PERKI 1/2021 Pasal 51 ayat (1)",
        _if_closing(_ends_lawfully),
    ),
    _Requirement(
        "members",
        "Nama, jabatan, dan unit kerja setiap penguji",
        _SHEET,
        lambda c: bool(c.members) and all(member.is_whole for member in c.members),
    ),
    _Requirement("decided_by", "PPID yang menetapkan, nama dan jabatan", _DECREE, _filled("decided_by")),
    _Requirement("unit", "Badan publik dan unit kerja", _DECREE, _filled("unit")),
    _Requirement(
        "description",
        "Uraian untuk daftar umum (DIK)",
        _DECREE,
        _if_closing(_filled("description", 10)),
    ),
    _Requirement(
        "description",
        "Uraian dan alasan untuk umum tidak mengulang kata yang ditutup, NIK, atau nomor telepon",
        "UU 14/2008 Pasal 17",
        _if_closing(lambda c: not reveals(c)),
    ),
    _Requirement("reason", "Alasan dalam satu kalimat", _DECREE, _if_closing(_filled("reason", 15))),
    _Requirement("decree_number", "Nomor penetapan", _DECREE, _if_closing(_filled("decree_number"))),
    _Requirement("decree_place", "Tempat penetapan", _DECREE, _if_closing(_filled("decree_place"))),
    _Requirement("decree_on", "Tanggal penetapan", _DECREE, _if_closing(_set("decree_on"))),
    _Requirement(
        "decree_on",
        "Tanggal penetapan tidak lebih awal daripada hari uji",
        "UU 14/2008 Pasal 19",
        _if_closing(lambda c: c.decree_on is None or c.held_on is None or c.decree_on >= c.held_on),
    ),
)


def missing(contents: TestContents) -> tuple[Missing, ...]:
    """What the test does not say yet; empty when it may be finished."""
    return tuple(Missing(row.field, row.label, row.article) for row in REQUIREMENTS if not row.is_met(contents))
