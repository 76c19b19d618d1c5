"""The register of requests: the columns of PERKI 1/2021 Pasal 32 ayat (1) with those of its Annex VIII."""

from collections.abc import Mapping

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.facts import CostNoted, Extended, Filed
from pid_tracker.law.grounds import ExtensionGround, Outcome
from pid_tracker.law.notice_contents import PartAnswer
from pid_tracker.law.states import ENDED_STAGES, Stage
from pid_tracker.law.vocabulary.asking import BY_HAND, Delivery, RequesterKind
from pid_tracker.services.books import book_cells as cells
from pid_tracker.services.books.book_cells import TICK, Column, Entry
from pid_tracker.services.books.sheets import Cell

_HELD = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.REFUSED})
_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})
#: Acts by which files are sent, and the ways of delivery that the requester chose which are not digital.
_SENDING = (E.ANSWERED, E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED)
_KINDS_WITH_POWER = frozenset({RequesterKind.GROUP, RequesterKind.PROXY})


def _number(entry: Entry) -> Cell:
    return (entry.claimed and entry.claimed.number) or entry.case.number


def _received(entry: Entry) -> Cell:
    filed = entry.case.latest(Filed)
    return cells.day_words((filed and filed.received_on) or entry.case.filed_on)


def _power(entry: Entry) -> Cell:
    who = entry.case.requester
    if who is None or entry.case.is_imported:
        return ""
    if who.kind not in _KINDS_WITH_POWER:
        return "tidak memakai kuasa"
    return "ada" if entry.has_power else "belum ada"


def _parts(entry: Entry, *outcomes: Outcome) -> list[PartAnswer]:
    return [part for part in entry.notice.parts if part.outcome in outcomes] if entry.notice else []


def _held(entry: Entry) -> Cell:
    return TICK if _parts(entry, *_HELD) else ""


def _not_held(entry: Entry) -> Cell:
    """A tick, and the name of the body that has it, as the annex asks."""
    if not _parts(entry, Outcome.NOT_HELD, Outcome.REFERRED):
        return ""
    holders = dict.fromkeys(part.holder for part in _parts(entry, Outcome.REFERRED) if part.holder)
    return f"{TICK} {'; '.join(holders)}".strip()


def _not_documented(entry: Entry) -> Cell:
    """An extension on the first ground says that it was not yet held or documented (Pasal 36 ayat (1) huruf a)."""
    extended = entry.case.latest(Extended)
    is_open = entry.case.stage in (Stage.RECEIVED, Stage.IN_PROCESS)
    return TICK if extended and is_open and extended.ground is ExtensionGround.NOT_YET_HELD else ""


def _softcopy(entry: Entry) -> Cell:
    """A digital form (Pasal 32 ayat (1) huruf k), by what was recorded, never by words of the letter.

    Files were sent, with the notice, ahead of it, or to carry out a decision or ruling; or something was given to
    somebody who chose a link.
    """
    return TICK if _has_files(entry) or (_was_given(entry) and entry.case.delivery == Delivery.LINK) else ""


def _hardcopy(entry: Entry) -> Cell:
    """A form on paper, by what was recorded: a hand-over record (berita acara), copies with a cost by the sheet; or
    something was given to somebody who chose the desk, the post or to come and see, and no file was sent."""
    noted = entry.case.latest(CostNoted)
    if entry.case.newest(E.HANDED_OVER) or (noted and noted.sheets):
        return TICK
    return TICK if _was_given(entry) and entry.case.delivery in BY_HAND and not _has_files(entry) else ""


def _has_files(entry: Entry) -> bool:
    return any(row.facts.enclosed for row in entry.case.events if row.kind in _SENDING)


def _was_given(entry: Entry) -> bool:
    return bool(_parts(entry, *_GIVEN))


def _viewed(entry: Entry) -> Cell:
    return TICK if not entry.case.is_imported and entry.case.delivery == Delivery.VIEW else ""


def _copied(entry: Entry) -> Cell:
    return TICK if not entry.case.is_imported and entry.case.delivery != Delivery.VIEW else ""


