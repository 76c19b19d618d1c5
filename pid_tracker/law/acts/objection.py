"""The objection (keberatan) to the superior (atasan PPID). UU 14/2008 Pasal 35 and 36; PERKI 1/2021 Pasal 41 to 44;
rulings R8 and R9."""

from datetime import timedelta

from pid_tracker.law.acts.act import CORRECT, WORKING, Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    DecisionExecuted,
    Objected,
    ObjectionDecided,
    RequesterResponded,
    SuperiorSilent,
    TalksHeld,
)
from pid_tracker.law.grounds import GROUNDS_FOR_TALKS, GROUNDS_FOUND_EARLY, ORDERING, Decision, needs_no_request
from pid_tracker.law.permissions import (
    anyone_filing,
    desk_of_body,
    officer_of_body,
    superior_of_body,
    superior_who_did_not_sign,
    the_requester,
    the_system,
)
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import Stage
from pid_tracker.law.words import tanggal

TITLE = "Keberatan"
_ONE_DAY = timedelta(days=1)


def _ground_found(case: Procedure, event: CaseEvent) -> Reason:
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


def _can_be_upheld(case: Procedure, event: CaseEvent) -> Reason:
    if E.OBJECTION_DECIDED in case.accepted:
        return E.OBJECTION_DECIDED
    objected = case.accepted.get(E.OBJECTED)
    about_the_answer = E.FILED in case.accepted and not (objected and objected.grounds <= GROUNDS_FOUND_EARLY)
    if event.result == Decision.UPHELD and about_the_answer and E.ANSWERED not in case.accepted:
        return (
            "Belum ada surat jawaban yang dapat dikuatkan. Putuskan mengubah, atau memerintahkan memberi (UU 14/2008 "
            "Pasal 36 ayat (3))."
        )
    return ""


def _talks_are_for_b_to_g(case: Procedure, event: CaseEvent) -> Reason:
    objected = case.accepted.get(E.OBJECTED)
    if objected is None or not objected.grounds & GROUNDS_FOR_TALKS:
        return (
            "Musyawarah hanya untuk alasan keberatan huruf b sampai g (UU 14/2008 Pasal 35 ayat (2)). Keberatan karena "
            "ditolak diputus atasan PPID."
        )
    return ""


def _decision_orders(case: Procedure, event: CaseEvent) -> Reason:
    decided = case.accepted[E.OBJECTION_DECIDED]
    if decided.result not in ORDERING:
        return (
            f"Putusan atasan PPID {tanggal(decided.on)} tidak memerintahkan pemberian (PERKI 1/2021 Pasal 44), jadi "
            "tidak ada yang perlu dilaksanakan. Bila pemohon ke Komisi Informasi, putusan Komisi yang dilaksanakan."
        )
    return ""


def _superior_is_silent(case: Procedure, event: CaseEvent) -> Reason:
    decide = case.decide_span()
    if decide is not None and event.on <= decide.due_on:
        return (
            f"Waktu atasan PPID untuk menjawab belum habis, yaitu sampai {tanggal(decide.due_on)} (UU 14/2008 Pasal "
            f"36 ayat (2)). Ini dapat dicatat mulai {tanggal(decide.due_on + _ONE_DAY)}."
        )
    return ""


_OBJECTION_FIRST = (
    (
        E.OBJECTED,
        "Belum ada keberatan yang diajukan (UU 14/2008 Pasal 35 ayat (1)). Pemohon dapat mengajukannya kepada atasan "
        "PPID bila ada alasannya.",
    ),
)
_DECISION_FIRST = (
    *_OBJECTION_FIRST,
    (
        E.OBJECTION_DECIDED,
        "Keberatan belum diputus atasan PPID (UU 14/2008 Pasal 36 ayat (2)). Tindakan ini mungkin sesudah ada "
        "putusannya.",
    ),
)
_AFTER_DECISION = (Stage.OBJECTION_DECIDED, Stage.IN_DISPUTE, Stage.CLOSED)

