"""Rows whose text more than one person may save: how often they were saved, and by whom last."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column


class Revised:
    """A mixin. `revision` counts the savings, so that an old form is told that it is old; `saved_by` is the office of
    who saved last, never a person's name. Written by `services/gate/revising.py` alone."""

    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    saved_by: Mapped[str] = mapped_column(default="", server_default="")
    saved_at: Mapped[datetime | None]
