"""Fingerprints of the record (SHA-256): the chain of events, what was asked, what was written with an event."""

import hashlib
import json
from datetime import UTC

from pid_tracker.models import CaseEventRow, CaseFile


def digest(row: CaseEventRow, number: str) -> bytes:
    """SHA-256 over the hash before and the canonical JSON of the row: any change of any field changes it."""
    told = {
        "position": row.position,
        "case": number,
        "seq": row.seq,
        "kind": row.kind.value,
        "on": row.on.isoformat(),
        "zone": row.zone,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "recorded_at": row.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": [row.actor_role, row.actor_label, row.actor_id],
        "details": row.details,
    }
    return hashlib.sha256(row.previous_hash + canonical(told)).digest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def commitment(case: CaseFile, *, period: str | None = None, place: str | None = None) -> str:
    """A salted fingerprint of what was asked, kept in the FILED event: the text can be erased, not exchanged.

    `period` and `place` are given for what they will be after a correction.
    """
    asked = [case.question, case.period if period is None else period, case.place if place is None else place]
    return hashlib.sha256(case.salt + canonical(asked)).hexdigest()


def text_commitment(case: CaseFile, name: str, text: str) -> str:
    """A salted fingerprint of a text that came with an event."""
    return hashlib.sha256(case.salt + canonical([name, text])).hexdigest()
