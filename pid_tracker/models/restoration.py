"""What was brought back from a backup."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base


class Restoration(Base):
    """This database is a backup that was restored. It knows nothing after `known_until`; pages say so until somebody
    has looked after what is missing (`acknowledged_at`). The rows stay, as the history of the installation."""

    __tablename__ = "restoration"

    id: Mapped[int] = mapped_column(primary_key=True)
    known_until: Mapped[datetime]
    restored_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
