"""`pid-tracker verify` and `pid-tracker rebuild`: hold the register against itself; make the projections anew."""

import sys

import click
from flask.cli import with_appcontext

from pid_tracker.cli import refusal
from pid_tracker.extensions import db
from pid_tracker.models.last_run import RunKind
from pid_tracker.services.upkeep import last_runs, verifying


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Baca ulang setiap peristiwa, rantai sidik, proyeksi, dan berkas; sebut perbedaan pertama."""
    report = verifying.verify()
    last_runs.note(RunKind.VERIFY, refusal.now(), is_sound=not report.difference)
    db.session.commit()
    if report.difference:
        click.echo(f"BERBEDA: {report.difference}")
        sys.exit(1)
    noted = f", {report.clock_notes} catatan jam" if report.clock_notes else ""
    click.echo(
        f"Cocok: {report.events} peristiwa, {report.cases} perkara, {report.files} berkas, "
        f"{report.account_acts} jejak akun{noted}. "
        f"Kepala rantai {report.head}"
    )


@click.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Hitung ulang semua proyeksi dari peristiwa."""
    count = verifying.rebuild()
    db.session.commit()
    click.echo(f"{count} perkara dihitung ulang.")
