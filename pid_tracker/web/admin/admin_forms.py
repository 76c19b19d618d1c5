"""Forms of the administration."""

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from pid_tracker.law.vocabulary.offices import Acting, AppliesTo
from pid_tracker.services.answer.approval import LEVEL_ROLES
from pid_tracker.services.people.directory import GIVEN_ROLES
from pid_tracker.services.people.sign_in import ROLE_WORDS
from pid_tracker.web.checks import at_most
from pid_tracker.web.form_fields import line, one_of, text

_AT_MOST = "Paling banyak {} huruf"


class UserForm(FlaskForm):
    """Somebody new."""

    username = StringField("Nama pengguna", [InputRequired("Isi nama pengguna"), at_most(80)])
    name = StringField("Nama", [InputRequired("Isi nama"), at_most(200)])


class TariffForm(FlaskForm):
    """What a copy costs at a body, by which decree, and how it is paid."""

    per_sheet = StringField(
        "Rupiah per lembar", [Optional(), at_most(20)], description="Kosongkan bila belum ditetapkan; 0 bila gratis"
    )
    basis = StringField(
        "Dasar tarif",
        [Optional(), at_most(300)],
        description="Misalnya: Keputusan Sekretaris Daerah Nomor 41.1 Tahun 2022",
    )
    payment_ways = TextAreaField(
        "Cara membayar",
        [Optional(), at_most(1000)],
        description="Tunai dengan tanda terima, rekening resmi, atau uang elektronik",
    )


class ReadingForm(FlaskForm):
    """How a body counts days."""

    joint_leave = RadioField(
        "Cuti bersama",
        choices={"closed": "Bukan hari kerja: tidak dihitung", "open": "Tetap hari kerja: dihitung"},
    )
    first_day = RadioField(
        "Hari permintaan diterima",
        choices={"next": "Hari ke-0: hitungan mulai hari kerja berikutnya", "same": "Hari ke-1, bila itu hari kerja"},
    )
    reason = text(
        "Alasan dan dasar keputusannya", "Tercatat dengan nama Anda", optional=True, longest=2000, wrong=_AT_MOST
    )


class AppointmentForm(FlaskForm):
    """A role by decree."""

    role = SelectField("Tugas", choices={"": "Pilih tugas", **{role.value: ROLE_WORDS[role] for role in GIVEN_ROLES}})
    body = SelectField("Pemerintah", validate_choice=False)
    unit = SelectField("Kantor (hanya untuk PPID pelaksana)", validate_choice=False)
    decree_number = StringField("Nomor surat keputusan", [InputRequired("Isi nomor surat keputusan"), at_most(200)])
    from_on = DateField("Mulai", [InputRequired("Isi tanggal mulai")])
    until_on = DateField("Sampai", [Optional()], description="Kosongkan bila belum ditentukan")


class LevelForm(FlaskForm):
    """One more level."""

    name = line("Nama tingkat", "Nama jabatan atau bagian, misalnya Bagian Hukum", longest=120, wrong=_AT_MOST)
    role = one_of("Siapa yang menyetujui", {role.value: words for role, words in LEVEL_ROLES.items()})
    applies_to = one_of("Untuk surat yang mana", AppliesTo.choices())


class SubstituteForm(FlaskForm):
    """Who stands in for whom."""

    user = SelectField("Siapa yang menggantikan", validate_choice=False)
    stands_in_for = SelectField("Jabatan yang digantikan", validate_choice=False)
    acting = one_of("Sebagai", Acting.choices())
    decree_number = line("Nomor surat keputusan", longest=200, wrong=_AT_MOST)
    from_on = DateField("Mulai", [InputRequired("Isi tanggal mulai")])
    until_on = DateField("Sampai", [InputRequired("Isi tanggal akhir; pengganti selalu bertanggal")])
