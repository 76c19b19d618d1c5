"""A backup (cadangan) while the site writes: the database at one instant, then every file that it names, sealed to the
public keys, read back before it counts.

The order is the proof: bytes are durable before their row is committed (`store/files.py`), so a copy of the database
names no file that was not there at its instant. What is erased while the files are read counts as erased in the backup
too: its row goes when the backup is restored.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import obstore
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from obstore.exceptions import BaseError
from obstore.store import ObjectStore
from sqlalchemy import select

from pid_tracker.extensions import db, sealer
from pid_tracker.models import Document
from pid_tracker.services.backup import bundles, database_copies
from pid_tracker.services.backup.age_format import SealingFile
from pid_tracker.services.store import files

_NAMES = "pid-tracker-*.age"
_UNFINISHED = ".unfinished"
_PLAIN = "plain-copy-"


class BackupRefused(Exception):
    """No backup was made; the message says why and what to do, Indonesian."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back. `removed`: older ones that went, by name."""

    path: Path
    size: int
    manifest: bundles.Manifest
    removed: tuple[str, ...]


def back_up(folder: Path, public_keys: Sequence[X25519PublicKey], keep: int, room: Path, now: datetime) -> Backup:
    """Write a backup of everything acknowledged before `now` into `folder`, read it back, keep the newest `keep`.

    `room` is a folder for the plain copy of the database while it is read: where the database lies, never the place of
    the backups. An older backup goes only when the new one lacks nothing. Raises BackupRefused or CopyFailed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"pid-tracker-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.age"
    with _alone_in(folder), _alone_in(room):
        if path.exists():
            raise BackupRefused(f"{path.name} sudah ada")
        _clear_after_death(folder, room)
        unfinished = path.with_name(path.name + _UNFINISHED)
        try:
            manifest = _write(unfinished, public_keys, room, now)
            _name(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
        removed = () if manifest.missing else _remove_old(folder, keep)
    return Backup(path, path.stat().st_size, manifest, removed)


def _clear_after_death(folder: Path, room: Path) -> None:
    """Remove what a process left that was killed: half a backup, and the plain copy of the database."""
    for half in folder.glob(f"{_NAMES}{_UNFINISHED}"):
        half.unlink()
    for plain in room.glob(f"{_PLAIN}*"):
        shutil.rmtree(plain)


def _write(path: Path, public_keys: Sequence[X25519PublicKey], room: Path, now: datetime) -> bundles.Manifest:
    """Write and read back. The key of this one file, with which it is read, goes with this process."""
    with path.open("xb") as target, tempfile.TemporaryDirectory(prefix=_PLAIN, dir=room) as plain:
        sealing = SealingFile(target, public_keys)
        bundle, copy = bundles.Bundle(sealing), Path(plain) / bundles.DATABASE
        copy.touch(mode=0o600)
        told = database_copies.copy_out(copy)
        gone = _add_files(bundle, told.keys)
        bundle.add_database(copy)  # last: a restoration writes in this order, and names no file that is not there
        living = _still_named(gone)
        manifest = bundles.Manifest(
            known_until=now.isoformat(),
            mode=told.mode,
            kind=told.kind,
            revision=told.revision,
            head=told.head,
            key_ids=list(sealer().key_ids),
            erased=sorted(gone - living),
            missing=sorted(living),
            sums=bundle.sums,
        )
        bundle.finish(manifest)
        sealing.close()
        target.flush()
        os.fsync(target.fileno())
    if bundles.check(path, sealing.file_key) != manifest:
        raise BackupRefused("cadangan yang dibaca kembali tidak sama dengan yang ditulis; periksa media penyimpanannya")
    return manifest


def _add_files(bundle: bundles.Bundle, keys: Sequence[str]) -> set[str]:
    """Put every file in; the keys of those that are not there."""
    gone, store = set(), files.store()
    for key in keys:
        content = _stored(store, key)
        if content is None:
            gone.add(key)
        else:
            bundle.add_file(key, content)
    return gone


def _stored(store: ObjectStore, key: str) -> bytes | None:
    try:
        return bytes(obstore.get(store, key).bytes())
    except FileNotFoundError:
        return None
    except BaseError as error:
        raise BackupRefused(f"berkas {key} tidak dapat dibaca dari penyimpanan ({type(error).__name__})") from None


def _still_named(keys: set[str]) -> set[str]:
    """Those that the site still names: lost by the site itself, not erased."""
    db.session.rollback()
    rows = select(Document.storage_key).where(Document.storage_key.in_(keys))
    return set(db.session.scalars(rows))


def _name(unfinished: Path, path: Path) -> None:
    """Give the backup its name, for good, with its sum beside it (`sha256sum -c`)."""
    with unfinished.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with path.with_name(path.name + ".sha256").open("w", encoding="ascii") as file:
        file.write(f"{digest}  {path.name}\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    files.sync(path.parent)


def _remove_old(folder: Path, keep: int) -> tuple[str, ...]:
    """The names sort by time."""
    old = sorted(folder.glob(_NAMES))[:-keep]
    for path in old:
        path.unlink()
        path.with_name(path.name + ".sha256").unlink(missing_ok=True)
    return tuple(path.name for path in old)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupRefused("cadangan lain sedang ditulis; tunggu sampai selesai") from None
    finally:
        os.close(descriptor)
