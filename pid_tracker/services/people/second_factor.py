"""The second factor of officers: one-time codes (TOTP, RFC 6238) from an app on their own telephone."""

import secrets
from datetime import UTC, datetime, timedelta

import pyotp
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.accounts import AccountActKind
from pid_tracker.models import User
from pid_tracker.services.people import account_acts, misses

_HALF_OPEN = timedelta(minutes=10)
_STEP_SECONDS = 30


def half_open_until(since: datetime) -> datetime:
    """How long somebody may take from the password to the code."""
    return since + _HALF_OPEN


def new_secret(user: User) -> None:
    """Draw a secret for a user who has not confirmed one yet."""
    if not user.totp_confirmed:
        user.totp_secret = pyotp.random_base32()
        user.totp_step = None


def enrolment_address(user: User, issuer: str) -> str:
    """The otpauth:// address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(user.totp_secret or "").provisioning_uri(name=user.username, issuer_name=issuer)


def take_code(user: User, code: str, now: datetime, device: str | None = None) -> bool:
    """Whether a one-time code is right; the first right one confirms the secret.

    Wrong codes are counted for the user, five in five minutes at most (TooManyMisses), and apart for a device that is
    known, so that who has stolen the password does not lock its owner out.
    """
    counted = [misses.subject("sign_in.code", f"{user.id}|{device or ''}")]
    misses.refuse_too_many(counted, now)
    if is_code(user, code, now):
        return True
    misses.count(counted, now)
    return False


def is_code(user: User, code: str, now: datetime) -> bool:
    """Whether a one-time code is right; each is taken once, one step (30 s) of drift is allowed either way. Counts
    nothing."""
    locked = db.session.scalars(
        select(User).where(User.id == user.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    here = int(now.timestamp()) // _STEP_SECONDS
    totp = pyotp.TOTP(locked.totp_secret or "")
    for step in (here - 1, here, here + 1):
        unused = locked.totp_step is None or step > locked.totp_step
        expected = totp.at(datetime.fromtimestamp(step * _STEP_SECONDS, UTC))
        if locked.totp_secret and unused and secrets.compare_digest(expected, digits):
            if not locked.totp_confirmed:
                account_acts.record(AccountActKind.FACTOR_SET, locked, user.id, now)
            locked.totp_step, locked.totp_confirmed = step, True
            db.session.flush()
            return True
    return False


def is_asked_first(user_id: int | None) -> bool:
    """Whether a crowd's guess at this account costs it a one-time code: always, but for who has set up none yet. A name
    that nobody has is asked like most."""
    user = db.session.get(User, user_id) if user_id is not None else None
    return user is None or user.totp_confirmed


def is_code_of(user_id: int | None, code: str, now: datetime) -> bool:
    """Whether this is the one-time code of the user; never for nobody."""
    user = db.session.get(User, user_id) if user_id is not None else None
    return user is not None and is_code(user, code, now)


def needs_second_factor(user: User, mode: str) -> bool:
    """Whether the user must show a code: always in production (ruling R21), elsewhere when one is set up."""
    return mode == "production" or user.totp_confirmed
