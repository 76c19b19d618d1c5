"""The hand-over record (berita acara serah terima): what was given, to whom, how it was acknowledged.

The answer's date stays the date of the notice; the day of the hand-over is kept apart, as the register has two columns
for them (PERKI 1/2021 Pasal 32 ayat (1) huruf n). Copies on paper, the post, and viewing on site: Pasal 35.
"""

from dataclasses import dataclass
from datetime import datetime

from pid_tracker.law.facts import HandedOver
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.vocabulary.handling import Acknowledgement, HandOverWay
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.words import printable

MOST_ITEMS = 100
_BASIS = "PERKI 1/2021 Pasal 35"


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over: `way` is a HandOverWay, one item a line, who received, `signed` is an Acknowledgement (none by
    post), and `parcel` the number of the postal receipt (nomor resi), if any."""

    way: str
    items: tuple[str, ...]
    receiver: str
    signed: str = ""
    parcel: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A hand-over as it was recorded: when, and by which office."""

    seq: int
    at: datetime
    hand_over: HandOver
    office: str


def items_in(text: str) -> tuple[str, ...]:
    """The items of a typed list, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def hand_over(case: CaseFile, given: HandOver, hand: Hand) -> Record:
    """Record that information was handed over (serah terima); a case may have several. No term is touched.

    Incomplete without an item, a receiver, or the sign that it was received; IllegalStep while nothing was given.
    """
    lacking = []
    if given.way not in set(HandOverWay):
        lacking.append(Missing("way", "Pilih cara penyerahan", _BASIS))
    if not given.items:
        lacking.append(Missing("items", "Tulis yang diserahkan, satu per baris", _BASIS))
    if len(given.items) > MOST_ITEMS:
        lacking.append(Missing("items", f"Paling banyak {MOST_ITEMS} baris dalam satu berita acara", _BASIS))
    if len(given.receiver.strip()) < 3:
        lacking.append(Missing("receiver", "Isi nama penerima", _BASIS))
    if given.way in (HandOverWay.PICKUP, HandOverWay.VIEWING) and given.signed not in set(Acknowledgement):
        lacking.append(Missing("signed", "Pilih ditandatangani, atau dibacakan dan cap jempol", _BASIS))
    lacking += printable.lacking(
        (("items", " ".join(given.items)), ("receiver", given.receiver), ("parcel", given.parcel))
    )
    if lacking:
        raise Incomplete(lacking)
    handed = HandedOver(given.way, len(given.items), given.signed if given.way != HandOverWay.POST else None)
    texts = {
        "items": "\n".join(given.items),
        "receiver": given.receiver,
        "parcel": given.parcel if given.way == HandOverWay.POST else "",
    }
    row = casefile.record(case, handed, hand, texts=texts)
    return next(record for record in records(case) if record.seq == row.seq)


def records(case: CaseFile) -> tuple[Record, ...]:
    """The hand-over records of a case, newest first."""

    def text(seq: int, name: str) -> str:
        return casefile.text_of(case, seq, name)

    return tuple(
        Record(
            seq=row.seq,
            at=row.at,
            hand_over=HandOver(
                way=row.facts.way,
                items=items_in(text(row.seq, "items")),
                receiver=text(row.seq, "receiver"),
                signed=row.facts.signed or "",
                parcel=text(row.seq, "parcel"),
            ),
            office=row.actor_label,
        )
        for row in reversed(case.events)
        if isinstance(row.facts, HandedOver)
    )


def record_of(case: CaseFile, seq: int) -> Record | None:
    """The record that was written with the event `seq`."""
    return next((record for record in records(case) if record.seq == seq), None)
