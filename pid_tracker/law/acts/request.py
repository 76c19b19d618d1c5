"""The request (permohonan): filed, looked at, completed, re-labelled, withdrawn.

UU 14/2008 Pasal 22; PERKI 1/2021 Pasal 31 and 33; rulings R1, R3 and R11.
"""

from pid_tracker.law.acts.act import WORKING, Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Completed, DeficiencyNotified, Filed, Relabelled, Withdrawn
from pid_tracker.law.permissions import anyone_filing, desk_of_body, officer_of_body, the_requester, the_system
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import REPAIRED_BESIDE, Stage
from pid_tracker.law.words import tanggal

TITLE = "Permintaan"


def _notice_in_time(case: Procedure, event: CaseEvent) -> Reason:
    check = case.check_span()
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return E.DEFICIENCY_NOTIFIED
    if declared := case.accepted.get(E.DECLARED_COMPLETE):
        return (
            f"Permohonan sudah dinyatakan lengkap pada {tanggal(declared.on)} (PERKI 1/2021 Pasal 31 ayat (2)), jadi "
            "kekurangan tidak dapat diberitahukan lagi. Yang belum jelas dapat ditanyakan kepada pemohon."
        )
    if extended := case.accepted.get(E.EXTENDED):  # ruling R30
        return (
            f"Waktu menjawab sudah ditambah pada {tanggal(extended.on)} (UU 14/2008 Pasal 22 ayat (8)), jadi "
            "permohonan dianggap lengkap dan kekurangan tidak dapat diberitahukan lagi. Yang belum jelas dapat "
            "ditanyakan kepada pemohon."
        )
    if check is None or event.on > check.due_on:
        until = f" ({tanggal(check.due_on)})" if check else ""
        return (
            f"Batas memberi tahu kekurangan sudah lewat{until}, PERKI 1/2021 Pasal 31 ayat (2). Permohonan dianggap "
            "lengkap sejak diterima; yang belum jelas dapat ditanyakan kepada pemohon."
        )
    return ""


def _notice_has_failed(case: Procedure, event: CaseEvent) -> Reason:
    if lapsed := case.accepted.get(E.LAPSED):
        return (
            f"Permohonan sudah dicatat tidak dilanjutkan pada {tanggal(lapsed.on)} (PERKI 1/2021 Pasal 33 ayat (4)). "
            "Permohonan dapat dikirim ulang."
        )
    if case.notice_waits:
        since = case.accepted.get(E.NOTICE_FAILED) or case.accepted[E.DEFICIENCY_NOTIFIED]
        return (
            f"Ini sudah tercatat pada {tanggal(since.on)}: surat kekurangan belum sampai (PERKI 1/2021 Pasal 33 ayat "
            "(3)). Waktu melengkapi mulai bila surat itu sampai; catat bila sudah."
        )
    if delivered := case.accepted.get(E.NOTICE_DELIVERED):
        return (
            f"Surat kekurangan sudah tercatat sampai pada {tanggal(delivered.on)} (PERKI 1/2021 Pasal 33 ayat (3)). "
            "Pemohon dapat melengkapi sampai batasnya."
        )
    return ""


def _completion_in_time(case: Procedure, event: CaseEvent) -> Reason:
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return _complete_already(case) if E.COMPLETED in case.accepted else ""
    check = case.check_span()
    counts_as_complete = {E.COMPLETED, E.DECLARED_COMPLETE, E.OBJECTED} & case.accepted.keys()
    return _complete_already(case) if counts_as_complete or check is None or event.on > check.due_on else ""