ACTS = (
    Act(
        E.OBJECTED,
        "Mengajukan keberatan",
        "UU 14/2008 Pasal 35 ayat (1)",
        facts=Objected,
        who=(the_requester, anyone_filing, desk_of_body, officer_of_body),  # PERKI 1/2021 Pasal 41 ayat (3), 43
        begins=Stage.UNDER_OBJECTION,
        leads=at(*WORKING, Stage.INCOMPLETE, Stage.ANSWERED, to=Stage.UNDER_OBJECTION),
        condition=_ground_found,
        closed="Keberatan sudah diajukan pada {on} dan sedang diperiksa (UU 14/2008 Pasal 36 ayat (2)).",
        then="Atasan PPID memutus keberatan dalam {deciding} hari kerja sejak diterima.",
        timed=True,
    ),
    Act(
        E.OBJECTION_EXPLAINED,
        "Memberi penjelasan kepada atasan PPID",
        "",
        who=(officer_of_body,),
        leads=at(Stage.UNDER_OBJECTION),
        needs=_OBJECTION_FIRST,
        once="UU 14/2008 Pasal 36 ayat (2)",
        instead="Tambahan dapat ditulis sebagai catatan petugas.",
    ),
    Act(
        E.TALKS_HELD,
        "Mencatat musyawarah",
        "UU 14/2008 Pasal 35 ayat (2)",
        facts=TalksHeld,
        who=(superior_of_body, officer_of_body),
        leads=at(Stage.UNDER_OBJECTION),
        needs=_OBJECTION_FIRST,
        condition=_talks_are_for_b_to_g,
    ),
    Act(
        E.OBJECTION_DECIDED,
        "Memutus keberatan",
        "UU 14/2008 Pasal 36 ayat (2)",
        facts=ObjectionDecided,
        who=(superior_who_did_not_sign,),
        leads={Stage.UNDER_OBJECTION: Stage.OBJECTION_DECIDED, **at(Stage.IN_DISPUTE)},
        needs=_OBJECTION_FIRST,
        condition=_can_be_upheld,
        once="UU 14/2008 Pasal 36 ayat (2)",
        instead="Putusan itu dilaksanakan, dan sengketanya berjalan di Komisi Informasi; salah tulis dibetulkan dengan "
        "ralat.",
        closed="Keberatan sudah diputus atasan PPID pada {on} (UU 14/2008 Pasal 36 ayat (2)).",
        then="Putusan atasan PPID dilaksanakan, atau dibawa pemohon ke Komisi Informasi dalam {going} hari kerja "
        "(Pasal 37 ayat (2)).",
        timed=True,
    ),
    Act(
        E.SUPERIOR_SILENT,
        "Mencatat bahwa atasan PPID tidak menjawab",
        "UU 14/2008 Pasal 36 ayat (2)",
        facts=SuperiorSilent,
        who=(the_system,),
        leads=at(Stage.UNDER_OBJECTION),
        needs=_OBJECTION_FIRST,
        condition=_superior_is_silent,
        once="UU 14/2008 Pasal 36 ayat (2)",
        instead="Pemohon dapat ke Komisi Informasi (Pasal 37).",
    ),
    Act(
        E.REQUESTER_RESPONDED,
        "Menanggapi putusan atasan PPID",
        "UU 14/2008 Pasal 37 ayat (1)",
        facts=RequesterResponded,
        who=(the_requester, desk_of_body),
        leads=at(*_AFTER_DECISION),
        needs=_DECISION_FIRST,
        once="UU 14/2008 Pasal 37 ayat (1)",
        instead="Tanggapan mana pun tidak menutup jalan ke Komisi Informasi.",
    ),
    Act(
        E.DECISION_EXECUTED,
        "Melaksanakan putusan atasan PPID",
        "UU 14/2008 Pasal 36",
        facts=DecisionExecuted,
        who=(officer_of_body,),
        leads=at(*_AFTER_DECISION),
        needs=_DECISION_FIRST,
        condition=_decision_orders,
        once="UU 14/2008 Pasal 36",
        instead=CORRECT,
    ),
)