def _decision(entry: Entry) -> Cell:
    if outcome := entry.case.outcome or (entry.claimed and entry.claimed.outcome):
        return outcome.words
    return entry.case.stage.published if entry.case.stage in ENDED_STAGES and not entry.case.is_imported else ""


def _refusal(entry: Entry) -> Cell:
    """Why not, part by part: the article of an exemption, or where it was looked for."""
    closed = [*_parts(entry, Outcome.REFUSED, Outcome.PARTLY_GRANTED)]
    told = [f"Bagian {part.place}: {articles_of(part.articles)}. {part.reason}".strip() for part in closed]
    missing = [part for part in _parts(entry, Outcome.NOT_HELD) if part.searched]
    return "\n".join([*told, *(f"Bagian {part.place}: tidak dikuasai. {part.searched}" for part in missing)])


def _notified(entry: Entry) -> Cell:
    return cells.day_words((entry.claimed and entry.claimed.answered_on) or entry.case.answered_on)


def _given(entry: Entry) -> Cell:
    """The day of the hand-over; of what is sent by link the day of the notice, or of the part that went ahead."""
    for kind in (E.HANDED_OVER, E.PARTLY_DELIVERED):
        if row := entry.case.newest(kind):
            return cells.day_words(row.on)
    by_link = entry.case.delivery == Delivery.LINK and bool(_parts(entry, *_GIVEN))
    return cells.day_words(entry.case.answered_on) if by_link else ""


def _cost(entry: Entry) -> Cell:
    if noted := entry.case.latest(CostNoted):
        return noted.total_rupiah
    if entry.notice is None or entry.notice.cost_rupiah is None:
        return ""
    return entry.notice.cost_rupiah or "gratis"


def _payment(entry: Entry) -> Cell:
    return entry.notice.payment if entry.notice else ""


_STATUS, _FORMS, _KIND = "Status informasi", "Bentuk informasi", "Jenis permintaan"
_DAYS, _COSTS = "Hari dan tanggal", "Biaya"

COLUMNS: tuple[Column[Entry], ...] = (
    Column("No.", _number),
    Column("Tgl. diterima", _received),
    cells.NAME,
    Column("NIK atau nomor pengesahan", cells.nik, unnamed=cells.closed),
    cells.ADDRESS,
    cells.CONTACT,
    cells.OCCUPATION,
    Column("Surat kuasa khusus", _power),
    cells.INFORMATION,
    cells.PURPOSE,
    Column("di bawah penguasaan, ya", _held, _STATUS),
    Column("di bawah penguasaan, tidak (badan yang menguasai)", _not_held, _STATUS),
    Column("belum didokumentasikan", _not_documented, _STATUS),
    Column("softcopy", _softcopy, _FORMS),
    Column("hardcopy", _hardcopy, _FORMS),
    Column("melihat/mengetahui", _viewed, _KIND),
    Column("meminta salinan", _copied, _KIND),
    Column("Keputusan", _decision),
    Column("Alasan penolakan", _refusal),
    Column("pemberitahuan tertulis", _notified, _DAYS),
    Column("pemberian informasi", _given, _DAYS),
    Column("biaya (rupiah)", _cost, _COSTS),
    Column("cara membayar", _payment, _COSTS),
    cells.REMARK,
)

#: Article -> the columns that hold what it asks for, by name: held against COLUMNS by a test.
ARTICLES: Mapping[str, tuple[str, ...]] = {
    "a": ("No.",),
    "b": ("Tgl. diterima",),
    "c": ("Nama",),
    "d": ("NIK atau nomor pengesahan",),
    "e": ("Alamat",),
    "f": ("Nomor kontak",),
    "g": ("Surat kuasa khusus",),
    "h": ("Informasi yang diminta",),
    "i": ("Tujuan penggunaan informasi",),
    "j": tuple(column.name for column in COLUMNS if column.group == _STATUS),
    "k": tuple(column.name for column in COLUMNS if column.group == _FORMS),
    "l": tuple(column.name for column in COLUMNS if column.group == _KIND),
    "m": ("Alasan penolakan",),
    "n": ("pemberitahuan tertulis", "pemberian informasi"),
    "o": ("biaya (rupiah)", "cara membayar"),
}
