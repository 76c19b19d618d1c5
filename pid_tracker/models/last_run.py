"""When the work that nobody watches was done last: one row for each kind."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base, Coded


class RunKind(StrEnum):
    """Work that a timer starts."""

    NIGHTLY = "nightly"
    VERIFY = "verify"


class LastRun(Base):
    """The last run of one kind that came to its end; one that broke off leaves the row of the one before."""

    __tablename__ = "last_run"

    kind: Mapped[RunKind] = mapped_column(Coded(RunKind), primary_key=True)
    ended_at: Mapped[datetime]
    is_sound: Mapped[bool]
