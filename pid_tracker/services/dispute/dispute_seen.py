"""A dispute as it stands today, for the requester's pages, the officers' panel and their list. Read only.

`way_to_commission` says whether and until when the requester may go there; `look_at` what became of it;
`pieces_of_packet` which papers of the packet (PERKI 1/2013 Pasal 11) the record holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import Deadline, FurtherDeadline, court_window, further, read
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import CourtFiled, DisputeRegistered, DisputeStaged, RulingReceived
from pid_tracker.law.grounds import GROUNDS_FOR_TALKS, Court, DisputeEnd, DisputeStage, ObjectionGround, Party, Ruling
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import MEDIATION, MEDIATION_MORE, Duty
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import RequesterKind
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseEventRow, CaseFile, Document
from pid_tracker.services.gate import casefile

_ONE_DAY = timedelta(days=1)
_BEFORE = frozenset({Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED})


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the commission. `opens_on` is its first day, None while there is no objection; `safest_on` the
    earliest last day on any reading (ruling R2), `last_on` the latest, `until_on` which of them still lies ahead;
    after the latest `is_late`, which the commission judges."""

    term: Deadline
    is_open: bool
    opens_on: date | None
    safest_on: date | None
    last_on: date | None
    until_on: date | None
    is_late: bool
    by_silence: bool


