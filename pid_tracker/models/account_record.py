"""Accounts under two persons: what was proposed, and the record of everything done to an account."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded, Sealed
from pid_tracker.law.vocabulary.accounts import AccountActKind, ChangeKind
from pid_tracker.law.vocabulary.offices import ProposalState
from pid_tracker.models.agency import PublicBody
from pid_tracker.models.person import User


class AccountChange(Base):
    """A change that one person proposed and another has to approve; `wanted` holds the columns of a role.

    `half` is the part of a temporary password that its proposer was shown; it is there only until the proposal is
    settled. The officers of `body` may approve, besides administrators.
    """

    __tablename__ = "account_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(Coded(ChangeKind))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"))
    wanted: Mapped[dict[str, Any]]
    half: Mapped[str | None] = mapped_column(Sealed("account_change.half"), deferred=True)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    state: Mapped[ProposalState] = mapped_column(Coded(ProposalState), index=True)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    body: Mapped[PublicBody] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])


class AccountAct(Base):
    """Something done to an account: by whom (none: at the server itself), to whom, when, what.

    Append-only: triggers refuse UPDATE and DELETE. `id` runs from 1 without gaps; the chain's head counts the acts, and
    each is hashed over the one before.
    """

    __tablename__ = "account_act"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[AccountActKind] = mapped_column(Coded(AccountActKind))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    facts: Mapped[dict[str, Any]]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    actor: Mapped[User | None] = relationship(foreign_keys=[actor_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
