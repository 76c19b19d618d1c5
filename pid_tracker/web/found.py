"""What an address names, or 404: nobody learns whether what they may not see exists."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import abort

T = TypeVar("T")


def or_404(found: T | None) -> T:
    """What was found, or 404."""
    return found if found is not None else abort(404)


def the_one(rows: Iterable[T], is_it: Callable[[T], bool]) -> T:
    """The first of the rows that is meant, or 404."""
    return or_404(next(filter(is_it, rows), None))
