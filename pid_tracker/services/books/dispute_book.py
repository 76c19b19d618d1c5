"""The register of disputes. No annex prints one; its columns follow the course of UU 14/2008 Pasal 37 to 50."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import CourtFiled, DisputeRegistered, RulingReceived
from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party
from pid_tracker.law.rules import BOOKS
from pid_tracker.services.books import book_cells as cells
from pid_tracker.services.books.book_cells import Column, Entry
from pid_tracker.services.books.sheets import Cell
from pid_tracker.services.gate import casefile


def _commission(entry: Entry) -> Cell:
    registered = entry.case.latest(DisputeRegistered)
    return registered.commission if registered else ""


def _lateness(entry: Entry) -> Cell:
    case = entry.case
    if case.disputed_on is None or case.commission_due_on is None:
        return ""
    return "lewat batas" if case.disputed_on > case.commission_due_on else "dalam batas"


def _ruling(entry: Entry) -> Cell:
    ruling = entry.case.latest(RulingReceived)
    return f"{ruling.number}: {ruling.result.words}" if ruling else ""


def _court(entry: Entry) -> Cell:
    filed = entry.case.latest(CourtFiled)
    if filed is None:
        return ""
    court, by = Court.words_of(filed.court), Party.words_of(filed.by)
    return f"{court}, oleh {by}, {cells.day_words(entry.case.court_on)}"


def _end(entry: Entry) -> Cell:
    ended = DisputeEnd.words_of(entry.case.dispute_end)
    return f"{ended}, {cells.day_words(entry.case.closed_on)}" if ended else ""


def _order(entry: Entry) -> Cell:
    row = entry.case.newest(E.RULING_RECEIVED)
    return casefile.text_of(entry.case, row.seq, "order") if row else ""


COLUMNS: tuple[Column[Entry], ...] = (
    Column("No. register Komisi Informasi", lambda entry: entry.case.dispute_number),
    Column("Tgl. terdaftar", lambda entry: cells.day_words(entry.case.disputed_on)),
    Column("Komisi Informasi", _commission),
    cells.NAME,
    cells.ADDRESS,
    cells.CONTACT,
    Column("No. pendaftaran permintaan", lambda entry: entry.case.number if entry.case.has_request else ""),
    Column("No. keberatan", lambda entry: entry.case.objection_number),
    cells.INFORMATION,
    Column("Alasan keberatan", lambda entry: ", ".join(entry.case.grounds)),
    Column(f"Batas {BOOKS[0].days.commission} hari kerja", _lateness),
    Column("Tahap terakhir", lambda entry: DisputeStage.words_of(entry.case.dispute_stage)),
    Column("Putusan", _ruling),
    Column("Amar putusan", _order, unnamed=lambda entry: cells.HIDDEN if entry.case.ruling else ""),
    Column("Tgl. putusan diterima", lambda entry: cells.day_words(entry.case.ruling_on)),
    Column("Batas ke pengadilan", lambda entry: cells.day_words(entry.case.court_due_on)),
    Column("Ke pengadilan", _court),
    Column("Laksanakan paling lambat", lambda entry: cells.day_words(entry.case.ruling_execute_by)),
    Column("Dilaksanakan", lambda entry: cells.day_words(entry.case.ruling_executed_on)),
    Column("Selesai", _end),
)
