"""Passwords of officers: which are taken, and their hashes (argon2id).

Length counts, composition does not, and nothing expires by the calendar; a password is changed on evidence. The bounds
are those of the checks on which this system is judged: at least fifteen characters, never cut, normalised once (NFC).
"""

import re
import secrets
import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 15
LONGEST = 1000
#: Argon2id at the library's own cost (RFC 9106, low memory). Only the accounts of the tests are hashed cheaper.
HASHER = PasswordHasher()

#: Words that everybody tries first; what is left of a password without them must still be long enough.
_COMMON_WORDS = (
    "password", "passw0rd", "katasandi", "sandi", "kata", "rahasia", "admin", "administrator", "petugas", "qwerty",
    "asdfgh", "zxcvbn", "welcome", "selamat", "datang", "letmein", "iloveyou", "sayang", "cinta", "bismillah",
    "indonesia", "merdeka", "pancasila", "garuda", "ppid", "informasi", "publik", "diskominfo", "kominfo", "pemprov",
    "pemda", "dinas", "provinsi", "kabupaten", "kota", "maluku", "ambon", "kupang", "jakarta", "papua", "buru", "tual",
    "doraemon", "master", "dragon", "monkey", "football", "sepakbola", "superman", "abc", "tes", "test", "user",
)  # fmt: skip
_LEAST_LEFT = 6
_LEAST_DIFFERENT = 5


def normalised(password: str) -> str:
    """The one form in which a password is hashed and compared (NFC); nothing is trimmed or cut."""
    return unicodedata.normalize("NFC", password)


def why_refused(password: str, username: str, name: str) -> str:
    """Why `password` is not taken, as one Indonesian sentence; empty when it is."""
    plain = normalised(password)
    if len(plain) < SHORTEST:
        return f"Kata sandi paling sedikit {SHORTEST} huruf. Pakai beberapa kata, misalnya satu kalimat pendek"
    if len(plain) > LONGEST:
        return f"Kata sandi paling panjang {LONGEST} huruf"
    folded = plain.casefold()
    if len(set(folded)) < _LEAST_DIFFERENT or _is_a_run(folded):
        return "Kata sandi ini mudah ditebak: hurufnya berulang atau berurutan"
    own = [word for word in (username.casefold(), *re.split(r"\W+", name.casefold())) if len(word) > 2]
    letters = left = re.sub(r"[\W\d_]+", "", folded)
    for word in sorted({*_COMMON_WORDS, *own}, key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < _LEAST_LEFT and len(left) < len(letters):
        return "Kata sandi ini mudah ditebak: isinya nama Anda atau kata yang sering dipakai"
    return ""


def _is_a_run(text: str) -> bool:
    """Whether all neighbours stand one apart: 123456…, abcdef…, also turned at the ten (9 to 0)."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def hash_password(password: str) -> str:
    """The hash to store."""
    return HASHER.hash(normalised(password))


#: Compared for unknown names, so that they take as long as known ones.
_NOBODY = hash_password(secrets.token_urlsafe(24))


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one that was hashed; as slow for nobody's (None) as for somebody's."""
    try:
        return HASHER.verify(stored or _NOBODY, normalised(password)[:LONGEST]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def random_half() -> str:
    """Half of a password to be shown once and changed at the first sign-in: two groups that can be read out. A half
    alone is 49 bits away from the whole."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(2))


def random_password() -> str:
    """A whole one, for who is alone at the server."""
    return f"{random_half()}-{random_half()}"
