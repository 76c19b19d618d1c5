"""Parts that are ready go to the requester ahead of the notice (penyerahan sebagian): late parts hold back nothing.

The written notice on all parts stays owed, by its own date (UU 14/2008 Pasal 22 ayat (7)): nothing here moves a term.
"""

from collections.abc import Sequence

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import PartAnswered, PartlyDelivered
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.vocabulary.handling import PROPOSED_CLOSED, DocumentKind, PartResult, PartState
from pid_tracker.models import CaseFile, Document, Part
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand


def why_not(part: Part) -> str:
    """Why this part cannot be given ahead, as a sentence; empty when it can."""
    if part.delivered_on is not None:
        return "sudah diserahkan"
    if part.state is not PartState.READY:
        return "jawaban kantor belum ada"
    if part.result in PROPOSED_CLOSED:
        return "kantor mengusulkan menutupnya, jadi menunggu uji konsekuensi (UU 14/2008 Pasal 19)"
    if part.result != PartResult.OPEN:
        return "tidak ada yang dapat diserahkan; disampaikan dengan surat jawaban"
    return ""


def deliver_ahead(case: CaseFile, places: Sequence[int], note: str, hand: Hand) -> None:
    """The PPID gives the parts at `places` to the requester now, with their files; `note` says what is given.

    Only open parts that their unit handed in. A part without a file needs the note.
    """
    chosen = [part for part in case.parts if part.place in set(places)]
    lacking = []
    if not chosen or len(chosen) != len(set(places)):
        lacking.append(Missing("places", "Pilih bagian yang diserahkan", "UU 14/2008 Pasal 2 ayat (3)"))
    for part in chosen:
        if why := why_not(part):
            lacking.append(
                Missing("places", f"Bagian {part.place} belum dapat diserahkan: {why}", "UU 14/2008 Pasal 22 ayat (7)")
            )
    files = _told_files(case, chosen)
    bare = [part.place for part in chosen if not any(row.part_id == part.id for row in files)]
    if bare and not lacking and not note.strip():
        which = ", ".join(str(place) for place in bare)
        lacking.append(
            Missing(
                "note", f"Bagian {which} tidak mempunyai berkas. Tulis isinya di sini", "UU 14/2008 Pasal 2 ayat (3)"
            )
        )
    if lacking:
        raise Incomplete(lacking)
    casefile.record(
        case,
        PartlyDelivered(tuple(part.place for part in chosen), tuple(row.sha256 for row in files)),
        hand,
        texts={"note": note},
    )


def _told_files(case: CaseFile, parts: Sequence[Part]) -> list[Document]:
    """The files of these parts that their unit handed in, oldest first; what was only uploaded stays inside."""
    told = {digest for answer in case.told(PartAnswered) for digest in answer.enclosed}
    found = db.session.scalars(
        select(Document)
        .where(
            Document.case_id == case.id,
            Document.kind == DocumentKind.ANSWER,
            Document.part_id.in_([part.id for part in parts]),
        )
        .order_by(Document.id)
    )
    return [row for row in found if row.sha256 in told]


def delivered_files(case: CaseFile) -> tuple[Document, ...]:
    """The files that the requester has ahead of the notice, in the order of the parts."""
    given = {place: set(ahead.files) for ahead in case.told(PartlyDelivered) for place in ahead.delivered}
    if not given:
        return ()
    rows = db.session.scalars(
        select(Document).where(Document.case_id == case.id, Document.kind == DocumentKind.ANSWER).order_by(Document.id)
    )
    own = [row for row in rows if row.part is not None and row.sha256 in given.get(row.part.place, set())]
    return tuple(sorted(own, key=lambda row: (row.part.place if row.part else 0, row.id)))


def notes(case: CaseFile) -> tuple[str, ...]:
    """What the PPID wrote with each delivery, oldest first."""
    texts = [casefile.text_of(case, row.seq, "note") for row in case.events if row.kind is E.PARTLY_DELIVERED]
    return tuple(text for text in texts if text)
