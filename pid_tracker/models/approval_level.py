"""The levels of approval (tingkat persetujuan) that a letter passes at a body before it goes out: data, never law."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base, Coded, enum_column
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.offices import AppliesTo


class ClearanceLevel(Base):
    """One level of a body, from the day somebody added it until somebody ended it: rows are never changed nor removed.

    `place` orders the levels, 1 first; `role` is who clears it, OFFICER or SUPERIOR; `applies_to` says
    for which letters. A letter that closes something needs the superior by law, also at a body without levels
    (PERKI 1/2021 Pasal 10 ayat (2)); that is in `services/answer/approval.py`.
    """

    __tablename__ = "clearance_level"
    __table_args__ = (Index("ix_clearance_level_body", "body_id", "ended_at", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("public_body.id"))
    place: Mapped[int]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_column(Role))
    applies_to: Mapped[AppliesTo] = mapped_column(Coded(AppliesTo), default=AppliesTo.ALL)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
