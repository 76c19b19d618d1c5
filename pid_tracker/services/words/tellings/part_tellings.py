"""The parts of a request on their way through the offices."""

from datetime import timedelta

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import OfPart, PartlyDelivered, ReferredOn
from pid_tracker.services.words.phrases import listed
from pid_tracker.services.words.tellings.telling import Happened, Telling, written


def _part(event: Happened) -> str:
    return f"bagian {event.told(OfPart).part}"


def _office(event: Happened) -> str:
    return listed(event.offices) or "Kantor yang memegang"


def _delivered(event: Happened) -> str:
    places = [f"bagian {place}" for place in event.told(PartlyDelivered).delivered]
    return f"Diserahkan lebih dulu: {listed(places)}"


def _referred(event: Happened) -> str:
    told = event.told(ReferredOn)
    return f"Bagian {told.part} diteruskan ke {told.to_name} dengan nomor {told.to_number}, atas izin pemohon"


TELLINGS = (
    Telling(E.PARTS_SPLIT, "Permintaan dipilah menjadi beberapa bagian"),
    Telling(
        E.PART_ROUTED,
        lambda event: f"Diteruskan ke {_office(event)}",
        messages={"n4_searching": "Sedang dicari"},
        sitting=timedelta(minutes=10),
    ),
    Telling(E.PART_ACCEPTED, lambda event: f"{_office(event)} mulai mencari {_part(event)}"),
    Telling(E.PART_HANDED_BACK, lambda event: f"{_office(event)} mengembalikan {_part(event)} kepada PPID"),
    Telling(
        E.PART_CONFIRMED,
        lambda event: f"PPID menetapkan {_part(event)} di {_office(event)}",
        more_inside=written(instruction="Petunjuk: "),
    ),
    Telling(E.PART_ANSWERED, lambda event: f"{_office(event)} menyerahkan jawaban {_part(event)} kepada PPID"),
    Telling(
        E.PARTLY_DELIVERED, _delivered, more=written(note=""), messages={"n17_partly_delivered": "Sebagian sudah siap"}
    ),
    Telling(E.REFERRED_ON, _referred),
)
