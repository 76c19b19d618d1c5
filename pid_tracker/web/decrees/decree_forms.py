"""Forms of the calendar (Z1): a decree as it is typed, its approval, its rejection."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from pid_tracker.services.store.limits import DECREE

_LINE = Length(max=300, message="Paling banyak 300 huruf")
_TEXT = Length(max=6000, message="Paling banyak 6.000 huruf")


class DecreeForm(FlaskForm):
    """A decree. What it must hold is asked by the use case; `kept` names a file that was sent before."""

    body = SelectField("Berlaku untuk", validate_choice=False)
    number = StringField("Nomor keputusan", [_LINE], description="Misalnya: SKB 933/2025, 1/2025, 3/2025")
    title = StringField("Tentang apa", [_LINE])
    signed_on = DateField("Tanggal penetapan", [Optional()])
    days = TextAreaField(
        "Hari-harinya",
        [_TEXT],
        description="Satu hari per baris: tanggal; jenis; nama. Misalnya: 2025-08-18; cuti bersama; Cuti bersama Hari "
        "Kemerdekaan. Jenisnya: libur nasional, cuti bersama, libur daerah, hari pemungutan suara, atau dibuka.",
    )
    amends = StringField("Mengubah keputusan nomor", [Optional(), _LINE])
    completes_year = BooleanField(
        "Ini keputusan pokok tahun itu", description="Tanggal di tahun itu tidak lagi sementara"
    )
    document = FileField("Keputusannya", [Optional()], description=DECREE.promise)
    kept = HiddenField()
    note = TextAreaField("Catatan", [Optional(), _TEXT], description="Wajib bila ada hari yang sudah lewat")


class ApproveForm(FlaskForm):
    """Approval by the second person."""

    note = TextAreaField("Catatan", [Optional(), _TEXT], description="Wajib bila ada hari yang sudah lewat")


class RejectForm(FlaskForm):
    """Rejection with its reason."""

    reason = TextAreaField("Mengapa ditolak?", [_TEXT])
