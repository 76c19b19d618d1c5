"""The same requester, known again: by a keyed fingerprint of the best that is known of a person."""

from sqlalchemy import select

from pid_tracker.extensions import db, sealer
from pid_tracker.models import Requester


def person_blind(nik: str, email: str, phone: str, name: str, address: str) -> bytes:
    """The keyed fingerprint by which the same requester is found again: the best of what is known."""
    return blind_of(nik or email.lower() or phone or f"{name.casefold()}|{address.casefold()}")


def blind_of(person: str) -> bytes:
    """The keyed fingerprint of `person`: the one they stand under already, whichever key made it, else one of the
    newest key. Keys rotate; who asks stays one person in the figures."""
    blinds = sealer().blinds(person, "requester.person")
    if len(blinds) > 1:
        known = select(Requester.person_blind).where(Requester.person_blind.in_(blinds)).order_by(Requester.id).limit(1)
        return db.session.scalar(known) or blinds[0]
    return blinds[0]
