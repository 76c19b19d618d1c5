"""The way out to SMTP: a worker that is killed while it sends, and a server that hangs, lies and hangs up.

A worker's lease and the pauses after a failure are minutes. The drill does not wait for them: it puts the rows forward.
"""

import subprocess
from datetime import timedelta

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import MessageState
from pid_tracker.models import Message
from tests.drill.filing import Figures, file_here
from tests.drill.postbox import MODES, Postbox, receiving
from tests.drill.stage import COMMAND, PATIENCE, Stage

_LONGER = timedelta(hours=2)


def worker(stage: Stage, posts: int) -> Figures:
    """The worker is killed at every third mail, when the server has it and has not said so."""
    file_here(stage, posts)
    with receiving() as box:
        stage.environ["MAIL_URL"] = box.url
        killed = 0
        for _ in range(posts):
            process = stage.start(*COMMAND, "worker", "--once")
            box.on_taken = _kill_at_third(process)
            process.wait(PATIENCE)
            if not process.returncode:
                break
            killed += 1
            put_forward(stage)
        else:
            raise TimeoutError("the outbox never became empty")
        figures = _held(stage, box, explained=killed)
    figures.notes.append(f"{killed} kali dibunuh, {_twice(box)} surat sampai dua kali, ber-Message-ID sama: {_WHY}")
    return figures


_WHY = "server sudah menerimanya sebelum worker mati"


def bad_days(stage: Stage, posts: int) -> Figures:
    """The server goes through all its moods, and is well in the end; each mood sees every mail that is due once."""
    file_here(stage, posts)
    with receiving() as box:
        stage.environ["MAIL_URL"] = box.url
        lied = 0
        for mode in (*MODES[1:], "ok"):
            box.mode, before = mode, box.taken.total()
            stage.run("worker", "--once", patience=4 * PATIENCE)  # a server that hangs costs ten seconds a mail
            if mode in ("lies", "drops after taking"):
                lied += box.taken.total() - before
            put_forward(stage)
        figures = _held(stage, box, explained=lied)
    figures.notes.append(f"{_twice(box)} surat sampai lebih dari sekali: server menerimanya dan berkata tidak")
    return figures


def _kill_at_third(process: "subprocess.Popen[bytes]") -> "object":
    seen = [0]

    def taken(_message_id: str) -> None:
        seen[0] += 1
        if seen[0] == 3:
            process.kill()

    return taken


def put_forward(stage: Stage) -> None:
    """As if two hours had gone by: leases and pauses are over."""
    with stage.app.app_context():
        for row in db.session.scalars(select(Message).where(Message.state != MessageState.SENT)):
            row.due_at -= _LONGER
            row.lease_until = row.lease_until - _LONGER if row.lease_until else None
        db.session.commit()
    stage.rest()


def _twice(box: Postbox) -> int:
    return sum(times > 1 for times in box.taken.values())


def _held(stage: Stage, box: Postbox, explained: int) -> Figures:
    """Every message went out, and no more copies came than those of which the worker could not know."""
    with stage.app.app_context():
        rows = list(db.session.scalars(select(Message).where(Message.channel == "EMAIL")))
        figures = Figures(acknowledged=len(rows))
        figures.lost = sum(not box.taken[row.message_id] for row in rows)
        figures.doubled = max(box.taken.total() - len(box.taken) - explained, 0)
        figures.torn = sum(row.state is not MessageState.SENT for row in rows)
    stage.rest()
    return figures
