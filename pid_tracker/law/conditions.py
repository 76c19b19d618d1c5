"""What an act needs to be accepted: the step (one table in `law/states.py`), and what depends on dates, one row an act.

The clock file and the gate that records an act ask the same function, `admit`. Each reason is an Indonesian sentence
with the article, the date that closed the act, and what is possible instead; what the stage and earlier acts close is
worded in `law/refusals.py`. Objection and dispute: `law/review_conditions.py`.
"""

from collections.abc import Mapping
from datetime import timedelta

from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import GIVING
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.refusals import closed, closing_of, once, why_not_now
from pid_tracker.law.review_conditions import REVIEW_CONDITIONS, Condition
from pid_tracker.law.states import FIRST_STEPS, IllegalStep, Stage
from pid_tracker.law.words import tanggal

_ONE_DAY = timedelta(days=1)
_EARLIER = (
    "Waktunya lebih awal daripada peristiwa sebelumnya, {on} (aturan sistem: catatan berurutan menurut waktu). Catat "
    "dengan waktu sesudahnya."
)
_NOTHING_FILED = "Belum ada permohonan yang tercatat (UU 14/2008 Pasal 22 ayat (4)). Catat permohonannya lebih dulu."


def admit(case: Procedure, event: CaseEvent) -> None:
    """Take one more event, or raise IllegalStep with the reason; a refused event leaves no trace."""
    stage = case.stage_for(event.kind, event.on)
    if case.last is not None and event.at < case.last.at:
        raise IllegalStep(event.kind, stage, _EARLIER.format(on=tanggal(case.last.on)))
    if stage is None:
        if event.kind not in FIRST_STEPS:
            raise IllegalStep(event.kind, stage, _NOTHING_FILED)
    elif reason := why_not_now(case, stage, event.kind):
        raise IllegalStep(event.kind, stage, reason)
    condition = _CONDITIONS.get(event.kind)
    if condition is not None and (reason := condition(case, event)):
        raise IllegalStep(event.kind, stage, reason)
    case.take(event)


# -- what depends on dates: one row an act, each gives the reason why not, or ""
# ----------------------------------------


def _notice_in_time(case: Procedure, event: CaseEvent) -> str:
    check = case.check_span()
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return once(case, event)
    if declared := case.accepted.get(E.DECLARED_COMPLETE):
        return (
            f"Permohonan sudah dinyatakan lengkap pada {tanggal(declared.on)} (PERKI 1/2021 Pasal 31 ayat (2)), jadi "
            "kekurangan tidak dapat diberitahukan lagi. Yang belum jelas dapat ditanyakan kepada pemohon."
        )
    if check is None or event.on > check.due_on:
        until = f" ({tanggal(check.due_on)})" if check else ""
        return (
            f"Batas memberi tahu kekurangan sudah lewat{until}, PERKI 1/2021 Pasal 31 ayat (2). Permohonan dianggap "
            "lengkap sejak diterima; yang belum jelas dapat ditanyakan kepada pemohon."
        )
    return ""


def _completion_in_time(case: Procedure, event: CaseEvent) -> str:
    if E.ANSWERED in case.accepted:
        return closed(case, event, E.ANSWERED)
    if E.DEFICIENCY_NOTIFIED in case.accepted:
        return "" if E.COMPLETED not in case.accepted else _complete_already(case, event)
    check = case.check_span()
    counts_as_complete = {E.COMPLETED, E.DECLARED_COMPLETE, E.OBJECTED} & case.accepted.keys()
    if counts_as_complete or check is None or event.on > check.due_on:
        return _complete_already(case, event)
    return ""


def _complete_already(case: Procedure, event: CaseEvent) -> str:
    complete, check = case.first(E.COMPLETED, E.DECLARED_COMPLETE), case.check_span()
    if complete is None and E.OBJECTED in case.accepted:
        return closed(case, event, E.OBJECTED)
    if complete is not None:
        since = f"sudah lengkap sejak {tanggal(complete.on)} (PERKI 1/2021 Pasal 31 ayat (3))"
    else:
        until = f" sampai {tanggal(check.due_on)}" if check else ""
        since = f"dianggap lengkap karena tidak ada surat kekurangan{until} (PERKI 1/2021 Pasal 31 ayat (2))"
    return (
        f"Permohonan {since}, jadi tidak ada yang perlu dilengkapi. Yang ingin ditambahkan pemohon dapat disampaikan "
        "ke meja layanan."
    )


def _extension_in_time(case: Procedure, event: CaseEvent) -> str:
    span = case.answer_span()
    if E.EXTENDED in case.accepted:
        return once(case, event)
    if span is None or event.on > span.due_on:
        until = f" ({tanggal(span.due_on)})" if span else ""
        return f"Waktu perpanjangan sudah lewat{until}, UU 14/2008 Pasal 22 ayat (8). Kirim jawaban secepatnya."
    return ""


