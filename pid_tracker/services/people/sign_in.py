"""Signing in: counted attempts, and sessions that the server can end at once.

Passwords themselves: `passwords.py`; one-time codes: `second_factor.py`. Hashing is slow on purpose, so views commit
between `begin_attempt` and `is_password`: no lock of the database is held meanwhile. Every attempt is counted as a miss
first and struck out when it was right, so that twenty tries at the same moment count twenty.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from pid_tracker.clock import civil_date
from pid_tracker.extensions import JSONValue, db, sealer
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.offices import Acting
from pid_tracker.models import Appointment, Miss, SignInSession, User
from pid_tracker.services.people import account_acts, misses, passwords

#: What a browser keeps: account -> the key of the device, and what told the password apart.
Devices = Mapping[int, tuple[str, str]]
NO_DEVICES: Devices = {}
_EVERYBODY: misses.Subject = ("sign_in.all", "all")
ABSOLUTE = timedelta(hours=12)
IDLE = timedelta(minutes=45)
#: Where a role without a body (an administrator of the whole installation) has its day.
_NO_BODY_ZONE = "Asia/Jakarta"

ROLE_WORDS: dict[Role, str] = {
    Role.DESK: "Petugas meja",
    Role.OFFICER: "PPID",
    Role.UNIT_OFFICER: "PPID pelaksana",
    Role.SUPERIOR: "Atasan PPID",
    Role.SUPERVISOR: "Pengawas",
    Role.REGISTRAR: "Panitera Komisi Informasi",
    Role.ADMIN: "Administrator",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try with a password: whose it claims to be, and the misses it counts as until it proves right."""

    user_id: int | None
    stored_hash: str | None
    miss_ids: tuple[int, ...]
    device: str | None = None


# -- password ----------------------------------------------------------------------------------------------------------


def begin_attempt(username: str, address: str, now: datetime, devices: Devices = NO_DEVICES) -> Attempt:
    """Count a try from a network `address`; TooManyMisses when ten went wrong there within five minutes.

    Nobody's tries elsewhere lock an owner out, and a device on which the account was opened before (`devices`) has a
    count of its own. The caller commits, then asks `is_password`.
    """
    name = username.strip().casefold()
    user = db.session.scalars(select(User).where(User.username == name, User.active)).one_or_none()
    device = known_device(user, devices)
    if device is not None:
        counted = [misses.subject("sign_in.device", device)]
    else:
        counted = [*misses.of_network("sign_in", name, address), *misses.of_address("sign_in", address)]
    misses.refuse_too_many(counted, now)
    ids = tuple(miss.id for miss in misses.count([*counted, _EVERYBODY], now))
    return Attempt(user.id if user else None, user.password_hash if user else None, ids, device)


def known_device(user: User | None, devices: Devices) -> str | None:
    """The key of this device for the account, when the account was opened on it with the password that holds now."""
    key, shown = devices.get(user.id, ("", "")) if user else ("", "")
    return f"{user.id}|{key}" if user and key and shown == password_print(user) else None


def is_crowded(now: datetime) -> bool:
    """Whether passwords are being tried by a crowd; then who has a second factor shows it first, which is cheap."""
    return misses.too_many(_EVERYBODY, now) is not None


def is_password(attempt: Attempt, password: str) -> bool:
    """Whether the password is right; takes as long for an unknown name as for a known one."""
    return passwords.matches(attempt.stored_hash, password)


def passed(attempt: Attempt) -> User:
    """The password was right: strike the misses out and give the user."""
    for miss_id in attempt.miss_ids:
        if (miss := db.session.get(Miss, miss_id)) is not None:
            db.session.delete(miss)
    user = db.session.get_one(User, attempt.user_id)
    db.session.flush()
    return user


def password_print(user: User) -> str:
    """What tells one password of somebody from the next: a sign-in that has begun with a former one is over."""
    return sealer().blind(user.password_hash, "user.password").hex()


def change_password(
    user: User, password: str, by_id: int | None, now: datetime, *, except_token: str | None = None, **how: JSONValue
) -> None:
    """Set a new password (the caller asked `passwords.why_refused`), record who did, and end the user's other
    sessions."""
    user.password_hash = passwords.hash_password(password)
    user.must_change_password = False
    account_acts.set_password(user, by_id, now, **how)
    end_all(user, now, except_token=except_token)


# -- sessions ----------------------------------------------------------------------------------------------------------


def token_hash(token: str) -> bytes:
    """What the table holds instead of the token."""
    return hashlib.sha256(token.encode()).digest()


