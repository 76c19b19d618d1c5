"""What stood out in a file that is to be given: noted when it is kept, and confirmed by a person before it goes out.

The gate asks `require` on every road, so that no act can name a file that nobody has looked at.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.models import CaseFile, Document, FileCheck
from pid_tracker.services.examining.findings import Finding

_BASIS = "UU 14/2008 Pasal 7 ayat (2)"


def note(document: Document, findings: Sequence[Finding]) -> None:
    """Note what stood out in a file that was just kept; nothing for one in which nothing did."""
    if findings:
        document.check = FileCheck(findings=[[one.kind.value, one.place, one.shown] for one in findings])


def sentences(document: Document) -> tuple[str, ...]:
    """What stood out in a kept file."""
    rows = document.check.findings if document.check is not None else []
    return tuple(Finding(FindingKind(kind), place, shown).sentence for kind, place, shown in rows)


def waiting(documents: Iterable[Document]) -> list[Document]:
    """Those in which something stands out that nobody has confirmed."""
    return [row for row in documents if row.check is not None and row.check.confirmed_at is None]


def fingerprint(documents: Iterable[Document]) -> str:
    """Of all that waits to be confirmed in these files: a form carries it, so that what came meanwhile is not confirmed
    unseen. Empty when nothing waits."""
    told = [(row.public_id, sentences(row)) for row in waiting(documents)]
    return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""


def confirm(documents: Iterable[Document], user_id: int | None, now: datetime) -> None:
    """Keep that this person looked at what stands out in these files, and said that they may go out."""
    for row in waiting(documents):
        if row.check is not None:
            row.check.confirmed_at, row.check.confirmed_by_id = now, user_id


def require(case: CaseFile, digests: Sequence[str]) -> None:
    """Incomplete when an act names a file (by its SHA-256) in which something stands out that nobody has confirmed."""
    if not digests:
        return
    named = (
        select(Document)
        .join(FileCheck)
        .where(Document.case_id == case.id, Document.sha256.in_(digests), FileCheck.confirmed_at.is_(None))
    )
    if unseen := db.session.scalars(named.order_by(Document.id)).all():
        names = ", ".join(dict.fromkeys(row.name for row in unseen))
        say = f"Belum dinyatakan boleh dibuka: {names}. Kantor yang mengunggah menyatakannya, atau menghapus berkasnya"
        raise Incomplete([Missing("checked", say, _BASIS)])
