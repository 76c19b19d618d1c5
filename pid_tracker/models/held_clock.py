"""Clock notes (catatan jam): which recorded instants are not to be believed, because the server's clock had leapt."""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base


class ClockNote(Base):
    """Up to event `up_to_position` and snapshot `up_to_snapshot`, instants later than `noted_at` are not believed.

    Append-only: triggers refuse UPDATE and DELETE. `id` runs from 1 without gaps; the chain's head counts the notes.
    Each is hashed over the one before, and over `chain_hash`, the hash of the event up to which it speaks.
    """

    __tablename__ = "clock_note"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    up_to_position: Mapped[int] = mapped_column(BigInteger)
    up_to_snapshot: Mapped[int]
    noted_at: Mapped[datetime]
    reason: Mapped[str]
    chain_hash: Mapped[bytes] = mapped_column(LargeBinary)
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
