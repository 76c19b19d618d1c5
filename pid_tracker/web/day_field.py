"""A field for a civil date whose mistakes are told in Indonesian."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField


class Day(DateField):
    """A day as the browser's own field gives it, or typed as 2026-04-17; `wrong` says how to write it."""

    wrong = "Tulis tanggal seperti 2026-04-17"

    def process_formdata(self, valuelist: Sequence[Any] | None) -> None:
        """Read the day, or say what one looks like."""
        try:
            super().process_formdata(valuelist)  # type: ignore[arg-type]  # the stubs want a list; any sequence does
        except ValueError:
            raise ValueError(self.wrong) from None
