"""Child processes that decode what strangers send: so many at once on this machine, so many seconds each.

A file of one kilobyte can keep a converter busy for seconds. Two at a time run beside each other, two more of each
serving process wait for their turn, and the next are asked at once to come again, so that threads remain for everybody
else. The memory of a child is bounded by itself (`resource` in its own program).
"""

import atexit
import fcntl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

#: Children at once on this machine: of all processes that were forked from the one which loaded this module.
AT_ONCE = 2
#: Threads of one process that may be here, working or waiting; half of what gunicorn gives it.
OF_ONE_PROCESS = 2
_PATIENCE_SECONDS = 10
_LOOK_SECONDS = 0.05

#: A byte for each child, locked by the process that started it; the kernel gives it back when that process dies.
_turns = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the program
atexit.register(_turns.close)
_inside = threading.BoundedSemaphore(OF_ONE_PROCESS)
_taken: set[int] = set()
_taking = threading.Lock()


class Busy(Exception):
    """Too many files are being decoded; the same file is taken a little later."""


def run(command: Sequence[str], content: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run a converter with `content` as its input and nothing in its environment. Busy when there is no turn for it;
    TimeoutExpired after so many seconds."""
    if not _inside.acquire(blocking=False):
        raise Busy
    try:
        with _a_turn():
            return subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False, env={})
    finally:
        _inside.release()


@contextmanager
def _a_turn() -> Iterator[None]:
    """Hold one of the turns, or Busy after waiting for one."""
    latest = time.monotonic() + _PATIENCE_SECONDS
    while (place := _take()) is None:
        if time.monotonic() > latest:
            raise Busy
        time.sleep(_LOOK_SECONDS)
    try:
        yield
    finally:
        with _taking:
            fcntl.lockf(_turns, fcntl.LOCK_UN, 1, place)
            _taken.discard(place)


def _take() -> int | None:
    """A free turn. Threads of one process share the kernel's lock, so that `_taken` tells them apart."""
    with _taking:
        for place in range(AT_ONCE):
            if place in _taken:
                continue
            try:
                fcntl.lockf(_turns, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except OSError:
                continue
            _taken.add(place)
            return place
    return None
