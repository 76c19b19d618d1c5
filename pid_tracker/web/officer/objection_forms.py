"""Forms of the objection for officers: explanation, talks, execution, response, the superior's decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from pid_tracker.law.grounds import Decision, ObjectionGround, Response, TalksResult
from pid_tracker.services.objection.deciding import ObjectionDecision
from pid_tracker.services.store.limits import ANSWER
from pid_tracker.web.filters import huruf_besar
from pid_tracker.web.officer.triage_forms import ManyBoxes, options

_TEXT = Length(max=6000, message="Tulisan terlalu panjang. Paling banyak 6.000 huruf")


class ExplainForm(FlaskForm):
    """The PPID's explanation for the superior."""

    explanation = TextAreaField(
        "Penjelasan untuk atasan", [_TEXT], description="Mengapa dijawab begitu, atau mengapa belum dijawab"
    )


class TalksForm(FlaskForm):
    """What a meeting (musyawarah) came to."""

    result = RadioField(
        "Hasil musyawarah",
        choices=options((code, huruf_besar(words)) for code, words in TalksResult.choices().items()),
        validate_choice=False,
    )
    minutes = TextAreaField(
        "Yang dibicarakan", [_TEXT], description="Siapa yang hadir, apa yang disepakati. Dibaca pemohon"
    )


class ExecuteForm(FlaskForm):
    """The decision is carried out."""

    note = TextAreaField("Yang diberikan", [_TEXT], description="Dibaca pemohon bersama berkasnya")
    files = MultipleFileField(
        "Berkas",
        [Optional()],
        description=ANSWER.promise,
    )
    checked = BooleanField("Sudah saya periksa, semua boleh dibuka")


class ResponseForm(FlaskForm):
    """The requester's response, written down by the desk."""

    result = RadioField(
        "Tanggapan pemohon",
        choices=options((code, huruf_besar(words)) for code, words in Response.choices().items()),
        validate_choice=False,
    )
    response = TextAreaField("Kata pemohon", [Optional(), _TEXT])


class DecisionForm(FlaskForm):
    """A2: the decision. A field for the rebuttal of each ground; those that are not raised are taken off."""

    result = RadioField(
        "Putusan",
        choices=options((code, huruf_besar(words)) for code, words in Decision.choices("register").items()),
        validate_choice=False,
    )
    reasons = TextAreaField(
        "Alasan putusan", [Optional(), _TEXT], description="Wajib bila menguatkan (UU 14/2008 Pasal 36 ayat (3))"
    )
    rebuttal_a = TextAreaField("a", [Optional(), _TEXT])
    rebuttal_b = TextAreaField("b", [Optional(), _TEXT])
    rebuttal_c = TextAreaField("c", [Optional(), _TEXT])
    rebuttal_d = TextAreaField("d", [Optional(), _TEXT])
    rebuttal_e = TextAreaField("e", [Optional(), _TEXT])
    rebuttal_f = TextAreaField("f", [Optional(), _TEXT])
    rebuttal_g = TextAreaField("g", [Optional(), _TEXT])
    keeps = ManyBoxes(
        "Bila diubah sebagian: bagian mana yang tetap ditutup?",
        choices={},
        validate_choice=False,
        description="Yang tidak dicentang diperintahkan dibuka. Yang tetap ditutup memerlukan uji yang masih berlaku",
    )
    order = TextAreaField("Yang diperintahkan", [Optional(), _TEXT], description="Wajib bila mengubah atau membatalkan")
    execute_by = DateField(
        "Dilaksanakan paling lambat", [Optional()], description="Wajib bila mengubah atau membatalkan"
    )
    substitute_reason = StringField(
        "Mengapa Anda memutus sebagai pengganti?",
        [Optional(), Length(max=600, message="Paling banyak 600 huruf")],
        description="Misalnya nomor surat penunjukan pengganti",
    )

    def keep_grounds(self, letters: str) -> None:
        """Only the grounds that were raised, each under its own words."""
        for ground in ObjectionGround:
            name = f"rebuttal_{ground.value}"
            if ground.value in letters:
                self[name].label.text = f"Tanggapan atas alasan {ground.value}: {ground.words.lower()}"
            else:
                del self[name]

    def offer_closed(self, places: Sequence[str]) -> None:
        """The parts that the answer closed; without any the question is taken off."""
        if places:
            self.keeps.choices = {place: f"Bagian {place}" for place in places}
        else:
            del self["keeps"]

    @property
    def rebuttals(self) -> list[Any]:
        """The fields of the grounds that were raised."""
        return [field for field in self if field.short_name.startswith("rebuttal_")]

    def command(self, closed: Mapping[str, Sequence[str]]) -> ObjectionDecision:
        """The decision as typed; `closed` are the parts that the answer closed, with their tests."""
        kept = [place for place in (self.keeps.data or []) if place in closed] if "keeps" in self else []
        changes = self.result.data == Decision.CHANGED and bool(closed)
        return ObjectionDecision(
            tests={place: tuple(closed[place]) for place in kept} if changes else None,
            result=self.result.data or "",
            reasons=(self.reasons.data or "").strip(),
            rebuttals={field.short_name.removeprefix("rebuttal_"): field.data or "" for field in self.rebuttals},
            order=(self.order.data or "").strip(),
            execute_by=self.execute_by.data,
            substitute_reason=(self.substitute_reason.data or "").strip(),
        )
