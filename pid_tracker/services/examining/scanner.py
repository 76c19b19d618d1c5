"""ClamAV over its socket: the content is streamed to clamd (INSTREAM), which answers in one line.

Only when CLAMD_URL is set. A scanner that is set and does not answer lets nothing pass. The protocol: man clamd.
"""

import socket
import struct
import time
from urllib.parse import urlsplit

SECONDS = 20.0
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_CLEAN, _FOUND = b"stream: OK", b" FOUND"


class Infected(Exception):
    """The scanner knows the file; the message is the name that it gives to it."""


class ScannerDown(Exception):
    """The scanner does not answer, or not in a way that we understand."""


def scan(content: bytes, url: str, seconds: float = SECONDS) -> None:
    """Have `content` scanned at `url` (tcp://host:port or unix:/path) within so many seconds; Infected, ScannerDown."""
    until = time.monotonic() + seconds
    try:
        with _connected(url, seconds) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                connection.settimeout(_left(until))
                connection.sendall(struct.pack(">I", len(chunk)) + chunk)
            connection.sendall(struct.pack(">I", 0))
            answer = _answer(connection, until)
    except (OSError, ValueError) as error:
        raise ScannerDown(str(error)) from None
    if answer == _CLEAN:
        return
    if answer.endswith(_FOUND):
        raise Infected(answer.removeprefix(b"stream: ").removesuffix(_FOUND).decode("ascii", "replace"))
    raise ScannerDown(answer.decode("ascii", "replace"))


def _connected(url: str, seconds: float) -> socket.socket:
    where = urlsplit(url)
    if where.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(seconds)
        try:
            connection.connect(where.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((where.hostname or "", where.port or 0), timeout=seconds)


def _answer(connection: socket.socket, until: float) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(until))
        got = connection.recv(_LONGEST_ANSWER)
        if not got:
            break
        answer += got
    return answer.rstrip(b"\0")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
