"""Decrees on holidays: how they are proposed and approved, those in force beyond the built-in ones, and their days.

The database itself refuses to change or delete what is in force and what was decided (migration 0002).
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded, enum_column
from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.vocabulary.offices import DecreeSource, ProposalState
from pid_tracker.models.agency import PublicBody
from pid_tracker.models.document import Document
from pid_tracker.models.person import User


class DecreeProposal(Base):
    """A decree that one person entered and another approves or rejects; nothing in it counts before that.

    `days` are lines {"day", "kind", "name"} with the kinds of `DayKind`, or "removed" for a day that the amended decree
    closed and this one opens again. A rejected one has its `reason`; decided rows stay as
    they are. `body_id` is set for a decree of one body (libur daerah).
    """

    __tablename__ = "decree_proposal"
    __table_args__ = (
        Index(
            "ix_decree_proposal_open", "number", unique=True,
            sqlite_where=text("state = 'PROPOSED'"), postgresql_where=text("state = 'PROPOSED'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    title: Mapped[str]
    year: Mapped[int]
    signed_on: Mapped[date]
    amends: Mapped[str | None]
    completes_year: Mapped[bool] = mapped_column(default=False)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("public_body.id"))
    days: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    state: Mapped[ProposalState] = mapped_column(Coded(ProposalState), default=ProposalState.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    decree_id: Mapped[int | None] = mapped_column(ForeignKey("decree.id"))

    body: Mapped[PublicBody | None] = relationship()
    document: Mapped[Document] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])


class DecreeRow(Base):
    """A decree (SKB, Keppres, keputusan daerah) entered into this installation at `entered_at`; known from then on.

    `body_id` is set for a decree of one body (libur daerah); null closes the day for all. `completes_year` says that
    the decree is the year's own, so that its dates are no longer provisional. The approver of PAGES is in
    `entered_by_id`; COMMAND_LINE is the operator alone.
    """

    __tablename__ = "decree"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    year: Mapped[int]
    signed_on: Mapped[date | None]
    amends: Mapped[str | None]
    completes_year: Mapped[bool] = mapped_column(default=False)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("public_body.id"))
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    source: Mapped[DecreeSource] = mapped_column(
        Coded(DecreeSource), default=DecreeSource.COMMAND_LINE, server_default=DecreeSource.COMMAND_LINE.value
    )

    days: Mapped[list["Holiday"]] = relationship(back_populates="decree", order_by="Holiday.day")


class Holiday(Base):
    """One day that a decree closes (or, for an amendment, opens again: `is_removed`)."""

    __tablename__ = "holiday"

    id: Mapped[int] = mapped_column(primary_key=True)
    decree_id: Mapped[int] = mapped_column(ForeignKey("decree.id"), index=True)
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(enum_column(DayKind))
    name: Mapped[str]
    is_removed: Mapped[bool] = mapped_column(default=False)

    decree: Mapped[DecreeRow] = relationship(back_populates="days")


class ReadingChange(Base):
    """One change of how a body counts days (rulings R2, R5): from which reading to which, when, by whom and why.

    Append-only: terms that were open or closed then keep the date that they had (ruling R13).
    """

    __tablename__ = "reading_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"), index=True)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str]
    joint_leave_was_open: Mapped[bool]
    counted_first_day: Mapped[bool]
    joint_leave_open: Mapped[bool]
    counts_first_day: Mapped[bool]

    changed_by: Mapped[User] = relationship()