def open_session(user: User, now: datetime) -> str:
    """A new session, twelve hours at most; with one role it acts in it, with several it has to be chosen."""
    token = secrets.token_urlsafe(32)
    held = appointments_of(user, now)
    db.session.add(
        SignInSession(
            token_hash=token_hash(token),
            user=user,
            appointment=held[0] if len(held) == 1 else None,
            created_at=now,
            expires_at=now + ABSOLUTE,
        )
    )
    db.session.flush()
    return token


def session_of(token: str | None, now: datetime) -> SignInSession | None:
    """The running session of a token; None when there is none, it was ended, or its user may not sign in any more."""
    if not token:
        return None
    found = db.session.scalars(select(SignInSession).where(SignInSession.token_hash == token_hash(token))).one_or_none()
    if found is None or found.revoked_at is not None or found.expires_at <= now or not found.user.active:
        return None
    return found


def current(token: str | None, now: datetime) -> tuple[User, Appointment] | None:
    """Who acts with this token, in which role; None without a running session or without a role that holds today."""
    found = session_of(token, now)
    if found is None or found.appointment is None or not holds(found.appointment, now):
        return None
    return found.user, found.appointment


def holds(appointment: Appointment, now: datetime) -> bool:
    """Whether an appointment holds today, at its body's office; both its days are inclusive, but what was ended by hand
    ended there and then."""
    if appointment.ended_at is not None and appointment.ended_at <= now:
        return False
    body = appointment.body or (appointment.unit.body if appointment.unit else None)
    today = civil_date(now, body.zone if body else _NO_BODY_ZONE)
    return appointment.from_on <= today and (appointment.until_on is None or today <= appointment.until_on)


def appointments_of(user: User, now: datetime) -> tuple[Appointment, ...]:
    """The roles that the user holds today."""
    return tuple(appointment for appointment in user.appointments if holds(appointment, now))


def choose_role(session: SignInSession, appointment_id: int, now: datetime) -> Appointment | None:
    """Act in another of one's roles from now on; None when it is not one's own or does not hold."""
    for appointment in appointments_of(session.user, now):
        if appointment.id == appointment_id:
            session.appointment = appointment
            return appointment
    return None


def end_session(token: str | None, now: datetime) -> None:
    """End one session."""
    if token:
        db.session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == token_hash(token), SignInSession.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def end_all(user: User, now: datetime, *, except_token: str | None = None) -> int:
    """End all running sessions of a person; gives how many."""
    statement = update(SignInSession).where(
        SignInSession.user_id == user.id, SignInSession.revoked_at.is_(None), SignInSession.expires_at > now
    )
    if except_token:
        statement = statement.where(SignInSession.token_hash != token_hash(except_token))
    result = db.session.execute(statement.values(revoked_at=now).returning(SignInSession.id))
    return len(result.all())


def sessions_of(user: User, now: datetime) -> list[SignInSession]:
    """The running sessions of a person, newest first."""
    running = select(SignInSession).where(
        SignInSession.user_id == user.id, SignInSession.revoked_at.is_(None), SignInSession.expires_at > now
    )
    return list(db.session.scalars(running.order_by(SignInSession.id.desc())))


def end_one(user: User, session_id: int, now: datetime) -> None:
    """End one session of a person."""
    for session in sessions_of(user, now):
        if session.id == session_id:
            session.revoked_at = now


def _acting(appointment: Appointment) -> str:
    """How a substitute is called before the name of the office; empty for its holder."""
    return Acting(appointment.acting).short if appointment.acting else ""


def role_words(appointment: Appointment) -> str:
    """The role of an appointment in words: "Atasan PPID", "Plh. Atasan PPID"."""
    return f"{_acting(appointment)} {ROLE_WORDS[appointment.role]}".strip()


def officer_actor(appointment: Appointment, user: User) -> Actor:
    """Who acts, for the gate. The label stands in the timeline: an office or a desk, never a person's name; before the
    office of a substitute stands Plt. or Plh."""
    unit = appointment.unit
    body = appointment.body or (unit.body if unit else None)
    place = body.short_name if body else ""
    labels = {
        Role.DESK: f"Meja layanan PPID {place}",
        Role.OFFICER: f"PPID {place}",
        Role.UNIT_OFFICER: unit.name if unit else "PPID pelaksana",
        Role.SUPERIOR: f"Atasan PPID {place}",
        Role.SUPERVISOR: f"Pengawas {place}",
        Role.REGISTRAR: "Panitera Komisi Informasi",
        Role.ADMIN: "Administrator",
    }
    return Actor(
        appointment.role,
        f"{_acting(appointment)} {labels[appointment.role]}".strip(),
        user_id=user.id,
        body_id=body.id if body else None,
        unit_id=unit.id if unit else None,
    )
