"""Typed fields to JSON and back: text, numbers, dates as ISO, members of a StrEnum by value, tuples as lists, mappings.

A `Record` is a frozen dataclass of such fields. A field that is None is left out, so that what was never said stays
unsaid, byte for byte; `or_null` marks the few that are written as null. A value of another type than its field says is
refused, never bent into shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

JSONValue = str | int | bool | None | list["JSONValue"] | dict[str, "JSONValue"]

_Plain = TypeVar("_Plain")
_NULL = "written as null beside"


class Malformed(ValueError):
    """What is stored is not what its type says."""


def or_null(beside: str) -> Any:  # as `dataclasses.field`: what it gives stands for a value of the field's type
    """A field that may be None, and is then written as null whenever the field `beside` is there and not false."""
    return field(default=None, metadata={_NULL: beside})


@dataclass(frozen=True, slots=True)
class Record:
    """Fields with a type each, and their JSON."""

    def to_json(self) -> dict[str, JSONValue]:
        """The fields as JSON, under their names."""
        told: dict[str, JSONValue] = {}
        for one in fields(self):
            value, beside = getattr(self, one.name), one.metadata.get(_NULL)
            if value is not None or (beside and getattr(self, beside) not in (None, False)):
                told[one.name] = _encoded(value)
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, object]) -> Self:
        """The record that gives this JSON; Malformed when none does: a name too many, one missing, another type."""
        decoders = cls._decoders()
        try:
            return cls(**{name: decoders[name](value) for name, value in told.items()})
        except (KeyError, TypeError, ValueError) as error:
            raise Malformed(f"{cls.__name__}: {error}") from error

    @classmethod
    @cache
    def _decoders(cls) -> Mapping[str, Callable[[object], Any]]:
        hints = get_type_hints(cls)
        return {one.name: _decoder(hints[one.name]) for one in fields(cls)}


def _encoded(value: object) -> JSONValue:
    match value:
        case StrEnum():
            return value.value
        case None | str() | int():
            return value
        case date():
            return value.isoformat()
        case Record():
            return value.to_json()
        case tuple() | list():
            return [_encoded(item) for item in value]
        case Mapping():
            return {str(name): _encoded(item) for name, item in value.items()}
    raise TypeError(f"no record holds a {type(value).__name__}")


def _decoder(hint: object) -> Callable[[object], object]:
    outer, inner = get_origin(hint), get_args(hint)
    if outer is UnionType:
        (some,) = (_decoder(one) for one in inner if one is not NoneType)
        return lambda value: None if value is None else some(value)
    if outer is tuple:
        item = _decoder(inner[0])
        return lambda value: tuple(item(one) for one in _of(list, value))
    if outer is Mapping:
        item = _decoder(inner[1])
        return lambda value: {name: item(one) for name, one in _of(dict, value).items()}
    if hint is date:
        return lambda value: date.fromisoformat(_of(str, value))
    if isinstance(hint, type) and issubclass(hint, Record):
        return lambda value: hint.from_json(_of(dict, value))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda value: hint(_of(str, value))
    if isinstance(hint, type) and hint in (str, int, bool):
        return lambda value: _of(hint, value)
    raise TypeError(f"no record holds a {hint}")


def _of(kind: type[_Plain], value: object) -> _Plain:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
