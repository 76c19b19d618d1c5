"""`pid-tracker init --region CODE`: a new installation, with its bodies, units and first administrator."""

import click
from flask.cli import with_appcontext

from pid_tracker.cli.refusal import Refusal, config, need_tables, now
from pid_tracker.extensions import db
from pid_tracker.services.loading import installing


@click.command("init")
@click.option("--region", required=True, metavar="KODE", help="Kode wilayah atau kode badan, misalnya 81 atau maluku.")
@click.option("--username", default="admin", show_default=True, help="Nama masuk administrator pertama.")
@with_appcontext
def init(region: str, username: str) -> None:
    """Siapkan pemasangan baru: badan publik dengan kantornya, dan administrator pertama."""
    need_tables()
    mode = config().mode
    try:
        made = installing.install(region, mode, now(), username)
    except (installing.AlreadyInstalled, installing.UnknownRegion) as error:
        raise Refusal(str(error)) from None
    db.session.commit()
    click.echo(f"{made.body.name}: {made.bodies} badan publik dan {made.units} kantor dimuat (mode {mode}).")
    if mode == "production":
        click.echo("Alamat, telepon, dan surel masih kosong; isi dengan: pid-tracker load bodies BERKAS")
    click.echo("")
    click.echo("Administrator pertama (ditampilkan sekali saja, simpan sekarang):")
    click.echo(f"  nama masuk  {made.username}")
    click.echo(f"  kata sandi  {made.password}")
    click.echo("Saat pertama masuk, kata sandi diganti dan kode sekali pakai (TOTP) didaftarkan.")
