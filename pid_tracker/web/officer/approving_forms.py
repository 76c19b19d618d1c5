"""Forms of the approval of a letter."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

_TEXT = Length(max=2000, message="Tulisan terlalu panjang. Paling banyak 2.000 huruf")


class ClearForm(FlaskForm):
    """Clear a draft; `draft` is the fingerprint of what the page showed."""

    draft = HiddenField("Sidik naskah")
    note = TextAreaField("Catatan", [Optional(), _TEXT], description="Hanya dibaca petugas")


class ReturnForm(FlaskForm):
    """Give a draft back."""

    reason = TextAreaField("Apa yang perlu diperbaiki?", [_TEXT], description="Tersimpan di riwayat perkara")


class ChangeForm(FlaskForm):
    """Why a result was changed after approval began."""

    change_reason = TextAreaField(
        "Mengapa hasilnya berubah?",
        [_TEXT],
        description="Hasilnya berbeda dari naskah yang terakhir dimintakan persetujuan; alasannya tersimpan di riwayat",
    )
