"""The rooms of the services: each says what stands in it, and its index leaves nothing out."""

from pathlib import Path

import pytest

from tests import room_index


@pytest.mark.parametrize("room", room_index.rooms(), ids=lambda room: room.name)
def test_the_index_of_a_room_is_complete(room: Path) -> None:
    assert room_index.docstring(room / "__init__.py") == room_index.whole(room).strip(), "python -m tests.room_index"


def test_no_use_case_stands_outside_the_rooms() -> None:
    assert [path.name for path in room_index.SERVICES.glob("*.py")] == ["__init__.py"]


def test_the_house_names_every_room() -> None:
    told = room_index.docstring(room_index.SERVICES / "__init__.py")
    assert [room.name for room in room_index.rooms() if f"    {room.name} " not in told] == []
