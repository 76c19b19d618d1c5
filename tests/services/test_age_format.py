"""Sealed files as `age` writes them: a published vector opens, and nothing that was changed or cut off does."""

import base64
import hashlib
import io
import os

import pytest

from pid_tracker.services.backup import age_keys
from pid_tracker.services.backup.age_format import CHUNK, CannotOpenFile, OpenedFile, SealingFile

#: The vector `age/testdata/x25519` of github.com/C2SP/CCTV, which every implementation of the format has to open.
IDENTITY = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
PAYLOAD = "013f54400c82da08037759ada907a8b864e97de81c088a182062c4b5622fd2ab"
VECTOR = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FYTnlDVkpwTDdPdXdQZFZ3UEw3S1FFYkZET0Nj"
    "CmhqYWJHWHdTTFE5YzNTNkx3MmkrUzJUdTJmaXdRSEhzbGJCTjZCNDFGTEUKLS0tIFd5SnA5Ri85Rk9aaDdnSmRoZXEyV0lKY3dI"
    "Z1ljOE5JVmgzZGR3aHJjTmcK7s9ix86RtDMnTmjU8vkTTLdMW/73vqpSyPC8DpksHoMx+2Y="
)


def read_all(opened: OpenedFile) -> bytes:
    return b"".join(iter(lambda: opened.read(10_000), b""))


def sealed(content: bytes, *pairs: age_keys.Pair) -> bytes:
    target = io.BytesIO()
    sealing = SealingFile(target, age_keys.read_public(",".join(pair.public for pair in pairs)))
    for start in range(0, len(content), 10_240):
        sealing.write(content[start : start + 10_240])
    sealing.close()
    return target.getvalue()


def opened(content: bytes, pair: age_keys.Pair) -> bytes:
    return read_all(OpenedFile(io.BytesIO(content), age_keys.read_private(pair.private)))


def test_the_published_vector_opens() -> None:
    content = read_all(OpenedFile(io.BytesIO(VECTOR), age_keys.read_private(IDENTITY)))
    assert hashlib.sha256(content).hexdigest() == PAYLOAD


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200_000])
def test_what_was_sealed_opens_for_each_of_the_keys(size: int) -> None:
    one, other, content = age_keys.new_pair(), age_keys.new_pair(), os.urandom(size)
    box = sealed(content, one, other)
    assert content == opened(box, one) == opened(box, other)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpenFile, match="another key"):
        opened(sealed(b"isi", age_keys.new_pair()), age_keys.new_pair())


@pytest.mark.parametrize("place", [30, 80, 150, 200, 240, 70_000, -1])
def test_a_changed_byte_is_noticed_wherever_it_stands(place: int) -> None:
    pair = age_keys.new_pair()
    box = bytearray(sealed(bytes(3 * CHUNK), pair))
    box[place] ^= 1
    with pytest.raises(CannotOpenFile):
        opened(bytes(box), pair)


@pytest.mark.parametrize("chunks", [1, 2, 2.5])
def test_a_file_that_was_cut_off_is_noticed_also_between_two_chunks(chunks: float) -> None:
    pair = age_keys.new_pair()
    box = sealed(bytes(3 * CHUNK), pair)
    header = len(box) - 3 * (CHUNK + 16)
    with pytest.raises(CannotOpenFile):
        opened(box[: header + int(chunks * (CHUNK + 16))], pair)


def test_two_chunks_do_not_change_places() -> None:
    pair = age_keys.new_pair()
    box = sealed(os.urandom(3 * CHUNK), pair)
    size = CHUNK + 16
    header, first, second, third = box[: -3 * size], box[-3 * size : -2 * size], box[-2 * size : -size], box[-size:]
    with pytest.raises(CannotOpenFile):
        opened(header + second + first + third, pair)


def test_what_is_no_sealed_file_is_named_so() -> None:
    for content in (b"", b"PK\x03\x04", VECTOR[:40]):
        with pytest.raises(CannotOpenFile):
            opened(content, age_keys.new_pair())


def test_a_key_file_may_carry_remarks_and_a_wrong_letter_is_noticed() -> None:
    pair = age_keys.new_pair()
    private = age_keys.read_private(f"# dibuat hari ini\n\n{pair.private}\n")
    assert private.public_key().public_bytes_raw() == age_keys.read_public(pair.public)[0].public_bytes_raw()
    wrong = pair.public[:-1] + ("q" if pair.public[-1] != "q" else "p")
    for text in ("", wrong, pair.private, "age1", "kunci"):
        with pytest.raises(age_keys.BadKey):
            age_keys.read_public(text)
    for text in ("", "# kosong", pair.public):
        with pytest.raises(age_keys.BadKey):
            age_keys.read_private(text)
