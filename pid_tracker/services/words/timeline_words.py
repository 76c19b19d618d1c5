"""Words that the sentences of the history are made of."""

from collections.abc import Mapping, Sequence
from datetime import date

from pid_tracker.law.grounds import Decision, Label, ObjectionGround, Response
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import HandOverWay
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow
from pid_tracker.services.answer.correcting import ABOUT
from pid_tracker.services.calendar.told_dates import TOLD, duty_of, moved_because


def day_in(row: CaseEventRow, name: str) -> date | None:
    """A day from the details of an event."""
    value = row.details.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None


def listed(words: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def part_words(row: CaseEventRow) -> str:
    """Which part an event is about."""
    return f"bagian {row.details.get('part', '')}".strip()


def places_words(row: CaseEventRow) -> list[str]:
    """Which parts an event is about, one by one."""
    return [f"bagian {place}" for place in row.details.get("delivered", [])]


def label_words(row: CaseEventRow) -> str:
    """What a text was re-labelled as."""
    return Label(row.details["label"]).words


def unit_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """The office that has the part an event is about, as it was named when the part went there."""
    return units.get(int(row.details.get("part") or 0)) or "Kantor yang memegang"


def lacks_in(row: CaseEventRow) -> str:
    """What a notice of deficiency named, in words."""
    codes = row.details.get("lacks") or []
    return ", ".join(filter(None, map(Lack.words_of, codes))) or "ada yang kurang"


def levels_in(row: CaseEventRow) -> str:
    """The levels of approval that a draft has to pass, in words."""
    return listed([str(name) for name in row.details.get("levels") or []])


def objected_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """An objection: its number and its grounds."""
    grounds = "; ".join(ObjectionGround(letter).words for letter in row.details.get("grounds", []))
    return f"Keberatan {row.details.get('number', '')} diajukan kepada atasan PPID: {grounds}"


def decided_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What the superior decided, told without looking at the rest of the case."""
    words = Decision.words_of(row.details.get("result"))
    return f"Atasan PPID memutus keberatan{f': {words}' if words else ''}"


def responded_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What the requester said to the decision."""
    return f"Pemohon {Response.words_of(row.details.get('result'), 'menanggapi putusan')}"


def moved_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """A date that moved later with a decree."""
    later, words = day_in(row, "new"), TOLD[duty_of(row)].short
    return f"Batas waktu {words} menjadi lebih lambat karena {moved_because(row)}" + (
        f": {tanggal(later)}" if later else ""
    )


def rupiah(amount: int) -> str:
    """ "Rp36.000"."""
    return f"Rp{amount:,}".replace(",", ".")


def referred_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """A part that was passed on to another body, with its number there."""
    told = row.details
    place, name = told.get("part", ""), told.get("to_name", "badan lain")
    return f"Bagian {place} diteruskan ke {name} dengan nomor {told.get('to_number', '')}, atas izin pemohon"


def cost_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What a copy on paper costs."""
    sheets, total = row.details.get("sheets", 0), int(row.details.get("total_rupiah", 0))
    return f"Nota biaya salinan kertas: {sheets} lembar, {rupiah(total) if total else 'gratis'}"


def hand_over_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What was handed over, and how."""
    way = HandOverWay.words_of(row.details.get("way"))
    return f"Informasi diserahkan ({row.details.get('items', 0)} butir), {way}; berita acara dibuat"


def corrected_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """What was corrected, without what it said."""
    about = ABOUT.get(str(row.details.get("about")))
    return f"Salah tulis dibetulkan: {about.label if about else 'catatan'}"
