"""What an act needs to be accepted: the step (one table in `law/states.py`), and what depends on dates, one row an act.

The clock file and the gate that records an act ask the same function, `admit`. Each reason is an Indonesian sentence
with the article or the date that closed the act, and what is possible instead. Objection and dispute:
`law/review_conditions.py`.
"""

from collections.abc import Mapping
from datetime import timedelta

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GIVING
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.review_conditions import REVIEW_CONDITIONS, Condition, once
from pid_tracker.law.states import FIRST_STEPS, TRANSITIONS, IllegalStep, Stage
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)


def admit(case: Procedure, event: CaseEvent) -> None:
    """Take one more event, or raise IllegalStep with the reason; a refused event leaves no trace."""
    stage = case.stage_on(event.on)
    if case.last is not None and event.at < case.last.at:
        raise IllegalStep(event.kind, stage, "Waktunya lebih awal daripada peristiwa sebelumnya.")
    if stage is None:
        if event.kind not in FIRST_STEPS:
            raise IllegalStep(event.kind, stage, "Belum ada permohonan yang dapat dikenai tindakan ini.")
    elif (stage, event.kind) not in TRANSITIONS:
        raise IllegalStep(event.kind, stage, _why_not(case, stage, event.kind))
    condition = _CONDITIONS.get(event.kind)
    if condition is not None and (reason := condition(case, event)):
        raise IllegalStep(event.kind, stage, reason)
    case.take(event)


def _why_not(case: Procedure, stage: Stage, kind: E) -> str:
    if stage is Stage.NOT_CONTINUED:
        repair = case.complete_span()
        until = f" ({tanggal(repair.due_on)})" if repair else ""
        return (
            f"Permohonan tidak dilanjutkan karena tidak dilengkapi sampai batasnya{until}, PERKI 1/2021 Pasal 33 "
            "ayat (4). Permohonan dapat dikirim ulang."
        )
    if kind in _NEEDS_OBJECTION and E.OBJECTED not in case.accepted:
        return "Ke Komisi Informasi baru sesudah keberatan kepada atasan PPID (UU 14/2008 Pasal 37 ayat (1))."
    if kind in _NEEDS_DISPUTE and E.DISPUTE_REGISTERED not in case.accepted:
        return "Belum ada sengketa yang tercatat di Komisi Informasi."
    if kind in case.accepted:
        return "Tindakan ini sudah pernah dilakukan dan hanya boleh satu kali."
    return _STAGE_CLOSED.get(stage, "Pada tahap ini tindakan tersebut tidak dimungkinkan.")


# -- what depends on dates: one row an act, each gives the reason why not, or ""
# ----------------------------------------


def _notice_in_time(case: Procedure, event: CaseEvent) -> str:
    check = case.check_span()
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return "Surat kekurangan hanya boleh satu kali (PERKI 1/2021 Pasal 33)."
    if E.DECLARED_COMPLETE in case.accepted:
        return "Permohonan sudah dinyatakan lengkap; kekurangan tidak dapat diberitahukan lagi."
    if check is None or event.on > check.due_on:
        until = f" ({tanggal(check.due_on)})" if check else ""
        return (
            f"Batas memberi tahu kekurangan sudah lewat{until}, PERKI 1/2021 Pasal 31 ayat (2). Permohonan dianggap "
            "lengkap sejak diterima."
        )
    return ""


def _completion_in_time(case: Procedure, event: CaseEvent) -> str:
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return "" if E.COMPLETED not in case.accepted else "Permohonan sudah lengkap."
    check = case.check_span()
    counts_as_complete = {E.COMPLETED, E.DECLARED_COMPLETE, E.OBJECTED} & case.accepted.keys()
    if counts_as_complete or check is None or event.on > check.due_on:
        return "Permohonan sudah dianggap lengkap, jadi tidak ada yang perlu dilengkapi."
    return ""


def _extension_in_time(case: Procedure, event: CaseEvent) -> str:
    span = case.answer_span()
    if E.EXTENDED in case.accepted:
        return "Tambahan waktu hanya boleh satu kali (PERKI 1/2021 Pasal 36 ayat (2))."
    if span is None or event.on > span.due_on:
        until = f" ({tanggal(span.due_on)})" if span else ""
        return f"Waktu perpanjangan sudah lewat{until}, UU 14/2008 Pasal 22 ayat (8). Kirim jawaban secepatnya."
    return ""


def _answer_once(case: Procedure, event: CaseEvent) -> str:
    if E.FILED not in case.accepted:
        return "Tidak ada permohonan yang dapat dijawab."
    if E.ANSWERED in case.accepted:
        return "Surat jawaban sudah dikirim; jawaban hanya diberikan satu kali."
    if E.OBJECTION_DECIDED in case.accepted:
        return "Keberatan sudah diputus atasan PPID; informasi diserahkan menurut putusan itu."
    if case.under_clearance:
        return "Naskah surat sedang menunggu persetujuan. Tunggu keputusannya, atau kembalikan dulu naskahnya."
    return "" if event.outcome is not None else "Jawaban harus menyebut hasilnya."


def _notice_has_failed(case: Procedure, event: CaseEvent) -> str:
    if E.LAPSED in case.accepted:
        return "Permohonan sudah dicatat tidak dilanjutkan (PERKI 1/2021 Pasal 33 ayat (4))."
    if case.notice_waits or E.NOTICE_DELIVERED in case.accepted:
        return "Ini sudah tercatat."
    return ""


def _one_question_at_a_time(case: Procedure, event: CaseEvent) -> str:
    if E.ANSWERED in case.accepted:
        return "Surat jawaban sudah dikirim."
    if case.counts[E.QUESTION_ASKED] > case.counts[E.QUESTION_REPLIED]:
        return "Masih ada pertanyaan yang menunggu jawaban pemohon. Catat jawabannya dulu, baru bertanya lagi."
    return ""


