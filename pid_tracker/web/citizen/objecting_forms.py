"""Forms of the objection (keberatan): K1 to K3, the one without a request, and the response to the decision."""

from typing import Any

from wtforms import FileField, HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.vocabulary.asking import Purpose, RequesterKind
from pid_tracker.services.objection.objecting import LONGEST_CHRONOLOGY, LONGEST_WISH
from pid_tracker.services.store.limits import ATTACHMENT
from pid_tracker.services.words.typed_text import compact_number, one_line, phone_number
from pid_tracker.web.checks import at_least, at_most, email, filled, one_of, phone
from pid_tracker.web.citizen.asking_forms import StepForm
from pid_tracker.web.citizen.governments import governments
from pid_tracker.web.fields import box, boxes, line, pick

FILE_HINT = f"Boleh dikosongkan. {ATTACHMENT.promise}"


class GroundsForm(StepForm):
    """K1: why."""

    grounds = boxes(
        "Mengapa Anda keberatan?", {ground.value: f"{ground.words} ({ground.value})" for ground in ObjectionGround}
    )

    def validate_grounds(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError("Pilih sedikitnya satu alasan")


class WishForm(StepForm):
    """K2: what is hoped for; the chronology is there already."""

    wish = box("Apa yang Anda harapkan?", limit=LONGEST_WISH)
    chronology = box(
        "Urutan kejadian",
        filled("Tulis urutan kejadiannya"),
        limit=LONGEST_CHRONOLOGY,
        description="Kami tulis dari catatan. Boleh Anda ubah",
    )
    attachment = FileField("Lampirkan berkas", description=FILE_HINT)


class SendObjectionForm(StepForm):
    """K3: the button."""

    seen_seq = HiddenField()


class MissingForm(StepForm):
    """Without a request: which periodic information is missing, at which government."""

    body = SelectField("Pemerintah mana?", choices={}, validate_choice=False)
    question = box(
        "Informasi apa yang seharusnya rutin diumumkan?",
        filled("Tuliskan informasi yang seharusnya diumumkan"),
        at_least(15, "Tulis sedikit lebih lengkap, misalnya nama dokumen dan tahunnya"),
        limit=3000,
        description="Misalnya laporan keuangan tahun 2025, atau ringkasan rencana kerja dinas",
    )
    chronology = box(
        "Di mana dan kapan Anda mencarinya?",
        limit=LONGEST_CHRONOLOGY,
        description="Boleh dikosongkan",
    )
    wish = box("Apa yang Anda harapkan?", limit=LONGEST_WISH, description="Boleh dikosongkan")
    attachment = FileField("Lampirkan berkas", description=FILE_HINT)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = governments()
        self.body.choices = {body.code: body.name for body in (asked.home, *asked.children)}

    def validate_body(self, field: Any) -> None:
        """One of the governments here."""
        if field.data not in field.choices:
            raise ValidationError("Pilih pemerintah yang dituju")


class ObjectorForm(StepForm):
    """Without a request: who objects (PERKI 1/2021 Pasal 41 ayat (5))."""

    kind = pick(
        "Siapa yang mengajukan?",
        RequesterKind.choices("own"),
        one_of("Pilih siapa yang mengajukan"),
        default=RequesterKind.PERSON,
    )
    behalf = line("Nama kelompok, lembaga, atau orang yang diwakili", description="Kosongkan bila untuk diri sendiri")
    name = line("Nama lengkap", filled("Isi nama lengkap"), description="Seperti di kartu identitas")
    address = box("Alamat", filled("Isi alamat"), limit=500, description="Dipakai di surat jawaban")
    purpose = pick(
        "Untuk keperluan apa?",
        Purpose.choices(),
        one_of("Pilih satu keperluan"),
        default=Purpose.CITIZEN,
    )
    phone = StringField(
        "Nomor HP", [phone], filters=[phone_number], description="Contoh: 0812 3456 7890. HP atau surel, salah satu"
    )
    email = StringField("Surel", [email], filters=[one_line], description="Contoh: nama@contoh.id")
    nik = StringField(
        "NIK (boleh menyusul)",
        [at_most(40)],
        filters=[compact_number],
        description="16 angka di KTP. Kami simpan terkunci; petugas hanya melihat 4 angka terakhir",
    )

    def validate_behalf(self, field: Any) -> None:
        """Whom a group, an entity or a proxy stands for."""
        if self.kind.data != RequesterKind.PERSON and not field.data:
            raise ValidationError("Isi nama kelompok, lembaga, atau orang yang diwakili")

    def validate_email(self, field: Any) -> None:
        """Somebody who can be reached."""
        if not self.phone.data and not field.data:
            raise ValidationError("Isi nomor HP atau surel, agar jawabannya sampai")
