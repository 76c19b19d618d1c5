"""The forms of the case page about the request, in its order; and the one table of all forms of that page.

A form is asked for by its name (`sent`, `blank`): the page draws each blank until one comes back with a mistake. Form
tokens are checked by the application for every POST.
"""

from typing import Any, Self

from wtforms import BooleanField, DateField, Field, SelectField
from wtforms.validators import Optional

from pid_tracker.law.grounds import ExtensionGround, Label
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.models import CaseFile, Part
from pid_tracker.services.answer import partial_delivery, referring
from pid_tracker.services.gate import extending
from pid_tracker.services.looking import registers
from pid_tracker.services.request.conversation import LONGEST_QUESTION, LONGEST_REPLY
from pid_tracker.web.form_fields import CaseForm, FormTable, ManyBoxes, line, one_of, sentences, text
from pid_tracker.web.officer.answer_forms import ANSWERING
from pid_tracker.web.officer.dispute_forms import DISPUTE
from pid_tracker.web.officer.objection_forms import OBJECTION

_OUTSIDE = "Badan di luar sistem ini (isi nama dan alamatnya)"
_INTERNAL = "Aturan kantor; tenggat hukum tidak berubah"


class ReasonForm(CaseForm):
    """Why personal data is opened."""

    reason = line("Untuk apa data pemohon dibuka?", "Tercatat dengan nama Anda")


class DeficiencyForm(CaseForm):
    """What is missing (surat keterangan tidak lengkap)."""

    lacks = ManyBoxes("Apa yang kurang?", choices=Lack.choices())
    note = text("Kalimat untuk pemohon", optional=True, longest=600, wrong="Paling banyak {} huruf")


class HandInForm(CaseForm):
    """What the requester handed in at the desk."""

    handed_in = ManyBoxes("Apa yang diserahkan atau ditunjukkan?", choices=Lack.choices())
    nik = line("NIK", optional=True, longest=40, wrong="NIK paling banyak {} tanda")


class RouteForm(CaseForm):
    """Where a part goes."""

    unit = SelectField("Kantor yang mencari", validate_choice=False)
    internal_due_on = DateField("Tanggal internal", [Optional()], description=_INTERNAL)
    text_for_unit = text("Yang dibaca kantor")
    instruction = text("Petunjuk untuk kantor", optional=True)
    checked = BooleanField("Sudah saya periksa, boleh dibaca kantor")

    @classmethod
    def of(cls, case: CaseFile, **more: Any) -> Self:
        """The form with the units of the body to choose from, and the codes of their urusan."""
        form = cls(**more)
        form.unit.choices = unit_choices(case)
        return form


def unit_choices(case: CaseFile) -> dict[str, str]:
    """The units of the body, with the codes of their urusan."""
    named = {
        str(unit.id): unit.name + (f" ({', '.join(unit.urusan_codes[:4])})" if unit.urusan_codes else "")
        for unit in registers.units_of(case.body_id)
    }
    return {"": "Pilih kantor", **named}


class ReferForm(CaseForm):
    """Another body that has the information: one of this installation, or one outside by name and address."""

    code = SelectField("Badan di sistem ini", validate_choice=False)
    holder = line("Badan yang memilikinya")
    address = line("Alamat atau tautannya")

    @classmethod
    def of(cls, case: CaseFile, **more: Any) -> Self:
        """The form with the bodies to choose from."""
        form = cls(**more)
        form.code.choices = body_choices(case)
        return form


def body_choices(case: CaseFile) -> dict[str, str]:
    """The other bodies of this installation, to refer a part to."""
    return {"": _OUTSIDE, **{body.code: body.name for body in referring.other_bodies(case)}}


class ConfirmForm(CaseForm):
    """A part stays at the unit that handed it back (menetapkan)."""

    instruction = text(
        "Petunjuk tertulis untuk kantor", "Mengapa tetap di kantor ini, dan di mana dicari", longest=3000
    )
    internal_due_on = DateField("Tanggal internal baru", [Optional()], description=_INTERNAL)


class SplitForm(CaseForm):
    """More parts, one a line."""

    texts = text("Bagian tambahan", "Satu bagian per baris; kata pemohon tidak berubah")


