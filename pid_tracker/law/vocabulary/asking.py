"""Who asks, how, what for, how the answer is wanted (UU 14/2008 Pasal 22; PERKI 1/2021 Pasal 27 to 29, 35)."""

from pid_tracker.law.vocabulary.worded import Worded


class Channel(Worded):
    """How a request or an objection reached the body (ruling R6); `words` stand in public figures and open data.

    `told` goes on from "Permintaan diterima", `at_desk` is read and chosen by officers.
    """

    told: str
    at_desk: str

    WEB = "WEB", "situs web", "lewat situs ini", "situs web"
    WALK_IN = "WALK_IN", "datang langsung", "di meja layanan", "datang ke meja"
    PHONE = "PHONE", "telepon", "lewat telepon", "telepon"
    LETTER = "LETTER", "surat", "lewat surat", "surat"
    EMAIL = "EMAIL", "surel", "lewat surel", "surel"
    WHATSAPP = "WHATSAPP", "WhatsApp", "lewat WhatsApp", "WhatsApp"
    SMS = "SMS", "SMS", "lewat SMS", "SMS"
    ORAL = "ORAL", "lisan", "secara lisan", "lisan (disabilitas)"
    REFERRAL = "REFERRAL", "diteruskan dari badan lain", "dari badan lain", "diteruskan dari badan lain"

    @classmethod
    def desk_choices(cls) -> dict[str, str]:
        """What the desk can write down: all but the site itself."""
        return {code: said for code, said in cls.choices("at_desk").items() if code != cls.WEB}


class Purpose(Worded):
    """What the information is for (tujuan penggunaan, UU 14/2008 Pasal 4 ayat (3)), in one tap."""

    CITIZEN = "CITIZEN", "Ingin tahu sebagai warga"
    STUDY = "STUDY", "Belajar atau penelitian"
    PRESS = "PRESS", "Liputan"
    RIGHTS = "RIGHTS", "Membela hak atau mengurus masalah"
    BUSINESS = "BUSINESS", "Usaha"
    OTHER = "OTHER", "Lainnya"


class RequesterKind(Worded):
    """Who asks (PERKI 1/2021 Pasal 27); `words` as in the record.

    `own` is said by the requester, `at_desk` chosen by the officer who asks, `asked` the question that follows,
    `proof` the requester's own piece of the packet for the commission.
    """

    own: str
    at_desk: str
    asked: str
    proof: str

    PERSON = "PERSON", "Perorangan", "Saya sendiri", "Diri sendiri", "", "Fotokopi KTP, SIM, atau paspor Anda"
    GROUP = (
        "GROUP", "Kelompok warga", "Kelompok warga", "Kelompok warga", "Kelompok apa yang meminta?",
        "Surat kuasa kelompok dan fotokopi KTP anggota",
    )  # fmt: skip
    ENTITY = (
        "ENTITY", "Lembaga berbadan hukum", "Lembaga berbadan hukum", "Lembaga berbadan hukum",
        "Lembaga apa yang meminta?", "Akta dan pengesahan badan hukum Anda",
    )  # fmt: skip
    PROXY = (
        "PROXY", "Kuasa dari orang lain", "Saya mewakili orang lain", "Mewakili orang lain", "Siapa yang Anda wakili?",
        "Surat kuasa, dan fotokopi KTP Anda serta pemberi kuasa",
    )  # fmt: skip


class IdentityWay(Worded):
    """How identity is proved (ruling R7); `words` as in the record.

    `own` is chosen by the requester, `hint` stands under it, `at_desk` is chosen by the desk.
    """

    own: str
    hint: str
    at_desk: str

    PHOTO = "PHOTO", "foto dikirim", "Foto kartu", "KTP, SIM, paspor, KIA, atau kartu pelajar dengan KK", ""
    LATER = (
        "LATER", "menyusul", "Kirim nanti",
        "Permintaan tetap kami catat sekarang; nomornya langsung Anda terima", "Menyusul",
    )  # fmt: skip
    DESK = (
        "DESK", "ditunjukkan di meja", "Tunjukkan di meja layanan", "Bawa kartu Anda ke meja layanan pada jam buka",
        "Sudah dilihat petugas",
    )  # fmt: skip


class Delivery(Worded):
    """How the answer is wanted (cara memperoleh, PERKI 1/2021 Pasal 35); `words` as in the written notice.

    `own` is chosen by the requester, `at_desk` by the desk.
    """

    own: str
    at_desk: str

    LINK = "LINK", "Melalui tautan aman", "Lewat tautan aman (gratis)", "Tautan aman"
    DESK = "DESK", "Diambil di meja layanan", "Ambil di meja layanan", "Ambil di meja layanan"
    POST = "POST", "Dikirim lewat pos", "Dikirim pos (mungkin ada ongkos)", "Dikirim pos"
    VIEW = "VIEW", "Dilihat langsung di tempat layanan", "Datang melihat langsung", "Melihat langsung"


#: Ways in which somebody receives something by hand: a hand-over record (berita acara) belongs to each.
BY_HAND: frozenset[Delivery] = frozenset({Delivery.DESK, Delivery.POST, Delivery.VIEW})


class Format(Worded):
    """The form (bentuk) that the requester likes."""

    TABLE = "TABLE", "Tabel yang bisa diolah"
    DOCUMENT = "DOCUMENT", "Dokumen"
    SCREEN_READER = "SCREEN_READER", "Teks untuk pembaca layar"
    LARGE_PRINT = "LARGE_PRINT", "Huruf besar"
    PAPER = "PAPER", "Kertas"


class PhoneChannel(Worded):
    """How a telephone is written to."""

    WHATSAPP = "WHATSAPP", "WhatsApp"
    SMS = "SMS", "SMS"


class Lack(Worded):
    """What a request can lack (PERKI 1/2021 Pasal 27, 29): `words` for the requester, `why` it is needed."""

    why: str

    IDENTITY = (
        "IDENTITY",
        "salinan bukti identitas",
        "PERKI 1/2021 Pasal 27 meminta bukti bahwa pemohon warga negara Indonesia",
    )
    NIK = "NIK", "NIK", "PERKI 1/2021 Pasal 29 ayat (5) huruf c meminta NIK"
    DEED = "DEED", "akta dan pengesahan badan hukum", "PERKI 1/2021 Pasal 27 memintanya dari badan hukum"
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY", "surat kuasa", "PERKI 1/2021 Pasal 27 memintanya dari kuasa dan kelompok"
    STAMP = (
        "STAMP",
        "meterai pada surat kuasa khusus",
        "PERKI 1/2021 Pasal 27 memintanya pada surat kuasa khusus",
    )
    ADDRESS = "ADDRESS", "alamat", "UU 14/2008 Pasal 22 ayat (2) meminta alamat pemohon"
    SUBJECT = "SUBJECT", "rincian informasi yang diminta", "UU 14/2008 Pasal 22 ayat (2) meminta subjek informasi"


class Rating(Worded):
    """Whether an answer answered, as the requester says it; `told` by others, `complained` in the objection's own
    chronology (nothing is said there of a good answer)."""

    told: str
    complained: str

    YES = "YES", "Ya", "terjawab", ""
    PARTLY = "PARTLY", "Sebagian", "terjawab sebagian", "hanya menjawab sebagian"
    NO = "NO", "Tidak", "tidak terjawab", "tidak menjawab permintaan saya"
