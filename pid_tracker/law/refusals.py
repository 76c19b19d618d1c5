"""What a refusal says: what closed the act and on which date, the article, and what is possible instead.

Three tables: what an act needs to have happened first (`NEEDS`), what an event closes (`CLOSED_BY`), and which acts are
done once (`ONCE`). What depends on terms and contents is said where it is judged: `law/conditions.py` and
`law/review_conditions.py`. Where no article settles it, the rule is ours and is called "aturan sistem".
"""

from collections.abc import Mapping

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import COURT_WINDOW, Duty
from pid_tracker.law.states import FIRST_STEPS, TRANSITIONS, Stage
from pid_tracker.law.words import tanggal

_NO_NOTICE = (
    "Belum ada surat kekurangan yang dikirim (PERKI 1/2021 Pasal 33 ayat (2)). Permohonan berjalan seperti biasa."
)
_NO_OBJECTION = (
    "Belum ada keberatan yang diajukan (UU 14/2008 Pasal 35 ayat (1)). Pemohon dapat mengajukannya kepada atasan PPID "
    "bila ada alasannya."
)
_NO_DECISION = (
    "Keberatan belum diputus atasan PPID (UU 14/2008 Pasal 36 ayat (2)). Tindakan ini mungkin sesudah ada putusannya."
)
_NO_DISPUTE = (
    "Belum ada sengketa yang tercatat di Komisi Informasi (UU 14/2008 Pasal 37). Catat pendaftarannya lebih dulu."
)
_TO_COMMISSION = (
    E.OBJECTED,
    "Ke Komisi Informasi baru sesudah keberatan kepada atasan PPID (UU 14/2008 Pasal 37 ayat (1)). Ajukan keberatan "
    "lebih dulu.",
)
_IN_DISPUTE = (_TO_COMMISSION, (E.DISPUTE_REGISTERED, _NO_DISPUTE))

#: act -> what has to have happened first, each with the sentence that says that it has not.
NEEDS: Mapping[E, tuple[tuple[E, str], ...]] = {
    E.RATED: (
        (
            E.ANSWERED,
            "Surat jawaban belum dikirim (UU 14/2008 Pasal 22 ayat (7)). Jawaban dapat dinilai sesudah suratnya "
            "dikirim.",
        ),
    ),
    E.REFERRED_ON: (
        (
            E.ANSWERED,
            "Permintaan diteruskan bersama surat jawaban, yang menyebut badan yang memilikinya (UU 14/2008 Pasal 22 "
            "ayat (7) huruf b). Kirim surat jawaban lebih dulu.",
        ),
    ),
    E.QUESTION_REPLIED: (
        (
            E.QUESTION_ASKED,
            "Petugas belum bertanya apa pun (aturan sistem: satu pertanyaan, satu jawaban). Yang ingin ditambahkan "
            "pemohon dapat disampaikan ke meja layanan.",
        ),
    ),
    E.INSISTED: (
        (
            E.RELABELLED,
            "Permintaan ini tidak pernah dilabel ulang, jadi tetap berjalan sebagai permintaan (UU 14/2008 Pasal 4).",
        ),
    ),
    **dict.fromkeys((E.LAPSED, E.NOTICE_FAILED, E.NOTICE_DELIVERED), ((E.DEFICIENCY_NOTIFIED, _NO_NOTICE),)),
    **dict.fromkeys(
        (E.OBJECTION_EXPLAINED, E.TALKS_HELD, E.OBJECTION_DECIDED, E.SUPERIOR_SILENT), ((E.OBJECTED, _NO_OBJECTION),)
    ),
    **dict.fromkeys(
        (E.REQUESTER_RESPONDED, E.DECISION_EXECUTED),
        ((E.OBJECTED, _NO_OBJECTION), (E.OBJECTION_DECIDED, _NO_DECISION)),
    ),
    E.DISPUTE_REGISTERED: (_TO_COMMISSION,),
    **dict.fromkeys((E.DISPUTE_STAGED, E.RULING_RECEIVED, E.RULING_EXECUTED, E.DISPUTE_CLOSED), _IN_DISPUTE),
    E.COURT_FILED: (
        *_IN_DISPUTE,
        (
            E.RULING_RECEIVED,
            "Putusan Komisi Informasi belum diterima (UU 14/2008 Pasal 48 ayat (1)). Catat putusannya lebih dulu.",
        ),
    ),
}