def way_to_commission(case: CaseFile, calendar: WorkingCalendar, today: date) -> Way:
    """Whether the requester may go to the commission on `today`, from when, and until when (ruling R10)."""
    procedure = casefile.fold(case.events, calendar, case.filed_on)
    result, days = read(procedure, today), last_days(procedure, Duty.GO_TO_COMMISSION)
    term, decide = result[Duty.GO_TO_COMMISSION], result[Duty.DECIDE_OBJECTION]
    safest_on, last_on = days or (None, None)
    decided = case.newest(E.OBJECTION_DECIDED)
    received_on = decided.received_on if decided else None
    by_silence = term.opens_on is not None and term.opens_on != received_on
    opens_on = decide.due_on + _ONE_DAY if decide.due_on and (received_on is None or by_silence) else received_on
    may_begin = (result.stage or case.stage) in _BEFORE and opens_on is not None and today >= opens_on
    return Way(
        term=term,
        is_open=may_begin,
        opens_on=opens_on,
        safest_on=safest_on,
        last_on=last_on,
        until_on=safest_on if safest_on and today <= safest_on else last_on,
        is_late=may_begin and last_on is not None and today > last_on,
        by_silence=by_silence,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """A stage that was noted: on which day it was or will be, its word, and what was written."""

    seq: int
    code: str
    words: str
    on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class DisputeSeen:
    """A dispute with all that followed. `mediation` are its days and `mediation_more` those that both may agree on;
    `court` the days to go to court, `court_is_open` while either side still may; `is_overdue` when the date of
    execution has passed and nothing was given."""

    case: CaseFile
    today: date
    commission: str
    was_late: bool
    may_be_mediated: bool
    sessions: tuple[Session, ...]
    next_on: date | None
    mediation: FurtherDeadline | None
    mediation_more: FurtherDeadline | None
    stage_words: str
    ruling_number: str
    ruling_words: str
    order: str
    court: FurtherDeadline | None
    court_is_open: bool
    court_words: str
    execute_by: date | None
    is_overdue: bool
    execution_note: str
    given: tuple[Document, ...]
    end_words: str
    end_note: str

    @property
    def is_running(self) -> bool:
        """Whether the commission still has it."""
        return self.case.stage is Stage.IN_DISPUTE


def look_at(case: CaseFile, calendar: WorkingCalendar, today: date) -> DisputeSeen | None:
    """The dispute of a case as it stands on `today`; None when none is registered."""
    registered = case.newest(E.DISPUTE_REGISTERED)
    if registered is None:
        return None
    ruling, executed = case.newest(E.RULING_RECEIVED), case.newest(E.RULING_EXECUTED)
    closed = case.newest(E.DISPUTE_CLOSED)
    sessions = _sessions(case)
    mediated_from = next((one.on for one in sessions if one.code == DisputeStage.MEDIATION), None)
    mediation = further(MEDIATION, mediated_from, calendar) if mediated_from else None
    window = court_window(casefile.fold(case.events, calendar, case.filed_on))
    late_by = case.commission_due_on
    return DisputeSeen(
        case=case,
        today=today,
        commission=registered.told(DisputeRegistered).commission or "Komisi Informasi",
        was_late=bool(case.disputed_on and late_by and case.disputed_on > late_by),
        may_be_mediated=any(ObjectionGround(letter) in GROUNDS_FOR_TALKS for letter in case.grounds),
        sessions=sessions,
        next_on=next_session(case, today),
        mediation=mediation,
        mediation_more=further(MEDIATION_MORE, mediation.due_on, calendar) if mediation else None,
        stage_words=DisputeStage.words_of(case.dispute_stage),
        ruling_number=ruling.told(RulingReceived).number if ruling else "",
        ruling_words=Ruling.words_of(case.ruling),
        order=casefile.text_of(case, ruling.seq, "order") if ruling else "",
        court=window,
        court_is_open=window is not None and case.court_on is None and today <= window.due_on,
        court_words=_court_words(case.latest(CourtFiled)),
        execute_by=case.ruling_execute_by,
        is_overdue=is_execution_overdue(case, today),
        execution_note=casefile.text_of(case, executed.seq, "note") if executed else "",
        given=_given(case, executed),
        end_words=DisputeEnd.words_of(case.dispute_end),
        end_note=casefile.text_of(case, closed.seq, "note") if closed else "",
    )


def is_execution_overdue(case: CaseFile, today: date) -> bool:
    """Whether the date that the ruling or the agreement names has passed and nothing was given.

    A ruling that was taken to court is not final: its date waits for the court (UU 14/2008 Pasal 47, 48).
    """
    due = case.ruling_execute_by
    return due is not None and today > due and case.ruling_executed_on is None and case.court_on is None


def next_session(case: CaseFile, today: date) -> date | None:
    """The next day of a session that was noted, today included; None when none lies ahead or the dispute is over."""
    if case.stage is not Stage.IN_DISPUTE:
        return None
    days = (staged.on for staged in case.told(DisputeStaged))
    return min((day for day in days if day is not None and day >= today), default=None)


def closed_documents(case: CaseFile) -> Sequence[Document]:
    """The documents for a closed inspection: for the officer's page of the case and nothing else."""
    return db.session.scalars(
        select(Document)
        .where(Document.case_id == case.id, Document.kind == DocumentKind.CLOSED_INSPECTION)
        .order_by(Document.id)
    ).all()  # fmt: skip


def _sessions(case: CaseFile) -> tuple[Session, ...]:
    return tuple(
        Session(
            row.seq,
            row.facts.result,
            row.facts.result.words,
            row.facts.on or row.on,
            casefile.text_of(case, row.seq, "note"),
        )
        for row in case.events
        if isinstance(row.facts, DisputeStaged)
    )


def _court_words(filed: CourtFiled | None) -> str:
    if filed is None:
        return ""
    number = f", nomor {filed.number}" if filed.number else ""
    return f"dibawa ke {Court.words_of(filed.court)} oleh {Party.words_of(filed.by)}{number}"


def _given(case: CaseFile, executed: CaseEventRow | None) -> tuple[Document, ...]:
    told = set(executed.facts.enclosed) if executed else set()
    if not told:
        return ()
    kept = db.session.scalars(
        select(Document)
        .where(Document.case_id == case.id, Document.kind == DocumentKind.EXECUTION)
        .order_by(Document.id)
    )
    return tuple(document for document in kept if document.sha256 in told)


# -- the packet --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the eight pieces of the packet. `state`: HERE (can be opened, `paper` names it), OWN (the requester brings
    it), FORM (written at the commission), MISSING (does not exist, and why not is said)."""

    name: str
    state: str
    words: str
    paper: str = ""


def pieces_of_packet(case: CaseFile, calendar: WorkingCalendar, today: date) -> tuple[Piece, ...]:
    """The eight pieces in the order of the packet (journeys S2), each with what the record holds of it."""
    silence = silences(case, calendar, today)
    asker = RequesterKind(case.requester.kind) if case.requester else RequesterKind.PERSON
    objected, decided = case.newest(E.OBJECTED), case.newest(E.OBJECTION_DECIDED)
    request = Piece("Permintaan dan tanda buktinya", "HERE", "Tanda bukti (PDF)", "receipt")
    if not case.has_request:
        request = Piece("Permintaan", "MISSING", "Tidak perlu: keberatan ini tentang informasi yang wajib diumumkan")
    return (
        Piece("Formulir permohonan sengketa", "FORM", "Diisi di Komisi Informasi; salin isinya dari kronologi"),
        Piece("Bukti identitas", "OWN", asker.proof),
        request,
        _letter(case, silence),
        Piece(
            "Keberatan dan tanda buktinya",
            "HERE" if objected else "MISSING",
            f"Nomor {case.objection_number}, isinya ada di kronologi" if objected else "Belum ada keberatan",
            "chronology" if objected else "",
        ),
        _reply(decided, silence),
        Piece("Kronologi", "HERE", "Satu halaman, dari catatan kami", "chronology"),
        Piece("Daftar bukti dengan sidik berkas", "HERE", "Di bawah kronologi", "chronology"),
    )


def _letter(case: CaseFile, silence: "Silences") -> Piece:
    name = "Surat jawaban"
    if case.answered_on is not None:
        return Piece(name, "HERE", "Surat jawaban (PDF)", "letter")
    if silence.request_due_on is not None:
        return Piece(name, "HERE", "Surat keterangan tidak ada jawaban", "silence")
    return Piece(name, "MISSING", "Belum ada, dan waktu menjawab belum habis" if case.has_request else "Tidak perlu")


def _reply(decided: CaseEventRow | None, silence: "Silences") -> Piece:
    name = "Tanggapan atasan PPID"
    if decided is not None:
        return Piece(name, "HERE", "Isinya ada di kronologi", "chronology")
    if silence.objection_due_on is not None:
        return Piece(name, "HERE", "Surat keterangan tidak ada tanggapan", "silence")
    return Piece(name, "MISSING", "Belum ada, dan waktu atasan PPID belum habis")


@dataclass(frozen=True, slots=True)
class Silences:
    """What was not answered by today, each with the day it was due: the request, and the objection."""

    request_due_on: date | None
    objection_due_on: date | None

    @property
    def is_any(self) -> bool:
        """Whether there is anything to state."""
        return bool(self.request_due_on or self.objection_due_on)


def silences(case: CaseFile, calendar: WorkingCalendar, today: date) -> Silences:
    """What of the request and the objection is unanswered after its term (surat keterangan tidak ada jawaban)."""
    result = casefile.reckoning_of(case, calendar, today)
    kinds = {row.kind for row in case.events}
    answer, decide = result[Duty.ANSWER].due_on, result[Duty.DECIDE_OBJECTION].due_on
    return Silences(
        answer if E.ANSWERED not in kinds and answer and today > answer else None,
        decide if E.OBJECTION_DECIDED not in kinds and decide and today > decide else None,
    )
