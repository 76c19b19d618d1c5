"""Real texts through the use cases into a throw-away database, and what happened to each kind (`make real`).

    python -m tests.real_input

Beside the checkout there may be a folder with real texts, which may not be shipped; without it the small self-written
file
of the package runs, and the summary says so. Each text is filed with a public body that has a unit for its urusan,
split,
routed, answered by the unit, extended or not, and answered by the PPID, in time or late. At the end each has its
number,
due date and outcome, and the figures equal a recount from permintaan.csv at two moments. No text is printed.
"""

import json
import logging
import random
import secrets
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic import command
from flask import Flask
from sqlalchemy import select

from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.demo import demonstrating, places
from pid_tracker.extensions import db
from pid_tracker.law.compliance import Figures, pool
from pid_tracker.law.vocabulary.asking import Channel
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.loading import installing
from pid_tracker.services.publishing import reporting
from pid_tracker.services.upkeep import sweep, verifying
from tests import recount
from tests.real_case import FIRST, ZONE, Case, Tally

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "routing"
OWN = ROOT / "pid_tracker" / "demo" / "sample_requests.jsonl"
COMPLAINTS = 500
MIDDLE = datetime(2026, 3, 16, 10, 0, tzinfo=ZONE)
END = datetime(2026, 12, 30, 10, 0, tzinfo=ZONE)
KINDS = {
    "foi_request": "permintaan informasi",
    "complaint": "tulisan warga yang diajukan sebagai permintaan",
}


def texts() -> tuple[list[Mapping[str, Any]], str]:
    """The texts to file, and where they come from."""
    if not (REAL / "dev_foi.jsonl").exists() or not (REAL / "train.jsonl").exists():
        return lines_of(OWN), "berkas contoh buatan sendiri (folder teks asli tidak ada di samping repositori)"
    requests = lines_of(REAL / "dev_foi.jsonl")
    complaints = sorted((row for row in lines_of(REAL / "train.jsonl") if row["kind"] == "complaint"), key=_id)
    chosen = sorted(random.Random(14).sample(complaints, COMPLAINTS), key=_id)
    return [*requests, *chosen], "teks asli dari folder di samping repositori"


def _id(row: Mapping[str, Any]) -> str:
    return str(row["id"])


