"""`pid-tracker restore FILE --key KEYFILE`, `pid-tracker restore-seen`: back from a backup; its gap was seen to."""

from pathlib import Path

import click
from alembic import command
from alembic.script import ScriptDirectory
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask.cli import with_appcontext

from pid_tracker.cli.database import alembic_config
from pid_tracker.cli.refusal import Refusal, config, need_tables, now, said
from pid_tracker.extensions import db
from pid_tracker.services.backup import age_keys, restoring
from pid_tracker.services.backup.bundles import BrokenBackup, Manifest
from pid_tracker.services.backup.database_copies import CopyFailed
from pid_tracker.services.store.files import NotStored
from pid_tracker.services.upkeep import verifying

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--key", "key_file", required=True, type=_FILE, help="Berkas kunci pribadi.")
@click.option("--check", "only_check", is_flag=True, help="Baca dan periksa cadangannya saja; tidak ada yang ditulis.")
@with_appcontext
def restore(file: Path, key_file: Path, only_check: bool) -> None:
    """Pulihkan cadangan FILE ke tempat yang kosong, lalu periksa seluruh register."""
    key = _private_key(key_file)
    try:
        manifest = restoring.look_into(file, key, config().mode)
        _need_known_revision(manifest)
        click.echo(f"Cadangan utuh: data sampai {said(manifest.until)}, {manifest.files} berkas.")
        if only_check:
            return
        restoring.need_empty_place()
    except (restoring.RestoreRefused, BrokenBackup) as error:
        raise Refusal(f"{error}. Tidak ada yang ditulis.") from None
    try:
        restoring.put_back(file, key)
    except (CopyFailed, NotStored, OSError) as error:
        raise Refusal(f"pemulihan berhenti di tengah jalan: {error}. Kosongkan tempatnya, lalu ulangi.") from None
    command.upgrade(alembic_config(), "head")
    restoring.settle(manifest, now())
    db.session.commit()
    report = verifying.verify()
    if report.difference:
        raise Refusal(f"data sudah dipulihkan, tetapi register BERBEDA: {report.difference}")
    click.echo(
        f"Dipulihkan dan cocok: {report.events} peristiwa, {report.cases} perkara, {report.files} berkas. "
        f"Kepala rantai {report.head}"
    )
    click.echo(
        f'Setiap halaman sekarang berkata "Data di situs ini sampai ..." ({said(manifest.until)}). Sesudah yang masuk '
        "sesudah saat itu dicari dan dicatat lagi, jalankan: pid-tracker restore-seen"
    )


@click.command("restore-seen")
@with_appcontext
def restore_seen() -> None:
    """Nyatakan bahwa yang hilang sesudah cadangan sudah diurus; halaman tidak lagi menyebutnya."""
    need_tables()
    until = restoring.known_until()
    if until is None:
        raise Refusal("tidak ada pemulihan yang masih disebut di halaman; tidak ada yang berubah.")
    restoring.acknowledge(now())
    db.session.commit()
    click.echo(
        f"Dicatat: kekosongan sesudah {said(until)} sudah diurus. Dalam satu menit halaman tidak menyebutnya lagi."
    )


def _private_key(file: Path) -> X25519PrivateKey:
    try:
        return age_keys.read_private(file.read_text(encoding="utf-8"))
    except (age_keys.BadKey, UnicodeDecodeError):
        raise Refusal(f"{file} bukan kunci pribadi cadangan (AGE-SECRET-KEY-1...)") from None


def _need_known_revision(manifest: Manifest) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if manifest.revision not in known:
        raise restoring.RestoreRefused(
            f"cadangan ini dibuat oleh program yang lebih baru (struktur {manifest.revision}); pasang versi itu dahulu"
        )
