"""One backup as one sealed file: a tar with every file that the database names, the database, and a manifest of both.

`age -d -i KEY backup.age | tar -x` opens it without this program.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pid_tracker.services.backup.age_format import CannotOpenFile, OpenedFile, SealingFile

DATABASE = "database"
_FILES, _MANIFEST = "files/", "manifest.json"
_STORED = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{32}")  # as `files.keep` draws them: no name leads elsewhere
FORMAT = 1


class BrokenBackup(Exception):
    """A backup that does not open, or does not hold what its manifest says; the message is Indonesian."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. Everything acknowledged before `known_until` is in it.

    `kind` is the database's ("sqlite", "postgresql"), `head` the newest event's hash, `key_ids` those of FIELD_KEYS
    that its seals need. `erased`: files that were erased while the backup ran, whose rows go at the restoration;
    `missing`: files that the site itself had lost. `sums` are SHA-256 by name, of the bytes as stored.
    """

    known_until: str
    mode: str
    kind: str
    revision: str
    head: str
    key_ids: list[str]
    erased: list[str]
    missing: list[str]
    sums: dict[str, str]
    format: int = FORMAT

    @property
    def until(self) -> datetime:
        """`known_until` as an instant."""
        return datetime.fromisoformat(self.known_until)

    @property
    def files(self) -> int:
        """How many files of the store are in it."""
        return sum(name.startswith(_FILES) for name in self.sums)


class Bundle:
    """A backup that is being written."""

    def __init__(self, sealing: SealingFile) -> None:
        """Nothing is in it yet."""
        self._tar = tarfile.open(mode="w|", fileobj=cast(BinaryIO, sealing))  # noqa: SIM115 - closed by `finish`
        self.sums: dict[str, str] = {}

    def add_database(self, path: Path) -> None:
        """Put the copy of the database in."""
        with path.open("rb") as file:
            self.sums[DATABASE] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._add(DATABASE, file, path.stat().st_size)

    def add_file(self, key: str, content: bytes) -> None:
        """Put a file of the store in, as it is stored."""
        name = _FILES + key
        self.sums[name] = hashlib.sha256(content).hexdigest()
        self._add(name, io.BytesIO(content), len(content))

    def finish(self, manifest: Manifest) -> None:
        """Put the manifest in, the last of all."""
        content = json.dumps(asdict(manifest), indent=1).encode()
        self._add(_MANIFEST, io.BytesIO(content), len(content))
        self._tar.close()

    def _add(self, name: str, content: BinaryIO, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, content)


def check(path: Path, key: X25519PrivateKey | bytes) -> Manifest:
    """Read a whole backup and hold it against its manifest; BrokenBackup names the first difference."""
    found, manifest = dict[str, str](), None
    with _members(path, key) as members:
        for name, content in members:
            if manifest is not None:
                raise BrokenBackup(f"{name} berdiri sesudah daftar isi")
            if name == _MANIFEST:
                manifest = _read_manifest(content.read())
            elif name == DATABASE or _STORED.fullmatch(name):
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
            else:
                raise BrokenBackup(f"{name} bukan bagian dari cadangan")
    if manifest is None or found != manifest.sums:
        raise BrokenBackup("isinya tidak sama dengan daftar isinya")
    return manifest


def unpack(
    path: Path,
    key: X25519PrivateKey,
    take_file: Callable[[str, bytes], None],
    take_database: Callable[[BinaryIO], None],
) -> None:
    """Hand out every file (its key, its bytes) of a backup that was checked, and last the database."""
    with _members(path, key) as members:
        for name, content in members:
            if name == DATABASE:
                take_database(content)
            elif name.startswith(_FILES):
                take_file(name.removeprefix(_FILES), content.read())


@contextmanager
def _members(path: Path, key: X25519PrivateKey | bytes) -> Iterator[Iterator[tuple[str, io.BufferedReader]]]:
    """Every member, in order; what lies behind the last one is read too, since the seal of the end proves the whole."""
    try:
        with path.open("rb") as sealed:
            opened = OpenedFile(sealed, key)
            with tarfile.open(mode="r|", fileobj=cast(BinaryIO, opened)) as tar:
                yield ((one.name, cast(io.BufferedReader, tar.extractfile(one))) for one in tar if _is_file(one))
            while opened.read(1 << 20):
                pass
    except CannotOpenFile as error:
        raise BrokenBackup(_WHY.get(str(error), "isinya berubah atau terpotong")) from None
    except tarfile.TarError:
        raise BrokenBackup("isinya tidak dapat dibaca") from None


_WHY = {
    "sealed for another key": "kunci ini bukan kunci untuk cadangan itu",
    "no file of this format": "berkas itu bukan cadangan",
}


def _is_file(member: tarfile.TarInfo) -> bool:
    if not member.isfile():
        raise BrokenBackup(f"{member.name} bukan berkas")
    return True


def _read_manifest(content: bytes) -> Manifest:
    try:
        return Manifest(**json.loads(content))
    except (ValueError, TypeError):
        raise BrokenBackup("daftar isinya tidak dikenal; mungkin dibuat oleh program yang lebih baru") from None
