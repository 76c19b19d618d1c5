"""`pid-tracker backup-key FILE`, `pid-tracker backup FOLDER`: a pair of keys; a copy that only one of them opens."""

import os
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from pid_tracker.cli.refusal import Refusal, config, need_tables, now, said
from pid_tracker.services.backup import age_keys, backing_up
from pid_tracker.services.backup.bundles import BrokenBackup
from pid_tracker.services.backup.database_copies import CopyFailed

MEGABYTE = 1024 * 1024


@click.command("backup-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup_key(file: Path) -> None:
    """Buat pasangan kunci cadangan: kunci pribadi ke FILE, kunci publik di layar. Jalankan di komputer lain."""
    pair = age_keys.new_pair()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal(f"{file} sudah ada dan tidak ditimpa; pilih nama lain") from None
    except OSError as error:
        raise Refusal(f"{file} tidak dapat ditulis ({error.strerror})") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(f"# kunci pribadi cadangan PID Tracker; kunci publiknya {pair.public}\n{pair.private}\n")
    click.echo(pair.public)
    click.echo(
        f"Di atas ini kunci publik: taruh di server sebagai BACKUP_KEYS. Kunci pribadi ada di {file}: simpan di dua "
        "tempat di luar server; tanpa kunci itu tidak ada cadangan yang dapat dibuka.",
        err=True,
    )


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", default=14, show_default=True, type=click.IntRange(min=1), help="Banyaknya cadangan disimpan.")
@with_appcontext
def backup(folder: Path, keep: int) -> None:
    """Tulis cadangan basis data dan berkas ke FOLDER sementara situs berjalan, lalu baca kembali dan periksa."""
    need_tables()
    try:
        keys = age_keys.read_public(config().backup_keys)
    except age_keys.BadKey:
        raise Refusal(
            "BACKUP_KEYS tidak memuat kunci publik yang benar (age1...); buat pasangannya di komputer lain dengan: "
            "pid-tracker backup-key FILE"
        ) from None
    try:
        made = backing_up.back_up(folder, keys, keep, config().instance_path, now())
    except (backing_up.BackupRefused, CopyFailed, BrokenBackup) as error:
        raise Refusal(f"{error}. Tidak ada cadangan baru.") from None
    except OSError as error:
        raise Refusal(f"cadangan tidak dapat ditulis ({error.strerror}). Tidak ada cadangan baru.") from None
    manifest = made.manifest
    click.echo(
        f"{made.path}: {made.size / MEGABYTE:.1f} MB, data sampai {said(manifest.until)}, {manifest.files} berkas, "
        f"kepala rantai {manifest.head[:16]}; sudah dibaca kembali dan cocok."
    )
    for name in made.removed:
        click.echo(f"Dihapus karena lebih lama daripada {keep} cadangan terakhir: {name}")
    if manifest.missing:
        click.echo(
            f"PERHATIAN: {len(manifest.missing)} berkas hilang dari penyimpanan situs ini "
            f"({', '.join(manifest.missing)}); "
            "tidak ada cadangan lama yang dihapus, sebab mungkin masih memuatnya. Periksa dengan: pid-tracker verify",
            err=True,
        )
        sys.exit(1)
