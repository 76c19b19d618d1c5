"""`pid-tracker demo [--cases N] [--seed S]`: the demo province, with a sign-in for each role."""

import click
from flask.cli import with_appcontext

from pid_tracker.cli.refusal import Refusal, config, need_tables, now
from pid_tracker.demo import demonstrating, places
from pid_tracker.extensions import db


@click.command("demo")
@click.option("--cases", default=400, show_default=True, type=click.IntRange(min=1), help="Banyaknya permintaan.")
@click.option("--seed", default=14, show_default=True, help="Benih acak: benih yang sama memberi cerita yang sama.")
@with_appcontext
def demo(cases: int, seed: int) -> None:
    """Isi provinsi contoh dengan permintaan setahun terakhir, dan tampilkan akun contohnya."""
    mode = config().mode
    if mode != "demo":
        raise Refusal(f"demo hanya untuk PID_TRACKER_MODE=demo; pemasangan ini dalam mode {mode}")
    need_tables()
    try:
        made = demonstrating.make_demo(cases, seed, now())
    except demonstrating.NotADemo as error:
        raise Refusal(str(error)) from None
    db.session.commit()
    state = "dibuat" if made.fresh else "sudah ada"
    click.echo(f"Provinsi contoh {state}: {made.cases} permintaan, {made.events} peristiwa.")
    click.echo("")
    click.echo("  Masuk di /masuk:")
    click.echo(f"  {'nama':<10} {'kata sandi':<28} sebagai")
    for account in places.ACCOUNTS:
        click.echo(f"  {account.username:<10} {account.password:<28} {account.office}")
