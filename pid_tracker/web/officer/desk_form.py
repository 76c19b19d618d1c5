"""F2, the form of the desk: a request written down in the order in which one talks; the words of its errors are the
same as on the citizen's own pages."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from pid_tracker.extensions import JSONValue
from pid_tracker.law.vocabulary.asking import Channel, Delivery, IdentityWay, PhoneChannel, Purpose, RequesterKind
from pid_tracker.services.request import draft_contents
from pid_tracker.services.request.filing import NewRequest
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words import typed_text
from pid_tracker.web.checks import at_least, filled, one_of
from pid_tracker.web.fields import pick

_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")
_STALE = "Formulir ini rusak di jalan. Muat ulang halaman ini, lalu kirim lagi"
LONGEST = 3000
#: Seen by the desk, the one who is there first; or later.
IDENTITY_AT_DESK = {way.value: way.at_desk for way in (IdentityWay.DESK, IdentityWay.LATER)}
_EMAIL = re.compile(r"^[^@\s,;<>()\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$")


def short(label: str, *checks: Any, description: str = "") -> StringField:
    """One line; it may stay empty where no check says otherwise."""
    return StringField(label, [*checks, _LINE] if checks else [Optional(), _LINE], description=description)


def token() -> HiddenField:
    """One form is one case, however often it is sent."""
    return HiddenField(validators=[InputRequired(_STALE), Length(min=16, max=64, message=_STALE)])


def full_name() -> StringField:
    """The name of who asks or objects."""
    return short("Nama lengkap", filled("Isi nama lengkap"), description="Seperti di kartu identitas")


def postal_address() -> TextAreaField:
    """Their address."""
    too_long = Length(max=600, message="Alamat terlalu panjang. Paling banyak 600 huruf")
    return TextAreaField("Alamat", [filled("Isi alamat"), too_long])


def purpose_of(default: str | None = None) -> RadioField:
    """What it is for."""
    return pick("Untuk keperluan apa?", Purpose.choices(), one_of("Pilih satu keperluan"), default=default)


def identity_way() -> RadioField:
    """How they show who they are."""
    way = one_of("Pilih cara menunjukkan identitas")
    return pick("Bukti identitas", IDENTITY_AT_DESK, way, default=IdentityWay.DESK)


def nik() -> StringField:
    """Their number of the register of persons."""
    return short("NIK", description="16 angka; tersimpan terkunci")


class Arrived(FlaskForm):
    """How and when it reached the desk: an earlier day only with the stamped letter."""

    channel = SelectField(
        "Kanal",
        [one_of("Pilih kanal")],
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

    def typed(self) -> dict[str, JSONValue]:
        """What was typed, cleaned, by the names of the fields."""
        clean = {"phone": typed_text.phone_number, "nik": typed_text.compact_number,
                 "group_size": typed_text.compact_number}  # fmt: skip
        return {
            field.short_name: clean.get(
                field.short_name, typed_text.paragraphs if isinstance(field, TextAreaField) else typed_text.one_line
            )(field.data)
            for field in self
            if isinstance(field, StringField | RadioField | SelectField)
        }


class DeskForm(Arrived):
    """One page, keyboard only; the order of the fields is the order of the talk."""

    form_token = token()
    question = TextAreaField(
        "Informasi yang diminta",
        [
            filled("Tuliskan informasi yang Anda cari"),
            at_least(15, "Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun"),
        ],
        description="Satu hal per baris, dengan kata pemohon",
    )
    period = short("Tahun atau waktu")
    place = short("Daerah")
    office_hint = short("Kantor atau dinas")
    may_refer = pick(
        "Kalau informasinya ada di pemerintah lain",
        {"yes": "Boleh diteruskan", "no": "Tanya dulu"},
        one_of("Pilih boleh diteruskan atau tanya dulu"),
    )
    purpose = purpose_of()
    purpose_text = short("Keperluan lainnya")
    kind = pick(
        "Siapa yang meminta?",
        RequesterKind.choices("at_desk"),
        one_of("Pilih siapa yang meminta"),
        default=RequesterKind.PERSON,
    )
    name = full_name()
    address = postal_address()
    group_name = short("Nama kelompok atau lembaga", description="Untuk kelompok dan lembaga")
    group_size = short("Jumlah orang", description="Untuk kelompok")
    entity_number = short("Nomor pengesahan", description="Untuk lembaga")
    principal_name = short("Nama yang diwakili")
    principal_address = short("Alamat yang diwakili")
    identity_way = identity_way()
    nik = nik()
    delivery = pick(
        "Cara menerima jawaban",
        Delivery.choices("at_desk"),
        one_of("Pilih cara menerima jawaban"),
        default=Delivery.DESK,
    )
    phone = short("Nomor HP")
    phone_channel = pick("Kabar ke HP lewat", PhoneChannel.choices(), default=PhoneChannel.SMS)
    email = short("Surel")
    needs = short("Kebutuhan khusus")

    def validate_question(self, field: TextAreaField) -> None:
        """No longer than the citizen's own page takes."""
        if over := typed_text.letters_over(typed_text.paragraphs(field.data), LONGEST):
            raise ValidationError(f"Tulisan terlalu panjang. Kurangi {over} huruf")

    def validate_kind(self, field: RadioField) -> None:
        """What each kind needs."""
        if field.data == RequesterKind.ENTITY and not typed_text.one_line(self.group_name.data):
            raise ValidationError("Isi nama lembaga")
        if field.data == RequesterKind.PROXY and not typed_text.one_line(self.principal_name.data):
            raise ValidationError("Isi nama yang diwakili")

    def validate_delivery(self, field: RadioField) -> None:
        """Some way to tell that it is ready."""
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
        typed = self.typed()
        referred = "YES" if self.may_refer.data == "yes" else "ASK"
        answers = {**typed, "entity_name": typed["group_name"], "may_refer": referred}
        new = draft_contents.request_in(answers, self.form_token.data or "")
        channel = self.phone_channel.data if self.phone_channel.data in set(PhoneChannel) else ""
        return replace(
            new,
            requester=replace(new.requester, phone_channel=channel),
            channel=self.channel.data,
            purpose_text=draft_contents.text_in(typed, "purpose_text"),
            is_complete=self.identity_way.data == IdentityWay.DESK,
            received_on=self.earlier(),
        )
