"""Number and tracking code (kode lacak), the link in the messages, a lost code: opening a case without an account."""

import hmac
from datetime import datetime

from sqlalchemy import select

from pid_tracker.extensions import db, sealer
from pid_tracker.law.numbering import objection_in, read_code, read_number
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.gate import messages
from pid_tracker.services.people import misses
from pid_tracker.services.words.typed_text import ascii_digits, one_line, phone_number

_LONGEST = 20  # letters of a number
_SHORTEST_PHONE = 8


class WrongCode(Exception):
    """Number and code do not belong together, or there is no such number: the same for both. The miss is counted."""


class CodeAlone(Exception):
    """Others try codes on this number: until it is quiet for an hour, the code is taken with a detail of the requester
    only (ruling R20), so that guessing is hopeless and the owner is not kept out."""


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


def open_with_code(number: str, code: str, address: str, now: datetime, detail: str = "") -> CaseFile:
    """The case of a number and its code. `detail` is what its requester wrote of herself: name, telephone or e-mail.

    Raises WrongCode (a miss was added: commit it), CodeAlone, or TooManyMisses for the network of `address`. All of
    them are the same for a number that nobody has.
    """
    typed_number = number_in(number)
    if typed_number is None:
        raise WrongCode
    case = case_numbered(typed_number, locked=True)
    at = case.number if case is not None else typed_number
    here, anywhere = misses.of_network("code", at, address), misses.subject("code.number", at)
    misses.refuse_too_many(here, now)
    others_try = misses.too_many(anywhere, now) is not None
    if others_try and not detail.strip():
        raise CodeAlone
    typed = read_code(one_line(code)[:40]).encode()
    fits = case is not None and hmac.compare_digest(case.code.encode(), typed)
    if case is None or not fits or (others_try and not _is_of_requester(case, detail)):
        misses.count([*here, anywhere], now)
        raise WrongCode
    return case


def _is_of_requester(case: CaseFile, detail: str) -> bool:
    """Whether this is the requester's name, telephone number or e-mail address."""
    who, typed = case.requester, " ".join(one_line(detail).casefold().split())
    if who is None:
        return False
    phone = phone_number(detail)
    known = {" ".join(who.name.casefold().split()), who.email.casefold()} - {""}
    return typed in known or (len(phone) >= _SHORTEST_PHONE and phone == phone_number(who.phone))


def open_with_link(number: str, link_token: str) -> CaseFile | None:
    """The case of the link in the messages (128 bit); it works also while the code alone is not taken."""
    case = case_numbered(number)
    blinds = sealer().blinds(link_token[:80], "case_file.link_token")
    return case if case is not None and any(hmac.compare_digest(case.link_blind, blind) for blind in blinds) else None


def send_code_again(number: str, now: datetime) -> None:
    """Send number, code and link to the contact on file, at most once an hour; an unknown number does nothing."""
    case = case_numbered(number)
    if case is not None:
        messages.queue(case, "code_again", occasion=f"{now:%Y-%m-%d %H}", now=now, facts={})
