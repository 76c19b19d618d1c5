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
    needs_no_request,
)
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.refusals import once
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)
Condition = Callable[[Procedure, CaseEvent], str]


#: A refusal is not for the parties to settle among themselves.
_NO_MEDIATION = (
    "Mediasi hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 40 ayat (2)). Sengketa karena ditolak "
    "langsung ke ajudikasi (Pasal 42)."
)


def _ground_found(case: Procedure, event: CaseEvent) -> str:
    if not event.grounds:
        return "Keberatan harus menyebut alasannya, huruf a sampai g (UU 14/2008 Pasal 35 ayat (1))."
    if E.FILED not in case.accepted and not needs_no_request(event.grounds):
        return (
            "Tanpa permintaan, keberatan hanya dapat diajukan karena informasi berkala tidak disediakan (UU 14/2008 "
            "Pasal 35 ayat (1) huruf b). Alasan lain menunggu permintaan dan batas waktu menjawabnya."
        )
    if E.ANSWERED in case.accepted or event.grounds <= GROUNDS_FOUND_EARLY:
        return ""
    span = case.answer_span()
    if span is not None and event.on > span.due_on:
        return ""
    if span is None:
        return (
            f"Waktu menjawab belum berjalan karena permohonan menunggu dilengkapi sejak "
            f"{tanggal(case.accepted[E.DEFICIENCY_NOTIFIED].on)} (UU 14/2008 Pasal 36 ayat (1)). Keberatan yang sudah "
            "dapat diajukan: huruf b (informasi berkala) dan f (biaya)."
        )
    return (
        "Alasan keberatan belum ada, karena waktu menjawab belum habis (UU 14/2008 Pasal 36 ayat (1)). Keberatan "
        f"karena tidak dijawab dapat diajukan mulai {tanggal(span.due_on + _ONE_DAY)}."
    )


def _decision_once(case: Procedure, event: CaseEvent) -> str:
    if E.OBJECTION_DECIDED in case.accepted:
        return once(case, event)
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
    decided = case.accepted[E.OBJECTION_DECIDED]
    if decided.result not in ORDERING:
        return (
            f"Putusan atasan PPID {tanggal(decided.on)} tidak memerintahkan pemberian (PERKI 1/2021 Pasal 44), jadi "
            "tidak ada yang perlu dilaksanakan. Bila pemohon ke Komisi Informasi, putusan Komisi yang dilaksanakan."
        )
    return once(case, event)


def _superior_is_silent(case: Procedure, event: CaseEvent) -> str:
    decide = case.decide_span()
    if decide is not None and event.on <= decide.due_on:
        return (
            f"Waktu atasan PPID untuk menjawab belum habis, yaitu sampai {tanggal(decide.due_on)} (UU 14/2008 Pasal "
            f"36 ayat (2)). Ini dapat dicatat mulai {tanggal(decide.due_on + _ONE_DAY)}."
        )
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
    if ruling := case.accepted.get(E.RULING_RECEIVED):
        return (
            f"Putusan Komisi Informasi sudah diterima pada {tanggal(ruling.received_on)} (UU 14/2008 Pasal 46), jadi "
            "tidak ada tahap berikutnya. Catat pelaksanaan putusan, keberatan ke pengadilan, atau akhir sengketa."
        )
    if event.result == DisputeStage.MEDIATION and not _may_be_mediated(case):
        return _NO_MEDIATION
    return ""


def _may_be_mediated(case: Procedure) -> bool:
    objected = case.accepted.get(E.OBJECTED)
    return objected is not None and bool(objected.grounds & GROUNDS_FOR_TALKS)


def _ruling_once(case: Procedure, event: CaseEvent) -> str:
    registered = case.accepted[E.DISPUTE_REGISTERED]
    if event.received_on < registered.received_on:
        return (
            f"Putusan tidak mungkin diterima sebelum sengketa terdaftar, {tanggal(registered.received_on)} (UU 14/2008 "
            "Pasal 38). Isi tanggal hari itu atau sesudahnya."
        )
    return once(case, event)


def _court_after_the_ruling(case: Procedure, event: CaseEvent) -> str:
    ruling = case.accepted[E.RULING_RECEIVED]
    if event.received_on < ruling.received_on:
        return (
            f"Tanggal ini lebih awal daripada putusan diterima, {tanggal(ruling.received_on)} (UU 14/2008 Pasal 48 "
            "ayat (1)). Isi tanggal hari itu atau sesudahnya."
        )
    return once(case, event)


def _ruling_orders(case: Procedure, event: CaseEvent) -> str:
    ruling, ended = case.accepted.get(E.RULING_RECEIVED), case.accepted.get(E.DISPUTE_CLOSED)
    if ruling is not None and ruling.result == Ruling.CONFIRMS:
        return (
            f"Putusan Komisi Informasi yang diterima {tanggal(ruling.received_on)} menguatkan kami, jadi tidak ada "
            "yang perlu dilaksanakan (UU 14/2008 Pasal 46). Yang mungkin: mencatat keberatan pemohon ke pengadilan "
            "(Pasal 48 ayat (1))."
        )
    if ruling is None and ended is None:
        return (
            "Belum ada putusan atau kesepakatan mediasi yang dapat dilaksanakan (UU 14/2008 Pasal 39 dan 46). Catat "
            "putusan atau akhir sengketa lebih dulu."
        )
    if ruling is None and ended is not None and ended.result != DisputeEnd.MEDIATED:
        return (
            f"Sengketa selesai pada {tanggal(ended.on)} tanpa putusan atau kesepakatan mediasi (UU 14/2008 Pasal 39 "
            "dan 46), jadi tidak ada yang perlu dilaksanakan. Informasi yang sama dapat diminta lagi dengan permintaan "
            "baru."
        )
    return once(case, event)


def _dispute_end_fits(case: Procedure, event: CaseEvent) -> str:
    ruling = case.accepted.get(E.RULING_RECEIVED)
    if event.result == DisputeEnd.RULED and ruling is None:
        return "Catat dulu putusan Komisi Informasi yang diterima (PERKI 1/2013 Pasal 59 ayat (4))."
    if ruling and event.result in (DisputeEnd.MEDIATED, DisputeEnd.WITHDRAWN, DisputeEnd.INADMISSIBLE):
        return (
            f"Putusan sudah diterima pada {tanggal(ruling.received_on)}, jadi sengketa ini selesai dengan putusan "
            "(PERKI 1/2013 Pasal 14). Pilih akhir itu."
        )
    if event.result == DisputeEnd.MEDIATED and not _may_be_mediated(case):
        return _NO_MEDIATION
    return ""


#: act -> its condition.
REVIEW_CONDITIONS: Mapping[E, Condition] = {
    E.OBJECTED: _ground_found,
    E.OBJECTION_DECIDED: _decision_once,
    E.DISPUTE_REGISTERED: _dispute_not_too_early,
    E.OBJECTION_EXPLAINED: once,
    E.TALKS_HELD: _talks_are_for_b_to_g,
    E.REQUESTER_RESPONDED: once,
    E.DECISION_EXECUTED: _decision_orders,
    E.SUPERIOR_SILENT: _superior_is_silent,
    E.DISPUTE_STAGED: _stage_fits_the_grounds,
    E.RULING_RECEIVED: _ruling_once,
    E.COURT_FILED: _court_after_the_ruling,
    E.RULING_EXECUTED: _ruling_orders,
    E.DISPUTE_CLOSED: _dispute_end_fits,
}
