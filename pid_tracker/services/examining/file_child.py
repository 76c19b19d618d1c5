"""The child process that looks through a file: little memory, little time, nothing written.

It reads the file from standard input and writes the report to standard output: a line of JSON, then the cleaned
picture, if there is one. It imports nothing that knows the database or the web.
"""

import json
import os
import resource
import sys

from pid_tracker.services.examining import whole_file
from pid_tracker.services.examining.findings import Refused

MEMORY_BYTES = 1_200_000_000
CPU_SECONDS = 20
#: Exit code: the file wanted more memory than there is.
TOO_HEAVY = 3


def main() -> None:
    """Look through standard input; the argument is how many seconds of the processor it may take."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))


def _answer(content: bytes) -> bytes:
    try:
        report = whole_file.look(content)
    except Refused as refusal:
        return json.dumps({"refusal": refusal.why.value}).encode()
    except (MemoryError, RecursionError):
        os._exit(TOO_HEAVY)  # nothing is left to say it with
    rows = [(one.kind.value, one.place, one.shown) for one in report.findings]
    return json.dumps({"kind": report.kind, "findings": rows}).encode() + b"\n" + report.cleaned
