"""The dispute (sengketa) before the commission (Komisi Informasi), its ruling and the court. UU 14/2008 Pasal 37 to 48;
PERKI 1/2013; ruling R10."""

from datetime import timedelta

from pid_tracker.law.acts.act import CORRECT, Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    CourtFiled,
    DisputeClosed,
    DisputeRegistered,
    DisputeStaged,
    RulingExecuted,
    RulingReceived,
)
from pid_tracker.law.grounds import GROUNDS_FOR_TALKS, DisputeEnd, DisputeStage, Ruling
from pid_tracker.law.permissions import officer_of_body, the_requester
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import Stage
from pid_tracker.law.words import tanggal

TITLE = "Sengketa"
_ONE_DAY = timedelta(days=1)
#: A refusal is not for the parties to settle among themselves.
_NO_MEDIATION = (
    "Mediasi hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 40 ayat (2)). Sengketa karena ditolak "
    "langsung ke ajudikasi (Pasal 42)."
)


def _not_too_early(case: Procedure, event: CaseEvent) -> Reason:
    """Judged by the day the commission registered it (`received_on`); whether it came too late is the commission's to
    judge (PERKI 1/2013 Pasal 36)."""
    decide, decided = case.decide_span(), case.accepted.get(E.OBJECTION_DECIDED)
    registered_on = event.received_on
    if decided is not None and registered_on >= decided.received_on:
        return ""
    if decide is None or registered_on > decide.due_on:  # its record asks for the objection
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


def _stage_fits_the_grounds(case: Procedure, event: CaseEvent) -> Reason:
    if ruling := case.accepted.get(E.RULING_RECEIVED):
        return (
            f"Putusan Komisi Informasi sudah diterima pada {tanggal(ruling.received_on)} (UU 14/2008 Pasal 46), jadi "
            "tidak ada tahap berikutnya. Catat pelaksanaan putusan, keberatan ke pengadilan, atau akhir sengketa."
        )
    return "" if event.result != DisputeStage.MEDIATION or _may_be_mediated(case) else _NO_MEDIATION


def _may_be_mediated(case: Procedure) -> bool:
    objected = case.accepted.get(E.OBJECTED)
    return objected is not None and bool(objected.grounds & GROUNDS_FOR_TALKS)


def _ruling_after_registration(case: Procedure, event: CaseEvent) -> Reason:
    registered = case.accepted[E.DISPUTE_REGISTERED]
    if event.received_on < registered.received_on:
        return (
            f"Putusan tidak mungkin diterima sebelum sengketa terdaftar, {tanggal(registered.received_on)} (UU 14/2008 "
            "Pasal 38). Isi tanggal hari itu atau sesudahnya."
        )
    return ""


def _court_after_the_ruling(case: Procedure, event: CaseEvent) -> Reason:
    ruling = case.accepted[E.RULING_RECEIVED]
    if event.received_on < ruling.received_on:
        return (
            f"Tanggal ini lebih awal daripada putusan diterima, {tanggal(ruling.received_on)} (UU 14/2008 Pasal 48 "
            "ayat (1)). Isi tanggal hari itu atau sesudahnya."
        )
    return ""


def _ruling_orders(case: Procedure, event: CaseEvent) -> Reason:
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
    return ""


def _end_fits(case: Procedure, event: CaseEvent) -> Reason:
    ruling = case.accepted.get(E.RULING_RECEIVED)
    if event.result == DisputeEnd.RULED and ruling is None:
        return "Catat dulu putusan Komisi Informasi yang diterima (PERKI 1/2013 Pasal 59 ayat (4))."
    if ruling and event.result in (DisputeEnd.MEDIATED, DisputeEnd.WITHDRAWN, DisputeEnd.INADMISSIBLE):
        return (
            f"Putusan sudah diterima pada {tanggal(ruling.received_on)}, jadi sengketa ini selesai dengan putusan "
            "(PERKI 1/2013 Pasal 14). Pilih akhir itu."
        )
    return "" if event.result != DisputeEnd.MEDIATED or _may_be_mediated(case) else _NO_MEDIATION


