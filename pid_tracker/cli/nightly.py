"""`pid-tracker nightly [--as-of INSTANT]`: the night's work at every body, one commit each; safe to repeat."""

import logging
import sys
from contextlib import suppress
from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from pid_tracker.cli import refusal
from pid_tracker.cli.refusal import Refusal, said
from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.models.last_run import RunKind
from pid_tracker.services.gate import timekeeping
from pid_tracker.services.request import drafts
from pid_tracker.services.store import orphans, retention
from pid_tracker.services.upkeep import last_runs, sweep

_log = logging.getLogger("pid_tracker")


@click.command("nightly")
@click.option("--as-of", "as_of", metavar="SAAT", help="Saat yang dipakai sebagai sekarang, dengan selisih zona.")
@with_appcontext
def nightly(as_of: str | None) -> None:
    """Sapu semua perkara terbuka, kirim "kami terlambat", dan catat angka hari ini."""
    now = _instant(as_of)
    _refuse_wrong_clock(now, stated=as_of is not None)
    healthy = True
    for body_id, name in db.session.execute(select(PublicBody.id, PublicBody.name).order_by(PublicBody.code)):
        try:
            body = db.session.get_one(PublicBody, body_id)
            night = sweep.sweep(body, now)
            retention.erase_old_proofs(body, now)
            db.session.commit()
        except Exception:  # one body's failure does not stop the others; it is logged and told at the end
            db.session.rollback()
            _log.exception("nightly failed at %s", name)
            click.echo(f"{name}: GAGAL, tidak ada yang berubah; lihat catatan kesalahan.")
            healthy = False
            continue
        click.echo(
            f"{night.body}: {night.moved} tenggat bergeser, {night.lapsed} tidak dilanjutkan, "
            f"{night.in_process} mulai diproses, {night.told_late} diberi tahu terlambat, "
            f"{night.told_silent} atasan belum menjawab, {night.snapshots} catatan angka."
        )
        for year in night.years_without_decree:
            click.echo(f"{name}: PERHATIAN, belum ada keputusan hari libur {year}; tanggal di tahun itu sementara.")
            healthy = False
    swept = drafts.sweep(now)
    retention.forget_sign_ins(now)
    db.session.commit()
    lost = orphans.sweep(now)
    last_runs.note(RunKind.NIGHTLY, refusal.now(), is_sound=healthy)
    db.session.commit()
    click.echo(f"{swept} tulisan yang tidak dikirim dihapus, {lost} berkas tanpa catatan dibuang.")
    if not healthy:
        sys.exit(1)


def _refuse_wrong_clock(now: datetime, *, stated: bool) -> None:
    """Refuse, with nothing written, what only a wrong clock explains; a leap ahead is believed when a person states it.

    A clock that leapt ahead would flood people with late notices, and let requests lapse that could still be repaired.
    Where nights are worked, one that tells nobody anything is refused too: it would be the evidence for the next ones.
    """
    try:
        timekeeping.check(now)
    except timekeeping.ClockWrong as error:
        raise Refusal(
            f"saat {said(now)} lebih awal daripada peristiwa terakhir di register ({said(error.newest)}); tidak ada "
            "yang ditulis. Periksa jam server; bila jamnya benar dan peristiwa itu yang salah, jalankan: pid-tracker "
            "clock-note --reason ALASAN"
        ) from None
    evidence = None if stated else timekeeping.leapt_from(now)
    if evidence is None:
        return
    told = 0
    for body in db.session.scalars(select(PublicBody)).all():
        with suppress(Exception):  # what is broken at one body is told when its night is worked
            told += sweep.would_tell(body, now)
    db.session.rollback()
    if told or timekeeping.has_nights(now):
        raise Refusal(
            f"sesudah {said(evidence)} lebih dari {timekeeping.SILENCE.days} hari tidak ada catatan, jam server "
            f"menunjuk {said(now)}, dan {told} pemohon akan diberi tahu terlambat atau tidak dilanjutkan; tidak ada "
            "yang ditulis. Periksa jam server; bila jamnya benar, jalankan dengan "
            f"--as-of {now:%Y-%m-%dT%H:%M:%S}+00:00"
        )


def _instant(as_of: str | None) -> datetime:
    if as_of is None:
        return refusal.now()
    try:
        instant = datetime.fromisoformat(as_of)
    except ValueError:
        raise click.BadParameter(f"'{as_of}' bukan saat", param_hint="--as-of") from None
    if instant.tzinfo is None:
        raise click.BadParameter("sebutkan selisih zona, misalnya 2026-11-23T06:00:00+09:00", param_hint="--as-of")
    if instant > refusal.now() and refusal.config().is_production:
        raise click.BadParameter("saat ini belum tiba; peristiwa tidak dicatat di masa depan", param_hint="--as-of")
    return instant