class AheadForm(CaseForm):
    """Ready parts that go to the requester now."""

    places = ManyBoxes("Bagian yang diserahkan sekarang", coerce=int, validate_choice=False)
    note = text("Kalimat untuk pemohon", "Wajib bila bagiannya tidak mempunyai berkas", optional=True, longest=600)

    @classmethod
    def of(cls, case: CaseFile, **more: Any) -> Self:
        """The form with the parts that can go ahead, to choose from."""
        form = cls(**more)
        ready = [part for part in case.parts if not partial_delivery.why_not(part)]
        form.places.choices = [(part.place, f"Bagian {part.place}") for part in ready]
        return form


class QuestionForm(CaseForm):
    """A question to the requester."""

    question = text("Pertanyaan untuk pemohon", longest=LONGEST_QUESTION, wrong="Pertanyaan paling banyak {} huruf")


class ReplyForm(CaseForm):
    """What the requester said to it, noted by the desk."""

    reply = text(
        "Jawaban pemohon",
        "Seperti yang dikatakan pemohon lewat telepon, surat, atau di meja layanan",
        longest=LONGEST_REPLY,
        wrong="Jawaban paling banyak {} huruf",
    )


class LabelForm(CaseForm):
    """What was filed is no information request (pelabelan ulang)."""

    label = one_of("Kiriman ini sebenarnya", sentences(Label))
    reason = text("Alasannya, untuk pemohon", longest=600)
    where = text("Ke mana pemohon dapat membawanya", longest=600)


class InsistForm(CaseForm):
    """The requester says that it stays a request, noted by the desk."""

    why = line("Kata pemohon", optional=True, longest=600)


class ExtendForm(CaseForm):
    """More time (perpanjangan)."""

    ground = one_of("Alasan", ExtensionGround.choices())
    sentence = text("Satu kalimat untuk pemohon")

    @classmethod
    def of(cls, case: CaseFile, **more: Any) -> Self:
        """The form with a field for each part that no office has (ruling R30)."""
        fields = {
            extending.reason_name(part.place): line(f"Mengapa bagian {part.place} belum diteruskan?")
            for part in extending.unplaced(case)
        }
        form: Self = type("ExtendFormOfParts", (cls,), fields)(**more)
        return form

    @property
    def reasons(self) -> list[Field]:
        """Of each part that lies with no office: why not yet."""
        return [field for field in self if field.short_name.startswith("part")]


class ConsentForm(CaseForm):
    """The requester told an officer that the request may be passed on."""

    how = line("Kapan dan dengan cara apa pemohon mengizinkan?", "Misalnya: lewat telepon, pagi ini")


#: Name of a form -> its class and prefix.
WHOLE: FormTable = {
    "reason": (ReasonForm, "data-"),
    "lacks": (DeficiencyForm, "kurang-"),
    "hand_in": (HandInForm, "lengkapi-"),
    "split": (SplitForm, "pilah-"),
    "ahead": (AheadForm, "dulu-"),
    "question": (QuestionForm, "tanya-"),
    "reply": (ReplyForm, "balasan-"),
    "label": (LabelForm, "label-"),
    "insist": (InsistForm, "tetap-"),
    "extend": (ExtendForm, "tambah-"),
    "consent": (ConsentForm, "izin-"),
    **OBJECTION,
}
#: The forms of each part: its place stands after name and prefix, as in "route2" and "bagian2-".
OF_PART: FormTable = {
    "route": (RouteForm, "bagian"),
    "refer": (ReferForm, "rujuk"),
    "confirm": (ConfirmForm, "tetapkan"),
}


#: Every form that an act of an officer asks for by its name; of "nothing" there is nothing to fill in.
_ALL: FormTable = {**WHOLE, **DISPUTE, **ANSWERING, "nothing": (CaseForm, "")}


def name_of(name: str, part: Part | None = None) -> str:
    """The name under which the page knows the form, of a part where there is one for each."""
    return f"{name}{part.place}" if part is not None and name in OF_PART else name


def sent(name: str, case: CaseFile, part: Part | None = None) -> CaseForm:
    """The form of that name as it was sent."""
    if part is not None and name in OF_PART:
        form, prefix = OF_PART[name]
        return form.of(case, prefix=f"{prefix}{part.place}-")
    form, prefix = _ALL[name]
    return form.of(case, prefix=prefix)