_OBJECTION_FIRST = (
    (
        E.OBJECTED,
        "Ke Komisi Informasi baru sesudah keberatan kepada atasan PPID (UU 14/2008 Pasal 37 ayat (1)). Ajukan "
        "keberatan lebih dulu.",
    ),
)
_DISPUTE_FIRST = (
    *_OBJECTION_FIRST,
    (
        E.DISPUTE_REGISTERED,
        "Belum ada sengketa yang tercatat di Komisi Informasi (UU 14/2008 Pasal 37). Catat pendaftarannya lebih dulu.",
    ),
)
_RULING_FIRST = (
    *_DISPUTE_FIRST,
    (
        E.RULING_RECEIVED,
        "Putusan Komisi Informasi belum diterima (UU 14/2008 Pasal 48 ayat (1)). Catat putusannya lebih dulu.",
    ),
)

ACTS = (
    Act(
        E.DISPUTE_REGISTERED,
        "Mencatat pendaftaran sengketa di Komisi Informasi",
        "UU 14/2008 Pasal 37",
        facts=DisputeRegistered,
        who=(the_requester, officer_of_body),
        leads=at(Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED, to=Stage.IN_DISPUTE),
        needs=_OBJECTION_FIRST,
        condition=_not_too_early,
        closed="Sengketa terdaftar di Komisi Informasi sejak {on} (UU 14/2008 Pasal 37).",
        then="Yang dicatat sekarang: tahap, putusan, atau akhir sengketa di Komisi Informasi.",
        timed=True,
    ),
    Act(
        E.DISPUTE_STAGED,
        "Mencatat tahap sengketa",
        "",
        facts=DisputeStaged,
        who=(officer_of_body,),
        leads=at(Stage.IN_DISPUTE),
        needs=_DISPUTE_FIRST,
        condition=_stage_fits_the_grounds,
    ),
    Act(
        E.RULING_RECEIVED,
        "Mencatat putusan Komisi Informasi",
        "UU 14/2008 Pasal 46",
        facts=RulingReceived,
        who=(officer_of_body,),
        leads=at(Stage.IN_DISPUTE),
        needs=_DISPUTE_FIRST,
        condition=_ruling_after_registration,
        once="UU 14/2008 Pasal 46",
        instead=CORRECT,
    ),
    Act(
        E.COURT_FILED,
        "Mencatat keberatan ke pengadilan",
        "UU 14/2008 Pasal 47 dan 48",
        facts=CourtFiled,
        who=(the_requester, officer_of_body),
        leads=at(Stage.IN_DISPUTE, Stage.CLOSED),
        needs=_RULING_FIRST,
        condition=_court_after_the_ruling,
        once="UU 14/2008 Pasal 48 ayat (1)",
        instead=CORRECT,
    ),
    Act(
        E.RULING_EXECUTED,
        "Melaksanakan putusan Komisi Informasi",
        "",
        facts=RulingExecuted,
        who=(officer_of_body,),
        leads=at(Stage.IN_DISPUTE, Stage.CLOSED),
        needs=_DISPUTE_FIRST,
        condition=_ruling_orders,
        once="UU 14/2008 Pasal 46",
        instead=CORRECT,
    ),
    Act(
        E.DISPUTE_CLOSED,
        "Mencatat akhir sengketa",
        "",
        facts=DisputeClosed,
        who=(officer_of_body,),
        leads=at(Stage.IN_DISPUTE, to=Stage.CLOSED),
        needs=_DISPUTE_FIRST,
        condition=_end_fits,
        closed="Sengketa di Komisi Informasi sudah selesai pada {on} (UU 14/2008 Pasal 38).",
        then="Bila ada putusan, putusan itu dilaksanakan, atau dibawa ke pengadilan dalam {court} hari kerja (Pasal 48 "
        "ayat (1)).",
        timed=True,
    ),
)
