"""`pid-tracker load bodies / units / commissions / decree / register FILE`: data in, all or nothing, row by row."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from pid_tracker.cli.refusal import Refusal, need_tables, now
from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.services.calendar import calendars, decree_files, moving
from pid_tracker.services.loading import bodies_and_units, commissions, importing, tables
from pid_tracker.services.loading.bodies_and_units import Loaded
from pid_tracker.services.loading.register_maps import read_map
from pid_tracker.services.loading.tables import BadFile, BadRows

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_BODY = click.option("--body", "body_code", metavar="KODE", help="Kode badan publik, misalnya maluku.")
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Periksa saja; tidak ada yang disimpan.")


@click.group("load")
def load() -> None:
    """Muat data dari CSV, XLSX, JSONL, atau TOML: semua baris diperiksa dahulu, lalu semua atau tidak satu pun."""


@contextmanager
def _all_or_nothing(file: Path) -> Iterator[None]:
    """Print what is wrong, row by row, store nothing, and exit with 1."""
    need_tables()
    try:
        yield
    except BadFile as error:
        db.session.rollback()
        raise Refusal(f"{file.name}: {error}. Tidak ada yang disimpan.") from None
    except BadRows as error:
        db.session.rollback()
        for problem in error.problems:
            click.echo(f"{file.name}, {problem}")
        raise Refusal(f"{error}. Tidak ada yang disimpan.") from None


def _finish(dry_run: bool, done: str) -> None:
    click.echo(done)
    if dry_run:
        db.session.rollback()
        click.echo("Percobaan saja: tidak ada yang disimpan.")
    else:
        db.session.commit()


def _take(file: Path, dry_run: bool, what: str, part: str, load_table: Callable[[tables.Table], Loaded]) -> None:
    """Load a plain table, whose rows are `part`, and say how many were new, changed, and there already."""
    with _all_or_nothing(file):
        done = load_table(tables.read(file.name, file.read_bytes(), part=part))
        _finish(dry_run, f"{what}: {done.new} baru, {done.changed} diubah, {done.same} sudah sama.")


def _body(code: str | None) -> PublicBody | None:
    if code is None:
        return None
    body = db.session.scalars(select(PublicBody).where(PublicBody.code == code)).one_or_none()
    if body is None:
        codes = ", ".join(db.session.scalars(select(PublicBody.code).order_by(PublicBody.code)))
        raise Refusal(f"badan publik '{code}' tidak ada. Yang ada: {codes or 'belum ada'}")
    return body


@load.command("bodies")
@_FILE
@_DRY_RUN
@with_appcontext
def bodies(file: Path, dry_run: bool) -> None:
    """Badan publik: nama, awalan nomor, zona waktu, alamat, jam layanan."""
    _take(file, dry_run, "Badan publik", "body", bodies_and_units.load_bodies)


@load.command("units")
@_FILE
@_BODY
@_DRY_RUN
@with_appcontext
def units(file: Path, body_code: str | None, dry_run: bool) -> None:
    """Kantor (OPD) dengan kode urusannya."""
    _take(file, dry_run, "Kantor", "unit", lambda table: bodies_and_units.load_units(table, _body(body_code)))


@load.command("commissions")
@_FILE
@_DRY_RUN
@with_appcontext
def commissions_(file: Path, dry_run: bool) -> None:
    """Komisi Informasi: nama, alamat, surel, telepon, jam, dan apakah sedang ada komisionernya."""
    _take(file, dry_run, "Komisi Informasi", "commission", commissions.load_commissions)


@load.command("decree")
@_FILE
@_BODY
@_DRY_RUN
@with_appcontext
def decree(file: Path, body_code: str | None, dry_run: bool) -> None:
    """Keputusan hari libur: tenggat yang berjalan bergeser lebih lambat, tidak pernah lebih awal."""
    with _all_or_nothing(file):
        found = decree_files.read_decree(tables.read(file.name, file.read_bytes(), part="day"))
        moment, only = now(), _body(body_code)
        try:
            decree_files.load_decree(found, moment, only)
        except calendars.DecreeKnown:
            db.session.rollback()
            click.echo(f"{found.number} sudah ada; tidak ada yang berubah.")
            return
        concerned = [only] if only else db.session.scalars(select(PublicBody).order_by(PublicBody.code)).all()
        moved = sum(moving.refresh_dates(body, moment) for body in concerned)
        days = f"{len(found.days)} hari ditutup, {len(found.removes)} dibuka"
        _finish(dry_run, f"{found.number}: {days}; {moved} tenggat bergeser lebih lambat.")


@load.command("register")
@_FILE
@click.option("--body", "body_code", required=True, metavar="KODE", help="Kode badan publik, misalnya maluku.")
@click.option(
    "--map",
    "map_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Peta kolom (TOML); lihat docs/loading.md.",
)
@_DRY_RUN
@with_appcontext
def register(file: Path, body_code: str, map_file: Path, dry_run: bool) -> None:
    """Register lama: setiap baris menjadi perkara tertutup "dari register lama", dihitung terpisah."""
    with _all_or_nothing(file):
        body = _body(body_code)
        assert body is not None  # noqa: S101 - the option is required
        chart = read_map(tables.read_toml(map_file.read_bytes()))
        table = tables.read(
            file.name,
            file.read_bytes(),
            part="row",
            sheet=chart.sheet,
            header_line=chart.header_line,
            delimiter=chart.delimiter,
        )
        moment = now()
        checked = importing.check_register(table, chart, body, moment)
        if checked.known_file:
            click.echo(f"Berkas ini sudah pernah dimuat ({checked.same} baris); tidak ada yang berubah.")
            return
        taken = importing.import_register(checked, body, moment, calendars.calendar_of(body))
        done = f"{body.short_name}: {taken} baris dari register lama dimuat, {checked.same} baris sudah ada."
        _finish(dry_run, done)
