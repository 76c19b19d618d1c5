"""The answer (pemberitahuan tertulis): more time, the draft and its approvers, the notice, what is handed over.

UU 14/2008 Pasal 22 ayat (7) and (8); PERKI 1/2021 Pasal 10 ayat (2), 34 and 36; rulings R4 and R8.
"""

from pid_tracker.law.acts.act import AFTER_ANSWER, OWING, WORKING, Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    Answered,
    CostNoted,
    DraftCleared,
    DraftReturned,
    DraftSubmitted,
    Extended,
    HandedOver,
    PartlyDelivered,
    Rated,
)
from pid_tracker.law.grounds import GIVING
from pid_tracker.law.permissions import (
    another_officer_of_body,
    desk_of_body,
    officer_of_body,
    superior_of_body,
    superior_with_the_draft,
    the_requester,
)
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import Stage
from pid_tracker.law.words import tanggal

TITLE = "Jawaban"


def _extension_in_time(case: Procedure, event: CaseEvent) -> Reason:
    span = case.answer_span()
    if E.EXTENDED in case.accepted:
        return E.EXTENDED
    if span is None or event.on > span.due_on:
        until = f" ({tanggal(span.due_on)})" if span else ""
        return f"Waktu perpanjangan sudah lewat{until}, UU 14/2008 Pasal 22 ayat (8). Kirim jawaban secepatnya."
    return ""


def _no_draft_waits(case: Procedure, event: CaseEvent) -> Reason:
    if not case.under_clearance:
        return ""
    return (
        f"Naskah surat sedang menunggu persetujuan sejak {tanggal(case.newest[E.DRAFT_SUBMITTED].on)} (PERKI 1/2021 "
        "Pasal 10 ayat (2)). Tunggu keputusannya, atau kembalikan dulu naskahnya."
    )


def _a_draft_waits(case: Procedure, event: CaseEvent) -> Reason:
    if case.under_clearance:
        return ""
    left = [case.newest[kind] for kind in (E.DRAFT_CLEARED, E.DRAFT_RETURNED) if kind in case.newest]
    since = f" sejak {tanggal(max(left, key=lambda one: one.at).on)}" if left else ""
    return (
        f"Tidak ada naskah yang menunggu persetujuan{since} (PERKI 1/2021 Pasal 10 ayat (2)). Mintakan "
        "persetujuannya lebih dulu."
    )


def _something_to_answer(case: Procedure, event: CaseEvent) -> Reason:
    if E.FILED not in case.accepted:
        return (
            f"Keberatan ini diajukan tanpa permintaan pada {tanggal(case.accepted[E.OBJECTED].on)} (UU 14/2008 Pasal "
            "35 ayat (1) huruf b), jadi tidak ada permohonan yang dapat dijawab. Atasan PPID memutus keberatannya."
        )
    if decided := case.accepted.get(E.OBJECTION_DECIDED):
        return (
            f"Keberatan sudah diputus atasan PPID pada {tanggal(decided.on)} (UU 14/2008 Pasal 36 ayat (2)). "
            "Informasi diserahkan menurut putusan itu."
        )
    if waits := _no_draft_waits(case, event):
        return waits
    if event.outcome is None:
        return (
            "Jawaban harus menyebut hasilnya (UU 14/2008 Pasal 22 ayat (7)). Pilih: diberikan, diberikan sebagian, "
            "ditolak, tidak dikuasai, atau dirujuk."
        )
    return ""


def _something_to_hand_over(case: Procedure, event: CaseEvent) -> Reason:
    if E.IMPORTED in case.accepted:
        return E.IMPORTED
    answered = case.accepted.get(E.ANSWERED)
    given = {E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED}
    if given & case.accepted.keys() or (answered is not None and answered.outcome in GIVING):
        return ""
    if answered is not None:
        return (
            f"Surat jawaban {tanggal(answered.on)} tidak memberikan informasi (UU 14/2008 Pasal 22 ayat (7)), jadi "
            "tidak ada yang dapat diserahkan. Yang diperintahkan putusan keberatan atau Komisi Informasi diserahkan "
            "sesudah putusan itu dilaksanakan."
        )
    return "Belum ada jawaban yang dapat diserahkan. Kirim surat jawaban lebih dulu (UU 14/2008 Pasal 22 ayat (7))."


