"""Hold the register against itself: chain, clock notes, accounts, cases, tests, files. Names the first difference."""

from dataclasses import dataclass

from sqlalchemy import func, select

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Corrected, Filed, Imported, Objected
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import CaseEventRow, CaseFile, ChainHead, ConsequenceTest, Document, ExemptEntry
from pid_tracker.services.answer import answering, correcting, weighing
from pid_tracker.services.calendar import calendars
from pid_tracker.services.gate import casefile, clock_notes, closing, fingerprints, projections
from pid_tracker.services.people import account_acts
from pid_tracker.services.store import files


@dataclass(frozen=True, slots=True)
class Report:
    """What was read; `difference` is empty when everything agrees."""

    events: int
    cases: int
    files: int
    head: str
    clock_notes: int
    account_acts: int
    difference: str = ""


def verify() -> Report:
    """Re-read everything; stops at the first difference and names it (Indonesian)."""
    head = db.session.scalars(select(ChainHead)).one().hash.hex()[:16]
    cases = files = 0
    events, difference = _check_chain()
    difference = difference or clock_notes.difference() or account_acts.difference()
    if not difference:
        cases, difference = _check_cases()
    if not difference:
        difference = _check_tests()
    if not difference:
        files, difference = _check_files()
    return Report(events, cases, files, head, clock_notes.count(), account_acts.count(), difference)


def _check_chain() -> tuple[int, str]:
    numbers = {row.id: row.number for row in db.session.execute(select(CaseFile.id, CaseFile.number))}
    previous, position, sequences = b"", 0, dict[int, int]()
    positions = db.session.scalars(select(CaseEventRow.position).order_by(CaseEventRow.position)).all()
    for place in positions:
        try:
            row = db.session.get_one(CaseEventRow, place)
        except (LookupError, ValueError, TypeError):
            return position, f"peristiwa {place}: isinya tidak dapat dibaca lagi, jadi pernah diubah"
        number = numbers.get(row.case_id, "?")
        where = f"peristiwa {row.position} (perkara {number}, urutan {row.seq}, {row.kind.value})"
        if row.position != position + 1:
            return position, f"peristiwa {position + 1} hilang dari rantai; sesudahnya {where}"
        if row.seq != sequences.get(row.case_id, -1) + 1:
            return position, f"{where}: urutan dalam perkara tidak bersambung"
        if row.previous_hash != previous or row.hash != fingerprints.digest(row, number):
            return position, f"{where}: isinya tidak cocok dengan sidiknya"
        previous, position = row.hash, row.position
        sequences[row.case_id] = row.seq
    head = db.session.scalars(select(ChainHead)).one()
    if head.position != position or head.hash != previous:
        return (
            position,
            f"kepala rantai menunjuk peristiwa {head.position}, tetapi peristiwa terakhir adalah {position}",
        )
    return position, ""


def _check_cases() -> tuple[int, str]:
    cases = _cases()
    for place, case in enumerate(cases):
        if not case.events:
            return place, f"perkara {case.number}: tidak ada peristiwa"
        if difference := projection_difference(case):
            return place, f"perkara {case.number}: {difference}"
        asked = [row.facts.asked for row in case.events if isinstance(row.facts, _ASKING) and row.facts.asked]
        if asked and asked[-1] != fingerprints.commitment(case):  # the last: a correction tells it anew
            return place, f"perkara {case.number}: teks permintaan tidak cocok dengan sidik saat diajukan"
        if difference := _answer_difference(case) or _text_difference(case):
            return place, f"perkara {case.number}: {difference}"
    return len(cases), ""


#: Facts that hold a fingerprint of what was asked.
_ASKING = (Filed, Imported, Objected, Corrected)
#: Events with which files went to the requester.
_SENDS_FILES = frozenset({E.ANSWERED, E.PARTLY_DELIVERED})


def _answer_difference(case: CaseFile) -> str:
    """Whether the letter and the answer files are still those of the ANSWERED event."""
    sent = {digest for row in case.events if row.kind in _SENDS_FILES for digest in row.facts.enclosed}
    kept = set(
        db.session.scalars(
            select(Document.sha256).where(Document.case_id == case.id, Document.kind == DocumentKind.ANSWER)
        )
    )
    if sent - kept:
        return f"{len(sent - kept)} berkas jawaban yang dikirim tidak ada lagi"
    answered = case.latest(Answered)
    if answered is None:
        return ""
    notice = answering.notice_of(case)
    if notice is None or answering.fingerprint(notice.contents) != answered.notice:
        return "isi surat jawaban tidak cocok dengan sidik saat dikirim"
    return ""


def _text_difference(case: CaseFile) -> str:
    """The first text whose fingerprint is not the one that its event holds; an erased text is no difference."""
    told = {row.seq: row.facts.texts or {} for row in case.events}
    for row in case.texts:
        if told.get(row.seq, {}).get(row.name) != fingerprints.text_commitment(case, row.name, row.text):
            return f"tulisan {row.name} pada urutan {row.seq} tidak cocok dengan sidiknya"
    return ""


def projection_difference(case: CaseFile) -> str:
    """The first projected column that differs from the fold of the events; empty when all agree."""
    calendar = calendars.calendar_of(case.body)
    for name, value in casefile.projection(case, calendar, case.projected_on).items():
        if getattr(case, name) != value:
            return f"kolom {name} berisi {getattr(case, name)}, menurut peristiwa {value}"
    expected = projections.of_parts(case)
    for part in case.parts:
        for name, value in expected[part.place].items():
            if getattr(part, name) != value:
                return f"bagian {part.place}, kolom {name} berisi {getattr(part, name)}, menurut peristiwa {value}"
    return ""


def _check_tests() -> str:
    """The first finished consequence test that is not what its fingerprint says, or whose public row differs."""
    entries = {row.test_id: row for row in db.session.scalars(select(ExemptEntry))}
    for test in db.session.scalars(select(ConsequenceTest).options(closing.WITH_CONTENTS).order_by(ConsequenceTest.id)):
        if test.state is TestState.DRAFT:
            continue
        if test.sha256 != weighing.fingerprint(test):
            return f"uji {test.number}: isinya tidak cocok dengan sidik saat diselesaikan"
        contents, entry = closing.contents_of(test), entries.get(test.id)
        if (entry is not None) != (test.state is TestState.APPROVED and contents.closes):
            return f"uji {test.number}: barisnya di daftar informasi yang dikecualikan tidak cocok"
        if entry is not None and (entry.description, entry.ends_on) != (contents.description, contents.ends_on):
            return f"uji {test.number}: barisnya di daftar informasi yang dikecualikan berbeda dari isinya"
    return ""


def _check_files() -> tuple[int, str]:
    documents = list(db.session.scalars(select(Document).order_by(Document.id)))
    for place, document in enumerate(documents):
        try:
            files.read(document)
        except files.BrokenFile as error:
            return place, f"berkas {document.public_id}: {error}"
    return len(documents), ""


def _cases() -> list[CaseFile]:
    return list(db.session.scalars(select(CaseFile).order_by(CaseFile.id)))


def rebuild() -> int:
    """Write all projections anew from the events; the number of cases. Dates stay those of the last projection."""
    cases = _cases()
    for case in cases:
        casefile.project(case, calendars.calendar_of(case.body), case.projected_on)
        correcting.keep_all_former(case)
    db.session.flush()
    return db.session.scalar(select(func.count(CaseFile.id))) or 0