#: event -> what it closed, and what is possible from then on. {on} is its date; the other numbers are working days of
#: the rule book.
CLOSED_BY: Mapping[E, tuple[str, str]] = {
    E.FILED: (
        "Permohonan diterima pada {on} dan sedang diproses (UU 14/2008 Pasal 22 ayat (7)).",
        "Langkah berikutnya: surat jawaban.",
    ),
    E.DEFICIENCY_NOTIFIED: (
        "Sejak {on} permohonan menunggu dilengkapi pemohon (PERKI 1/2021 Pasal 33 ayat (3)).",
        "Sesudah dilengkapi, permohonan diproses lagi.",
    ),
    E.COMPLETED: (
        "Permohonan sudah dilengkapi pada {on} dan sedang diproses (UU 14/2008 Pasal 22 ayat (7)).",
        "Langkah berikutnya: surat jawaban.",
    ),
    E.ANSWERED: (
        "Surat jawaban sudah dikirim pada {on}, dan jawaban hanya satu kali (UU 14/2008 Pasal 22 ayat (7)).",
        "Pemohon dapat mengajukan keberatan dalam {objecting} hari kerja (Pasal 36 ayat (1)); salah tulis dibetulkan "
        "dengan ralat.",
    ),
    E.WITHDRAWN: (
        "Permohonan sudah dicabut pemohon pada {on}.",
        "Informasi yang sama dapat diminta lagi kapan saja dengan permintaan baru (UU 14/2008 Pasal 4).",
    ),
    E.OBJECTED: (
        "Keberatan sudah diajukan pada {on} dan sedang diperiksa (UU 14/2008 Pasal 36 ayat (2)).",
        "Atasan PPID memutus keberatan dalam {deciding} hari kerja sejak diterima.",
    ),
    E.OBJECTION_DECIDED: (
        "Keberatan sudah diputus atasan PPID pada {on} (UU 14/2008 Pasal 36 ayat (2)).",
        "Putusan atasan PPID dilaksanakan, atau dibawa pemohon ke Komisi Informasi dalam {going} hari kerja (Pasal 37 "
        "ayat (2)).",
    ),
    E.DISPUTE_REGISTERED: (
        "Sengketa terdaftar di Komisi Informasi sejak {on} (UU 14/2008 Pasal 37).",
        "Yang dicatat sekarang: tahap, putusan, atau akhir sengketa di Komisi Informasi.",
    ),
    E.DISPUTE_CLOSED: (
        "Sengketa di Komisi Informasi sudah selesai pada {on} (UU 14/2008 Pasal 38).",
        "Bila ada putusan, putusan itu dilaksanakan, atau dibawa ke pengadilan dalam {court} hari kerja (Pasal 48 ayat "
        "(1)).",
    ),
    E.IMPORTED: (
        "Perkara ini disalin dari register lama pada {on}, dan hanya menceritakan yang sudah lampau (PERKI 1/2021 "
        "Pasal 32).",
        "Informasi yang sama dapat diminta lagi dengan permintaan baru.",
    ),
}

#: stage -> the events that can have brought a case there, the telling one first.
_OPENED_BY: Mapping[Stage, tuple[E, ...]] = {
    Stage.RECEIVED: (E.FILED,),
    Stage.INCOMPLETE: (E.DEFICIENCY_NOTIFIED,),
    Stage.IN_PROCESS: (E.COMPLETED, E.FILED),
    Stage.ANSWERED: (E.ANSWERED,),
    Stage.WITHDRAWN: (E.WITHDRAWN,),
    Stage.UNDER_OBJECTION: (E.OBJECTED,),
    Stage.OBJECTION_DECIDED: (E.OBJECTION_DECIDED,),
    Stage.IN_DISPUTE: (E.DISPUTE_REGISTERED,),
    Stage.CLOSED: (E.IMPORTED, E.DISPUTE_CLOSED),
}

