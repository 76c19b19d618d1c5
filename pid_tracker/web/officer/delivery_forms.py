"""Forms of cost, hand-over, withdrawal and correction on the officers' side."""

from flask_wtf import FlaskForm
from wtforms import FileField, IntegerField
from wtforms.validators import InputRequired, Optional

from pid_tracker.law.vocabulary.handling import Acknowledgement, Correctable, HandOverWay
from pid_tracker.services.answer.correcting import LETTER, NEVER
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web.form_fields import line, one_of, text


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


class CostForm(FlaskForm):
    """The note of cost."""

    sheets = Number("Jumlah lembar", [InputRequired("Isi jumlah lembar")])
    per_sheet = Number("Rupiah per lembar", [InputRequired("Isi rupiah per lembar; tulis 0 bila gratis")])
    postage = Number("Ongkos kirim (rupiah)", [Optional()], description="Kosongkan bila tidak dikirim")
    payment = text("Cara membayar", "Wajib bila ada biaya", optional=True, longest=2000)
    reason = text(
        "Alasan di atas tarif",
        "Wajib bila per lembarnya di atas tarif; pemohon membacanya",
        optional=True,
        longest=2000,
    )


class HandOverForm(FlaskForm):
    """The hand-over record."""

    way = one_of("Bagaimana diserahkan?", HandOverWay.choices())
    items = text("Yang diserahkan atau dilihat", "Satu per baris", longest=2000)
    receiver = line("Nama penerima", "Orang yang benar-benar menerima")
    signed = one_of("Tanda terima", Acknowledgement.choices(), "Tidak perlu bila dikirim lewat pos")
    parcel = line("Nomor resi pos", optional=True)


class WithdrawForm(FlaskForm):
    """The requester's statement of withdrawal, and how it came; `copy` is the statement once it was read."""

    copy: Copy | None = None
    statement = FileField("Pernyataan pemohon", description=f"Pindaian atau foto: {PROOF.promise}")
    how = text(
        "Kapan dan bagaimana pernyataan itu diterima?",
        "Misalnya: surat diantar sendiri ke meja layanan",
        longest=2000,
    )


class CorrectForm(FlaskForm):
    """A clerical error."""

    about = one_of("Apa yang salah tulis?", Correctable.choices())
    wrong = text("Tertulis di surat", "Hanya untuk surat jawaban: salin persis yang salah", optional=True, longest=2000)
    right = text("Yang benar", longest=2000)
    reason = text("Alasan pembetulan", "Satu kalimat; untuk surat, pemohon membacanya", longest=2000)


#: Before the letter is sent its draft is simply changed.
ABOUT_WITHOUT_LETTER = {code: words for code, words in Correctable.choices().items() if code != LETTER}
#: What the page says cannot be corrected: (what, what is possible instead).
NOT_THIS_WAY = tuple(NEVER.values())
