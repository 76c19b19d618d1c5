"""The form of X2, the consequence test (uji konsekuensi): every field of Annex II and III of PERKI 1/2021.

`form_of` fills it from contents, `contents_in` reads it back; what is missing is for `law/consequence.py` to say.
"""

import re
from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms.validators import Optional

from pid_tracker.law.consequence import Member, Occasion, TestContents, TestResult
from pid_tracker.law.exemptions import EXEMPTIONS, LETTERS
from pid_tracker.services.words.typed_text import one_line, paragraphs
from pid_tracker.web.day_field import Day
from pid_tracker.web.form_fields import ManyBoxes, line, one_of, text

_YES_NO = {"YES": "Ya", "NO": "Tidak"}


class _Date(Day):
    """A date that may be left open in a draft."""

    wrong = "Tulis tanggal dengan bentuk tahun-bulan-hari, misalnya 2026-04-17"


class TestForm(FlaskForm):
    """One consequence test."""

    __test__ = False

    occasion = one_of("Kapan uji dilakukan", Occasion.choices())
    held_on = _Date("Hari dan tanggal uji", [Optional()])
    place = line("Tempat uji", optional=True)
    document = text(
        "Dokumen yang diuji",
        "Satu dokumen: jenis, nomor, tanggal, siapa yang menyimpan. “Semua dokumen” tidak diterima",
        optional=True,
    )
    closed = text(
        "Kata atau bagian yang diusulkan ditutup",
        "Persis: halaman, kolom, kalimat. Hanya PPID dan atasan PPID yang membacanya",
        optional=True,
    )
    articles = ManyBoxes(
        "Dasar menutup",
        choices={code: f"{code[1:]}. {row.words}" if code[1:] else row.words for code, row in EXEMPTIONS.items()},
    )
    statute = line(
        "Undang-undang lain yang dipakai, dengan pasalnya",
        "Wajib untuk huruf j; peraturan di bawah undang-undang tidak cukup",
        optional=True,
    )
    if_opened = text("Akibat bila dibuka", optional=True)
    if_closed = text("Akibat bila ditutup", "Apa yang dilindungi, apa ruginya", optional=True)
    propriety = text("Kepatutan", optional=True)
    decency = text("Kesusilaan", optional=True)
    public_interest = text("Kepentingan umum", "Mana yang lebih besar bagi umum: dibuka atau ditutup", optional=True)
    consent = one_of("Apakah orangnya memberi persetujuan tertulis?", _YES_NO)
    public_office = one_of("Apakah menyangkut posisi seseorang dalam jabatan publik?", _YES_NO)
    result = one_of("Hasil uji", TestResult.choices())
    duration = line("Jangka waktu", "Misalnya: 5 tahun, atau selama penyidikan", optional=True)
    ends_on = _Date(
        "Tanggal berakhir",
        [Optional()],
        description="Hari terakhir ditutup. Bila undang-undang tidak memberi batas, tanggal uji ulang",
    )
    members = text("Penguji", "Satu orang per baris: nama; jabatan; unit kerja", optional=True)
    decided_by = line("PPID yang menetapkan", "Nama dan jabatan", optional=True)
    unit = line("Badan publik dan unit kerja", optional=True)
    description = text("Uraian untuk daftar umum", "Dibaca semua orang: jangan mengungkap isinya", optional=True)
    reason = text("Alasan dalam satu kalimat", "Dibaca semua orang", optional=True)
    decree_number = line("Nomor penetapan", optional=True)
    decree_place = line("Tempat penetapan", optional=True)
    decree_on = _Date("Tanggal penetapan", [Optional()])


#: The fields that the form and the contents have alike, by how they are typed.
_LINES = ("place", "statute", "duration", "decided_by", "unit", "decree_number", "decree_place")
_TEXTS = (
    *("document", "closed", "if_opened", "if_closed", "propriety", "decency", "public_interest"),
    *("description", "reason"),
)
_DATES = ("held_on", "ends_on", "decree_on")


def form_of(contents: TestContents) -> TestForm:
    """The form, filled from what was saved."""
    values: dict[str, object] = {name: getattr(contents, name) for name in (*_LINES, *_TEXTS, *_DATES)}
    return TestForm(
        formdata=None,
        prefix="uji-",
        occasion=contents.occasion.value if contents.occasion else None,
        articles=list(contents.articles),
        consent=_answer(contents.consent),
        public_office=_answer(contents.public_office),
        result=contents.result.value if contents.result else None,
        members="\n".join(_member_line(member) for member in contents.members),
        **values,
    )


def contents_in(form: TestForm, before: TestContents) -> TestContents:
    """The contents as typed."""
    typed: dict[str, object] = {name: one_line(form[name].data) for name in _LINES}
    typed |= {name: paragraphs(form[name].data) for name in _TEXTS}
    typed |= {name: form[name].data for name in _DATES}
    occasion, result = form.occasion.data, form.result.data
    return replace(
        before,
        occasion=Occasion(occasion) if occasion in set(Occasion) else None,
        result=TestResult(result) if result in set(TestResult) else None,
        articles=tuple(code for code in EXEMPTIONS if code in (form.articles.data or ())),
        consent={"YES": True, "NO": False}.get(form.consent.data),
        public_office={"YES": True, "NO": False}.get(form.public_office.data),
        members=tuple(_member(line) for line in paragraphs(form.members.data).split("\n") if line.strip()),
        **typed,  # type: ignore[arg-type]  # the three lists of names above are fields of TestContents
    )


def _answer(said: bool | None) -> str | None:
    return None if said is None else "YES" if said else "NO"


def _member(line: str) -> Member:
    parts = [part.strip() for part in re.split(r"[;\t]", line)] + ["", ""]
    return Member(parts[0], parts[1], "; ".join(filter(None, parts[2:])))


def _member_line(member: Member) -> str:
    return "; ".join(filter(None, (member.name, member.position, member.unit)))


def letter_groups(form: TestForm) -> list[tuple[str, str, list[object]]]:
    """The boxes of Pasal 17 in groups: (letter, its harm, its boxes)."""
    boxes = list(form.articles)
    return [(letter, harm, [box for box in boxes if str(box.data)[:1] == letter]) for letter, harm in LETTERS.items()]
