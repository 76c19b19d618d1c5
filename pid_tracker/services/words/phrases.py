"""Phrases of which sentences are made: lists."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
