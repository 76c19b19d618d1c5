"""Approval of a letter before it goes out (persetujuan naskah): the levels of a body, the rounds that a draft went
through, and whether this very draft was cleared. The acts themselves are in `clearing.py`.

A letter that closes anything ends with the superior, whatever the body's own levels say (PERKI 1/2021 Pasal 10 ayat
(2), ruling R8). A clearance counts for the draft's fingerprint and for the files that went with it, for nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, DraftSubmitted
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import NoticeContents, closes_something
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.vocabulary.offices import AppliesTo
from pid_tracker.models import CaseEventRow, CaseFile, ClearanceLevel, Document, PublicBody

#: Who may clear a level.
LEVEL_ROLES: Mapping[Role, str] = {Role.OFFICER: "PPID lain", Role.SUPERIOR: "Atasan PPID"}
SUPERIORS_ARTICLE = "PERKI 1/2021 Pasal 10 ayat (2)"
_BASIS = "aturan kantor"


@dataclass(frozen=True, slots=True)
class Level:
    """One level that a draft has to pass: its name at the body, and the role that clears it."""

    name: str
    role: Role


#: The level that the law itself asks for when a letter closes anything.
THE_SUPERIOR = Level("Persetujuan Atasan PPID", Role.SUPERIOR)


@dataclass(frozen=True, slots=True)
class Passed:
    """A level that was cleared: by which office (never a person's name), on which day."""

    level: Level
    office: str
    role: Role
    on: date
    seq: int


@dataclass(slots=True)
class Round:
    """One way of a draft through the levels, from its submission on. `returned` is the event that gave it back, or the
    withdrawal that ended it."""

    submitted: CaseEventRow
    levels: tuple[Level, ...]
    passed: list[Passed] = field(default_factory=list)
    returned: CaseEventRow | None = None

    @property
    def draft(self) -> str:
        """The fingerprint of what was submitted."""
        return self.submitted.told(DraftSubmitted).draft

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome proposed for each part, by its place."""
        return self.submitted.told(DraftSubmitted).parts or {}

    @property
    def files(self) -> tuple[str, ...]:
        """The fingerprints of the files that were submitted with it."""
        return self.submitted.facts.enclosed

    @property
    def waiting(self) -> Level | None:
        """The level that has to act next; None when the round is over."""
        place = len(self.passed)
        return self.levels[place] if self.returned is None and place < len(self.levels) else None

    @property
    def is_done(self) -> bool:
        """Whether every level has cleared it."""
        return self.returned is None and len(self.passed) == len(self.levels)


# -- the levels of a body ----------------------------------------------------------------------------------------------


def levels_of(body: PublicBody) -> list[ClearanceLevel]:
    """The levels in force at a body, in their order; those of the superior come last."""
    rows = db.session.scalars(
        select(ClearanceLevel).where(ClearanceLevel.body_id == body.id, ClearanceLevel.ended_at.is_(None))
    )
    return sorted(rows, key=lambda row: (row.role is Role.SUPERIOR, row.place, row.id))


def history_of_levels(body: PublicBody) -> list[ClearanceLevel]:
    """Every level that the body ever had, newest first: who added and who ended it, and when."""
    found = select(ClearanceLevel).where(ClearanceLevel.body_id == body.id)
    return list(db.session.scalars(found.order_by(ClearanceLevel.id.desc())))


def add_level(
    body: PublicBody, name: str, role: str, applies_to: str, by: Actor, now: datetime
) -> ClearanceLevel:  # fmt: skip
    """One more level at the end of the body's own; Incomplete while a field is missing or the name is in use."""
    lacking = []
    if not name.strip():
        lacking.append(Missing("name", "Isi nama tingkat persetujuan", _BASIS))
    if role not in {known.value for known in LEVEL_ROLES}:
        lacking.append(Missing("role", "Pilih siapa yang menyetujui", _BASIS))
    if applies_to not in set(AppliesTo):
        lacking.append(Missing("applies_to", "Pilih surat yang mana", _BASIS))
    known = levels_of(body)
    if name.strip().casefold() in {row.name.casefold() for row in known}:
        lacking.append(Missing("name", "Nama tingkat ini sudah dipakai", _BASIS))
    if lacking:
        raise Incomplete(lacking)
    level = ClearanceLevel(
        body_id=body.id,
        place=max((row.place for row in known), default=0) + 1,
        name=name.strip(),
        role=Role(role),
        applies_to=AppliesTo(applies_to),
        added_at=now,
        added_by_id=by.user_id,
    )
    db.session.add(level)
    db.session.flush()
    return level


def end_level(level: ClearanceLevel, by: Actor, now: datetime) -> None:
    """Let a level end; it stays in the table with who ended it. Drafts under way keep the levels they began with."""
    if level.ended_at is None:
        level.ended_at, level.ended_by_id = now, by.user_id


def levels_for(case: CaseFile, contents: NoticeContents) -> tuple[Level, ...]:
    """The levels that this letter has to pass, in order; what closes anything ends with the superior."""
    closes = closes_something(contents)
    own = [row for row in levels_of(case.body) if closes or row.applies_to is AppliesTo.ALL]
    levels = tuple(Level(row.name, row.role) for row in own)
    if closes and not any(level.role is Role.SUPERIOR for level in levels):
        levels = (*levels, THE_SUPERIOR)
    return levels


# -- the rounds of a draft ---------------------------------------------------------------------------------------------


def rounds_of(case: CaseFile) -> list[Round]:
    """Every way of a draft through the levels, oldest first, as the events tell."""
    found: list[Round] = []
    for row in case.events:
        if isinstance(row.facts, DraftSubmitted):
            names = row.facts.levels
            roles = row.facts.roles or (Role.SUPERIOR,) * len(names)
            levels = tuple(Level(name, role) for name, role in zip(names, roles, strict=True))
            found.append(Round(row, levels))
        elif row.kind is E.DRAFT_CLEARED and found:
            level = found[-1].waiting
            if level is not None:
                found[-1].passed.append(Passed(level, row.actor_label, Role(row.actor_role), row.on, row.seq))
        elif row.kind in (E.DRAFT_RETURNED, E.WITHDRAWN) and found and found[-1].waiting is not None:
            found[-1].returned = row
    return found


def round_of(case: CaseFile) -> Round | None:
    """The last round; None when nothing was ever submitted."""
    rounds = rounds_of(case)
    return rounds[-1] if rounds else None


def waiting_level(case: CaseFile) -> Level | None:
    """The level that the draft of the case waits for now."""
    last = round_of(case)
    return last.waiting if last is not None else None


def outcomes_in(contents: NoticeContents) -> dict[str, Outcome]:
    """The outcome of each part as it is kept in an event, by its place."""
    return {str(part.place): part.outcome for part in contents.parts if part.outcome is not None}


def files_of(case: CaseFile) -> tuple[str, ...]:
    """The fingerprints of the files that would go out with the letter now."""
    answer = select(Document.sha256).where(Document.case_id == case.id, Document.kind == DocumentKind.ANSWER)
    return tuple(db.session.scalars(answer.order_by(Document.id)))


def changed_outcomes(case: CaseFile, contents: NoticeContents) -> list[tuple[int, Outcome, Outcome | None]]:
    """Parts whose outcome differs from what was last submitted for approval: (place, then, now)."""
    last = round_of(case)
    if last is None:
        return []
    now = outcomes_in(contents)
    return [
        (int(place), then, now.get(place))
        for place, then in sorted(last.outcomes.items(), key=lambda item: int(item[0]))
        if now.get(place) != then
    ]


def require_reason(case: CaseFile, contents: NoticeContents, reason: str) -> None:
    """A result that was changed after approval began stays in the file with a written reason (journeys F1)."""
    changed = changed_outcomes(case, contents)
    if changed and len(reason.strip()) < 10:
        places = ", ".join(str(place) for place, *_ in changed)
        label = f"Tulis mengapa hasil bagian {places} berubah sejak naskah dimintakan persetujuan"
        raise Incomplete([Missing("change_reason", label, _BASIS)])


def require_cleared(case: CaseFile, fingerprint: str, contents: NoticeContents) -> None:
    """Raise IllegalStep, naming the level that is missing and what to do, unless this very letter was cleared.

    `fingerprint` is that of the contents as they would be sent. What was cleared counts for these contents and these
    files only; a draft that was changed since needs its approval anew.
    """
    last, needed = round_of(case), levels_for(case, contents)
    if last is not None and (level := last.waiting) is not None:
        raise IllegalStep(E.ANSWERED, case.stage, waiting_words(level))
    if not needed:
        return
    if last is None or not last.is_done:
        raise IllegalStep(E.ANSWERED, case.stage, _lacking_words(needed, contents))
    if last.draft != fingerprint or last.files != files_of(case):
        what = "Isi surat" if last.draft != fingerprint else "Berkas yang ikut surat"
        raise IllegalStep(
            E.ANSWERED,
            case.stage,
            f"{what} berubah setelah disetujui, jadi persetujuan itu tidak berlaku lagi. Mintakan persetujuan lagi.",
        )
    passed = {(row.level.name, row.role) for row in last.passed}
    lacking = [level for level in needed if (level.name, level.role) not in passed]
    if lacking:
        raise IllegalStep(E.ANSWERED, case.stage, _lacking_words(lacking, contents))


def waiting_words(level: Level) -> str:
    """Why a draft under clearance can be neither sent nor changed, and what is possible instead."""
    return (
        f"Naskah surat sedang menunggu tingkat “{level.name}” ({LEVEL_ROLES[level.role]}). Selama itu naskah tidak "
        "dapat diubah atau dikirim. Bila perlu diubah, kembalikan dulu naskahnya dengan alasan."
    )


def _lacking_words(levels: Sequence[Level], contents: NoticeContents) -> str:
    names = ", ".join(f"“{level.name}” ({LEVEL_ROLES[level.role]})" for level in levels)
    law = (
        "Informasi hanya boleh ditutup setelah uji konsekuensi selesai dan Atasan PPID menyetujui suratnya "
        f"({SUPERIORS_ARTICLE}). "
        if closes_something(contents)
        else ""
    )
    return f"{law}Belum ada persetujuan tingkat {names}. Tekan “Mintakan persetujuan” di halaman surat."


# -- what a page shows -------------------------------------------------------------------------------------------------


def approvals_of(case: CaseFile) -> tuple[Passed, ...]:
    """Who approved the letter that was sent, by office; empty when it went out without approval."""
    answered = next((row for row in case.events if row.kind is E.ANSWERED), None)
    if answered is None:
        return ()
    before = [found for found in rounds_of(case) if found.submitted.seq < answered.seq and found.is_done]
    last = before[-1] if before else None
    return tuple(last.passed) if last is not None and last.draft == answered.told(Answered).notice else ()
