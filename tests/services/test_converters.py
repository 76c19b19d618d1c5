"""Converters of what strangers send: two at a time on a machine, and what is beyond is asked to wait."""

import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from pid_tracker.services.request import identity
from pid_tracker.services.store import converters
from tests.services.test_identity import BODY, DAY, picture

#: A converter that says when it begins and ends, and ends when the file `go` is there.
_TELLS = """
import os, sys, time
log, go = sys.argv[1:]
def say(word):
    with open(log, "ab", buffering=0) as out: out.write(word)
say(b"+")
while not os.path.exists(go): time.sleep(0.01)
say(b"-")
"""


def tells(folder: Path) -> list[str]:
    return [sys.executable, "-I", "-c", _TELLS, str(folder / "log"), str(folder / "go")]


def said(folder: Path) -> bytes:
    log = folder / "log"
    return log.read_bytes() if log.exists() else b""


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens in another process; what has not happened within a minute never will."""
    latest = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < latest, "waited in vain"
        time.sleep(0.02)


def test_three_serving_processes_run_two_converters_between_them(tmp_path: Path) -> None:
    """Each asks with four threads at once."""
    started = []
    for place in range(3):
        started.append(forked(lambda busy=tmp_path / f"busy{place}": _four_threads(tmp_path, busy)))
    until(lambda: said(tmp_path) == b"++" and len(list(tmp_path.glob("busy?"))) == 3)
    (tmp_path / "go").touch()
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in started] == [0, 0, 0]
    told = said(tmp_path).decode()
    running = [told[: place + 1].count("+") - told[: place + 1].count("-") for place in range(len(told))]
    assert max(running) == converters.AT_ONCE
    assert [len((tmp_path / f"busy{place}").read_text()) for place in range(3)] == [2, 2, 2]


def forked(work: Callable[[], int]) -> int:
    """The number of a process that does this and nothing else, forked as gunicorn forks its workers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12: the tests' runner has a thread
        if (child := os.fork()) == 0:
            try:
                os._exit(work())
            finally:  # it is no second run of the tests, whatever happens
                os._exit(1)
    return child


def _four_threads(folder: Path, busy: Path) -> int:
    """Two are let in, two are told to wait, before any is done."""
    refused: list[str] = []

    def ask() -> None:
        try:
            converters.run(tells(folder), b"", 60)
        except converters.Busy:
            refused.append("x")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    until(lambda: len(refused) >= 2)
    busy.write_text("".join(refused))
    for thread in threads:
        thread.join()
    return 0


def test_a_serving_process_that_is_killed_gives_its_turns_back(tmp_path: Path) -> None:
    child = forked(lambda: _four_threads(tmp_path, tmp_path / "busy"))
    until(lambda: said(tmp_path) == b"++")
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert converters.run([sys.executable, "-I", "-c", "print(7)"], b"", 60).stdout == b"7\n"
    (tmp_path / "go").touch()  # its children live on, and end by themselves


def test_a_converter_that_takes_too_long_is_ended_and_its_turn_is_free(tmp_path: Path) -> None:
    for _ in range(converters.AT_ONCE + 1):
        with pytest.raises(subprocess.TimeoutExpired):
            converters.run(tells(tmp_path), b"", 0.2)
    assert converters.run([sys.executable, "-I", "-c", "print(7)"], b"", 60).stdout == b"7\n"


def test_who_comes_when_it_is_full_reads_a_sentence_and_is_taken_later(tmp_path: Path) -> None:
    threads = [threading.Thread(target=converters.run, args=(tells(tmp_path), b"", 60)) for _ in range(2)]
    for thread in threads:
        thread.start()
    until(lambda: said(tmp_path) == b"++")
    with pytest.raises(identity.BadFile, match="Tunggu setengah menit"):
        identity.stamped_copy(picture(), BODY, DAY)
    (tmp_path / "go").touch()
    for thread in threads:
        thread.join()
    assert identity.stamped_copy(picture(), BODY, DAY).media_type == "image/jpeg"
