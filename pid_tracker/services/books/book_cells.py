"""What the columns of the registers are made of: one case at a time, in the words of the annexes.

A column is read from an `Entry`; one that is `personal` has a second reading without names for who may not see them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pid_tracker.law.facts import Claimed, Imported
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.vocabulary.asking import Purpose, RequesterKind
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseFile
from pid_tracker.services.books.sheets import Cell
from pid_tracker.services.looking import blinding
from pid_tracker.services.looking.blinding import HIDDEN as HIDDEN

TICK = "✓"
FROM_OLD_REGISTER = "dari register lama"
NOT_ASKED = "tidak ditanyakan"  # occupation (pekerjaan), ruling R7


@dataclass(frozen=True, slots=True)
class Entry:
    """One case as a row of a register: the case, its written notice when it was sent, whether a power of attorney is
    kept, the name of the officer who decided the objection."""

    case: CaseFile
    notice: NoticeContents | None = None
    has_power: bool = False
    decider: str = ""

    @property
    def claimed(self) -> Claimed | None:
        """What a row of an older register says; None for a case of this system."""
        imported = self.case.latest(Imported)
        return imported.claimed if imported else None


Row = TypeVar("Row")
Reader = Callable[[Entry], Cell]


def closed(entry: Entry) -> Cell:
    """What stands in a personal column for who may not see names."""
    return HIDDEN if entry.case.requester is not None else ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its name, under which head it stands in the annex, how it is read from what stands in a row;
    `unnamed` is the reading without personal data, None for a column that holds none."""

    name: str
    read: Callable[[Row], Cell]
    group: str = ""
    unnamed: Callable[[Row], Cell] | None = None

    @property
    def label(self) -> str:
        """Name and head in one line, for files."""
        return f"{self.group}: {self.name}" if self.group else self.name


def day_words(day: date | None) -> str:
    """Day and date as the annexes ask for them: "Jumat, 17 April 2026"."""
    return tanggal(day) if day else ""


def person(entry: Entry) -> Cell:
    """Full name of the person, the entity, the group, or the proxy with whom it acts for."""
    who = entry.case.requester
    if who is None:
        return ""
    if who.kind == RequesterKind.GROUP:
        return f"{unnamed_person(entry)}, diwakili {who.name}"
    if who.kind == RequesterKind.ENTITY and who.entity_name:
        return f"{who.entity_name}, diwakili {who.name}"
    if who.kind == RequesterKind.PROXY and who.principal_name:
        return f"{who.principal_name}, dengan kuasa {who.name}"
    return who.name


def unnamed_person(entry: Entry) -> Cell:
    """A group is a group: "kelompok (12 orang)"; of others nothing is told."""
    who = entry.case.requester
    if who is not None and who.kind == RequesterKind.GROUP:
        return f"kelompok ({who.group_size} orang)" if who.group_size else "kelompok"
    return closed(entry)


def nik(entry: Entry) -> Cell:
    """The last four digits of the NIK; of an entity the number of its approval decree (PERKI 1/2021 Pasal 32 d)."""
    who = entry.case.requester
    if who is None or entry.case.is_imported:
        return ""
    if who.kind == RequesterKind.ENTITY:
        return who.entity_number
    return f"••••••••••••{who.nik_last4}" if who.nik_last4 else "belum ada"


def address(entry: Entry) -> Cell:
    """Where the person lives; for a proxy also the one it acts for."""
    who = entry.case.requester
    if who is None:
        return ""
    return "; ".join(filter(None, (who.address, who.principal_address)))


def contact(entry: Entry) -> Cell:
    """Telephone and e-mail."""
    who = entry.case.requester
    return " / ".join(filter(None, (who.phone, who.email))) if who else ""


def purpose(entry: Entry) -> Cell:
    """What for (tujuan penggunaan informasi); closed like the person (journeys 2.1)."""
    return entry.case.purpose_text or Purpose.words_of(entry.case.purpose, entry.case.purpose)


def information(entry: Entry) -> Cell:
    """What was asked, with the period and the place."""
    case = entry.case
    return "\n".join(filter(None, (case.question, case.period, case.place)))


def unnamed_information(entry: Entry) -> Cell:
    """The same in words that do not tell who asks."""
    case = entry.case
    more = blinding.masked("\n".join(filter(None, (case.period, case.place))), case.requester)
    return "\n".join(filter(None, (blinding.asked(case), more)))


def occupation(entry: Entry) -> Cell:
    """Annex VIII has the column; nobody is asked (ruling R7)."""
    return "" if entry.case.is_imported else NOT_ASKED


def remark(entry: Entry) -> Cell:
    """Where a row comes from, when it is not this system's own."""
    return FROM_OLD_REGISTER if entry.case.is_imported else ""


NAME = Column("Nama", person, unnamed=unnamed_person)
ADDRESS = Column("Alamat", address, unnamed=closed)
CONTACT = Column("Nomor kontak", contact, unnamed=closed)
OCCUPATION = Column("Pekerjaan", occupation)
INFORMATION = Column("Informasi yang diminta", information, unnamed=unnamed_information)
PURPOSE = Column("Tujuan penggunaan informasi", purpose, unnamed=closed)
REMARK = Column("Keterangan", remark)
