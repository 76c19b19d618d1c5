"""Snapshots: the figures of one body or unit as they stood at the end of a day."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base
from pid_tracker.models.agency import PublicBody, Unit


class Snapshot(Base):
    """Figures (I1 to I6 of the last twelve months) of a body (`unit_code` empty) or of one unit, on `day`, at
    `taken_at`."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("body_id", "unit_code", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    taken_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]

    body: Mapped[PublicBody] = relationship()
    unit: Mapped[Unit | None] = relationship()
