"""A backup is brought back (dipulihkan): read to its end before anything is written, into an empty place only.

The files come before the database, so that no moment knows a database that names a file which is not there.
"""

from datetime import datetime
from pathlib import Path

import obstore
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete, select, update

from pid_tracker.extensions import db, sealer
from pid_tracker.models import Document, Restoration
from pid_tracker.services.backup import bundles, database_copies
from pid_tracker.services.store import files


class RestoreRefused(Exception):
    """Nothing was written; the message says why and what to do, Indonesian."""


def look_into(path: Path, key: X25519PrivateKey, mode: str) -> bundles.Manifest:
    """Read the whole backup, and see that this installation can take it. Raises BrokenBackup or RestoreRefused."""
    manifest = bundles.check(path, key)
    if manifest.format != bundles.FORMAT:
        raise RestoreRefused("cadangan ini dibuat oleh program yang lebih baru; pasang versi program itu dahulu")
    if manifest.mode not in ("", mode):
        raise RestoreRefused(f"cadangan ini dari pemasangan {manifest.mode}, pemasangan ini {mode} (PID_TRACKER_MODE)")
    if manifest.kind != database_copies.kind():
        raise RestoreRefused(
            f"cadangan ini dari {manifest.kind}, basis data di DATABASE_URL adalah {database_copies.kind()}; "
            "atur DATABASE_URL ke jenis yang sama"
        )
    if lacking := set(manifest.key_ids) - set(sealer().key_ids):
        raise RestoreRefused(
            f"FIELD_KEYS tidak memuat {len(lacking)} kunci yang dipakai cadangan ini ({', '.join(sorted(lacking))}); "
            "ambil dari tempat Anda menyimpannya"
        )
    return manifest


def need_empty_place() -> None:
    """Refuse to write where anything is already: a table, or a file."""
    if not database_copies.is_empty():
        raise RestoreRefused("basis data di DATABASE_URL tidak kosong; pakai basis data baru, atau kosongkan dahulu")
    if next(iter(obstore.list(files.store(), chunk_size=1)), None):
        raise RestoreRefused("penyimpanan di STORAGE_URL tidak kosong; pakai tempat baru, atau kosongkan dahulu")


def put_back(path: Path, key: X25519PrivateKey) -> None:
    """Write the files, then the database, as they follow each other in the backup.

    The caller brings the tables to the newest revision, and then calls `settle`.
    """
    bundles.unpack(path, key, files.put, database_copies.put_back)


def settle(manifest: bundles.Manifest, now: datetime) -> None:
    """Erase what had been erased while the backup ran, and remember until when this site knows. The caller commits."""
    db.session.execute(delete(Document).where(Document.storage_key.in_(manifest.erased)))
    db.session.add(Restoration(known_until=manifest.until, restored_at=now))


def known_until() -> datetime | None:
    """Until when this site knows, as long as nobody has looked after the rest; None when it was never restored."""
    waiting = select(Restoration.known_until).where(Restoration.acknowledged_at.is_(None))
    return db.session.scalars(waiting.order_by(Restoration.id.desc()).limit(1)).one_or_none()


def acknowledge(now: datetime) -> None:
    """Somebody has looked after what is missing: pages say no more of it. The caller commits."""
    db.session.execute(update(Restoration).where(Restoration.acknowledged_at.is_(None)).values(acknowledged_at=now))
