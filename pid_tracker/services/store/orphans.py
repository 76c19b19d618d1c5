"""Bytes without a row: what a process left that died between storing a file and committing its record.

A night looks into one folder in SHARE, so that no night reads the whole store and no orphan stays for more than SHARE
nights after its grace.
"""

from datetime import datetime, timedelta

import obstore
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import Document
from pid_tracker.services.store import files

#: Younger bytes may belong to a record that is about to be committed.
GRACE = timedelta(days=1)
SHARE = 16
_FOLDERS = tuple(f"{number:02x}" for number in range(256))  # as `files.keep` draws them


def sweep(now: datetime) -> int:
    """Delete what is older than GRACE and belongs to no document, in this night's share of the folders; how many."""
    store, swept = files.store(), 0
    for folder in _FOLDERS[now.toordinal() % SHARE :: SHARE]:
        for chunk in [*obstore.list(store, folder, chunk_size=500)]:
            old = {one["path"] for one in chunk if one["last_modified"] < now - GRACE}
            known = db.session.scalars(select(Document.storage_key).where(Document.storage_key.in_(old)))
            for key in old.difference(known):
                obstore.delete(store, key)
                swept += 1
    return swept