ACTS = (
    Act(
        E.EXTENDED,
        "Menambah waktu menjawab",
        "UU 14/2008 Pasal 22 ayat (8)",
        facts=Extended,
        who=(officer_of_body,),
        leads=at(*WORKING, to=Stage.IN_PROCESS),
        condition=_extension_in_time,
        once="PERKI 1/2021 Pasal 36 ayat (2)",
        instead="Langkah berikutnya: surat jawaban.",
        timed=True,
    ),
    Act(
        E.DRAFT_SUBMITTED,
        "Memintakan persetujuan naskah surat",
        "PERKI 1/2021 Pasal 10 ayat (2)",
        facts=DraftSubmitted,
        who=(officer_of_body,),
        leads=at(*OWING),
        until=E.ANSWERED,
        of_request=True,
        condition=_no_draft_waits,
    ),
    Act(
        E.DRAFT_CLEARED,
        "Menyetujui naskah surat",
        "PERKI 1/2021 Pasal 10 ayat (2)",
        facts=DraftCleared,
        who=(another_officer_of_body, superior_with_the_draft),
        leads=at(*OWING),
        until=E.ANSWERED,
        of_request=True,
        condition=_a_draft_waits,
    ),
    Act(
        E.DRAFT_RETURNED,
        "Mengembalikan naskah surat untuk diperbaiki",
        "",
        facts=DraftReturned,
        who=(officer_of_body, superior_with_the_draft),  # the drafter may take it back: the law's clock runs
        leads=at(*OWING),
        until=E.ANSWERED,
        of_request=True,
        condition=_a_draft_waits,
    ),
    Act(
        E.PARTLY_DELIVERED,
        "Menyerahkan lebih dulu bagian yang siap",
        "",
        facts=PartlyDelivered,
        who=(officer_of_body,),
        leads=at(*OWING),
        until=E.ANSWERED,
        of_request=True,
    ),
    Act(
        E.ANSWERED,
        "Mengirim surat jawaban",
        "UU 14/2008 Pasal 22 ayat (7)",
        facts=Answered,
        who=(officer_of_body,),
        leads={
            **at(*WORKING, Stage.INCOMPLETE, to=Stage.ANSWERED),
            **at(Stage.UNDER_OBJECTION, Stage.IN_DISPUTE),
        },
        until=E.ANSWERED,
        of_request=True,
        condition=_something_to_answer,
        closed="Surat jawaban sudah dikirim pada {on}, dan jawaban hanya satu kali (UU 14/2008 Pasal 22 ayat (7)).",
        then="Pemohon dapat mengajukan keberatan dalam {objecting} hari kerja (Pasal 36 ayat (1)); salah tulis "
        "dibetulkan dengan ralat.",
        timed=True,
    ),
    Act(
        E.COST_NOTED,
        "Membuat nota biaya salinan",
        "UU 14/2008 Pasal 22 ayat (7) huruf g",
        facts=CostNoted,
        who=(officer_of_body, superior_of_body),
        leads=at(*WORKING, *AFTER_ANSWER),
    ),
    Act(
        E.HANDED_OVER,
        "Menyerahkan informasi dengan berita acara",
        "",
        facts=HandedOver,
        who=(desk_of_body, officer_of_body),
        leads=at(*WORKING, *AFTER_ANSWER),
        condition=_something_to_hand_over,
    ),
    Act(
        E.RATED,
        "Menilai jawaban",
        "",
        facts=Rated,
        who=(the_requester,),
        leads=at(Stage.ANSWERED, Stage.UNDER_OBJECTION),
        needs=(
            (
                E.ANSWERED,
                "Surat jawaban belum dikirim (UU 14/2008 Pasal 22 ayat (7)). Jawaban dapat dinilai sesudah suratnya "
                "dikirim.",
            ),
        ),
        once="aturan sistem: satu jawaban, satu penilaian",
        instead="Yang belum puas dapat mengajukan keberatan.",
    ),
)
