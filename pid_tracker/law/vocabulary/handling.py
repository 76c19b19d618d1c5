"""What becomes of a request inside: its parts, its papers, what is handed over, and the outbox."""

from collections.abc import Mapping
from enum import StrEnum

from pid_tracker.law.vocabulary.asking import RequesterKind
from pid_tracker.law.vocabulary.worded import Worded


class PartState(Worded):
    """Where a part (bagian) stands; `words` for officers, `standing` for the requester (none while a unit has it: then
    its name is told)."""

    standing: str

    NEW = "NEW", "belum dipilah", "Diperiksa PPID"
    ROUTED = "ROUTED", "diteruskan", ""
    ACCEPTED = "ACCEPTED", "diterima kantor", ""
    HANDED_BACK = "HANDED_BACK", "dikembalikan", "Dicarikan kantor yang tepat"
    READY = "READY", "jawaban kantor siap", "Jawaban disiapkan PPID"


#: A unit has the part and still looks for it.
SEARCHED: tuple[PartState, ...] = (PartState.ROUTED, PartState.ACCEPTED)


class PartResult(Worded):
    """What a unit may propose for its part (journeys 2.12); `hint` stands under the choice."""

    hint: str

    OPEN = "OPEN", "Ada dan terbuka", ""
    PARTLY_CLOSED = "PARTLY_CLOSED", "Ada, sebagian perlu ditutup", "Usulan: menunggu uji konsekuensi oleh PPID"
    CLOSED = "CLOSED", "Ada, perlu ditutup", "Usulan: menunggu uji konsekuensi oleh PPID"
    NOT_HELD = "NOT_HELD", "Tidak ada pada kami", ""


#: Proposals to close something: the PPID tests the consequences first (UU 14/2008 Pasal 19).
PROPOSED_CLOSED: frozenset[PartResult] = frozenset({PartResult.PARTLY_CLOSED, PartResult.CLOSED})


class HandBackReason(Worded):
    """Why a unit hands a part back; `lacking` asks for the explanation that belongs to it."""

    lacking: str

    NOT_OURS = (
        "NOT_OURS", "Bukan kewenangan kami", "Tulis kantor yang berwenang, atau jelaskan mengapa tidak tahu",
    )  # fmt: skip
    NOT_HELD = "NOT_HELD", "Kami tidak memilikinya", "Tulis tempat yang sudah dicari"
    SPLIT = "SPLIT", "Perlu dibagi", "Tulis penjelasannya"


class Correctable(Worded):
    """What a clerical error (salah tulis) can be corrected in; nothing else can."""

    NAME = "NAME", "nama pemohon"
    ADDRESS = "ADDRESS", "alamat pemohon"
    PHONE = "PHONE", "nomor HP pemohon"
    EMAIL = "EMAIL", "surel pemohon"
    PERIOD = "PERIOD", "tahun atau waktu yang diminta"
    PLACE = "PLACE", "daerah yang diminta"
    LETTER = "LETTER", "tulisan di surat jawaban"

    @property
    def is_personal(self) -> bool:
        """Whether only desk and PPID may read what was wrong and what is right."""
        return self.value in ("NAME", "ADDRESS", "PHONE", "EMAIL")


class HandOverWay(Worded):
    """How something was handed over (serah terima, PERKI 1/2021 Pasal 35).

    `place`, `sentence` and `items` stand in the record (berita acara).
    """

    place: str
    sentence: str
    items: str

    PICKUP = (
        "PICKUP", "diambil di meja layanan", "di meja layanan informasi",
        "Yang menyerahkan telah menyerahkan, dan yang menerima telah menerima dalam keadaan lengkap:",
        "Yang diserahkan",
    )  # fmt: skip
    POST = (
        "POST", "dikirim lewat pos", "lewat pos", "Yang menyerahkan telah mengirim kepada yang menerima:",
        "Yang diserahkan",
    )  # fmt: skip
    VIEWING = (
        "VIEWING", "dilihat langsung di tempat layanan", "di tempat layanan informasi",
        "Yang menyerahkan telah memperlihatkan, dan yang menerima telah melihat langsung:", "Yang dilihat",
    )  # fmt: skip


class Acknowledgement(Worded):
    """How the receiver acknowledged."""

    SIGNED = "SIGNED", "ditandatangani penerima"
    THUMB = "THUMB", "dibacakan, cap jempol"


class DocumentKind(Worded):
    """What a stored file is."""

    IDENTITY = "IDENTITY", "bukti identitas"
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY", "surat kuasa"
    DEED = "DEED", "akta"
    RECEIVED_LETTER = "RECEIVED_LETTER", "surat masuk"
    OBJECTION = "OBJECTION", "lampiran keberatan"
    STATEMENT = "STATEMENT", "pernyataan pencabutan"
    ANSWER = "ANSWER", "berkas jawaban"
    EXECUTION = "EXECUTION", "berkas pelaksanaan putusan"  # given by order of the superior or of a ruling
    NOTICE = "NOTICE", "surat jawaban"
    RECEIPT = "RECEIPT", "tanda bukti"
    DECREE = "DECREE", "keputusan hari libur"
    CLOSED_INSPECTION = "CLOSED_INSPECTION", "dokumen pemeriksaan tertutup"  # for the commission's panel alone


#: Who asks -> the files that prove it (PERKI 1/2021 Pasal 27).
PROOFS: Mapping[RequesterKind, tuple[DocumentKind, ...]] = {
    RequesterKind.PERSON: (DocumentKind.IDENTITY,),
    RequesterKind.GROUP: (DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY),
    RequesterKind.ENTITY: (DocumentKind.IDENTITY, DocumentKind.DEED),
    RequesterKind.PROXY: (DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY),
}


class MessageChannel(StrEnum):
    """Who delivers a message."""

    EMAIL = "EMAIL"
    DESK = "DESK"  # the desk tells a requester without e-mail


class MessageState(StrEnum):
    """Where a message of the outbox stands."""

    QUEUED = "QUEUED"
    TAKEN = "TAKEN"  # by the server, and not yet noted
    SENT = "SENT"
    FAILED = "FAILED"  # parked after the last try
    TOLD = "TOLD"  # by the desk
