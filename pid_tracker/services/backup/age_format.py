"""Sealed files in the format of `age` (age-encryption.org/v1, X25519): whoever has the private key opens them with that
program too, without ours.

Each file has a key of its own, which the public keys wrap; the content is sealed in chunks of 64 KiB with
ChaCha20-Poly1305, numbered and with a mark on the last, so that nothing can be changed, moved or cut off. The sealed
box says nothing of who sealed it: a backup is as believable as the place that it came from.
"""

import base64
import hmac
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024
_TAG = 16
_VERSION = b"age-encryption.org/v1\n"
_STANZA = b"-> X25519 "
_LONGEST_HEADER = 64 * 1024


class CannotOpenFile(Exception):
    """A sealed file that this key does not open, or that was changed or cut off."""


class SealingFile:
    """Seals what is written to it for every one of the public keys; whole only after `close`."""

    def __init__(self, target: BinaryIO, public_keys: Sequence[X25519PublicKey]) -> None:
        """Write the header. `file_key` opens this one file, and is kept nowhere."""
        self.file_key = os.urandom(16)
        self._target, self._held, self._count = target, bytearray(), 0
        header = _VERSION + b"".join(_wrap(self.file_key, key) for key in public_keys) + b"---"
        nonce = os.urandom(16)
        target.write(header + b" " + _b64(_mac(self.file_key, header)) + b"\n" + nonce)
        self._cipher = ChaCha20Poly1305(_derive(self.file_key, nonce, b"payload"))

    def write(self, content: bytes) -> int:
        """Take more of the content."""
        self._held += content
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), is_last=False)
            del self._held[:CHUNK]
        return len(content)

    def close(self) -> None:
        """Seal the last chunk; the target stays open."""
        self._seal(bytes(self._held), is_last=True)

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._count, is_last), chunk, None))
        self._count += 1


class OpenedFile:
    """The content of a sealed file, read once from front to back."""

    def __init__(self, source: BinaryIO, key: X25519PrivateKey | bytes) -> None:
        """Open with a private key, or with the file's own; CannotOpenFile when it does not fit."""
        stanzas, header, mac = _read_header(source)
        file_key = key if isinstance(key, bytes) else _unwrap(stanzas, key)
        if not hmac.compare_digest(_mac(file_key, header), mac):
            raise CannotOpenFile("the header was changed")
        self._cipher = ChaCha20Poly1305(_derive(file_key, source.read(16), b"payload"))
        self._source, self._held = source, bytearray()
        self._chunks = self._open()

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end; CannotOpenFile where something was changed or is missing."""
        while len(self._held) < size and (chunk := next(self._chunks, None)) is not None:
            self._held += chunk
        found = bytes(self._held[:size])
        del self._held[:size]
        return found

    def _open(self) -> Iterator[bytes]:
        count, sealed = 0, self._source.read(CHUNK + _TAG)
        while True:
            following = self._source.read(CHUNK + _TAG)
            try:
                chunk = self._cipher.decrypt(_nonce(count, not following), sealed, None)
            except InvalidTag:
                raise CannotOpenFile("the content was changed or cut off") from None
            if not chunk and count:
                raise CannotOpenFile("the last chunk is empty")
            yield chunk
            if not following:
                return
            count, sealed = count + 1, following


def _read_header(source: BinaryIO) -> tuple[list[tuple[bytes, bytes]], bytes, bytes]:
    """The wrapped keys as (share, wrapped), the header up to its mark, and the mark."""
    header, stanzas = source.readline(_LONGEST_HEADER), []
    if header != _VERSION:
        raise CannotOpenFile("no file of this format")
    while (line := source.readline(_LONGEST_HEADER)) and not line.startswith(b"--- "):
        header += line
        if line.startswith(_STANZA):
            body = source.readline(_LONGEST_HEADER)
            header += body
            stanzas.append((_unb64(line.removeprefix(_STANZA)), _unb64(body)))
    return stanzas, header + b"---", _unb64(line.removeprefix(b"--- "))


def _wrap(file_key: bytes, public_key: X25519PublicKey) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    key = _wrapping_key(once.exchange(public_key), share, public_key)
    return _STANZA + _b64(share) + b"\n" + _b64(ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)) + b"\n"


def _unwrap(stanzas: Sequence[tuple[bytes, bytes]], private_key: X25519PrivateKey) -> bytes:
    for share, wrapped in stanzas:
        try:
            shared = private_key.exchange(X25519PublicKey.from_public_bytes(share))
            key = _wrapping_key(shared, share, private_key.public_key())
            return ChaCha20Poly1305(key).decrypt(bytes(12), wrapped, None)
        except (InvalidTag, ValueError):  # sealed for another key, or no point of the curve
            continue
    raise CannotOpenFile("sealed for another key")


def _wrapping_key(shared: bytes, share: bytes, public_key: X25519PublicKey) -> bytes:
    return _derive(shared, share + public_key.public_bytes_raw(), b"age-encryption.org/v1/X25519")


def _derive(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, purpose).derive(secret)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")


def _nonce(count: int, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([is_last])


def _b64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _unb64(line: bytes) -> bytes:
    text = line.removesuffix(b"\n")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise CannotOpenFile("the header was changed") from None
