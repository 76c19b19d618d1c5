"""Sentences about objections (keberatan): grounds and decision of a case, and the chronology (kasus posisi) that the
system writes from the record."""

from collections.abc import Iterable
from datetime import date

from pid_tracker.law.deadlines import Deadline
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Completed, CostNoted, DeficiencyNotified, Extended, Filed, LateNotice, Rated
from pid_tracker.law.grounds import Decision, ObjectionGround
from pid_tracker.law.rules import in_force
from pid_tracker.law.vocabulary.asking import Rating
from pid_tracker.law.words import rupiah, tanggal
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile


def ground_words(letters: Iterable[str]) -> tuple[str, ...]:
    """The grounds in the order of the law, each with its letter: "Tidak dijawab (huruf c)"."""
    return tuple(f"{ObjectionGround(letter).words} (huruf {letter})" for letter in sorted(letters))


def decision_words(case: CaseFile) -> str:
    """What the superior decided; empty while nothing is decided."""
    return Decision.words_of(case.decision)


def chronology(case: CaseFile, answer: Deadline, today: date) -> str:
    """What happened, from the record, as the requester would tell it (kasus posisi); the requester may change it.

    UU 14/2008 Pasal 35 ayat (1), elucidation.
    """
    lines = [f"{tanggal(row.on)}: {told}." for row in case.events if (told := _told(case, row))]
    if E.ANSWERED not in {row.kind for row in case.events} and answer.due_on is not None:
        lines.append(f"Batas menjawab: {tanggal(answer.due_on)}.")
        if today > answer.due_on:
            lines.append(f"Sampai {tanggal(today)} saya belum menerima surat jawaban.")
    elif case.answered_on and case.due_on and case.answered_on > case.due_on:
        lines.append(f"Batas menjawab sebenarnya {tanggal(case.due_on)}, jadi jawabannya terlambat.")
    return "\n".join(lines)


def _told(case: CaseFile, row: CaseEventRow) -> str:
    match row.facts:
        case Filed():
            return f"saya meminta informasi kepada {case.body.name}, nomor {case.number}"
        case DeficiencyNotified():
            return "saya diberi tahu bahwa permintaan belum lengkap"
        case Completed():
            return "saya melengkapi permintaan"
        case Extended():
            return f"waktu menjawab ditambah {in_force(case.filed_on).days.more} hari kerja"
        case CostNoted(total_rupiah=total):
            return f"saya menerima nota biaya salinan sebesar {rupiah(total)}"
        case LateNotice():
            return "saya diberi tahu bahwa jawaban terlambat"
        case Answered(outcome=outcome):
            return f"saya menerima surat jawaban: {outcome.told}"
        case Rated(rating=code):
            rating = Rating.of(code)
            return f"saya menyatakan jawaban itu {rating.complained}" if rating and rating.complained else ""
        case _:
            return ""


def written(case: CaseFile, kind: E, name: str) -> str:
    """What somebody wrote with the newest event of a kind; empty when there is none."""
    row = newest(case, kind)
    return casefile.text_of(case, row.seq, name) if row else ""


def newest(case: CaseFile, kind: E) -> CaseEventRow | None:
    """The newest event of a kind."""
    return next((row for row in reversed(case.events) if row.kind is kind), None)
