"""I1 to I6 counted anew from the text of permintaan.csv alone, by somebody who knows only the column names.

Shares no code with the figures of the site: base sets as the public page explains them.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from datetime import date

Row = dict[str, str]
Counts = dict[str, object]

_GIVEN = {"diberikan semua", "diberikan sebagian"}
_ENDED = {"dicabut pemohon", "tidak dilanjutkan"}


def rows_of(text: str) -> list[Row]:
    """The rows of the file, as any program would read them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def count(rows: Iterable[Row], start: date, end: date) -> Counts:
    """The figures of a period, as they stand on the data date that each row names."""
    found: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    results: Counter[str] = Counter()
    days: Counter[int] = Counter()
    oldest = 0
    for row in rows:
        if row["dari_register_lama"] == "ya":
            continue
        today, filed, answered = _day(row["tgl_data"]), _day(row["tgl_masuk"]), _day(row["tgl_jawab"])
        assert today and filed
        limit, first = _day(row["tenggat"]), _day(row["tenggat_awal"])
        ends = [day for day in map(_day, (row["tgl_tutup"], row["tgl_putus_keberatan"])) if day]  # whatever the stage
        extended = _day(row["tgl_diperpanjang"])
        if extended and first and extended > first:
            limit = first
        labelled = _day(row.get("tgl_label", ""))
        if labelled and (limit is None or labelled <= limit):
            found["dilabel ulang"] += start <= filed <= end
            continue
        if start <= filed <= end:
            found["masuk"] += 1
            channels[row["kanal"]] += 1
        if limit and start <= limit <= min(end, today) and not any(day <= limit for day in ends):
            found["jatuh tempo"] += 1
            if answered is None:
                found["belum dijawab"] += 1
            elif answered > limit:
                found["terlambat"] += 1
            elif first and answered <= first:
                found["dalam 10 hari"] += 1
            else:
                found["diperpanjang, tepat waktu"] += 1
        if answered and start <= answered <= end:
            found["dijawab"] += 1
            results[row["hasil"]] += 1
            days[int(row["hari_kerja"])] += 1
        if limit and today > limit and answered is None and not ends:
            found["lewat tenggat sekarang"] += 1
            oldest = max(oldest, int(row["hari_lewat"]))
    return {
        **{name: found[name] for name in NAMES},
        "hari kerja terlama": oldest,
        "kanal": dict(sorted(channels.items())),
        "hasil": dict(sorted(results.items())),
        "hari sampai dijawab": dict(sorted(days.items())),
    }


#: The plain counts, in the order of the page.
NAMES = (
    "masuk", "jatuh tempo", "dalam 10 hari", "diperpanjang, tepat waktu", "terlambat", "belum dijawab", "dijawab",
    "lewat tenggat sekarang", "dilabel ulang",
)  # fmt: skip


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
