"""How long personal data stay: proofs of identity go six months after a case is over (journeys 2.3, 4.4; UU 27/2022).

The event that a proof was handed in stays; only the picture goes. Who signed in, and who typed a wrong password or
code, is forgotten when it counts no more.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import case, delete, func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Miss, PublicBody, SignInSession
from pid_tracker.services.store import files

#: Far longer than any miss counts (`people/misses.py`).
MISSES_KEPT = timedelta(days=1)
KEPT_DAYS = 183  # calendar days, about six months
_PROOFS = (
    DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY, DocumentKind.DEED, DocumentKind.OBJECTION,
)  # fmt: skip
_OVER = (Stage.ANSWERED, Stage.WITHDRAWN, Stage.NOT_CONTINUED, Stage.OBJECTION_DECIDED, Stage.CLOSED)


def erase_old_proofs(body: PublicBody, now: datetime) -> int:
    """Erase proofs of identity of cases of `body` that were over KEPT_DAYS ago; how many. The caller commits.

    A case is over when it was answered and the days to object have passed, when the objection was decided and the days
    to go to the commission have passed, when a dispute was closed, or when it was withdrawn or not continued.
    """
    limit: date = civil_date(now, body.zone) - timedelta(days=KEPT_DAYS)
    last = func.coalesce(CaseFile.closed_on, CaseFile.commission_due_on, CaseFile.object_due_on, CaseFile.answered_on)
    over_on = case((CaseFile.stage.in_((Stage.WITHDRAWN, Stage.NOT_CONTINUED)), CaseFile.ended_on), else_=last)
    old = db.session.scalars(
        select(Document)
        .join(CaseFile, Document.case_id == CaseFile.id)
        .where(CaseFile.body_id == body.id, CaseFile.stage.in_(_OVER), over_on <= limit, Document.kind.in_(_PROOFS))
    ).all()
    for document in old:
        files.erase(document)
    return len(old)


def forget_sign_ins(now: datetime) -> None:
    """Delete sessions that have run out, and misses that are too old to count. The caller commits."""
    db.session.execute(delete(SignInSession).where(SignInSession.expires_at <= now))
    db.session.execute(delete(Miss).where(Miss.at <= now - MISSES_KEPT))
