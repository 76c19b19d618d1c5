"""`pid-tracker clock FILE [--as-of INSTANT]`: stateless, reads a JSON history, prints every term as JSON."""

import json
import sys
from datetime import datetime
from typing import TextIO

import click

from pid_tracker.clock import SystemClock
from pid_tracker.law import clock_file


@click.command("clock")
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--as-of", "as_of", metavar="SAAT", help="Saat yang dipakai sebagai sekarang, dengan selisih zona.")
def clock(file: TextIO, as_of: str | None) -> None:
    """Hitung semua tenggat dari riwayat JSON dalam FILE ("-" untuk masukan standar)."""
    try:
        instant = datetime.fromisoformat(as_of) if as_of else SystemClock().now()
        if instant.tzinfo is None:
            raise clock_file.BadHistory("--as-of: an instant with an offset is needed")
        result = clock_file.answer(json.load(file), instant)
    except (ValueError, OverflowError, RecursionError) as error:  # BadHistory, no JSON, no instant, beyond the calendar
        click.echo(f"pid-tracker clock: {' '.join(str(error).split())}", err=True)
        sys.exit(2)
    click.echo(json.dumps(result, ensure_ascii=False, indent=1))
