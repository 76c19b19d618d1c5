"""What the desk does around a case: opens personal data for a reason, tells people without e-mail, sees what is alike.

None of this is an event of the case; who opened what is kept in `AccessRecord` ("siapa melihat data saya").
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import AccessRecord, CaseFile, Message, Requester
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking.case_rows import REQUESTS
from pid_tracker.services.request import deficiency_notices

_BASIS = "UU 27/2022 Pasal 16 ayat (2)"
_ALIKE_FOR = timedelta(days=30)


def open_personal_data(case: CaseFile, what: str, reason: str, actor: Actor, now: datetime) -> None:
    """Note who opens which personal data and why; Incomplete without a reason. The caller shows it only afterwards."""
    if len(reason.strip()) < 5:
        raise Incomplete([Missing("reason", "Tulis alasan membuka data pemohon", _BASIS)])
    if actor.user_id is None:
        raise Incomplete([Missing("reason", "Data pemohon hanya dibuka oleh petugas", _BASIS)])
    db.session.add(AccessRecord(user_id=actor.user_id, case_id=case.id, what=what, reason=reason.strip()[:500], at=now))
    db.session.flush()


def mark_told(message: Message, hand: Hand) -> bool:
    """The desk has told the requester what the message says (by telephone, letter or at the counter).

    A notice of deficiency that had not arrived starts its days now (ruling R3); whether it did is returned.
    """
    if message.channel is not MessageChannel.DESK and message.state is not MessageState.FAILED:
        return False
    starts = deficiency_notices.note_told(message, hand)
    message.state, message.sent_at = MessageState.TOLD, hand.now
    return starts


def open_register(cases: Sequence[CaseFile], what: str, reason: str, actor: Actor, now: datetime) -> None:
    """Note on every case that somebody took its names out with a whole register; Incomplete without a reason."""
    if len(reason.strip()) < 5:
        raise Incomplete([Missing("reason", "Tulis alasan mengambil register dengan nama", _BASIS)])
    if actor.user_id is None:
        raise Incomplete([Missing("reason", "Register dengan nama hanya diambil oleh petugas", _BASIS)])
    told = {"user_id": actor.user_id, "what": what, "reason": reason.strip()[:500], "at": now}
    if cases:
        db.session.execute(insert(AccessRecord), [told | {"case_id": case.id} for case in cases])


def alike(case: CaseFile) -> list[CaseFile]:
    """Other cases of the same person at the same body within thirty days before: a hint, nothing follows from it."""
    if case.requester is None:
        return []
    statement = (
        select(CaseFile)
        .join(Requester)
        .where(
            Requester.person_blind == case.requester.person_blind,
            CaseFile.body_id == case.body_id,
            CaseFile.id != case.id,
            REQUESTS,
            CaseFile.filed_at >= case.filed_at - _ALIKE_FOR,
            CaseFile.filed_at <= case.filed_at,
        )
        .order_by(CaseFile.filed_at.desc())
        .limit(5)
    )
    return list(db.session.scalars(statement))
