"""What the papers of the packet say: the objection and the superior's reply in their words, and the list of proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Filed, ObjectionDecided
from pid_tracker.law.grounds import Decision, ObjectionGround
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseEventRow, CaseFile, Document
from pid_tracker.services.answer import answering
from pid_tracker.services.gate import casefile

_GIVING = frozenset({E.ANSWERED, E.PARTLY_DELIVERED, E.DECISION_EXECUTED, E.RULING_EXECUTED})


@dataclass(frozen=True, slots=True)
class ObjectionTold:
    """The objection with what came of it, in the words of both sides; empty words were not written."""

    number: str
    received_on: date
    grounds: tuple[str, ...]
    wish: str
    chronology: str
    decided_on: date | None
    decision: str
    letter: str
    reasons: str
    rebuttals: str
    order: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A line of the list of proofs: what it is, from when, and the fingerprint (SHA-256) by which it is known again."""

    name: str
    on: date | None
    fingerprint: str


def objection_of(case: CaseFile) -> ObjectionTold | None:
    """The objection of a case; None when there is none."""
    objected, decided = case.newest(E.OBJECTED), case.newest(E.OBJECTION_DECIDED)
    if objected is None:
        return None

    def written(row: CaseEventRow | None, name: str) -> str:
        return casefile.text_of(case, row.seq, name) if row else ""

    return ObjectionTold(
        number=case.objection_number,
        received_on=objected.received_on,
        grounds=tuple(f"huruf {letter}: {ObjectionGround(letter).law}" for letter in case.grounds),
        wish=written(objected, "wish"),
        chronology=written(objected, "chronology"),
        decided_on=decided.on if decided else None,
        decision=Decision(case.decision).register if case.decision else "",
        letter=decided.told(ObjectionDecided).letter if decided else "",
        reasons=written(decided, "reasons"),
        rebuttals=written(decided, "rebuttals"),
        order=written(decided, "order"),
    )


def proofs_of(case: CaseFile) -> Sequence[Proof]:
    """The letter and the files that were sent, each with its fingerprint; never a file for a closed inspection."""
    proofs = []
    filed = case.newest(E.FILED)
    if filed is not None:
        proofs.append(Proof(f"Catatan permintaan {case.number}", filed.on, filed.told(Filed).asked))
    notice = answering.notice_of(case)
    if notice is not None and notice.sent_on is not None:
        proofs.append(Proof(f"Surat jawaban nomor {notice.number}", notice.sent_on, notice.sha256))
    told = {digest for row in case.events if row.kind in _GIVING for digest in row.facts.enclosed}
    given = select(Document).where(
        Document.case_id == case.id, Document.kind.in_((DocumentKind.ANSWER, DocumentKind.EXECUTION))
    )
    for document in db.session.scalars(given.order_by(Document.id)):
        if document.sha256 in told:
            on = civil_date(document.uploaded_at, case.body.zone)
            proofs.append(Proof(document.name, on, document.sha256))
    last = case.events[-1]
    proofs.append(Proof(f"Catatan perkara sampai peristiwa ke-{last.seq + 1}", last.on, last.hash.hex()))
    return proofs
