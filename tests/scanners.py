"""A real virus scanner for the tests: clamd from Debian, with a signature of our own and nothing of the world's."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

#: What our signature knows: a text that stands in no other file.
EVIL = b"PID-TRACKER-UJI-" + b"VIRUS-BUATAN-SENDIRI"
NAME = "Uji.Buatan.Sendiri.UNOFFICIAL"
_SECONDS = 60

_SETTINGS = """
Foreground yes
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LocalSocket {folder}/clamd.ctl
TCPAddr 127.0.0.1
TCPSocket {port}
LogFile {folder}/clamd.log
StreamMaxLength 1M
ConcurrentDatabaseReload no
SelfCheck 0
"""


class OwnClamd:
    """A clamd in a folder of its own, on a socket and a port; it takes streams of up to 1 MB."""

    def __init__(self, folder: Path) -> None:
        """Start it, and wait until it answers."""
        program = shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            pytest.fail("clamd is missing: sudo apt-get install clamav-daemon")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "signatures").mkdir()
        signature = f"Uji.Buatan.Sendiri:0:*:{EVIL.hex()}\n"
        (folder / "signatures" / "own.ndb").write_text(signature, encoding="ascii")
        (folder / "clamd.conf").write_text(_SETTINGS.format(folder=folder, port=port), encoding="utf-8")
        self.socket_url, self.port_url = f"unix:{folder}/clamd.ctl", f"tcp://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [program, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait(folder)

    def _wait(self, folder: Path) -> None:
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket(socket.AF_UNIX) as asked:
                if asked.connect_ex(f"{folder}/clamd.ctl") == 0:
                    asked.sendall(b"zPING\0")
                    if asked.recv(16) == b"PONG\0":
                        return
            time.sleep(0.1)
        log = folder / "clamd.log"
        self.stop()
        pytest.fail(f"clamd does not start: {log.read_text() if log.exists() else 'no log'}")

    def stop(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(timeout=_SECONDS)
