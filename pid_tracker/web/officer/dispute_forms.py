"""Forms of the panel "Sengketa" on the case page."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import Optional

from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party, Ruling
from pid_tracker.models import CaseFile
from pid_tracker.services.examining.answer_files import AnswerFile
from pid_tracker.services.store.limits import ATTACHMENT
from pid_tracker.web.day_field import Day
from pid_tracker.web.form_fields import CaseForm, FormTable, answer_files, blank_of, line, one_of, sentences, text

_READ_BY_REQUESTER = "Dibaca pemohon"
_TODAY_IF_EMPTY = "Hari ini bila dikosongkan"


class RegisterForm(CaseForm):
    """The commission's register."""

    number = line("Nomor register Komisi Informasi", "Contoh: 007/VIII/KIP-MAL-PS/2026")
    registered_on = Day("Terdaftar di sana tanggal", [Optional()], description=_TODAY_IF_EMPTY)


class StageForm(CaseForm):
    """A stage, or one more session of it."""

    stage = one_of("Tahap", sentences(DisputeStage))
    session_on = Day("Hari sidang atau pertemuan", [Optional()], description="Boleh yang akan datang")
    note = text("Catatan", "Siapa yang hadir, surat tugas, hasilnya", optional=True)


class RulingForm(CaseForm):
    """The ruling as received."""

    result = one_of("Isi putusan", sentences(Ruling))
    number = line("Nomor putusan")
    received_on = Day("Salinan diterima tanggal", [Optional()], description=_TODAY_IF_EMPTY)
    order = text("Amar putusan", "Salin seperti tertulis di putusan")
    execute_by = Day("Laksanakan paling lambat", [Optional()], description="Bila putusan memerintahkan memberi")


class CourtForm(CaseForm):
    """A party goes to court."""

    court = one_of("Pengadilan", sentences(Court), default=Court.PTUN)
    by = one_of("Diajukan oleh", sentences(Party))
    number = line("Nomor perkara pengadilan", optional=True)
    filed_on = Day("Diajukan tanggal", [Optional()], description=_TODAY_IF_EMPTY)


class ExecuteRulingForm(CaseForm):
    """What is given because the ruling or the agreement says so."""

    files = answer_files("Berkas yang diberikan")
    note = text("Apa yang diberikan", _READ_BY_REQUESTER)
    checked = BooleanField("Sudah saya periksa, semua boleh dibuka")


class CloseForm(CaseForm):
    """How the dispute ended."""

    end = one_of("Selesai karena", sentences(DisputeEnd))
    reason = text("Penjelasan", _READ_BY_REQUESTER)
    agreed_by = Day("Laksanakan kesepakatan paling lambat", [Optional()], description="Hanya untuk kesepakatan mediasi")


class ClosedDocumentForm(CaseForm):
    """A document for the panel alone; `received` is what came, once it was looked through."""

    received: AnswerFile | None = None

    files = FileField(
        "Dokumen untuk pemeriksaan tertutup",
        description=f"Terkunci; hanya PPID yang dapat membukanya. {ATTACHMENT.promise}",
    )


class OpenClosedForm(CaseForm):
    """Why such a document is opened."""

    reason = line("Untuk apa dokumen ini dibuka?", "Tercatat dengan nama Anda")


#: The forms of the panel.
DISPUTE: FormTable = {
    "register_dispute": (RegisterForm, "daftar-"),
    "move_dispute": (StageForm, "tahap-"),
    "receive_ruling": (RulingForm, "putusan-"),
    "file_in_court": (CourtForm, "pengadilan-"),
    "execute_ruling": (ExecuteRulingForm, "laksana-"),
    "close_dispute": (CloseForm, "selesai-"),
    "closed_document": (ClosedDocumentForm, "tertutup-"),
    "open_closed": (OpenClosedForm, "buka-"),
}


def offered(case: CaseFile, typed: Mapping[str, FlaskForm], *, may_be_mediated: bool) -> dict[str, FlaskForm]:
    """Every form of this panel, blank or as it was `typed`; stages and ends that the law closes are left out."""
    blank = blank_of(DISPUTE, case)
    forms = {name: typed.get(name, form) for name, form in blank.items()}
    closed: set[str] = {DisputeEnd.RULED}
    if case.ruling:
        closed = {end for end in DisputeEnd if end is not DisputeEnd.RULED}
    if not may_be_mediated:
        closed |= {DisputeEnd.MEDIATED, DisputeStage.MEDIATION}
    for field in (forms["move_dispute"]["stage"], forms["close_dispute"]["end"]):
        field.choices = {code: words for code, words in field.choices.items() if code not in closed}
    end = blank["close_dispute"]["end"]
    if len(end.choices) == 1:
        end.data = next(iter(end.choices))
    return forms
