"""The register of objections: the columns of PERKI 1/2021 Pasal 43 ayat (2) with those of its Annex XI."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import ObjectionDecided, RequesterResponded
from pid_tracker.law.grounds import Decision, ObjectionGround, Response
from pid_tracker.services.books import book_cells as cells
from pid_tracker.services.books.book_cells import TICK, Column, Entry, Reader
from pid_tracker.services.books.sheets import Cell
from pid_tracker.services.gate import casefile


def _ticked(ground: ObjectionGround) -> Reader:
    def read(entry: Entry) -> Cell:
        return TICK if ground.value in entry.case.grounds else ""

    return read


def _request_number(entry: Entry) -> Cell:
    """Empty for ground b without a request (ruling R9)."""
    return entry.case.number if entry.case.has_request else ""


def _decision(entry: Entry) -> Cell:
    return Decision(entry.case.decision).register if entry.case.decision else ""


def _written(entry: Entry, kind: E, *names: str) -> str:
    row = entry.case.newest(kind)
    texts = [casefile.text_of(entry.case, row.seq, name) for name in names] if row else []
    return "\n".join(filter(None, texts))


def _reasons(entry: Entry) -> Cell:
    return _written(entry, E.OBJECTION_DECIDED, "reasons", "order")


def _letter(entry: Entry) -> Cell:
    """Without names: the letter in which the reasons stand."""
    decided = entry.case.latest(ObjectionDecided)
    return f"lihat surat {decided.letter}" if decided else ""


def _superior(entry: Entry) -> Cell:
    """Name and position of who decided, as Annex XI asks: "Nama, Plh. Atasan PPID ...".

    It stands in the register without names too: that one closes the requester's. Who signs a decision acts in a public
    office, and what concerns somebody's position in a public office is no private matter (UU 14/2008 Pasal 18 ayat (2)
    huruf b). Of a row without an account only the office is known.
    """
    row = entry.case.newest(E.OBJECTION_DECIDED)
    return ", ".join(filter(None, (entry.decider, row.actor_label))) if row else ""


def _response(entry: Entry) -> Cell:
    responded = entry.case.latest(RequesterResponded)
    return Response(responded.result).register if responded else ""


def _response_words(entry: Entry) -> Cell:
    said = _written(entry, E.REQUESTER_RESPONDED, "response")
    return "\n".join(filter(None, (str(_response(entry)), said)))


_GROUNDS = "Alasan keberatan (Pasal 35 ayat (1))"

COLUMNS: tuple[Column[Entry], ...] = (
    Column("No. keberatan", lambda entry: entry.case.objection_number),
    Column("Tgl. diterima", lambda entry: cells.day_words(entry.case.objected_on)),
    cells.NAME,
    cells.ADDRESS,
    cells.CONTACT,
    cells.OCCUPATION,
    Column("No. pendaftaran permintaan", _request_number),
    cells.INFORMATION,
    cells.PURPOSE,
    *(Column(ground.column, _ticked(ground), _GROUNDS) for ground in ObjectionGround),
    Column("Keputusan atasan PPID", _decision),
    Column("Alasan menolak atau memberi", _reasons, unnamed=_letter),
    Column("Hari dan tanggal tanggapan", lambda entry: cells.day_words(entry.case.decided_on)),
    Column("Nama dan jabatan atasan PPID", _superior),
    Column("Tanggapan pemohon", _response_words, unnamed=_response),
)
