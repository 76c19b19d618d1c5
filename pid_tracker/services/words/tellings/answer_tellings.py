"""The answer: its draft and approval, the notice, what a copy costs, the hand-over, corrections."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Corrected, CostNoted, DraftCleared, DraftSubmitted, Facts, HandedOver, Rated
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.vocabulary.asking import Rating
from pid_tracker.law.vocabulary.handling import Correctable, HandOverWay
from pid_tracker.law.words import rupiah
from pid_tracker.services.words.phrases import listed
from pid_tracker.services.words.tellings.telling import Happened, Telling, written

_BY_OUTCOME = {
    Outcome.GRANTED: "n6_granted",
    Outcome.PARTLY_GRANTED: "n7_partly",
    Outcome.REFUSED: "n8_refused",
    Outcome.NOT_HELD: "n9_not_held",
    Outcome.REFERRED: "n9_not_held",
}


def _by_outcome(facts: Facts) -> str:
    return _BY_OUTCOME[facts.outcome] if isinstance(facts, Answered) else ""


def _complained(event: Happened) -> str:
    rating = Rating.of(event.told(Rated).rating)
    return f"saya menyatakan jawaban itu {rating.complained}" if rating and rating.complained else ""


def _cost(event: Happened) -> str:
    noted = event.told(CostNoted)
    total = rupiah(noted.total_rupiah) if noted.total_rupiah else "gratis"
    return f"Nota biaya salinan kertas: {noted.sheets} lembar, {total}"


def _handed_over(event: Happened) -> str:
    given = event.told(HandedOver)
    return f"Informasi diserahkan ({given.items} butir), {HandOverWay.words_of(given.way)}; berita acara dibuat"


TELLINGS = (
    Telling(
        E.DRAFT_SUBMITTED,
        lambda event: f"Naskah surat jawaban dimintakan persetujuan: {listed(event.told(DraftSubmitted).levels)}",
        more=written(change=""),
        is_inside=True,
    ),
    Telling(
        E.DRAFT_CLEARED,
        lambda event: f"Naskah surat jawaban disetujui, tingkat {event.told(DraftCleared).level}",
        more=written(note=""),
        is_inside=True,
    ),
    Telling(
        E.DRAFT_RETURNED, "Naskah surat jawaban dikembalikan untuk diperbaiki", more=written(reason=""), is_inside=True
    ),
    Telling(
        E.ANSWERED,
        lambda event: f"Surat jawaban dikirim: {event.told(Answered).outcome.words}",
        more_inside=written(change=""),
        chronology=lambda event: f"saya menerima surat jawaban: {event.told(Answered).outcome.told}",
        messages={
            "n6_granted": "Jawaban siap",
            "n7_partly": "Jawaban siap, sebagian diberikan",
            "n8_refused": "Tidak dapat kami berikan",
            "n9_not_held": "Informasinya bukan pada kami",
        },
        which=_by_outcome,
    ),
    Telling(
        E.RATED,
        lambda event: f"Pemohon menilai jawaban: {Rating(event.told(Rated).rating).told}",
        chronology=_complained,
    ),
    Telling(
        E.COST_NOTED,
        _cost,
        more="Ini bukan surat jawaban: tenggat tidak berubah. Berkas digital tetap gratis.",
        chronology=lambda event: (
            f"saya menerima nota biaya salinan sebesar {rupiah(event.told(CostNoted).total_rupiah)}"
        ),
        messages={"n10_cost": "Biaya salinan kertas"},
    ),
    Telling(E.HANDED_OVER, _handed_over, messages={"handed_over": "Berita acara serah terima"}),
    Telling(
        E.CORRECTED,
        lambda event: f"Salah tulis dibetulkan: {Correctable(event.told(Corrected).about).words}",
        messages={"corrected": "Salah tulis dibetulkan"},
    ),
)
