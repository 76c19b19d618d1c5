"""The outbox: messages are rows written with the act itself; workers deliver them later, at least once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Coded
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models.case_file import CaseFile


class Message(Base):
    """One message to one recipient for one occasion; rendered when it is sent, from `facts` (no code, no name in it).

    `message_id` is the same at every try. `lease_until` is a worker's claim.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("case_id", "template", "recipient", "occasion"),
        Index("ix_message_due", "state", "due_at"),
        Index("ix_message_waiting", "channel", "state", "due_at"),
        Index("ix_message_recipient", "recipient", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    template: Mapped[str]
    recipient: Mapped[str]  # an address, or "meja" for the desk
    occasion: Mapped[str]  # what makes it unique: the event's seq, or a date
    channel: Mapped[MessageChannel] = mapped_column(Coded(MessageChannel))
    facts: Mapped[dict[str, Any]]
    state: Mapped[MessageState] = mapped_column(Coded(MessageState), default=MessageState.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str] = mapped_column(unique=True)

    case: Mapped[CaseFile] = relationship()
