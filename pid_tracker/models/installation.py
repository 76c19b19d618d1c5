"""What this installation is: one row."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from pid_tracker.extensions import Base


class Installation(Base):
    """The mode the database was made in: `production`, `demo` or `test`. A production start refuses a demo database."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str]
    body_code: Mapped[str]  # the body whose name stands at the top
    created_at: Mapped[datetime]
    demo_ready: Mapped[bool] = mapped_column(default=False)
