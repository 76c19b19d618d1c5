"""Forms of the desk for objections: the order of the fields is the order of the talk."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.vocabulary.asking import Channel, IdentityWay, PhoneChannel, Purpose, RequesterKind
from pid_tracker.services.objection.objecting import NewObjection
from pid_tracker.services.request.filing import NewRequester
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words import typed_text
from pid_tracker.web.form_fields import ManyBoxes
from pid_tracker.web.officer.desk_form import IDENTITY_AT_DESK

_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")
_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")
_STALE = "Formulir ini rusak di jalan. Muat ulang halaman ini, lalu kirim lagi"


class _Arrived(FlaskForm):
    """How and when it reached the desk: an earlier day only with the stamped letter."""

    channel = SelectField(
        "Kanal",
        choices={"": "Pilih kanal", **Channel.desk_choices()},
        validate_choice=False,
    )
    received_on = DateField("Diterima tanggal", [Optional()], description="Hari ini bila dikosongkan")
    scan = FileField(
        "Surat bercap tanggal",
        [Optional()],
        description=f"Wajib bila tanggalnya sebelum hari ini; {PROOF.promise}",
    )
    read_back = BooleanField("Sudah dibacakan ulang kepada pemohon")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """`today` is the civil date at the desk."""
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_channel(self, field: SelectField) -> None:
        """One of the channels of the desk."""
        if field.data not in Channel.desk_choices():
            raise ValidationError("Pilih kanal")

    def validate_received_on(self, field: DateField) -> None:
        """Not in the future; earlier only with the stamped letter."""
        if field.data is None:
            return
        if field.data > self.today:
            raise ValidationError("Tanggal terima tidak boleh di masa depan")
        if field.data < self.today and not (self.scan.data and self.scan.data.filename):
            raise ValidationError("Tanggal terima lebih awal dari hari ini: lampirkan surat bercap tanggal")

    def earlier(self) -> date | None:
        """The day of receipt, when it is not today."""
        day: date | None = self.received_on.data
        return day if day is not None and day < self.today else None


class DeskObjectionForm(_Arrived):
    """An objection on a request."""

    number = StringField("Nomor pendaftaran permintaan", [_LINE], description="Contoh MAL-26-00417")
    grounds = ManyBoxes(
        "Alasan",
        choices={ground.value: f"{ground.words} ({ground.value})" for ground in ObjectionGround},
        validate_choice=False,
        description="Bacakan ketujuh alasan; boleh lebih dari satu",
    )
    wish = TextAreaField("Yang diharapkan pemohon", [Optional(), _TEXT])
    chronology = TextAreaField(
        "Urutan kejadian", [Optional(), _TEXT], description="Bila dikosongkan, sistem menulisnya dari catatan perkara"
    )

    def validate_number(self, field: StringField) -> None:
        """A number."""
        if not typed_text.one_line(field.data):
            raise ValidationError("Isi nomor pendaftaran")

    def validate_grounds(self, field: ManyBoxes) -> None:
        """At least one of the seven."""
        if not field.data or not set(field.data) <= {ground.value for ground in ObjectionGround}:
            raise ValidationError("Pilih sedikitnya satu alasan")


class DeskMissingForm(_Arrived):
    """An objection on ground b without a request."""

    form_token = HiddenField(validators=[InputRequired(_STALE), Length(min=16, max=64, message=_STALE)])
    question = TextAreaField(
        "Informasi apa yang seharusnya rutin diumumkan?",
        [Length(max=3000, message="Tulisan terlalu panjang. Paling banyak 3.000 huruf")],
    )
    chronology = TextAreaField("Di mana dan kapan dicari", [Optional(), _TEXT])
    wish = TextAreaField("Yang diharapkan pemohon", [Optional(), _TEXT])
    kind = RadioField(
        "Siapa yang mengajukan?",
        choices=RequesterKind.choices("at_desk"),
        default=RequesterKind.PERSON,
        validate_choice=False,
    )
    behalf = StringField("Nama kelompok, lembaga, atau yang diwakili", [Optional(), _LINE])
    name = StringField("Nama lengkap", [_LINE], description="Seperti di kartu identitas")
    address = TextAreaField("Alamat", [Length(max=600, message="Alamat terlalu panjang. Paling banyak 600 huruf")])
    purpose = RadioField(
        "Untuk keperluan apa?", choices=Purpose.choices(), default=Purpose.CITIZEN, validate_choice=False
    )
    identity_way = RadioField(
        "Bukti identitas",
        choices=IDENTITY_AT_DESK,
        default=IdentityWay.DESK,
        validate_choice=False,
    )
    nik = StringField("NIK", [Optional(), _LINE], description="16 angka; tersimpan terkunci")
    phone = StringField("Nomor HP", [Optional(), _LINE])
    email = StringField("Surel", [Optional(), _LINE])

    def validate_question(self, field: TextAreaField) -> None:
        """There, and long enough to search for."""
        if len(typed_text.paragraphs(field.data)) < 15:
            raise ValidationError("Tulis informasinya, misalnya nama dokumen dan tahunnya")

    def validate_kind(self, field: RadioField) -> None:
        """One kind, with whom it stands for."""
        if field.data not in set(RequesterKind):
            raise ValidationError("Pilih siapa yang mengajukan")
        if field.data != RequesterKind.PERSON and not typed_text.one_line(self.behalf.data):
            raise ValidationError("Isi nama kelompok, lembaga, atau yang diwakili")

    def validate_name(self, field: StringField) -> None:
        """A name."""
        if not typed_text.one_line(field.data):
            raise ValidationError("Isi nama lengkap")

    def validate_address(self, field: TextAreaField) -> None:
        """An address."""
        if not typed_text.paragraphs(field.data):
            raise ValidationError("Isi alamat")

    def validate_purpose(self, field: RadioField) -> None:
        """One purpose."""
        if field.data not in set(Purpose):
            raise ValidationError("Pilih satu keperluan")

    def validate_email(self, field: StringField) -> None:
        """One address."""
        address = typed_text.one_line(field.data)
        if address and ("@" not in address or " " in address):
            raise ValidationError("Surel ini belum benar, contoh: nama@contoh.id")

    def command(self) -> NewObjection:
        """The objection to lodge."""
        line, kind, behalf = typed_text.one_line, self.kind.data, typed_text.one_line(self.behalf.data)
        person = NewRequester(
            kind=kind,
            name=line(self.name.data),
            address=typed_text.paragraphs(self.address.data),
            group_name=behalf if kind == RequesterKind.GROUP else "",
            entity_name=behalf if kind == RequesterKind.ENTITY else "",
            principal_name=behalf if kind == RequesterKind.PROXY else "",
            phone=typed_text.phone_number(self.phone.data),
            phone_channel=PhoneChannel.SMS if self.phone.data else "",
            email=line(self.email.data),
            nik=typed_text.compact_number(self.nik.data),
        )
        return NewObjection(
            form_token=self.form_token.data or "",
            requester=person,
            question=typed_text.paragraphs(self.question.data),
            wish=typed_text.paragraphs(self.wish.data),
            chronology=typed_text.paragraphs(self.chronology.data),
            purpose=self.purpose.data,
            channel=self.channel.data,
            identity_way=IdentityWay.DESK if self.identity_way.data == IdentityWay.DESK else IdentityWay.LATER,
            received_on=self.earlier(),
        )
