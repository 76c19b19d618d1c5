"""Keys of backups, written as `age` writes them: a public one that seals (`age1...`), a private one that opens.

Bech32 (BIP 173) without its limit of 90 characters, as age-encryption.org/v1 uses it.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

_PUBLIC, _PRIVATE = "age", "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class BadKey(ValueError):
    """A text that is no key of this kind."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both keys as text. The private one never lies on the server that is backed up."""

    public: str
    private: str


def new_pair() -> Pair:
    """A pair that nobody else has."""
    private = X25519PrivateKey.generate()
    return Pair(
        _encode(_PUBLIC, private.public_key().public_bytes_raw()),
        _encode(_PRIVATE, private.private_bytes_raw()).upper(),
    )


def read_public(text: str) -> tuple[X25519PublicKey, ...]:
    """The public keys in a text, separated by commas or spaces; BadKey when there is none, or one is no key."""
    keys = tuple(X25519PublicKey.from_public_bytes(_decode(_PUBLIC, word)) for word in text.replace(",", " ").split())
    if not keys:
        raise BadKey("no key")
    return keys


def read_private(text: str) -> X25519PrivateKey:
    """The first private key in the text of a key file, in which lines with # are remarks; BadKey when there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise BadKey("no key")
    return X25519PrivateKey.from_private_bytes(_decode(_PRIVATE, lines[0]))


def _encode(kind: str, content: bytes) -> str:
    values = _regroup(content, 8, 5)
    check = _polymod([*_expanded(kind), *values, *[0] * 6]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{kind}1{''.join(_LETTERS[value] for value in values)}"


def _decode(kind: str, text: str) -> bytes:
    found, _, letters = text.lower().rpartition("1")
    if found != kind or text not in (text.lower(), text.upper()) or not set(letters) <= set(_LETTERS):
        raise BadKey(f"a key begins with {kind}1")
    values = [_LETTERS.index(letter) for letter in letters]
    if _polymod([*_expanded(kind), *values]) != 1:
        raise BadKey("a letter of the key is wrong")
    content = bytes(_regroup(values[:-6], 5, 8))
    if len(content) != 32:
        raise BadKey("the key has another length")
    return content


def _expanded(kind: str) -> list[int]:
    return [*(ord(letter) >> 5 for letter in kind), 0, *(ord(letter) & 31 for letter in kind)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place in range(5):
            check ^= _GENERATOR[place] if top >> place & 1 else 0
    return check


def _regroup(values: bytes | list[int], size: int, new_size: int) -> list[int]:
    """Bits in groups of `size` as groups of `new_size`; what is left over is filled with zeros, or dropped (to 8)."""
    held, bits, groups = 0, 0, []
    for value in values:
        held, bits = held << size | value, bits + size
        while bits >= new_size:
            bits -= new_size
            groups.append(held >> bits & (1 << new_size) - 1)
    if bits and new_size == 5:
        groups.append(held << new_size - bits & 31)
    return groups
