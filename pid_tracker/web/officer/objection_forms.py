"""Forms of the objection for officers: explanation, talks, execution, response, the superior's decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField
from wtforms.validators import Optional

from pid_tracker.law.grounds import Decision, ObjectionGround, Response, TalksResult
from pid_tracker.services.objection.deciding import ObjectionDecision
from pid_tracker.web.form_fields import CaseForm, FormTable, ManyBoxes, answer_files, line, one_of, sentences, text


class ExplainForm(CaseForm):
    """The PPID's explanation for the superior."""

    explanation = text("Penjelasan untuk atasan", "Mengapa dijawab begitu, atau mengapa belum dijawab")


class TalksForm(CaseForm):
    """What a meeting (musyawarah) came to."""

    result = one_of("Hasil musyawarah", sentences(TalksResult))
    minutes = text("Yang dibicarakan", "Siapa yang hadir, apa yang disepakati. Dibaca pemohon")


class ExecuteForm(CaseForm):
    """The decision is carried out."""

    note = text("Yang diberikan", "Dibaca pemohon bersama berkasnya")
    files = answer_files("Berkas")
    checked = BooleanField("Sudah saya periksa, semua boleh dibuka")


class ResponseForm(CaseForm):
    """The requester's response, written down by the desk."""

    result = one_of("Tanggapan pemohon", sentences(Response))
    response = text("Kata pemohon", optional=True)


#: The forms of the panel "Keberatan".
OBJECTION: FormTable = {
    "explain": (ExplainForm, "jelas-"),
    "talks": (TalksForm, "musyawarah-"),
    "execute": (ExecuteForm, "laksana-"),
    "response": (ResponseForm, "tanggap-"),
}


class DecisionForm(FlaskForm):
    """A2: the decision. A field for the rebuttal of each ground; those that are not raised are taken off."""

    result = one_of("Putusan", sentences(Decision, "register"))
    reasons = text("Alasan putusan", "Wajib bila menguatkan (UU 14/2008 Pasal 36 ayat (3))", optional=True)
    rebuttal_a = text("a", optional=True)
    rebuttal_b = text("b", optional=True)
    rebuttal_c = text("c", optional=True)
    rebuttal_d = text("d", optional=True)
    rebuttal_e = text("e", optional=True)
    rebuttal_f = text("f", optional=True)
    rebuttal_g = text("g", optional=True)
    keeps = ManyBoxes(
        "Bila diubah sebagian: bagian mana yang tetap ditutup?",
        choices={},
        validate_choice=False,
        description="Yang tidak dicentang diperintahkan dibuka. Yang tetap ditutup memerlukan uji yang masih berlaku",
    )
    order = text("Yang diperintahkan", "Wajib bila mengubah atau membatalkan", optional=True)
    execute_by = DateField(
        "Dilaksanakan paling lambat", [Optional()], description="Wajib bila mengubah atau membatalkan"
    )
    substitute_reason = line(
        "Mengapa Anda memutus sebagai pengganti?",
        "Misalnya nomor surat penunjukan pengganti",
        optional=True,
        longest=600,
        wrong="Paling banyak {} huruf",
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
