"""What stands out in one file, where, and the sentence for it; and why a file is not opened at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.store.limits import ANSWER

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out: where ("halaman 3", "lembar Gaji"; empty: the file as a whole), and what to show of it
    (personal numbers with digits hidden)."""

    kind: FindingKind
    place: str = ""
    shown: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the file is refused for it."""
        return bool(self.kind.remedy)

    @property
    def sentence(self) -> str:
        """Where, what, and for a refusal what to do."""
        said = ": ".join(filter(None, (self.place, self.kind.words, self.shown)))
        said = said[:1].upper() + said[1:]
        return f"{said}. {self.kind.remedy}" if self.blocks else said


class Refusal(StrEnum):
    """Why a file is not opened at all."""

    WRONG_TYPE = "WRONG_TYPE"
    OLD_FORM = "OLD_FORM"
    LOCKED = "LOCKED"
    BROKEN = "BROKEN"
    TOO_HEAVY = "TOO_HEAVY"
    TOO_MANY_PIXELS = "TOO_MANY_PIXELS"
    BUSY = "BUSY"


#: The sentence beside the field.
WHY_NOT: Mapping[Refusal, str] = {
    Refusal.WRONG_TYPE: f"Berkas harus {ANSWER.types}",
    Refusal.OLD_FORM: f"Berkas berkata sandi atau bentuk lama. Berkas harus {ANSWER.types}, tanpa sandi",
    Refusal.LOCKED: "Berkas berkata sandi. Buka sandinya, lalu unggah lagi",
    Refusal.BROKEN: "Berkas ini rusak dan tidak dapat dibuka. Simpan ulang dari program asalnya, lalu unggah lagi",
    Refusal.TOO_HEAVY: "Berkas ini terlalu berat untuk diperiksa. Bagi menjadi beberapa berkas, lalu unggah lagi",
    Refusal.TOO_MANY_PIXELS: "Gambar ini terlalu besar untuk dibuka. Perkecil, lalu unggah lagi",
    Refusal.BUSY: "Kami sedang memeriksa banyak berkas sekaligus. Tunggu setengah menit, lalu unggah lagi",
}


class Refused(Exception):
    """A file that is not opened at all."""

    def __init__(self, why: Refusal) -> None:
        """Remember why."""
        super().__init__(WHY_NOT[why])
        self.why = why


def on_pages(kind: FindingKind, pages: Iterable[int]) -> list[Finding]:
    """One finding for all pages (from 1) on which the same stands out; none without a page."""
    found = sorted(set(pages))
    return [Finding(kind, f"halaman {listed([str(page) for page in found])}")] if found else []


def listed(items: Sequence[str]) -> str:
    """Items in a row, the first eight of them: "2, 5, dan 3 lagi"."""
    more = len(items) - _MOST_PLACES
    return ", ".join(items[:_MOST_PLACES]) + (f", dan {more} lagi" if more > 0 else "")


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, those that refuse first; of one kind not more than eight, and then how many are not named."""
    unlike = list(dict.fromkeys(sorted(findings, key=lambda one: not one.blocks)))
    counted: Counter[FindingKind] = Counter()
    kept = []
    for one in unlike:
        counted[one.kind] += 1
        if counted[one.kind] <= _MOST_PLACES:
            kept.append(one)
    more = (
        Finding(kind, f"dan {count - _MOST_PLACES} lagi") for kind, count in counted.items() if count > _MOST_PLACES
    )
    return (*kept, *more)
