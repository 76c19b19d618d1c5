"""Number and tracking code (kode lacak), the link in the messages, a lost code: opening a case without an account."""

import hmac
from datetime import datetime, timedelta

from sqlalchemy import func, select

from pid_tracker.extensions import db, sealer
from pid_tracker.law.numbering import objection_in, read_code, read_number
from pid_tracker.models import CaseFile, Miss, PublicBody
from pid_tracker.services.gate import messages
from pid_tracker.services.words.typed_text import ascii_digits, one_line

#: Ruling R20: after ten misses an hour on one number its code is not taken for the rest of that hour.
MISSES_ALLOWED = 10
WINDOW = timedelta(hours=1)
_SCOPE = "code"
_LONGEST = 20  # letters of a number


class WrongCode(Exception):
    """Number and code do not belong together, or there is no such number: the same for both. The miss is counted."""


class Paused(Exception):
    """Too many misses on this number; until the hour is over the code is not looked at."""


def number_in(text: str) -> str | None:
    """The registration number that somebody typed, or None when it cannot be one."""
    number = read_number(ascii_digits(one_line(text))[:80])
    return number if number and len(number) <= _LONGEST else None


def case_numbered(text: str, *, locked: bool = False) -> CaseFile | None:
    """The case with the number that somebody typed: of the request, or of the objection to it."""
    number = number_in(text)
    if number is None:
        return None
    statement = select(CaseFile).where(CaseFile.number == number)
    if (objection := objection_in(number)) is not None:
        prefix, year, serial = objection
        statement = select(CaseFile).where(
            CaseFile.body_id.in_(select(PublicBody.id).where(PublicBody.prefix == prefix)),
            CaseFile.objection_year == year,
            CaseFile.objection_serial == serial,
        )
    return db.session.scalars(statement.with_for_update() if locked else statement).one_or_none()


def open_with_code(number: str, code: str, now: datetime) -> CaseFile:
    """The case of a number and its code; WrongCode (a miss was added: commit it) or Paused."""
    subject = number_in(number)
    if subject is None:
        raise WrongCode
    case = case_numbered(subject, locked=True)
    subject = case.number if case is not None else subject
    recent = select(func.count(Miss.id)).where(Miss.scope == _SCOPE, Miss.subject == subject, Miss.at > now - WINDOW)
    if (db.session.scalar(recent) or 0) >= MISSES_ALLOWED:
        raise Paused
    typed = read_code(one_line(code)[:40]).encode()
    if case is None or not hmac.compare_digest(case.code.encode(), typed):
        db.session.add(Miss(scope=_SCOPE, subject=subject, at=now))
        db.session.flush()
        raise WrongCode
    return case


def open_with_link(number: str, link_token: str) -> CaseFile | None:
    """The case of the link in the messages (128 bit); it works also while the code is paused."""
    case = case_numbered(number)
    blinds = sealer().blinds(link_token[:80], "case_file.link_token")
    return case if case is not None and any(hmac.compare_digest(case.link_blind, blind) for blind in blinds) else None


def send_code_again(number: str, now: datetime) -> None:
    """Send number, code and link to the contact on file, at most once an hour; an unknown number does nothing."""
    case = case_numbered(number)
    if case is not None:
        messages.queue(case, "code_again", occasion=f"{now:%Y-%m-%d %H}", now=now, facts={})
