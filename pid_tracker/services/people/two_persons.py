"""Rights by two persons: one proposes that somebody gets an account, a role, a password; another approves.

Who looks after the system must not be able to give herself what she may not see. Whoever is to sign in with a temporary
password gets its first half from who proposed it and the second from who approved it, so that neither can use it. What
takes rights away needs one person only (`directory`).
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.incomplete import Refused
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.accounts import AccountActKind, ChangeKind
from pid_tracker.law.vocabulary.offices import ProposalState
from pid_tracker.models import AccountChange, Appointment, Installation, PublicBody, Unit, User
from pid_tracker.services.gate import casefile
from pid_tracker.services.people import account_acts, passwords, sign_in

#: Who may approve, besides not being who proposed nor whom it concerns: administrators; and at their own body, the PPID
#: and the superior.
APPROVERS = (Role.ADMIN, Role.OFFICER, Role.SUPERIOR)
#: A proposal that nobody approved is forgotten after this; it can be made again.
STANDS = timedelta(days=30)
_WITH_PASSWORD = (ChangeKind.ACCOUNT, ChangeKind.PASSWORD)


def propose(
    kind: ChangeKind, user: User, by_id: int, now: datetime, wanted: Appointment | None = None
) -> AccountChange:
    """Propose a change of the account of `user`; `wanted` is the role to be given (not yet added). Nothing changes
    until another approves. Refused while the same waits already. Of a password, `half` is for who proposes."""
    if kind is not ChangeKind.ROLE and any(row.kind is kind for row in waiting(now) if row.user_id == user.id):
        raise Refused(f"Usulan {kind.words} untuk {user.name} sudah menunggu persetujuan orang kedua.")
    change = AccountChange(
        kind=kind,
        user=user,
        body_id=(wanted.body_id if wanted else None) or _body_of(user, now),
        wanted=account_acts.columns_of(wanted) if wanted else {},
        half=passwords.random_half() if kind in _WITH_PASSWORD else None,
        proposed_by_id=by_id,
        proposed_at=now,
        state=ProposalState.PROPOSED,
    )
    db.session.add(change)
    db.session.flush()
    role = {"role": change.wanted["role"]} if wanted else {}
    _record(AccountActKind.PROPOSED, change, by_id, now, **role)
    return change


def why_not(change: AccountChange, actor: Actor, now: datetime) -> str:
    """Why this person cannot approve it (Indonesian); empty when she can."""
    if change.state is not ProposalState.PROPOSED:
        return f"Usulan ini sudah {change.state.words}; putusannya tidak berubah lagi."
    if change.proposed_at + STANDS <= now:
        return f"Usulan ini sudah lewat {STANDS.days} hari. Minta diusulkan lagi."
    if actor.user_id == change.proposed_by_id:
        return "Yang menyetujui harus orang lain daripada yang mengusulkan. Minta rekan Anda membukanya."
    if actor.user_id == change.user_id:
        return "Perubahan akun Anda sendiri disetujui orang lain."
    if actor.role not in APPROVERS or (actor.role is not Role.ADMIN and actor.body_id != change.body_id):
        return "Perubahan akun disetujui administrator, atau PPID dan Atasan PPID di badan itu."
    return ""


def approve(change: AccountChange, actor: Actor, now: datetime) -> str:
    """The second person approves, and it holds from now on; gives the second half of a temporary password, else "".

    Refused with `why_not`; the attempt is recorded by `note_attempt`, which the caller commits.
    """
    casefile.lock_register()
    db.session.refresh(change)
    if why := why_not(change, actor, now):
        raise Refused(why)
    how: dict[str, Any] = {"change": change.id, "proposed_by": change.proposed_by_id}
    user, by_id, second = change.user, actor.user_id, ""
    if (role := role_of(change)) is not None:
        account_acts.give(role, by_id, now, **how)
    match change.kind:
        case ChangeKind.ACCOUNT | ChangeKind.PASSWORD:
            second = passwords.random_half()
            sign_in.change_password(user, f"{change.half}-{second}", by_id, now, **how)
            user.must_change_password, user.active = True, user.active or change.kind is ChangeKind.ACCOUNT
            if change.kind is ChangeKind.ACCOUNT:
                account_acts.record(AccountActKind.LET_IN, user, by_id, now, **how)
        case ChangeKind.SECOND_FACTOR:
            user.totp_secret, user.totp_confirmed, user.totp_step = None, False, None
            account_acts.record(AccountActKind.FACTOR_CLEARED, user, by_id, now, **how)
            sign_in.end_all(user, now)
        case ChangeKind.RETURN:
            user.active = True
            account_acts.record(AccountActKind.LET_IN, user, by_id, now, **how)
    _settle(change, ProposalState.APPROVED, by_id, now)
    return second


def reject(change: AccountChange, actor: Actor, now: datetime) -> None:
    """Reject it, or take the own proposal back; nothing changes. Refused for who has no say in it."""
    casefile.lock_register()
    db.session.refresh(change)
    if (why := why_not(change, actor, now)) and (
        actor.user_id != change.proposed_by_id or change.state is not ProposalState.PROPOSED
    ):
        raise Refused(why)
    _record(AccountActKind.REJECTED, change, actor.user_id, now)
    _settle(change, ProposalState.REJECTED, actor.user_id, now)


def note_attempt(change: AccountChange, actor: Actor, now: datetime) -> None:
    """Record that somebody tried to approve what is not hers to approve. The caller commits."""
    _record(AccountActKind.NOT_TAKEN, change, actor.user_id, now)


def change_of(change_id: int) -> AccountChange | None:
    """One proposal."""
    return db.session.get(AccountChange, change_id)


def waiting(now: datetime) -> list[AccountChange]:
    """The proposals that can still be approved, the oldest first."""
    everyone = joinedload(AccountChange.user), joinedload(AccountChange.proposed_by), joinedload(AccountChange.body)
    statement = select(AccountChange).where(*_stands(now)).options(*everyone).order_by(AccountChange.id)
    return list(db.session.scalars(statement))


def waiting_for(actor: Actor, now: datetime) -> int:
    """How many proposals this person can approve."""
    mine = AccountChange.proposed_by_id != actor.user_id, AccountChange.user_id != actor.user_id
    here = () if actor.role is Role.ADMIN else (AccountChange.body_id == actor.body_id,)
    return db.session.scalar(select(func.count(AccountChange.id)).where(*_stands(now), *mine, *here)) or 0


def role_of(change: AccountChange) -> Appointment | None:
    """The role that a proposal would give, not added to anything; None when it gives none."""
    if change.kind is not ChangeKind.ROLE:
        return None
    wanted, until = change.wanted, change.wanted["until_on"]
    return Appointment(
        user_id=change.user_id,
        role=Role(wanted["role"]),
        acting=wanted["acting"],
        substitutes_id=wanted["substitutes_id"],
        body=db.session.get(PublicBody, wanted["body_id"]) if wanted["body_id"] else None,
        unit=db.session.get(Unit, wanted["unit_id"]) if wanted["unit_id"] else None,
        decree_number=wanted["decree_number"],
        from_on=date.fromisoformat(wanted["from_on"]),
        until_on=date.fromisoformat(until) if until else None,
    )


def _stands(now: datetime) -> tuple[Any, ...]:
    return AccountChange.state == ProposalState.PROPOSED, AccountChange.proposed_at > now - STANDS


def _settle(change: AccountChange, state: ProposalState, by_id: int | None, now: datetime) -> None:
    change.state, change.settled_by_id, change.settled_at, change.half = state, by_id, now, None
    db.session.flush()


def _body_of(user: User, now: datetime) -> int:
    """Whose officers may approve: the body where the person works, else the one of the installation."""
    own = next((row.body_id for row in sign_in.appointments_of(user, now) if row.body_id), None)
    if own is not None:
        return own
    return db.session.scalars(select(PublicBody.id).join(Installation, Installation.body_code == PublicBody.code)).one()


def _record(kind: AccountActKind, change: AccountChange, by_id: int | None, now: datetime, **more: JSONValue) -> None:
    account_acts.record(kind, change.user, by_id, now, change=change.id, what=change.kind.value, **more)
