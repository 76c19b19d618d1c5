"""Closed lists of the Act, each with its words: outcomes, grounds and decisions, labels, what happens in a dispute."""

from collections.abc import Set

from pid_tracker.law.vocabulary.worded import Worded


class Outcome(Worded):
    """What an answer (pemberitahuan tertulis) says; it is no stage. UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Pasal
    31 ayat (4).

    `words` stand in timeline, registers and open data; `told` in the requester's chronology, `letter` in the notice,
    `offered` in the officer's form, `heading` above the answer.
    """

    told: str
    letter: str
    offered: str
    heading: str

    GRANTED = (
        "GRANTED", "diberikan semua", "informasi diberikan semua", "diberikan", "Diberikan",
        "Informasi yang Anda minta ada di sini",
    )  # fmt: skip
    PARTLY_GRANTED = (
        "PARTLY_GRANTED", "diberikan sebagian", "informasi diberikan sebagian", "diberikan sebagian",
        "Diberikan sebagian", "Sebagian informasi kami berikan",
    )  # fmt: skip
    REFUSED = "REFUSED", "ditolak", "permintaan ditolak", "ditolak", "Ditolak", "Permintaan Anda kami tolak"
    NOT_HELD = (
        "NOT_HELD", "tidak dimiliki", "informasinya dinyatakan tidak dimiliki", "tidak kami miliki",
        "Tidak kami kuasai", "Kami tidak memiliki informasi ini",
    )  # fmt: skip
    REFERRED = (
        "REFERRED", "diteruskan ke kantor lain", "informasinya dinyatakan ada di kantor lain", "ada di kantor lain",
        "Dirujuk ke badan lain", "Informasi ini ada di kantor lain",
    )  # fmt: skip


#: Outcomes that close anything rest on a finished consequence test (uji konsekuensi, Pasal 19) that is in force; the
#: gate asks this table on every road (`services/gate/closing.py`).
NEEDS_CONSEQUENCE_TEST: frozenset[Outcome] = frozenset({Outcome.REFUSED, Outcome.PARTLY_GRANTED})


#: Outcomes that give something.
GIVING: frozenset[Outcome] = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


class ObjectionGround(Worded):
    """Grounds of an objection (alasan keberatan), UU 14/2008 Pasal 35 ayat (1) huruf a to g.

    `words` as a requester says them, `law` as the Act does, `column` as the head in the register (PERKI 1/2021, annex).
    """

    law: str
    column: str

    REFUSED = "a", "Permintaan saya ditolak", "permintaan ditolak", "a. ditolak"
    PERIODIC_MISSING = (
        "b", "Informasi yang seharusnya rutin diumumkan tidak ada", "informasi berkala tidak disediakan",
        "b. informasi berkala tidak disediakan",
    )  # fmt: skip
    NOT_ANSWERED = "c", "Tidak dijawab", "permintaan tidak ditanggapi", "c. tidak ditanggapi"
    NOT_AS_ASKED = (
        "d", "Jawaban tidak sesuai yang saya minta", "permintaan ditanggapi tidak sebagaimana diminta",
        "d. tidak sebagaimana diminta",
    )  # fmt: skip
    NOT_FULFILLED = "e", "Permintaan tidak dipenuhi", "permintaan tidak dipenuhi", "e. tidak dikabulkan"
    COST = "f", "Biayanya tidak wajar", "biaya tidak wajar", "f. biaya tidak wajar"
    LATE = "g", "Jawaban terlambat", "disampaikan melebihi waktu", "g. melebihi waktu"


#: Grounds that are found without any answer: they may be lodged while the term to answer still runs.
GROUNDS_FOUND_EARLY: frozenset[ObjectionGround] = frozenset({ObjectionGround.PERIODIC_MISSING, ObjectionGround.COST})


def needs_no_request(grounds: Set[ObjectionGround]) -> bool:
    """Whether an objection on these grounds may begin a case: b, and none that a request or its answer gives (R9)."""
    return ObjectionGround.PERIODIC_MISSING in grounds and grounds <= GROUNDS_FOUND_EARLY


