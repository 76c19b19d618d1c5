"""Is this installation ready? One row a check, in plain words, without anything that is secret.

Not ready is who cannot take a request safely. What needs a person, but loses nothing meanwhile, asks for attention.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pid_tracker.models.last_run import RunKind
from pid_tracker.services.upkeep.measures import Measures

#: Bounds in seconds, inclusive; `deploy/prometheus-rules.yml` alarms by the same.
OUTBOX_AGE = 15 * 60
BACKUP_AGE = 26 * 3600
NIGHT_AGE = 26 * 3600
VERIFY_AGE = 8 * 24 * 3600
CLOCK_ERROR = 10


class Standing(StrEnum):
    """How a check came out."""

    GOOD = "baik"
    ATTENTION = "perhatian"
    BAD = "gagal"


@dataclass(frozen=True, slots=True)
class Check:
    """One row: the name is for machines, the words are for people."""

    name: str
    standing: Standing
    says: str


def checks(seen: Measures, disk_wanted: float) -> tuple[Check, ...]:
    """All rows for one look; `disk_wanted` is the share of free disk (0 to 1) below which somebody has to act."""
    return tuple(_rows(seen, disk_wanted))


def is_ready(rows: tuple[Check, ...]) -> bool:
    """Whether requests can be taken."""
    return all(row.standing is not Standing.BAD for row in rows)


def _rows(seen: Measures, disk_wanted: float) -> Iterator[Check]:
    yield _bad_unless(seen.database_answers, "basis_data", "menjawab", "basis data tidak menjawab")
    if seen.database_answers:
        older = "struktur basis data belum versi terbaru; jalankan: pid-tracker db upgrade"
        yield _bad_unless(seen.tables_are_current, "struktur", "versi terbaru", older)
    full = "berkas tidak dapat disimpan; periksa ruang dan izin STORAGE_URL"
    yield _bad_unless(seen.store_takes_bytes, "penyimpanan", "dapat ditulisi", full)
    if seen.clock_error is not None:
        wrong = f"jam server meleset {_span(seen.clock_error)}; betulkan (NTP)"
        yield _bad_unless(seen.clock_error <= CLOCK_ERROR, "jam", "cocok", wrong)
    for name, free in seen.disk.items():
        yield _attend_unless(free >= disk_wanted, f"disk_{name}", f"{free:.0%} bebas")
    if seen.outbox_age is not None:
        waits = f"pesan tertua menunggu {_span(seen.outbox_age)}" if seen.outbox_age else "tidak ada yang menunggu"
        yield _attend_unless(seen.outbox_age <= OUTBOX_AGE, "antrean", waits)
    if seen.backup_age is not None:
        yield _attend_unless(seen.backup_age <= BACKUP_AGE, "cadangan", _when(seen.backup_age))
    for kind, name, oldest in ((RunKind.NIGHTLY, "malam", NIGHT_AGE), (RunKind.VERIFY, "verifikasi", VERIFY_AGE)):
        if run := seen.runs.get(kind):
            result = "" if run.is_sound else "; ada yang tidak beres, jalankan lagi dan baca keluarannya"
            yield _attend_unless(run.is_sound and run.age <= oldest, name, _when(run.age) + result)


def _bad_unless(is_good: bool, name: str, good: str, bad: str) -> Check:
    return Check(name, Standing.GOOD, good) if is_good else Check(name, Standing.BAD, bad)


def _attend_unless(is_good: bool, name: str, says: str) -> Check:
    return Check(name, Standing.GOOD if is_good else Standing.ATTENTION, says)


def _when(age: float) -> str:
    return "belum pernah" if age == float("inf") else f"terakhir {_span(age)} yang lalu"


def _span(seconds: float) -> str:
    """A length of time in its largest whole unit."""
    for size, unit in ((86_400, "hari"), (3_600, "jam"), (60, "menit")):
        if seconds >= size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} detik"
