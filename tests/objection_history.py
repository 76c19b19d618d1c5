"""What comes before a dispute, recorded through the gate: an objection, the superior's decision.

For tests of disputes and registers, which are not about objections.
"""

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseEventRow, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from tests.builders import CaseBuilder, instant, the_requester


def the_superior(body: PublicBody) -> Actor:
    """The atasan PPID of `body`."""
    return Actor(Role.SUPERIOR, f"Atasan PPID {body.short_name}", body_id=body.id)


def object_to(story: CaseBuilder, when: str, *grounds: str, number: str = "KBR-MAL-26-00001") -> CaseEventRow:
    """The requester objects on these grounds (default c: not answered)."""
    details = {"grounds": list(grounds or ("c",)), "number": number, "channel": "WEB"}
    texts = {"wish": "Mohon informasinya diberikan.", "chronology": "Sudah lewat batas, belum dijawab."}
    now, requester = instant(when, story.body.zone), the_requester(story.case)
    row = casefile.record(
        story.case, read(E.OBJECTED, details), Hand(requester, now, calendar_of(story.body)), texts=texts
    )
    db.session.commit()
    return row


def decide(story: CaseBuilder, when: str, result: str = "CHANGED", by: Actor | None = None) -> CaseEventRow:
    """The superior decides."""
    details = {"result": result, "letter": "00003/ATASAN-PPID/2026"}
    texts = {"reasons": "Datanya ada di dinas.", "rebuttals": "Huruf c benar."}
    now, superior = instant(when, story.body.zone), by or the_superior(story.body)
    row = casefile.record(
        story.case, read(E.OBJECTION_DECIDED, details), Hand(superior, now, calendar_of(story.body)), texts=texts
    )
    db.session.commit()
    return row


def respond(story: CaseBuilder, when: str, result: str = "NOT_SATISFIED") -> CaseEventRow:
    """The requester says what they think of the decision."""
    now, requester = instant(when, story.body.zone), the_requester(story.case)
    texts = {"response": "Belum lengkap."}
    row = casefile.record(
        story.case,
        read(E.REQUESTER_RESPONDED, {"result": result}),
        Hand(requester, now, calendar_of(story.body)),
        texts=texts,
    )
    db.session.commit()
    return row
