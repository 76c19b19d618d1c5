"""What is noted at any stage (catatan), and the rows of an old register (ruling R18)."""

from datetime import timedelta

from pid_tracker.law.acts.act import Act, Reason, at
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Corrected, DueDateMoved, Imported, LateNotice, NoteAdded
from pid_tracker.law.permissions import desk_of_body, officer_of_body, the_system
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.states import Stage
from pid_tracker.law.words import tanggal

TITLE = "Catatan"
_ONE_DAY = timedelta(days=1)
#: At these no answer is owed yet, or any more.
_NOT_LATE = (Stage.INCOMPLETE, Stage.ANSWERED, Stage.NOT_CONTINUED)


def _late_and_silent(case: Procedure, event: CaseEvent) -> Reason:
    stage, span = case.stage_on(event.on), case.answer_span()
    if stage and (span is None or (stage is Stage.WITHDRAWN and event.on <= span.due_on)):
        return stage
    if span and event.on <= span.due_on:
        return (
            f"Waktu menjawab belum habis, yaitu sampai {tanggal(span.due_on)} (UU 14/2008 Pasal 22 ayat (7)). "
            f"Keterlambatan dapat diberitahukan mulai {tanggal(span.due_on + _ONE_DAY)}."
        )
    return ""


ACTS = (
    Act(
        E.NOTE_ADDED,
        "Menulis catatan petugas",
        "",
        facts=NoteAdded,
        who=(desk_of_body, officer_of_body),
        leads=at(*Stage),
    ),
    Act(
        E.CORRECTED,
        "Membetulkan salah tulis",
        "",
        facts=Corrected,
        who=(officer_of_body,),
        leads=at(*Stage),
    ),
    Act(
        E.LATE_NOTICE,
        "Memberi tahu bahwa jawaban terlambat",
        "",
        facts=LateNotice,
        who=(the_system,),
        leads=at(*(stage for stage in Stage if stage not in _NOT_LATE)),
        until=E.ANSWERED,
        condition=_late_and_silent,
        once="UU 14/2008 Pasal 22 ayat (7)",
        instead="Kirim jawaban secepatnya; pemohon dapat mengajukan keberatan.",
    ),
    Act(
        E.DUE_DATE_MOVED,
        "Memberi tahu bahwa tenggat bergeser lebih lambat",
        "",
        facts=DueDateMoved,
        who=(the_system,),
        leads=at(*Stage),
    ),
    Act(
        E.IMPORTED,
        "Mencatat baris dari register lama",
        "",
        facts=Imported,
        who=(the_system,),
        begins=Stage.CLOSED,
        closed="Perkara ini disalin dari register lama pada {on}, dan hanya menceritakan yang sudah lampau (PERKI "
        "1/2021 Pasal 32).",
        then="Informasi yang sama dapat diminta lagi dengan permintaan baru.",
    ),
)
