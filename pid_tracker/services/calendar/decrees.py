"""Decrees by two persons: one proposes with the document, another approves or rejects; only then are the days known.

Administrators handle decrees of the whole country and of any body; a PPID the local holidays (libur daerah) and polls
of the own body. What was proposed, by whom and when, is kept, also when it was rejected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.incomplete import Incomplete, Missing, Refused
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.offices import ProposalState
from pid_tracker.models import DecreeProposal, DecreeRow, Document, PublicBody
from pid_tracker.services.calendar import calendars, moving
from pid_tracker.services.calendar.calendars import DecreeKnown, same_number
from pid_tracker.services.calendar.decree_files import KINDS
from pid_tracker.services.gate import casefile
from pid_tracker.services.loading import cells
from pid_tracker.services.loading.cells import BadCell

BASIS = "Perpres 21/2023 Pasal 6"
#: What a PPID may close by a decree of the own government.
LOCAL_KINDS = frozenset({DayKind.LOCAL, DayKind.POLL})
MOST_DAYS = 60
_REMOVED = "removed"
_NUMBER_TAKEN = (
    "Keputusan dengan nomor ini sudah ada di kalender. Bila ini keputusan lain, tulis nomornya lengkap dengan nama "
    "pemerintahnya"
)


@dataclass(frozen=True, slots=True)
class NewDecree:
    """A decree as it was typed. `days` holds one day a line: date; kind; name. `signed_on` is the day it was signed."""

    number: str
    title: str
    signed_on: date | None
    days: str
    amends: str = ""
    completes_year: bool = False
    body: PublicBody | None = None
    note: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class _Days:
    """What stands in the lines: closed days, days opened again, and what cannot be read."""

    closes: tuple[ClosedDay, ...] = ()
    opens: tuple[tuple[date, str], ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def all(self) -> list[date]:
        """Every day named, in the order of the lines."""
        return [*(row.day for row in self.closes), *(day for day, _ in self.opens)]


def may_handle(actor: Actor, body_id: int | None) -> bool:
    """Whether the actor may propose and decide a decree of the body (None: of all bodies)."""
    if actor.role is Role.ADMIN:
        return True
    return actor.role is Role.OFFICER and body_id is not None and body_id == actor.body_id


def read_days(text: str, number: str) -> _Days:
    """The days in lines like `2025-08-18; cuti bersama; Cuti bersama Hari Kemerdekaan`."""
    closes, opens, problems = [], [], []
    seen: set[date] = set()
    lines = [(place, line.strip()) for place, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_DAYS:
        return _Days(problems=(f"Paling banyak {MOST_DAYS} hari dalam satu keputusan",))
    for place, line in lines:
        cut = [part.strip() for part in line.split(";", 2)]
        kind = KINDS.get(cells.key(cut[1])) if len(cut) > 1 else None
        try:
            day = cells.day(cut[0])
        except BadCell:
            day = None
        if len(cut) != 3 or not cut[2]:
            problems.append(f"Baris {place}: tulis tanggal; jenis; nama")
        elif day is None:
            problems.append(f"Baris {place}: '{cut[0][:30]}' bukan tanggal; tulis misalnya 2025-08-18")
        elif kind is None:
            problems.append(f"Baris {place}: jenis '{cut[1][:30]}' tidak dikenal; pilih {', '.join(KINDS)}")
        elif day in seen:
            problems.append(f"Baris {place}: tanggal ini sudah ditulis di atas")
        elif kind == _REMOVED:
            opens.append((day, cut[2]))
        else:
            closes.append(ClosedDay(day, DayKind(kind), cut[2][:200], number))
        if day is not None:
            seen.add(day)
    return _Days(tuple(closes), tuple(opens), tuple(problems))


def propose(new: NewDecree, actor: Actor, now: datetime) -> DecreeProposal:
    """Write a proposal down; it changes nothing until another person approves it. Incomplete names what is missing.

    The view has asked `may_handle`; here it is asked again.
    """
    if not may_handle(actor, new.body.id if new.body else None) or actor.user_id is None:
        raise Refused("Keputusan untuk semua pemerintah hanya diusulkan oleh administrator.")
    number, days = " ".join(new.number.split()), read_days(new.days, new.number.strip())
    lacking = [*_lacks(new, number, now), *_lacks_of_days(new, days, actor, now)]
    if lacking:
        raise Incomplete(lacking)
    assert new.signed_on is not None and new.document is not None  # noqa: S101 - told above when they are missing
    lines = [{"day": row.day.isoformat(), "kind": row.kind.value, "name": row.name} for row in days.closes]
    lines += [{"day": day.isoformat(), "kind": _REMOVED, "name": name} for day, name in days.opens]
    proposal = DecreeProposal(
        number=number,
        title=new.title.strip(),
        year=days.all[0].year,
        signed_on=new.signed_on,
        amends=new.amends.strip() or None,
        completes_year=new.completes_year,
        body=new.body,
        days=sorted(lines, key=lambda line: line["day"]),
        note=new.note.strip(),
        document=new.document,
        proposed_by_id=actor.user_id,
        proposed_at=now,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def _lacks(new: NewDecree, number: str, now: datetime) -> list[Missing]:
    today = _today(new.body, now)
    found = []
    if not number:
        found.append(Missing("number", "Isi nomor keputusan", BASIS))
    elif same_number(number) in {same_number(known) for known in _numbers_in_force()}:
        found.append(Missing("number", _NUMBER_TAKEN, BASIS))
    elif same_number(number) in {same_number(row.number) for row in _waiting()}:
        found.append(Missing("number", "Keputusan ini sudah diusulkan dan menunggu persetujuan", BASIS))
    if not new.title.strip():
        found.append(Missing("title", "Isi judul keputusan", BASIS))
    if new.signed_on is None:
        found.append(Missing("signed_on", "Isi tanggal penetapan", BASIS))
    elif new.signed_on > today:
        found.append(Missing("signed_on", "Tanggal penetapan tidak boleh di masa depan", BASIS))
    if new.document is None:
        found.append(Missing("document", "Lampirkan keputusannya (PDF, JPG, atau PNG)", BASIS))
    if new.completes_year and new.body is not None:
        found.append(
            Missing("completes_year", "Hanya keputusan untuk semua pemerintah yang melengkapi kalender setahun", BASIS)
        )
    if new.amends.strip() and same_number(new.amends) not in {same_number(known) for known in _numbers_in_force()}:
        found.append(Missing("amends", "Keputusan yang diubah tidak ada di kalender", BASIS))
    return found


def _lacks_of_days(new: NewDecree, days: _Days, actor: Actor, now: datetime) -> list[Missing]:
    today = _today(new.body, now)
    found = [Missing("days", problem, BASIS) for problem in days.problems]
    if not days.all and not found:
        found.append(Missing("days", "Tulis hari yang ditutup, satu hari per baris", BASIS))
    years = {day.year for day in days.all}
    if len(years) > 1:
        found.append(Missing("days", "Semua hari harus dalam satu tahun; usulkan satu keputusan per tahun", BASIS))
    elif years and not today.year - 1 <= min(years) <= today.year + 2:
        found.append(Missing("days", f"Tahun {min(years)} terlalu jauh; periksa tanggalnya", BASIS))
    if actor.role is Role.OFFICER and any(row.kind not in LOCAL_KINDS for row in days.closes):
        found.append(
            Missing("days", "PPID menutup libur daerah dan hari pemungutan suara; yang lain oleh administrator", BASIS)
        )
    if days.opens and not new.amends.strip():
        found.append(Missing("amends", "Sebutkan keputusan yang harinya dibuka lagi", BASIS))
    if any(day < today for day in days.all) and not new.note.strip():
        found.append(Missing("note", "Ada hari yang sudah lewat: tulis mengapa baru sekarang dimasukkan", BASIS))
    return found


def approve(proposal: DecreeProposal, actor: Actor, now: datetime, note: str = "") -> int:
    """The second person approves: from `now` on the days are known, and open due dates move; gives how many did.

    Raises Refused (decided before, the same person, loaded meanwhile), Incomplete (a day is past and nobody says why).
    """
    casefile.lock_register()
    _still_open(proposal)
    if actor.user_id is None or not may_handle(actor, proposal.body_id):
        raise Refused("Usulan ini diputus oleh petugas lain.")
    if actor.user_id == proposal.proposed_by_id:
        raise Refused("Keputusan disetujui orang lain daripada yang mengusulkannya. Minta rekan Anda membukanya.")
    decree = decree_of(proposal)
    days = [*(row.day for row in decree.days), *decree.removes]
    if min(days) < _today(proposal.body, now) and not (proposal.note or note.strip()):
        raise Incomplete([Missing("note", "Ada hari yang sudah lewat: tulis mengapa tetap disetujui", BASIS)])
    try:
        row = calendars.enter_decree(decree, now, body=proposal.body, approved_by_id=actor.user_id)
    except DecreeKnown:
        raise Refused("Keputusan ini sudah dimuat lewat jalan lain. Tolak usulan ini.") from None
    _decide(proposal, ProposalState.APPROVED, actor.user_id, now, note, row)
    return sum(moving.refresh_dates(body, now) for body in touched(proposal.body))


def reject(proposal: DecreeProposal, actor: Actor, now: datetime, reason: str) -> None:
    """Reject with a reason; who proposed may take the own proposal back. Nothing changes, and the proposal is kept."""
    casefile.lock_register()
    _still_open(proposal)
    if actor.user_id is None or not may_handle(actor, proposal.body_id):
        raise Refused("Usulan ini diputus oleh petugas lain.")
    if not reason.strip():
        raise Incomplete([Missing("reason", "Tulis alasan menolak", BASIS)])
    _decide(proposal, ProposalState.REJECTED, actor.user_id, now, reason, None)


def _still_open(proposal: DecreeProposal) -> None:
    db.session.refresh(proposal)
    if proposal.state is not ProposalState.PROPOSED:
        raise Refused(f"Usulan ini sudah {proposal.state.words}; putusannya tidak berubah lagi.")


def _decide(
    proposal: DecreeProposal, state: ProposalState, user_id: int, now: datetime, reason: str, row: DecreeRow | None
) -> None:
    """All of it in one UPDATE: the database refuses a second one."""
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, user_id, now
    proposal.reason, proposal.decree_id = reason.strip(), row.id if row else None
    db.session.flush()


def decree_of(proposal: DecreeProposal) -> Decree:
    """The decree as the law reads it."""
    closed = [line for line in proposal.days if line["kind"] != _REMOVED]
    return Decree(
        number=proposal.number,
        title=proposal.title,
        year=proposal.year,
        signed_on=proposal.signed_on,
        amends=proposal.amends,
        removes=frozenset(date.fromisoformat(line["day"]) for line in proposal.days if line["kind"] == _REMOVED),
        days=tuple(
            ClosedDay(date.fromisoformat(line["day"]), DayKind(line["kind"]), line["name"], proposal.number)
            for line in closed
        ),
        completes_year=proposal.completes_year,
    )


def touched(body: PublicBody | None) -> Sequence[PublicBody]:
    """The bodies whose calendars a decree touches: its own, or all."""
    return [body] if body else db.session.scalars(select(PublicBody).order_by(PublicBody.code)).all()


def proposals(actor: Actor) -> Sequence[DecreeProposal]:
    """The proposals that the actor may see, newest first: an administrator all, a PPID those of the own body."""
    statement = select(DecreeProposal).options(
        joinedload(DecreeProposal.body), joinedload(DecreeProposal.proposed_by), joinedload(DecreeProposal.decided_by)
    )
    if actor.role is not Role.ADMIN:
        statement = statement.where(DecreeProposal.body_id == actor.body_id)
    return db.session.scalars(statement.order_by(DecreeProposal.id.desc())).all()


def get_visible(proposal_id: int, actor: Actor) -> DecreeProposal | None:
    """The proposal, when the actor may see it."""
    proposal = db.session.get(DecreeProposal, proposal_id)
    return proposal if proposal is not None and may_handle(actor, proposal.body_id) else None


def entered(body: PublicBody | None) -> Sequence[DecreeRow]:
    """The decrees entered into this installation, newest first: of all bodies, and of `body` (None: of any)."""
    statement = select(DecreeRow).order_by(DecreeRow.entered_at.desc(), DecreeRow.id.desc())
    if body is not None:
        statement = statement.where(or_(DecreeRow.body_id.is_(None), DecreeRow.body_id == body.id))
    return db.session.scalars(statement).all()


def _numbers_in_force() -> set[str]:
    return {row.number for row in calendars.known_here()} | set(db.session.scalars(select(DecreeRow.number)))


def _waiting() -> Sequence[DecreeProposal]:
    return db.session.scalars(select(DecreeProposal).where(DecreeProposal.state == ProposalState.PROPOSED)).all()


def _today(body: PublicBody | None, now: datetime) -> date:
    return civil_date(now, body.zone if body else calendars.home_zone())
