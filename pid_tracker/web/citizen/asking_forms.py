"""Forms of the requester. A step reads what was typed, or the draft; its fields are named as in the draft."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from pid_tracker.extensions import JSONValue
from pid_tracker.law.vocabulary.asking import (
    Delivery,
    Format,
    IdentityWay,
    PhoneChannel,
    Purpose,
    RequesterKind,
)
from pid_tracker.law.vocabulary.handling import PROOFS
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words.typed_text import compact_number, one_line, paragraphs, phone_number
from pid_tracker.web.checks import at_least, at_most, email, filled, no_left_over, one_of, people, phone
from pid_tracker.web.citizen.governments import governments
from pid_tracker.web.citizen.uploads import UPLOADS
from pid_tracker.web.fields import box, boxes, line, pick

MAX_QUESTION = 3000


class StepForm(FlaskForm):
    """One step of the filing. `typed` is what goes to the draft, also when something is wrong."""

    #: A box that people do not see and programs fill in.
    website = StringField("Jangan diisi")

    def typed(self) -> dict[str, JSONValue]:
        """Field name -> value, without what is no answer."""
        skipped = ("csrf_token", "website")
        kept = {}
        for field in self:
            if field.short_name not in skipped and not isinstance(field, FileField):
                kept[field.short_name] = field.data
        return kept


class InformationForm(StepForm):
    """W1: what is asked."""

    question = TextAreaField(
        "Tuliskan informasi yang Anda butuhkan",
        [
            filled("Tuliskan informasi yang Anda cari"),
            at_most(MAX_QUESTION),
            no_left_over,
            at_least(15, "Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun"),
        ],
        filters=[paragraphs],
        description="Pakai kata-kata sendiri, satu hal per baris",
    )
    period = line("Untuk tahun atau waktu kapan?")
    place = line("Di daerah mana?")


class PurposeForm(StepForm):
    """W2: which government, and what for."""

    target = pick(
        "Pemerintah mana?",
        (),
        one_of("Pilih pemerintah yang dituju, atau pilih Saya tidak tahu"),
        description="Kalau keliru, kami yang meneruskan",
    )
    child = SelectField("Kabupaten atau kota", choices={}, validate_choice=False)
    office_hint = line("Kantor atau dinas")
    may_refer = pick(
        "Kalau informasinya ada di pemerintah lain, boleh kami teruskan permintaan Anda?",
        (("YES", "Boleh"), ("ASK", "Tanya saya dulu")),
        one_of("Pilih boleh diteruskan atau tanya dulu"),
    )
    purpose = pick(
        "Untuk keperluan apa?",
        Purpose.choices(),
        one_of("Pilih satu keperluan"),
    )
    purpose_text = line("Kalau lainnya, tulis singkat")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = governments()
        children = {body.code: body.short_name for body in asked.children}
        regional = {"CHILD": "Kabupaten atau kota"} if children else {}
        self.target.choices = {"HOME": asked.home.short_name, **regional, "UNKNOWN": "Saya tidak tahu"}
        self.child.choices = {"": "Pilih kabupaten atau kota", **children}
        self.known_children = frozenset(children)

    def validate_target(self, field: Any) -> None:
        """A regency or city was picked when "kabupaten atau kota" was."""
        if field.data == "CHILD" and self.child.data not in self.known_children:
            raise ValidationError("Pilih pemerintah yang dituju, atau pilih Saya tidak tahu")


class PersonForm(StepForm):
    """W3: who asks."""

    kind = pick(
        "Siapa yang meminta?",
        RequesterKind.choices("own"),
        one_of("Pilih siapa yang meminta"),
    )
    name = line("Nama lengkap", filled("Isi nama lengkap"), description="Seperti di kartu identitas")
    address = box("Alamat", filled("Isi alamat"), limit=500, description="Dipakai di surat jawaban")


class GroupForm(StepForm):
    """W3, next page: a group."""

    group_name = line("Nama kelompok", filled("Isi nama kelompok"))
    group_size = StringField("Jumlah orang", [people], filters=[compact_number])


class EntityForm(StepForm):
    """W3, next page: a legal entity (badan hukum)."""

    entity_name = line("Nama lembaga", filled("Isi nama lembaga"))
    entity_number = line(
        "Nomor pengesahan badan hukum", limit=100, description="Nomor surat keputusan pengesahan. Boleh menyusul"
    )


class ProxyForm(StepForm):
    """W3, next page: somebody else is represented."""

    principal_name = line("Nama orang yang diwakili", filled("Isi nama orang yang diwakili"))
    principal_address = box("Alamat orang yang diwakili", filled("Isi alamat orang yang diwakili"), limit=500)


MORE_FORMS: dict[str, type[StepForm]] = {
    RequesterKind.GROUP: GroupForm, RequesterKind.ENTITY: EntityForm, RequesterKind.PROXY: ProxyForm,
}  # fmt: skip


class IdentityForm(StepForm):
    """W4: the proof of identity. A legal entity has an approval number instead of a NIK; letters are asked of those who
    need them."""

    identity_way = pick(
        "Cara menunjukkan identitas",
        IdentityWay.choices("own"),
        one_of("Pilih cara menunjukkan identitas"),
    )
    identity = FileField(
        "Pilih foto atau berkas",
        description=f"{PROOF.promise}; kami kecilkan otomatis",
    )
    nik = StringField(
        "NIK (boleh menyusul)",
        [at_most(40)],
        filters=[compact_number],
        description="16 angka di KTP. Kami simpan terkunci; petugas hanya melihat 4 angka terakhir",
    )
    entity_number = line("Nomor pengesahan (boleh menyusul)", limit=100)
    power = FileField("Surat kuasa", description=f"{PROOF.promise}. Boleh menyusul")
    deed = FileField("Akta atau pengesahan badan hukum", description=f"{PROOF.promise}. Boleh menyusul")

    def __init__(self, *, data: Mapping[str, JSONValue], **more: Any) -> None:
        super().__init__(data=data, **more)
        kind = RequesterKind.of(data.get("kind")) or RequesterKind.PERSON
        if kind is RequesterKind.ENTITY:
            del self.nik
        if kind is not RequesterKind.ENTITY or (data.get("entity_number") and request.method == "GET"):
            del self.entity_number
        for name, document_kind in UPLOADS.items():
            if name in self and document_kind not in PROOFS[kind]:
                del self[name]


class DeliveryForm(StepForm):
    """W5: how the answer is received, and how to reach the requester."""

    delivery = pick(
        "Bagaimana Anda ingin menerima jawaban?",
        Delivery.choices("own"),
        one_of("Pilih cara menerima jawaban"),
        default=Delivery.LINK,
    )
    formats = boxes("Bentuk yang Anda suka", Format.choices())
    phone = StringField("Nomor HP", [phone], filters=[phone_number], description="Contoh: 0812 3456 7890")
    phone_channel = pick(
        "Kabari lewat", PhoneChannel.choices(), default=PhoneChannel.WHATSAPP
    )  # fmt: skip
    email = StringField("Surel", [email], filters=[one_line], description="Contoh: nama@contoh.id")
    needs = box("Butuh bantuan khusus?", limit=500, description="Misalnya dibacakan, bahasa isyarat, atau kursi roda")

    def validate_delivery(self, field: Any) -> None:
        """Somebody who comes or gets a letter needs no telephone and no e-mail."""
        if not self.phone.data and not self.email.data and field.data not in (Delivery.DESK, Delivery.POST):
            raise ValidationError("Isi nomor HP atau surel, atau pilih ambil di meja layanan")


class SendForm(StepForm):
    """W6: when the answer is published, and the button. `form_token` makes one case of however many sends."""

    form_token = HiddenField()
    publish = pick(
        "Jawaban akan kami terbitkan tanpa nama Anda",
        (("NOW", "Segera"), ("LATER", "Tunda 30 hari (untuk liputan atau penelitian)")),
        default="NOW",
    )
    remember = BooleanField("Ingat nama, alamat, dan kontak saya di perangkat ini selama 7 hari")


class ResumeForm(FlaskForm):
    """Continue elsewhere with the short code."""

    code = line("Kode lanjut", filled("Isi kode lanjut"), limit=60, description="Contoh 7KQ4-M2XY-9PRT")
