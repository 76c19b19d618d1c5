"""The map of an old register: which of its columns holds what, and what its words mean. Written as TOML.

    [columns]
    filed_on = "Tanggal Permohonan"
    question = "Rincian Informasi"
    outcome = "Keputusan"
    [outcome]
    "Diberikan seluruhnya" = "GRANTED"

See `docs/loading.md`. Names, dates and words that are left out stay empty; nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.vocabulary.asking import Channel, Purpose
from pid_tracker.law.vocabulary.worded import Worded
from pid_tracker.models import PublicBody, Unit
from pid_tracker.services.loading import cells
from pid_tracker.services.loading.cells import BadCell
from pid_tracker.services.loading.tables import BadFile

#: What a column may hold: name in the map -> what it is. NIK and occupation are not taken over.
FIELDS: Mapping[str, str] = {
    "filed_on": "tanggal permintaan",
    "question": "informasi yang diminta",
    "number": "nomor di register lama",
    "due_on": "batas waktu",
    "answered_on": "tanggal jawaban",
    "outcome": "hasil",
    "unit": "kantor yang menjawab",
    "channel": "cara mengajukan",
    "purpose": "tujuan",
    "name": "nama pemohon",
    "address": "alamat",
    "phone": "telepon",
    "email": "surel",
}
#: What every row must say.
NEEDED = ("filed_on", "question")
#: Columns that hold a date.
DATES = ("filed_on", "due_on", "answered_on")


def _read(said: Mapping[Worded, Sequence[str]]) -> Mapping[str, str]:
    """Word -> code: what registers write for each code, and the code itself."""
    return {word: code for code, words in said.items() for word in (code.casefold(), *words)}


#: Columns whose words mean one of a closed list; the map may add words to it.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "outcome": _read({
        Outcome.GRANTED: ("diberikan", "dikabulkan", "diberikan seluruhnya", "selesai"),
        Outcome.PARTLY_GRANTED: ("diberikan sebagian", "dikabulkan sebagian"), Outcome.REFUSED: ("ditolak",),
        Outcome.NOT_HELD: ("tidak dikuasai", "tidak ada"), Outcome.REFERRED: ("dirujuk",),
    }),
    "channel": _read({
        Channel.WEB: ("online", "website"), Channel.EMAIL: ("e-mail", "surel"), Channel.LETTER: ("surat", "pos"),
        Channel.WALK_IN: ("langsung", "datang langsung"), Channel.PHONE: ("telepon",), Channel.SMS: (),
        Channel.WHATSAPP: ("wa",), Channel.ORAL: ("lisan",),
    }),
    "purpose": _read({
        Purpose.CITIZEN: (), Purpose.STUDY: ("penelitian", "skripsi"), Purpose.PRESS: ("liputan",),
        Purpose.RIGHTS: (), Purpose.BUSINESS: ("usaha",), Purpose.OTHER: ("lainnya",),
    }),
}  # fmt: skip
_CODES: Mapping[str, frozenset[str]] = {name: frozenset(words.values()) for name, words in _WORDS.items()}
_LONGEST = {"question": 20_000, "number": 100, "name": 300, "address": 1000, "phone": 60, "email": 254}


@dataclass(frozen=True, slots=True)
class RegisterMap:
    """Which column of the old register holds what, and what its words mean."""

    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    header_line: int = 1
    sheet: str = ""
    delimiter: str = ""


def read_map(document: Mapping[str, object]) -> RegisterMap:
    """The map in a TOML document; BadFile says what is wrong with it."""
    columns = _strings(document, "columns")
    if unknown := sorted(set(columns) - set(FIELDS)):
        raise BadFile(f"Peta: '{unknown[0]}' tidak dikenal. Yang bisa dipetakan: {', '.join(FIELDS)}")
    if lacking := [name for name in NEEDED if name not in columns]:
        raise BadFile(f"Peta: kolom untuk {lacking[0]} ({FIELDS[lacking[0]]}) belum ditulis di [columns]")
    words = {name: _strings(document, name) for name in (*_WORDS, "unit") if name in document}
    for name, codes in _CODES.items():
        if wrong := sorted(set(words.get(name, {}).values()) - codes):
            raise BadFile(f"Peta: [{name}] tidak mengenal '{wrong[0]}'; pilih dari {', '.join(sorted(codes))}")
    header_line = document.get("header_line", 1)
    if not isinstance(header_line, int) or header_line < 1:
        raise BadFile("Peta: header_line adalah nomor baris judul kolom, mulai dari 1")
    delimiter = str(document.get("delimiter", ""))
    if len(delimiter) > 1:
        raise BadFile("Peta: delimiter satu huruf saja, misalnya ;")
    return RegisterMap(columns, words, header_line, str(document.get("sheet", "")), delimiter)


def _strings(document: Mapping[str, object], name: str) -> dict[str, str]:
    found = document.get(name)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise BadFile(f'Peta: [{name}] berisi baris seperti nama = "isi"')
    return dict(found)


def meaning(name: str, written: str, chart: RegisterMap, units: Mapping[str, str]) -> str:
    """What the words of a cell mean in the column `name`; BadCell when they are in no list, or too long."""
    if name == "unit":
        if cells.key(written) not in units:
            raise BadCell(f"kantor '{written}' tidak dikenal; tulis artinya di [unit] pada peta")
        return units[cells.key(written)]
    if name in _WORDS:
        own = {cells.key(word): code for word, code in chart.words.get(name, {}).items()}
        code = own.get(cells.key(written)) or _WORDS[name].get(cells.key(written))
        if code is None:
            raise BadCell(f"'{written[:60]}' tidak dikenal; tulis artinya di [{name}] pada peta")
        return code
    if len(written) > _LONGEST[name]:
        raise BadCell(f"lebih dari {_LONGEST[name]} huruf")
    return written


def names_of_units(body: PublicBody, chart: RegisterMap) -> dict[str, str]:
    """The unit's code by every name it goes by."""
    units = list(db.session.scalars(select(Unit).where(Unit.body_id == body.id)))
    codes = {unit.code for unit in units}
    found = {cells.key(name): unit.code for unit in units for name in (unit.name, unit.short_name, unit.code)}
    for word, code in chart.words.get("unit", {}).items():
        if code not in codes:
            raise BadFile(f"Peta: [unit] tidak mengenal '{code}'; pakai kode kantor {body.short_name}")
        found[cells.key(word)] = code
    return found