def _complete_already(case: Procedure) -> Reason:
    complete, check = case.first(E.COMPLETED, E.DECLARED_COMPLETE), case.check_span()
    if complete is None and E.OBJECTED in case.accepted:
        return E.OBJECTED
    if complete is not None:
        since = f"sudah lengkap sejak {tanggal(complete.on)} (PERKI 1/2021 Pasal 31 ayat (3))"
    else:
        until = f" sampai {tanggal(check.due_on)}" if check else ""
        since = f"dianggap lengkap karena tidak ada surat kekurangan{until} (PERKI 1/2021 Pasal 31 ayat (2))"
    return (
        f"Permohonan {since}, jadi tidak ada yang perlu dilengkapi. Yang ingin ditambahkan pemohon dapat disampaikan "
        "ke meja layanan."
    )


def _not_insisted(case: Procedure, event: CaseEvent) -> Reason:
    if insisted := case.accepted.get(E.INSISTED):
        return (
            f"Pemohon sudah menyatakan pada {tanggal(insisted.on)} bahwa ini tetap permintaan informasi (UU 14/2008 "
            "Pasal 4), jadi tidak dapat dilabel ulang lagi. Langkah berikutnya: surat jawaban."
        )
    return ""


def _something_is_pending(case: Procedure, event: CaseEvent) -> Reason:
    """After the decision only a request that still waits for its answer (rulings R25 and R27)."""
    is_owed = E.FILED in case.accepted and E.ANSWERED not in case.accepted and not case.lapsed_by(event.on)
    return "" if is_owed or E.OBJECTION_DECIDED not in case.accepted else E.OBJECTION_DECIDED


def _days_to_repair_are_over(case: Procedure, event: CaseEvent) -> Reason:
    if case.lapsed_by(event.on):
        return ""
    if E.COMPLETED in case.accepted:
        return _complete_already(case)
    repair = case.complete_span()
    until = f" sampai {tanggal(repair.due_on)}" if repair else ""
    return (
        f"Permohonan masih dapat dilengkapi pemohon{until} (PERKI 1/2021 Pasal 33 ayat (3)). Baru sesudah itu "
        "permohonan tidak dilanjutkan (ayat (4))."
    )


_NOTICE_FIRST = (
    (
        E.DEFICIENCY_NOTIFIED,
        "Belum ada surat kekurangan yang dikirim (PERKI 1/2021 Pasal 33 ayat (2)). Permohonan berjalan seperti biasa.",
    ),
)

