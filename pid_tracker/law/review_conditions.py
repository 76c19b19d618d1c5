"""What an act of objection (keberatan) and dispute (sengketa) needs beyond its step, one row an act.

Each condition gives the reason why not, an Indonesian sentence with the article and what is possible instead, or "".
The acts before the notice, and `admit`, are in `law/conditions.py`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import (
    GROUNDS_FOR_TALKS,
    GROUNDS_FOUND_EARLY,
    ORDERING,
    Decision,
    DisputeEnd,
    DisputeStage,
    Ruling,
)
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)
Condition = Callable[[Procedure, CaseEvent], str]


def once(case: Procedure, event: CaseEvent) -> str:
    """The act is done once."""
    return "Ini sudah tercatat." if event.kind in case.accepted else ""


def _after(kind: E, why: str) -> Callable[[Procedure, CaseEvent], str]:
    """The act needs `kind` to have happened, and is done once."""

    def check(case: Procedure, event: CaseEvent) -> str:
        if kind not in case.accepted:
            return why
        return once(case, event)

    return check


def _ground_found(case: Procedure, event: CaseEvent) -> str:
    if not event.grounds:
        return "Keberatan harus menyebut alasannya, huruf a sampai g (UU 14/2008 Pasal 35 ayat (1))."
    if E.ANSWERED in case.accepted or event.grounds <= GROUNDS_FOUND_EARLY:
        return ""
    span = case.answer_span()
    if span is not None and event.on > span.due_on:
        return ""
    after = f" Keberatan karena tidak dijawab dapat diajukan mulai {tanggal(span.due_on + _ONE_DAY)}." if span else ""
    return f"Alasan keberatan belum ada, karena waktu menjawab belum habis (UU 14/2008 Pasal 36 ayat (1)).{after}"


def _decision_once(case: Procedure, event: CaseEvent) -> str:
    if E.OBJECTION_DECIDED in case.accepted:
        return "Keberatan ini sudah diputus."
    objected = case.accepted.get(E.OBJECTED)
    about_the_answer = E.FILED in case.accepted and not (objected and objected.grounds <= GROUNDS_FOUND_EARLY)
    if event.result == Decision.UPHELD and about_the_answer and E.ANSWERED not in case.accepted:
        return (
            "Belum ada surat jawaban yang dapat dikuatkan. Putuskan mengubah, atau memerintahkan memberi (UU 14/2008 "
            "Pasal 36 ayat (3))."
        )
    return ""


def _talks_are_for_b_to_g(case: Procedure, event: CaseEvent) -> str:
    objected = case.accepted.get(E.OBJECTED)
    if objected is None or not objected.grounds & GROUNDS_FOR_TALKS:
        return (
            "Musyawarah hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 35 ayat (2)). Keberatan karena "
            "ditolak diputus atasan PPID."
        )
    return ""


def _decision_orders(case: Procedure, event: CaseEvent) -> str:
    decided = case.accepted.get(E.OBJECTION_DECIDED)
    if decided is None or decided.result not in ORDERING:
        return "Putusan atasan PPID tidak memerintahkan pemberian, jadi tidak ada yang perlu dilaksanakan."
    return once(case, event)


def _superior_is_silent(case: Procedure, event: CaseEvent) -> str:
    decide = case.decide_span()
    if E.OBJECTION_DECIDED in case.accepted or decide is None or event.on <= decide.due_on:
        return "Waktu atasan PPID untuk menjawab belum habis (UU 14/2008 Pasal 36 ayat (2))."
    return once(case, event)


def _dispute_not_too_early(case: Procedure, event: CaseEvent) -> str:
    """Judged by the day the commission registered it (`received_on`); whether it came too late is the commission's to
    judge (PERKI 1/2013 Pasal 36)."""
    decide, decided = case.decide_span(), case.accepted.get(E.OBJECTION_DECIDED)
    registered_on = event.received_on
    if decided is not None and registered_on >= decided.received_on:
        return ""
    if decide is None or registered_on > decide.due_on:  # the table of steps asks for the objection
        return ""
    if decided is not None:
        return (
            f"Terlalu dini: putusan atasan PPID baru diterima {tanggal(decided.received_on)}. Sengketa dapat "
            "didaftarkan mulai hari itu (UU 14/2008 Pasal 37 ayat (2))."
        )
    return (
        f"Terlalu dini: atasan PPID masih mempunyai waktu untuk menjawab sampai {tanggal(decide.due_on)}. "
        f"Sengketa dapat didaftarkan mulai {tanggal(decide.due_on + _ONE_DAY)} (UU 14/2008 Pasal 37 ayat (2))."
    )


def _stage_fits_the_grounds(case: Procedure, event: CaseEvent) -> str:
    if {E.RULING_RECEIVED, E.DISPUTE_CLOSED} & case.accepted.keys():
        return "Komisi Informasi sudah memutus, jadi tidak ada tahap berikutnya."
    if event.result == DisputeStage.MEDIATION and not _may_be_mediated(case):
        return (
            "Mediasi hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 40 ayat (2)). Sengketa karena "
            "ditolak langsung ke ajudikasi (Pasal 42)."
        )
    return ""


def _may_be_mediated(case: Procedure) -> bool:
    objected = case.accepted.get(E.OBJECTED)
    return objected is not None and bool(objected.grounds & GROUNDS_FOR_TALKS)


def _ruling_once(case: Procedure, event: CaseEvent) -> str:
    registered = case.accepted.get(E.DISPUTE_REGISTERED)
    if registered is not None and event.received_on < registered.received_on:
        return f"Putusan tidak mungkin diterima sebelum sengketa terdaftar, {tanggal(registered.received_on)}."
    return once(case, event)


def _court_after_the_ruling(case: Procedure, event: CaseEvent) -> str:
    ruling = case.accepted.get(E.RULING_RECEIVED)
    if ruling is None:
        return "Putusan Komisi Informasi belum diterima (UU 14/2008 Pasal 48 ayat (1))."
    if event.received_on < ruling.received_on:
        return f"Tanggal ini lebih awal daripada putusan diterima, {tanggal(ruling.received_on)}."
    return once(case, event)


def _ruling_orders(case: Procedure, event: CaseEvent) -> str:
    ruling, closed = case.accepted.get(E.RULING_RECEIVED), case.accepted.get(E.DISPUTE_CLOSED)
    agreed = closed is not None and closed.result == DisputeEnd.MEDIATED
    if ruling is None and not agreed:
        return "Belum ada putusan atau kesepakatan mediasi yang dapat dilaksanakan."
    if ruling is not None and ruling.result == Ruling.CONFIRMS:
        return "Putusan menguatkan kami, jadi tidak ada yang perlu dilaksanakan (UU 14/2008 Pasal 46)."
    return once(case, event)


def _dispute_end_fits(case: Procedure, event: CaseEvent) -> str:
    has_ruling = E.RULING_RECEIVED in case.accepted
    if event.result == DisputeEnd.RULED and not has_ruling:
        return "Catat dulu putusan Komisi Informasi yang diterima."
    if has_ruling and event.result in (DisputeEnd.MEDIATED, DisputeEnd.WITHDRAWN, DisputeEnd.INADMISSIBLE):
        return "Putusan sudah diterima, jadi sengketa ini selesai dengan putusan (PERKI 1/2013 Pasal 14)."
    if event.result == DisputeEnd.MEDIATED and not _may_be_mediated(case):
        return "Mediasi hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 40 ayat (2))."
    return ""


#: act -> its condition.
REVIEW_CONDITIONS: Mapping[E, Condition] = {
    E.OBJECTED: _ground_found,
    E.OBJECTION_DECIDED: _decision_once,
    E.DISPUTE_REGISTERED: _dispute_not_too_early,
    E.OBJECTION_EXPLAINED: once,
    E.TALKS_HELD: _talks_are_for_b_to_g,
    E.REQUESTER_RESPONDED: _after(E.OBJECTION_DECIDED, "Keberatan belum diputus, jadi belum ada yang ditanggapi."),
    E.DECISION_EXECUTED: _decision_orders,
    E.SUPERIOR_SILENT: _superior_is_silent,
    E.DISPUTE_STAGED: _stage_fits_the_grounds,
    E.RULING_RECEIVED: _ruling_once,
    E.COURT_FILED: _court_after_the_ruling,
    E.RULING_EXECUTED: _ruling_orders,
    E.DISPUTE_CLOSED: _dispute_end_fits,
}
