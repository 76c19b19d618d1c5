"""SIGKILL at work: the site in four patterns while requesters send; an upload, the night, a migration."""

import time
from datetime import timedelta

from sqlalchemy import func, select

from pid_tracker.clock import SystemClock, civil_date
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.models import CaseEventRow, CaseFile, Document, Message, PublicBody
from pid_tracker.services.backup import age_keys
from pid_tracker.services.store import files, orphans
from pid_tracker.services.upkeep import verifying
from tests import servers
from tests.builders import a_case
from tests.drill.filing import Figures, Requester, file_here, hold_against_register, insist, send_all, sheets, upload
from tests.drill.stage import COMMAND, Site, Stage

PATTERNS = ("one worker", "all workers", "the master", "the whole group")
#: A process is killed after so long, then a sixth later, until one comes to its end: every phase of it is met.
_FIRST, _LATER, _MOST = 0.6, 7 / 6, 40


def site(stage: Stage, posts: int, pattern: str, kills: int = 6) -> Figures:
    """`posts` requests are sent while the site is killed `kills` times, evenly over the numbers that were told."""
    requesters = sheets(stage, posts)
    every = max(posts // (kills + 1), 1)
    with Site(stage).serving() as running:
        longest = send_all(stage, requesters, lambda told: running.kill(pattern) if told % every == 0 else None)
        starts = running.starts
    figures = hold_against_register(stage, requesters)
    again = sum(one.tries > 1 for one in requesters)
    figures.notes.append(f"{again} mengirim lebih dari sekali; paling lama {longest:.1f} s; {starts} kali dinyalakan")
    return figures


def uploads(stage: Stage, posts: int) -> Figures:
    """A picture is sent to each of `posts` sheets while all workers are killed; what no row names is swept away."""
    requesters, kept = sheets(stage, posts, with_file=False), set[int]()

    def put(one: Requester) -> bool:
        if upload(stage, one):
            kept.add(one.place)
        return one.place in kept

    with Site(stage).serving() as running:
        every = max(posts // 5, 1)
        insist(requesters, put, lambda told: running.kill("all workers") if told % every == 0 else None)
    figures = Figures(acknowledged=len(kept))
    with stage.app.app_context():
        named = {one.storage_key: one for one in db.session.scalars(select(Document))}
        broken = [key for key, one in named.items() if not _is_whole(one)]
        attached = [one.draft_id for one in named.values() if one.draft_id is not None]
        figures.lost = max(len(kept) - len(set(attached)), 0)
        figures.doubled, figures.torn = len(attached) - len(set(attached)), len(broken)
        tomorrow = SystemClock().now() + orphans.GRACE + timedelta(minutes=1)
        swept = sum(orphans.sweep(tomorrow + timedelta(days=night)) for night in range(orphans.SHARE))
        left = {one["path"] for chunk in files.store().list() for one in chunk}
        figures.torn += len(left ^ set(named))
        figures.notes.append(f"{swept} berkas tanpa catatan disapu")
    stage.rest()
    return figures


def _is_whole(document: Document) -> bool:
    try:
        return bool(files.read(document))
    except files.BrokenFile:
        return False


def night(stage: Stage, cases: int) -> Figures:
    """`cases` overdue requests have to be told of it once; the night is killed again and again, ever later."""
    now = SystemClock().now()
    with stage.app.app_context():
        body = db.session.get_one(PublicBody, stage.body_id)
        filed_on = civil_date(now, body.zone) - timedelta(days=60)
        for _ in range(cases):
            a_case(body).filed(filed_on.isoformat()).built()
        db.session.commit()
    stage.rest()
    killed = _kill_ever_later(stage, "nightly", "--as-of", now.isoformat())
    stage.run("nightly", "--as-of", now.isoformat())
    with stage.app.app_context():
        told = _count(CaseEventRow, CaseEventRow.kind == E.LATE_NOTICE)
        mails = _count(Message, Message.template == "n11_late")
        once = db.session.scalar(
            select(func.count(func.distinct(CaseEventRow.case_id))).where(CaseEventRow.kind == E.LATE_NOTICE)
        )
        figures = Figures(acknowledged=cases, lost=cases - (once or 0), doubled=told - (once or 0))
        figures.doubled += max(mails - cases, 0)
        figures.torn = bool(verifying.verify().difference) + (mails != told)
    figures.notes.append(f"{killed} malam dibunuh sebelum satu selesai")
    stage.rest()
    return figures


def migration(stage: Stage) -> Figures:
    """The tables are made by a command that is killed again and again; in the end they are what the models say."""
    killed = _kill_ever_later(stage, "db", "upgrade")
    figures = Figures(acknowledged=1, torn=int(stage.run("db", "check") != 0))
    figures.notes.append(f"{killed} kali dibunuh sebelum satu selesai")
    return figures


def backup(stage: Stage, cases: int) -> Figures:
    """A backup is killed again and again while it is written; what has a name is whole, and nothing else is left."""
    pair, folder, key = age_keys.new_pair(), stage.folder / "cadangan", stage.folder / "kunci"
    stage.environ |= {"BACKUP_KEYS": pair.public, "PATH": f"{servers.PROGRAMS}:{stage.environ['PATH']}"}
    key.write_text(pair.private)
    figures = Figures(acknowledged=len(file_here(stage, cases)))
    killed = _kill_ever_later(stage, "backup", str(folder))
    checked = [stage.run("restore", str(one), "--key", str(key), "--check") for one in sorted(folder.glob("*.age"))]
    stage.run("backup", str(folder))  # clears away what the dead ones left
    figures.lost, figures.torn = 0 if checked else cases, sum(map(bool, checked))
    left = [*folder.glob("*.unfinished"), *stage.folder.glob("plain-copy-*")]
    figures.faults += [f"{one.name} tertinggal" for one in left]
    figures.notes.append(f"{killed} kali dibunuh sebelum satu selesai")
    return figures


def _count(row: type[CaseEventRow | Message | CaseFile], *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(row).where(*where)) or 0  # type: ignore[arg-type]  # columns


def _kill_ever_later(stage: Stage, *arguments: str) -> int:
    """Start a command and kill it, each time later, until one ends by itself; how many were killed."""
    for tries in range(_MOST):
        process = stage.start(*COMMAND, *arguments)
        end = time.monotonic() + _FIRST * _LATER**tries
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        if process.poll() is not None:
            return tries
        process.kill()
        process.wait()
    raise TimeoutError(f"{arguments[0]} never ended")
