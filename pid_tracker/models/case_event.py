"""What happened to a case, append-only and chained: its events, the texts written with them, the head of the chain."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Sealed, enum_column
from pid_tracker.law.events import EventKind
from pid_tracker.law.facts import Facts, read

F = TypeVar("F", bound=Facts)

if TYPE_CHECKING:  # the other direction is the one of the foreign key
    from pid_tracker.models.case_file import CaseFile


class CaseEventRow(Base):
    """One event, append-only: triggers refuse UPDATE and DELETE, and each row is hashed over the one before.

    `position` runs over the whole installation without gaps; `seq` over the case. `on` is the civil date in `zone`;
    `at` the instant of the act, `recorded_at` the server's time when it was written. `details` are small and hold
    nothing personal: ids, dates, outcomes, fingerprints. They are read through `facts` alone.
    """

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    seq: Mapped[int]
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind))
    on: Mapped[date] = mapped_column("on_date")
    zone: Mapped[str]
    at: Mapped[datetime] = mapped_column("at_instant")
    recorded_at: Mapped[datetime]
    actor_role: Mapped[str]
    actor_label: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    case: Mapped["CaseFile"] = relationship(back_populates="events")

    @cached_property
    def facts(self) -> Facts:
        """What the event says, typed; read once, since a row never changes. `law.facts.Malformed` for anything else."""
        return read(self.kind, self.details)

    def told(self, of: type[F]) -> F:
        """The facts, which are of this type; TypeError when they are not."""
        return self.facts.told(of)

    def said(self, of: type[F]) -> F | None:
        """The facts if they are of this type, else None."""
        return self.facts if isinstance(self.facts, of) else None

    @property
    def received_on(self) -> date:
        """The civil date on which the other side had it."""
        return self.facts.received_on or self.on


class CaseText(Base):
    """What somebody wrote with an event: reasons, questions, minutes. Sealed, since people write names into them.

    The event's details hold a salted fingerprint of each (`texts`), so that a text can be erased but not exchanged.
    """

    __tablename__ = "case_text"
    __table_args__ = (UniqueConstraint("case_id", "seq", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    seq: Mapped[int]
    name: Mapped[str]
    text: Mapped[str] = mapped_column(Sealed("case_text.text"))

    case: Mapped["CaseFile"] = relationship(back_populates="texts")


class ChainHead(Base):
    """The last position and hash of the chain, and the numbers of clock notes and of acts on accounts: one row, locked
    by whoever appends."""

    __tablename__ = "chain_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    clock_notes: Mapped[int] = mapped_column(default=0, server_default="0")
    account_acts: Mapped[int] = mapped_column(default=0, server_default="0")
