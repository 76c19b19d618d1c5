"""Decrees on holidays that were entered after the built-in ones, and the days they close."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, enum_column
from pid_tracker.law.calendar import DayKind


class DecreeRow(Base):
    """A decree (SKB, Keppres, keputusan daerah) entered into this installation at `entered_at`; known from then on.

    `body_id` is set for a decree of one body (libur daerah); null closes the day for all. `completes_year` says that
    the
    decree is the year's own, so that its dates are no longer provisional.
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
