"""How offices work: who stands in, which letters need approval, where decrees and tests stand."""

from pid_tracker.law.vocabulary.worded import Worded


class Acting(Worded):
    """A substitute (UU 30/2014 Pasal 14); `short` stands before the name of the office."""

    short: str

    PLH = "PLH", "Plh. (pejabatnya berhalangan sementara)", "Plh."
    PLT = "PLT", "Plt. (jabatannya kosong)", "Plt."


class AppliesTo(Worded):
    """Which letters a level of approval is for."""

    ALL = "ALL", "semua surat jawaban"
    CLOSING = "CLOSING", "surat yang menutup informasi"


class ProposalState(Worded):
    """Where a proposed decree stands; what was decided stays."""

    PROPOSED = "PROPOSED", "menunggu persetujuan"
    APPROVED = "APPROVED", "disetujui"
    REJECTED = "REJECTED", "ditolak"


class DecreeSource(Worded):
    """How a decree came into force here."""

    PAGES = "PAGES", "dua orang lewat halaman ini"
    COMMAND_LINE = "COMMAND_LINE", "dimuat oleh pengelola lewat baris perintah"


class TestState(Worded):
    """Where a consequence test stands. The first three are stored; an APPROVED one is IN_FORCE, ENDED or SUPERSEDED,
    by the day."""

    __test__ = False  # pytest: not a class of tests

    DRAFT = "DRAFT", "draf"
    FINISHED = "FINISHED", "menunggu persetujuan"
    APPROVED = "APPROVED", "disetujui"
    IN_FORCE = "IN_FORCE", "berlaku"
    ENDED = "ENDED", "berakhir"
    SUPERSEDED = "SUPERSEDED", "diganti"
