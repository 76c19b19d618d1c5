"""The request itself: filed, completed, extended, withdrawn, late; and dates that move."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import DeficiencyNotified, DueDateMoved, Extended, Facts, Filed, Relabelled
from pid_tracker.law.vocabulary.asking import Channel, Lack
from pid_tracker.law.words import tanggal
from pid_tracker.services.words.tellings.telling import Happened, Telling, written
from pid_tracker.services.words.told_terms import TOLD, duty_of, moved_because


def _filed(event: Happened) -> str:
    filed = event.told(Filed)
    if filed.referred_from:
        return f"Permintaan diteruskan dari {filed.referred_by}, nomor asal {filed.referred_from}"
    channel = Channel.of(filed.channel)
    return f"Permintaan diterima{f' {channel.told}' if channel else ''}"


def _received_before(event: Happened) -> str:
    return f"Suratnya kami terima {tanggal(event.received_on)}." if event.received_on != event.on else ""


def _lacks(event: Happened) -> str:
    lacks = ", ".join(Lack(code).words for code in event.told(DeficiencyNotified).lacks)
    return f"Kami memberi tahu yang masih kurang: {lacks}"


def _why_extended(event: Happened) -> str:
    extended = event.told(Extended)
    due = extended.promised_on
    return f"{extended.sentence} Jawaban paling lambat {tanggal(due)}." if due else extended.sentence


def _left_lying(event: Happened) -> str:
    """Why a part lay with no office (ruling R30): the texts of an extension are named "part1", "part2" ..."""
    places = sorted(int(name.removeprefix("part")) for name in event.facts.texts or ())
    reasons = ((place, event.text(f"part{place}")) for place in places)
    return "\n".join(f"Bagian {place} belum diteruskan: {why}" for place, why in reasons if why)


def _moved(event: Happened) -> str:
    moved = event.told(DueDateMoved)
    words = TOLD[duty_of(moved)].short
    return f"Batas waktu {words} menjadi lebih lambat karena {moved_because(moved)}: {tanggal(moved.new)}"


def _once_for_all_dates(facts: Facts) -> str:
    """The message of the first date that moved names those that moved with it."""
    told_already = isinstance(facts, DueDateMoved) and facts.told_with is not None
    return "" if told_already else "date_moved"


def _withdrawn(event: Happened) -> str:
    by_staff = ", dicatat petugas menurut pernyataan tertulis" if event.by_staff else ""
    return f"Permintaan dicabut pemohon{by_staff}"


TELLINGS = (
    Telling(
        E.FILED,
        _filed,
        more=_received_before,
        chronology=lambda event: f"saya meminta informasi kepada {event.body}, nomor {event.told(Filed).number}",
        messages={"n1_received": "Permintaan diterima"},
    ),
    Telling(
        E.DEFICIENCY_NOTIFIED,
        _lacks,
        more=lambda event: event.told(DeficiencyNotified).note or "",
        chronology="saya diberi tahu bahwa permintaan belum lengkap",
        messages={"n2_incomplete": "Belum lengkap"},
    ),
    Telling(E.NOTICE_FAILED, "Pemberitahuan kekurangan belum sampai. Waktu melengkapi belum berjalan"),
    Telling(E.NOTICE_DELIVERED, "Pemberitahuan kekurangan sampai. Waktu melengkapi dihitung sejak hari ini"),
    Telling(
        E.COMPLETED,
        "Kekurangan sudah dilengkapi",
        chronology="saya melengkapi permintaan",
        messages={"n3_complete": "Sudah lengkap"},
    ),
    Telling(E.DECLARED_COMPLETE, "Permintaan dinyatakan lengkap"),
    Telling(
        E.LAPSED,
        "Permintaan tidak dilanjutkan karena tidak dilengkapi sampai batasnya",
        messages={"lapsed": "Permintaan tidak dilanjutkan"},
    ),
    Telling(
        E.EXTENDED,
        lambda event: f"Waktu menjawab ditambah {event.days.more} hari kerja",
        more=_why_extended,
        more_inside=_left_lying,
        chronology=lambda event: f"waktu menjawab ditambah {event.days.more} hari kerja",
        messages={"n5_extended": "Waktu ditambah"},
    ),
    Telling(
        E.LATE_NOTICE,
        "Kami memberi tahu bahwa jawaban terlambat",
        chronology="saya diberi tahu bahwa jawaban terlambat",
        messages={"n11_late": "Kami terlambat"},
    ),
    Telling(
        E.DUE_DATE_MOVED,
        _moved,
        messages={"date_moved": "Tenggat bergeser", "decision_moved": "Tenggat keberatan bergeser"},
        which=_once_for_all_dates,  # rows of the outbox may still wait under the other name
    ),
    Telling(E.WITHDRAWN, _withdrawn, messages={"withdrawn": "Permintaan dicabut"}),
    Telling(
        E.QUESTION_ASKED,
        "Kami bertanya kepada pemohon. Waktu jawaban tetap berjalan",
        messages={"n16_question": "Pertanyaan untuk pemohon"},
    ),
    Telling(E.QUESTION_REPLIED, "Pemohon menjawab pertanyaan kami"),
    Telling(
        E.RELABELLED,
        lambda event: f"PPID menilai ini bukan permintaan informasi, melainkan {event.told(Relabelled).label.words}",
        more=written(reason="Alasan: ", where="Ke mana: "),
        messages={"n18_relabelled": "Bukan permintaan informasi"},
    ),
    Telling(
        E.INSISTED,
        "Pemohon menyatakan ini tetap permintaan informasi",
        more=written(why=""),
        messages={"n19_insisted": "Tetap dikerjakan sebagai permintaan"},
    ),
)
