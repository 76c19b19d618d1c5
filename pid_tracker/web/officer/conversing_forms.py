"""Forms of the talk with the requester, of parts that came back or go ahead, and of re-labelling."""

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from pid_tracker.law.grounds import Label
from pid_tracker.services.request.conversation import LONGEST_QUESTION, LONGEST_REPLY
from pid_tracker.web.filters import huruf_besar
from pid_tracker.web.officer.triage_forms import ManyBoxes, options

_TEXT = Length(max=3000, message="Tulisan terlalu panjang. Paling banyak 3.000 huruf")
_SHORT = Length(max=600, message="Tulisan terlalu panjang. Paling banyak 600 huruf")


class QuestionForm(FlaskForm):
    """A question to the requester."""

    question = TextAreaField(
        "Pertanyaan untuk pemohon",
        [Length(max=LONGEST_QUESTION, message=f"Pertanyaan paling banyak {LONGEST_QUESTION} huruf")],
    )


class ReplyForm(FlaskForm):
    """What the requester said to it, noted by the desk."""

    reply = TextAreaField(
        "Jawaban pemohon",
        [Length(max=LONGEST_REPLY, message="Jawaban paling banyak 3.000 huruf")],
        description="Seperti yang dikatakan pemohon lewat telepon, surat, atau di meja layanan",
    )


class ConfirmForm(FlaskForm):
    """A part stays at the unit that handed it back (menetapkan)."""

    instruction = TextAreaField(
        "Petunjuk tertulis untuk kantor", [_TEXT], description="Mengapa tetap di kantor ini, dan di mana dicari"
    )
    internal_due_on = DateField(
        "Tanggal internal baru", [Optional()], description="Aturan kantor; tenggat hukum tidak berubah"
    )


class AheadForm(FlaskForm):
    """Ready parts that go to the requester now."""

    places = ManyBoxes("Bagian yang diserahkan sekarang", coerce=int, validate_choice=False)
    note = TextAreaField(
        "Kalimat untuk pemohon", [Optional(), _SHORT], description="Wajib bila bagiannya tidak mempunyai berkas"
    )


class LabelForm(FlaskForm):
    """What was filed is no information request (pelabelan ulang)."""

    label = RadioField(
        "Kiriman ini sebenarnya",
        choices=options((label.value, huruf_besar(label.words)) for label in Label),
        validate_choice=False,
    )
    reason = TextAreaField("Alasannya, untuk pemohon", [_SHORT])
    where = TextAreaField("Ke mana pemohon dapat membawanya", [_SHORT])


class InsistForm(FlaskForm):
    """The requester says that it stays a request, noted by the desk."""

    why = StringField("Kata pemohon", [Optional(), _SHORT])
