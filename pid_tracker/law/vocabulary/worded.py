"""How a closed list carries its words."""

import inspect
from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A closed list whose rows are: the stored code, the usual words, then one more for each attribute that the list
    annotates, in that order. A row of another length stops the program at its start."""

    _value_: str
    words: str

    def __new__(cls, code: str, words: str = "", *more: str) -> Self:
        """A member from its row (a call with a code alone finds the member, as with every StrEnum)."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.words = words
        for name, said in zip(inspect.get_annotations(cls), more, strict=True):
            setattr(member, name, said)
        return member

    @classmethod
    def of(cls, code: object) -> Self | None:
        """The member of a stored code; None for one that is in no list, and for "" (not told)."""
        return next((member for member in cls if member.value == code), None)

    @classmethod
    def words_of(cls, code: object, otherwise: str = "") -> str:
        """The usual words of a stored code; `otherwise` when it was not told, or is in no list."""
        member = cls.of(code)
        return otherwise if member is None else member.words

    @classmethod
    def choices(cls, place: str = "words") -> dict[str, str]:
        """Code -> words, as forms offer them: the usual ones, or those of the attribute `place` where it has any."""
        return {member.value: said for member in cls if (said := str(getattr(member, place)))}
