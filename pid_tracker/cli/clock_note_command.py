"""`pid-tracker clock-note --reason TEXT`: what a clock that had leapt ahead recorded is no evidence of time."""

import click
from flask.cli import with_appcontext

from pid_tracker.cli.refusal import Refusal, need_tables, now, said
from pid_tracker.extensions import db
from pid_tracker.services.gate import clock_notes


@click.command("clock-note")
@click.option("--reason", required=True, metavar="ALASAN", help="Apa yang terjadi pada jam server.")
@with_appcontext
def clock_note(reason: str) -> None:
    """Catat bahwa saat yang lebih kemudian daripada jam server sekarang tidak dipercaya; jamnya harus sudah benar."""
    if not reason.strip():
        raise click.BadParameter("tulis alasannya", param_hint="--reason")
    need_tables()
    moment = now()
    try:
        noted = clock_notes.note(reason.strip(), moment)
    except clock_notes.NothingLater:
        raise Refusal(
            f"tidak ada yang dicatat lebih kemudian daripada jam server ({said(moment)}); tidak ada yang perlu dicatat."
        ) from None
    except clock_notes.ClockBehind as error:
        raise Refusal(
            f"register berjalan terus sampai {said(error.newest)}, jadi jam server yang mundur ({said(moment)}); tidak "
            "ada yang dicatat. Betulkan jam server."
        ) from None
    db.session.commit()
    click.echo(
        f"Dicatat: {noted.events} peristiwa dan {noted.nights} malam antara {said(noted.first)} dan {said(noted.last)} "
        f"tidak lagi dipercaya sebagai saat. Jam server sekarang {said(moment)}; formulir diterima lagi."
    )
    if noted.waiting:
        click.echo(
            "Peristiwa itu tetap tercatat dan perkaranya tetap menurut urutannya. Tindakan di dalamnya menunggu:"
        )
    for number, until in noted.waiting:
        click.echo(f"  {number} sampai {said(until)}")
