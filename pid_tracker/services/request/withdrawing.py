"""Withdrawal (pencabutan) that staff write down for a requester: only with the requester's own attached statement.

A right belongs to the requester (UU 14/2008 Pasal 4); the gate refuses staff who have no statement to show. Such cases
are listed for those who supervise.
"""

import hashlib

from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Withdrawn
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files

_SHOWN = 200


def withdraw_for_requester(case: CaseFile, statement: Copy | None, how: str, hand: Hand) -> None:
    """Staff write down that the requester withdraws; `statement` is the scan of what the requester wrote or marked.

    `how` says how it came. Incomplete without the statement or without how; IllegalStep when nothing can be withdrawn.
    """
    lacking = []
    if statement is None:
        lacking.append(Missing("statement", "Lampirkan pernyataan pemohon", "UU 14/2008 Pasal 4: hak pemohon"))
    if len(how.strip()) < 10:
        lacking.append(Missing("how", "Tulis kapan dan bagaimana pernyataan itu Anda terima", "UU 14/2008 Pasal 4"))
    if lacking or statement is None:
        raise Incomplete(lacking)
    files.keep(
        statement.content, kind=DocumentKind.STATEMENT, name=statement.name, media_type=statement.media_type,
        now=hand.now, case=case, user_id=hand.actor.user_id,
    )  # fmt: skip
    digest = hashlib.sha256(statement.content).hexdigest()
    casefile.record(case, Withdrawn(digest), hand, texts={"how": how})


def withdrawn_by_staff(actor: Actor) -> list[CaseFile]:
    """The cases that staff withdrew for a requester, newest first, as far as `actor` may see them."""
    statement = (
        registers.visible_to(actor)
        .where(CaseFile.withdrawn_by_staff)
        .options(joinedload(CaseFile.body), selectinload(CaseFile.events), selectinload(CaseFile.texts))
        .order_by(CaseFile.ended_on.desc(), CaseFile.id.desc())
        .limit(_SHOWN)
    )
    return list(db.session.scalars(statement))


def statement_of(case: CaseFile) -> tuple[str, str]:
    """By which office a case was withdrawn, and how the statement came (sealed text)."""
    row = next(row for row in case.events if row.kind is E.WITHDRAWN)
    return row.actor_label, casefile.text_of(case, row.seq, "how")