def _answer_once(case: Procedure, event: CaseEvent) -> str:
    if E.FILED not in case.accepted:
        return (
            f"Keberatan ini diajukan tanpa permintaan pada {tanggal(case.accepted[E.OBJECTED].on)} (UU 14/2008 Pasal "
            "35 ayat (1) huruf b), jadi tidak ada permohonan yang dapat dijawab. Atasan PPID memutus keberatannya."
        )
    if is_over := _still_unanswered(case, event):
        return is_over
    if decided := case.accepted.get(E.OBJECTION_DECIDED):
        return (
            f"Keberatan sudah diputus atasan PPID pada {tanggal(decided.on)} (UU 14/2008 Pasal 36 ayat (2)). "
            "Informasi diserahkan menurut putusan itu."
        )
    if waits := _draft_waits_since(case):
        return waits
    if event.outcome is None:
        return (
            "Jawaban harus menyebut hasilnya (UU 14/2008 Pasal 22 ayat (7)). Pilih: diberikan, diberikan sebagian, "
            "ditolak, tidak dikuasai, atau dirujuk."
        )
    return ""


def _notice_has_failed(case: Procedure, event: CaseEvent) -> str:
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


def _one_question_at_a_time(case: Procedure, event: CaseEvent) -> str:
    if is_over := _still_unanswered(case, event):
        return is_over
    if case.counts[E.QUESTION_ASKED] > case.counts[E.QUESTION_REPLIED]:
        asked_on = tanggal(case.newest[E.QUESTION_ASKED].on)
        return (
            f"Masih ada pertanyaan yang menunggu jawaban pemohon sejak {asked_on} (aturan sistem: satu pertanyaan "
            "dalam satu waktu). Catat jawabannya dulu, baru bertanya lagi."
        )
    return ""


def _reply_to_a_question(case: Procedure, event: CaseEvent) -> str:
    if case.counts[E.QUESTION_REPLIED] >= case.counts[E.QUESTION_ASKED]:
        replied_on = tanggal(case.newest[E.QUESTION_REPLIED].on)
        return (
            f"Pertanyaan petugas sudah dijawab pada {replied_on} (aturan sistem: satu pertanyaan, satu jawaban). Yang "
            "ingin ditambahkan pemohon dapat disampaikan ke meja layanan."
        )
    return ""


def _draft_can_be_submitted(case: Procedure, event: CaseEvent) -> str:
    return _still_unanswered(case, event) or _draft_waits_since(case)


def _draft_waits_since(case: Procedure) -> str:
    if not case.under_clearance:
        return ""
    return (
        f"Naskah surat sedang menunggu persetujuan sejak {tanggal(case.newest[E.DRAFT_SUBMITTED].on)} (PERKI 1/2021 "
        "Pasal 10 ayat (2)). Tunggu keputusannya, atau kembalikan dulu naskahnya."
    )


def _draft_waits(case: Procedure, event: CaseEvent) -> str:
    if case.under_clearance:
        return ""
    if is_over := _still_unanswered(case, event):
        return is_over
    left = [case.newest[kind] for kind in (E.DRAFT_CLEARED, E.DRAFT_RETURNED) if kind in case.newest]
    since = f" sejak {tanggal(max(left, key=lambda one: one.at).on)}" if left else ""
    return (
        f"Tidak ada naskah yang menunggu persetujuan{since} (PERKI 1/2021 Pasal 10 ayat (2)). Mintakan "
        "persetujuannya lebih dulu."
    )


def _relabelled_once(case: Procedure, event: CaseEvent) -> str:
    if insisted := case.accepted.get(E.INSISTED):
        return (
            f"Pemohon sudah menyatakan pada {tanggal(insisted.on)} bahwa ini tetap permintaan informasi (UU 14/2008 "
            "Pasal 4), jadi tidak dapat dilabel ulang lagi. Langkah berikutnya: surat jawaban."
        )
    return once(case, event)


def _something_to_hand_over(case: Procedure, event: CaseEvent) -> str:
    if E.IMPORTED in case.accepted:
        return closed(case, event, E.IMPORTED)
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


def _late_and_silent(case: Procedure, event: CaseEvent) -> str:
    if is_over := _still_unanswered(case, event):
        return is_over
    stage, span = case.stage_on(event.on), case.answer_span()
    if stage and (span is None or (stage is Stage.WITHDRAWN and event.on <= span.due_on)):
        return closing_of(case, stage)
    if span and event.on <= span.due_on:
        return (
            f"Waktu menjawab belum habis, yaitu sampai {tanggal(span.due_on)} (UU 14/2008 Pasal 22 ayat (7)). "
            f"Keterlambatan dapat diberitahukan mulai {tanggal(span.due_on + _ONE_DAY)}."
        )
    return once(case, event)


def _still_unanswered(case: Procedure, event: CaseEvent) -> str:
    return closed(case, event, E.ANSWERED) if E.ANSWERED in case.accepted else ""


def _may_be_withdrawn(case: Procedure, event: CaseEvent) -> str:
    is_over = {E.ANSWERED, E.OBJECTION_DECIDED} <= case.accepted.keys()
    return closed(case, event, E.OBJECTION_DECIDED) if is_over else ""


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
    E.INSISTED: once,
    E.HANDED_OVER: _something_to_hand_over,
    E.LATE_NOTICE: _late_and_silent,
    **REVIEW_CONDITIONS,
}
