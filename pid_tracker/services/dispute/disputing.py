"""A dispute (sengketa informasi) before the commission, as far as this office records it: registered, its stages, the
ruling, the court, the execution, the end; and documents for a closed inspection.

UU 14/2008 Pasal 37 to 50; PERKI 1/2013. The commission decides and judges lateness; nothing here does. An answer sent
after registration is recorded like any other: it closes no dispute and repairs no lateness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pid_tracker.clock import civil_date
from pid_tracker.law.deadlines import further
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    CourtFiled,
    DisputeClosed,
    DisputeRegistered,
    DisputeStaged,
    NoteAdded,
    RulingExecuted,
    RulingReceived,
)
from pid_tracker.law.grounds import Court, DisputeEnd, DisputeStage, Party
from pid_tracker.law.grounds import Ruling as RulingResult
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Role
from pid_tracker.law.rules import COURT_WINDOW
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseEventRow, CaseFile, Document
from pid_tracker.services.examining.answer_files import AnswerFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.loading import commissions
from pid_tracker.services.store import files as file_store

#: Files given because a ruling or an agreement orders it; and what only a closed inspection may see (Pasal 45 ayat (1):
#: the body proves the exemption). The second kind is sealed and leaves the office by no export.
_LONGEST_NUMBER = 80
_AHEAD = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling (putusan) as received: `received_on` is day zero of the court window (default: today)."""

    result: str
    number: str
    order: str
    received_on: date | None = None
    execute_by: date | None = None


def register_dispute(case: CaseFile, number: str, hand: Hand, *, registered_on: date | None = None) -> CaseEventRow:
    """Note that the commission has registered the dispute, under its number, on its day (default: today).

    Too early is refused with the date from which it is possible; too late is recorded (MET_LATE), since the commission
    judges that (UU 14/2008 Pasal 37 ayat (2); PERKI 1/2013 Pasal 13, 36).
    """
    _stop(_number_lacks(number, "Isi nomor register dari Komisi Informasi", "PERKI 1/2013 Pasal 13"))
    competent = commissions.which_commission(case.body)
    registered = DisputeRegistered(
        number=number.strip(),
        commission=competent.commission.name if competent else "",
        by=Party.REQUESTER if hand.actor.role is Role.REQUESTER else Party.BODY,
    )
    return casefile.record(case, registered, hand, received_on=_unless_today(case, registered_on, hand.now))


def move_to_stage(case: CaseFile, stage: str, hand: Hand, *, on: date | None = None, note: str = "") -> CaseEventRow:
    """Note a stage, or a further session of it, with the day of the session (which may lie ahead).

    Mediation only when a ground b to g is among the grounds (UU 14/2008 Pasal 40 ayat (2)).
    """
    if stage not in set(DisputeStage):
        raise Incomplete([Missing("stage", "Pilih tahapnya", "PERKI 1/2013 Pasal 36 sampai 59")])
    _stop(_implausible(case, hand.now, session_on=on))
    staged = DisputeStaged(DisputeStage(stage), on)
    return casefile.record(case, staged, hand, texts={"note": note})


def receive_ruling(case: CaseFile, ruling: Ruling, hand: Hand) -> CaseEventRow:
    """Note the copy of the ruling (salinan putusan): from its receipt both sides have 14 working days to go to court.

    UU 14/2008 Pasal 46, 48 ayat (1). Incomplete without result, number, order, or with a date before the receipt.
    """
    received_on = ruling.received_on or hand.today(case.body.zone)
    lacking = _number_lacks(ruling.number, "Isi nomor putusan", "PERKI 1/2013 Pasal 59")
    lacking += _implausible(case, hand.now, received_on=ruling.received_on, execute_by=ruling.execute_by)
    if ruling.result not in set(RulingResult):
        lacking.append(Missing("result", "Pilih isi putusan", "UU 14/2008 Pasal 46"))
    if not ruling.order.strip():
        lacking.append(Missing("order", "Tulis bunyi amar putusan", "UU 14/2008 Pasal 46"))
    if ruling.execute_by is not None and ruling.execute_by < received_on:
        label = "Tanggal pelaksanaan lebih awal daripada putusan diterima"
        lacking.append(Missing("execute_by", label, "UU 14/2008 Pasal 46"))
    _stop(lacking)
    court_due_on = further(COURT_WINDOW, received_on, hand.calendar).due_on
    result = RulingResult(ruling.result)
    received = RulingReceived(
        result=result,
        number=ruling.number.strip(),
        court_due_on=court_due_on,
        execute_by=ruling.execute_by if result is RulingResult.ORDERS_RELEASE else None,
    )
    return casefile.record(case, received, hand, texts={"order": ruling.order}, received_on=received_on)


