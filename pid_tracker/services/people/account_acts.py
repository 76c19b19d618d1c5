"""The record of what is done to accounts (jejak akun): append-only, chained, and held against the accounts by `verify`.

Whoever gives a role, sets a password or shuts somebody out stands in it by name, also when the attempt was refused; and
the person concerned reads it on the own account page.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pid_tracker.extensions import JSONObject, JSONValue, db
from pid_tracker.law.vocabulary.accounts import AccountActKind as K
from pid_tracker.models import AccountAct, Appointment, ChainHead, User
from pid_tracker.services.gate import casefile, fingerprints

_SHOWN = 200
#: The columns of a role, besides whose it is and its days, that never change once it is given.
FIXED = ("role", "acting", "substitutes_id", "body_id", "unit_id", "decree_number")


def record(kind: K, user: User | None, by_id: int | None, now: datetime, **facts: JSONValue) -> AccountAct:
    """Append one act on the account of `user` by the user `by_id` (None: at the server itself). The caller commits."""
    head = casefile.lock_register()
    previous = db.session.get(AccountAct, head.account_acts)
    row = AccountAct(
        id=head.account_acts + 1,
        at=now,
        kind=kind,
        actor_id=by_id,
        user_id=user.id if user else None,
        facts=facts,
        previous_hash=previous.hash if previous else b"",
    )
    row.hash, head.account_acts = digest(row), row.id
    db.session.add(row)
    db.session.flush()
    return row


def digest(row: AccountAct) -> bytes:
    """SHA-256 over the hash of the act before and the canonical JSON of this one."""
    told = {
        "id": row.id,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": row.kind.value,
        "actor": row.actor_id,
        "user": row.user_id,
        "facts": row.facts,
    }
    return hashlib.sha256(row.previous_hash + fingerprints.canonical(told)).digest()


def give(row: Appointment, by_id: int | None, now: datetime, **how: JSONValue) -> Appointment:
    """Let a role hold, and record who gave it."""
    db.session.add(row)
    db.session.flush()
    record(K.ROLE_GIVEN, row.user, by_id, now, **_told(row), **how)
    return row


def end(row: Appointment, by_id: int | None, now: datetime) -> None:
    """Let a role end at this instant, and record who ended it."""
    row.ended_at = now
    record(K.ROLE_ENDED, row.user, by_id, now, **_told(row))


def columns_of(row: Appointment) -> dict[str, JSONValue]:
    """A role as it is given: its columns and its days."""
    days = {"from_on": row.from_on.isoformat(), "until_on": row.until_on.isoformat() if row.until_on else None}
    return {name: getattr(row, name) for name in FIXED} | days


def set_password(user: User, by_id: int | None, now: datetime, **how: JSONValue) -> None:
    """Record that the password of `user` is now the one it has, by a print that gives nothing away."""
    record(K.PASSWORD_SET, user, by_id, now, print=password_print(user), **how)


def password_print(user: User) -> str:
    """What tells one stored password from another."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()


def on(user: User) -> list[AccountAct]:
    """What was done to this account, newest first."""
    return _acts(AccountAct.user_id == user.id)


def latest() -> list[AccountAct]:
    """What was done to any account, newest first."""
    return _acts(AccountAct.user_id.is_not(None))


def unseen_by(user: User) -> list[AccountAct]:
    """What others did to this account since its owner last said to have read it."""
    return _acts(AccountAct.user_id == user.id, AccountAct.id > user.acts_seen, AccountAct.actor_id != user.id)


def seen(user: User) -> None:
    """The owner has read the record up to here."""
    user.acts_seen = db.session.scalars(select(ChainHead.account_acts)).one()


def _acts(*which: object) -> list[AccountAct]:
    statement = select(AccountAct).where(*which)  # type: ignore[arg-type]
    named = statement.options(joinedload(AccountAct.user))
    return list(db.session.scalars(named.order_by(AccountAct.id.desc()).limit(_SHOWN)))


# -- held against the accounts -----------------------------------------------------------------------------------------


def count() -> int:
    """How many acts there are, by the chain's head."""
    return db.session.scalars(select(ChainHead.account_acts)).one()


def difference() -> str:
    """The first act that is not what its fingerprint says or that is gone, else the first role, password or account
    that is not as the record says (Indonesian); empty when all agree."""
    acts = list(db.session.scalars(select(AccountAct).order_by(AccountAct.id)))
    previous = b""
    for place, row in enumerate(acts, 1):
        if row.id != place or row.previous_hash != previous or row.hash != digest(row):
            return f"jejak akun {place}: isinya tidak cocok dengan sidiknya"
        previous = row.hash
    if count() != len(acts):
        return f"{count() - len(acts)} jejak akun hilang"
    return next(_differences(acts), "")


def _differences(acts: list[AccountAct]) -> Iterator[str]:
    given: dict[object, JSONObject] = {}
    prints: dict[int | None, str] = {}
    may_enter: dict[int | None, bool] = {}
    before = 0
    for act in acts:
        if act.kind is K.BASELINE:
            before = act.facts["appointment"]
        if act.kind in (K.ROLE_GIVEN, K.ROLE_ENDED):
            given[act.facts["appointment"]] = act.facts
        if act.kind is K.PASSWORD_SET:
            prints[act.user_id] = act.facts["print"]
        if act.kind in (K.SHUT_OUT, K.LET_IN):
            may_enter[act.user_id] = act.kind is K.LET_IN
    for role in db.session.scalars(select(Appointment).order_by(Appointment.id)):
        known = given.pop(role.id, None)
        if known is None and role.id > before:
            yield f"tugas {role.id}: tidak ada yang tercatat memberikannya"
        elif known is not None and {name: known[name] for name in _told(role)} != _told(role):
            yield f"tugas {role.id}: berbeda dari yang tercatat"
    yield from (f"tugas {gone} hilang" for gone in given)
    for user in db.session.scalars(select(User).order_by(User.id)):
        if prints.get(user.id, password_print(user)) != password_print(user):
            yield f"akun {user.id}: kata sandinya diganti tanpa catatan"
        if may_enter.get(user.id, user.active) != user.active:
            yield f"akun {user.id}: diaktifkan atau dinonaktifkan tanpa catatan"


def _told(row: Appointment) -> dict[str, JSONValue]:
    return {
        "appointment": row.id,
        "user_id": row.user_id,
        **columns_of(row),
        "ended_at": row.ended_at.astimezone(UTC).isoformat(timespec="microseconds") if row.ended_at else None,
    }
