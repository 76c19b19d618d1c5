"""Forms of the calendar (Z1): a decree as it is typed, its approval, its rejection."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import Optional

from pid_tracker.services.store.limits import DECREE
from pid_tracker.web.form_fields import line, text

_AT_MOST = "Paling banyak {} huruf"
_NOTE = "Wajib bila ada hari yang sudah lewat"


class DecreeForm(FlaskForm):
    """A decree. What it must hold is asked by the use case; `kept` names a file that was sent before."""

    body = SelectField("Berlaku untuk", validate_choice=False)
    number = line("Nomor keputusan", "Misalnya: SKB 933/2025, 1/2025, 3/2025", wrong=_AT_MOST)
    title = line("Tentang apa", wrong=_AT_MOST)
    signed_on = DateField("Tanggal penetapan", [Optional()])
    days = text(
        "Hari-harinya",
        "Satu hari per baris: tanggal; jenis; nama. Misalnya: 2025-08-18; cuti bersama; Cuti bersama Hari Kemerdekaan. "
        "Jenisnya: libur nasional, cuti bersama, libur daerah, hari pemungutan suara, atau dibuka.",
        wrong=_AT_MOST,
    )
    amends = line("Mengubah keputusan nomor", optional=True, wrong=_AT_MOST)
    completes_year = BooleanField(
        "Ini keputusan pokok tahun itu", description="Tanggal di tahun itu tidak lagi sementara"
    )
    document = FileField("Keputusannya", [Optional()], description=DECREE.promise)
    kept = HiddenField()
    note = text("Catatan", _NOTE, optional=True, wrong=_AT_MOST)


class ApproveForm(FlaskForm):
    """Approval by the second person."""

    note = text("Catatan", _NOTE, optional=True, wrong=_AT_MOST)


class RejectForm(FlaskForm):
    """Rejection with its reason."""

    reason = text("Mengapa ditolak?", wrong=_AT_MOST)
