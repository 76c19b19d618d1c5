"""Looking for the information: parts (bagian) with their units (OPD), questions to the requester, other bodies."""

from pid_tracker.law.acts.act import AFTER_ANSWER, OWING, Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    Facts,
    PartAccepted,
    PartAnswered,
    PartConfirmed,
    PartHandedBack,
    PartRouted,
    PartsSplit,
    ReferredOn,
)
from pid_tracker.law.permissions import Predicate, desk_of_body, officer_of_body, officer_of_unit, the_requester
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.words import tanggal

TITLE = "Mencari informasinya"


def _one_question_at_a_time(case: Procedure, event: CaseEvent) -> Reason:
    if case.counts[E.QUESTION_ASKED] > case.counts[E.QUESTION_REPLIED]:
        asked_on = tanggal(case.newest[E.QUESTION_ASKED].on)
        return (
            f"Masih ada pertanyaan yang menunggu jawaban pemohon sejak {asked_on} (aturan sistem: satu pertanyaan "
            "dalam satu waktu). Catat jawabannya dulu, baru bertanya lagi."
        )
    return ""


def _a_question_is_open(case: Procedure, event: CaseEvent) -> Reason:
    if case.counts[E.QUESTION_REPLIED] >= case.counts[E.QUESTION_ASKED]:
        replied_on = tanggal(case.newest[E.QUESTION_REPLIED].on)
        return (
            f"Pertanyaan petugas sudah dijawab pada {replied_on} (aturan sistem: satu pertanyaan, satu jawaban). Yang "
            "ingin ditambahkan pemohon dapat disampaikan ke meja layanan."
        )
    return ""


def _part_work(facts: type[Facts], words: str, article: str, *who: Predicate) -> Act:
    """What is done to parts before the notice; after it nothing of this is possible, whatever the stage."""
    return Act(facts.kind, words, article, facts=facts, who=who, leads=at(*OWING), until=E.ANSWERED, of_request=True)


ACTS = (
    _part_work(PartsSplit, "Memilah permintaan menjadi bagian", "PERKI 1/2021 Pasal 50", officer_of_body),
    _part_work(PartRouted, "Meneruskan bagian ke kantor yang mencari", "PERKI 1/2021 Pasal 12", officer_of_body),
    _part_work(PartAccepted, "Menerima bagian untuk dicari", "PERKI 1/2021 Pasal 12", officer_of_unit),
    _part_work(PartHandedBack, "Mengembalikan bagian kepada PPID", "", officer_of_unit),
    _part_work(PartConfirmed, "Menetapkan bagian di kantor yang mengembalikannya", "", officer_of_body),
    _part_work(
        PartAnswered, "Menyerahkan jawaban atas bagian", "PERKI 1/2021 Pasal 12", officer_of_unit, officer_of_body
    ),
    Act(
        E.QUESTION_ASKED,
        "Bertanya kepada pemohon",
        "",
        who=(desk_of_body, officer_of_body),
        leads=at(*OWING),
        of_request=True,
        until=E.ANSWERED,
        condition=_one_question_at_a_time,
    ),
    Act(
        E.QUESTION_REPLIED,
        "Menjawab pertanyaan petugas",
        "",
        who=(the_requester, desk_of_body, officer_of_body),
        leads=at(*OWING),
        of_request=True,
        needs=(
            (
                E.QUESTION_ASKED,
                "Petugas belum bertanya apa pun (aturan sistem: satu pertanyaan, satu jawaban). Yang ingin ditambahkan "
                "pemohon dapat disampaikan ke meja layanan.",
            ),
        ),
        condition=_a_question_is_open,
    ),
    Act(
        E.REFERRED_ON,
        "Meneruskan ke badan publik lain",
        "UU 14/2008 Pasal 22 ayat (7) huruf b",
        facts=ReferredOn,
        who=(the_requester, officer_of_body),
        leads=at(*AFTER_ANSWER),
        needs=(
            (
                E.ANSWERED,
                "Permintaan diteruskan bersama surat jawaban, yang menyebut badan yang memilikinya (UU 14/2008 Pasal "
                "22 ayat (7) huruf b). Kirim surat jawaban lebih dulu.",
            ),
        ),
    ),
)
