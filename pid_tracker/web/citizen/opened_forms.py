"""Forms for what a requester does with a case: find it, complete it, talk, rate, withdraw, respond, go on."""

from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from pid_tracker.law.grounds import Response
from pid_tracker.law.vocabulary.asking import Lack, Rating
from pid_tracker.services.request.conversation import LONGEST_REPLY
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.words.typed_text import compact_number, one_line, paragraphs
from pid_tracker.web.checks import at_most, filled, one_of
from pid_tracker.web.citizen.asking_forms import MAX_QUESTION
from pid_tracker.web.day_field import Day
from pid_tracker.web.fields import box, line, pick
from pid_tracker.web.filters import huruf_besar


class TrackForm(FlaskForm):
    """T1: number and code."""

    number = line(
        "Nomor pendaftaran",
        filled("Isi nomor pendaftaran"),
        limit=60,
        description="Contoh MAL-26-00417; huruf kecil boleh",
    )
    code = line(
        "Kode lacak", filled("Isi kode lacak"), limit=60, description="Contoh 7KQ4-M2, ada di tanda bukti dan pesan"
    )
    detail = line(
        "Nama, nomor telepon, atau surel Anda",
        limit=200,
        description="Salah satu saja, seperti yang Anda tulis di permintaan",
    )


class LostCodeForm(FlaskForm):
    """The code is lost: send it again to the contact on file."""

    number = line("Nomor pendaftaran", filled("Isi nomor pendaftaran"), limit=60, description="Contoh MAL-26-00417")


class CompleteForm(FlaskForm):
    """L1: what was missing. Only the fields that are asked for stay in the form."""

    identity = FileField(huruf_besar(Lack.IDENTITY.words), description=PROOF.promise)
    nik = StringField(
        "NIK", [at_most(40)], filters=[compact_number], description="16 angka di KTP. Kami simpan terkunci"
    )
    deed = FileField(huruf_besar(Lack.DEED.words), description=PROOF.promise)
    power = FileField("Surat kuasa", description=PROOF.promise)
    stamp = FileField("Surat kuasa khusus yang bermeterai", description=PROOF.promise)
    address = box("Alamat", limit=500, description="Dipakai di surat jawaban")
    subject = box(huruf_besar(Lack.SUBJECT.words), limit=MAX_QUESTION)
    seen_seq = HiddenField()


class ActForm(FlaskForm):
    """A button: only the form token, and what the page had shown."""

    seen_seq = HiddenField()


class ReplyForm(ActForm):
    """T4: the reply to a question of the office."""

    reply = TextAreaField(
        "Jawaban Anda",
        [filled("Tuliskan jawaban Anda"), at_most(LONGEST_REPLY)],
        filters=[paragraphs],
    )


class WithdrawForm(ActForm):
    """C1: a reason is welcome, never needed."""

    reason = box("Mengapa Anda mencabut?", limit=1000, description="Boleh dikosongkan")


class RateForm(ActForm):
    """R2: did the answer answer?"""

    rating = pick(
        "Apakah informasi ini menjawab permintaan Anda?",
        Rating.choices(),
        one_of("Pilih ya, sebagian, atau tidak"),
    )


class RespondForm(ActForm):
    """The requester's response to the decision (tanggapan pemohon)."""

    result = pick(
        "Bagaimana tanggapan Anda atas putusan ini?",
        Response.choices("own"),
        one_of("Pilih menerima atau tidak puas"),
    )
    response = box("Tanggapan Anda", limit=3000, description="Boleh dikosongkan")


class RegisterForm(ActForm):
    """S3: the number that the commission gave, and the day it was registered. Both may stay empty."""

    number = StringField("Nomor register dari Komisi Informasi", [Optional(), at_most(80)], filters=[one_line])
    registered_on = Day("Didaftarkan tanggal", [Optional()], description="Hari ini bila dikosongkan")
