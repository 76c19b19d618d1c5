"""What the case page says of a request in rows of (label, words): what came with it, or what an old register claims."""

from pid_tracker.law.facts import Filed, Imported
from pid_tracker.law.vocabulary.asking import Channel, IdentityWay
from pid_tracker.models import CaseFile
from pid_tracker.web.filters import tanggal
from pid_tracker.web.officer.case_words import without_the_requester

Rows = list[tuple[str, str]]


def asked(case: CaseFile) -> Rows:
    """What came with the question, as whoever looks may read it."""
    channel, filed = Channel.of(case.channel), case.latest(Filed)
    came_from = f"{case.referred_from}, {filed.referred_by}" if case.referred_from and filed is not None else ""
    rows = [
        ("Masuk lewat", f"{channel.at_desk if channel else case.channel}, {tanggal(case.filed_on)}"),
        ("Tahun atau waktu", without_the_requester(case.period, case)),
        ("Daerah", without_the_requester(case.place, case)),
        ("Kantor menurut pemohon", without_the_requester(case.office_hint, case)),
        ("Boleh diteruskan ke badan lain", "ya" if case.may_refer else "tanya pemohon dulu"),
        ("Bukti identitas", IdentityWay.words_of(case.identity_way)),
    ]
    return [("Diteruskan dari", came_from), *rows] if came_from else rows


def claimed(case: CaseFile) -> Rows:
    """What an old register says of the case; empty for a case of this one."""
    imported = case.latest(Imported)
    if imported is None:
        return []
    said = imported.claimed
    return [
        ("Nomor lama", said.number or ""),
        ("Tanggal permintaan", str(said.filed_on or "")),
        ("Tanggal jawaban", str(said.answered_on or "")),
        ("Hasil", said.outcome or ""),
        ("Kantor", said.unit or ""),
    ]
