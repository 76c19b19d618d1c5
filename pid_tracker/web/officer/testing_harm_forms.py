"""The form of X2, the consequence test (uji konsekuensi): every field of Annex II and III of PERKI 1/2021.

`form_of` fills it from contents, `contents_in` reads it back; what is missing is for `law/consequence.py` to say.
"""

import re
from dataclasses import replace
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from pid_tracker.law.consequence import Member, Occasion, TestContents, TestResult
from pid_tracker.law.exemptions import EXEMPTIONS, LETTERS
from pid_tracker.services.words.typed_text import one_line, paragraphs
from pid_tracker.web.officer.triage_forms import ManyBoxes, options

_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")
_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")
_NO_DATE = "Tulis tanggal dengan bentuk tahun-bulan-hari, misalnya 2026-04-17"

_YES_NO = options((("YES", "Ya"), ("NO", "Tidak")))


class _Date(DateField):
    """A date that may be left open in a draft; what is no date is told in plain words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the date, or say how to write it."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_NO_DATE) from error


class TestForm(FlaskForm):
    """One consequence test."""

    __test__ = False

    occasion = RadioField(
        "Kapan uji dilakukan",
        choices=Occasion.choices(),
        validate_choice=False,
    )
    held_on = _Date("Hari dan tanggal uji", [Optional()])
    place = StringField("Tempat uji", [Optional(), _LINE])
    document = TextAreaField(
        "Dokumen yang diuji",
        [Optional(), _TEXT],
        description="Satu dokumen: jenis, nomor, tanggal, siapa yang menyimpan. “Semua dokumen” tidak diterima",
    )
    closed = TextAreaField(
        "Kata atau bagian yang diusulkan ditutup",
        [Optional(), _TEXT],
        description="Persis: halaman, kolom, kalimat. Hanya PPID dan atasan PPID yang membacanya",
    )
    articles = ManyBoxes(
        "Dasar menutup",
        choices=options(
            (row.code, f"{row.code[1:]}. {row.words}" if row.code[1:] else row.words) for row in EXEMPTIONS.values()
        ),
    )
    statute = StringField(
        "Undang-undang lain yang dipakai, dengan pasalnya",
        [Optional(), _LINE],
        description="Wajib untuk huruf j; peraturan di bawah undang-undang tidak cukup",
    )
    if_opened = TextAreaField("Akibat bila dibuka", [Optional(), _TEXT])
    if_closed = TextAreaField(
        "Akibat bila ditutup", [Optional(), _TEXT], description="Apa yang dilindungi, apa ruginya"
    )
    propriety = TextAreaField("Kepatutan", [Optional(), _TEXT])
    decency = TextAreaField("Kesusilaan", [Optional(), _TEXT])
    public_interest = TextAreaField(
        "Kepentingan umum", [Optional(), _TEXT], description="Mana yang lebih besar bagi umum: dibuka atau ditutup"
    )
    consent = RadioField("Apakah orangnya memberi persetujuan tertulis?", choices=_YES_NO, validate_choice=False)
    public_office = RadioField(
        "Apakah menyangkut posisi seseorang dalam jabatan publik?", choices=_YES_NO, validate_choice=False
    )
    result = RadioField("Hasil uji", choices=TestResult.choices(), validate_choice=False)
    duration = StringField("Jangka waktu", [Optional(), _LINE], description="Misalnya: 5 tahun, atau selama penyidikan")
    ends_on = _Date(
        "Tanggal berakhir",
        [Optional()],
        description="Hari terakhir ditutup. Bila undang-undang tidak memberi batas, tanggal uji ulang",
    )
    members = TextAreaField(
        "Penguji", [Optional(), _TEXT], description="Satu orang per baris: nama; jabatan; unit kerja"
    )
    decided_by = StringField("PPID yang menetapkan", [Optional(), _LINE], description="Nama dan jabatan")
    unit = StringField("Badan publik dan unit kerja", [Optional(), _LINE])
    description = TextAreaField(
        "Uraian untuk daftar umum", [Optional(), _TEXT], description="Dibaca semua orang: jangan mengungkap isinya"
    )
    reason = TextAreaField("Alasan dalam satu kalimat", [Optional(), _TEXT], description="Dibaca semua orang")
    decree_number = StringField("Nomor penetapan", [Optional(), _LINE])
    decree_place = StringField("Tempat penetapan", [Optional(), _LINE])
    decree_on = _Date("Tanggal penetapan", [Optional()])


_LINES = ("place", "statute", "duration", "decided_by", "unit", "decree_number", "decree_place")
_TEXTS = (
    "document",
    "closed",
    "if_opened",
    "if_closed",
    "propriety",
    "decency",
    "public_interest",
    "description",
    "reason",
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
