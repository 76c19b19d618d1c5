"""Words that the sentences of the history are made of."""

from collections.abc import Mapping, Sequence
from datetime import date

from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow
from pid_tracker.services.triage import LACKS

CHANNELS: Mapping[str, str] = {
    "WEB": "lewat situs ini",
    "EMAIL": "lewat surel",
    "LETTER": "lewat surat",
    "WALK_IN": "di meja layanan",
    "PHONE": "lewat telepon",
    "SMS": "lewat SMS",
    "WHATSAPP": "lewat WhatsApp",
    "ORAL": "secara lisan",
}
OUTCOMES: Mapping[str, str] = {
    "GRANTED": "diberikan semua",
    "PARTLY_GRANTED": "diberikan sebagian",
    "REFUSED": "ditolak",
    "NOT_HELD": "tidak dimiliki",
    "REFERRED": "diteruskan ke kantor lain",
}
RATINGS: Mapping[str, str] = {"YES": "terjawab", "PARTLY": "terjawab sebagian", "NO": "tidak terjawab"}


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


def unit_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """The office that has the part an event is about, as it was named when the part went there."""
    return units.get(int(row.details.get("part") or 0)) or "Kantor yang memegang"


def lacks_in(row: CaseEventRow) -> str:
    """What a notice of deficiency named, in words."""
    codes = row.details.get("lacks") or []
    return ", ".join(LACKS[code][0] for code in codes if code in LACKS) or "ada yang kurang"


def levels_in(row: CaseEventRow) -> str:
    """The levels of approval that a draft has to pass, in words."""
    return listed([str(name) for name in row.details.get("levels") or []])


def moved_because(row: CaseEventRow) -> str:
    """What moved a due date: the decree by its number, or another way of counting days."""
    if row.details.get("because") == "READING":
        return "cara menghitung hari berubah"
    return str(row.details.get("decree") or "ada hari libur baru")


def moved_words(row: CaseEventRow, units: Mapping[int, str]) -> str:
    """A due date that moved later with a decree."""
    later = day_in(row, "new")
    because = f" karena {moved_because(row)}"
    return f"Batas waktu menjadi lebih lambat{because}" + (f": {tanggal(later)}" if later else "")
