"""Forms of referral, cost, hand-over, withdrawal and correction on the officers' side."""

from flask_wtf import FlaskForm
from wtforms import FileField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from pid_tracker.law.vocabulary.handling import Acknowledgement, Correctable, HandOverWay
from pid_tracker.services.answer.correcting import LETTER, NEVER
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words.typed_text import whole_number

_TEXT = Length(max=2000, message="Tulisan terlalu panjang. Paling banyak 2.000 huruf")
_LINE = Length(max=300, message="Tulisan terlalu panjang. Paling banyak 300 huruf")


class Number(IntegerField):
    """A whole number; its own words for what is none, with dots and "Rp" taken as people write them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read "Rp1.500" as 1500."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        plain = "".join(sign for sign in valuelist[0] if sign not in "Rp. \u00a0")
        self.data = whole_number(plain, 11)
        if self.data is None:
            raise ValueError("Tulis dengan angka, misalnya 1500")


class ConsentForm(FlaskForm):
    """The requester told an officer that the request may be passed on."""

    how = StringField(
        "Kapan dan dengan cara apa pemohon mengizinkan?", [_LINE], description="Misalnya: lewat telepon, pagi ini"
    )


class CostForm(FlaskForm):
    """The note of cost."""

    sheets = Number("Jumlah lembar", [InputRequired("Isi jumlah lembar")])
    per_sheet = Number("Rupiah per lembar", [InputRequired("Isi rupiah per lembar; tulis 0 bila gratis")])
    postage = Number("Ongkos kirim (rupiah)", [Optional()], description="Kosongkan bila tidak dikirim")
    payment = TextAreaField("Cara membayar", [Optional(), _TEXT], description="Wajib bila ada biaya")
    reason = TextAreaField(
        "Alasan di atas tarif",
        [Optional(), _TEXT],
        description="Wajib bila per lembarnya di atas tarif; pemohon membacanya",
    )


class HandOverForm(FlaskForm):
    """The hand-over record."""

    way = RadioField("Bagaimana diserahkan?", choices=HandOverWay.choices(), validate_choice=False)
    items = TextAreaField("Yang diserahkan atau dilihat", [_TEXT], description="Satu per baris")
    receiver = StringField("Nama penerima", [_LINE], description="Orang yang benar-benar menerima")
    signed = RadioField(
        "Tanda terima",
        choices=Acknowledgement.choices(),
        validate_choice=False,
        description="Tidak perlu bila dikirim lewat pos",
    )
    parcel = StringField("Nomor resi pos", [Optional(), _LINE])


class WithdrawForm(FlaskForm):
    """The requester's statement of withdrawal, and how it came; `copy` is the statement once it was read."""

    copy: Copy | None = None
    statement = FileField("Pernyataan pemohon", description=f"Pindaian atau foto: {PROOF.promise}")
    how = TextAreaField(
        "Kapan dan bagaimana pernyataan itu diterima?",
        [_TEXT],
        description="Misalnya: surat diantar sendiri ke meja layanan",
    )


class CorrectForm(FlaskForm):
    """A clerical error."""

    about = RadioField("Apa yang salah tulis?", choices=Correctable.choices(), validate_choice=False)
    wrong = TextAreaField(
        "Tertulis di surat", [Optional(), _TEXT], description="Hanya untuk surat jawaban: salin persis yang salah"
    )
    right = TextAreaField("Yang benar", [_TEXT])
    reason = TextAreaField("Alasan pembetulan", [_TEXT], description="Satu kalimat; untuk surat, pemohon membacanya")


#: Before the letter is sent its draft is simply changed.
ABOUT_WITHOUT_LETTER = {code: words for code, words in Correctable.choices().items() if code != LETTER}
#: What the page says cannot be corrected: (what, what is possible instead).
NOT_THIS_WAY = tuple(NEVER.values())
