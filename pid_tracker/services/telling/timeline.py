"""What happened, in sentences: one table, event kind -> sentence, for the requester's page and the officer's alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import (
    Answered,
    CostNoted,
    DeficiencyNotified,
    DraftCleared,
    Extended,
    Filed,
    Objected,
    ObjectionDecided,
    PartRouted,
    Rated,
)
from pid_tracker.law.grounds import TalksResult
from pid_tracker.law.permissions import Role
from pid_tracker.law.rules import in_force
from pid_tracker.law.vocabulary.asking import Channel, Rating
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile, extending
from pid_tracker.services.telling import dispute_sentences
from pid_tracker.services.words.timeline_words import (
    corrected_words,
    cost_words,
    decided_words,
    hand_over_words,
    label_words,
    lacks_in,
    levels_in,
    listed,
    moved_words,
    objected_words,
    part_words,
    places_words,
    referred_words,
    responded_words,
    unit_words,
)

#: place of a part -> the office that has it, as it was named when the part went there
Units = Mapping[int, str]
Sentence = Callable[[CaseEventRow, Units], str]

#: Parts given to several offices in one go are one line.
_TOGETHER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when, what, and what more there is to say."""

    kind: E
    at: datetime
    what: str
    text: str = ""
    seq: int = 0


def _filed(row: CaseEventRow, units: Units) -> str:
    filed = row.told(Filed)
    if filed.referred_from:
        return f"Permintaan diteruskan dari {filed.referred_by}, nomor asal {filed.referred_from}"
    channel = Channel.of(filed.channel)
    return f"Permintaan diterima{f' {channel.told}' if channel else ''}"


def _routed(row: CaseEventRow, units: Units) -> str:
    return f"Diteruskan ke {unit_words(row, units)}"


def _answered(row: CaseEventRow, units: Units) -> str:
    return f"Surat jawaban dikirim: {row.told(Answered).outcome.words}"


def _withdrawn(row: CaseEventRow, units: Units) -> str:
    by_staff = row.actor_role != Role.REQUESTER
    return "Permintaan dicabut pemohon" + (", dicatat petugas menurut pernyataan tertulis" if by_staff else "")


SENTENCES: Mapping[E, Sentence] = {
    E.FILED: _filed,
    E.DEFICIENCY_NOTIFIED: lambda row, units: f"Kami memberi tahu yang masih kurang: {lacks_in(row)}",
    E.COMPLETED: lambda row, units: "Kekurangan sudah dilengkapi",
    E.DECLARED_COMPLETE: lambda row, units: "Permintaan dinyatakan lengkap",
    E.EXTENDED: lambda row, units: f"Waktu menjawab ditambah {in_force(row.case.filed_on).days.more} hari kerja",
    E.ANSWERED: _answered,
    E.WITHDRAWN: _withdrawn,
    E.OBJECTED: objected_words,
    E.OBJECTION_DECIDED: decided_words,
    E.DISPUTE_REGISTERED: dispute_sentences.registered,
    E.DISPUTE_CLOSED: dispute_sentences.closed,
    E.PART_ROUTED: _routed,
    E.PART_ACCEPTED: lambda row, units: f"{unit_words(row, units)} mulai mencari {part_words(row)}",
    E.PART_HANDED_BACK: lambda row, units: f"{unit_words(row, units)} mengembalikan {part_words(row)} kepada PPID",
    E.PART_ANSWERED: lambda row, units: f"{unit_words(row, units)} menyerahkan jawaban {part_words(row)} kepada PPID",
    E.PARTS_SPLIT: lambda row, units: "Permintaan dipilah menjadi beberapa bagian",
    E.NOTICE_FAILED: lambda row, units: "Pemberitahuan kekurangan belum sampai. Waktu melengkapi belum berjalan",
    E.NOTICE_DELIVERED: lambda row, units: "Pemberitahuan kekurangan sampai. Waktu melengkapi dihitung sejak hari ini",
    E.LAPSED: lambda row, units: "Permintaan tidak dilanjutkan karena tidak dilengkapi sampai batasnya",
    E.LATE_NOTICE: lambda row, units: "Kami memberi tahu bahwa jawaban terlambat",
    E.DUE_DATE_MOVED: moved_words,
    E.NOTE_ADDED: dispute_sentences.noted,
    E.RATED: lambda row, units: f"Pemohon menilai jawaban: {Rating(row.told(Rated).rating).told}",
    E.IMPORTED: lambda row, units: "Dicatat dari register lama",
    E.QUESTION_ASKED: lambda row, units: "Kami bertanya kepada pemohon. Waktu jawaban tetap berjalan",
    E.QUESTION_REPLIED: lambda row, units: "Pemohon menjawab pertanyaan kami",
    E.PART_CONFIRMED: lambda row, units: f"PPID menetapkan {part_words(row)} di {unit_words(row, units)}",
    E.PARTLY_DELIVERED: lambda row, units: f"Diserahkan lebih dulu: {listed(places_words(row))}",
    E.DRAFT_SUBMITTED: lambda row, units: f"Naskah surat jawaban dimintakan persetujuan: {levels_in(row)}",
    E.DRAFT_CLEARED: lambda row, units: f"Naskah surat jawaban disetujui, tingkat {row.told(DraftCleared).level}",
    E.DRAFT_RETURNED: lambda row, units: "Naskah surat jawaban dikembalikan untuk diperbaiki",
    E.RELABELLED: lambda row, units: f"PPID menilai ini bukan permintaan informasi, melainkan {label_words(row)}",
    E.INSISTED: lambda row, units: "Pemohon menyatakan ini tetap permintaan informasi",
    E.REFERRED_ON: referred_words,
    E.COST_NOTED: cost_words,
    E.HANDED_OVER: hand_over_words,
    E.CORRECTED: corrected_words,
    E.OBJECTION_EXPLAINED: lambda row, units: "PPID memberi penjelasan kepada atasan",
    E.TALKS_HELD: lambda row, units: f"Musyawarah diadakan: {TalksResult(row.facts.came_to).words}",
    E.REQUESTER_RESPONDED: responded_words,
    E.DECISION_EXECUTED: lambda row, units: "Putusan atasan PPID dilaksanakan",
    E.SUPERIOR_SILENT: lambda row, units: "Kami memberi tahu bahwa atasan PPID belum menjawab keberatan",
    E.DISPUTE_STAGED: dispute_sentences.staged,
    E.RULING_RECEIVED: dispute_sentences.ruled,
    E.COURT_FILED: dispute_sentences.taken_to_court,
    E.RULING_EXECUTED: lambda row, units: "Putusan Komisi Informasi dilaksanakan",
}

