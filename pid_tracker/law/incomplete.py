"""Why an act is not taken: it lacks what the law or its form asks for, or it cannot be done so by this person now."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not said yet: the field, the Indonesian label, the articles that ask for it."""

    field: str
    label: str
    article: str


class Incomplete(Exception):
    """An act that lacks something; `missing` names each thing with its article."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        """Remember what is missing."""
        super().__init__("; ".join(f"{item.label} ({item.article})" for item in missing))
        self.missing = tuple(missing)


class Refused(Exception):
    """It cannot be done so; the message says why, in Indonesian, and what is possible instead."""
