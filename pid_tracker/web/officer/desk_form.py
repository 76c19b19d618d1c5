"""F2, the form of the desk: a request written down in the order in which one talks; the words of its errors are the
same as on the citizen's own pages."""

import re
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from pid_tracker.law.vocabulary.asking import Channel, Delivery, IdentityWay, PhoneChannel, Purpose, RequesterKind
from pid_tracker.services.request.filing import NewRequest, NewRequester
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words import typed_text

_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")
LONGEST = 3000
#: Seen by the desk, the one who is there first; or later.
IDENTITY_AT_DESK = {way.value: way.at_desk for way in (IdentityWay.DESK, IdentityWay.LATER)}
_EMAIL = re.compile(r"^[^@\s,;<>()\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$")


_STALE = "Formulir ini rusak di jalan. Muat ulang halaman ini, lalu kirim lagi"


class DeskForm(FlaskForm):
    """One page, keyboard only; the order of the fields is the order of the talk."""

    form_token = HiddenField(validators=[InputRequired(_STALE), Length(min=16, max=64, message=_STALE)])
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
    question = TextAreaField("Informasi yang diminta", description="Satu hal per baris, dengan kata pemohon")
    period = StringField("Tahun atau waktu", [Optional(), _LINE])
    place = StringField("Daerah", [Optional(), _LINE])
    office_hint = StringField("Kantor atau dinas", [Optional(), _LINE])
    may_refer = RadioField(
        "Kalau informasinya ada di pemerintah lain",
        choices={"yes": "Boleh diteruskan", "no": "Tanya dulu"},
        validate_choice=False,
    )
    purpose = RadioField(
        "Untuk keperluan apa?",
        choices=Purpose.choices(),
        validate_choice=False,
    )
    purpose_text = StringField("Keperluan lainnya", [Optional(), _LINE])
    kind = RadioField(
        "Siapa yang meminta?",
        choices=RequesterKind.choices("at_desk"),
        default=RequesterKind.PERSON,
        validate_choice=False,
    )
    name = StringField("Nama lengkap", [_LINE], description="Seperti di kartu identitas")
    address = TextAreaField("Alamat", [Length(max=600, message="Alamat terlalu panjang. Paling banyak 600 huruf")])
    group_name = StringField(
        "Nama kelompok atau lembaga", [Optional(), _LINE], description="Untuk kelompok dan lembaga"
    )
    group_size = StringField("Jumlah orang", [Optional(), _LINE], description="Untuk kelompok")
    entity_number = StringField("Nomor pengesahan", [Optional(), _LINE], description="Untuk lembaga")
    principal_name = StringField("Nama yang diwakili", [Optional(), _LINE])
    principal_address = StringField("Alamat yang diwakili", [Optional(), _LINE])
    identity_way = RadioField(
        "Bukti identitas",
        choices=IDENTITY_AT_DESK,
        default=IdentityWay.DESK,
        validate_choice=False,
    )
    nik = StringField("NIK", [Optional(), _LINE], description="16 angka; tersimpan terkunci")
    delivery = RadioField(
        "Cara menerima jawaban",
        choices=Delivery.choices("at_desk"),
        default=Delivery.DESK,
        validate_choice=False,
    )
    phone = StringField("Nomor HP", [Optional(), _LINE])
    phone_channel = RadioField(
        "Kabar ke HP lewat",
        choices=PhoneChannel.choices(),
        default=PhoneChannel.SMS,
        validate_choice=False,
    )
    email = StringField("Surel", [Optional(), _LINE])
    needs = StringField("Kebutuhan khusus", [Optional(), _LINE])
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

    def validate_question(self, field: TextAreaField) -> None:
        """There, long enough to search for, and no longer than the citizen's own page takes."""
        text = typed_text.paragraphs(field.data)
        if not text:
            raise ValidationError("Tuliskan informasi yang Anda cari")
        if len(text) < 15:
            raise ValidationError("Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun")
        if over := typed_text.letters_over(text, LONGEST):
            raise ValidationError(f"Tulisan terlalu panjang. Kurangi {over} huruf")

    def validate_may_refer(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in ("yes", "no"):
            raise ValidationError("Pilih boleh diteruskan atau tanya dulu")

    def validate_purpose(self, field: RadioField) -> None:
        """One purpose."""
        if field.data not in set(Purpose):
            raise ValidationError("Pilih satu keperluan")

    def validate_name(self, field: StringField) -> None:
        """A name."""
        if not typed_text.one_line(field.data):
            raise ValidationError("Isi nama lengkap")

    def validate_address(self, field: TextAreaField) -> None:
        """An address."""
        if not typed_text.paragraphs(field.data):
            raise ValidationError("Isi alamat")

    def validate_kind(self, field: RadioField) -> None:
        """One kind, with what it needs."""
        if field.data not in set(RequesterKind):
            raise ValidationError("Pilih siapa yang meminta")
        if field.data == RequesterKind.ENTITY and not typed_text.one_line(self.group_name.data):
            raise ValidationError("Isi nama lembaga")
        if field.data == RequesterKind.PROXY and not typed_text.one_line(self.principal_name.data):
            raise ValidationError("Isi nama yang diwakili")

    def validate_identity_way(self, field: RadioField) -> None:
        """Seen or later."""
        if field.data not in IDENTITY_AT_DESK:
            raise ValidationError("Pilih cara menunjukkan identitas")

    def validate_delivery(self, field: RadioField) -> None:
        """One way, and some way to tell that it is ready."""
        if field.data not in set(Delivery):
            raise ValidationError("Pilih cara menerima jawaban")
        reachable = typed_text.one_line(self.phone.data) or typed_text.one_line(self.email.data)
        if field.data == Delivery.LINK and not reachable:
            raise ValidationError("Isi nomor HP atau surel, atau pilih ambil di meja layanan")

    def validate_phone(self, field: StringField) -> None:
        """Digits enough."""
        number = typed_text.phone_number(field.data)
        if number and (not re.fullmatch(r"\+?[0-9]+", number) or len(number) < 9):
            raise ValidationError("Nomor HP ini kurang angka")

    def validate_email(self, field: StringField) -> None:
        """One address."""
        address = typed_text.one_line(field.data)
        if address and not _EMAIL.match(address):
            raise ValidationError("Surel ini belum benar, contoh: nama@contoh.id")

    def command(self) -> NewRequest:
        """The request to file."""
        line, kind = typed_text.one_line, self.kind.data
        size = typed_text.compact_number(self.group_size.data)
        person = NewRequester(
            kind=kind,
            name=line(self.name.data),
            address=typed_text.paragraphs(self.address.data),
            group_name=line(self.group_name.data) if kind == RequesterKind.GROUP else "",
            group_size=typed_text.whole_number(size, 6) if kind == RequesterKind.GROUP else None,
            entity_name=line(self.group_name.data) if kind == RequesterKind.ENTITY else "",
            entity_number=line(self.entity_number.data) if kind == RequesterKind.ENTITY else "",
            principal_name=line(self.principal_name.data) if kind == RequesterKind.PROXY else "",
            principal_address=line(self.principal_address.data) if kind == RequesterKind.PROXY else "",
            phone=typed_text.phone_number(self.phone.data),
            phone_channel=self.phone_channel.data if self.phone_channel.data in set(PhoneChannel) else "",
            email=line(self.email.data),
            needs=line(self.needs.data),
            nik=typed_text.compact_number(self.nik.data),
        )
        earlier = self.received_on.data is not None and self.received_on.data < self.today
        return NewRequest(
            form_token=self.form_token.data or "",
            requester=person,
            question=typed_text.paragraphs(self.question.data),
            channel=self.channel.data,
            period=line(self.period.data),
            place=line(self.place.data),
            office_hint=line(self.office_hint.data),
            purpose=self.purpose.data,
            purpose_text=line(self.purpose_text.data),
            may_refer=self.may_refer.data == "yes",
            delivery=self.delivery.data,
            identity_way=self.identity_way.data,
            is_complete=self.identity_way.data == IdentityWay.DESK,
            received_on=self.received_on.data if earlier else None,
        )
