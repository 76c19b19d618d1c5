"""Sealing of personal fields: AES-256-GCM with a key id, and keyed blind indexes for look-ups.

A sealed value is key id (4 bytes) | nonce (12) | ciphertext; the associated data names the table and column, so that a
value copied to another column does not open. Keys rotate: seal with the newest, open with any.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class CannotOpen(Exception):
    """A sealed value that no key at hand opens, or that was changed."""


class Sealer:
    """Seals and opens with the keys of the installation, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Take keys of 32 bytes each; at least one."""
        if not keys:
            raise ValueError("at least one key is needed")
        self._keys = {self._key_id(key): key for key in reversed(keys)}
        self._newest = keys[0]
        self._all = tuple(keys)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids (hex) of the keys at hand: they stand in every sealed value and say nothing of the key."""
        return tuple(sorted(key_id.hex() for key_id in self._keys))

    @staticmethod
    def _key_id(key: bytes) -> bytes:
        return hashlib.sha256(b"pid-tracker key id" + key).digest()[:4]

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """`plain` sealed with the newest key for `purpose` ("table.column")."""
        nonce = os.urandom(12)
        return self._key_id(self._newest) + nonce + AESGCM(self._newest).encrypt(nonce, plain, purpose.encode())

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for `purpose`; CannotOpen when no key fits or a byte was changed."""
        key = self._keys.get(sealed[:4])
        if key is None:
            raise CannotOpen("no key for this value")
        try:
            return AESGCM(key).decrypt(sealed[4:16], sealed[16:], purpose.encode())
        except InvalidTag:
            raise CannotOpen("the value was changed") from None

    def blind(self, value: str, purpose: str) -> bytes:
        """A keyed fingerprint of `value` to store beside the sealed field (16 bytes)."""
        return self._blind(self._newest, value, purpose)

    def blinds(self, value: str, purpose: str) -> tuple[bytes, ...]:
        """The fingerprints of `value` under every key: look up with all of them, also after a rotation."""
        return tuple(self._blind(key, value, purpose) for key in self._all)

    @staticmethod
    def _blind(key: bytes, value: str, purpose: str) -> bytes:
        return hmac.digest(key, b"blind|" + purpose.encode() + b"|" + value.encode(), "sha256")[:16]
