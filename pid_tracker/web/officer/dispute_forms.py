"""Forms of the panel "Sengketa" on the case page."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party, Ruling
from pid_tracker.law.vocabulary.worded import Worded
from pid_tracker.services.store.limits import ANSWER, ATTACHMENT
from pid_tracker.web.day_field import Day
from pid_tracker.web.filters import huruf_besar

_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")
_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")


def _offered(kind: type[Worded]) -> dict[str, str]:
    """Choices by code, each beginning like a sentence."""
    return {code: huruf_besar(words) for code, words in kind.choices().items()}


class RegisterForm(FlaskForm):
    """The commission's register."""

    number = StringField("Nomor register Komisi Informasi", [_LINE], description="Contoh: 007/VIII/KIP-MAL-PS/2026")
    registered_on = Day("Terdaftar di sana tanggal", [Optional()], description="Hari ini bila dikosongkan")


class StageForm(FlaskForm):
    """A stage, or one more session of it."""

    stage = RadioField("Tahap", choices=_offered(DisputeStage), validate_choice=False)
    session_on = Day("Hari sidang atau pertemuan", [Optional()], description="Boleh yang akan datang")
    note = TextAreaField("Catatan", [Optional(), _TEXT], description="Siapa yang hadir, surat tugas, hasilnya")


class RulingForm(FlaskForm):
    """The ruling as received."""

    result = RadioField("Isi putusan", choices=_offered(Ruling), validate_choice=False)
    number = StringField("Nomor putusan", [_LINE])
    received_on = Day("Salinan diterima tanggal", [Optional()], description="Hari ini bila dikosongkan")
    order = TextAreaField("Amar putusan", [_TEXT], description="Salin seperti tertulis di putusan")
    execute_by = Day("Laksanakan paling lambat", [Optional()], description="Bila putusan memerintahkan memberi")


class CourtForm(FlaskForm):
    """A party goes to court."""

    court = RadioField("Pengadilan", choices=_offered(Court), default=Court.PTUN, validate_choice=False)
    by = RadioField("Diajukan oleh", choices=_offered(Party), validate_choice=False)
    number = StringField("Nomor perkara pengadilan", [Optional(), _LINE])
    filed_on = Day("Diajukan tanggal", [Optional()], description="Hari ini bila dikosongkan")


class ExecuteForm(FlaskForm):
    """What is given because the ruling or the agreement says so."""

    files = MultipleFileField(
        "Berkas yang diberikan",
        [Optional()],
        description=ANSWER.promise,
    )
    note = TextAreaField("Apa yang diberikan", [_TEXT], description="Dibaca pemohon")


class CloseForm(FlaskForm):
    """How the dispute ended."""

    end = RadioField("Selesai karena", choices=_offered(DisputeEnd), validate_choice=False)
    reason = TextAreaField("Penjelasan", [_TEXT], description="Dibaca pemohon")
    agreed_by = Day("Laksanakan kesepakatan paling lambat", [Optional()], description="Hanya untuk kesepakatan mediasi")


class ClosedDocumentForm(FlaskForm):
    """A document for the panel alone."""

    files = FileField(
        "Dokumen untuk pemeriksaan tertutup",
        description=f"Terkunci; hanya PPID yang dapat membukanya. {ATTACHMENT.promise}",
    )


class OpenClosedForm(FlaskForm):
    """Why such a document is opened."""

    reason = StringField("Untuk apa dokumen ini dibuka?", [_LINE], description="Tercatat dengan nama Anda")


#: Name of a form -> its class and prefix; the page draws each blank until one comes back with a mistake.
FORMS: dict[str, tuple[type[FlaskForm], str]] = {
    "register_dispute": (RegisterForm, "daftar-"),
    "move_dispute": (StageForm, "tahap-"),
    "receive_ruling": (RulingForm, "putusan-"),
    "file_in_court": (CourtForm, "pengadilan-"),
    "execute_ruling": (ExecuteForm, "laksana-"),
    "close_dispute": (CloseForm, "selesai-"),
    "closed_document": (ClosedDocumentForm, "tertutup-"),
    "open_closed": (OpenClosedForm, "buka-"),
}


def sent(name: str) -> FlaskForm:
    """A form of this panel as it was sent."""
    kind, prefix = FORMS[name]
    return kind(prefix=prefix)


def blank(*, may_be_mediated: bool, has_ruling: bool) -> dict[str, FlaskForm]:
    """Every form of this panel, empty; choices that the law closes are left out."""
    made = {name: kind(formdata=None, prefix=prefix) for name, (kind, prefix) in FORMS.items()}
    stages, ends = made["move_dispute"].stage, made["close_dispute"].end
    if not may_be_mediated:
        stages.choices = {code: words for code, words in stages.choices.items() if code != DisputeStage.MEDIATION}
    allowed = {DisputeEnd.RULED} if has_ruling else set(DisputeEnd) - {DisputeEnd.RULED}
    if not may_be_mediated:
        allowed -= {DisputeEnd.MEDIATED}
    ends.choices = {code: words for code, words in ends.choices.items() if code in allowed}
    if len(ends.choices) == 1:
        ends.data = next(iter(ends.choices))
    return made
