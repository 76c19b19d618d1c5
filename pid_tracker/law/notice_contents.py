"""What a lawful notice (pemberitahuan tertulis) must say, and what the answers to the parts make of the whole.

UU 14/2008 Pasal 22 ayat (7) huruf a to g and PERKI 1/2021 Pasal 31 ayat (4) huruf a to i together: the union is
asked for.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pid_tracker.law.exemptions import EXEMPTIONS
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Outcome
from pid_tracker.law.incomplete import Missing


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """The answer to one part (bagian): `material` is what is given; `searched` where it was looked for, when not held;
    `holder` and `holder_address` the body that has it, when referred; `holder_code` when that is a body of this
    installation, to which the request can be passed on.

    Of a part that is closed: `closed` is the material, `articles` the codes of `law/exemptions.py`, `reason` the plain
    words, `until` the last day (ISO date), `tests` the numbers of the consequence tests that it rests on.
    """

    place: int
    question: str
    outcome: Outcome | None
    material: str = ""
    searched: str = ""
    holder: str = ""
    holder_address: str = ""
    holder_code: str = ""
    closed: str = ""
    articles: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    tests: tuple[str, ...] = ()

    @property
    def closes(self) -> bool:
        """Whether something of this part is kept back."""
        return self.outcome in NEEDS_CONSEQUENCE_TEST


@dataclass(frozen=True, slots=True)
class NoticeContents:
    """The fields of a notice. `cost_rupiah` is 0 for free; None means that nothing was said about cost."""

    parts: tuple[PartAnswer, ...]
    summary: str = ""
    form: str = ""
    delivery: str = ""
    cost_rupiah: int | None = None
    payment: str = ""
    time_needed: str = ""
    redaction: str = ""


def outcome_of(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcome of the whole from the outcomes of its parts; ValueError without parts.

    All alike: that one. Something given and something not: PARTLY_GRANTED ("diberikan sebagian", PERKI 1/2021 Pasal 31
    ayat (4) huruf h). Nothing given: a refusal weighs most, then a referral, then not held.
    """
    kinds = set(outcomes)
    if not kinds:
        raise ValueError("a notice answers at least one part")
    if len(kinds) == 1:
        return kinds.pop()
    if kinds & {Outcome.GRANTED, Outcome.PARTLY_GRANTED}:
        return Outcome.PARTLY_GRANTED
    return Outcome.REFUSED if Outcome.REFUSED in kinds else Outcome.REFERRED


def closes_something(contents: NoticeContents) -> bool:
    """Whether any part is refused or partly closed, which needs a finished consequence test (Pasal 19)."""
    return any(part.closes for part in contents.parts)


#: What a letter says that closes nothing; it may say nothing else about blackening.
NOTHING_REDACTED = "Tidak ada bagian yang dihitamkan"
_CITES_AN_EXEMPTION = re.compile(r"\bpasal\s*17\b", re.IGNORECASE)


def cites_exemption(text: str) -> bool:
    """Whether a text rests on UU 14/2008 Pasal 17: then something is closed, and a consequence test has to bear it."""
    return _CITES_AN_EXEMPTION.search(text) is not None


def _closes_by_words(contents: NoticeContents) -> bool:
    """Whether the letter closes in free words what none of its parts says is closed (Pasal 19: by no road)."""
    if any(cites_exemption(f"{part.material} {part.searched}") for part in contents.parts if not part.closes):
        return True
    if closes_something(contents):
        return False
    says_nothing = contents.redaction.strip().removesuffix(".").casefold() in ("", NOTHING_REDACTED.casefold())
    return not says_nothing or cites_exemption(f"{contents.summary} {contents.form} {contents.delivery}")


_GIVEN = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


def _gives(contents: NoticeContents) -> bool:
    return any(part.outcome in _GIVEN for part in contents.parts)


@dataclass(frozen=True, slots=True)
class _Requirement:
    field: str
    label: str
    article: str
    is_met: Callable[[NoticeContents], bool]


