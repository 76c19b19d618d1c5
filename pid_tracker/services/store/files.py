"""The file store: bytes under random keys, through obstore (a folder or S3); personal files are sealed before they
leave.

Bytes follow the record: those of a file whose transaction does not end in a commit are deleted with it, whatever
refused the act, and those of an erased file only once the commit is done. A caller may keep a file before its act, or
after.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from pid_tracker.extensions import db, sealer, storage_url
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Document, Draft, Part
from pid_tracker.sealing import CannotOpen

#: Kinds that hold personal data, or what only a closed inspection may see, and are sealed at rest.
SEALED_KINDS = frozenset(
    {
        *(DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY, DocumentKind.DEED, DocumentKind.RECEIVED_LETTER),
        *(DocumentKind.STATEMENT, DocumentKind.RECEIPT, DocumentKind.OBJECTION),
        DocumentKind.CLOSED_INSPECTION,
    }
)
_PURPOSE = "document.content"
_UNSETTLED = "pid_tracker.files"
#: How long a monitor waits for S3.
_SOON: Any = {
    "client_options": {"timeout": timedelta(seconds=5), "connect_timeout": timedelta(seconds=2)},
    "retry_config": {"max_retries": 0, "retry_timeout": timedelta(seconds=5)},
}


class BrokenFile(Exception):
    """A stored file that is gone or was changed; the message says which, in Indonesian."""


class NotStored(Exception):
    """The store took nothing: its disk is full, or it does not answer. Nothing is kept, and the act did not happen."""


@dataclass(slots=True)
class _Unsettled:
    """Keys of what this transaction stored, and of what it erased."""

    kept: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)


def _unsettled() -> _Unsettled:
    found: _Unsettled = db.session.info.setdefault(_UNSETTLED, _Unsettled())
    return found


@event.listens_for(db.session, "after_commit")
def _committed(session: Session) -> None:
    if unsettled := session.info.pop(_UNSETTLED, None):
        _delete(unsettled.erased)


@event.listens_for(db.session, "after_transaction_end")
def _ended(session: Session, transaction: SessionTransaction) -> None:
    """Whatever was not committed by now never will be."""
    if transaction.parent is None and (unsettled := session.info.pop(_UNSETTLED, None)):
        _delete(unsettled.kept)


def _delete(keys: set[str]) -> None:
    for key in keys:
        with suppress(BaseError, FileNotFoundError):  # already gone: nothing is left to erase
            obstore.delete(store(), key)


def _folder() -> Path | None:
    """The folder at STORAGE_URL; None when the files are in S3, which acknowledges only what it holds."""
    url = storage_url()
    return Path(unquote(urlsplit(url).path)) if url.startswith("file://") else None


def store() -> ObjectStore:
    """The store at STORAGE_URL; a folder is made on first use, closed to other users of the machine."""
    if (folder := _folder()) is not None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return from_url(storage_url())


def takes_bytes() -> bool:
    """Whether the store takes bytes now: one small file, always the same. A store that is away answers in seconds."""
    try:
        target = store() if _folder() is not None else from_url(storage_url(), **_SOON)
        obstore.put(target, "kesiapan", b"siap")
    except (BaseError, OSError):
        return False
    return True


def put(key: str, content: bytes) -> None:
    """Store bytes as they are under a new key; on return a power cut takes neither the bytes nor their name.
    NotStored otherwise."""
    try:
        obstore.put(store(), key, content, mode="create")
        if (folder := _folder()) is not None:
            for path in (folder / key, (folder / key).parent, folder):
                sync(path)
    except (BaseError, OSError) as error:
        raise NotStored(f"{type(error).__name__}: {error}") from error


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk: what a power cut does not take. OSError otherwise."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep(
    content: bytes,
    *,
    kind: DocumentKind,
    name: str,
    media_type: str,
    now: datetime,
    case: CaseFile | None = None,
    draft: Draft | None = None,
    part: Part | None = None,
    user_id: int | None = None,
) -> Document:
    """Store `content` under a new random key and give its row; the bytes are durable before the row is committed,
    and go when it is not."""
    is_sealed = kind in SEALED_KINDS
    key = f"{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    put(key, sealer().seal(content, _PURPOSE) if is_sealed else content)
    _unsettled().kept.add(key)
    document = Document(
        public_id=secrets.token_urlsafe(16),
        case_id=case.id if case else None,
        draft_id=draft.id if draft else None,
        part_id=part.id if part else None,
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_key=key,
        is_sealed=is_sealed,
        uploaded_at=now,
        uploaded_by_id=user_id,
    )
    db.session.add(document)
    db.session.flush()
    return document


def read(document: Document) -> bytes:
    """The content of a stored file; BrokenFile when it is gone or does not open."""
    try:
        stored = bytes(obstore.get(store(), document.storage_key).bytes())
    except (BaseError, FileNotFoundError) as error:
        raise BrokenFile("berkas tidak ada di penyimpanan") from error
    try:
        content = sealer().unseal(stored, _PURPOSE) if document.is_sealed else stored
    except CannotOpen:
        raise BrokenFile("berkas rusak (sidik tidak cocok)") from None
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise BrokenFile("berkas rusak (sidik tidak cocok)")
    return content


def erase(document: Document) -> None:
    """Delete the row, and the bytes once that is committed: a draft's file that was replaced or ran out."""
    _unsettled().erased.add(document.storage_key)
    db.session.delete(document)
