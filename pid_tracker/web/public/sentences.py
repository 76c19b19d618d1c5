"""The figures in one sentence each, with the denominator, as the pages say them; no percentage under ten cases."""

from pid_tracker.law.compliance import RANKED_FROM, Figures
from pid_tracker.law.unit_punctuality import PartFigures
from pid_tracker.web.filters import angka, dari, persen

NOTHING_DUE = "Belum ada permintaan yang jatuh tempo dalam masa ini."
NOTHING_ANSWERED = "Belum ada jawaban yang dikirim dalam masa ini."


def share(count: int, total: int) -> str:
    """ "38 dari 41 (92,7%)", or "6 dari 7" under ten cases."""
    percent = persen(count, total)
    return f"{dari(count, total)} ({percent})" if percent else dari(count, total)


def filed(figures: Figures) -> str:
    """I1 in words."""
    if not figures.filed:
        return "Belum ada permintaan yang masuk dalam masa ini."
    if not figures.requesters:
        return f"{angka(figures.filed)} permintaan masuk."
    return f"{angka(figures.filed)} permintaan masuk, dari {angka(figures.requesters)} pemohon yang berbeda."


def on_time(figures: Figures, answer_days: int) -> str:
    """I2 in words: within the limit as told, and within the `answer_days` before any extension."""
    if not figures.due:
        return NOTHING_DUE
    percent = persen(figures.on_time, figures.due)
    first = f"Dari {angka(figures.due)} permintaan yang jatuh tempo, {angka(figures.on_time)} dijawab tepat waktu"
    second = (
        f"{angka(figures.in_ten)} di antaranya dijawab dalam {answer_days} hari kerja, tanpa memakai tambahan waktu."
    )
    return f"{first}{f' ({percent})' if percent else ''}. {second}"


def how_long(figures: Figures) -> str:
    """I3 in words: median, mean and the ninetieth percentile."""
    if figures.median is None or figures.mean is None:
        return NOTHING_ANSWERED
    first = (
        f"Separuh dari {angka(figures.timed)} jawaban selesai dalam {angka(figures.median, 1)} hari kerja atau kurang. "
        f"Rata-ratanya {angka(figures.mean, 1)} hari kerja."
    )
    if figures.timed < RANKED_FROM:
        return first
    return f"{first} Sembilan dari sepuluh selesai dalam {figures.ninetieth} hari kerja."


def overdue(figures: Figures) -> str:
    """I4 in words, after its number."""
    if not figures.overdue:
        return "Tidak ada permintaan yang lewat tenggat tanpa jawaban saat ini."
    return (
        "permintaan lewat tenggat dan belum dijawab saat ini. "
        f"Yang paling lama sudah lewat {angka(figures.oldest_days)} hari kerja."
    )


def silent(figures: Figures) -> str:
    """I5 in words, after its number."""
    if not figures.due:
        return NOTHING_DUE
    if not figures.silent:
        return f"Tidak ada. Semua {angka(figures.due)} permintaan yang jatuh tempo sudah mendapat surat jawaban."
    first = "permintaan yang jatuh tempo belum mendapat surat jawaban"
    if figures.due < RANKED_FROM:
        return f"{first}."
    return f"{first}: kira-kira satu dari setiap {angka(round(figures.due / figures.silent))}."


def outcomes(figures: Figures) -> str:
    """I6 in words."""
    if not figures.answered:
        return NOTHING_ANSWERED
    first = f"{angka(figures.answered)} jawaban dikirim."
    if not figures.decidable:
        return f"{first} Belum ada di antaranya yang informasinya kami miliki."
    return (
        f"{first} Dari permintaan yang informasinya kami miliki, {share(figures.given, figures.decidable)} "
        "diberikan, semua atau sebagian."
    )


def parts(figures: PartFigures) -> str:
    """The internal punctuality of a unit in words."""
    if not figures.due:
        return "Belum ada bagian yang tanggal internalnya jatuh dalam masa ini."
    first = (
        f"{share(figures.on_time, figures.due)} bagian diserahkan kepada PPID paling lambat pada tanggal internalnya."
    )
    if not figures.contributed:
        return first
    return f"{first} {angka(figures.contributed)} bagian yang terlambat ikut menyebabkan permintaannya terlambat."
