"""Words that the sentences of the history are made of."""

from collections.abc import Mapping, Sequence

from pid_tracker.law.facts import (
    Corrected,
    CostNoted,
    DeficiencyNotified,
    DraftSubmitted,
    DueDateMoved,
    HandedOver,
    Objected,
    ObjectionDecided,
    OfPart,
    PartlyDelivered,
    ReferredOn,
    Relabelled,
)
from pid_tracker.law.grounds import Response
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import HandOverWay
from pid_tracker.law.words import rupiah, tanggal
from pid_tracker.models import CaseEventRow
from pid_tracker.services.answer.correcting import ABOUT
from pid_tracker.services.calendar.told_dates import TOLD, duty_of, moved_because


def listed(words: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def part_words(row: CaseEventRow) -> str:
    """Which part an event is about."""
    return f"bagian {row.told(OfPart).part}"


def places_words(row: CaseEventRow) -> list[str]:
    """Which parts an event is about, one by one."""
    return [f"bagian {place}" for place in row.told(PartlyDelivered).delivered]


def label_words(row: CaseEventRow) -> str:
    """What a text was re-labelled as."""
    return row.told(Relabelled).label.words


def unit_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """The office that has the part an event is about, as it was named when the part went there."""
    return units.get(row.told(OfPart).part) or "Kantor yang memegang"


def lacks_in(row: CaseEventRow) -> str:
    """What a notice of deficiency named, in words."""
    return ", ".join(Lack(code).words for code in row.told(DeficiencyNotified).lacks)


def levels_in(row: CaseEventRow) -> str:
    """The levels of approval that a draft has to pass, in words."""
    return listed(row.told(DraftSubmitted).levels)


def objected_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """An objection: its number and its grounds."""
    objected = row.told(Objected)
    grounds = "; ".join(letter.words for letter in objected.grounds)
    return f"Keberatan {objected.number} diajukan kepada atasan PPID: {grounds}"


def decided_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What the superior decided, told without looking at the rest of the case."""
    return f"Atasan PPID memutus keberatan: {row.told(ObjectionDecided).result.words}"


def responded_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What the requester said to the decision."""
    return f"Pemohon {Response.words_of(row.facts.came_to, 'menanggapi putusan')}"


def moved_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """A date that moved later with a decree."""
    moved = row.told(DueDateMoved)
    words, later = TOLD[duty_of(moved)].short, tanggal(moved.new)
    return f"Batas waktu {words} menjadi lebih lambat karena {moved_because(moved)}: {later}"


def referred_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """A part that was passed on to another body, with its number there."""
    told = row.told(ReferredOn)
    return f"Bagian {told.part} diteruskan ke {told.to_name} dengan nomor {told.to_number}, atas izin pemohon"


def cost_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What a copy on paper costs."""
    noted = row.told(CostNoted)
    total = rupiah(noted.total_rupiah) if noted.total_rupiah else "gratis"
    return f"Nota biaya salinan kertas: {noted.sheets} lembar, {total}"


def hand_over_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What was handed over, and how."""
    given = row.told(HandedOver)
    return f"Informasi diserahkan ({given.items} butir), {HandOverWay.words_of(given.way)}; berita acara dibuat"


def corrected_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What was corrected, without what it said."""
    return f"Salah tulis dibetulkan: {ABOUT[row.told(Corrected).about].label}"