ACTS = (
    Act(
        E.FILED,
        "Mengajukan permintaan informasi",
        "UU 14/2008 Pasal 22 ayat (1)",
        facts=Filed,
        who=(anyone_filing, desk_of_body, officer_of_body),
        begins=Stage.RECEIVED,
        closed="Permohonan diterima pada {on} dan sedang diproses (UU 14/2008 Pasal 22 ayat (7)).",
        then="Langkah berikutnya: surat jawaban.",
        timed=True,
    ),
    Act(
        E.DEFICIENCY_NOTIFIED,
        "Memberi tahu apa yang kurang",
        "PERKI 1/2021 Pasal 33 ayat (1)",
        facts=DeficiencyNotified,
        who=(desk_of_body, officer_of_body),
        leads=at(*WORKING, to=Stage.INCOMPLETE),
        condition=_notice_in_time,
        once="PERKI 1/2021 Pasal 33",
        instead="Yang masih kurang dapat ditanyakan kepada pemohon; waktu menjawab tetap berjalan.",
        closed="Sejak {on} permohonan menunggu dilengkapi pemohon (PERKI 1/2021 Pasal 33 ayat (3)).",
        then="Sesudah dilengkapi, permohonan diproses lagi.",
        timed=True,
    ),
    Act(
        E.NOTICE_FAILED,
        "Mencatat bahwa surat kekurangan tidak sampai",
        "",
        who=(the_system,),
        leads={
            **at(Stage.INCOMPLETE, *REPAIRED_BESIDE),
            Stage.NOT_CONTINUED: Stage.INCOMPLETE,  # found out in the night: the days never ran (ruling R3)
        },
        needs=_NOTICE_FIRST,
        condition=_notice_has_failed,
    ),
    Act(
        E.NOTICE_DELIVERED,  # also of a mail that left a day later than the notice
        "Mencatat bahwa surat kekurangan sampai",
        "",
        who=(desk_of_body, officer_of_body, the_system),
        leads=at(Stage.INCOMPLETE, *REPAIRED_BESIDE),
        needs=_NOTICE_FIRST,
        of_request=True,
        once="PERKI 1/2021 Pasal 33 ayat (3)",
        instead="Pemohon dapat melengkapi sampai batasnya.",
    ),
    Act(
        E.COMPLETED,
        "Melengkapi permintaan",
        "PERKI 1/2021 Pasal 33 ayat (3)",
        facts=Completed,
        who=(the_requester, desk_of_body, officer_of_body),
        leads={**at(*WORKING, *REPAIRED_BESIDE), Stage.INCOMPLETE: Stage.IN_PROCESS},
        until=E.ANSWERED,
        of_request=True,
        condition=_completion_in_time,
        closed="Permohonan sudah dilengkapi pada {on} dan sedang diproses (UU 14/2008 Pasal 22 ayat (7)).",
        then="Langkah berikutnya: surat jawaban.",
        timed=True,
    ),
    Act(
        E.DECLARED_COMPLETE,
        "Menyatakan permintaan lengkap",
        "PERKI 1/2021 Pasal 31 ayat (2)",
        who=(desk_of_body, officer_of_body),
        leads=at(*WORKING, to=Stage.IN_PROCESS),
        once="PERKI 1/2021 Pasal 31 ayat (2)",
        instead="Langkah berikutnya: surat jawaban.",
    ),
    Act(
        E.RELABELLED,
        "Menyatakan bahwa ini bukan permintaan informasi",
        "",
        facts=Relabelled,
        who=(officer_of_body,),
        leads=at(*WORKING, Stage.INCOMPLETE),
        condition=_not_insisted,
        once="UU 14/2008 Pasal 4",
        instead="Pemohon dapat menyatakan ini tetap permintaan informasi.",
    ),
    Act(
        E.INSISTED,
        "Menyatakan bahwa ini tetap permintaan informasi",
        "",
        who=(the_requester, desk_of_body),
        leads=at(*WORKING, Stage.INCOMPLETE),
        needs=(
            (
                E.RELABELLED,
                "Permintaan ini tidak pernah dilabel ulang, jadi tetap berjalan sebagai permintaan (UU 14/2008 Pasal "
                "4).",
            ),
        ),
        once="UU 14/2008 Pasal 4",
        instead="Permintaan berjalan dengan tanggal semula.",
    ),
    Act(
        E.WITHDRAWN,
        "Mencabut permintaan",
        "",
        facts=Withdrawn,
        who=(the_requester, desk_of_body, officer_of_body),  # staff only with the requester's own statement
        leads=at(
            *(*WORKING, Stage.INCOMPLETE, Stage.UNDER_OBJECTION, Stage.OBJECTION_DECIDED),
            to=Stage.WITHDRAWN,
        ),
        condition=_something_is_pending,
        closed="Permohonan sudah dicabut pemohon pada {on}.",
        then="Informasi yang sama dapat diminta lagi kapan saja dengan permintaan baru (UU 14/2008 Pasal 4).",
        timed=True,
    ),
    Act(
        E.LAPSED,
        "Mencatat bahwa permintaan tidak dilanjutkan",
        "PERKI 1/2021 Pasal 33 ayat (4)",
        who=(the_system,),
        leads=at(Stage.NOT_CONTINUED, *REPAIRED_BESIDE),  # the day itself ends the request; the event only tells it
        needs=_NOTICE_FIRST,
        until=E.ANSWERED,
        condition=_days_to_repair_are_over,
        once="PERKI 1/2021 Pasal 33 ayat (4)",
        instead="Permohonan dapat dikirim ulang.",
    ),
)
