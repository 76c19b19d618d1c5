"""The dispute (sengketa) before the commission, its ruling and the court."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import CourtFiled, DisputeRegistered, DisputeStaged, RulingReceived
from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party, Ruling
from pid_tracker.law.words import tanggal
from pid_tracker.services.words.tellings.telling import Happened, Telling

#: One message for all that happens there; it quotes the sentence of the event.
_NEWS = {"dispute_news": "Kabar sengketa"}


def _registered_as(event: Happened) -> str:
    registered = event.told(DisputeRegistered)
    on = f", {tanggal(registered.received_on)}" if registered.received_on else ""
    return f"Nomor register {registered.number}{on}."


def _session(event: Happened) -> str:
    on = event.told(DisputeStaged).on
    return f"Sidang atau pertemuan: {tanggal(on)}." if on else ""


def _ruled_as(event: Happened) -> str:
    ruling = event.told(RulingReceived)
    until = ruling.court_due_on
    return f"Nomor putusan {ruling.number}. Batas ke pengadilan: {tanggal(until)}." if until else ""


def _taken_to_court(event: Happened) -> str:
    filed = event.told(CourtFiled)
    return f"Putusan dibawa ke {Court.words_of(filed.court)} oleh {Party.words_of(filed.by)}"


TELLINGS = (
    Telling(
        E.DISPUTE_REGISTERED,
        lambda event: f"Sengketa terdaftar di {event.told(DisputeRegistered).commission or 'Komisi Informasi'}",
        more=_registered_as,
        messages=_NEWS,
    ),
    Telling(
        E.DISPUTE_STAGED,
        lambda event: f"Sengketa masuk {DisputeStage.words_of(event.facts.came_to, 'tahap berikutnya')}",
        more=_session,
        messages=_NEWS,
    ),
    Telling(
        E.RULING_RECEIVED,
        lambda event: f"Putusan Komisi Informasi diterima: {Ruling.words_of(event.facts.came_to)}",
        more=_ruled_as,
        messages={"n15_ruling": "Putusan Komisi Informasi diterima"},
    ),
    Telling(E.COURT_FILED, _taken_to_court, messages=_NEWS),
    Telling(
        E.RULING_EXECUTED,
        "Putusan Komisi Informasi dilaksanakan",
        messages={"n16_ruling_executed": "Putusan Komisi Informasi dilaksanakan"},
    ),
    Telling(
        E.DISPUTE_CLOSED,
        lambda event: f"Sengketa di Komisi Informasi selesai: {DisputeEnd.words_of(event.facts.came_to)}",
        messages=_NEWS,
    ),
)
