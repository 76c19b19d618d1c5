"""Closed lists of the Act: outcomes of an answer, grounds of an objection, grounds of an extension."""

from collections.abc import Set
from enum import StrEnum


class Outcome(StrEnum):
    """What an answer (pemberitahuan tertulis) says; it is no stage. UU 14/2008 Pasal 22 ayat (7); PERKI 1/2021 Pasal
    31 ayat (4)."""

    GRANTED = "GRANTED"  # diberikan semua
    PARTLY_GRANTED = "PARTLY_GRANTED"  # diberikan sebagian
    REFUSED = "REFUSED"  # ditolak
    NOT_HELD = "NOT_HELD"  # tidak dikuasai
    REFERRED = "REFERRED"  # dirujuk


#: Outcomes that close anything rest on a finished consequence test (uji konsekuensi, Pasal 19) that is in force; the
#: gate asks this table on every road (`services/gate/closing.py`).
NEEDS_CONSEQUENCE_TEST: frozenset[Outcome] = frozenset({Outcome.REFUSED, Outcome.PARTLY_GRANTED})


#: Outcomes that give something.
GIVING: frozenset[Outcome] = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


class ObjectionGround(StrEnum):
    """Grounds of an objection (alasan keberatan), UU 14/2008 Pasal 35 ayat (1) huruf a to g."""

    REFUSED = "a"
    PERIODIC_MISSING = "b"
    NOT_ANSWERED = "c"
    NOT_AS_ASKED = "d"
    NOT_FULFILLED = "e"
    COST = "f"
    LATE = "g"


#: Grounds that are found without any answer: they may be lodged while the term to answer still runs.
GROUNDS_FOUND_EARLY: frozenset[ObjectionGround] = frozenset({ObjectionGround.PERIODIC_MISSING, ObjectionGround.COST})


def needs_no_request(grounds: Set[ObjectionGround]) -> bool:
    """Whether an objection on these grounds may begin a case: b, and none that a request or its answer gives (R9)."""
    return ObjectionGround.PERIODIC_MISSING in grounds and grounds <= GROUNDS_FOUND_EARLY


class ExtensionGround(StrEnum):
    """The two grounds of an extension (perpanjangan), PERKI 1/2021 Pasal 36 ayat (1)."""

    NOT_YET_HELD = "NOT_YET_HELD"  # informasi belum dikuasai atau didokumentasikan
    STATUS_UNDECIDED = "STATUS_UNDECIDED"  # belum dapat diputuskan dikecualikan atau tidak


#: Grounds that the parties may settle by talks (musyawarah): all but a, UU 14/2008 Pasal 35 ayat (2).
GROUNDS_FOR_TALKS: frozenset[ObjectionGround] = frozenset(ObjectionGround) - {ObjectionGround.REFUSED}


class Decision(StrEnum):
    """What the superior (atasan PPID) decides on an objection, UU 14/2008 Pasal 36; PERKI 1/2021 Pasal 44."""

    UPHELD = "UPHELD"  # menguatkan
    CHANGED = "CHANGED"  # mengubah sebagian
    REVERSED = "REVERSED"  # membatalkan dan memerintahkan memberi


#: Decisions that order something to be given by a date.
ORDERING: frozenset[Decision] = frozenset({Decision.CHANGED, Decision.REVERSED})


class Label(StrEnum):
    """What a text is that was filed as a request and is none (ruling R11)."""

    COMPLAINT = "COMPLAINT"  # pengaduan layanan, UU 25/2009
    OWN_DATA = "OWN_DATA"  # data pribadi pemohon sendiri, UU 27/2022
    AID = "AID"  # permohonan bantuan


class DisputeStage(StrEnum):
    """Stages before the commission (PERKI 1/2013 Pasal 36 to 59)."""

    HEARING = "HEARING"  # sidang pertama
    MEDIATION = "MEDIATION"  # mediasi, Pasal 37 to 41
    ADJUDICATION = "ADJUDICATION"  # ajudikasi nonlitigasi


class DisputeEnd(StrEnum):
    """How a dispute ended."""

    MEDIATED = "MEDIATED"  # kesepakatan mediasi
    RULED = "RULED"  # putusan Komisi Informasi
    WITHDRAWN = "WITHDRAWN"  # permohonan sengketa dicabut
    INADMISSIBLE = "INADMISSIBLE"  # tidak diterima, putusan sela


class Ruling(StrEnum):
    """What a ruling (putusan) of the commission says, UU 14/2008 Pasal 46."""

    ORDERS_RELEASE = "ORDERS_RELEASE"  # memerintahkan memberi, seluruhnya atau sebagian
    CONFIRMS = "CONFIRMS"  # menguatkan badan publik
