"""Incomplete input: an act that lacks what the law, or the form that keeps it, asks for."""

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
