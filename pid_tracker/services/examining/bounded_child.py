"""Looking through a file in a child process (`file_child.py`): the one place where that process is started."""

import json
import subprocess
import sys
from pathlib import Path

from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.services.examining import file_child
from pid_tracker.services.examining.findings import Finding, Refusal, Refused
from pid_tracker.services.examining.whole_file import Report
from pid_tracker.services.store import converters

_SECONDS = 40
_ROOT = Path(__file__).resolve().parents[3]  # the folder that holds the package
_PROGRAM = (
    f"import sys; sys.path.insert(0, {str(_ROOT)!r}); "
    "from pid_tracker.services.examining.file_child import main; main()"
)


def look(content: bytes, cpu_seconds: int = file_child.CPU_SECONDS) -> Report:
    """The report on a file; Refused when it cannot be opened, or takes more memory or time than any honest one."""
    try:
        done = converters.run([sys.executable, "-I", "-c", _PROGRAM, str(cpu_seconds)], content, _SECONDS)
    except converters.Busy:
        raise Refused(Refusal.BUSY) from None
    except subprocess.TimeoutExpired:
        raise Refused(Refusal.TOO_HEAVY) from None
    if done.returncode:  # a signal ends what wants more time than it may have
        is_heavy = done.returncode < 0 or done.returncode == file_child.TOO_HEAVY
        raise Refused(Refusal.TOO_HEAVY if is_heavy else Refusal.BROKEN)
    line, _, cleaned = done.stdout.partition(b"\n")
    answer = json.loads(line)
    if "refusal" in answer:
        raise Refused(Refusal(answer["refusal"]))
    findings = tuple(Finding(FindingKind(kind), place, shown) for kind, place, shown in answer["findings"])
    return Report(answer["kind"], findings, cleaned)