class ExtensionGround(Worded):
    """The two grounds of an extension (perpanjangan), PERKI 1/2021 Pasal 36 ayat (1)."""

    NOT_YET_HELD = "NOT_YET_HELD", "Informasi belum dikuasai atau belum didokumentasikan"
    STATUS_UNDECIDED = "STATUS_UNDECIDED", "Belum dapat diputuskan apakah informasi dikecualikan"


#: Grounds that the parties may settle by talks (musyawarah): all but a, UU 14/2008 Pasal 35 ayat (2).
GROUNDS_FOR_TALKS: frozenset[ObjectionGround] = frozenset(ObjectionGround) - {ObjectionGround.REFUSED}


class TalksResult(Worded):
    """What talks came to."""

    AGREED = "AGREED", "sepakat"
    NOT_AGREED = "NOT_AGREED", "tidak sepakat"


class Decision(Worded):
    """What the superior (atasan PPID) decides on an objection, UU 14/2008 Pasal 36; PERKI 1/2021 Pasal 44.

    `words` go on from "Keberatan", for an answer and for none; `register` say what was done, and are chosen from.
    """

    register: str

    UPHELD = "UPHELD", "tidak dikabulkan", "menguatkan jawaban PPID"
    CHANGED = "CHANGED", "dikabulkan sebagian", "mengubah sebagian"
    REVERSED = "REVERSED", "dikabulkan seluruhnya", "membatalkan dan memerintahkan memberi"


#: Decisions that order something to be given by a date.
ORDERING: frozenset[Decision] = frozenset({Decision.CHANGED, Decision.REVERSED})


class Response(Worded):
    """What the requester says to the decision (tanggapan pemohon); `own` in the first person, `register` in Annex
    XI."""

    own: str
    register: str

    ACCEPTS = "ACCEPTS", "menerima putusan", "Saya menerima putusan ini", "menerima"
    NOT_SATISFIED = "NOT_SATISFIED", "tidak puas dengan putusan", "Saya tidak puas", "tidak puas"


class Label(Worded):
    """What a text is that was filed as a request and is none (ruling R11); `published` in open data, `place` where one
    usually goes with it: a start for what the officer writes."""

    published: str
    place: str

    COMPLAINT = "COMPLAINT", "pengaduan layanan", "pengaduan", "SP4N-LAPOR!, di lapor.go.id atau SMS ke 1708"
    OWN_DATA = (
        "OWN_DATA", "permintaan data pribadi sendiri", "data sendiri",
        "kantor yang menyimpan data Anda, dengan membawa KTP; haknya diatur UU 27/2022",
    )  # fmt: skip
    AID = "AID", "permohonan bantuan", "bantuan", "dinas yang mengurus bantuan itu"


class DisputeStage(Worded):
    """Stages before the commission (PERKI 1/2013 Pasal 36 to 59)."""

    HEARING = "HEARING", "sidang pemeriksaan"
    MEDIATION = "MEDIATION", "mediasi"
    ADJUDICATION = "ADJUDICATION", "ajudikasi"  # ajudikasi nonlitigasi


class DisputeEnd(Worded):
    """How a dispute ended."""

    MEDIATED = "MEDIATED", "sepakat dalam mediasi"
    RULED = "RULED", "diputus Komisi Informasi"
    WITHDRAWN = "WITHDRAWN", "dicabut pemohon"
    INADMISSIBLE = "INADMISSIBLE", "tidak diterima Komisi Informasi"  # putusan sela


class Ruling(Worded):
    """What a ruling (putusan) of the commission says, UU 14/2008 Pasal 46."""

    ORDERS_RELEASE = "ORDERS_RELEASE", "informasi harus diberikan, seluruhnya atau sebagian"
    CONFIRMS = "CONFIRMS", "jawaban badan publik dikuatkan"


class Court(Worded):
    """Where a ruling is challenged (UU 14/2008 Pasal 47)."""

    PTUN = "PTUN", "Pengadilan Tata Usaha Negara"
    PN = "PN", "Pengadilan Negeri"


class Party(Worded):
    """A side of a dispute."""

    BODY = "BODY", "badan publik"
    REQUESTER = "REQUESTER", "pemohon"
