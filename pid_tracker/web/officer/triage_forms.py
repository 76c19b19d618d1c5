"""Forms of the case page and of the unit's page. Form tokens are checked by the application for every POST."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, ExtensionGround, Outcome
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import HandBackReason, PartResult
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import extending
from pid_tracker.services.store.limits import ANSWER

_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")
_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")


def options(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Choices from (value, words)."""
    return dict(pairs)


class ManyBoxes(SelectMultipleField):
    """Checkboxes, any number of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DeficiencyForm(FlaskForm):
    """What is missing (surat keterangan tidak lengkap)."""

    lacks = ManyBoxes("Apa yang kurang?", choices=Lack.choices())
    note = TextAreaField("Kalimat untuk pemohon", [Optional(), Length(max=600, message="Paling banyak 600 huruf")])


class HandInForm(FlaskForm):
    """What the requester handed in at the desk."""

    handed_in = ManyBoxes("Apa yang diserahkan atau ditunjukkan?", choices=Lack.choices())
    nik = StringField("NIK", [Optional(), Length(max=40, message="NIK paling banyak 40 tanda")])


class RouteForm(FlaskForm):
    """Where a part goes."""

    unit = SelectField("Kantor yang mencari", validate_choice=False)
    internal_due_on = DateField(
        "Tanggal internal", [Optional()], description="Aturan kantor; tenggat hukum tidak berubah"
    )
    text_for_unit = TextAreaField("Yang dibaca kantor", [_TEXT])
    instruction = TextAreaField("Petunjuk untuk kantor", [Optional(), _TEXT])
    checked = BooleanField("Sudah saya periksa, boleh dibaca kantor")


class SplitForm(FlaskForm):
    """More parts, one a line."""

    texts = TextAreaField("Bagian tambahan", [_TEXT], description="Satu bagian per baris; kata pemohon tidak berubah")


OUTSIDE = "Badan di luar sistem ini (isi nama dan alamatnya)"


class ReferForm(FlaskForm):
    """Another body that has the information: one of this installation, or one outside by name and address."""

    code = SelectField("Badan di sistem ini", validate_choice=False)
    holder = StringField("Badan yang memilikinya", [_LINE])
    address = StringField("Alamat atau tautannya", [_LINE])


class ExtendForm(FlaskForm):
    """More time (perpanjangan)."""

    ground = RadioField("Alasan", choices=ExtensionGround.choices(), validate_choice=False)
    sentence = TextAreaField("Satu kalimat untuk pemohon", [_TEXT])

    @property
    def reasons(self) -> list[Field]:
        """Of each part that lies with no office: why not yet."""
        return [field for field in self if field.short_name.startswith("part")]


def extend_form(case: CaseFile, **more: Any) -> ExtendForm:
    """More time for `case`, with a field for each part that no office has (ruling R30)."""
    fields = {
        extending.reason_name(part.place): StringField(f"Mengapa bagian {part.place} belum diteruskan?", [_LINE])
        for part in extending.unplaced(case)
    }
    form: ExtendForm = type("ExtendFormOfParts", (ExtendForm,), fields)(prefix="tambah-", **more)
    return form


class ReasonForm(FlaskForm):
    """Why personal data is opened."""

    reason = StringField("Untuk apa data pemohon dibuka?", [_LINE], description="Tercatat dengan nama Anda")


class HandBackForm(FlaskForm):
    """Why a unit hands its part back."""

    reason = RadioField("Mengapa dikembalikan?", choices=HandBackReason.choices(), validate_choice=False)
    explanation = TextAreaField(
        "Penjelasan", [_TEXT], description="Kantor yang berwenang, atau tempat yang sudah dicari, atau cara membaginya"
    )


class PartAnswerForm(FlaskForm):
    """What a unit answers for its part."""

    result = RadioField("Hasilnya", choices=PartResult.choices(), validate_choice=False)
    files = MultipleFileField(
        "Tambah berkas",
        [Optional()],
        description=ANSWER.promise,
    )
    explanation = TextAreaField("Jelaskan dalam tiga kalimat", [_TEXT])
    searched = TextAreaField("Tempat yang sudah dicari", [Optional(), _TEXT], description="Wajib bila tidak ada")
    checked_by = StringField("Siapa yang memeriksa isinya", [_LINE], description="Jabatan, bukan nama pribadi")
    checked = BooleanField("Sudah saya periksa, semua boleh dibuka")


class PartLetterForm(FlaskForm):
    """One part in the letter. Every outcome of the law is read; which may be sent is for the gate to say."""

    outcome = RadioField(
        "Hasil",
        choices=Outcome.choices("offered"),
        validate_choice=False,
    )
    material = TextAreaField("Materi yang diberikan", [Optional(), _TEXT])
    closed = TextAreaField("Materi yang ditutup", [Optional(), _TEXT], description="Sebut apa, tanpa mengungkap isinya")
    reason = TextAreaField(
        "Alasan menutup, dengan kata sehari-hari",
        [Optional(), _TEXT],
        description="Sambungan dari “kami tutup, karena …”",
    )
    tests = ManyBoxes(
        "Uji konsekuensi yang menjadi dasarnya",
        validate_choice=False,
        description="Pasal dan tanggal akhir mengikuti uji yang dipilih",
    )
    searched = TextAreaField("Tempat yang sudah dicari, dan mengapa tidak ada", [Optional(), _TEXT])
    holder_code = SelectField("Badan di sistem ini", validate_choice=False)
    holder = StringField("Badan yang menguasai", [Optional(), _LINE])
    holder_address = StringField("Alamat atau tautan badan itu", [Optional(), _LINE])

    @property
    def closes(self) -> bool:
        """Whether the outcome that is chosen closes something."""
        return self.outcome.data in NEEDS_CONSEQUENCE_TEST


class LetterForm(FlaskForm):
    """What the letter says as a whole."""

    summary = TextAreaField("Ringkasan jawaban dalam bahasa sehari-hari", [Optional(), _TEXT])
    form = StringField("Bentuk informasi", [Optional(), _LINE])
    delivery = StringField("Cara penyampaian", [Optional(), _LINE])
    cost = StringField(
        "Biaya (rupiah)", [Optional(), Length(max=20, message="Tulis angka rupiah")], description="0 bila gratis"
    )
    payment = StringField("Cara membayar", [Optional(), _LINE], description="Wajib bila ada biaya")
    time_needed = StringField("Waktu yang diperlukan untuk menyediakan", [Optional(), _LINE])
    redaction = TextAreaField("Bagian yang dihitamkan dan alasannya", [Optional(), _TEXT])
