"""A case before its first event: its code, its link, its salt, and projections that say nothing yet."""

import secrets
from datetime import datetime

from pid_tracker.clock import civil_date
from pid_tracker.extensions import sealer
from pid_tracker.law.numbering import new_code
from pid_tracker.models import CaseFile, PublicBody


def blank_case(body: PublicBody, now: datetime, **said: object) -> CaseFile:
    """A case of `body` that was entered at `now`, with the columns `said`; its first event is for the caller to record.

    The link in the messages (128 bit) opens it as the code does; neither is ever stored in the clear.
    """
    link_token = secrets.token_urlsafe(16)
    blank = {
        "code": new_code(secrets.choice),
        "link_token": link_token,
        "link_blind": sealer().blind(link_token, "case_file.link_token"),
        "salt": secrets.token_bytes(16),
        "filed_at": now,
        "projected_on": civil_date(now, body.zone),
        "last_seq": -1,
        "head_hash": b"",
        "parts": [],
        "events": [],
    }
    return CaseFile(body=body, **{**blank, **said})
