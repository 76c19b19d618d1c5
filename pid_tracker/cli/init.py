"""`pid-tracker init --region CODE`: a new installation, with its bodies, units and first administrator."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from pid_tracker.cli.refusal import Refusal, config, need_tables, now
from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.services.loading import installing


@click.command("init")
@click.option("--region", required=True, metavar="KODE", help="Kode wilayah atau kode badan, misalnya 81 atau maluku.")
@click.option("--username", default="admin", show_default=True, help="Nama masuk administrator pertama.")
@click.option("--second", default="admin2", show_default=True, help="Nama masuk administrator kedua.")
@with_appcontext
def init(region: str, username: str, second: str) -> None:
    """Siapkan pemasangan baru: badan publik dengan kantornya, dan dua administrator pertama."""
    need_tables()
    mode = config().mode
    try:
        made = installing.install(region, mode, now(), (username, second))
    except (installing.AlreadyInstalled, installing.UnknownRegion) as error:
        raise Refusal(str(error)) from None
    except ValueError:
        db.session.rollback()
        raise Refusal("Dua administrator perlu dua nama masuk yang berbeda") from None
    db.session.commit()
    click.echo(f"{made.body.name}: {made.bodies} badan publik dan {made.units} kantor dimuat (mode {mode}).")
    if mode == "production":
        click.echo("Alamat, telepon, dan surel masih kosong; isi dengan: pid-tracker load bodies BERKAS")
    click.echo("")
    click.echo("Dua administrator, untuk dua orang (ditampilkan sekali saja, simpan sekarang):")
    for name, password in made.accounts:
        _show_account(name, password)
    click.echo("Setiap akun dan tugas diusulkan satu orang dan disetujui orang lain.")


def _show_account(name: str, password: str) -> None:
    click.echo(f"  nama masuk  {name}")
    click.echo(f"  kata sandi  {password}")
    click.echo("")


@click.command("add-admin")
@click.argument("username", metavar="NAMA_MASUK")
@with_appcontext
def add_admin(username: str) -> None:
    """Tambah administrator dari server, bila tidak ada lagi orang kedua yang dapat menyetujui."""
    need_tables()
    known = installing.installation()
    if known is None:
        raise Refusal("Basis data ini belum disiapkan; mulai dengan: pid-tracker init")
    body = db.session.scalars(select(PublicBody).where(PublicBody.code == known.body_code)).one()
    try:
        password = installing.add_administrator(username.strip().casefold(), body, now())
    except ValueError:
        raise Refusal(f"Nama masuk '{username}' sudah dipakai; pilih nama lain") from None
    db.session.commit()
    click.echo("Administrator baru (ditampilkan sekali saja, simpan sekarang):")
    _show_account(username.strip().casefold(), password)
    click.echo("Saat pertama masuk, kata sandi diganti dan kode sekali pakai (TOTP) didaftarkan.")