#: One row a content of the law; the page shows the same rows as a checklist.
REQUIREMENTS: tuple[_Requirement, ...] = (
    _Requirement(
        "outcome",
        "Apakah informasi kami kuasai, dan diberikan atau tidak, untuk setiap bagian",
        "UU 22 ayat (7) huruf a dan c; PERKI 31 ayat (4) huruf a, c, h",
        lambda c: bool(c.parts) and all(part.outcome is not None for part in c.parts),
    ),
    _Requirement(
        "holder",
        "Kantor lain yang menguasai informasi, dengan alamatnya",
        "UU 22 ayat (7) huruf b; PERKI 31 ayat (4) huruf b",
        lambda c: all(p.holder.strip() and p.holder_address.strip() for p in c.parts if p.outcome is Outcome.REFERRED),
    ),
    _Requirement(
        "searched",
        "Tempat yang sudah dicari dan penjelasan mengapa tidak ada",
        "UU 22 ayat (7) huruf a; PERKI 31 ayat (4) huruf i",
        lambda c: all(p.searched.strip() for p in c.parts if p.outcome is Outcome.NOT_HELD),
    ),
    _Requirement(
        "material",
        "Materi informasi yang diberikan",
        "UU 22 ayat (7) huruf d",
        lambda c: all(p.material.strip() for p in c.parts if p.outcome in _GIVEN),
    ),
    _Requirement(
        "closed",
        "Materi yang ditutup",
        "UU 22 ayat (7) huruf e; PERKI 31 ayat (4) huruf g, h",
        lambda c: all(p.closed.strip() for p in c.parts if p.closes),
    ),
    _Requirement(
        "tests",
        "Uji konsekuensi yang selesai dan disetujui, untuk setiap bagian yang ditutup",
        "UU 19; PERKI 34 dan 49",
        lambda c: all(p.tests for p in c.parts if p.closes),
    ),
    _Requirement(
        "articles",
        "Pasal 17 yang menjadi dasar menutup",
        "UU 22 ayat (7) huruf c",
        lambda c: all(p.articles and set(p.articles) <= EXEMPTIONS.keys() for p in c.parts if p.closes),
    ),
    _Requirement(
        "reason",
        "Alasan menutup dengan kata sehari-hari",
        "UU 22 ayat (7) huruf c dan e; PERKI 31 ayat (4) huruf c, g",
        lambda c: all(p.reason.strip() for p in c.parts if p.closes),
    ),
    _Requirement(
        "until",
        "Sampai kapan ditutup",
        "UU 20 ayat (1); PERKI 51",
        lambda c: all(p.until for p in c.parts if p.closes),
    ),
    _Requirement(
        "redaction",
        "Bagian yang dihitamkan dan alasannya, atau pernyataan bahwa tidak ada",
        "UU 22 ayat (7) huruf e; PERKI 31 ayat (4) huruf g",
        lambda c: not _gives(c) or bool(c.redaction.strip()),
    ),
    _Requirement(
        "redaction",
        "Bagian yang ditutup atau dihitamkan memerlukan uji konsekuensi: pilih “diberikan sebagian” atau “ditolak” "
        f"untuk bagian itu. Bila tidak ada, tulis “{NOTHING_REDACTED}” dan jangan menyebut Pasal 17",
        "UU 19; PERKI 34 dan 49",
        lambda c: not _closes_by_words(c),
    ),
    _Requirement(
        "form",
        "Bentuk informasi yang tersedia",
        "UU 22 ayat (7) huruf f; PERKI 31 ayat (4) huruf d",
        lambda c: not _gives(c) or bool(c.form.strip()),
    ),
    _Requirement(
        "delivery",
        "Cara penyampaian",
        "UU 22 ayat (7) huruf f",
        lambda c: not _gives(c) or bool(c.delivery.strip()),
    ),
    _Requirement(
        "cost",
        "Biaya dan cara membayar",
        "UU 22 ayat (7) huruf g; PERKI 31 ayat (4) huruf e",
        lambda c: not _gives(c) or c.cost_rupiah == 0 or (bool(c.cost_rupiah) and bool(c.payment.strip())),
    ),
    _Requirement(
        "time_needed",
        "Waktu yang diperlukan untuk menyediakan",
        "PERKI 31 ayat (4) huruf f",
        lambda c: not _gives(c) or bool(c.time_needed.strip()),
    ),
    _Requirement(
        "summary",
        "Ringkasan jawaban dalam bahasa sehari-hari",
        "UU 7 ayat (2): benar dan tidak menyesatkan",
        lambda c: bool(c.summary.strip()),
    ),
)


def missing(contents: NoticeContents) -> tuple[Missing, ...]:
    """What the notice does not say yet; empty when it may be sent."""
    return tuple(Missing(row.field, row.label, row.article) for row in REQUIREMENTS if not row.is_met(contents))
