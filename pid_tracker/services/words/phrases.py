"""Phrases of which sentences are made: lists and amounts."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def rupiah(amount: int) -> str:
    """ "Rp36.000"."""
    return f"Rp{amount:,}".replace(",", ".")
