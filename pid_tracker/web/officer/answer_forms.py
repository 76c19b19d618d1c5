"""Forms of the unit's answer, of the letter that goes out, and of its approval."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectField

from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Outcome
from pid_tracker.law.vocabulary.handling import HandBackReason, PartResult
from pid_tracker.web.form_fields import CaseForm, FormTable, ManyBoxes, answer_files, line, one_of, text


class HandBackForm(CaseForm):
    """Why a unit hands its part back."""

    reason = one_of("Mengapa dikembalikan?", HandBackReason.choices())
    explanation = text("Penjelasan", "Kantor yang berwenang, atau tempat yang sudah dicari, atau cara membaginya")


class PartAnswerForm(CaseForm):
    """What a unit answers for its part; `flagged` is what looks personal in what it wrote."""

    flagged: Sequence[str] = ()
    result = one_of("Hasilnya", PartResult.choices())
    files = answer_files("Tambah berkas")
    explanation = text("Jelaskan dalam tiga kalimat")
    searched = text("Tempat yang sudah dicari", "Wajib bila tidak ada", optional=True)
    checked_by = line("Siapa yang memeriksa isinya", "Jabatan, bukan nama pribadi")
    checked = BooleanField("Sudah saya periksa, semua boleh dibuka")


class PartLetterForm(CaseForm):
    """One part in the letter. Every outcome of the law is read; which may be sent is for the gate to say."""

    outcome = one_of("Hasil", Outcome.choices("offered"))
    material = text("Materi yang diberikan", optional=True)
    closed = text("Materi yang ditutup", "Sebut apa, tanpa mengungkap isinya", optional=True)
    reason = text("Alasan menutup, dengan kata sehari-hari", "Sambungan dari “kami tutup, karena …”", optional=True)
    tests = ManyBoxes(
        "Uji konsekuensi yang menjadi dasarnya",
        validate_choice=False,
        description="Pasal dan tanggal akhir mengikuti uji yang dipilih",
    )
    searched = text("Tempat yang sudah dicari, dan mengapa tidak ada", optional=True)
    holder_code = SelectField("Badan di sistem ini", validate_choice=False)
    holder = line("Badan yang menguasai", optional=True)
    holder_address = line("Alamat atau tautan badan itu", optional=True)

    @property
    def closes(self) -> bool:
        """Whether the outcome that is chosen closes something."""
        return self.outcome.data in NEEDS_CONSEQUENCE_TEST


class LetterForm(CaseForm):
    """What the letter says as a whole."""

    summary = text("Ringkasan jawaban dalam bahasa sehari-hari", optional=True)
    form = line("Bentuk informasi", optional=True)
    delivery = line("Cara penyampaian", optional=True)
    cost = line("Biaya (rupiah)", "0 bila gratis", optional=True, longest=20, wrong="Tulis angka rupiah")
    payment = line("Cara membayar", "Wajib bila ada biaya", optional=True)
    time_needed = line("Waktu yang diperlukan untuk menyediakan", optional=True)
    redaction = text("Bagian yang dihitamkan dan alasannya", optional=True)


class ChangeForm(CaseForm):
    """Why a result was changed after approval began."""

    change_reason = text(
        "Mengapa hasilnya berubah?",
        "Hasilnya berbeda dari naskah yang terakhir dimintakan persetujuan; alasannya tersimpan di riwayat",
        longest=2000,
    )


class ClearForm(CaseForm):
    """Clear a draft; `draft` is the fingerprint of what the page showed."""

    draft = HiddenField("Sidik naskah")
    note = text("Catatan", "Hanya dibaca petugas", optional=True, longest=2000)


class ReturnForm(CaseForm):
    """Give a draft back."""

    reason = text("Apa yang perlu diperbaiki?", "Tersimpan di riwayat perkara", longest=2000)


#: The forms that stand alone on their page, or beside the letter.
ANSWERING: FormTable = {
    "hand_back": (HandBackForm, "kembali-"),
    "answer": (PartAnswerForm, "jawab-"),
    "change": (ChangeForm, "ubah-"),
    "clear": (ClearForm, "setuju-"),
    "give_back": (ReturnForm, "kembali-"),
}
