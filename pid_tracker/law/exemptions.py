"""What may be closed at all (informasi yang dikecualikan): UU 14/2008 Pasal 17, one row a letter or sub-item.

A code is a letter with the number of its sub-item ("a1", "h3"), or the letter alone where the law has none ("b", "j").
Nothing is closed by a letter alone: each closing rests on a consequence test (`law/consequence.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

#: Letters that open anyway when the person consents in writing, or it concerns a public office: Pasal 18 ayat (2).
ASKS_EXCEPTIONS: frozenset[str] = frozenset("gh")
#: The letter that needs the Act (Undang-Undang) which closes the information; a lower rule does not do.
ASKS_LAW: frozenset[str] = frozenset("j")


@dataclass(frozen=True, slots=True)
class Period:
    """How long a letter may close: at most `years` from the test, where the law sets a number; `words` for the page."""

    words: str
    basis: str
    years: int | None = None


_SET_BY_HEAD = Period("selama diperlukan, ditetapkan pimpinan badan publik", "PP 61/2010 Pasal 7; PERKI 51 ayat (4)")

#: Letter -> how long. Pasal 20: none of a to f is permanent.
PERIODS: Mapping[str, Period] = {
    "a": Period("paling lama 30 tahun", "PP 61/2010 Pasal 5; PERKI 51 ayat (1)", years=30),
    "b": Period("menurut undang-undang yang mengatur bidangnya", "PP 61/2010 Pasal 6"),
    "c": _SET_BY_HEAD,
    "d": _SET_BY_HEAD,
    "e": _SET_BY_HEAD,
    "f": _SET_BY_HEAD,
    "g": Period("menurut undang-undang yang mengaturnya", "PP 61/2010 Pasal 8"),
    "h": Period("selama diperlukan untuk melindungi orangnya", "PP 61/2010 Pasal 9"),
    "i": Period("menurut undang-undang yang mengaturnya", "PP 61/2010 Pasal 8"),
    "j": Period("menurut undang-undang yang disebut", "UU 14/2008 Pasal 17 huruf j"),
}


@dataclass(frozen=True, slots=True)
class Exemption:
    """One thing that Pasal 17 lets a body close, in short plain words."""

    code: str
    words: str

    @property
    def letter(self) -> str:
        """The letter of Pasal 17."""
        return self.code[0]

    @property
    def article(self) -> str:
        """The article as a letter cites it: "UU 14/2008 Pasal 17 huruf a angka 1"."""
        item = f" angka {self.code[1:]}" if len(self.code) > 1 else ""
        return f"UU 14/2008 Pasal 17 huruf {self.letter}{item}"


#: The harm of each letter, as Pasal 17 opens it.
LETTERS: Mapping[str, str] = {
    "a": "Menghambat proses penegakan hukum",
    "b": "Mengganggu hak atas kekayaan intelektual dan persaingan usaha sehat",
    "c": "Membahayakan pertahanan dan keamanan negara",
    "d": "Mengungkapkan kekayaan alam Indonesia",
    "e": "Merugikan ketahanan ekonomi nasional",
    "f": "Merugikan kepentingan hubungan luar negeri",
    "g": "Mengungkapkan isi akta otentik yang bersifat pribadi atau wasiat seseorang",
    "h": "Mengungkap rahasia pribadi",
    "i": "Memorandum atau surat antar atau intra badan publik yang menurut sifatnya dirahasiakan",
    "j": "Tidak boleh diungkapkan berdasarkan undang-undang",
}

_ITEMS: Mapping[str, tuple[str, ...]] = {
    "a": (
        "menghambat penyelidikan dan penyidikan suatu tindak pidana",
        "mengungkapkan identitas informan, pelapor, saksi, atau korban",
        "mengungkapkan data intelijen kriminal dan rencana pencegahan kejahatan transnasional",
        "membahayakan keselamatan dan kehidupan penegak hukum atau keluarganya",
        "membahayakan keamanan peralatan, sarana, atau prasarana penegak hukum",
    ),
    "c": (
        "strategi, intelijen, operasi, taktik, dan teknik pertahanan dan keamanan",
        "dokumen tentang strategi, intelijen, operasi, taktik, dan teknik itu",
        "jumlah, komposisi, disposisi, atau dislokasi kekuatan dan rencana pengembangannya",
        "gambar dan data situasi atau keadaan pangkalan atau instalasi militer",
        "perkiraan kemampuan militer negara lain, atau kerja sama militer yang disepakati rahasia",
        "sistem persandian negara",
        "sistem intelijen negara",
    ),
    "e": (
        "rencana awal pembelian dan penjualan mata uang, saham, atau aset vital negara",
        "rencana awal perubahan nilai tukar, suku bunga, atau model operasi lembaga keuangan",
        "rencana awal perubahan suku bunga bank, pinjaman pemerintah, pajak, tarif, atau pendapatan lain",
        "rencana awal penjualan atau pembelian tanah atau properti",
        "rencana awal investasi asing",
        "proses dan hasil pengawasan perbankan, asuransi, atau lembaga keuangan lain",
        "hal yang berkaitan dengan proses pencetakan uang",
    ),
    "f": (
        "posisi, daya tawar, dan strategi dalam negosiasi internasional",
        "korespondensi diplomatik antarnegara",
        "sistem komunikasi dan persandian dalam hubungan internasional",
        "perlindungan dan pengamanan infrastruktur strategis Indonesia di luar negeri",
    ),
    "h": (
        "riwayat dan kondisi anggota keluarga",
        "riwayat, kondisi dan perawatan, pengobatan kesehatan fisik dan psikis seseorang",
        "kondisi keuangan, aset, pendapatan, dan rekening bank seseorang",
        "hasil evaluasi kapabilitas, intelektualitas, dan rekomendasi kemampuan seseorang",
        "catatan pribadi yang menyangkut pendidikan formal dan nonformal",
    ),
}

#: code -> exemption, in the order of the law.
EXEMPTIONS: Mapping[str, Exemption] = {
    row.code: row
    for letter, harm in LETTERS.items()
    for row in (
        [Exemption(f"{letter}{place}", words) for place, words in enumerate(_ITEMS[letter], start=1)]
        if letter in _ITEMS
        else [Exemption(letter, harm[0].lower() + harm[1:])]
    )
}


def letters_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The letters of some codes, each once, in order."""
    return tuple(sorted({code[0] for code in codes if code}))


def articles_of(codes: Iterable[str]) -> str:
    """Some codes as a letter cites them: "UU 14/2008 Pasal 17 huruf a angka 1 dan huruf h angka 3"."""
    known = [EXEMPTIONS[code] for code in EXEMPTIONS if code in set(codes)]
    cited = [row.article.removeprefix("UU 14/2008 Pasal 17 ") for row in known]
    if not cited:
        return ""
    return "UU 14/2008 Pasal 17 " + (", ".join(cited[:-1]) + " dan " + cited[-1] if len(cited) > 1 else cited[0])


def latest_end(codes: Iterable[str], from_on: date) -> tuple[date, str] | None:
    """The last day up to which these codes may close, counted from `from_on`, with its basis; None without a number.

    Where several letters set a number the shortest counts.
    """
    bounds = [(PERIODS[letter].years, PERIODS[letter].basis) for letter in letters_of(codes) if letter in PERIODS]
    found = min(((years, basis) for years, basis in bounds if years is not None), default=None)
    return (_years_later(from_on, found[0]), found[1]) if found else None


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)  # "at most": the earlier day
