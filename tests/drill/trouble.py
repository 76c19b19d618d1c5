"""What a machine does to a site that lives: a full disk, a database that is locked or starts again, a leaping clock."""

import resource
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pysqlite3
from sqlalchemy import func, make_url, select

from pid_tracker.clock import FrozenClock, SystemClock
from pid_tracker.extensions import db
from pid_tracker.models import CaseEventRow
from tests import servers
from tests.drill.filing import Figures, ask, hold_against_register, send, send_all, sheets, upload
from tests.drill.stage import Site, Stage


@contextmanager
def small_disk(folder: Path, megabytes: int = 24) -> Iterator[Path]:
    """A file system of its own that is soon full. It is mounted, which only root may."""
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full_disk(stage: Stage, posts: int) -> Figures:
    """A third is sent; then the disk is full, and a third tries; then there is room again, and everybody has a number.

    While it is full, reading goes on, no answer is an error without words (500), and nothing is half kept.
    """
    requesters, third = sheets(stage, posts), max(posts // 3, 1)
    others = sheets(stage, third, with_file=False, first=posts)
    with Site(stage).serving() as running:
        send_all(stage, requesters[:third], lambda _told: None)
        before = Counter(status for one in requesters for status in one.answers.elements())
        with _no_room(stage, running):
            for one in requesters[third : 2 * third]:
                send(stage, one)
            for one in others:
                upload(stage, one)
            reads = Counter(ask(stage, requesters[0], path)[0].status for path in ("/", "/lacak", "/angka", "/minta/1"))
        writes = Counter(status for one in (*requesters, *others) for status in one.answers.elements()) - before - reads
        send_all(stage, requesters, lambda _told: None)
        put = sum(upload(stage, one) for one in others)
    figures = hold_against_register(stage, requesters)
    figures.notes.append(f"selama penuh: membaca {_said(reads)}, menulis {_said(writes)}")
    figures.faults += [f"{status} selama disk penuh" for status in (*reads, *writes) if status not in _IN_WORDS]
    figures.faults += [] if writes[503] else ["disk tidak penuh"]
    figures.faults += [] if set(reads) == {200} else ["halaman tidak terbaca selama disk penuh"]
    figures.faults += [] if put == len(others) else ["gambar tidak diterima sesudah ada ruang lagi"]
    return figures


_IN_WORDS = frozenset({200, 303, 422, 503, 507})


def _said(answers: Counter[int]) -> str:
    return ", ".join(f"{times} × {status}" for status, times in sorted(answers.items())) or "tidak ada"


@contextmanager
def _no_room(stage: Stage, running: Site) -> Iterator[None]:
    """Nothing more can be written: the small disk is filled; where none is mounted, no process may write to a file."""
    if stage.folder.parent.is_mount():
        ballast = _fill(stage.folder)
        yield
        ballast.unlink()
        return
    processes = [running.master.pid, *running.workers()] if running.master else []
    kept = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes}
    for pid, (_, hard) in kept.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
    yield
    for pid, limits in kept.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    path = folder / "ballast"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue
    return path


#: Nobody waits longer than this for a database, in seconds.
_LONG = 12


def locked(stage: Stage, posts: int, seconds: tuple[float, ...] = (4, 14)) -> Figures:
    """Somebody else holds the database so long: a short wait is not noticed, a long one is said in words."""
    requesters, figures_of, faults = sheets(stage, posts * len(seconds)), list[str](), list[str]()
    with Site(stage).serving():
        for place, hold in enumerate(seconds):
            turn = requesters[place * posts : (place + 1) * posts]
            with _held(stage, hold):
                send_all(stage, turn, lambda _told: None)
            answers = Counter(status for one in turn for status in one.answers.elements())
            figures_of.append(f"{hold:g} s: {_said(answers)}")
            if hold > _LONG and not answers[503]:
                faults.append(f"{hold:g} s ditahan, dan tidak ada yang diberi tahu")
    figures = hold_against_register(stage, requesters)
    figures.notes, figures.faults = figures.notes + figures_of, figures.faults + faults
    seen = {status for one in requesters for status in one.answers}
    figures.faults += [f"{status} selama basis data ditahan" for status in seen if status not in _IN_WORDS]
    return figures


@contextmanager
def _held(stage: Stage, seconds: float) -> Iterator[None]:
    """The writing lock of the whole database, taken by a stranger, for so long."""
    taken, url = threading.Event(), make_url(stage.app.config["SQLALCHEMY_DATABASE_URI"])

    def hold() -> None:
        if url.get_backend_name() == "sqlite":
            connection = pysqlite3.connect(url.database, isolation_level=None)
            connection.execute("BEGIN EXCLUSIVE")
        else:
            with stage.app.app_context():
                connection = db.engine.raw_connection()
                connection.cursor().execute("LOCK TABLE chain_head, case_event IN ACCESS EXCLUSIVE MODE")
        taken.set()
        threading.Event().wait(seconds)
        connection.rollback()
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    try:
        yield
    finally:
        holder.join()
        stage.rest()


def restarted(stage: Stage, posts: int, restart: Callable[[], None]) -> Figures:
    """The database server goes away and comes again three times while requests are sent."""
    requesters = sheets(stage, posts)
    every = max(posts // 4, 1)
    with Site(stage).serving():
        longest = send_all(stage, requesters, lambda told: restart() if told % every == 0 else None)
    figures = hold_against_register(stage, requesters)
    answers = Counter(status for one in requesters for status in one.answers.elements())
    figures.notes.append(f"{_said(answers)}; paling lama {longest:.1f} s")
    figures.faults += [f"{status} saat basis data pergi" for status in answers if status not in _IN_WORDS]
    return figures


def throw_everybody_out(stage: Stage) -> None:
    """Every connection to the database of this stage is ended by its server."""
    name = make_url(stage.app.config["SQLALCHEMY_DATABASE_URI"]).database
    servers.administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def leaping_clock(stage: Stage, posts: int) -> Figures:
    """The clock goes back two hours, and leaps ahead three weeks: nothing is recorded, and nothing typed is lost."""
    right = SystemClock().now()
    clock = FrozenClock(right)
    stage.app.extensions["pid_tracker.clock"] = clock
    requesters, faults = sheets(stage, 3 * posts), list[str]()
    with servers.serving(stage.app) as address:
        stage.port = int(address.rpartition(":")[2])
        send_all(stage, requesters[:posts], lambda _told: None)
        if stage.app.test_cli_runner().invoke(args=["nightly"]).output == "":
            faults.append("malam tidak dikerjakan")
        events = _events(stage)
        for name, moved, turn in (
            ("mundur 2 jam", timedelta(hours=-2), requesters[posts : 2 * posts]),
            ("maju 21 hari", timedelta(days=21), requesters[2 * posts :]),
        ):
            clock.move_to(right + moved)
            told = [send(stage, one) for one in turn]
            night = stage.app.test_cli_runner().invoke(args=["nightly"])
            faults += [f"{name}: formulir diterima"] if any(told) else []
            faults += [f"{name}: malam dikerjakan"] if night.exit_code == 0 else []
            faults += [f"{name}: tercatat"] if _events(stage) != events else []
            faults += [f"{name}: {_said(one.answers)}" for one in turn if not set(one.answers) <= _IN_WORDS]
        clock.move_to(right + timedelta(minutes=1))
        send_all(stage, requesters, lambda _told: None)
    figures = hold_against_register(stage, requesters)
    figures.faults += faults
    return figures


def _events(stage: Stage) -> int:
    with stage.app.app_context():
        count = db.session.scalar(select(func.count()).select_from(CaseEventRow)) or 0
        db.session.remove()
    return count
