"""The two databases of a worker: each at one address for all its tests, filled from a kept copy before each of them.

One address, because then one application serves all tests of a worker, and what it, Jinja and SQLAlchemy have compiled
stays compiled. A copy is made once and named; "empty" is the one that the migrations make.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from tests import servers

EMPTY = "empty"


class OwnDatabase(ABC):
    """One database, and the copies of it that are kept; nobody may be connected while it is filled or kept."""

    def __init__(self, url: str) -> None:
        """Nothing is made yet; `url` is the SQLAlchemy address."""
        self.url = url
        self.copies: set[str] = set()

    def ready(self, migrate: Callable[[str], None]) -> None:
        """Fill it with the empty tables, which `migrate` makes the first time."""
        if EMPTY not in self.copies:
            self._create()
            migrate(self.url)
            self.keep(EMPTY)
        self.fill(EMPTY)

    def keep(self, name: str) -> None:
        """Keep what it holds now under `name`."""
        self._copy_out(name)
        self.copies.add(name)

    @abstractmethod
    def fill(self, name: str) -> None:
        """Make it hold exactly what was kept under `name`."""

    @abstractmethod
    def _create(self) -> None: ...

    @abstractmethod
    def _copy_out(self, name: str) -> None: ...


class SQLiteDatabase(OwnDatabase):
    """A file; its copies lie beside it."""

    def __init__(self, folder: Path) -> None:
        """The file test.db in `folder`."""
        super().__init__(f"sqlite:///{folder / 'test.db'}")
        self._folder = folder

    def fill(self, name: str) -> None:
        """The copy takes the place of the file and of its write-ahead log."""
        for old in self._folder.glob("test.db*"):
            old.unlink()
        shutil.copy(self._folder / f"{name}.copy", self._folder / "test.db")

    def _create(self) -> None:
        pass  # the first connection does

    def _copy_out(self, name: str) -> None:
        assert not (self._folder / "test.db-wal").exists(), "somebody is still connected"
        shutil.copy(self._folder / "test.db", self._folder / f"{name}.copy")


class PostgreSQLDatabase(OwnDatabase):
    """A database of this run's server; its copies are the templates of that server."""

    def __init__(self) -> None:
        """A name that no other worker has."""
        self._name = servers.new_name()
        super().__init__(servers.database_address(self._name))

    def fill(self, name: str) -> None:
        """Made anew from the copy; who is still connected is thrown out."""
        servers.drop_database(self._name)
        servers.create_database(self._name, f"{self._name}_{name}")

    def _create(self) -> None:
        servers.create_database(self._name)

    def _copy_out(self, name: str) -> None:
        servers.create_database(f"{self._name}_{name}", self._name)