def file_in_court(
    case: CaseFile, court: str, by: str, hand: Hand, *, number: str = "", filed_on: date | None = None
) -> CaseEventRow:
    """Note that a party went to court: PTUN against a state body, else PN; `by` BODY or REQUESTER.

    UU 14/2008 Pasal 47, 48. After the 14 working days it is recorded all the same: the court judges lateness.
    """
    lacking = []
    if court not in set(Court):
        lacking.append(Missing("court", "Pilih pengadilannya", "UU 14/2008 Pasal 47"))
    if by not in set(Party):
        lacking.append(Missing("by", "Pilih siapa yang mengajukan", "UU 14/2008 Pasal 48 ayat (1)"))
    _stop(lacking)
    filed = CourtFiled(court, by, number.strip()[:_LONGEST_NUMBER] or None)
    return casefile.record(case, filed, hand, received_on=_unless_today(case, filed_on, hand.now))


def execute_ruling(case: CaseFile, note: str, hand: Hand, *, files: Sequence[str] = ()) -> CaseEventRow:
    """Carry out the ruling or the agreement: what is given (`files` are fingerprints of documents of kind EXECUTION),
    and a note to the requester on it; Incomplete without a note.
    """
    _stop([] if len(note.strip()) >= 5 else [Missing("note", "Tulis apa yang diberikan", "UU 14/2008 Pasal 46")])
    executed = RulingExecuted(tuple(files))
    return casefile.record(case, executed, hand, texts={"note": note})


def close_dispute(case: CaseFile, end: str, reason: str, hand: Hand, *, execute_by: date | None = None) -> CaseEventRow:
    """The dispute is over: agreed in mediation (final and binding, Pasal 39), ruled, withdrawn or inadmissible.

    Incomplete without a reason, and with a date of execution that has passed. Only an agreement brings its own date.
    """
    lacking = []
    if end not in set(DisputeEnd):
        lacking.append(Missing("end", "Pilih bagaimana sengketa selesai", "UU 14/2008 Pasal 39 sampai 46"))
    if len(reason.strip()) < 5:
        lacking.append(Missing("reason", "Tulis penjelasannya", "PERKI 1/2013 Pasal 14, 30, 36, 59"))
    if execute_by is not None and execute_by < hand.today(case.body.zone):
        lacking.append(Missing("agreed_by", "Tanggal pelaksanaan sudah lewat", "UU 14/2008 Pasal 39"))
    lacking += _implausible(case, hand.now, agreed_by=execute_by)
    _stop(lacking)
    closed = DisputeClosed(DisputeEnd(end), execute_by if end == DisputeEnd.MEDIATED else None)
    return casefile.record(case, closed, hand, texts={"note": reason})


def keep_closed_document(case: CaseFile, found: AnswerFile, hand: Hand) -> Document:
    """Keep a document that only the panel may see (pemeriksaan tertutup), sealed; the record notes its fingerprint.

    Only while the dispute runs.
    """
    if case.stage is not Stage.IN_DISPUTE:
        raise IllegalStep(E.NOTE_ADDED, case.stage, "Dokumen tertutup hanya disimpan selama sengketa berjalan.")
    document = file_store.keep(
        found.content, kind=DocumentKind.CLOSED_INSPECTION, name=found.name, media_type=found.media_type, now=hand.now,
        case=case, user_id=hand.actor.user_id,
    )  # fmt: skip
    note = NoteAdded(about=DocumentKind.CLOSED_INSPECTION, file=document.sha256)
    casefile.record(case, note, hand)
    return document


def _number_lacks(number: str, label: str, basis: str) -> list[Missing]:
    if not number.strip():
        return [Missing("number", label, basis)]
    if len(number.strip()) > _LONGEST_NUMBER:
        return [Missing("number", f"Nomor terlalu panjang. Paling banyak {_LONGEST_NUMBER} huruf", basis)]
    return []


def _implausible(case: CaseFile, now: datetime, **days: date | None) -> list[Missing]:
    """Days that cannot be meant: before the request, or more than two years ahead."""
    last = civil_date(now, case.body.zone) + _AHEAD
    wrong = [name for name, day in days.items() if day is not None and not case.filed_on <= day <= last]
    return [Missing(name, "Tanggal ini tidak mungkin benar; periksa tahunnya", "aturan sistem") for name in wrong]


def _stop(lacking: Sequence[Missing]) -> None:
    if lacking:
        raise Incomplete(lacking)


def _unless_today(case: CaseFile, day: date | None, now: datetime) -> date | None:
    return None if day == civil_date(now, case.body.zone) else day
