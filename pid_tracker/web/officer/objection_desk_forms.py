"""Forms of the desk for objections: the order of the fields is the order of the talk."""

from functools import partial

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from pid_tracker.law.grounds import ObjectionGround
from pid_tracker.law.vocabulary.asking import PhoneChannel, Purpose, RequesterKind
from pid_tracker.services.objection.objecting import NewObjection
from pid_tracker.services.request import draft_contents
from pid_tracker.services.words import typed_text
from pid_tracker.web.checks import at_least, filled, one_of
from pid_tracker.web.fields import pick
from pid_tracker.web.form_fields import ManyBoxes
from pid_tracker.web.officer.desk_form import (
    Arrived,
    full_name,
    identity_way,
    nik,
    postal_address,
    purpose_of,
    short,
    token,
)

_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")


class DeskObjectionForm(Arrived):
    """An objection on a request."""

    number = short("Nomor pendaftaran permintaan", filled("Isi nomor pendaftaran"), description="Contoh MAL-26-00417")
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

    def validate_grounds(self, field: ManyBoxes) -> None:
        """At least one of the seven."""
        if not field.data or not set(field.data) <= {ground.value for ground in ObjectionGround}:
            raise ValidationError("Pilih sedikitnya satu alasan")


class DeskMissingForm(Arrived):
    """An objection on ground b without a request."""

    form_token = token()
    question = TextAreaField(
        "Informasi apa yang seharusnya rutin diumumkan?",
        [
            Length(max=3000, message="Tulisan terlalu panjang. Paling banyak 3.000 huruf"),
            at_least(15, "Tulis informasinya, misalnya nama dokumen dan tahunnya"),
        ],
    )
    chronology = TextAreaField("Di mana dan kapan dicari", [Optional(), _TEXT])
    wish = TextAreaField("Yang diharapkan pemohon", [Optional(), _TEXT])
    kind = pick(
        "Siapa yang mengajukan?",
        RequesterKind.choices("at_desk"),
        one_of("Pilih siapa yang mengajukan"),
        default=RequesterKind.PERSON,
    )
    behalf = short("Nama kelompok, lembaga, atau yang diwakili")
    name = full_name()
    address = postal_address()
    purpose = purpose_of(Purpose.CITIZEN)
    identity_way = identity_way()
    nik = nik()
    phone = short("Nomor HP")
    email = short("Surel")

    def validate_kind(self, field: RadioField) -> None:
        """Whom each kind stands for."""
        if field.data != RequesterKind.PERSON and not typed_text.one_line(self.behalf.data):
            raise ValidationError("Isi nama kelompok, lembaga, atau yang diwakili")

    def validate_email(self, field: StringField) -> None:
        """One address."""
        address = typed_text.one_line(field.data)
        if address and ("@" not in address or " " in address):
            raise ValidationError("Surel ini belum benar, contoh: nama@contoh.id")

    def command(self) -> NewObjection:
        """The objection to lodge."""
        typed = self.typed()
        text = partial(draft_contents.text_in, typed)
        return NewObjection(
            form_token=self.form_token.data or "",
            requester=draft_contents.requester_in({**typed, "phone_channel": PhoneChannel.SMS}),
            question=text("question"),
            wish=text("wish"),
            chronology=text("chronology"),
            purpose=text("purpose"),
            channel=text("channel"),
            identity_way=text("identity_way"),
            received_on=self.earlier(),
        )