def lines_of(path: Path) -> list[Mapping[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _nights(bodies: Sequence[PublicBody]) -> Iterator[datetime]:
    """A night at every body on the first of each month."""
    for month in range(1, 25):
        moment = datetime(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 1, 0, 30, tzinfo=ZONE)
        yield moment
        for body in bodies:
            sweep.sweep(body, moment)


@contextmanager
def throw_away() -> Iterator[tuple[Flask, FrozenClock]]:
    """An application on an empty SQLite database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(
            mode="test",
            secret_key=secrets.token_urlsafe(48),
            field_keys=(secrets.token_bytes(32),),
            instance_path=Path(folder),
            database_url=f"sqlite:///{folder}/real.db",
            storage_url=(Path(folder) / "files").as_uri(),
            base_url="http://localhost",
            log_level="ERROR",
        )
        clock = FrozenClock(END)
        app = create_app(config, clock)
        with app.app_context():
            command.upgrade(alembic_config(), "head")
            yield app, clock
            db.session.remove()
            db.engine.dispose()


def permintaan(app: Flask) -> str:
    """The open data as a stranger reads it: a request of its own, outside this session."""

    def fetch() -> str:
        answer = app.test_client().get("/data/permintaan.csv")
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True)

    with ThreadPoolExecutor(1) as stranger:
        return stranger.submit(fetch).result()


def compare(app: Flask, bodies: Sequence[PublicBody], start: date, now: datetime) -> list[str]:
    """What the site counts beside what the file recounts; the differences, body by body and pooled."""
    db.session.commit()
    end = now.date()
    rows = recount.rows_of(permintaan(app))
    found = reporting.figures_of(bodies, start, end, now)
    pairs = {
        body.short_name: (
            as_counts(found[body.id].whole),
            recount.count([row for row in rows if row["badan"] == body.code], start, end),
        )
        for body in bodies
    }
    ours, theirs = as_counts(pool(one.whole for one in found.values())), recount.count(rows, start, end)
    print(f"\nAngka {start.isoformat()} sampai {end.isoformat()} (data {now:%Y-%m-%d %H.%M} WIT), {len(rows)} baris:")
    for name in ours:
        same = "sama" if ours[name] == theirs[name] else "BERBEDA"
        print(f"  {name:<26} situs {ours[name]!s:<8} hitung ulang {theirs[name]!s:<8} {same}")
    pairs["semua"] = (ours, theirs)
    return [
        f"{where}, {name}: situs {one[name]}, hitung ulang {two[name]}"
        for where, (one, two) in pairs.items()
        for name in one
        if one[name] != two[name]
    ]


def as_counts(figures: Figures) -> recount.Counts:
    """The site's figures under the names of the recount."""
    numbers = (
        figures.filed, figures.due, figures.in_ten, figures.extended_on_time, figures.late, figures.silent,
        figures.answered, figures.overdue, figures.relabelled,
    )  # fmt: skip
    channels = {Channel(code).words: times for code, times in figures.by_channel.items()}
    results = {outcome.words: times for outcome, times in figures.outcomes.items()}
    return {
        **dict(zip(recount.NAMES, numbers, strict=True)),
        "hari kerja terlama": figures.oldest_days,
        "kanal": dict(sorted(channels.items())),
        "hasil": dict(sorted(results.items())),
        "hari sampai dijawab": dict(sorted(figures.days.items())),
    }


def settle(tally: Tally) -> list[str]:
    """Count what became of the cases of one kind; what lacks number, due date or outcome."""
    lacking = []
    for case_id in tally.cases:
        case = db.session.get_one(CaseFile, case_id)
        if not case.number or case.due_on is None or case.outcome is None:
            lacking.append(f"{case.number or case_id}: tanpa nomor, tenggat, atau hasil")
            continue
        tally.outcomes[case.outcome.words] += 1
        tally.late += bool(case.answered_on and case.answered_on > case.due_on)
    return lacking


def report(kind: str, tally: Tally) -> None:
    """What happened to the texts of one kind, in counts."""
    print(f"\n{KINDS[kind].capitalize()}: {tally.read} teks")
    print(f"  diajukan dengan nomor        {tally.filed}")
    print(f"  dengan tenggat dan hasil     {tally.outcomes.total()}, di antaranya {tally.late} terlambat")
    print(f"  diperpanjang                 {tally.extended}")
    print(f"  ke sekretariat (tanpa OPD)   {tally.without_unit}")
    for name, counts in (("hasil", tally.outcomes), ("ditolak hukum", tally.refusals), ("kesalahan", tally.errors)):
        print(f"  {name}: {counts.total()}")
        for reason, times in sorted(counts.items()):
            print(f"    {times:>4}  {reason}")


def run(rows: Sequence[Mapping[str, Any]], source: str) -> int:
    """File them all, let two years go by, compare; 0 when all is as it should be."""
    tallies = {kind: Tally() for kind in KINDS}
    problems: list[str] = []
    with throw_away() as (app, clock):
        province = places.found(datetime(2025, 1, 1, tzinfo=ZONE))
        installing.installation().mode = "test"
        bodies = list(db.session.scalars(select(PublicBody).order_by(PublicBody.code)))
        order = list(rows)
        random.Random(3).shuffle(order)
        for row in order:
            tallies[row["kind"]].read += 1
        cases = [Case(row, place, tallies[row["kind"]], province, len(order)) for place, row in enumerate(order)]

        def pause() -> Iterator[datetime]:
            yield MIDDLE
            clock.move_to(MIDDLE)
            problems.extend(compare(app, bodies, FIRST, MIDDLE))

        demonstrating.live([*(case.told() for case in cases), _nights(bodies), pause()], END)
        clock.move_to(END)
        for tally in tallies.values():
            problems.extend(settle(tally))
        problems.extend(compare(app, bodies, FIRST, END))
        problems.extend(compare(app, bodies, END.date().replace(month=1, day=1), END))
        if difference := verifying.verify().difference:
            problems.append(difference)
    print(f"\nSumber: {source}")
    for kind, tally in tallies.items():
        report(kind, tally)
        if tally.filed != tally.read or tally.errors:
            problems.append(
                f"{KINDS[kind]}: {tally.read} teks, {tally.filed} diajukan, {tally.errors.total()} kesalahan"
            )
    print("\n" + ("Semua cocok." if not problems else "TIDAK COCOK:\n" + "\n".join(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    sys.exit(run(*texts()))
