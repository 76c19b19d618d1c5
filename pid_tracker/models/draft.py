"""Drafts of requests: a lost line loses nothing for seven days."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base, Sealed


class Draft(Base):
    """What somebody has typed so far, sealed. `token_blind` finds it from the cookie or the resume link."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_blind: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    resume_blind: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)  # the short code to continue later
    form_token: Mapped[str] = mapped_column(unique=True)  # becomes the case's own: one POST, one case
    answers: Mapped[str] = mapped_column(Sealed("draft.answers"))  # JSON
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