#: Kinds that only officers see.
INTERNAL: frozenset[E] = frozenset({E.NOTE_ADDED, E.DRAFT_SUBMITTED, E.DRAFT_CLEARED, E.DRAFT_RETURNED})


#: What was written with an event and is shown below its sentence: name of the text -> words before it. Questions and
#: replies stand in the talk, not here.
_WRITTEN: Mapping[E, Mapping[str, str]] = {
    E.PARTLY_DELIVERED: {"note": ""},
    E.RELABELLED: {"reason": "Alasan: ", "where": "Ke mana: "},
    E.INSISTED: {"why": ""},
}
#: The same for officers only.
_WRITTEN_INSIDE: Mapping[E, Mapping[str, str]] = {
    E.PART_CONFIRMED: {"instruction": "Petunjuk: "},
    E.DRAFT_SUBMITTED: {"change": ""},
    E.DRAFT_CLEARED: {"note": ""},
    E.DRAFT_RETURNED: {"reason": ""},
    E.ANSWERED: {"change": ""},
}


def _left_lying(case: CaseFile, row: CaseEventRow) -> Iterator[str]:
    """Why a part lay with no office when time was added (ruling R30)."""
    for part in case.parts:
        if why := casefile.text_of(case, row.seq, extending.reason_name(part.place)):
            yield f"Bagian {part.place} belum diteruskan: {why}"


def _written(case: CaseFile, row: CaseEventRow, names: Mapping[str, str]) -> str:
    found = ((before, casefile.text_of(case, row.seq, name)) for name, before in names.items())
    return "\n".join(f"{before}{text}" for before, text in found if text)


def _more(case: CaseFile, row: CaseEventRow, *, for_officer: bool) -> str:
    """What is said below the sentence."""
    if names := (_WRITTEN.get(row.kind) or (_WRITTEN_INSIDE.get(row.kind) if for_officer else None)):
        return _written(case, row, names)
    match row.facts:
        case Filed() if row.received_on != row.on:
            return f"Suratnya kami terima {tanggal(row.received_on)}."
        case Objected() if row.received_on != row.on:
            return f"Keberatannya kami terima {tanggal(row.received_on)}; dicatat {tanggal(row.on)}."
        case ObjectionDecided(execute_by=by):
            why = casefile.text_of(case, row.seq, "substitute_reason") if for_officer else ""
            orders = f"Dilaksanakan paling lambat {tanggal(by)}." if by else ""
            return "\n".join(filter(None, (orders, f"Diputus pengganti: {why}" if why else "")))
        case DeficiencyNotified(note=note):
            return note or ""
        case Extended(sentence=sentence, promised_on=due):
            said = f"{sentence} Jawaban paling lambat {tanggal(due)}." if due else sentence
            return "\n".join((said, *_left_lying(case, row))) if for_officer else said
        case CostNoted():
            return "Ini bukan surat jawaban: tenggat tidak berubah. Berkas digital tetap gratis."
    return dispute_sentences.more(row)


def entries(case: CaseFile, *, for_officer: bool = False) -> tuple[Entry, ...]:
    """The history of a case, newest first; internal notes only for officers."""
    units: dict[int, str] = {}
    told: list[Entry] = []
    offices: list[str] = []
    for row in case.events:
        if row.kind in INTERNAL and not for_officer:
            continue
        if isinstance(row.facts, PartRouted):
            units[row.facts.part] = row.facts.unit_name
        more = _more(case, row, for_officer=for_officer)
        entry = Entry(row.kind, row.at, SENTENCES[row.kind](row, units), more, row.seq)
        if row.kind is E.PART_ROUTED:
            name = unit_words(row, units)
            if told and _belongs(told[-1], entry):
                told.pop()
                offices = [*offices, *([] if name in offices else [name])]
                entry = Entry(row.kind, row.at, f"Diteruskan ke {listed(offices)}", "", row.seq)
            else:
                offices = [name]
        told.append(entry)
    return tuple(reversed(told))


def _belongs(before: Entry, entry: Entry) -> bool:
    return before.kind is entry.kind is E.PART_ROUTED and entry.at - before.at <= _TOGETHER


assert set(SENTENCES) == set(E)  # noqa: S101 - every kind has its sentence