_CORRECT = "Salah tulis dibetulkan PPID dengan ralat."
#: act that is done once -> its article (or our rule), and what is possible instead.
ONCE: Mapping[E, tuple[str, str]] = {
    E.DEFICIENCY_NOTIFIED: (
        "PERKI 1/2021 Pasal 33",
        "Yang masih kurang dapat ditanyakan kepada pemohon; waktu menjawab tetap berjalan.",
    ),
    E.DECLARED_COMPLETE: ("PERKI 1/2021 Pasal 31 ayat (2)", "Langkah berikutnya: surat jawaban."),
    E.EXTENDED: ("PERKI 1/2021 Pasal 36 ayat (2)", "Langkah berikutnya: surat jawaban."),
    E.LAPSED: ("PERKI 1/2021 Pasal 33 ayat (4)", "Permohonan dapat dikirim ulang."),
    E.NOTICE_DELIVERED: (
        "PERKI 1/2021 Pasal 33 ayat (3)",
        "Pemohon dapat melengkapi sampai batasnya.",
    ),
    E.LATE_NOTICE: ("UU 14/2008 Pasal 22 ayat (7)", "Kirim jawaban secepatnya; pemohon dapat mengajukan keberatan."),
    E.RATED: ("aturan sistem: satu jawaban, satu penilaian", "Yang belum puas dapat mengajukan keberatan."),
    E.RELABELLED: ("UU 14/2008 Pasal 4", "Pemohon dapat menyatakan ini tetap permintaan informasi."),
    E.INSISTED: ("UU 14/2008 Pasal 4", "Permintaan berjalan dengan tanggal semula."),
    E.OBJECTION_EXPLAINED: ("UU 14/2008 Pasal 36 ayat (2)", "Tambahan dapat ditulis sebagai catatan petugas."),
    E.OBJECTION_DECIDED: (
        "UU 14/2008 Pasal 36 ayat (2)",
        "Putusan itu dilaksanakan, dan sengketanya berjalan di Komisi Informasi; salah tulis dibetulkan dengan ralat.",
    ),
    E.REQUESTER_RESPONDED: (
        "UU 14/2008 Pasal 37 ayat (1)",
        "Tanggapan mana pun tidak menutup jalan ke Komisi Informasi.",
    ),
    E.DECISION_EXECUTED: ("UU 14/2008 Pasal 36", _CORRECT),
    E.SUPERIOR_SILENT: ("UU 14/2008 Pasal 36 ayat (2)", "Pemohon dapat ke Komisi Informasi (Pasal 37)."),
    E.RULING_RECEIVED: ("UU 14/2008 Pasal 46", _CORRECT),
    E.COURT_FILED: ("UU 14/2008 Pasal 48 ayat (1)", _CORRECT),
    E.RULING_EXECUTED: ("UU 14/2008 Pasal 46", _CORRECT),
}


def why_not_now(case: Procedure, stage: Stage, kind: E) -> str:
    """Why the act has no place at `stage`, or what has to come first; "" when neither stands in its way."""
    missing = (row for row in NEEDS.get(kind, ()) if row[0] not in case.accepted)
    needed, says = next(missing, (kind, ""))
    if (stage, kind) in TRANSITIONS and not says:
        return ""
    if says and (stage, needed) in TRANSITIONS:  # what is missing can still come
        return says
    begun = case.first(*FIRST_STEPS)
    if begun and kind in FIRST_STEPS - {E.OBJECTED}:
        return (
            f"Perkara ini sudah tercatat sejak {tanggal(begun.on)} dengan nomornya sendiri (UU 14/2008 Pasal 22 ayat "
            "(4)). Yang lain dicatat sebagai perkara baru."
        )
    return closing_of(case, stage)


def closing_of(case: Procedure, stage: Stage) -> str:
    """What brought the case to `stage`, on which date, and what is possible there."""
    if stage is Stage.NOT_CONTINUED:
        repair = case.complete_span()
        until = f" ({tanggal(repair.due_on)})" if repair else ""
        return (
            f"Permohonan tidak dilanjutkan karena tidak dilengkapi sampai batasnya{until}, PERKI 1/2021 Pasal 33 "
            "ayat (4). Permohonan dapat dikirim ulang."
        )
    opener = _opener(case, stage, E.FILED)
    return _sentence(case, opener, opener)


def closed(case: Procedure, event: CaseEvent, by: E) -> str:
    """What the earlier act `by` closed for `event`; what is possible instead depends on where the case stands."""
    return _sentence(case, by, _opener(case, case.stage_on(event.on), by))


def _opener(case: Procedure, stage: Stage | None, otherwise: E) -> E:
    kinds = _OPENED_BY.get(stage, ()) if stage else ()
    return next((kind for kind in kinds if kind in case.accepted), otherwise)


def _sentence(case: Procedure, by: E, stands_at: E) -> str:
    return f"{CLOSED_BY[by][0]} {CLOSED_BY[stands_at][1]}".format(
        on=tanggal(case.accepted[by].on),
        objecting=case.rules[Duty.OBJECT].working_days,
        deciding=case.rules[Duty.DECIDE_OBJECTION].working_days,
        going=case.rules[Duty.GO_TO_COMMISSION].working_days,
        court=COURT_WINDOW.working_days,
    )


def once(case: Procedure, event: CaseEvent) -> str:
    """The act is done once: when it was, and what is possible instead."""
    done = case.accepted.get(event.kind)
    if done is None:
        return ""
    article, instead = ONCE[event.kind]
    return f"Ini sudah tercatat pada {tanggal(done.on)} dan hanya boleh satu kali ({article}). {instead}"
