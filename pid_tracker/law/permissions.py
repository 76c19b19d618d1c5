"""Rights: who acts, and the predicates by which an act is granted. Which act has which predicates its record says
(`law/acts/`), for the gate and the buttons alike.

A predicate is a named sentence about (actor, case); an act is granted when any one of its predicates holds. An
administrator of the system is in none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the procedure."""

    REQUESTER = "REQUESTER"  # pemohon
    DESK = "DESK"  # petugas meja
    OFFICER = "OFFICER"  # PPID
    UNIT_OFFICER = "UNIT_OFFICER"  # PPID pelaksana di OPD
    SUPERIOR = "SUPERIOR"  # atasan PPID
    SUPERVISOR = "SUPERVISOR"  # pengawas
    REGISTRAR = "REGISTRAR"  # panitera Komisi Informasi
    ADMIN = "ADMIN"  # administrator sistem
    SYSTEM = "SYSTEM"  # pekerjaan malam


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: in one role, for one body, and as a unit officer for one unit.

    A requester acts on the cases in `case_ids` only (number and code were shown). `label` is what the timeline shows:
    an office or a desk, never a person's name.
    """

    role: Role
    label: str
    user_id: int | None = None
    body_id: int | None = None
    unit_id: int | None = None
    case_ids: frozenset[int] = frozenset()


SYSTEM = Actor(Role.SYSTEM, "Sistem")
ANYONE = Actor(Role.REQUESTER, "Pemohon")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a right depends on. `case_id` is None for a case that is just being filed; `unit_ids` hold a part now.

    `signer_ids` are the users who signed the written notice; `drafter_ids` those who brought the present draft forward
    or already cleared it.
    """

    case_id: int | None
    body_id: int
    unit_ids: frozenset[int] = frozenset()
    signer_ids: frozenset[int] = frozenset()
    drafter_ids: frozenset[int] = frozenset()


class NotAllowed(Exception):
    """The actor has no right to the act. Whether the case exists is not said."""

    def __init__(self, actor: Actor, act: str) -> None:
        """Remember who tried what: an event's kind, or an act on something that is no case."""
        super().__init__(f"{actor.role} may not {act}")
        self.actor, self.act = actor, act


Predicate = Callable[[Actor, CaseFacts], bool]


def the_requester(actor: Actor, case: CaseFacts) -> bool:
    """The person who filed the case, known by number and code."""
    return actor.role is Role.REQUESTER and case.case_id is not None and case.case_id in actor.case_ids


def anyone_filing(actor: Actor, case: CaseFacts) -> bool:
    """Anyone, for a case that does not exist yet (UU 14/2008 Pasal 4)."""
    return actor.role is Role.REQUESTER and case.case_id is None


def desk_of_body(actor: Actor, case: CaseFacts) -> bool:
    """The desk of the body that has the case (petugas pelayanan informasi)."""
    return actor.role is Role.DESK and actor.body_id == case.body_id


def officer_of_body(actor: Actor, case: CaseFacts) -> bool:
    """The PPID of the body that has the case (PERKI 1/2021 Pasal 10)."""
    return actor.role is Role.OFFICER and actor.body_id == case.body_id


def officer_of_unit(actor: Actor, case: CaseFacts) -> bool:
    """The PPID pelaksana of a unit that holds a part now (PERKI 1/2021 Pasal 12)."""
    return actor.role is Role.UNIT_OFFICER and actor.body_id == case.body_id and actor.unit_id in case.unit_ids


def superior_of_body(actor: Actor, case: CaseFacts) -> bool:
    """The atasan PPID of the body (UU 14/2008 Pasal 35, 36)."""
    return actor.role is Role.SUPERIOR and actor.body_id == case.body_id


def superior_who_did_not_sign(actor: Actor, case: CaseFacts) -> bool:
    """The atasan PPID, unless that very person signed the notice (as acting PPID): then a substitute decides.

    UU 14/2008 Pasal 35 ayat (1), elucidation; ruling R8. Having approved a refusal (PERKI 1/2021 Pasal 10 ayat (2))
    bars nobody.
    """
    return superior_of_body(actor, case) and actor.user_id not in case.signer_ids


def another_officer_of_body(actor: Actor, case: CaseFacts) -> bool:
    """A PPID of the body other than those who brought the draft forward: nobody clears their own."""
    return officer_of_body(actor, case) and actor.user_id not in case.drafter_ids


def superior_with_the_draft(actor: Actor, case: CaseFacts) -> bool:
    """The atasan PPID, unless that person brought the draft forward as acting PPID."""
    return superior_of_body(actor, case) and actor.user_id not in case.drafter_ids


def the_system(actor: Actor, case: CaseFacts) -> bool:
    """Nightly work and imports."""
    return actor.role is Role.SYSTEM


#: What each predicate is called on a page. A test asks that every predicate of an act has its words.
PREDICATE_WORDS: Mapping[Predicate, str] = {
    the_requester: "Pemohon, dengan nomor dan kode lacaknya",
    anyone_filing: "Siapa saja, bila perkaranya belum ada",
    desk_of_body: "Petugas meja layanan badan itu",
    officer_of_body: "PPID badan itu",
    officer_of_unit: "PPID pelaksana di kantor yang memegang bagiannya",
    superior_of_body: "Atasan PPID badan itu",
    superior_who_did_not_sign: "Atasan PPID badan itu yang tidak menandatangani surat jawabannya",
    another_officer_of_body: "PPID lain di badan itu, bukan yang mengajukan atau sudah menyetujui naskahnya",
    superior_with_the_draft: "Atasan PPID badan itu yang tidak mengajukan atau sudah menyetujui naskahnya",
    the_system: "Sistem sendiri (pekerjaan malam, register lama)",
}