def _reply_to_a_question(case: Procedure, event: CaseEvent) -> str:
    if case.counts[E.QUESTION_REPLIED] >= case.counts[E.QUESTION_ASKED]:
        return "Tidak ada pertanyaan petugas yang menunggu jawaban."
    return ""


def _draft_can_be_submitted(case: Procedure, event: CaseEvent) -> str:
    if E.ANSWERED in case.accepted:
        return "Surat jawaban sudah dikirim."
    return "Naskah sedang menunggu persetujuan." if case.under_clearance else ""


def _draft_waits(case: Procedure, event: CaseEvent) -> str:
    return "" if case.under_clearance else "Tidak ada naskah yang menunggu persetujuan."


def _still_insists(case: Procedure, event: CaseEvent) -> str:
    if E.RELABELLED not in case.accepted:
        return "Permintaan ini tidak pernah dilabel ulang, jadi tetap berjalan sebagai permintaan."
    return once(case, event)


def _relabelled_once(case: Procedure, event: CaseEvent) -> str:
    if E.INSISTED in case.accepted:
        return "Pemohon sudah menyatakan ini tetap permintaan informasi, jadi tidak dapat dilabel ulang lagi."
    return once(case, event)


def _answered_first(case: Procedure, event: CaseEvent) -> str:
    if E.ANSWERED in case.accepted:
        return ""
    return (
        "Permintaan diteruskan bersama surat jawaban, yang menyebut badan yang memilikinya (UU 14/2008 Pasal 22 ayat "
        "(7) huruf b). Kirim surat jawaban lebih dulu."
    )


def _something_to_hand_over(case: Procedure, event: CaseEvent) -> str:
    answered = case.accepted.get(E.ANSWERED)
    given = {E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED}
    if given & case.accepted.keys() or (answered is not None and answered.outcome in GIVING):
        return ""
    if answered is not None:
        return "Surat jawaban tidak memberikan informasi, jadi tidak ada yang dapat diserahkan."
    return "Belum ada jawaban yang dapat diserahkan. Kirim surat jawaban lebih dulu (UU 14/2008 Pasal 22 ayat (7))."


def _late_and_silent(case: Procedure, event: CaseEvent) -> str:
    span = case.answer_span()
    if E.ANSWERED in case.accepted or span is None or event.on <= span.due_on:
        return "Waktu menjawab belum habis, jadi belum ada keterlambatan yang diberitahukan."
    return once(case, event)


def _still_unanswered(case: Procedure, event: CaseEvent) -> str:
    return "Surat jawaban sudah dikirim." if E.ANSWERED in case.accepted else ""


def _may_be_withdrawn(case: Procedure, event: CaseEvent) -> str:
    has = case.accepted
    if E.ANSWERED in has and (E.OBJECTED not in has or E.OBJECTION_DECIDED in has):
        return "Permohonan sudah dijawab, jadi tidak dapat dicabut lagi."
    return ""


#: What is done to parts before the notice; after it nothing of this is possible, whatever the stage.
PART_WORK = (
    *(E.PART_ROUTED, E.PART_ACCEPTED, E.PART_HANDED_BACK, E.PART_CONFIRMED, E.PART_ANSWERED, E.PARTS_SPLIT),
    E.PARTLY_DELIVERED,
)
_CONDITIONS: Mapping[E, Condition] = {
    E.DEFICIENCY_NOTIFIED: _notice_in_time,
    E.COMPLETED: _completion_in_time,
    E.EXTENDED: _extension_in_time,
    E.ANSWERED: _answer_once,
    E.WITHDRAWN: _may_be_withdrawn,
    E.LAPSED: once,
    E.DECLARED_COMPLETE: once,
    E.RATED: once,
    E.NOTICE_FAILED: _notice_has_failed,
    E.NOTICE_DELIVERED: once,  # also of a mail that left a day later than the notice
    E.QUESTION_ASKED: _one_question_at_a_time,
    E.QUESTION_REPLIED: _reply_to_a_question,
    **dict.fromkeys(PART_WORK, _still_unanswered),
    E.DRAFT_SUBMITTED: _draft_can_be_submitted,
    E.DRAFT_CLEARED: _draft_waits,
    E.DRAFT_RETURNED: _draft_waits,
    E.RELABELLED: _relabelled_once,
    E.INSISTED: _still_insists,
    E.HANDED_OVER: _something_to_hand_over,
    E.REFERRED_ON: _answered_first,
    E.LATE_NOTICE: _late_and_silent,
    **REVIEW_CONDITIONS,
}

#: Acts before the commission, whose reason why not is not about the stage but about what has to come first.
_NEEDS_OBJECTION = frozenset({E.DISPUTE_REGISTERED})
_NEEDS_DISPUTE = frozenset({E.DISPUTE_STAGED, E.RULING_RECEIVED, E.COURT_FILED, E.RULING_EXECUTED, E.DISPUTE_CLOSED})

_STAGE_CLOSED: Mapping[Stage, str] = {
    Stage.INCOMPLETE: "Permohonan menunggu dilengkapi pemohon (PERKI 1/2021 Pasal 33 ayat (3)).",
    Stage.ANSWERED: "Permohonan sudah dijawab.",
    Stage.WITHDRAWN: "Permohonan sudah dicabut pemohon.",
    Stage.UNDER_OBJECTION: "Perkara ini sedang dalam keberatan.",
    Stage.OBJECTION_DECIDED: "Keberatan sudah diputus atasan PPID.",
    Stage.IN_DISPUTE: "Perkara ini sedang di Komisi Informasi.",
    Stage.CLOSED: "Perkara ini sudah ditutup.",
}
