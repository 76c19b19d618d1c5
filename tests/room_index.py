"""The index of a room: its modules with what each is about, made from their docstrings.

`python -m tests.room_index` writes it into the docstrings of the rooms; `tests/test_rooms.py` compares.
"""

import ast
import re
import textwrap
from pathlib import Path

SERVICES = Path(__file__).resolve().parent.parent / "pid_tracker" / "services"
_WIDTH = 120


def rooms() -> list[Path]:
    """The packages of the services, by name."""
    return sorted(path.parent for path in SERVICES.glob("*/__init__.py"))


def docstring(path: Path) -> str:
    """The docstring of a file, as it is shown."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def introduction(room: Path) -> str:
    """What a room says of itself before its index: up to the line that begins with the name of a module."""
    names = "|".join(map(re.escape, _modules(room)))
    return re.split(rf"\n\n\s*(?:{names})  ", docstring(room / "__init__.py"), maxsplit=1)[0].strip()


def _modules(room: Path) -> dict[str, Path]:
    """The modules and packages of a room: name -> the file that has its docstring."""
    found = {path.stem: path for path in room.glob("*.py") if path.name != "__init__.py"}
    return dict(sorted((found | {path.parent.name: path for path in room.glob("*/__init__.py")}).items()))


def index(room: Path) -> str:
    """A line or two for each module and package: its name and the first sentence of its docstring."""
    paths = _modules(room)
    width = max(map(len, paths)) + 2
    lines = []
    for name, path in paths.items():
        paragraph = " ".join(docstring(path).partition("\n\n")[0].split())
        sentence = re.split(r"(?<=[a-z)\]`”])\.(?:\s|$)", paragraph, maxsplit=1)[0].rstrip(".")
        lines += textwrap.wrap(
            f"{name:<{width}}{sentence}", _WIDTH - 4, initial_indent="    ", subsequent_indent=" " * (width + 4)
        )
    return "\n".join(lines)


def whole(room: Path) -> str:
    """The docstring that a room should have."""
    return f"{introduction(room)}\n\n{index(room)}"


def main() -> None:
    """Write the index of every room."""
    for room in rooms():
        (room / "__init__.py").write_text(f'"""{whole(room)}\n"""\n', encoding="utf-8")


if __name__ == "__main__":
    main()
