"""Personal fields are sealed with a key that rotates, bound to their column, and found again by a keyed fingerprint."""

import os

import pytest

from pid_tracker.sealing import CannotOpen, Sealer

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


def test_what_is_sealed_opens_again_and_says_nothing() -> None:
    sealer = Sealer([NEW])
    sealed = sealer.seal(b"8171014503740001", "requester.nik")
    assert b"8171" not in sealed
    assert sealer.unseal(sealed, "requester.nik") == b"8171014503740001"


def test_the_same_text_is_never_sealed_alike() -> None:
    sealer = Sealer([NEW])
    assert sealer.seal(b"x", "a.b") != sealer.seal(b"x", "a.b")


def test_an_old_key_still_opens_after_a_rotation() -> None:
    sealed = Sealer([OLD]).seal(b"x", "a.b")
    assert Sealer([NEW, OLD]).unseal(sealed, "a.b") == b"x"


def test_a_value_does_not_open_in_another_column() -> None:
    sealed = Sealer([NEW]).seal(b"x", "requester.nik")
    with pytest.raises(CannotOpen):
        Sealer([NEW]).unseal(sealed, "case_file.code")


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_one_changed_byte_is_seen(place: int) -> None:
    sealed = bytearray(Sealer([NEW]).seal(b"8171014503740001", "requester.nik"))
    sealed[place] ^= 1
    with pytest.raises(CannotOpen):
        Sealer([NEW]).unseal(bytes(sealed), "requester.nik")


def test_a_stranger_s_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        Sealer([os.urandom(32)]).unseal(Sealer([NEW]).seal(b"x", "a.b"), "a.b")


def test_the_fingerprint_finds_the_same_value_also_after_a_rotation() -> None:
    before = Sealer([OLD]).blind("8171014503740001", "requester.nik")
    after = Sealer([NEW, OLD])
    assert before in after.blinds("8171014503740001", "requester.nik")
    assert after.blind("8171014503740001", "requester.nik") != before
    assert after.blind("8171014503740001", "requester.nik") != after.blind("8171014503740001", "draft.token")
